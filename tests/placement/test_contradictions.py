"""互相矛盾: which facts do not go together, whose they are, and that a city is asked in a few queries."""

from datetime import date
from decimal import Decimal

import pytest

from clients.models import BarFact, ClientCertificate, Limit, RehabMeasure, Wish
from placement.facts.contradictions import CHECKS, contradictions
from placement.place import place
from tests.cast import GONGYUAN, MONDAY, a_client, a_manager, a_social_worker
from welfare.record_answer import record_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军", measure=None)


def fact(model, client, **fields):
    return model.objects.create(client=client, recorded_by=client.caseworker, **fields)


def said(user):
    return [one.words for one in contradictions(user, MONDAY)]


def test_nothing_contradicts_in_an_ordinary_file(li):
    a_client(li, "刘强")

    assert said(li) == []


def test_isolation_denied_beside_a_measure(li, wang):
    fact(
        RehabMeasure,
        wang,
        kind="compulsory_isolation",
        start=date(2019, 1, 1),
        end=date(2021, 1, 1),
        ended_how="expired",
    )
    fact(BarFact, wang, kind="compulsory_isolation", answer="no")

    assert said(li) == ["从业限制里答“没有”被强制隔离戒毒，戒毒措施里却有一段。"]


@pytest.mark.parametrize(("decided", "contradicts"), [(date(2023, 11, 24), True), (date(2023, 11, 23), False)])
def test_recent_use_denied_within_three_years_of_a_decision(li, wang, decided, contradicts):
    fact(
        RehabMeasure, wang, kind="community_treatment", decided_on=decided, start=decided, end=MONDAY, ended_how="early"
    )
    fact(BarFact, wang, kind="recent_use", answer="no")

    assert bool(said(li)) is contradicts


def test_unknown_contradicts_nothing(li, wang):
    fact(RehabMeasure, wang, kind="community_treatment", start=date(2025, 1, 1))
    fact(BarFact, wang, kind="recent_use", answer="unknown")

    assert said(li) == []


def test_two_measures_at_once(li, wang):
    fact(RehabMeasure, wang, kind="community_treatment", start=date(2025, 1, 1))
    fact(RehabMeasure, wang, kind="community_recovery", start=date(2025, 6, 1))

    assert said(li) == ["有 2 段戒毒措施同时在执行。"]


def test_maintenance_may_run_beside_another(li, wang):
    fact(RehabMeasure, wang, kind="community_treatment", start=date(2025, 1, 1))
    fact(RehabMeasure, wang, kind="maintenance", start=date(2025, 6, 1))

    assert said(li) == []


def test_a_measure_past_its_end_still_runs(li, wang):
    fact(RehabMeasure, wang, kind="community_treatment", start=date(2023, 11, 1))

    (words,) = said(li)

    assert words.startswith("社区戒毒应在2026年11月")


@pytest.mark.parametrize(("decided", "contradicts"), [(date(2024, 1, 10), False), (date(2023, 11, 1), True)])
def test_isolation_may_be_made_a_year_longer(li, wang, decided, contradicts):
    fact(RehabMeasure, wang, kind="compulsory_isolation", decided_on=decided, start=decided)

    assert bool(said(li)) is contradicts


def test_a_change_for_health_tells_of_no_recent_use(li, wang):
    fact(RehabMeasure, wang, kind="community_treatment", decided_on=date(2025, 3, 1), start=date(2025, 3, 10),
         carried_days=200)  # fmt: skip
    fact(BarFact, wang, kind="recent_use", answer="no")

    assert said(li) == []


def test_a_measure_that_begins_later_does_not_run_yet(li, wang):
    fact(RehabMeasure, wang, kind="compulsory_isolation", start=date(2025, 1, 1))
    fact(RehabMeasure, wang, kind="community_recovery", start=date(2026, 12, 20))

    assert said(li) == []


@pytest.mark.parametrize(("answer", "words"), [("no", "没有重新取得"), ("unknown", "有没有重新取得还没有登记")])
def test_what_nobody_asked_about_a_licence_is_no_denial(li, wang, answer, words):
    fact(ClientCertificate, wang, code="driving_c1", expires_on=date(2030, 1, 1))
    fact(BarFact, wang, kind="licence_cancelled", answer="yes")
    fact(BarFact, wang, kind="licence_regained", answer=answer)

    assert [one.endswith(f"曾被注销，{words}。") for one in said(li)] == [True]


def test_a_licence_that_was_cancelled(li, wang):
    fact(ClientCertificate, wang, code="driving_c1", expires_on=date(2030, 1, 1))
    fact(BarFact, wang, kind="licence_cancelled", answer="yes")
    assert len(said(li)) == 1

    fact(BarFact, wang, kind="licence_regained", answer="yes")

    assert said(li) == []


def test_nights_wanted_and_not_allowed(li, wang):
    fact(Limit, wang, feature="night", answer="cannot")
    fact(Wish, wang, shifts=["day", "night"])

    assert said(li) == ["身体条件写着不能上夜班，意愿里又选了夜班。"]


def test_a_wage_beside_no_income(li, wang):
    place(
        li, wang, kind="flexible", job_title="送货", started_on=date(2026, 9, 1), workplace="街上", wage=Decimal(3200)
    )
    record_answer(li, wang, code="wage_income_month", answer=Decimal(0), known_on=date(2026, 10, 1))

    assert said(li) == ["安置里每月工资 3,200 元，家庭情况里工资性收入是 0。"]


def test_others_clients_are_not_looked_at(li, wang):
    fact(Limit, wang, feature="night", answer="cannot")
    fact(Wish, wang, shifts=["night"])

    assert said(a_social_worker("张伟")) == []
    assert len(said(a_manager())) == 1
    assert said(a_manager("那仁", GONGYUAN)) == []


def test_more_clients_ask_no_more_queries(li, django_assert_num_queries):
    for number in range(3):
        client = a_client(li, f"王建军{number}", measure=None, phone="")
        fact(Limit, client, feature="night", answer="cannot")
        fact(Wish, client, shifts=["night"])
        fact(RehabMeasure, client, kind="community_treatment", start=date(2023, 1, 1))
    assert li.region

    # One for each check, and the pauses of measures.
    with django_assert_num_queries(len(CHECKS) + 1):
        assert len(contradictions(li, MONDAY)) == 6
