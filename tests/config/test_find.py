"""The search box of the desk: vacancies, firms and pages of the role; what is typed goes by POST and stays nowhere."""

import pytest
from django.urls import resolve, reverse

from config.find.pages import ALSO, DEEDS
from config.find.view import LONGEST
from config.navigation import MAIN
from people.models import Role
from tests.cast import (
    JIAOTONG,
    a_client,
    a_manager,
    a_member,
    a_social_worker,
    a_user,
    a_vacancy,
    a_welfare_officer,
    an_auditor,
    an_enterprise,
)
from tests.cms.site import a_site

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def asked(client, words):
    return client.post(reverse("find"), {"q": words}, headers=HTMX)


def found(response):
    return {group.key: [hit.label for hit in group.hits] for group in response.context["groups"] if group.hits}


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def members():
    return {
        Role.SOCIAL_WORKER: a_social_worker("李敏"),
        Role.MANAGER: a_manager(),
        Role.WELFARE_OFFICER: a_welfare_officer(),
        Role.AUDITOR: an_auditor(),
        Role.EDITOR: a_member("陈静", Role.EDITOR, "1506"),
        Role.REVIEWER: a_member("赵敏", Role.REVIEWER, "1506"),
        Role.ADMINISTRATOR: a_member("乌兰", Role.ADMINISTRATOR, "1506"),
    }


def test_vacancies_and_firms_are_found_by_words(client, li):
    vacancy = a_vacancy("电焊工", "蒙泰热电")
    a_vacancy("保洁", "恒晟物业")

    assert found(asked(client, "焊工")) == {"vacancies": ["电焊工"]}
    assert found(asked(client, "蒙泰")) == {"vacancies": ["电焊工"], "firms": ["蒙泰热电"]}
    assert reverse("employers:vacancy", args=[vacancy.pk]) in asked(client, "焊工").content.decode()


@pytest.mark.parametrize("words", ["mtrd", "trd", "蒙泰", "热电", "周", "CODE"])
def test_a_firm_is_found_by_name_letters_contact_and_code(client, li, words):
    firm = an_enterprise("蒙泰热电", contact_name="周丽")
    an_enterprise("恒晟物业", contact_name="刘芳")

    assert found(asked(client, firm.credit_code[:12].lower() if words == "CODE" else words))["firms"] == ["蒙泰热电"]


def test_firms_and_vacancies_of_another_city_are_not_found(client, li):
    a_vacancy("电焊工", an_enterprise("包钢机械", region="150203"), region="150203")

    assert found(asked(client, "包钢")) == {"next": ["新建档案"]}


def test_what_takes_nobody_stands_last_and_says_so(client, li):
    a_vacancy("电焊工", "恒晟物业", state="paused")
    a_vacancy("焊工学徒", "蒙泰热电")

    response = asked(client, "焊工")

    (group,) = response.context["groups"]
    assert group.hits[-1].label == "电焊工"
    assert group.hits[-1].mark


def test_more_vacancies_than_fit_lead_to_their_page(client, li):
    for number in range(7):
        a_vacancy(f"保洁{number}号楼", "恒晟物业")

    (group,) = asked(client, "保洁").context["groups"]

    assert len(group.hits) == 6
    assert (group.hits[-1].label, group.hits[-1].method) == ("在岗位中查看全部 7 个", "get")


def test_words_that_name_a_person_go_into_no_address(client, li):
    a_client(li, "王府井")
    for number in range(7):
        a_vacancy(f"王府井{number}号店员", "恒晟物业")

    hits = [hit for group in asked(client, "王府井").context["groups"] for hit in group.hits]

    assert "get" not in {hit.method for hit in hits}
    assert len(hits) > 5


@pytest.mark.parametrize(
    ("words", "label"),
    [("jz", "救助"), ("救助", "救助"), ("jiuzhu", "救助"), ("xjda", "新建档案"), ("建档", "新建档案"),
     ("导入", "导入名单"), ("jyclx", "记一次联系"),
     ("走访", "记一次联系"), ("excel", "导入名单"), ("应享", "应享未享"), ("低保", "救助")],
)  # fmt: skip
def test_a_page_is_found_by_words_and_letters(client, li, words, label):
    assert found(asked(client, words))["pages"][0] == label


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EMPLOYER])
def test_each_page_that_is_offered_opens(client, settings, role):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = members()[role]
    user.set_password("guihang-2026")
    user.save()
    client.force_login(user)
    a_site()

    for entry in (*MAIN, *DEEDS):
        if role in entry.roles:
            hits = [hit for group in asked(client, entry.label).context["groups"] for hit in group.hits]
            assert reverse(entry.name) in {hit.href for hit in hits}, entry.label
            assert client.get(reverse(entry.name)).status_code == 200, entry.label


def test_other_names_are_those_of_pages_in_the_menu():
    assert set(ALSO) <= {entry.name for entry in MAIN}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR, Role.WELFARE_OFFICER])
def test_roles_without_firms_find_none(client, role):
    an_enterprise("蒙泰热电")
    client.force_login(members()[role])

    assert "firms" not in found(asked(client, "蒙泰"))
    assert "clients:enrol" not in [resolve(hit.href).view_name for hit in hits_of(asked(client, "新建"))]


def hits_of(response):
    return [hit for group in response.context["groups"] for hit in group.hits]


def test_whoever_holds_no_post_finds_no_box(client):
    client.force_login(a_user("白云"))

    assert asked(client, "王").status_code == 404
    assert client.get(reverse("find")).status_code == 404


def test_words_in_an_address_are_not_looked_at(client, li):
    a_client(li, "王建军")

    page = client.get(reverse("find"), {"q": "王建军"})

    assert page.status_code == 200
    assert "王建军" not in page.content.decode()
    assert page.context["groups"] == []


def test_without_a_script_it_is_a_page_that_keeps_the_words(client, li):
    wang = a_client(li, "王建军")

    page = client.post(reverse("find"), {"q": "王建军"}).content.decode()

    assert "<html" in page
    assert 'value="王建军"' in page
    assert reverse("clients:overview", args=[wang.pk]) in page


def test_no_browser_keeps_the_answer_and_none_completes_the_words(client, li):
    a_client(li, "王建军")

    for answer in (asked(client, "王建军"), client.post(reverse("find"), {"q": "王建军"})):
        assert "no-store" in answer["Cache-Control"]
    page = client.get(reverse("find")).content.decode()
    assert 'autocomplete="off"' in page
    assert 'spellcheck="false"' in page


def test_every_page_of_the_desk_has_the_box_once(client, li):
    for where in ("placement:today", "clients:caseload", "find"):
        page = client.get(reverse(where)).content.decode()

        assert page.count('id="find-q"') == 1
        assert page.count(f'hx-post="{reverse("find")}"') == 1


def test_before_anything_is_typed_it_says_what_can_be_found(client):
    for role, known in ((Role.SOCIAL_WORKER, "身份证号后四位"), (Role.MANAGER, "要写完整"), (Role.AUDITOR, "菜单")):
        client.force_login(members()[role])

        assert known in client.get(reverse("find")).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "box"])
def test_too_long_is_said_and_nothing_is_lost(client, li, headers):
    words = "王" * (LONGEST + 3)

    answer = client.post(reverse("find"), {"q": words}, headers=headers)

    assert answer.status_code == 422
    assert "现在多了 3 个" in answer.content.decode()
    assert headers or f'value="{words}"' in answer.content.decode()


def test_nothing_found_says_what_to_do(client, li):
    page = asked(client, "赵钱孙李").content.decode()

    assert "没有找到“赵钱孙李”" in page
    assert reverse("clients:enrol") in page


def test_what_was_typed_is_shown_as_text(client, li):
    assert "<b>" not in asked(client, "<b>王").content.decode()


def test_it_costs_the_same_queries_however_much_there_is(client, li, django_assert_max_num_queries):
    """Three say who asks; people take two, vacancies four or, with a search engine, five, firms one. The look at the
    list is written down before."""
    a_client(li, "王建军")
    a_vacancy("王牌电工", "王氏热电")
    asked(client, "王")

    with django_assert_max_num_queries(11):
        asked(client, "王")
    for number, given in enumerate("甲乙丙丁戊己庚辛壬癸子丑"):
        a_client(li, f"王建{given}", id_number="")
        a_vacancy("王牌电工", f"王氏热电{number}")
    asked(client, "王")
    with django_assert_max_num_queries(11):
        assert len(found(asked(client, "王"))["people"]) == 7


def test_a_look_into_the_region_costs_what_it_takes_to_write_it_down(client, li, django_assert_max_num_queries):
    a_client(a_social_worker("其其格", JIAOTONG), "王建军")
    asked(client, "电工")

    with django_assert_max_num_queries(16):
        asked(client, "王建军")
