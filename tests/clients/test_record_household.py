"""Members and answers of a household: who may write them, what becomes of the old ones, what is written down of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clients import record_facts, record_household
from clients.close_case import close, reopen
from clients.models import Client, HouseholdFact, HouseholdMember, Paper, Skill
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import (
    GONGYUAN,
    a_client,
    a_household_fact,
    a_household_member,
    a_manager,
    a_social_worker,
    a_welfare_officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def changes(client):
    events = AccessEvent.objects.filter(kind="household", object_id=str(client.pk), action="change")
    return [(event.actor.name, event.purpose) for event in events.order_by("pk")]


def an_answer(value="true", **fields):
    return HouseholdFact(code="has_motor_vehicle", value=value, **fields)


@pytest.mark.parametrize("who", [lambda: a_social_worker("李敏"), a_manager, a_welfare_officer])
def test_whoever_has_business_there_writes_it_down(wang, who):
    actor = who()

    fact = record_household.record(actor, wang, an_answer())

    assert (fact.recorded_by, fact.client) == (actor, wang)
    assert changes(wang) == [(actor.name, "welfare")]


@pytest.mark.parametrize("who", [lambda: a_social_worker("张伟"), lambda: a_welfare_officer("斯琴", GONGYUAN)])
def test_nobody_else_does_and_nothing_is_left_behind(wang, who):
    held = a_household_fact(wang, "has_motor_vehicle", False)
    written = len(changes(wang))
    actor = who()

    for attempt in (
        lambda: record_household.record(actor, wang, an_answer()),
        lambda: record_household.forget(actor, held),
        lambda: record_household.record_member(actor, wang, HouseholdMember(client=wang, name="王小雨")),
    ):
        with pytest.raises(Refused, match="不在您的办理范围内"):
            attempt()

    assert wang.household_facts.get() == held
    assert wang.household_members.count() == 0
    assert len(changes(wang)) == written


def test_a_closed_case_takes_no_answer(wang):
    close(wang.caseworker, wang, Client.ClosedHow.MOVED, timezone.localdate())

    with pytest.raises(Refused, match="已经结案"):
        record_household.record(wang.caseworker, wang, an_answer())


def test_a_new_answer_supersedes_and_the_old_one_stays_as_it_was(wang):
    first = record_household.record(wang.caseworker, wang, an_answer("true", source="本人说"))

    second = record_household.record(a_welfare_officer("乌云"), wang, an_answer("false", grade="certified"))

    first.refresh_from_db()
    assert wang.household_facts.current().get() == second
    assert first.superseded_at is not None
    assert (first.value, first.source, first.recorded_by.name) == ("true", "本人说", "李敏")


def test_the_same_answer_on_the_same_evidence_keeps_its_recorder(wang):
    first = record_household.record(wang.caseworker, wang, an_answer())

    again = record_household.record(a_manager(), wang, an_answer())

    assert again == first
    assert wang.household_facts.count() == 1
    assert [name for name, _ in changes(wang)] == ["李敏"]


def test_the_same_answer_on_better_evidence_is_a_new_one(wang):
    record_household.record(wang.caseworker, wang, an_answer())

    better = record_household.record(wang.caseworker, wang, an_answer(grade="seen"))

    assert wang.household_facts.current().get() == better
    assert wang.household_facts.count() == 2


def test_one_question_of_two_members_has_two_answers(wang):
    girl, boy = a_household_member(wang, name="王小雨"), a_household_member(wang, name="王小雷")

    for member in (girl, boy, None):
        record_household.record(
            wang.caseworker, wang, HouseholdFact(code="labor_capacity", value="null", member=member)
        )

    assert wang.household_facts.current().count() == 3


def test_an_answer_that_came_in_between_wins(wang, monkeypatch):
    """Another connection answers after the old answer was put aside and before the new one is stored."""
    sneak = HouseholdFact.save

    def save(self, **options):
        HouseholdFact.objects.bulk_create([an_answer("false", client=wang)])
        sneak(self, **options)

    monkeypatch.setattr(HouseholdFact, "save", save)

    with pytest.raises(Refused, match="刚刚有人"):
        record_household.record(wang.caseworker, wang, an_answer())


def test_evidence_of_another_household_is_refused(wang):
    zhao = a_client(wang.caseworker, "赵志强")
    stranger = a_household_member(zhao, name="赵小军")
    paper = Paper.objects.create(client=zhao, kind="工资流水", media_type="application/pdf", size=1)

    for answer in (an_answer(member=stranger), an_answer(paper=paper)):
        with pytest.raises(Refused, match="不是这一家的"):
            record_household.record(wang.caseworker, wang, answer)


def test_days_of_the_evidence_make_sense(wang):
    today = timezone.localdate()

    with pytest.raises(Refused, match="在将来"):
        record_household.record(wang.caseworker, wang, an_answer(known_on=today + timedelta(days=1)))
    with pytest.raises(Refused, match="有效期"):
        record_household.record(wang.caseworker, wang, an_answer(expires_on=today - timedelta(days=1)))


def test_an_answer_given_by_mistake_is_taken_back_once(wang):
    fact = record_household.record(wang.caseworker, wang, an_answer())

    record_household.forget(wang.caseworker, fact)

    assert not wang.household_facts.current().exists()
    assert wang.household_facts.count() == 1
    with pytest.raises(Refused, match="已经被新的替代"):
        record_household.forget(wang.caseworker, fact)


def test_a_member_recorded_by_mistake_leaves_her_papers_to_the_household(wang):
    girl = a_household_member(wang, birth_date=date(2016, 5, 4))
    a_household_fact(wang, "enrolled_fulltime_level", "小学", girl)
    paper = Paper.objects.create(client=wang, member=girl, kind="学籍证明", media_type="application/pdf", size=1)

    record_household.remove_member(a_welfare_officer(), girl)

    paper.refresh_from_db()
    assert paper.member is None
    assert not wang.household_members.exists()
    assert not wang.household_facts.exists()
    assert changes(wang)[-1] == ("乌云", "welfare")


@pytest.fixture
def heard():
    """Whose household was said to have changed, in order."""
    told = []

    def listen(sender, client, **rest):
        told.append(client)

    record_household.household_changed.connect(listen)
    yield told
    record_household.household_changed.disconnect(listen)


def test_each_change_is_told_once(wang, heard):
    fact = record_household.record(wang.caseworker, wang, an_answer())
    record_household.record(wang.caseworker, wang, an_answer())
    record_household.forget(wang.caseworker, fact)

    assert heard == [wang, wang]


def test_a_measure_or_another_home_changes_the_household_too(wang, heard):
    measure = wang.measures.get()
    record_facts.record(wang.caseworker, wang, measure)
    record_facts.remove(wang.caseworker, wang, measure)
    record_facts.record(wang.caseworker, wang, wang)
    record_facts.record(wang.caseworker, wang, Skill(client=wang, name="砌墙"))

    assert heard == [wang, wang, wang]


def test_a_case_that_was_opened_again_is_looked_at(wang, heard):
    close(wang.caseworker, wang, Client.ClosedHow.MISTAKE, timezone.localdate())

    reopen(a_manager(), wang)

    assert heard == [wang]
