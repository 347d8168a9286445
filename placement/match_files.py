"""Matching over two files of JSON lines, without a database: vacancies are held, clients stream through.

What a line may hold is said in ``placement.match_lines``. Files may be gzipped. One line of output per client line
that could be read, in their order:

    {"id": …, "matches": [{"vacancy": …, "score": 71.2, "contributions": {"relevance": 51.0, …}}, …],
     "failed": {"wage": 12, "bar.security_guard": 1}, "unknown": ["client.birth_date", "vacancy.shifts"]}

``matches`` best first, at most ``top``; ``failed`` how many vacancies each constraint excluded; ``unknown`` the facts
that would settle what is open about the matches listed or that block a vacancy until somebody answers. A match of a
line with ``executing_county`` may carry ``"leave"`` besides: which leave the post needs, for the worker's eyes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from jobs.json_lines import NotAnObject, Problem, completed, last_number, line_of, lines, read_object
from placement.match_lines import CLIENT_FIELDS, identity, post_of, seeker_of
from placement.match_rows import told
from placement.match_values import LineError
from placement.matching.match import BLOCK, best_posts, fitted
from placement.matching.pool import PostColumns
from placement.matching.records import Post, Seeker

Record = TypeVar("Record", Post, Seeker)


@dataclass(slots=True)
class Summary:
    """What became of the lines; ``ignored`` are client fields that nobody knows, with how often they came."""

    vacancies: int = 0
    clients: int = 0
    left_out: int = 0
    ignored: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listener:
    """How a run speaks while it runs: problems as they come, and how many lines of which file are done."""

    problem: Callable[[Problem], None]
    progress: Callable[[Path, int, int], None]


def match_files(
    clients: Path, vacancies: Path, out: Path, *, top: int, as_of: date, listener: Listener, block: int = BLOCK
) -> Summary:
    """Write the ``top`` best vacancies of each client to ``out``, which appears when it is complete.

    Wrong lines are told to the listener and left out. Raises OSError where a file cannot be read or written.
    """
    summary = Summary()
    held: dict[str, Any] = {}
    posts = []
    total = last_number(vacancies)
    for post, _, number in _records(vacancies, post_of, summary, listener, held):
        posts.append(post)
        listener.progress(vacancies, number, total)
    pool = PostColumns(posts)
    summary.vacancies = len(pool)
    relevance = fitted(pool)

    def seeker(row: dict[str, Any]) -> Seeker:
        for name in row.keys() - CLIENT_FIELDS:
            summary.ignored[name] = summary.ignored.get(name, 0) + 1
        return seeker_of(row, as_of)

    total = last_number(clients)
    stream = _records(clients, seeker, summary, listener, {})
    with completed(out) as target:
        while some := list(islice(stream, block)):
            ids = {record.id: given for record, given, _ in some}
            seekers = [record for record, _, _ in some]
            by_id = {seeker.id: seeker for seeker in seekers}
            for ranking in best_posts(seekers, pool, relevance, k=top, as_of=as_of, block=block):
                target.write(line_of(told(ranking, by_id[ranking.id], pool, as_of, ids, held)))
            summary.clients += len(some)
            listener.progress(clients, some[-1][2], total)
    return summary


def _records(
    path: Path,
    parse: Callable[[dict[str, Any]], Record],
    summary: Summary,
    listener: Listener,
    seen: dict[str, Any],
) -> Iterator[tuple[Record, Any, int]]:
    """Each good line as a record, its id as it was written, and its number; the others are told and counted.

    ``seen`` takes the ids, by their text.
    """
    for number, raw in lines(path):
        try:
            row = _object(raw)
            record = parse(row)
            if record.id in seen:
                raise LineError("id", "编号重复，只用第一次出现的")
        except LineError as error:
            summary.left_out += 1
            listener.problem(Problem(path.name, number, error.field, error.said))
            continue
        seen[record.id] = row["id"]
        yield record, row["id"], number


def _object(raw: bytes) -> dict[str, Any]:
    try:
        row = read_object(raw)
    except NotAnObject as problem:
        raise LineError("整行", str(problem)) from None
    identity(row)
    return row
