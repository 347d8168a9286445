"""The database's own full text: one row of tokens per vacancy, beside the tables it speaks of.

SQLite keeps it in an FTS5 table, PostgreSQL in a tsvector with a GIN index; ``schema`` makes both. Neither cuts Chinese
itself: they hold the tokens of ``documents``. A search first cuts anew what has changed, so it never answers from
yesterday's words.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterable

from django.db import connection, transaction

from employers.models import Vacancy
from placement.search.documents import body_words, demands, is_beginning, title_words
from placement.search.schema import VERSIONS, WORDS

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
    while waiting := _waiting():
        with transaction.atomic():
            # Whoever is just changing one of them holds its row. While we hold others we do not wait for her, she may
            # want those next; holding none, we wait and read her words, not the old.
            mine = _lock(waiting, skip=True) or _lock(waiting[:1])
            _write(Vacancy.objects.filter(pk__in=mine))
            _mark(mine)
        done += len(mine)
    return done


def rebuild() -> int:
    """Cut the words of every vacancy anew and return how many there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {WORDS}")
        cursor.execute(f"UPDATE {VERSIONS} SET words_version = 0 WHERE NOT gone")
    return catch_up()


def _waiting() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT vacancy_id FROM {VERSIONS} WHERE words_version < version LIMIT {BATCH}")
        return [row[0] for row in cursor.fetchall()]


def _lock(ids: list[int], *, skip: bool = False) -> list[int]:
    """Those of these vacancies whose words are still old, locked until the end of the transaction."""
    held = f"FOR UPDATE{' SKIP LOCKED' if skip else ''}" if connection.vendor == "postgresql" else ""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT vacancy_id FROM {VERSIONS} WHERE vacancy_id IN ({places}) AND words_version < version {held}", ids
        )
        return [row[0] for row in cursor.fetchall()]


def _mark(ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {VERSIONS} SET words_version = version WHERE vacancy_id = %s", [(pk,) for pk in ids]
        )


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
