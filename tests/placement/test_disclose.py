"""What a firm may see of a candidate, at each step and under each consent; and that she can read who saw it."""

import ast
import dataclasses
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.db import models

from clients import give_consent
from clients.models import Client, Consent, ConsentField, ConsentPurpose, Disclosure
from employers import manage_contacts
from people.models import AccessEvent, Action, Notice
from placement import answer, disclose, refer
from placement.candidate_view import Answered, Candidates, CandidateView, OfVacancy, Step
from placement.disclose import Stage
from placement.models import Referral
from placement.profiles import MOST
from tests.cast import MONDAY_9, a_contact
from tests.house import FLOORS
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import ALL, HOUR, WAYS, a_consent, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

SOON = MONDAY_9 + 8 * HOUR
MIN = timedelta(minutes=1)
PROFILE, NAME, PHONE = ConsentField.PROFILE, ConsentField.NAME, ConsentField.PHONE


@pytest.fixture
def zhou():
    return a_contact()


def neighbours() -> None:
    """Enough people who share what 王建军 shows."""
    for name in ("赵强", "钱勇", "孙浩", "周涛"):
        a_case(name)


def wang(**fields) -> Client:
    neighbours()
    return a_case(phone="13847712345", address="交通街道伊煤路7号", **fields)


def receipts(contact) -> list[tuple[str, int]]:
    """What she has looked at: fields and how often."""
    seen = Disclosure.objects.unscoped("test").filter(viewer=contact.user).order_by("pk")
    return [(row.fields, row.times) for row in seen]


# Stage by stage -------------------------------------------------------------------------------------------------------

PROFILED, PERSON = ("send", "see"), ("invite", "reschedule", "offer", "start")
BARE = ("decline", "turn_down", "withdraw", "lapse")


@pytest.mark.parametrize("upto", [way for way in WAYS if way != "prepare"])
def test_the_state_decides_what_is_shown(zhou, upto):
    referral = a_referral(wang(), upto=upto)

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert bool(view.profile) is (upto in PROFILED + PERSON)
    assert (view.name, view.phone) == (("王建军", "13847712345") if upto in PERSON else ("", ""))
    assert view.stage == (Stage.PROFILE if upto in PROFILED else Stage.CONTACT if upto in PERSON else Stage.CODE)
    assert view.code == referral.code


@pytest.mark.parametrize(
    ("fields", "name", "phone"),
    [
        ((PROFILE,), "", ""),
        ((PROFILE, NAME), "王建军", ""),
        ((PROFILE, PHONE), "", "13847712345"),
        (ALL, "王建军", "13847712345"),
    ],
)
def test_the_consent_decides_too(zhou, fields, name, phone):
    referral = a_referral(wang(), upto="invite", fields=fields)

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.name, view.phone) == (name, phone)
    assert view.stage == (Stage.CONTACT if name or phone else Stage.PROFILE)


@pytest.mark.parametrize("upto", ["invite", "offer", "start"])
def test_a_consent_that_is_over_shows_the_code_alone(zhou, upto):
    referral = a_referral(wang(), upto=upto)
    before = receipts(zhou)
    Consent.objects.unscoped("test").update(until=date(2026, 11, 22))

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.stage, view.name, view.phone, view.profile) == (Stage.CODE, "", "", ())
    assert receipts(zhou) == before


@pytest.mark.parametrize("upto", ["see", "invite", "start"])
def test_a_withdrawn_consent_ends_it_at_once_also_after_the_start(zhou, upto):
    referral = a_referral(wang(), upto=upto)
    consent = Consent.objects.unscoped("test").get()

    give_consent.withdraw(None, consent, Consent.Way.PHONE, at=MONDAY_9 + 7 * HOUR)

    view = disclose.candidate(zhou, referral.uid, SOON)
    assert (view.stage, view.name, view.phone, view.profile) == (Stage.CODE, "", "", ())
    assert (view.offer_wage, view.offer_start, view.interview_at) == (None, None, None)
    assert view.state_words == ("已上岗" if upto == "start" else "对方已有其他安排")


def test_the_latest_consent_decides_though_it_is_narrower(zhou):
    client = wang()
    referral = a_referral(client, upto="invite")
    Consent.objects.unscoped("test").update(state=Consent.State.REPLACED)
    a_consent(client, zhou.enterprise, (PROFILE, NAME))

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.name, view.phone) == ("王建军", "")


def test_a_consent_for_another_firm_shows_nothing(zhou):
    referral = a_referral(wang(), upto="invite")
    Consent.objects.unscoped("test").update(credit_code="91150602MA0Y900096")

    assert disclose.candidate(zhou, referral.uid, SOON).stage == Stage.CODE


def test_the_words_of_the_consent_name_every_kind_that_a_profile_tells():
    said = {
        "occupations": "会什么",
        "certificates": "有什么证",
        "age": "年龄段",
        "shifts": "能上什么班",
        "district": "住在哪个旗区",
    }

    assert {*MOST, "district"} == set(said)
    for words in said.values():
        assert words in ConsentField.PROFILE.label


@pytest.mark.parametrize(("upto", "said"), [("offer", False), ("start", True)])
def test_papers_are_spoken_of_after_the_start_under_a_consent_of_their_own(zhou, upto, said):
    client = wang()
    referral = a_referral(client, upto=upto)
    fields = (ConsentField.NAME, ConsentField.PAPERS)
    a_consent(client, zhou.enterprise, fields, purpose=ConsentPurpose.INCENTIVE)

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.papers, view.stage == Stage.PAPERS) == (said, said)
    assert (("papers", 1) in receipts(zhou)) is said


def test_without_enough_people_alike_the_profile_is_empty(zhou):
    view = disclose.candidate(zhou, a_referral(a_case(), upto="see").uid, SOON)

    assert (view.profile, view.stage) == ((), Stage.CODE)


# No free text of ours, and no reason ----------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ["turn_down", "withdraw"])
def test_why_it_ended_on_our_side_stays_with_us(zhou, deed):
    referral = a_referral(wang(), upto="see")
    reason = {"turn_down": "health", "withdraw": "constraint"}[deed]
    getattr(refer, deed)(referral.client.caseworker, referral, reason, "标记身体不好", at=MONDAY_9 + 3 * HOUR)

    view = disclose.candidate(zhou, referral.uid, SOON)

    latest = view.timeline[0]
    assert (view.state_words, latest.words, latest.by, latest.detail) == (
        "对方已有其他安排",
        "对方已有其他安排",
        "",
        "",
    )
    assert "标记" not in repr(view)
    assert "身体" not in repr(view)


def test_all_ends_of_ours_read_alike(zhou):
    ends = {}
    for upto in ("turn_down", "withdraw"):
        view = disclose.candidate(zhou, a_referral(a_case(f"王{upto}"), upto=upto).uid, SOON)
        plain = {"uid": None, "code": "", "vacancy_id": 0}
        ends[upto] = dataclasses.replace(view, **plain, state="", timeline=tuple(s[:1] for s in view.timeline))

    assert ends["turn_down"] == ends["withdraw"]


def test_what_a_worker_writes_down_for_the_firm_crosses_as_time_alone(zhou):
    referral = a_referral(wang(), upto="see")
    when = MONDAY_9 + timedelta(days=2)
    refer.record_answer(
        referral.client.caseworker, referral, "invite", when=when, place="标记楼", bring="标记材料", note="标记电话",
        at=MONDAY_9 + 3 * HOUR,
    )  # fmt: skip

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.interview_at, view.interview_place, view.interview_bring) == (when, "", "")
    assert view.timeline[0].by == "工作人员代为登记"
    assert "标记" not in repr(view)
    assert referral.client.caseworker.name not in repr(view)


def test_what_the_firm_wrote_itself_it_reads_again(zhou):
    referral = a_referral(wang(), upto="invite")

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert (view.interview_place, view.interview_bring) == ("蒙泰路1号办公楼", "身份证")
    assert [(step.words, step.by) for step in view.timeline] == [
        ("约了面试", "周丽"),
        ("打开查看", "周丽"),
        ("收到推荐", ""),
    ]


def test_an_undone_step_leaves_no_line(zhou):
    referral = a_referral(wang(), upto="decline", at=MONDAY_9)
    answer.undo(zhou, referral.uid, at=MONDAY_9 + 2 * HOUR + 5 * MIN)

    view = disclose.candidate(zhou, referral.uid, SOON)

    assert [step.words for step in view.timeline] == ["打开查看", "收到推荐"]


def test_a_declined_one_keeps_the_firms_own_reason(zhou):
    view = disclose.candidate(zhou, a_referral(wang(), upto="decline").uid, SOON)

    assert (view.timeline[0].detail, view.profile) == ("技能或经验与岗位要求差距较大", ())


# Whose candidates -----------------------------------------------------------------------------------------------------


def test_another_firm_a_prepared_one_and_who_has_left_find_nobody(zhou):
    referral, prepared = a_referral(wang()), a_referral(a_case("赵志强"), upto="prepare")
    stranger, colleague = a_contact("贺秀兰", "恒晟物业"), a_contact("刘芳")
    manage_contacts.leave(colleague)

    for contact, uid in (
        (stranger, referral.uid),
        (zhou, prepared.uid),
        (colleague, referral.uid),
        (zhou, UUID(int=7)),
    ):
        with pytest.raises(Referral.DoesNotExist):
            disclose.candidate(contact, uid, SOON)
        with pytest.raises(Referral.DoesNotExist):
            disclose.glance(contact, uid, SOON)
    assert disclose.candidates_of(stranger, at=SOON).is_empty
    assert disclose.candidates_of(colleague, at=SOON).is_empty
    assert [disclose.waiting_for(contact) for contact in (zhou, stranger, colleague)] == [1, 0, 0]


def test_one_referral_sent_back_to_the_desk_is_gone(zhou):
    referral = a_referral(wang())
    refer.undo(referral.client.caseworker, referral, at=MONDAY_9 + 5 * MIN)

    with pytest.raises(Referral.DoesNotExist):
        disclose.candidate(zhou, referral.uid, SOON)


# Receipts -------------------------------------------------------------------------------------------------------------


def test_each_look_leaves_a_receipt_of_just_what_was_shown(zhou):
    referral = a_referral(wang(), upto="see")
    disclose.candidate(zhou, referral.uid, MONDAY_9 + 2 * HOUR)
    answer.invite(zhou, referral.uid, when=MONDAY_9 + timedelta(days=2), place="蒙泰路1号", at=MONDAY_9 + 3 * HOUR)
    for _ in range(2):
        disclose.candidate(zhou, referral.uid, SOON)

    assert receipts(zhou) == [("profile", 1), ("profile name phone", 2)]
    looks = AccessEvent.objects.filter(actor=zhou.user, action=Action.DISCLOSE)
    assert looks.count() == 3


def test_forms_and_the_list_behind_them_show_no_name_and_leave_no_receipt(zhou):
    referral = a_referral(wang(), upto="invite")

    found = disclose.candidates_of(zhou, at=SOON)
    glance = disclose.glance(zhou, referral.uid, SOON)

    assert [view.code for view in found.interviews] == [referral.code]
    assert "王建军" not in repr(found) + repr(glance)
    assert "13847712345" not in repr(found) + repr(glance)
    assert receipts(zhou) == []


def test_the_list_of_who_waits_leaves_a_receipt_for_each_once_a_day(zhou):
    told, bare, invited = wang(), a_case("孟和"), a_case("其木格")
    for client, upto, fields in ((told, "send", ALL), (bare, "see", (NAME,)), (invited, "invite", ALL)):
        a_referral(client, upto=upto, fields=fields)

    for at in (SOON, SOON + MIN, SOON + timedelta(days=1)):
        disclose.candidates_of(zhou, at=at, opened=True)

    seen = Disclosure.objects.unscoped("test").order_by("pk")
    assert [(row.client, row.viewer, row.fields, row.times) for row in seen] == [(told, zhou.user, "profile", 1)] * 2
    assert AccessEvent.objects.filter(actor=zhou.user, action=Action.DISCLOSE).count() == 2


def test_whose_page_was_opened_after_the_list_was_seen_twice(zhou):
    referral = a_referral(wang(), upto="see")

    disclose.candidates_of(zhou, at=SOON, opened=True)
    disclose.candidate(zhou, referral.uid, SOON)

    assert receipts(zhou) == [("profile", 2)]


@pytest.mark.parametrize("opened", [False, True])
def test_the_caseworker_hears_when_the_firm_has_read_the_name_and_taken_its_answer_back(zhou, opened):
    referral = a_referral(wang(), upto="invite")
    at = referral.answered_at + MIN
    if opened:
        disclose.candidate(zhou, referral.uid, at)

    answer.undo(zhou, referral.uid, at=at)

    told = Notice.objects.filter(user=referral.client.caseworker).latest("pk").text
    assert "企业撤销了“约面试”" in told
    assert ("企业已经知道姓名或者电话" in told) is opened


# The list -------------------------------------------------------------------------------------------------------------


def test_the_list_is_sorted_by_what_is_to_be_done(zhou):
    post = an_open_vacancy(address="蒙泰路1号", headcount=9)
    made = {
        upto: a_referral(a_case(f"人{upto}"), post, upto=upto)
        for upto in ("send", "see", "invite", "offer", "decline", "turn_down")
    }
    made["start"] = a_referral(a_case("人start"), post, upto="start")
    later = a_referral(a_case("晚到"), post, at=MONDAY_9 + timedelta(days=1))

    found = disclose.candidates_of(zhou, at=MONDAY_9 + timedelta(days=1, hours=1))

    assert {view.code for view in found.waiting[:2]} == {made["send"].code, made["see"].code}
    assert found.waiting[-1].code == later.code
    assert [view.code for view in (*found.interviews, *found.offers, *found.started)] == [
        made[upto].code for upto in ("invite", "offer", "start")
    ]
    assert {view.code for view in found.over} == {made["decline"].code, made["turn_down"].code}
    assert [(one.title, one.total, one.waiting) for one in found.vacancies] == [(post.title, 8, 3)]


def test_the_list_narrows_to_one_vacancy(zhou):
    first, second = an_open_vacancy(address="蒙泰路1号"), an_open_vacancy("焊工", address="蒙泰路2号")
    a_referral(a_case("甲一"), first)
    wanted = a_referral(a_case("乙二"), second)

    found = disclose.candidates_of(zhou, second.pk, SOON)

    assert [view.code for view in found.waiting] == [wanted.code]
    assert len(found.vacancies) == 2


@pytest.mark.parametrize("many", [1, 6])
def test_queries_of_the_list_do_not_grow(zhou, many, django_assert_num_queries):
    post = an_open_vacancy(address="蒙泰路1号", headcount=20)
    for place in range(many):
        a_referral(a_case(f"人{place}"), post, upto=("send", "invite", "decline")[place % 3])

    with django_assert_num_queries(5):
        disclose.candidates_of(zhou, at=SOON)


def test_ones_own_answers_may_be_taken_back_for_ten_minutes(zhou):
    referral = a_referral(wang(), upto="decline")
    said = MONDAY_9 + 2 * HOUR

    def bars(contact, at):
        listed = [one.code for one in disclose.candidates_of(contact, at=at).just_answered]
        return listed, disclose.glance(contact, referral.uid, at).undo_until is not None

    assert bars(zhou, said + 10 * MIN) == ([referral.code], True)
    assert bars(zhou, said + 11 * MIN) == ([], False)
    assert bars(a_contact("刘芳"), said + 5 * MIN) == ([], False)
    answer.undo(zhou, referral.uid, at=said + 6 * MIN)
    assert bars(zhou, said + 7 * MIN) == ([], False)


# The shape of the bridge ----------------------------------------------------------------------------------------------

PLAIN = (str, int, bool, float, Decimal, datetime, date, UUID, type(None), Stage)


def parts(value) -> list[object]:
    """A value and everything that can be reached from it."""
    if isinstance(value, tuple):
        return [part for item in value for part in parts(item)]
    if dataclasses.is_dataclass(value):
        return [part for item in dataclasses.fields(value) for part in parts(getattr(value, item.name))]
    return [value]


@pytest.mark.parametrize("upto", ["see", "offer", "start", "decline"])
def test_a_view_holds_plain_values_and_no_way_back(zhou, upto):
    referral = a_referral(wang(), upto=upto)

    held = parts(disclose.candidate(zhou, referral.uid, SOON)) + parts(disclose.candidates_of(zhou, at=SOON))

    assert {type(part) for part in held} <= {*PLAIN}
    assert not any(isinstance(part, models.Model) for part in held)


def test_nothing_in_the_view_is_named_after_the_case():
    names = {item.name for made in (CandidateView, Candidates) for item in dataclasses.fields(made)}
    names |= {name for made in (Answered, OfVacancy, Step) for name in made._fields}

    assert not names & {"client", "client_id", "category", "caseworker", "measure", "sex", "birth_date", "id_number"}


def test_the_portal_imports_the_bridge_and_the_answers_and_nothing_else_of_this_room():
    allowed = {"placement.disclose", "placement.answer", "placement.portal", "employers", "people", "jobs", "ui", "law"}
    imported = set()
    for path in [*Path("placement/portal").glob("*.py"), Path("placement/portal_urls.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{name.name}" for name in node.names}
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    ours = {name for name in imported if name.split(".")[0] in FLOORS}

    assert {name for name in ours if not any(f"{name}.".startswith(f"{one}.") for one in allowed)} == set()
    assert {"placement.disclose", "placement.answer"} <= ours


def test_who_is_assisted_for_another_reason_looks_the_same(zhou):
    post, shown = an_open_vacancy(address="蒙泰路1号"), {}
    neighbours()
    for category in Client.Category:
        client = a_case(f"人{category.value}", category=category, phone="13847712345")
        view = disclose.candidate(zhou, a_referral(client, post, upto="offer").uid, SOON)
        shown[category] = dataclasses.replace(view, uid=None, code="", name="")

    assert shown[Client.Category.REHABILITATION] == shown[Client.Category.HARD_TO_PLACE]
