"""Keeping Elasticsearch in step with the vacancies: what changed, all of them anew, and what differs.

Each document carries the version of its vacancy, and the engine refuses one that is not above what it holds: a writer
that comes late cannot win, whoever it is, so nobody has to wait for anybody.

A rebuild fills a new index behind the old one and then moves the alias in one call. Meanwhile whoever follows the
changes writes to both. She reads the changes first and asks for the indexes after that: if she has not seen the new
one, she has not seen a change either that the rebuild, which reads later, could miss.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from employers.models import Vacancy
from placement.posts import RELATED
from placement.search import versions
from placement.search.client import alias, working
from placement.search.engine import Away
from placement.search.versions import Change

BATCH, BUSY = 500, 429
_HELD = re.compile(r"current version \[(\d+)\]")
Report = Callable[[int], None]


@dataclass
class Done:
    """How many documents were written and taken out; ``late``: the index held the same version, or a later one."""

    written: int = 0
    removed: int = 0
    late: int = 0


@dataclass
class Difference:
    """Ids of vacancies by what is wrong in the index.

    missing   not there
    behind    there in an earlier version
    ahead     there in a version that the database never gave: it was put back to an earlier day
    strange   there, and no vacancy
    other     the version is right and the document is not
    """

    compared: int = 0
    missing: list[int] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    ahead: dict[int, int] = field(default_factory=dict)
    strange: dict[int, int] = field(default_factory=dict)
    other: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.missing, self.behind, self.ahead, self.strange, self.other))


def catch_up(report: Report = lambda done: None) -> Done:
    """Bring every change to the index that it lacks, each once, in order of id; builds the index if there is none.

    What somebody is just changing stays behind and comes with the next call. Raises Away.
    """
    with working() as client:
        if not client.indices.exists_alias(name=alias()):
            return rebuild(report)
        done, after = Done(), 0
        while changes := versions.waiting(versions.INDEX, BATCH, after):
            after = changes[-1].vacancy_id
            targets = _targets(client)
            actions = list(_actions(changes))
            ahead: dict[int, int] = {}
            for place, target in enumerate(targets):
                _send(client, target, actions, done if place == 0 else Done(), ahead)
            _mark({change.vacancy_id: change.version for change in changes})
            if _outdo(ahead):
                after = 0
            report(done.written + done.removed)
        return done


def rebuild(report: Report = lambda done: None) -> Done:
    """Fill a new index and put it in the place of the present one, which answers until then. Raises Away."""
    from placement.search.elastic import VacancyDocument

    with working() as client:
        present = _present(client)
        for orphan in set(_physical(client)) - present:
            # Of a rebuild that died.
            client.indices.delete(index=orphan, ignore_unavailable=True)
        new = f"{alias()}.{uuid.uuid4().hex[:12]}"
        index = VacancyDocument._index.clone(name=new, using=client)
        index.aliases(**{_door(new): {}})
        index.create()
        done, after = Done(), 0
        sent: dict[int, int] = {}
        while changes := versions.every(BATCH, after):
            after = changes[-1].vacancy_id
            there = [change for change in changes if not change.gone]
            _send(client, _door(new), list(_actions(there)), done, {})
            sent |= {change.vacancy_id: change.version for change in changes}
            report(done.written)
        client.indices.update_aliases(
            actions=[
                {"add": {"index": new, "alias": alias()}},
                *({"remove": {"index": old, "alias": alias()}} for old in present),
            ]
        )
        _mark(sent)
        for old in present:
            client.indices.delete(index=old, ignore_unavailable=True)
        return done


def check() -> Difference:
    """Compare every document with its vacancy as it is now. Raises Away, and NotBuilt where there is no index."""
    from elasticsearch.helpers import scan

    with working() as client:
        found = Difference()
        held = {
            int(hit["_id"]): (hit["_version"], hit["_source"])
            for hit in scan(client, index=alias(), query={"version": True}, size=BATCH)
        }
        for change, document in _documents():
            found.compared += 1
            version, source = held.pop(change.vacancy_id, (0, None))
            if source is None and document is None:
                continue
            if document is None:
                found.strange[change.vacancy_id] = max(version, change.version)
            elif source is None:
                found.missing.append(change.vacancy_id)
            elif version < change.version:
                found.behind.append(change.vacancy_id)
            elif version > change.version:
                found.ahead[change.vacancy_id] = version
            elif source != document:
                found.other[change.vacancy_id] = version
        found.strange |= {pk: version for pk, (version, _) in held.items()}
        return found


def repair(found: Difference) -> Done:
    """Mend what ``check`` found. Raises Away."""
    versions.raise_above(found.ahead | found.strange | found.other)
    versions.forget(versions.INDEX, [*found.missing, *found.behind])
    return catch_up()


def _documents() -> Iterator[tuple[Change, dict[str, Any] | None]]:
    """Every change with its vacancy's document, None for one that is gone."""
    after = 0
    while changes := versions.every(BATCH, after):
        after = changes[-1].vacancy_id
        documents = _documents_of(changes)
        yield from ((change, documents.get(change.vacancy_id)) for change in changes)


def _documents_of(changes: list[Change]) -> dict[int, dict[str, Any]]:
    """Read after the versions: a document may be newer than its version says, never older."""
    from placement.search.elastic import document_of

    ids = [change.vacancy_id for change in changes if not change.gone]
    there = Vacancy.objects.filter(pk__in=ids).prefetch_related(*RELATED)
    return {vacancy.pk: document_of(vacancy) for vacancy in there}


def _actions(changes: list[Change]) -> Iterator[dict[str, Any]]:
    documents = _documents_of(changes)
    for change in changes:
        marked = {"_id": change.vacancy_id, "version": change.version, "version_type": "external"}
        if (document := documents.get(change.vacancy_id)) is not None:
            yield {**marked, "_op_type": "index", "_source": document}
        else:
            yield {**marked, "_op_type": "delete"}


def _send(client: Any, target: str, actions: list[dict[str, Any]], done: Done, ahead: dict[int, int]) -> None:
    """Write to one index by its own alias: the index of a rebuild that is over is not made anew by a late writer.

    ``ahead`` gets the ids whose version in the index is above the one sent, with it.
    """
    from elasticsearch.helpers import streaming_bulk

    sent = {action["_id"]: action["version"] for action in actions}
    into = ({**action, "_index": target} for action in actions)
    for fine, item in streaming_bulk(client, into, raise_on_error=False, refresh=True, require_alias=True):
        ((kind, result),) = item.items()
        status = result["status"]
        if fine:
            done.removed, done.written = done.removed + (kind == "delete"), done.written + (kind == "index")
        elif status == 409:
            done.late += 1
            held = _HELD.search(str(result["error"].get("reason")))
            if held and int(held[1]) > sent[int(result["_id"])]:
                ahead[int(result["_id"])] = int(held[1])
        elif status == BUSY:
            raise Away
        elif status != 404:
            # 404: taken out before, or the whole index is gone because a newer one has taken its place.
            raise RuntimeError(f"the search engine refused a document with status {status}")


def _mark(sent: dict[int, int]) -> None:
    """Note what the index has; a row that somebody is changing just now is left out, she makes it newer anyway."""
    ids = list(sent)
    for first in range(0, len(ids), BATCH):
        with transaction.atomic():
            mine = versions.lock(versions.INDEX, ids[first : first + BATCH], skip=True)
            versions.mark(versions.INDEX, {pk: sent[pk] for pk in mine})


def _outdo(ahead: dict[int, int]) -> bool:
    """Let our next version win; whether that was needed.

    What the index holds in a version that the database has not reached yet was never written by this database: that
    one was put back to an earlier day. Versions are written after they are committed, so it is no change on its way.
    """
    known = {pk: version for pk, version in ahead.items() if versions.of(pk) < version}
    versions.raise_above(known)
    return bool(known)


def _targets(client: Any) -> list[str]:
    return [_door(name) for name in _physical(client)]


def _physical(client: Any) -> list[str]:
    """The indexes of ours, the one that is searched and one that is being filled."""
    return sorted(client.indices.get_alias(index=f"{alias()}.*"))


def _present(client: Any) -> set[str]:
    """The indexes behind the alias: one, or none."""
    if not client.indices.exists_alias(name=alias()):
        return set()
    return set(client.indices.get_alias(name=alias()))


def _door(name: str) -> str:
    """The alias by which alone an index is written."""
    return f"{name}.in"
