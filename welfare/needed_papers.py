"""Which papers an application needs, and which of them are on file: what was handed in once serves all."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from clients.models import Client, HouseholdFact, Paper
from welfare.gather import gather
from welfare.rules.assess import assess
from welfare.rules.entitlement import Entitlement


@dataclass(frozen=True, slots=True)
class Needed:
    """One entry of the entitlement's list, with what is on file for it.

    is_there  身份证、户口簿或者居住证 is answered by 居住证 alone, or by 身份证 and 户口簿
    """

    name: str
    held: tuple[Paper, ...]
    is_there: bool


def choices(document: str) -> list[list[str]]:
    """The papers that an entry names: alternatives, each of one or more; remarks in brackets name no paper."""
    plain = re.sub(r"（[^）]*）", "", document)
    return [[part for part in re.split(r"、|和", choice) if part] for choice in re.split(r"或者", plain)]


def answers(kind: str, part: str) -> bool:
    """Whether a paper called ``kind`` is the paper ``part``: 户口簿复印件 is 户口簿."""
    return kind.strip().startswith(part)


def is_there(document: str, kinds: Collection[str]) -> bool:
    """Whether papers of these kinds answer an entry: all parts of one of its alternatives."""
    return any(all(any(answers(kind, part) for kind in kinds) for part in choice) for choice in choices(document))


def matching_papers(client: Client, entitlement: Entitlement) -> list[Paper]:
    """Papers on file that the entitlement's list names, or that prove a fact its rule reads."""
    names = [document if isinstance(document, str) else document.name for document in entitlement.documents]
    proving = set(
        HouseholdFact.objects.unscoped("papers of a client that is held")
        .current()
        .filter(client=client, code__in=entitlement.reads, paper__isnull=False)
        .values_list("paper", flat=True)
    )
    return [paper for paper in client.papers.all() if paper.pk in proving or any(_is_of(paper, name) for name in names)]


def needed(client: Client, entitlement: Entitlement, papers: Iterable[Paper], as_of: date) -> list[Needed]:
    """The list of this household: what only some cases need is left out where the case is known to be none.

    A paper that has run out is none. Seven queries at most.
    """
    household = next(iter(gather([client], as_of))).household
    names = assess(household, [entitlement])[entitlement.code].documents
    held = [paper for paper in papers if paper.expires_on is None or paper.expires_on >= as_of]
    kinds = {paper.kind for paper in held}
    return [
        Needed(name, tuple(paper for paper in held if _is_of(paper, name)), is_there(name, kinds)) for name in names
    ]


def _is_of(paper: Paper, document: str) -> bool:
    return any(answers(paper.kind, part) for choice in choices(document) for part in choice)
