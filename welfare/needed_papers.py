"""Which papers an application needs, and which of them are on file: what was handed in once serves all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clients.models import Client, HouseholdFact, Paper
from welfare.gather import gather
from welfare.rules.assess import assess
from welfare.rules.entitlement import Entitlement


@dataclass(frozen=True, slots=True)
class Needed:
    """One paper of the entitlement's list, with what is on file for it; ``held`` empty: it is missing."""

    name: str
    held: tuple[Paper, ...]


def matches(document: str, kind: str) -> bool:
    """Whether a paper called ``kind`` is what the list calls ``document``.

    身份证 is 身份证复印件, and 残疾证或者诊断书 is either of them.
    """
    plain = kind.strip()
    return any(
        one and plain and (one in plain or plain in one)
        for one in re.split(r"或者|、|或", re.sub(r"（[^）]*）", "", document))
    )


def matching_papers(client: Client, entitlement: Entitlement) -> list[Paper]:
    """Papers on file that the entitlement's list names, or that prove a fact its rule reads."""
    names = [document if isinstance(document, str) else document.name for document in entitlement.documents]
    proving = set(
        HouseholdFact.objects.unscoped("papers of a client that is held")
        .current()
        .filter(client=client, code__in=entitlement.reads, paper__isnull=False)
        .values_list("paper", flat=True)
    )
    return [
        paper
        for paper in client.papers.all()
        if paper.pk in proving or any(matches(name, paper.kind) for name in names)
    ]


def needed(client: Client, entitlement: Entitlement, papers: Iterable[Paper], as_of: date) -> list[Needed]:
    """The list of this household: what only some cases need is left out where the case is known to be none."""
    household = next(iter(gather([client], as_of))).household
    names = assess(household, [entitlement])[entitlement.code].documents
    held = list(papers)
    return [Needed(name, tuple(paper for paper in held if matches(name, paper.kind))) for name in names]
