"""A database of the first release comes up to this one by migrating, and is worked with as before."""

import lzma
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import global_settings
from django.db import connection
from django.urls import reverse

from clients.models import Client
from config.first_migrate import migrate, outstanding
from employers.models import Vacancy
from people import ledger
from people.vault.rotate import columns
from placement.search.database import find
from tests.databases import use
from tests.historic_classes import few_classes

HERE = Path(__file__).parent
PASSWORD = "guihang-2026"
# Written by migrating itself, or made from other rows.
OWN = ("django_", "auth_permission", "auth_group", "sqlite_", "placement_vacancy_", "placement_pool_")

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="the first release's database is SQLite's; what it becomes is restored into PostgreSQL by tests/config",
    ),
    # Made once, for whoever asks first.
    pytest.mark.xdist_group("upgrade"),
    pytest.mark.django_db,
]


def rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as plain:
        names = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(OWN)]
        return {name: plain.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


def shape(path: Path) -> dict[str, object]:
    """Every table with its columns, and every index and trigger, whatever order they came in."""
    with closing(sqlite3.connect(path)) as plain:
        made = plain.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        found = {f"{kind} {name}": None for kind, name in made}
        for name in [name for kind, name in made if kind == "table"]:
            told = plain.execute(f'PRAGMA table_info("{name}")').fetchall()
            found[f"table {name}"] = sorted((column, sort, required) for _, column, sort, required, _, _ in told)
        return found


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict]:
    """The first release's database after migrating, in the tests' own place: how it was, and how a new one is."""
    folder = tmp_path_factory.mktemp("upgrade")
    path, here = folder / "guihang.sqlite3", connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(lzma.decompress((HERE / "first_release.sql.xz").read_bytes()).decode())
    before = rows(path)
    with django_db_blocker.unblock():
        connection.close()
        shutil.copyfile(here, folder / "new.sqlite3")
        use(str(path))
        with few_classes():
            migrate()
        connection.close()
        yield {"path": path, "before": before, "new": folder / "new.sqlite3"}
        use(here)


def test_it_has_all_its_rows_and_every_constraint_holds(upgraded):
    now = rows(upgraded["path"])

    assert outstanding() == 0
    assert {name: count for name, count in upgraded["before"].items() if now[name] != count} == {}
    assert upgraded["before"]["clients_client"] > 5
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]


def test_its_tables_are_those_of_a_new_one(upgraded):
    upgraded_shape, new = shape(upgraded["path"]), shape(upgraded["new"])

    different = {name for name in upgraded_shape.keys() | new.keys() if upgraded_shape.get(name) != new.get(name)}

    assert different == set()


def test_what_was_kept_encrypted_is_read(upgraded):
    read = {
        str(column): len([getattr(row, column.field.name) for row in column.model._base_manager.all()])
        for column in columns()
    }

    assert read["clients_client.name"] == upgraded["before"]["clients_client"]
    assert all(re.fullmatch(r"\w{2,4}", client.name) for client in Client.objects.unscoped("upgrade"))


def test_the_ledger_holds_and_the_search_finds(upgraded):
    assert [ledger.verify(year) for year in ledger.years()] == [None] * upgraded["before"]["people_ledgerhead"]

    post = Vacancy.objects.order_by("pk").first()
    assert post.pk in find(post.title)


@pytest.mark.parametrize("username", ["limin", "gaofeng", "suhe", "gaowa", "bainan"])
def test_who_worked_there_signs_in_and_every_page_of_the_menu_answers(upgraded, client, settings, username):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    signed_in = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    assert signed_in.status_code == 302

    first = client.get(reverse("home"), follow=True)
    menu = sorted(set(re.findall(r'href="(/desk/[a-z_/-]*)"', first.content.decode())))

    assert len(menu) >= 1
    assert {
        address: status for address in menu if (status := client.get(address, follow=True).status_code) != 200
    } == {}
