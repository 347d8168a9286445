"""Each question that a bar asks has a place where a worker answers it, and the answer reaches the bar."""

import pytest

from clients.models import BarFact
from law.truth import Truth
from placement.best_vacancies import Missing
from placement.desk.questions import questions
from placement.matching.bars import BARS
from placement.matching.case import Fact
from placement.seekers import seeker_of
from tests.cast import MONDAY
from tests.placement.builders import a_case

pytestmark = pytest.mark.django_db

BY_CODE = {bar.code: bar for bar in BARS}
# What nobody is asked, because the list of measures says it.
READ_FROM_MEASURES = {Fact.UNDER_MEASURE, Fact.ORDERED_MEASURE}


def test_every_fact_of_a_bar_is_asked_in_the_same_words_or_read_from_measures():
    asked = {Fact(kind.value): kind.label for kind in BarFact.Kind}

    assert set(Fact) - set(asked) == READ_FROM_MEASURES
    assert asked == {fact: fact.label for fact in asked}


@pytest.mark.parametrize("code", ["taxi", "kindergarten", "school_bus", "ride_hailing"])
@pytest.mark.parametrize(
    ("answer", "barred"), [(None, Truth.UNKNOWN), ("unknown", Truth.UNKNOWN), ("no", Truth.NO), ("yes", Truth.YES)]
)
def test_voluntary_treatment_alone_leaves_the_record_of_use_to_be_asked(code, answer, barred):
    client = a_case(measures=("voluntary",))
    if answer:
        BarFact.objects.create(client=client, kind="drug_use_record", answer=answer, source="本人陈述")

    finding = BY_CODE[code].finding(seeker_of(client, MONDAY).case, MONDAY)

    assert finding.truth is barred
    assert finding.missing == ({"drug_use_record"} if barred is Truth.UNKNOWN else frozenset())


def test_an_ordered_measure_is_a_record_of_use_whatever_was_answered():
    client = a_case(measures=("community_treatment",))
    BarFact.objects.create(client=client, kind="drug_use_record", answer="no", source="本人陈述")

    assert BY_CODE["taxi"].finding(seeker_of(client, MONDAY).case, MONDAY).truth is Truth.YES


@pytest.mark.parametrize("fact", Fact)
def test_each_missing_fact_leads_to_the_page_that_takes_it(fact):
    client = a_case()

    (question,) = questions(client, [Missing(f"client.facts.{fact.value}", 3, 3)])

    assert question.texts == (f"是否{fact.label}",)
    assert question.href.endswith("/measure/" if fact in READ_FROM_MEASURES else "/bar_facts/")
