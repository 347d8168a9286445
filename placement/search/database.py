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
from placement.search.schema import CHANGED, WORDS

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
    while _waiting(1):
        with transaction.atomic():
            waiting = _waiting(BATCH, lock=True)
            _write(Vacancy.objects.filter(pk__in=waiting))
            _forget(CHANGED, "vacancy_id", waiting)
        done += len(waiting)
    return done


def rebuild() -> int:
    """Cut the words of every vacancy anew, in one transaction, and return how many there are."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {WORDS}")
            cursor.execute(f"DELETE FROM {CHANGED}")
        return _write(Vacancy.objects.all())


def _waiting(most: int, *, lock: bool = False) -> list[int]:
    """Changed vacancies. With ``lock`` we wait for whoever is changing one again, and read her words, not the old."""
    locked = "FOR UPDATE" if lock and connection.vendor == "postgresql" else ""  # SQLite has one writer at a time
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT vacancy_id FROM {CHANGED} ORDER BY vacancy_id LIMIT {most} {locked}")
        return [row[0] for row in cursor.fetchall()]


def _write(vacancies) -> int:
    """Replace the words of these vacancies."""
    written = 0
    rows = vacancies.select_related("enterprise", "region").order_by("pk").iterator(chunk_size=BATCH)
    for chunk in _chunks(rows):
        _forget(WORDS, "rowid", [vacancy.pk for vacancy in chunk])
        with connection.cursor() as cursor:
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


def _forget(table: str, column: str, ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(pk,) for pk in ids])


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
