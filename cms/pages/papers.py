"""材料清单与下载: what each incentive asks for, who gives it out, and the forms that editors have put into the library.

A form belongs to a paper where the document's title is the paper's declared name, brackets and blanks apart, and it
stands on a live page already: an editor puts it into this page, a reviewer publishes it, and then it is in every list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.documents.models import Document as File

from cms.declared import Kind, declared, key_of, plain
from cms.declared_links import addresses
from cms.standing import standing
from employers.incentives.catalogue import INCENTIVES
from employers.incentives.incentive import Document, Incentive

POLICY = "policy"
"""The field of the address that asks for the list of one incentive alone, to print."""


@dataclass(frozen=True, slots=True)
class Form:
    """A document of the library."""

    href: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a list. ``shared``: how many other incentives ask for the same."""

    name: str
    issuer: str
    when: str
    proves: str
    note: str
    forms: tuple[Form, ...]
    shared: int


@dataclass(frozen=True, slots=True)
class Papers:
    """The list of one incentive. ``ours``: made by the platform, nothing to bring."""

    code: str
    name: str
    state: str
    ended: bool
    href: str
    brought: tuple[Paper, ...]
    ours: tuple[str, ...]


def listing(request: HttpRequest) -> dict[str, Any]:
    """Every list, those of incentives in force first; or one alone, where the address asks for it. Five queries."""
    today, hrefs, forms, asked = timezone.localdate(), addresses(request), _forms(), request.GET.get(POLICY, "")
    counted = _counted()
    lists = []
    for incentive in INCENTIVES:
        found = declared(Kind.INCENTIVE, incentive.code, today)
        if found is not None:
            href = hrefs.get(key_of(Kind.INCENTIVE, incentive.code), "")
            lists.append(_list(incentive, found.state, found.ended, href, forms, counted))
    lists.sort(key=lambda one: one.ended)
    alone = [one for one in lists if one.code == asked]
    return {"lists": alone or lists, "alone": alone[0] if alone else None, "today": today, "art": "papers"}


def _list(
    incentive: Incentive, state: str, ended: bool, href: str, forms: dict[str, list[Form]], counted: dict[str, int]
) -> Papers:
    brought = (document for document in incentive.documents if not document.ours)
    return Papers(
        code=incentive.code,
        name=incentive.name,
        state=state,
        ended=ended,
        href=href,
        brought=tuple(_paper(document, forms, counted) for document in brought),
        ours=tuple(document.name for document in incentive.documents if document.ours),
    )


def _paper(document: Document, forms: dict[str, list[Form]], counted: dict[str, int]) -> Paper:
    return Paper(
        name=document.name,
        issuer=document.issuer,
        when=document.when,
        proves=document.proves,
        note=_note(document),
        forms=tuple(forms.get(plain(document.name), ())),
        shared=counted[document.code] - 1,
    )


def _note(document: Document) -> str:
    """部门已经联网的可以免交；出具后 6 个月内有效"""
    parts = ("部门已经联网的可以免交" if document.waived else "", _good_for(document.life))
    return "；".join(filter(None, parts))


def _good_for(months: int | None) -> str:
    if not months:
        return ""
    years, rest = divmod(months, 12)
    return f"出具后 {months} 个月内有效" if rest or years < 2 else f"出具后 {years} 年内有效"


def _counted() -> dict[str, int]:
    found: dict[str, int] = {}
    for incentive in INCENTIVES:
        for document in incentive.documents:
            found[document.code] = found.get(document.code, 0) + 1
    return found


def _forms() -> dict[str, list[Form]]:
    """The documents that stand on pages, by the name of the paper that they would be. Three queries."""
    names = {plain(document.name) for incentive in INCENTIVES for document in incentive.documents}
    found: dict[str, list[Form]] = {}
    for document in File.objects.filter(pk__in=standing(File)).order_by("title", "pk"):
        if (name := plain(document.title)) in names:
            kind = document.file_extension.upper()
            found.setdefault(name, []).append(Form(document.url, kind, document.file_size or 0))
    return found


def words() -> Iterator[str]:
    """What can be searched for."""
    seen: dict[str, None] = {}
    for incentive in INCENTIVES:
        seen.setdefault(incentive.name)
        for document in incentive.documents:
            seen.setdefault(f"{document.name} {document.issuer}")
    yield from seen
