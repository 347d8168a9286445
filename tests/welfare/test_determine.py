"""One household: what comes out is kept with all that it stands on, once, and never overwritten."""

import json
from datetime import date
from decimal import Decimal

import pytest

from clients.models import Grade, HouseholdFact, Paper
from law.article import Article
from tests.cast import a_client, a_social_worker
from tests.welfare.records import a_benefit, a_measure, a_relative, a_whole_file
from welfare import reasons
from welfare.catalogue.minimum_living import minimum_living_standard
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.determine import determine, look, refresh, store
from welfare.gather import gather
from welfare.models import Application, Determination, HouseholdSnapshot, TakeUpGap
from welfare.models.application import State
from welfare.rules.standards import DECLARED, Row
from welfare.verify import Verdict, check, verify

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
LINE = Row(
    region="150602",
    value=Decimal(1100),
    valid_from=date(2026, 1, 1),
    source=Article("东胜区2026年城乡低保标准"),
    review_by=date(2026, 12, 31),
)


@pytest.fixture
def book():
    """A number for 东胜 in 2026, which the catalogue leaves blank."""
    return DECLARED.replaced(minimum_living_standard.code, [LINE])


@pytest.fixture
def wang():
    return a_client(a_social_worker(), measure=None)


def looked_at(client, book, as_of=TODAY):
    return store(None, [look(next(gather([client], as_of)), book)], book)


def current(client, code="minimum_living"):
    return Determination.objects.unscoped("test").current().get(client=client, entitlement=code)


def rows():
    return Determination.objects.unscoped("test")


def gaps(client, code="minimum_living"):
    return list(TakeUpGap.objects.unscoped("test").filter(client=client, entitlement=code).order_by("pk"))


def test_every_entitlement_gets_its_answer_with_what_it_stands_on(wang, book):
    a_whole_file(wang)

    looked_at(wang, book)

    row = current(wang)
    assert rows().count() == len(CATALOGUE)
    assert (row.outcome, row.amount_low, row.amount_high) == ("eligible", 1100, 1100)
    assert row.rule_version == BY_CODE["minimum_living"].version
    assert row.standards["minimum_living_standard"] == ["1100", "2026-01-01", None, "《东胜区2026年城乡低保标准》"]
    assert row.grade == Grade.CLAIMED
    assert HouseholdSnapshot.objects.unscoped("test").count() == 1
    reason = reasons.tree(row)
    assert reason.text == "最低生活保障"
    assert any("第十四条" in str(one.article) for one in reason.walk())


def test_what_nobody_knows_stays_open_and_is_named(wang, book):
    a_whole_file(wang)
    HouseholdFact.objects.unscoped("test").filter(code="wage_income_month").delete()

    looked_at(wang, book)

    row = current(wang)
    assert row.outcome == "undetermined"
    assert (row.missing, row.missing_count) == (["wage_income_month@self"], 1)
    assert row.deciding == "wage_income_month@self"
    assert [one.key for reason in reasons.tree(row).walk() for one in reason.missing] == ["wage_income_month@self"]


def test_an_empty_file_settles_nothing(wang, book):
    looked_at(wang, book)

    assert not rows().filter(outcome="eligible").exists()
    assert current(wang).outcome == "undetermined"
    assert current(wang).missing[0] == "is_urban_household" or "members" in current(wang).missing
    assert TakeUpGap.objects.unscoped("test").count() == 0


def test_the_same_household_twice_leaves_nothing_new(wang, book):
    a_whole_file(wang)

    assert len(looked_at(wang, book)) == len(CATALOGUE)
    assert looked_at(wang, book) == []
    assert rows().count() == len(CATALOGUE)
    assert HouseholdSnapshot.objects.unscoped("test").count() == 1
    assert len(gaps(wang)) == 1


def test_the_same_answer_a_day_later_is_confirmed(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)

    looked_at(wang, book, TOMORROW)

    row = current(wang)
    assert (row.as_of, row.confirmed_on) == (TODAY, TOMORROW)
    assert rows().filter(entitlement="minimum_living").count() == 1


def test_a_different_answer_supersedes_with_its_own_facts(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)
    first = current(wang)
    wage = HouseholdFact.objects.unscoped("test").get(code="wage_income_month")
    wage.value = json.dumps("2600")
    wage.save()

    looked_at(wang, book)

    row = current(wang)
    first.refresh_from_db()
    assert (row.outcome, row.amount_low, row.previous) == ("ineligible", None, first)
    assert first.superseded_at is not None
    assert (first.outcome, first.amount_low) == ("eligible", 1100)
    assert row.snapshot != first.snapshot


def test_a_day_that_is_past_does_not_disturb_what_stands(wang, book):
    a_whole_file(wang)
    looked_at(wang, book, TOMORROW)

    assert looked_at(wang, DECLARED, TODAY) == []
    assert current(wang).outcome == "eligible"


def test_every_kept_answer_comes_out_again(wang, book):
    a_whole_file(wang, a_relative(wang, birth_date=date(1990, 2, 3)), wage_income_month=1500)
    looked_at(wang, book)
    HouseholdFact.objects.unscoped("test").filter(code="is_urban_household").delete()
    looked_at(wang, book, TOMORROW)

    found = list(verify())

    assert len(found) > len(CATALOGUE)
    assert {one.verdict for one in found} == {Verdict.SAME}


def test_it_comes_out_again_after_the_numbers_have_changed(wang, book):
    a_whole_file(wang, wage_income_month=1050)
    looked_at(wang, book)
    old = current(wang)
    raised = DECLARED.replaced(
        minimum_living_standard.code, [LINE, Row(**{**_fields(LINE), "region": "150602001", "value": Decimal(1000)})]
    )

    looked_at(wang, raised)

    assert (old.outcome, current(wang).outcome) == ("eligible", "ineligible")
    assert {check(row).verdict for row in rows()} == {Verdict.SAME}


def _fields(row):
    return {name: getattr(row, name) for name in Row.__slots__}


def test_town_or_country_open_is_kept_with_both_numbers(wang):
    a_whole_file(wang, wage_income_month=1050)
    HouseholdFact.objects.unscoped("test").filter(code="is_urban_household").delete()
    town, country = (
        {**_fields(LINE), "urban": urban, "value": Decimal(value)} for urban, value in ((True, 1100), (False, 900))
    )

    looked_at(wang, DECLARED.replaced(minimum_living_standard.code, [Row(**town), Row(**country)]))

    row = current(wang)
    assert (row.outcome, row.missing) == ("undetermined", ["is_urban_household"])
    assert row.standards["minimum_living_standard"]["country"][0] == "900"
    assert check(row).verdict is Verdict.SAME


def test_a_changed_row_is_found(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)
    rows().filter(entitlement="minimum_living").update(amount_high=Decimal(1200))
    rows().filter(entitlement="near_minimum").update(outcome="eligible", missing=["members"])
    rows().filter(entitlement="medical_aid").update(rule_version="0" * 12)

    found = {one.entitlement: one for one in verify() if one.verdict is not Verdict.SAME}

    assert found["minimum_living"].differs == ("amount",)
    assert found["near_minimum"].differs == ("outcome", "missing")
    assert found["medical_aid"].verdict is Verdict.OTHER_RULE
    assert len(found) == 3


def test_the_weakest_evidence_is_named(wang, book):
    a_whole_file(wang)
    HouseholdFact.objects.unscoped("test").update(grade=Grade.CERTIFIED)
    HouseholdFact.objects.unscoped("test").filter(code="has_motor_vehicle").update(grade=Grade.SEEN)

    looked_at(wang, book)

    assert current(wang).grade == Grade.SEEN
    # No rule of 维持治疗 asks for a car.
    assert current(wang, "maintenance_support").grade in ("", Grade.CERTIFIED)


def test_the_number_of_queries_does_not_grow_with_the_households(book, django_assert_max_num_queries):
    worker = a_social_worker()
    clients = [a_whole_file(a_client(worker, name)) for name in ("王建军", "赵志强", "刘洋", "陈静")]
    looked = [look(one, book) for one in gather(clients, TODAY)]

    with django_assert_max_num_queries(16):
        store(None, looked, book)


def test_refresh_looks_at_what_is_on_file_and_leaves_closed_cases_alone(wang):
    a_whole_file(wang)

    assert len(refresh(wang, TODAY)) == len(CATALOGUE)
    assert refresh(wang, TODAY) == []
    wang.status = "closed"

    assert refresh(wang, TOMORROW) == []


def test_determine_keeps_what_was_gathered(wang):
    worker = wang.caseworker
    a_whole_file(wang)

    new = determine(worker, next(gather([wang], TODAY)))

    assert {row.recorded_by for row in new} == {worker}


# Gaps


def test_who_is_entitled_and_receives_nothing_has_a_gap(wang, book):
    a_whole_file(wang)

    looked_at(wang, book)

    gap = gaps(wang)[0]
    assert (gap.opened_on, gap.due_on, gap.closed_on) == (TODAY, date(2026, 12, 23), None)
    assert "户口簿" in gap.missing_paper
    assert gap.next_action.startswith("告诉本人可以申请“最低生活保障”")


def test_what_is_granted_on_request_opens_none(wang, book):
    a_measure(wang, "community_recovery", date(2026, 6, 1))
    a_whole_file(wang, wage_income_month=Decimal(9000))

    looked_at(wang, book)

    assert current(wang, "ordos_o2").outcome == "eligible"
    assert gaps(wang, "ordos_o2") == []


def test_who_receives_it_has_none(wang, book):
    a_whole_file(wang)
    a_benefit(wang, "minimum_living", date(2026, 1, 1))

    looked_at(wang, book)

    assert gaps(wang) == []


def test_who_has_asked_for_it_has_none(wang, book):
    a_whole_file(wang)
    application = Application.objects.create(
        client=wang, entitlement="minimum_living", region=wang.residence_region, started_on=TODAY, state=State.ACCEPTED
    )
    looked_at(wang, book)
    assert gaps(wang) == []
    application.state = State.REFUSED
    application.save()

    looked_at(wang, book)

    assert len(gaps(wang)) == 1


def test_a_gap_closes_when_the_benefit_comes(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)
    a_benefit(wang, "minimum_living", TODAY)

    looked_at(wang, book)

    gap = gaps(wang)[0]
    assert (gap.closed_on, gap.closed_how, gap.closed_reason) == (TODAY, "received", "已经登记为正在享受。")


def test_a_gap_closes_when_the_answer_changes_and_comes_back_with_it(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)

    looked_at(wang, DECLARED)
    assert [gap.closed_how for gap in gaps(wang)] == ["changed"]
    assert gaps(wang)[0].closed_reason == "测算结果变为“待核实”。"

    looked_at(wang, book)
    assert [gap.closed_how for gap in gaps(wang)] == ["changed", ""]


def test_what_somebody_closed_stays_closed_while_nothing_changes(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)
    gap = gaps(wang)[0]
    gap.closed_on, gap.closed_how = TODAY, "declined"
    gap.save()

    looked_at(wang, book, TOMORROW)

    assert len(gaps(wang)) == 1


def test_it_comes_back_once_what_was_received_has_ended(wang, book):
    a_whole_file(wang)
    looked_at(wang, book)
    benefit = a_benefit(wang, "minimum_living", TODAY)
    looked_at(wang, book)
    benefit.until = date(2027, 3, 1)
    benefit.save()

    looked_at(wang, book, date(2027, 3, 1))

    assert [gap.closed_how for gap in gaps(wang)] == ["received", ""]


def test_papers_on_file_are_not_asked_for_again(wang, book):
    a_whole_file(wang)
    for kind in ("身份证复印件", "户口簿", "最低生活保障申请书", "家庭收入、财产状况声明和核对授权书"):
        Paper.objects.create(client=wang, kind=kind, media_type="image/png", size=1)
    expired = {"issued_on": date(2020, 1, 1), "expires_on": date(2025, 1, 1)}
    Paper.objects.create(client=wang, kind="残疾证", media_type="image/png", size=1, **expired)

    looked_at(wang, book)

    missing = gaps(wang)[0].missing_paper
    assert "身份证" not in missing
    assert "户口簿" not in missing


def test_a_paper_for_the_caseworker_alone_is_not_told_of_in_the_queue(wang, book):
    a_whole_file(wang)
    Paper.objects.create(client=wang, kind="户口簿", media_type="image/png", size=1, restricted=True)

    looked_at(wang, book)

    assert "户口簿" in gaps(wang)[0].missing_paper
