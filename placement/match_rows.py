"""Matching over rows that somebody sent, without a database: the lines of ``manage.py match``, held in memory.

What a row may hold is said in ``placement.match_lines``, what comes out in ``placement.match_files``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from placement.match_lines import CLIENT_FIELDS, post_of, seeker_of
from placement.match_values import LineError
from placement.matching.away import leave_note
from placement.matching.match import Ranking, best_posts, fitted
from placement.matching.pool import PostColumns
from placement.matching.records import Post, Seeker

Record = TypeVar("Record", Post, Seeker)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that was left out: of "clients" or "vacancies", its place from 0, its field and why. ``said`` never repeats
    what the row holds."""

    of: str
    index: int
    field: str
    said: str


@dataclass(slots=True)
class Matched:
    """One line per client that could be read, in their order; what was left out; client fields that nobody knows."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)


def match_rows(clients: Iterable[Row], vacancies: Iterable[Row], *, top: int, as_of: date) -> Matched:
    """The ``top`` best vacancies of each client; rows that cannot be read are told and left out."""
    found = Matched()
    held: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    posts = list(_records("vacancies", vacancies, post_of, held, found.wrong))

    def seeker(row: Row) -> Seeker:
        found.ignored |= row.keys() - CLIENT_FIELDS
        return seeker_of(row, as_of)

    seekers = list(_records("clients", clients, seeker, asked, found.wrong))
    if not posts or not seekers:
        return found
    pool = PostColumns(posts)
    by_id = {one.id: one for one in seekers}
    for ranking in best_posts(seekers, pool, fitted(pool), k=top, as_of=as_of):
        found.lines.append(told(ranking, by_id[ranking.id], pool, as_of, asked, held))
    return found


def told(
    ranking: Ranking,
    seeker: Seeker,
    pool: PostColumns,
    as_of: date,
    clients: Mapping[str, Any],
    vacancies: Mapping[str, Any],
) -> dict[str, Any]:
    """One line of the result. ``clients`` and ``vacancies`` are the ids as they were written, by their text."""
    matches = []
    for match in ranking.matches:
        one = {"vacancy": vacancies[match.id], "score": match.score, "contributions": dict(match.contributions)}
        if note := leave_note(seeker, pool.posts[pool.index[match.id]], as_of):
            one["leave"] = note.worker
        matches.append(one)
    return {
        "id": clients[ranking.id],
        "matches": matches,
        "failed": dict(ranking.failed),
        "unknown": list(ranking.unknown),
    }


def _records(
    of: str, rows: Iterable[Row], parse: Callable[[Row], Record], seen: dict[str, Any], wrong: list[Wrong]
) -> Iterable[Record]:
    for index, row in enumerate(rows):
        try:
            record = parse(row)
            if record.id in seen:
                raise LineError("id", "编号重复，只用第一次出现的")
        except LineError as error:
            wrong.append(Wrong(of, index, error.field, error.said))
            continue
        seen[record.id] = row["id"]
        yield record
