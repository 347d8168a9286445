"""Vacancies that other systems send: reviewed like the firm's own, and nobody learns of another's firm or vacancy."""

from decimal import Decimal

import pytest
from django.urls import reverse

from employers import publish, review
from employers.models import Cause, Enterprise, SentVacancy, State, Vacancy
from employers.post_vacancy import edit
from people.issue_token import renew
from people.models import AccessEvent, Holder, Notice, Scope
from tests.api.tokens import Caller, a_caller, a_token, an_administrator, fault, in_a_year
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    MONDAY_9,
    a_contact,
    a_credit_code,
    a_region,
    a_social_worker,
    an_enterprise,
)

pytestmark = pytest.mark.django_db


def a_firm(name: str = "蒙泰热电", region: str = DONGSHENG, *, verified: bool = True) -> Enterprise:
    by = {"verified_at": MONDAY_9, "verified_by": a_social_worker()} if verified else {}
    return an_enterprise(name, region, **by)


def a_row(**fields):
    usual = {
        "reference": "A-1", "credit_code": a_credit_code(), "title": "锅炉操作工", "headcount": 2, "wage_min": 4500,
        "wage_max": 5500, "text": "看管两台燃气锅炉，每小时抄表一次，三班倒。",
    }  # fmt: skip
    return {name: value for name, value in (usual | fields).items() if value is not None}


def send(caller, *rows):
    answer = caller.ask("POST", "vacancies", {"vacancies": list(rows) or [a_row()]})
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


@pytest.fixture
def firm():
    return a_firm()


@pytest.fixture
def caller():
    return a_caller()


# In ------------------------------------------------------------------------------------------------------------------


def test_a_whole_one_waits_for_the_countys_staff_and_is_shown_to_nobody_before(firm, caller):
    (taken,) = send(caller)

    vacancy = Vacancy.objects.get(uid=taken["uid"])

    assert (taken["outcome"], taken["state"]) == ("accepted", "submitted")
    assert Vacancy.objects.kept_by(a_social_worker()).to_review().get() == vacancy
    assert (vacancy.enterprise, vacancy.wage_min, vacancy.shifts) == (firm, Decimal(4500), ["three"])
    assert vacancy.is_public is None
    assert not vacancy.kinds_are_confirmed
    assert caller.ask("GET", "vacancies").json()["items"] == []
    assert [(event.name, event.by, event.actor, event.reason) for event in vacancy.events.order_by("pk")] == [
        ("record", "sender", None, "鄂尔多斯招聘网"), ("submit", "sender", None, "鄂尔多斯招聘网"),
    ]  # fmt: skip


def test_one_that_lacks_something_is_a_draft_and_says_what(firm, caller):
    (taken,) = send(caller, a_row(headcount=None, wage_min=None, wage_max=None))

    assert (taken["outcome"], taken["state"]) == ("accepted", "draft")
    assert [item["field"] for item in taken["missing"]] == ["headcount", "wage_min"]


def test_what_is_unlawful_is_flagged_and_staff_see_it(firm, caller):
    (taken,) = send(caller, a_row(text="看管锅炉。限男性，无吸毒史。"))

    vacancy = Vacancy.objects.get(uid=taken["uid"])

    assert taken["state"] == "submitted"
    assert [(flag["label"], flag["verdict"], flag["text"]) for flag in taken["flags"]] == [
        ("性别", "不合法", "限男性"), ("个人经历", "不合法", ""),
    ]  # fmt: skip
    assert {demand["lawful"] for demand in vacancy.demands} == {"unlawful"}


def test_a_wrong_row_costs_the_others_nothing(firm, caller):
    items = send(
        caller, a_row(), a_row(reference="A-2", title=""), a_row(reference="A-3", place="火星"),
        a_row(reference="A-4", wage_min=6000), a_row(reference="A-5", public=True), a_row(reference="A-6", colour="红"),
        {"title": "保洁"},
    )  # fmt: skip

    assert [item["outcome"] for item in items] == ["accepted", *["refused"] * 6]
    assert [[error["field"] for error in item["errors"]] for item in items[1:]] == [
        ["title"], ["place"], [""], ["public"], ["colour"], ["reference"],
    ]  # fmt: skip
    assert all(error["message"] for item in items[1:] for error in item["errors"])
    assert Vacancy.objects.count() == 1


def test_the_same_reference_never_makes_a_second_one(firm, caller):
    send(caller)

    again, changed = send(caller), send(caller, a_row(headcount=5))
    both = send(caller, a_row(reference="B"), a_row(reference="B", headcount=9))

    assert (again[0]["outcome"], changed[0]["outcome"]) == ("unchanged", "changed")
    assert [item["outcome"] for item in both] == ["refused", "refused"]
    assert Vacancy.objects.get().headcount == 5


def test_a_renewed_key_speaks_for_what_the_old_one_sent(firm):
    token, key = a_token()
    (sent,) = send(Caller(key))
    _, other = renew(an_administrator(), token.pk, expires_on=in_a_year())

    (again,) = send(Caller(other), a_row(headcount=7))

    assert (again["outcome"], again["uid"]) == ("changed", sent["uid"])


def test_the_firm_is_told_once_and_the_ledger_names_the_key(firm):
    zhou = a_contact("周丽", firm).user
    token, key = a_token()

    send(Caller(key), a_row(), a_row(reference="A-2", title="电工"))

    notice = Notice.objects.get(user=zhou)
    row = AccessEvent.objects.get(action="import")
    assert "鄂尔多斯招聘网替贵单位送来 2 个岗位" in notice.text
    assert (row.actor, row.kind, row.object_id) == (None, "api_token", str(token.pk))


def test_the_senders_name_says_nothing_to_the_firm_that_it_must_not_read(firm):
    a_contact("周丽", firm)

    (taken,) = send(a_caller(organisation="东胜区禁毒办", holder=Holder.CITY))

    vacancy = Vacancy.objects.get(uid=taken["uid"])
    assert {event.reason for event in vacancy.events.all()} == {""}
    assert "禁毒" not in Notice.objects.get().text


# Whose --------------------------------------------------------------------------------------------------------------


def test_no_answer_tells_which_firms_there_are(firm):
    """Not registered, not verified, of another place: one and the same sentence, and nothing is written."""
    a_firm("恒晟物业", verified=False)
    a_firm("远望仓储", KANGBASHI)
    caller = a_caller(region=DONGSHENG)
    codes = [a_credit_code("没有登记"), a_credit_code("恒晟物业"), a_credit_code("远望仓储"), "不是代码", "91150602MA0"]

    items = [send(caller, a_row(credit_code=code))[0] for code in codes]

    assert len({str(item) for item in items}) == 1
    assert items[0]["errors"][0]["field"] == "credit_code"
    assert not Vacancy.objects.exists()


def test_a_firms_own_system_speaks_for_that_firm_alone(firm):
    other = a_firm("恒晟物业")
    caller = a_caller(holder=Holder.FIRM, organisation="蒙泰热电", credit_code=firm.credit_code)

    own, foreign = send(
        caller, a_row(credit_code=None, public=True), a_row(reference="X", credit_code=other.credit_code)
    )

    assert (own["outcome"], foreign["outcome"]) == ("accepted", "refused")
    assert Vacancy.objects.get().is_public is True


def test_nobody_finds_changes_or_closes_what_another_sent(firm, caller):
    (taken,) = send(caller)
    portal = Vacancy.objects.create(title="电工", enterprise=firm, region=firm.region)
    other = a_caller(organisation="另一家招聘网")

    for uid in (taken["uid"], portal.uid, "00000000-0000-4000-8000-000000000000"):
        for who in (other, caller) if uid != taken["uid"] else (other,):
            answers = [who.ask("PATCH", f"vacancies/{uid}", {"title": "改了"}), who.ask("DELETE", f"vacancies/{uid}")]
            assert {answer.status_code for answer in answers} == {404}
            assert {answer.content for answer in answers} == {caller.ask("GET", "nowhere").content}
    assert other.ask("GET", "vacancies/sent").json()["items"] == []
    assert send(other)[0]["outcome"] == "accepted"
    assert {vacancy.title for vacancy in Vacancy.objects.all()} == {"锅炉操作工", "电工"}


def test_what_a_key_reaches_no_more_it_changes_no_more(firm, caller):
    (taken,) = send(caller)
    Enterprise.objects.update(verified_at=None, verified_by=None)

    assert caller.ask("PATCH", f"vacancies/{taken['uid']}", {"headcount": 3}).status_code == 404
    assert caller.ask("GET", "vacancies/sent").json()["items"] == []
    assert send(caller)[0]["outcome"] == send(caller, a_row(headcount=9))[0]["outcome"] == "refused"


# After ---------------------------------------------------------------------------------------------------------------


def published(caller, **fields) -> Vacancy:
    (taken,) = send(caller, a_row(**fields))
    vacancy = Vacancy.objects.get(uid=taken["uid"])
    review.publish(a_social_worker(), vacancy.pk, seen=vacancy.review_since, post_kinds=[])
    return Vacancy.objects.get(pk=vacancy.pk)


def test_a_change_of_what_is_published_is_looked_at_again(firm, caller):
    vacancy = published(caller)

    answer = caller.ask("PATCH", f"vacancies/{vacancy.uid}", {"headcount": 4, "wage_max": 6000})
    unlawful = caller.ask("PATCH", f"vacancies/{vacancy.uid}", {"text": "看管锅炉，限男性。"})

    vacancy.refresh_from_db()
    assert (answer.status_code, vacancy.headcount, vacancy.state) == (200, 4, State.PUBLISHED)
    assert vacancy.waits_for_review
    assert (unlawful.status_code, fault(unlawful)) == (409, "refused")
    assert "限男性" not in vacancy.text


def test_a_change_of_the_title_leaves_the_place_as_it_was(firm, caller):
    a_region(KANGBASHI)
    (taken,) = send(caller, a_row(place=KANGBASHI))

    answer = caller.ask("PATCH", f"vacancies/{taken['uid']}", {"title": "司炉工"})

    vacancy = Vacancy.objects.get(uid=taken["uid"])
    assert (answer.status_code, vacancy.title, vacancy.region.code) == (200, "司炉工", KANGBASHI)


def test_what_was_sent_back_says_why_and_goes_in_again_once_it_is_mended(firm, caller):
    (taken,) = send(caller)
    vacancy = Vacancy.objects.get()
    review.send_back(a_social_worker(), vacancy.pk, Cause.WORK, "写清楚每天抄几次表。", seen=vacancy.review_since)

    (told,) = caller.ask("GET", "vacancies/sent").json()["items"]
    answer = caller.ask("PATCH", f"vacancies/{taken['uid']}", {"text": "看管两台燃气锅炉，每班抄表八次。"})

    assert (told["state"], told["cause"]) == ("draft", "工作内容没有写清")
    assert told["advice"]
    assert "抄几次" not in str(told)
    assert answer.json()["state"] == "submitted"


def test_once_the_firm_has_it_in_hand_its_word_counts(firm, caller):
    (taken,) = send(caller)
    zhou = a_contact("周丽", firm)
    edit(zhou, Vacancy.objects.get().pk, wage_min=Decimal(4800), text="看管锅炉，三十五岁以下。")

    answers = [
        caller.ask("PATCH", f"vacancies/{taken['uid']}", {"wage_min": 3000}),
        caller.ask("DELETE", f"vacancies/{taken['uid']}"),
    ]
    (again,), (same,) = send(caller, a_row(wage_min=3000)), send(caller)

    assert (same["outcome"], same["flags"]) == ("unchanged", [])
    assert [(answer.status_code, fault(answer)) for answer in answers] == [(409, "refused")] * 2
    assert again["outcome"] == "refused"
    assert Vacancy.objects.get().wage_min == Decimal(4800)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.PAUSED])
def test_the_sender_closes_its_own_in_every_state_and_twice(firm, caller, state):
    vacancy = published(caller) if state in (State.PUBLISHED, State.PAUSED) else None
    if state == State.PAUSED:
        publish.pause(a_social_worker(), vacancy.pk)
    if vacancy is None:
        send(caller, a_row(text=None if state == State.DRAFT else "看管锅炉。"))
        vacancy = Vacancy.objects.get()
    assert vacancy.state == state or state == State.PAUSED

    answers = [caller.ask("DELETE", f"vacancies/{vacancy.uid}") for _ in range(2)]

    assert [answer.json()["state"] for answer in answers] == ["expired", "expired"]
    assert send(caller, a_row(headcount=9))[0]["outcome"] == "refused"


def test_wrong_changes_are_refused_field_by_field(firm, caller):
    (taken,) = send(caller)
    where = f"vacancies/{taken['uid']}"

    answers = [
        caller.ask("PATCH", where, body)
        for body in (
            {},
            {"headcount": 0},
            {"headcount": "3"},
            {"state": "published"},
            {"place": "火星"},
            {"public": True},
        )
    ]

    assert [answer.status_code for answer in answers] == [422] * 6
    assert [answer.json()["error"]["field"] for answer in answers] == [
        None, "headcount", "headcount", "state", "place", "public",
    ]  # fmt: skip


def test_the_list_of_ones_own_goes_on_page_by_page(firm, caller):
    send(caller, *(a_row(reference=str(number)) for number in range(5)))

    first = caller.ask("GET", "vacancies/sent", limit=3).json()
    rest = caller.ask("GET", "vacancies/sent", limit=3, cursor=first["next"]).json()

    assert [item["reference"] for item in (*first["items"], *rest["items"])] == list("01234")
    assert (first["more"], rest["more"]) == (True, False)
    assert SentVacancy.objects.count() == 5


def test_a_key_that_only_reads_sends_nothing(firm):
    answer = a_caller(Scope.VACANCIES_READ).ask("POST", "vacancies", {"vacancies": [a_row()]})

    assert (answer.status_code, Vacancy.objects.count()) == (403, 0)


# What people see of it -----------------------------------------------------------------------------------------------


def test_staff_and_the_firm_read_who_sent_it(firm, caller, client):
    zhou, backend = a_contact("周丽", firm), "allauth.account.auth_backends.AuthenticationBackend"
    vacancy = published(caller)
    caller.ask("PATCH", f"vacancies/{vacancy.uid}", {"headcount": 4})

    client.force_login(a_social_worker(), backend=backend)
    review_page = client.get(reverse("employers:vacancy_review", args=[vacancy.pk])).content.decode()
    desk_page = client.get(reverse("employers:vacancy", args=[vacancy.pk])).content.decode()
    client.force_login(zhou.user, backend=backend)
    portal_page = client.get(reverse("portal:vacancy", args=[vacancy.pk])).content.decode()

    assert "外部系统：鄂尔多斯招聘网：招聘人数" in review_page
    assert "外部系统" in desk_page
    assert "鄂尔多斯招聘网：招聘人数" in portal_page
