"""One entitlement as everybody may read it: who, how much here, which papers, how long, where; from its declaration.

Pure values; nothing here is about anybody. The only thing read is the book of standards.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from law.article import Article
from law.terms import chinese_day
from welfare import standards
from welfare.public import neutral, plain_conditions, plain_steps
from welfare.public.about import ABOUT, Situation
from welfare.public.sums import Sum, sums
from welfare.public.which import BY_CODE
from welfare.rules import expressions as ex
from welfare.rules.entitlement import Document, Entitlement, Step
from welfare.rules.fact import DerivedFlag
from welfare.rules.print import standards_of
from welfare.rules.standards import Book
from welfare.rules.words import words

EVERY, ONE = "下面几条都要符合", "下面有一条符合就行"
SOMETIMES = "有的家庭要，先问工作人员"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of who may have it. ``parts`` is one level deeper; ``joined`` says whether all or one of them."""

    text: str
    joined: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """``when`` empty: everybody brings it."""

    name: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: what happens, who does it, how long it may take, what to know."""

    what: str
    who: str
    within: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """
    joined       EVERY or ONE, of ``conditions``
    in_force     False before the first and after the last day; ``force`` says which
    review_by    the earliest day on which one of the numbers in force here must be looked at again; None: no number
    unverified   what we could not check, each to be asked on the spot
    fingerprint  sixteen hex digits that change with anything declared, any number of it anywhere, or any word here
    """

    code: str
    name: str
    short: str
    what: str
    situations: tuple[Situation, ...]
    joined: str
    conditions: tuple[Condition, ...]
    how_much: str
    sums: tuple[Sum, ...]
    papers: tuple[Paper, ...]
    stages: tuple[Stage, ...]
    where_to_ask: str
    opens: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    unverified: tuple[str, ...]
    sources: tuple[Article, ...]
    valid_from: date
    ended: date | None
    in_force: bool
    force: str
    review_by: date | None
    is_past_review: bool
    fingerprint: str

    def sentences(self) -> Iterator[str]:
        """Every text that it prints, apart from the sources."""
        yield from (self.name, self.short, self.what, self.joined, self.how_much, self.where_to_ask, self.force)
        for condition in self.conditions:
            yield from (condition.text, condition.joined, *condition.parts)
        for one in self.sums:
            yield from (one.label, one.who, one.text, one.span, one.earlier)
        for paper in self.papers:
            yield from (paper.name, paper.when)
        for stage in self.stages:
            yield from (stage.what, stage.who, stage.within, stage.note)
        yield from (name for _, name in (*self.opens, *self.beside))
        yield from self.unverified
        for situation in self.situations:
            yield from (situation.title, situation.text)


def page(code: str, region: str, as_of: date, book: Book | None = None) -> Page:
    """The page of an entitlement in one place on one day.

    region  code of the place, however deep; empty while nobody chose one: then only numbers of the whole country stand
    book    the site's own where none is given: one query

    Raises KeyError for a code that is not public.
    """
    entitlement, about = BY_CODE[code], ABOUT[code]
    known = standards.book() if book is None else book
    found = tuple(one for shown in about.numbers for one in sums(shown, region, as_of, known))
    reviews = [one.review_by for one in found if one.review_by is not None]
    joined, conditions = conditions_of(entitlement.condition)
    return Page(
        code=code,
        name=entitlement.name,
        short=about.short,
        what=about.what,
        situations=about.situations,
        joined=joined,
        conditions=conditions,
        how_much=about.how_much,
        sums=found,
        papers=tuple(map(paper, entitlement.documents)),
        stages=tuple(stages(entitlement)),
        where_to_ask=entitlement.where_to_ask,
        opens=_named(entitlement.opens),
        beside=_named(
            other.code for other in BY_CODE.values() if other.code in entitlement.exclusive or code in other.exclusive
        ),
        unverified=tuple(filter(neutral.is_neutral, entitlement.unverified)),
        sources=tuple(source for source in entitlement.citations if neutral.is_neutral(source.full)),
        valid_from=entitlement.in_force,
        ended=entitlement.ended,
        in_force=entitlement.is_in_force(as_of),
        force=_force(entitlement, as_of),
        review_by=min(reviews, default=None),
        is_past_review=any(one.is_past_review for one in found),
        fingerprint=fingerprint(code, known),
    )


def fingerprint(code: str, book: Book | None = None) -> str:
    """Changes when anything that the page is made of changes: condition, papers, steps, texts, numbers of any place."""
    entitlement, about = BY_CODE[code], ABOUT[code]
    known = standards.book() if book is None else book
    declared = (
        entitlement.version,
        *(getattr(entitlement, name) for name in _DECLARED),
        [(one.code, known.rows(one)) for one in standards_of(entitlement)],
        about,
        conditions_of(entitlement.condition),
    )
    return hashlib.sha256(repr(declared).encode()).hexdigest()[:16]


_DECLARED = (
    "name", "scope", "unit", "discretionary", "documents", "steps", "opens", "exclusive", "on_request",
    "citations", "in_force", "ended", "where_to_ask", "unverified",
)  # fmt: skip


# Who


def conditions_of(condition: ex.Condition) -> tuple[str, tuple[Condition, ...]]:
    """(EVERY or ONE, the conditions), in the words of ``plain_conditions``; two levels, and no deeper."""
    whole = bare_of(condition)
    if not isinstance(whole, ex.AllOf | ex.AnyOf):
        return EVERY, (Condition(said(condition)),)
    lines = [line_of(part) for part in whole.of if words(part) not in plain_conditions.NOT_SAID]
    if len(lines) == 1 and lines[0].parts:
        return lines[0].joined, tuple(map(Condition, lines[0].parts))
    return _joined(whole), tuple(lines)


def said(condition: ex.Expression) -> str:
    """One condition in plain words that a stranger may read."""
    return neutral.plainly(plain_conditions.said(words(condition)))


def line_of(condition: ex.Expression) -> Condition:
    """One line of a page, with what it is made of where that is said too."""
    text, whole = words(condition), bare_of(condition)
    if isinstance(whole, DerivedFlag):
        whole = bare_of(whole.by)
    if text in (*plain_conditions.SAID_WHOLE, *plain_conditions.NOT_SAID) or not isinstance(whole, ex.AllOf | ex.AnyOf):
        return Condition(said(condition))
    parts = tuple(said(part) for part in whole.of if words(part) not in plain_conditions.NOT_SAID)
    return Condition(said(condition), _joined(whole), parts)


def bare_of(condition: ex.Expression) -> ex.Expression:
    """The condition without the articles and words that hang on it."""
    while isinstance(condition, ex.Clause):
        condition = condition.of
    return condition


def _joined(whole: ex.AllOf | ex.AnyOf) -> str:
    return EVERY if isinstance(whole, ex.AllOf) else ONE


# Papers and steps


def paper(document: Document | str) -> Paper:
    if isinstance(document, str):
        return Paper(neutral.paper(document))
    if document.only_if is None:
        return Paper(neutral.paper(document.name))
    return Paper(neutral.paper(document.name), plain_conditions.WHEN_NEEDED.get(document.name, SOMETIMES))


def stages(entitlement: Entitlement) -> Iterator[Stage]:
    """The steps in order; one that names what is not said here is left out."""
    for step in entitlement.steps:
        if neutral.title(step.name):
            what = neutral.plainly(plain_steps.said(step.name))
            yield Stage(what, neutral.note(step.actor), within(step), neutral.note(step.note))


def within(step: Step) -> str:
    """受理之日起 3 个工作日以内; 要等 7 天; empty where no text sets a time."""
    if step.days is None:
        return ""
    days = f"{step.days} 个工作日" if step.working else f"{step.days} 天"
    if step.at_least:
        return f"要等 {days}"
    tells_more = step.extended and str(step.extended) not in step.note
    more = f"，特别难办的最多 {step.extended} 个工作日" if tells_more else ""
    return f"{step.since}{' ' if step.since else ''}{days}以内{more}"


def _named(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, ABOUT[code].short) for code in codes if code in BY_CODE)


def _force(entitlement: Entitlement, as_of: date) -> str:
    if entitlement.ended is not None and as_of > entitlement.ended:
        return f"这项规定到{chinese_day(entitlement.ended)}为止，现在已经停止执行。"
    if as_of < entitlement.in_force:
        return f"这项规定从{chinese_day(entitlement.in_force)}开始施行，现在还没有开始。"
    until = f"，到{chinese_day(entitlement.ended)}为止" if entitlement.ended else ""
    return f"{chinese_day(entitlement.in_force)}起施行{until}。"
