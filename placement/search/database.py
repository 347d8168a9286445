"""The database as a search engine: its own full text, one row of tokens per vacancy, and counts in arrays.

SQLite keeps it in an FTS5 table, PostgreSQL in a tsvector with a GIN index; ``schema`` makes both. Neither cuts Chinese
itself: they hold the tokens of ``documents``. A search first cuts anew what has changed, so it never answers from
yesterday's words.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from django.db import connection, transaction

from employers.models import Vacancy
from placement import pool as pools
from placement.search import versions
from placement.search.documents import body_words, demands, is_beginning, title_words
from placement.search.engine import Asked, Found
from placement.search.schema import VACANCIES, VERSIONS, WORDS
from placement.search.shelf import Shelf

BATCH = 500
_INSERT = {
    "sqlite": f"INSERT INTO {WORDS} (rowid, title, body) VALUES (%s, %s, %s)",
    "postgresql": f"INSERT INTO {WORDS} (rowid, words) VALUES (%s, %s::tsvector)",
}
_FIND = {
    # The title counts five times the body. bm25 is smaller for better rows.
    "sqlite": f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s ORDER BY bm25({WORDS}, 5.0, 1.0), rowid",
    "postgresql": f"SELECT rowid FROM {WORDS}, CAST(%s AS tsquery) AS asked WHERE words @@ asked "
    "ORDER BY ts_rank('{0, 0, 0.2, 1.0}', words, asked) DESC, rowid",
}


_shelves: dict[str, tuple[pools.Pool, Shelf]] = {}
_filling = Lock()


class DatabaseEngine:
    """Words by the full text of the database, counts by the arrays of ``shelf``. Always there."""

    def search(self, asked: Asked) -> Found:
        shelf, found = _shelf(asked.city), find(asked.words)
        answer = shelf.search(asked, found)
        if found is None:
            return answer
        marks = tuple(dict.fromkeys(token for group in demands(asked.words) for token in group))
        return replace(answer, marks=dict.fromkeys(answer.ids, marks))


def _shelf(city: str) -> Shelf:
    """The vacancies of the city in arrays, filled anew when its pool is another one."""
    pool = pools.of_city(city)
    held = _shelves.get(city)
    if held is None or held[0] is not pool:
        with _filling:
            held = _shelves.get(city)
            if held is None or held[0] is not pool:
                held = _shelves[city] = (pool, Shelf(pool.cards, held[1] if held else None))
                while len(_shelves) > pools.HELD:
                    del _shelves[next(iter(_shelves))]
    return held[1]


def find(query: str) -> list[int] | None:
    """Ids of the vacancies that hold all that ``query`` demands, best first; None if it demands nothing."""
    groups = demands(query)
    if not groups:
        return None
    catch_up()
    asked = _asked(groups)
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [asked])
        return [row[0] for row in cursor.fetchall()]


def catch_up() -> int:
    """Cut the words of vacancies that have changed since they were last cut; returns how many. One query if none."""
    done = 0
    while waiting := [change.vacancy_id for change in versions.waiting(versions.WORDS, BATCH)]:
        with transaction.atomic():
            # Whoever is just changing one of them holds its row. While we hold others we do not wait for her, she may
            # want those next; holding none, we wait and read her words, not the old.
            mine = versions.lock(versions.WORDS, waiting, skip=True) or versions.lock(versions.WORDS, waiting[:1])
            _write(Vacancy.objects.filter(pk__in=mine.keys()))
            versions.mark(versions.WORDS, mine)
        done += len(mine)
    return done


def rebuild() -> int:
    """Cut the words of every vacancy anew and return how many there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {WORDS}")
        versions.forget(versions.WORDS)
    return catch_up()


def differences() -> tuple[int, int]:
    """(vacancies without words or with old ones, words of no vacancy)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {VACANCIES} vacancy LEFT JOIN {VERSIONS} held ON held.vacancy_id = vacancy.id "
            f"LEFT JOIN {WORDS} words ON words.rowid = vacancy.id "
            "WHERE words.rowid IS NULL OR held.vacancy_id IS NULL OR held.words_version < held.version"
        )
        (lacking,) = cursor.fetchone()
        cursor.execute(f"SELECT count(*) FROM {WORDS} WHERE rowid NOT IN (SELECT id FROM {VACANCIES})")
        (strange,) = cursor.fetchone()
    return lacking, strange


def mend() -> None:
    """Let go of the words of no vacancy, and cut those that are missing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {WORDS} WHERE rowid NOT IN (SELECT id FROM {VACANCIES})")
        cursor.execute(
            f"UPDATE {VERSIONS} SET words_version = 0 WHERE NOT gone AND vacancy_id NOT IN (SELECT rowid FROM {WORDS})"
        )
    catch_up()


def _write(vacancies) -> int:
    """Replace the words of these vacancies."""
    written = 0
    rows = vacancies.select_related("enterprise", "region").order_by("pk").iterator(chunk_size=BATCH)
    for chunk in _chunks(rows):
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {WORDS} WHERE rowid = %s", [(vacancy.pk,) for vacancy in chunk])
            cursor.executemany(_INSERT[connection.vendor], [_row(vacancy) for vacancy in chunk])
        written += len(chunk)
    return written


def _chunks(rows: Iterable) -> Iterable[list]:
    chunk: list = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == BATCH:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _row(vacancy: Vacancy) -> tuple:
    title, body = title_words(vacancy), body_words(vacancy)
    if connection.vendor == "sqlite":
        return vacancy.pk, " ".join(title), " ".join(body)
    # Written out as a tsvector, so that no parser of PostgreSQL has a say in what a word is. Tokens hold no quotes.
    lexemes = [f"'{token}':{place}A" for place, token in enumerate(title, 1)]
    lexemes += [f"'{token}':{min(place, 16_000)}" for place, token in enumerate(body, len(title) + 1)]
    return vacancy.pk, " ".join(lexemes)


def _asked(groups: list[list[str]]) -> str:
    tokens = [token for group in groups for token in group]
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{token}"{" *" if is_beginning(token) else ""}' for token in tokens)
    return " & ".join(f"'{token}'{':*' if is_beginning(token) else ''}" for token in tokens)
