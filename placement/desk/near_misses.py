"""为什么不行: what is one step away, each step once with its vacancies; what the law keeps closed; and the counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import open_case
from clients.may import may_change
from clients.models import Client
from people.doors import desk
from people.models import Purpose, Role
from placement.best_vacancies import Matches, Missing, for_client
from placement.desk.match_card import meta_of, post_in, wage_hint, whole_points
from placement.desk.questions import Question, questions
from placement.matching.bars import BARS, Bar
from placement.matching.explain import Explanation
from placement.near_misses import Closed, Opening, Step, near_misses
from placement.override_bar import may_override
from placement.search.card import Card

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
# Vacancies of one step that are shown before the rest is folded away.
AT_ONCE = 4
_BARS = {f"bar.{bar.code}": bar for bar in BARS}


@dataclass(frozen=True, slots=True)
class Row:
    """One vacancy under a step: what it would score, short facts, why it is the client's line, what it takes."""

    card: Card
    score: int
    meta: list[str]
    why: str
    takes: str
    hint: str
    hint_tone: str
    kept: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One step as the page shows it: ``questions`` for what is to be asked, else ``text``; ``course``: it is a paper
    that is taught somewhere."""

    text: str
    questions: list[Question]
    reasons: tuple[str, ...]
    rows: list[Row]
    rest: list[Row]
    along: int
    course: bool


@dataclass(frozen=True, slots=True)
class Barred:
    """One bar in full, once, and the vacancies behind it."""

    bar: Bar
    text: str
    cards: list[Card]


@require_safe
@desk(*STAFF)
def of_client(request, client_id):
    """Everything that is one step away, and how many vacancies each obstacle excludes."""
    client = open_case(request, client_id, Purpose.MATCHING)
    matches = for_client(client, request.user, timezone.localdate())
    found = near_misses(matches)
    context = {
        "client": client,
        "matches": matches,
        "may_change": may_change(request.user, client) and client.is_open,
        "may_override": may_override(request.user, client),
        "near": groups(client, matches, found.steps, set(client.shortlist.values_list("vacancy_id", flat=True))),
        "barred": [_barred(matches, closed) for closed in found.closed],
        "farther": found.farther,
        "obstacles": [{"label": label, "value": count} for label, count in matches.failed],
    }
    return render(request, "placement/desk/near_misses.html", context)


def groups(client: Client, matches: Matches, steps: Iterable[Step], kept: set[int]) -> list[Group]:
    """The steps in words; ``kept``: ids of the vacancies on the client's shortlist."""
    return [_group(client, matches, step, kept) for step in steps]


def _group(client: Client, matches: Matches, step: Step, kept: set[int]) -> Group:
    rows = [_row(matches, opening, kept) for opening in step.openings]
    asked = questions(client, [Missing(fact, 0, 0) for fact in step.facts])
    change = step.openings[0].change
    course = change is not None and change.kind == "certificate"
    return Group(step.text, asked, step.reasons, rows[:AT_ONCE], rows[AT_ONCE:], step.along, course)


def _row(matches: Matches, opening: Opening, kept: set[int]) -> Row:
    told, change = opening.told, opening.change
    card = matches.pool.card(told.post)
    hint, tone = wage_hint(card, matches.seeker.wage_floor)
    return Row(
        card=card,
        score=_score(told),
        meta=meta_of(card, matches.seeker, post_in(matches, card), matches.as_of),
        why=told.evidence[0] if told.evidence else "",
        takes=change.text if change is not None and change.kind in ("radius", "wage_floor") else "",
        hint=hint,
        hint_tone=tone,
        kept=card.id in kept,
        bars=tuple(_BARS[reason.code] for reason in told.fails if reason.code in _BARS),
    )


def _score(told: Explanation) -> int:
    return sum(part["value"] for part in whole_points(told.contributions))


def _barred(matches: Matches, closed: Closed) -> Barred:
    cards = [matches.pool.card(told.post) for told in closed.found]
    return Barred(_BARS[closed.reason.code], closed.reason.worker, cards)
