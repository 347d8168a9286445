"""Each change of a vacancy leaves a greater version and another token, whatever way it came."""

import pytest
from django.db import connection, transaction

from employers.models import Enterprise, Vacancy
from placement.search import schema
from placement.search.database import catch_up
from placement.search.versions import pool_token, tokens
from tests.cast import DONGSHENG, KANGBASHI, a_region
from tests.placement.builders import a_firm, a_vacancy

pytestmark = pytest.mark.django_db


def row(pk: int) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {schema.VERSIONS} WHERE vacancy_id = %s", [pk])
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_every_way_of_writing_counts_one_more_and_draws_another_token():
    vacancy = a_vacancy("保洁")
    seen = [row(vacancy.pk)]

    for change in (
        lambda: vacancy.save(),
        lambda: Vacancy.objects.filter(pk=vacancy.pk).update(headcount=3),
        lambda: Enterprise.objects.filter(pk=vacancy.enterprise_id).update(name="恒源物流"),
    ):
        change()
        seen.append(row(vacancy.pk))

    assert [one["version"] for one in seen] == [1, 2, 3, 4]
    assert len({one["token"] for one in seen}) == 4


def test_only_words_that_changed_are_cut_again():
    vacancy = a_vacancy("保洁")
    catch_up()

    Vacancy.objects.filter(pk=vacancy.pk).update(headcount=3, title="保洁")
    Enterprise.objects.filter(pk=vacancy.enterprise_id).update(note="电话打不通")
    assert catch_up() == 0

    Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")
    Vacancy.objects.filter(pk=vacancy.pk).update(headcount=4)
    assert catch_up() == 1


def test_after_a_rollback_the_version_comes_again_and_the_token_does_not():
    vacancy = a_vacancy("保洁")
    with transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(headcount=3)
        undone, pool = row(vacancy.pk), pool_token()
        transaction.set_rollback(True)

    Vacancy.objects.filter(pk=vacancy.pk).update(headcount=4)

    again = row(vacancy.pk)
    assert again["version"] == undone["version"]
    assert again["token"] != undone["token"]
    assert pool_token() != pool


def test_a_deleted_vacancy_leaves_its_version_and_counts_on_when_it_comes_back():
    vacancy = a_vacancy("保洁")
    pk, pool = vacancy.pk, pool_token()

    vacancy.delete()
    left = row(pk)
    Vacancy.objects.create(pk=pk, title="门卫", enterprise=vacancy.enterprise, region=vacancy.region)

    assert (left["version"], bool(left["gone"])) == (2, True)
    assert (row(pk)["version"], bool(row(pk)["gone"])) == (3, False)
    assert pool_token() != pool


def test_tokens_are_of_the_vacancies_within_the_region():
    a_firm()
    here, there = a_vacancy("保洁"), a_vacancy("门卫")
    Vacancy.objects.filter(pk=there.pk).update(region=a_region(KANGBASHI))
    before = tokens(DONGSHENG, f"{DONGSHENG}~")

    Vacancy.objects.filter(pk=here.pk).update(headcount=2)

    after = tokens(DONGSHENG, f"{DONGSHENG}~")
    assert before.keys() == after.keys() == {here.pk}
    assert before[here.pk] != after[here.pk]
    assert tokens("15", "15~").keys() == {here.pk, there.pk}


def test_a_vacancy_added_while_the_triggers_were_away_gets_its_version_with_them():
    schema.drop_triggers()
    vacancy = a_vacancy("保洁")
    schema.create_triggers()

    assert tokens(DONGSHENG, f"{DONGSHENG}~").keys() == {vacancy.pk}
