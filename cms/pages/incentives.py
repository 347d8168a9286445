"""扶持政策: the library and one page of it, each time from the declarations. Nothing of a number is kept on a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms import declared_numbers
from cms.declared import Kind, declared, home_region, key_of
from cms.declared_links import addresses, sections
from cms.declared_numbers import Told
from employers.incentives.incentive import Family, Incentive
from employers.public import incentives, places
from employers.public.places import Place
from law.article import Article
from law.dated import Dated

REGION = "region"
"""The field of the address that says for which place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One incentive in the library. ``numbers``: those that the place sets; ``until`` None where nothing ends it."""

    name: str
    summary: str
    href: str
    state: str
    tone: str
    ended: bool
    until: date | None
    for_whom: str
    papers: int
    numbers: tuple[Told, ...]


def place_of(request: HttpRequest) -> Place:
    """The one of the address; else the city in which the platform works, else the whole country."""
    asked = request.GET.get(REGION)
    chosen = places.place(asked[:12]) if asked is not None else None
    found = chosen or places.place(home_region()) or places.place("")
    assert found is not None
    return found


def choices(place: Place) -> list[tuple[str, str]]:
    """What to choose next: the place itself, and one step deeper."""
    itself = f"{place.name}（全部）" if place.below else place.name
    return [(place.code, itself), *((stop.code, stop.name) for stop in place.below)]


# The library ----------------------------------------------------------------------------------------------------------


def library(request: HttpRequest) -> dict[str, Any]:
    """Those in force by family, and apart those that have ended."""
    today, place = timezone.localdate(), place_of(request)
    running: list[tuple[Family, list[Line]]] = []
    ended: list[Line] = []
    hrefs = addresses(request)
    for family, rows in incentives.listed(today):
        lines = [_line(row, hrefs, place.code, today) for row in rows]
        ended += [line for line in lines if line.ended]
        if still := [line for line in lines if not line.ended]:
            running.append((family, still))
    return {
        "place": place,
        "choices": choices(place),
        "coverage": places.coverage(place.code, today),
        "families": running,
        "ended": ended,
        "art": "papers",
        **_around(request, "", place),
    }


def _line(row: incentives.Listed, hrefs: dict[str, str], region: str, today: date) -> Line:
    one = row.incentive
    href = hrefs.get(key_of(Kind.INCENTIVE, one.code), "")
    return Line(
        name=one.name,
        summary=one.summary,
        href=f"{href}?{REGION}={region}" if href else "",
        state=_state(one, today),
        tone=row.standing.tone,
        ended=row.standing.ended,
        until=row.standing.until,
        for_whom=row.for_whom,
        papers=sum(not paper.ours for paper in one.documents),
        numbers=tuple(_numbers(one, region, today)) if not row.standing.ended else (),
    )


def _state(one: Incentive, today: date) -> str:
    found = declared(Kind.INCENTIVE, one.code, today)
    return found.state if found else ""


def _numbers(one: Incentive, region: str, today: date) -> Iterator[Told]:
    for parameter in one.parameters:
        yield from declared_numbers.told(f"{key_of(Kind.INCENTIVE, one.code)}:{parameter.code}", region, today)


# One of them ----------------------------------------------------------------------------------------------------------


def one(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Everything that the page of one incentive shows; None where it is declared no more."""
    today, place = timezone.localdate(), place_of(request)
    policy = incentives.page(code, place.code, today)
    if policy is None:
        return None
    hrefs = addresses(request)
    return {
        "place": place,
        "choices": choices(place),
        "policy": policy,
        "state": _state(policy.incentive, today),
        "numbers": tuple(_numbers(policy.incentive, place.code, today)),
        "amounts": [amount for amount in policy.amounts if amount.places],
        "conditions": conditions(policy),
        "others": [(other.name, hrefs.get(key_of(Kind.INCENTIVE, other.code), "")) for other in policy.others],
        "sources": tuple(sources(policy)),
        "earlier": [_version(version) for version in policy.versions[1:]],
        "today": today,
        "art": "papers",
        **_around(request, code, place),
    }


IN_FORCE = "政策在执行期内"
"""A condition of the sums that a page tells by its own words."""
_MONTH = re.compile(r"^\d{4} ?年 ?\d{1,2} ?月")


def conditions(policy: incentives.IncentivePage) -> list[tuple[str, tuple[str, ...], Article | None]]:
    """Each condition with what it is made of, and where it stands unless most stand there. What is asked of every month
    stands once, without the months: they are another year's next year."""
    found = []
    for condition in policy.conditions:
        text = condition.told.text
        parts = dict.fromkeys(_MONTH.sub("", part.text) for part in condition.told.parts)
        parts.pop(text, None)
        if text != IN_FORCE:
            found.append((text, tuple(parts), condition.article))
    return found


def sources(policy: incentives.IncentivePage) -> Iterator[str]:
    """Every text on which something shown stands, each once, as one cites it."""
    found: dict[str, None] = {}
    held = policy.versions[0]
    articles: list[Article | None] = [held.source, policy.source]
    articles += [condition.article for condition in policy.conditions]
    articles += [number.source for number in policy.numbers]
    articles += [deadline.source for deadline in policy.deadlines]
    for article in articles:
        if article is not None:
            found.setdefault(article.full)
    yield from found


def _version(dated: Dated[str]) -> dict[str, Any]:
    return {"words": dated.value, "since": dated.valid_from, "until": dated.valid_to, "source": dated.source.full}


def _around(request: HttpRequest, code: str, place: Place) -> dict[str, str]:
    """Where else to go from here; empty for a section that is not there."""
    found = sections(request, "calculatorpage", "paperspage", "faqpage", "incentivespage")
    where = f"?{REGION}={place.code}"
    calculator, papers = found.get("calculatorpage", ""), found.get("paperspage", "")
    return {
        "calculator_href": f"{calculator}{f'{code}/' if code else ''}{where}" if calculator else "",
        "papers_href": f"{papers}?policy={code}" if papers and code else papers,
        "questions_href": found.get("faqpage", ""),
        "library_href": f"{found['incentivespage']}{where}" if "incentivespage" in found else "",
    }


# For search and sharing -----------------------------------------------------------------------------------------------


def in_short(code: str) -> str:
    """The declaration's own sentence, as far as a search result shows one."""
    found = declared(Kind.INCENTIVE, code, timezone.localdate())
    return found.summary if found else ""


def words(code: str) -> Iterator[str]:
    """What can be searched for: sentences, conditions, papers; numbers of places are left to the page."""
    policy = incentives.page(code, "", timezone.localdate())
    if policy is None:
        return
    yield policy.incentive.summary
    yield policy.incentive.family.label
    for text, parts, _ in conditions(policy):
        yield text
        yield from parts
    yield from (paper.name for paper in policy.papers)
    yield from sources(policy)
