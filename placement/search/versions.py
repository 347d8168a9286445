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

from django.db import connection

from placement.search.schema import POOL, VACANCIES, VERSIONS


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
