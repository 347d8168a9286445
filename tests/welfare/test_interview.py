"""一网办理: one question at a time until nothing that a family could say is open."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import KANGBASHI, a_client, a_social_worker, a_welfare_officer
from tests.welfare.households import ORDOS
from tests.welfare.strategies import answers
from welfare.catalogue.table import CATALOGUE
from welfare.interview import progress, setbacks
from welfare.models import Application
from welfare.rules.ask import next_best
from welfare.rules.assess import assess
from welfare.rules.fact import FACTS, Flag
from welfare.rules.household import Household, Member
from welfare.rules.standards import DECLARED

HERE = "welfare:interview"


def nothing(missing):
    return FACTS[missing.code].restricted


# The rule of it -------------------------------------------------------------------------------------------------------


@settings(max_examples=2, deadline=None)
@given(st.data())
def test_any_answers_at_all_come_to_an_end(data):
    people = (Member("self", {"relation_to_applicant": "本人"}), Member("m1", {"relation_to_applicant": "子女"}))
    household = Household(date(2026, 11, 23), ORDOS, None, {}, people)
    asked = set()

    def skip(missing):
        return nothing(missing) or missing.key in asked

    for _ in range(160):
        questions = next_best(household, CATALOGUE, DECLARED, but=skip)
        if not questions:
            break
        missing = questions[0].missing
        asked.add(missing.key)
        answer = data.draw(st.none() | answers(FACTS[missing.code], known_only=True))
        household = household.knowing(missing.code, answer, missing.member)

    assert next_best(household, CATALOGUE, DECLARED, but=skip) == []
    assert progress(assess(household, CATALOGUE, DECLARED), skip).open == 0


def test_what_only_an_authority_can_say_is_no_open_question():
    alone = Household(
        date(2026, 11, 23), ORDOS, True, {}, (Member("self", {"relation_to_applicant": "本人"}),)
    )  # fmt: skip

    stands = progress(assess(alone, CATALOGUE, DECLARED), lambda missing: True)

    assert stands.open == 0
    assert stands.waiting > 0
    assert stands.total == len(CATALOGUE)


def test_an_answer_that_opens_something_again_is_named():
    person = Member("self", {"relation_to_applicant": "本人", "wage_income_month": Decimal(9000)})
    before = Household(date(2024, 6, 3), "440402", True, {"applies_as_single_person": False}, (person,))
    after = before.knowing("wage_income_month", None, "self")

    names = setbacks(assess(before, CATALOGUE, DECLARED), assess(after, CATALOGUE, DECLARED), nothing)

    assert "最低生活保障" in names


# On the screen --------------------------------------------------------------------------------------------------------


@pytest.fixture
def wang(db):
    return a_client(a_social_worker("李敏"), "王建军", region="150602001")


def ask(client, wang, **query):
    return client.get(reverse(HERE, args=(wang.pk,)), query)


def reply(client, wang, key, **answer):
    return client.post(reverse(HERE, args=(wang.pk,)), {"key": key} | answer)


def asked_key(answer):
    return answer.context["key"]


@pytest.mark.django_db
def test_first_it_asks_who_lives_there(client, wang):
    client.force_login(wang.caseworker)

    first = ask(client, wang)

    assert "家里有谁一起生活" in first.content.decode()
    reply(client, wang, "members")
    assert asked_key(ask(client, wang)) != "members"


@pytest.mark.django_db
def test_every_kind_of_answer_leads_to_the_summary_and_nothing_is_asked_twice(client, wang):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")
    chance = random.Random(7)
    asked = []

    for _ in range(150):
        step = ask(client, wang)
        if step.status_code == 302:
            break
        key = asked_key(step)
        asked.append(key)
        choices = step.context["form"].choices
        if chance.random() < 0.5:
            reply(client, wang, key, unknown="1")
        elif choices:
            reply(client, wang, key, answer=chance.choice(choices)["value"])
        else:
            kind = FACTS[key.partition("@")[0]].kind
            reply(client, wang, key, answer="2016-09-01" if kind == "date" else "0")

    assert step["Location"] == reverse("welfare:interview_summary", args=(wang.pk,))
    assert len(asked) == len(set(asked)) > 10
    assert client.get(step["Location"]).status_code == 200


@pytest.mark.django_db
def test_not_known_is_written_down_as_asked(client, wang):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")
    key = asked_key(ask(client, wang))

    reply(client, wang, key, unknown="1")

    row = wang.household_facts.current().get(code=key.partition("@")[0])
    assert row.value == "null"


@pytest.mark.django_db
def test_one_goes_back_to_the_question_before_with_its_answer(client, wang):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")
    first = asked_key(ask(client, wang))
    choice = ask(client, wang).context["form"].choices[0]["value"]
    reply(client, wang, first, answer=choice)

    second = ask(client, wang)
    back = ask(client, wang, ask=second.context["before"])

    assert second.context["before"] == first
    assert any(one["chosen"] and one["value"] == choice for one in back.context["form"].choices)


@pytest.mark.django_db
def test_a_wrong_number_is_asked_again_with_what_was_typed(client, wang):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")

    answer = reply(client, wang, "wage_income_month@self", answer="两千")

    assert answer.status_code == 422
    assert 'value="两千"' in answer.content.decode()


@pytest.mark.django_db
def test_illness_is_never_asked_but_the_caseworker_may_open_it(client, wang):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")

    assert "hiv_status_confirmed" in ask(client, wang).content.decode()
    assert ask(client, wang, ask="hiv_status_confirmed@self").status_code == 200
    client.force_login(a_welfare_officer())
    assert "hiv_status_confirmed" not in ask(client, wang).content.decode()
    assert ask(client, wang, ask="hiv_status_confirmed@self").status_code == 404
    assert reply(client, wang, "hiv_status_confirmed@self", answer="是").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["nonsense", "wage_income_month", "wage_income_month@m999999", "region_code", "@", "members@x"]
)
def test_an_invented_question_is_not_found(client, wang, key):
    client.force_login(wang.caseworker)
    reply(client, wang, "members")

    assert ask(client, wang, ask=key).status_code == 404
    assert reply(client, wang, key, answer="1").status_code == 404


@pytest.mark.django_db
def test_an_outsider_finds_no_interview(client, wang):
    for stranger in (a_social_worker("张伟"), a_welfare_officer("娜仁", KANGBASHI)):
        client.force_login(stranger)
        assert ask(client, wang).status_code == 404


@pytest.mark.django_db
def test_ticked_entitlements_are_started_together_from_the_same_facts(client, wang):
    client.force_login(wang.caseworker)
    start = reverse("welfare:start", args=(wang.pk,))

    answer = client.post(start, {"code": ["minimum_living", "medical_aid"]})

    assert answer.status_code == 302
    codes = Application.objects.unscoped("test").values_list("entitlement", flat=True)
    assert set(codes) == {"minimum_living", "medical_aid"}


@pytest.mark.django_db
def test_started_twice_is_said_and_changes_nothing(client, wang):
    client.force_login(wang.caseworker)
    start = reverse("welfare:start", args=(wang.pk,))
    client.post(start, {"code": ["minimum_living"]})

    answer = client.post(start, {"code": ["medical_aid", "minimum_living"]}, follow=True)

    assert "已有一份申请在办" in answer.content.decode()
    assert Application.objects.unscoped("test").count() == 1


def test_each_question_reads_as_a_question():
    from welfare.desk.interview import Asked
    from welfare.rules.assess import Missing

    titles = [Asked("", Missing.of(code), fact, "王建军", (), ()).title for code, fact in FACTS.items()]

    assert all(title.endswith("？") for title in titles)
    assert isinstance(FACTS["owns_dwelling"], Flag)
