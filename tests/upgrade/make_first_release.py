"""Makes ``first_release.sql.xz`` out of the demo city of the first release: a few rows of each table, and what they
point to. Needs no Django; how it was used stands in the README beside it.

    python make_first_release.py <the city's guihang.sqlite3> first_release.sql.xz
"""

import lzma
import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path

PEOPLE = ("limin", "zhangwei", "gaofeng", "suhe", "gaowa", "bainan")
CLIENTS, FIRMS, OF_EACH = 5, 3, 4
SEARCH = "placement_vacancy_words"


class City:
    """The database, and which of its rows are kept."""

    def __init__(self, path: Path) -> None:
        self.rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        names = self.rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self.tables = [name for (name,) in names if not name.startswith(("sqlite_", SEARCH))]
        self.kept: dict[str, set[int]] = defaultdict(set)
        self.points_to = {
            table: [(row[3], row[2], row[4]) for row in self.rows.execute(f'PRAGMA foreign_key_list("{table}")')]
            for table in self.tables
        }

    def keep(self, table: str, where: str = "1", limit: int = -1) -> None:
        """These rows, and everything they point to."""
        found = self.rows.execute(f'SELECT rowid FROM "{table}" WHERE {where} ORDER BY rowid LIMIT {limit}')
        fresh = {row for (row,) in found} - self.kept[table]
        self.kept[table] |= fresh
        among = ",".join(map(str, fresh))
        for column, target, key in self.points_to[table] if fresh else ():
            self.keep(target, f'"{key}" IN (SELECT "{column}" FROM "{table}" WHERE rowid IN ({among}))')

    def keep_below(self, table: str) -> None:
        """A few rows of every table that point to each kept row of this one."""
        for other, columns in self.points_to.items():
            for column, target, key in columns:
                for row in sorted(self.kept[table]) if target == table else ():
                    self.keep(other, f'"{column}" = (SELECT "{key}" FROM "{table}" WHERE rowid = {row})', OF_EACH)


def choose(city: City) -> None:
    names = ",".join(f"'{name}'" for name in PEOPLE)
    city.keep("people_user", f"username IN ({names})")
    users = ",".join(map(str, city.kept["people_user"]))
    city.keep("people_membership", f"user_id IN ({users})")
    for whole in ("django_migrations", "django_content_type", "auth_permission", "people_ledgerhead"):
        city.keep(whole)
    city.keep("clients_numberseries")
    city.keep("clients_handover", limit=2)
    city.keep("clients_client", f"caseworker_id IN ({users})", CLIENTS)
    city.keep_below("clients_client")
    city.keep("employers_enterprise", limit=FIRMS)
    city.keep_below("employers_enterprise")
    city.keep_below("employers_vacancy")
    city.keep("placement_pool_version")
    # The beginning of each year's chain.
    city.keep("people_accessevent", f"number <= {OF_EACH}")
    for table in city.tables:
        city.keep(table, limit=1)


def dump(city: City) -> str:
    """The kept rows as statements that build the database anew."""
    out = sqlite3.connect(":memory:")
    said = []

    def say(statement: str, *values: object) -> None:
        out.execute(statement, values)

    made = city.rows.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    created = [(kind, name, sql) for kind, name, sql in made if not name.startswith(("sqlite_", f"{SEARCH}_"))]
    for wanted in ("table", "index", "trigger"):
        for kind, name, sql in created:
            if kind != wanted:
                continue
            said.append(f"{sql};")
            say(sql) if kind == "table" else None
            if kind == "table" and name in city.tables:
                among = ",".join(map(str, city.kept[name]))
                for row in city.rows.execute(f'SELECT * FROM "{name}" WHERE rowid IN ({among})'):
                    say(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(row))})', *row)
        if wanted == "table":
            cut_chains(out)
            among = ",".join(map(str, city.kept["employers_vacancy"]))
            words = city.rows.execute(f"SELECT rowid, title, body FROM {SEARCH} WHERE rowid IN ({among})").fetchall()
            said += [insert(out, name) for name in city.tables]
            said += [f"INSERT INTO {SEARCH} (rowid, title, body) VALUES ({literal(out, row)});" for row in words]
            counters = city.rows.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
            said.append("DELETE FROM sqlite_sequence;")
            said += [f"INSERT INTO sqlite_sequence VALUES ({literal(out, row)});" for row in counters]
    return "\n".join(line for line in said if line) + "\n"


def cut_chains(out: sqlite3.Connection) -> None:
    """A year's chain ends where we cut it: its head says so."""
    out.execute(
        "UPDATE people_ledgerhead SET (number, hash) = (SELECT number, hash FROM people_accessevent event "
        "WHERE event.year = people_ledgerhead.year ORDER BY number DESC LIMIT 1)"
    )


def insert(out: sqlite3.Connection, table: str) -> str:
    rows = out.execute(f'SELECT * FROM "{table}"').fetchall()
    values = ",\n".join(f"({literal(out, row)})" for row in rows)
    return f'INSERT INTO "{table}" VALUES\n{values};' if rows else ""


def literal(out: sqlite3.Connection, row: tuple) -> str:
    return ",".join(out.execute("SELECT quote(?)", [value]).fetchone()[0] for value in row)


def main(city: str, target: str) -> None:
    found = City(Path(city))
    with closing(found.rows):
        choose(found)
        text = dump(found)
    Path(target).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(*sys.argv[1:])
