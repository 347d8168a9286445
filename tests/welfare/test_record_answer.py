"""One answer to one question of the dictionary: what it may be, who may give it, where it lies."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clients.models import Grade, HouseholdFact, Paper
from people.errors import Refused
from tests.cast import a_client, a_household_member, a_manager, a_social_worker, a_welfare_officer
from welfare.answers import as_answered, as_stored
from welfare.record_answer import forget_answer, record_answer
from welfare.rules.fact import FACTS

EXACT = st.decimals(0, 1_000_000, allow_nan=False, places=2)
ANSWERS = st.one_of(
    st.tuples(st.just("has_motor_vehicle"), st.booleans()),
    st.tuples(st.just("wage_income_month"), EXACT),
    st.tuples(st.just("incident_date"), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
    st.tuples(st.just("disability_grade"), st.sampled_from(FACTS["disability_grade"].options)),
    st.tuples(st.sampled_from(sorted(FACTS)), st.none()),
)


@pytest.fixture
def wang(db):
    return a_client(a_social_worker("李敏"))


@given(ANSWERS)
def test_what_lies_in_a_row_reads_back_to_the_same_answer(one):
    code, answer = one

    assert as_answered(code, as_stored(answer)) == answer


@pytest.mark.parametrize(
    ("code", "said", "answer"),
    [
        ("has_motor_vehicle", "没有", False),
        ("wage_income_month", "1,980 元/月", Decimal("1980")),
        ("wage_income_month", "１９８０．５０", Decimal("1980.50")),
        ("enrolled_fulltime_level", "中专", "中职"),
        ("incident_date", "2026年3月9日", date(2026, 3, 9)),
        ("dwellings_count", 1, Decimal(1)),
        ("labor_capacity", None, None),
        ("labor_capacity", "不清楚", None),
    ],
)
def test_an_answer_is_taken_as_people_say_it(wang, code, said, answer):
    fact = record_answer(wang.caseworker, wang, code, said)

    fact.refresh_from_db()
    assert as_answered(code, fact.value) == answer


@pytest.mark.parametrize(
    ("code", "said", "why"),
    [
        ("has_motor_vehicle", "也许", "“有机动车.*”应为"),
        ("wage_income_month", "-1", "“工资性收入”不能是负数"),
        ("wage_income_month", "两千", "“工资性收入”应为数字"),
        ("wage_income_month", float("nan"), "NaN"),
        ("dwellings_count", "1.5", "应为整数"),
        ("disability_grade", "五级", "应为无、一级、二级、三级、四级之一"),
        ("birth_date", "1988-03-05", "不在这里填"),
        ("region_code", "150602", "不在这里填"),
        ("custody_status", "无", "以戒毒措施记录为准"),
        ("favourite_colour", "红", "没有这一项"),
    ],
)
def test_what_is_no_answer_is_refused_in_words_and_leaves_nothing(wang, code, said, why):
    with pytest.raises(Refused, match=why):
        record_answer(wang.caseworker, wang, code, said)

    assert not wang.household_facts.exists()


def test_what_has_happened_is_not_in_the_future(wang):
    with pytest.raises(Refused, match="不能晚于今天"):
        record_answer(wang.caseworker, wang, "incident_date", timezone.localdate() + timedelta(days=1))


def test_the_custody_of_a_relative_is_asked_and_ends_after_it_begins(wang):
    wife = a_household_member(wang, "spouse", "陈丽")
    record_answer(wang.caseworker, wang, "custody_start", date(2026, 3, 1), member=wife)

    with pytest.raises(Refused, match="结束日不能早于开始日"):
        record_answer(wang.caseworker, wang, "custody_end", date(2026, 2, 1), member=wife)


def test_what_no_measure_says_may_be_answered(db):
    zhao = a_client(a_social_worker("李敏"), "赵志强", measure=None)

    fact = record_answer(a_welfare_officer(), zhao, "custody_status", "无")

    assert as_answered("custody_status", fact.value) == "无"


def test_a_matter_of_the_household_is_of_no_member(wang):
    girl = a_household_member(wang)

    with pytest.raises(Refused, match="全家的事项"):
        record_answer(wang.caseworker, wang, "dwellings_count", 1, member=girl)


def test_the_evidence_is_kept_with_the_answer(wang):
    paper = Paper.objects.create(client=wang, kind="工资流水", media_type="application/pdf", size=1)

    fact = record_answer(
        a_welfare_officer(),
        wang,
        "wage_income_month",
        2600,
        grade=Grade.DOCUMENTED,
        source=" 蒙泰热电工资流水 ",
        known_on=date(2026, 10, 8),
        expires_on=date(2027, 10, 7),
        paper=paper,
    )

    fact = HouseholdFact.objects.visible_to(wang.caseworker).get(pk=fact.pk)
    assert (fact.grade, fact.source, fact.paper) == ("documented", "蒙泰热电工资流水", paper)
    assert (fact.known_on, fact.expires_on) == (date(2026, 10, 8), date(2027, 10, 7))


def test_the_content_is_not_in_the_clear(wang):
    record_answer(wang.caseworker, wang, "wage_income_month", 2617, source="本人说的")

    row = HouseholdFact.objects.visible_to(wang.caseworker).values("value", "source").get()

    assert "2617" not in row["value"].cell
    assert "本人" not in row["source"].cell


def test_what_tells_of_illness_exists_for_the_caseworker_alone(wang):
    fact = record_answer(wang.caseworker, wang, "hiv_status_confirmed", True)

    for actor in (a_manager(), a_welfare_officer()):
        with pytest.raises(Refused, match="没有这一项"):
            record_answer(actor, wang, "hiv_status_confirmed", False)
        with pytest.raises(Refused, match="没有这一项"):
            forget_answer(actor, fact)

    forget_answer(wang.caseworker, fact)
    assert not wang.household_facts.current().exists()


def test_the_paper_behind_a_restricted_answer_becomes_restricted(wang):
    paper = Paper.objects.create(client=wang, kind="检测报告", media_type="application/pdf", size=1)

    record_answer(wang.caseworker, wang, "hiv_status_confirmed", True, paper=paper)

    assert list(Paper.objects.shown_to(wang.caseworker)) == [paper]
    assert not Paper.objects.shown_to(a_welfare_officer()).exists()
    assert not Paper.objects.shown_to(a_manager()).exists()
