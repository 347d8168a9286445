"""The portal from the inside: what is to be done next, correcting, the inbox, and the desk that stays shut."""

import pytest
from django.conf import settings as site
from django.test import Client as Browser
from django.urls import get_resolver, reverse

from employers.models import Contact, Size, Verification
from people.models import Notice, User
from tests.cast import a_contact, a_user, a_vacancy, an_enterprise
from tests.employers.portal import a_refused_one, a_scan, a_verification, filled

pytestmark = pytest.mark.django_db
Role = Contact.Role


def page_of(client, user: User, name: str = "portal:home", *args: object) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


# What is to be done next ----------------------------------------------------------------------------------------------


def test_who_is_new_to_the_portal_reads_what_to_do(client):
    a_contact()
    stranger = a_user("白云")

    assert "您现在没有代表任何企业" in page_of(client, stranger)


def test_a_refusal_shows_its_reason_and_the_way_on(client):
    row = a_refused_one()

    page = page_of(client, row.user)

    assert "营业执照看不清楚" in page
    assert "右下角被手挡住。" in page
    assert "请在光线好的地方重新拍一张" in page
    assert reverse("portal:again", args=[row.pk]) in page


def test_an_owner_sees_her_next_steps_until_they_are_done(client):
    zhou = a_contact()
    page = page_of(client, zhou.user)
    assert "补全企业信息" in page
    assert "邀请一位同事" in page

    a_contact("赵强", role=Role.MEMBER)
    firm = zhou.enterprise
    firm.address, firm.contact_phone, firm.size = "园区路 1 号", "0477-8580000", Size.LARGE
    firm.save()

    assert "接下来" not in page_of(client, zhou.user)


def test_every_link_of_the_first_page_leads_somewhere(client):
    zhou = a_contact()
    a_verification("刘洋")
    a_vacancy()
    page = page_of(client, zhou.user)

    links = {part.split('"')[0] for part in page.split('<a href="')[1:]} | {
        part.split('"')[0] for part in page.split(' href="/portal/')[1:]
    }

    assert links
    for link in {link for link in links if link.startswith("/portal/")}:
        assert client.get(link).status_code == 200, link


def test_what_an_advertisement_demands_is_not_the_portals_business(client):
    a_vacancy(demands=[{"kind": "other", "text": "无不良记录", "lawful": "unlawful", "article": "禁毒法第五十二条"}])

    page = page_of(client, a_contact().user)

    assert "维修电工" in page
    assert "禁毒法" not in page


# Correcting, adding, keeping up ---------------------------------------------------------------------------------------


def again(row: Verification) -> str:
    return reverse("portal:again", args=[row.pk])


def corrected(**fields: object) -> dict[str, object]:
    form = filled(**fields)
    return {name: form[name] for name in ("credit_code", "name", "industry", "region", "size", "phone")}


def test_what_was_refused_stands_in_the_form_and_goes_out_corrected(client):
    row = a_refused_one()
    client.force_login(row.user)
    assert f'value="{row.credit_code}"' in client.get(again(row)).content.decode()

    client.post(again(row), corrected(name="蒙泰热电有限责任公司"))

    latest = Verification.objects.get(previous=row)
    assert (latest.name, latest.licence_uid) == ("蒙泰热电有限责任公司", row.licence_uid)
    assert client.get(again(row)).status_code == 404


def test_a_new_licence_replaces_the_old_one(client):
    row = a_refused_one()
    client.force_login(row.user)

    client.post(again(row), {**corrected(), "licence": a_scan()})

    assert Verification.objects.get(previous=row).licence_uid != row.licence_uid


def test_nobody_corrects_what_another_handed_in(client):
    row = a_refused_one()
    client.force_login(a_contact("王芳", "天泽物业").user)

    assert client.get(again(row)).status_code == 404


def test_a_second_firm_is_added_by_who_is_signed_in(client):
    zhou = a_contact("周丽", "天泽物业")
    client.force_login(zhou.user)

    client.post(reverse("portal:firm_new"), {**corrected(), "licence": a_scan()})

    assert Verification.objects.get().user == zhou.user
    assert "正在核对" in client.get(reverse("portal:home")).content.decode()


def test_an_owner_keeps_up_what_no_licence_says(client):
    zhou = a_contact()
    client.force_login(zhou.user)
    form = {"industry": "44", "size": "300_999", "address": "园区路 1 号", "contact_name": "周丽",
            "contact_phone": "0477-8580000", "name": "换一个名字", "note": "内部备注"}  # fmt: skip

    answer = client.post(reverse("portal:firm_edit"), form)

    zhou.enterprise.refresh_from_db()
    assert answer.url == reverse("portal:firm")
    assert (zhou.enterprise.address, zhou.enterprise.name, zhou.enterprise.note) == ("园区路 1 号", "蒙泰热电", "")


def test_a_member_reads_the_firm_and_does_not_change_it(client):
    mate = a_contact("赵强", role=Role.MEMBER)

    assert "由本单位的负责人修改" in page_of(client, mate.user, "portal:firm")
    assert client.get(reverse("portal:firm_edit")).status_code == 404


def test_what_staff_noted_is_not_shown(client):
    an_enterprise("蒙泰热电", note="老板很好说话")

    assert "好说话" not in page_of(client, a_contact().user, "portal:firm")


# The inbox ------------------------------------------------------------------------------------------------------------


def test_a_notice_is_read_when_she_goes_there(client):
    zhou = a_contact()
    notice = Notice.objects.create(user=zhou.user, text="有人申请。", url_name="portal:contacts")
    assert "消息 1" in page_of(client, zhou.user)
    client.get(reverse("portal:inbox"))
    notice.refresh_from_db()
    assert notice.read_at is None

    answer = client.post(reverse("portal:inbox_go", args=[notice.pk]))

    notice.refresh_from_db()
    assert answer.url == reverse("portal:contacts")
    assert notice.read_at is not None


def test_nobody_opens_anothers_notice(client):
    notice = Notice.objects.create(user=a_contact("王芳", "天泽物业").user, text="有人申请。")
    client.force_login(a_contact().user)

    assert client.post(reverse("portal:inbox_go", args=[notice.pk])).status_code == 404
    client.post(reverse("portal:inbox_read"))

    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_whose_page_has_gone_only_tells(client):
    notice = Notice(user=a_contact().user, text="旧消息", url_name="portal:gone_page")

    assert notice.href == ""


# The desk -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["contact", "waiting", "left"])
def test_the_desk_is_shut_for_people_of_firms(who):
    zhou = a_contact() if who != "waiting" else None
    user = zhou.user if zhou else a_verification().user
    if who == "left":
        Contact.objects.update(state="left", until="2026-11-23T09:00+08:00")
    browser = Browser()
    browser.force_login(user, backend=site.AUTHENTICATION_BACKENDS[1])

    for address in ("people:me", "people:staff", "jobs:mine", "employers:firms", "placement:today"):
        assert browser.get(reverse(address)).status_code == 404, address
    assert browser.post(reverse("people:act_as")).status_code == 404
    assert browser.get(reverse("home"), follow=True).status_code == 200
    assert browser.get(reverse("home")).url == reverse("portal:home")


def test_signing_in_leads_to_the_portal(client):
    a_contact(password="沙柳-康巴什-2027")

    answer = client.post(reverse("account_login"), {"login": "zhouli", "password": "沙柳-康巴什-2027"}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("portal:home")


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "account_logout", "account_reauthenticate"])
def test_account_pages_lead_back_to_the_portal(client, name):
    page = page_of(client, a_contact(password="沙柳-康巴什-2027").user, name)

    assert "/desk/" not in page


def test_a_changed_password_leads_back_to_the_portal(client):
    client.force_login(a_contact(password="沙柳-康巴什-2027").user)
    new = {"oldpassword": "沙柳-康巴什-2027", "password1": "胡杨林-2026-秋", "password2": "胡杨林-2026-秋"}

    answer = client.post(reverse("account_change_password"), new, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("portal:home")


def test_the_portal_has_its_own_addresses():
    portal = [entry for entry in get_resolver().url_patterns if getattr(entry, "namespace", "") == "portal"]

    assert [str(entry.pattern) for entry in portal] == ["portal/"]
