"""What has changed among the vacancies, and who has yet to follow.

One row per vacancy, kept by triggers (``schema``) in the transaction that changes it:

    version          grows by one with each change of the vacancy or its firm, also when it is deleted, and when a
                     deleted one comes back: the version of its document in any index outside the database
    token            random, another one with each change. Compare tokens, never versions, with what a process has in
                     its memory: after a rollback the next change gets the same version again
    gone             the vacancy is deleted; its row stays, so that an index can be told, in order
    words_version    the version whose words the database's own full text holds
    indexed_version  the version that the search engine has taken
    behind_since     since when the search engine lacks something, in seconds since 1970; means nothing when it does not
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from placement.search.schema import NOW, POOL, RANDOM, VACANCIES, VERSIONS

# Who follows the changes: the columns in which they note how far they are.
WORDS, INDEX = "words_version", "indexed_version"


class Change(NamedTuple):
    """One vacancy that has changed since a follower last looked."""

    vacancy_id: int
    version: int
    gone: bool


def pool_token() -> str:
    """The token of the present state of all vacancies and firms, "" while there never was one. The cheapest query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token FROM {POOL} ORDER BY id")
        return "".join(row[0] for row in cursor.fetchall())


def tokens(low: str, high: str) -> dict[int, str]:
    """By id the token of each vacancy whose region code lies in ``low``..``high`` (see ``people.scope.code_range``).

    Whoever keeps vacancies in memory reads those again whose token is another one, and drops those that are not in it.
    Read it before the rows: then they can be newer than their token, which the next look mends, but never older.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT vacancy.id, held.token FROM {VACANCIES} vacancy "
            f"JOIN {VERSIONS} held ON held.vacancy_id = vacancy.id "
            "JOIN people_region region ON region.id = vacancy.region_id WHERE region.code BETWEEN %s AND %s",
            [low, high],
        )
        return dict(cursor.fetchall())


def waiting(follower: str, most: int, after: int = 0) -> list[Change]:
    """Up to ``most`` vacancies that ``follower`` has yet to look at, in order of id, of those above ``after``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT vacancy_id, version, gone FROM {VERSIONS} WHERE {follower} < version AND vacancy_id > %s "
            "ORDER BY vacancy_id LIMIT %s",
            [after, most],
        )
        return [Change(pk, version, bool(gone)) for pk, version, gone in cursor.fetchall()]


def every(most: int, after: int = 0) -> list[Change]:
    """As ``waiting``, whether anybody has looked at them or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT vacancy_id, version, gone FROM {VERSIONS} WHERE vacancy_id > %s ORDER BY vacancy_id LIMIT %s",
            [after, most],
        )
        return [Change(pk, version, bool(gone)) for pk, version, gone in cursor.fetchall()]


def of(vacancy_id: int) -> int:
    """The version of one vacancy now, 0 for one that never was."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {VERSIONS} WHERE vacancy_id = %s", [vacancy_id])
        row = cursor.fetchone()
    return row[0] if row else 0


def lock(follower: str, ids: Iterable[int], *, skip: bool = False) -> dict[int, int]:
    """Of these vacancies those that ``follower`` has still to look at, with their versions, locked until the end of
    the transaction; with ``skip`` without those that somebody else holds. SQLite has one writer at a time anyway.
    """
    ids = list(ids)
    if not ids:
        return {}
    held = f" FOR UPDATE{' SKIP LOCKED' if skip else ''}" if connection.vendor == "postgresql" else ""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT vacancy_id, version FROM {VERSIONS} "
            f"WHERE vacancy_id IN ({places}) AND {follower} < version ORDER BY vacancy_id{held}",
            ids,
        )
        return dict(cursor.fetchall())


def mark(follower: str, done: Mapping[int, int]) -> None:
    """``follower`` has these vacancies in these versions; it never goes back."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {VERSIONS} SET {follower} = %s WHERE vacancy_id = %s AND {follower} < %s",
            [(version, pk, version) for pk, version in done.items()],
        )


def forget(follower: str, ids: Iterable[int] | None = None) -> None:
    """Let ``follower`` look again at these vacancies, or at all that are there."""
    only, named = ("vacancy_id = %s", [(pk,) for pk in ids]) if ids is not None else ("NOT gone", [()])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {VERSIONS} SET {follower} = 0, behind_since = CASE WHEN indexed_version < version "
            f"THEN behind_since ELSE {NOW[connection.vendor]} END WHERE {only}",
            named,
        )


def raise_above(found: Mapping[int, int]) -> None:
    """Give these vacancies, by id, a version above one that was found in an index, so that they can win there again:
    after the database was put back to an earlier day its versions are lower. An id that no vacancy ever had here
    counts as one that is gone.
    """
    now, random = NOW[connection.vendor], RANDOM[connection.vendor]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {VERSIONS} SELECT %s, 0, {random}, TRUE, 0, 0, {now} "
            f"WHERE NOT EXISTS (SELECT 1 FROM {VERSIONS} WHERE vacancy_id = %s)",
            [(pk, pk) for pk in found],
        )
        cursor.executemany(
            f"UPDATE {VERSIONS} SET words_version = CASE WHEN words_version = version THEN %s ELSE words_version END, "
            f"version = %s, token = {random}, indexed_version = 0, behind_since = {now} "
            "WHERE vacancy_id = %s AND version <= %s",
            [(version + 1, version + 1, pk, version) for pk, version in found.items()],
        )


def is_index_behind() -> bool:
    """Whether the search engine lacks a change. One query, by an index of its own."""
    return bool(waiting(INDEX, 1))


def index_lag() -> tuple[int, int]:
    """How many changes the search engine lacks, and for how many seconds the oldest; (0, 0) for none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), coalesce(max({NOW[connection.vendor]} - behind_since), 0) FROM {VERSIONS} "
            "WHERE indexed_version < version"
        )
        rows, seconds = cursor.fetchone()
        return rows, max(int(seconds), 0)
