"""The firm's pages: who waits, one candidate, an answer in a minute, several at once, and taking one back."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from clients import give_consent
from clients.models import Consent, Disclosure
from placement import answer, refer
from placement.models import Referral
from tests.cast import MONDAY_9, a_contact, a_social_worker
from tests.leaks.test_portal_words import telling
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import HOUR, WAYS, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WEDNESDAY_9 = "2026-11-25T09:00"


@pytest.fixture
def zhou():
    return a_contact()


@pytest.fixture
def portal(client, zhou):
    """``portal("candidate", uid)``: the answer to a GET as 周丽; with data to a POST."""

    def ask(name, *args, query=None, **data):
        # Anew each time: some stories last longer than a session.
        client.force_login(zhou.user)
        where = reverse(f"candidates:{name}", args=args)
        return client.post(where, data) if data else client.get(where, query or {})

    return ask


@pytest.fixture
def wang():
    for name in ("赵强", "钱勇", "孙浩", "周涛"):
        a_case(name)
    return a_case(phone="13847712345")


def text(page) -> str:
    return page.content.decode()


def fresh(referral) -> Referral:
    return Referral.objects.unscoped("test").get(pk=referral.pk)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


# Who waits ------------------------------------------------------------------------------------------------------------


def test_the_list_says_until_when_and_shows_no_name(portal, wang):
    referral = a_referral(wang)

    page = text(portal("candidates"))

    assert f"候选人 {referral.code}" in page
    assert "请在12月7日前答复" in page
    assert "30—39 岁" in page
    assert "王建军" not in page
    assert [receipt.fields for receipt in wang.disclosures.all()] == ["profile"]


@pytest.mark.parametrize(
    ("upto", "words"), [("invite", "请答复录用还是不合适"), ("offer", "到了请点“已到岗”"), ("start", None)]
)
def test_what_was_agreed_is_asked_after_on_its_day_and_not_before(portal, time_machine, upto, words):
    a_referral(upto=upto)
    asked = ("请答复录用还是不合适", "到了请点“已到岗”")
    before = text(portal("candidates"))

    time_machine.move_to(MONDAY_9 + timedelta(days=60))
    after = text(portal("candidates"))

    assert [one for one in asked if one in before] == []
    assert [one for one in asked if one in after] == ([words] if words else [])


def test_an_empty_list_says_what_will_happen(portal):
    assert "还没有候选人" in text(portal("candidates"))


def test_the_list_narrows_to_one_post_of_the_firm_and_no_other(portal, wang):
    first, other = an_open_vacancy(address="蒙泰路1号"), an_open_vacancy("焊工", address="蒙泰路2号")
    one, two = a_referral(wang, first), a_referral(a_case("孟和"), other)

    page = text(portal("candidates", query={"vacancy": other.pk}))

    assert two.code in page
    assert one.code not in page
    assert portal("candidates", query={"vacancy": 987654321}).status_code == 404
    assert portal("candidates", query={"vacancy": "焊工"}).status_code == 200


@pytest.mark.parametrize("many", [8, 12])
def test_queries_of_the_page_do_not_grow(zhou, client, django_assert_num_queries, many):
    post = an_open_vacancy(address="蒙泰路1号", headcount=20)
    for place in range(many):
        a_referral(a_case(f"人{place}"), post, upto=("send", "decline")[place % 2])

    client.force_login(zhou.user)
    client.get(reverse("candidates:candidates"))
    with django_assert_num_queries(13):
        client.get(reverse("candidates:candidates"))


def test_the_menu_and_the_first_page_say_how_many_wait(portal, client, wang):
    a_referral(wang)
    portal("candidates")

    home = text(client.get(reverse("portal:home")))

    assert "候选人 1</a>" in home
    assert "有 1 位候选人等您答复" in home


# One candidate --------------------------------------------------------------------------------------------------------


def test_the_first_look_counts_as_seen_and_a_head_request_as_none(portal, client, wang):
    referral = a_referral(wang)

    client.head(reverse("candidates:candidate", args=[referral.uid]))
    before = fresh(referral).state
    portal("candidate", referral.uid)

    assert (before, fresh(referral).state) == ("sent", "seen")


def test_before_an_interview_the_page_says_what_will_be_shown_when(portal, wang):
    page = text(portal("candidate", a_referral(wang).uid))

    assert "约好面试或者决定录用后，这里会显示姓名和电话。" in page
    assert "tel:" not in page
    assert "王建军" not in page


@pytest.mark.parametrize(
    ("fields", "words"), [(("profile", "name"), "这里会显示姓名。"), (("profile",), "由工作人员告诉求职者")]
)
def test_no_more_is_promised_than_she_agreed_to(portal, wang, fields, words):
    assert words in text(portal("candidate", a_referral(wang, fields=fields).uid))


def test_after_the_invitation_name_and_telephone_are_there_and_written_down(portal, zhou, wang):
    page = text(portal("candidate", a_referral(wang, upto="invite").uid))

    assert '<a class="phone" href="tel:13847712345">' in page
    assert "王建军" in page
    assert "<title>候选人 · 就业援助平台</title>" in page
    assert Disclosure.objects.unscoped("test").get().viewer == zhou.user


def test_without_a_consent_for_the_telephone_staff_pass_it_on(portal, wang):
    page = text(portal("candidate", a_referral(wang, upto="invite", fields=("profile", "name")).uid))

    assert "请工作人员转告" in page
    assert "13847712345" not in page


def test_a_withdrawn_candidate_is_a_calm_page(portal, wang):
    referral = a_referral(wang, upto="invite")
    give_consent.withdraw(None, Consent.objects.unscoped("test").get(), Consent.Way.PHONE)

    page = portal("candidate", referral.uid)

    assert page.status_code == 200
    assert "对方已有其他安排，不用再答复" in text(page)
    assert "王建军" not in text(page)
    assert "撤回" not in text(page)


def test_another_firms_people_find_nothing(client, wang):
    referral = a_referral(wang, upto="invite")
    client.force_login(a_contact("贺秀兰", "恒晟物业").user)

    answers = [
        client.get(reverse("candidates:candidate", args=[referral.uid])),
        client.get(reverse("candidates:answer", args=[referral.uid, "decline"])),
        client.post(reverse("candidates:answer", args=[referral.uid, "decline"]), {"reason": "skills"}),
        client.post(reverse("candidates:undo"), {"pick": referral.uid}),
    ]
    client.post(reverse("candidates:together", args=["decline"]), {"pick": referral.uid, "reason": "skills"})

    assert [page.status_code for page in answers] == [404] * 4
    assert fresh(referral).state == "interview"


@pytest.mark.parametrize("who", ["staff", "stranger"])
def test_nobody_else_comes_in(client, wang, who):
    referral = a_referral(wang)
    if who == "staff":
        client.force_login(a_social_worker())

    page = client.get(reverse("candidates:candidate", args=[referral.uid]))

    assert page.status_code == (404 if who == "staff" else 302)


# Answering ------------------------------------------------------------------------------------------------------------


def test_the_form_of_an_invitation_opens_filled_in(portal, wang):
    page = text(portal("answer", a_referral(wang, upto="see").uid, "invite"))

    assert f'value="{WEDNESDAY_9}"' in page
    assert 'value="蒙泰路1号"' in page
    assert 'value="身份证"' in page


def test_an_invitation_is_two_presses(portal, wang):
    referral = a_referral(wang, upto="see")

    sent = portal("answer", referral.uid, "invite", when=WEDNESDAY_9, place="蒙泰路1号", bring="身份证", seen_turn=2)

    assert sent.url == reverse("candidates:candidate", args=[referral.uid])
    assert (fresh(referral).state, fresh(referral).interview_place) == ("interview", "蒙泰路1号")
    page = text(portal("candidate", referral.uid))
    assert "王建军" in page
    assert "前可以撤销" in page


@pytest.mark.parametrize(
    ("deed", "upto", "data", "state"),
    [
        ("reschedule", "invite", {"when": "2026-11-26T14:00", "place": "蒙泰路3号"}, "interview"),
        ("offer", "invite", {"wage": "4200", "start": "2026-12-01"}, "offer"),
        ("offer", "see", {"wage": "", "start": ""}, "offer"),
        ("start", "offer", {"on": "2026-11-23"}, "started"),
        ("decline", "see", {"reason": "shift"}, "employer_declined"),
        ("decline", "offer", {"reason": "other", "note": "体检没有过"}, "employer_declined"),
    ],
)
def test_every_answer_has_its_form(portal, time_machine, wang, deed, upto, data, state):
    referral = a_referral(wang, upto=upto)
    time_machine.move_to(MONDAY_9 + 8 * HOUR)
    assert portal("answer", referral.uid, deed).status_code == 200

    portal("answer", referral.uid, deed, seen_turn=fresh(referral).turn, **data)

    assert fresh(referral).state == state


@pytest.mark.parametrize(
    ("deed", "data", "words"),
    [
        ("invite", {"when": "2026-11-20T09:00", "place": "标记楼"}, "面试时间已经过去"),
        ("invite", {"when": "", "place": "标记楼"}, "面试时间"),
        ("offer", {"wage": "-3", "start": "2026-12-01"}, "月工资"),
        ("decline", {"reason": "other", "note": ""}, "请写一句"),
        ("decline", {"reason": "too_old", "note": "标记楼"}, "原因"),
    ],
)
def test_a_wrong_entry_keeps_what_was_typed(portal, wang, deed, data, words):
    referral = a_referral(wang, upto="see")

    page = portal("answer", referral.uid, deed, **data)

    assert page.status_code == 422
    assert words in text(page)
    assert "标记楼" not in data.values() or "标记楼" in text(page)
    assert fresh(referral).state == "seen"


def test_who_answers_after_a_colleague_is_told_so_and_sees_the_new_state(portal, client, wang):
    referral = a_referral(wang, upto="see")
    answer.invite(a_contact("刘芳"), referral.uid, when=MONDAY_9 + timedelta(days=2), place="蒙泰路1号")

    sent = portal("answer", referral.uid, "decline", reason="skills", seen_turn=2)

    page = client.get(sent.url)
    assert "同事刚刚答复了，下面是最新情况。" in said(page)
    assert "已约面试" in text(page)
    assert fresh(referral).state == "interview"


def test_who_answers_after_we_took_it_back_meets_a_calm_page(portal, client, wang):
    referral = a_referral(wang, upto="see")
    refer.turn_down(wang.caseworker, referral, "health", "标记身体")

    sent = portal("answer", referral.uid, "invite", when=WEDNESDAY_9, place="蒙泰路1号", seen_turn=2)

    page = client.get(sent.url)
    assert said(page) == ["这位候选人刚刚有了其他安排，不用再答复。"]
    assert "标记" not in text(page)


def test_an_answer_that_is_none_is_not_there(portal, wang):
    referral = a_referral(wang)

    assert portal("answer", referral.uid, "withdraw").status_code == 404
    assert portal("together", "offer").status_code == 404
    assert portal("undo", pick="abc").status_code == 404


@pytest.mark.parametrize(("upto", "offered"), [("see", False), ("invite", True)])
def test_who_was_not_invited_cannot_have_stayed_away(portal, wang, upto, offered):
    form = text(portal("answer", a_referral(wang, upto=upto).uid, "decline"))

    assert ("约好面试没有到场" in form) is offered


def test_a_step_that_does_not_follow_leads_back(portal, wang):
    referral = a_referral(wang, upto="see")

    assert portal("answer", referral.uid, "start").url == reverse("candidates:candidate", args=[referral.uid])


# Several at once ------------------------------------------------------------------------------------------------------


def three(wang) -> list[Referral]:
    post = an_open_vacancy(address="蒙泰路1号", headcount=5)
    return [a_referral(case, post) for case in (wang, a_case("孟和"), a_case("陈志远"))]


def test_the_same_reason_for_several(portal, client, wang):
    first, second, third = three(wang)
    picked = [str(first.uid), str(second.uid)]
    form = text(portal("together", "decline", query={"pick": picked}))
    assert "共 2 位" in form

    portal("together", "decline", pick=picked, reason="filled")

    assert [fresh(one).state for one in (first, second, third)] == ["employer_declined", "employer_declined", "sent"]
    page = client.get(reverse("candidates:candidates"))
    assert said(page) == []
    assert "全部撤销" in text(page)
    assert all(f"<b>候选人 {one.code}</b>　没有录用" in text(page) for one in (first, second))


def test_one_time_for_several(portal, wang):
    first, second, _ = three(wang)

    portal("together", "invite", pick=[str(first.uid), str(second.uid)], when=WEDNESDAY_9, place="蒙泰路1号")

    assert {fresh(one).state for one in (first, second)} == {"interview"}


def test_whoever_was_answered_meanwhile_is_left_alone_and_said(portal, client, wang):
    first, second, _ = three(wang)
    answer.invite(a_contact("刘芳"), first.uid, when=MONDAY_9 + timedelta(days=2), place="蒙泰路1号")

    portal("together", "decline", pick=[str(first.uid), str(second.uid)], reason="filled")

    assert (fresh(first).state, fresh(second).state) == ("interview", "employer_declined")
    assert "另有 1 位同事刚刚答复了，或者已有其他安排。" in said(client.get(reverse("candidates:candidates")))


def test_a_wrong_entry_for_several_keeps_them_picked(portal, wang):
    first, second, _ = three(wang)

    page = portal("together", "decline", pick=[str(first.uid), str(second.uid)], reason="")

    assert page.status_code == 422
    assert text(page).count('name="pick"') == 2
    assert fresh(first).state == "sent"


def test_nobody_picked_is_said(portal, client, wang):
    three(wang)

    portal("together", "decline")

    assert said(client.get(reverse("candidates:candidates"))) == ["请先勾选候选人。"]


# Taking back ----------------------------------------------------------------------------------------------------------


def test_undo_on_the_page_of_one(portal, client, time_machine, wang):
    referral = a_referral(wang, upto="see")
    portal("answer", referral.uid, "decline", reason="skills")
    time_machine.move_to(MONDAY_9 + timedelta(minutes=9))

    sent = portal("undo", pick=str(referral.uid))

    assert fresh(referral).state == "seen"
    assert said(client.get(sent.url)) == ["已撤销，可以重新答复。"]


def test_undo_of_several_at_once(portal, wang):
    first, second, _ = three(wang)
    picked = [str(first.uid), str(second.uid)]
    portal("together", "decline", pick=picked, reason="filled")

    portal("undo", pick=picked)

    assert {fresh(one).state for one in (first, second)} == {"sent"}


def test_after_ten_minutes_the_bar_is_gone_and_undo_is_refused(portal, client, time_machine, wang):
    referral = a_referral(wang, upto="see")
    portal("answer", referral.uid, "decline", reason="skills")
    time_machine.move_to(MONDAY_9 + timedelta(minutes=11))

    page = text(portal("candidate", referral.uid))
    portal("undo", pick=str(referral.uid))

    assert "撤销" not in page
    assert fresh(referral).state == "employer_declined"


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("upto", [way for way in WAYS if way != "prepare"])
def test_no_page_of_a_referrals_life_names_it(portal, time_machine, wang, upto):
    cache.clear()
    referral = a_referral(wang, upto=upto)
    time_machine.move_to(MONDAY_9 + 8 * HOUR)

    pages = [portal("candidates"), portal("candidate", referral.uid), portal("statistics")]
    assert [page.status_code for page in pages] == [200] * 3
    pages += [portal("answer", referral.uid, deed) for deed in ("invite", "reschedule", "offer", "start", "decline")]

    assert [telling(page) for page in pages] == [[]] * len(pages)
    assert all(wang.number not in text(page) for page in pages)
    assert all(date(1988, 3, 9).isoformat() not in text(page) for page in pages)
