"""The triggers survive what migrations do to the tables that they watch."""

import pytest
from django.core.management import call_command
from django.db import connection

from employers.models import Vacancy
from placement.pool import version
from placement.search import schema
from placement.search.database import find
from tests.placement.builders import a_vacancy


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite changes a table by rebuilding it")
def test_a_rebuilt_table_is_watched_again():
    vacancy = a_vacancy("保洁")

    schema.drop_triggers()
    with connection.schema_editor() as editor:
        editor._remake_table(Vacancy)
    schema.create_triggers()
    Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")

    assert (find("保洁"), find("门卫")) == ([], [vacancy.pk])


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_the_triggers_back():
    schema.drop_triggers()

    call_command("migrate", verbosity=0)

    before = version()
    a_vacancy("保洁")
    assert version() != before
    assert len(find("保洁")) == 1


@pytest.mark.django_db
def test_the_command_rebuilds_everything(capsys):
    a_vacancy("保洁")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema.WORDS}")
        cursor.execute(f"UPDATE {schema.VERSIONS} SET words_version = version")
    assert find("保洁") == []

    call_command("search_index", "rebuild")

    assert "1 个岗位" in capsys.readouterr().out
    assert len(find("保洁")) == 1
