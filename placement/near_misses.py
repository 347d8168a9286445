"""Near misses: refused vacancies of the client's own line, gathered by the one thing that would open them.

What the law keeps closed is gathered by bar, and what takes more than one step is only counted: it is no near miss.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from law.truth import Truth
from placement.best_vacancies import WITHIN, Matches
from placement.matching.constraints.constraint import Reason
from placement.matching.explain import Explanation
from placement.matching.unlock import Change, one_step, opens_along

# Changes of which every vacancy needs its own measure: 放宽到 12 公里 here, 放宽到 40 公里 there.
MEASURED = {
    "radius": "愿意去更远的地方上班",
    "district": "愿意去别的旗区上班",
    "wage_floor": "接受低于底线的工资",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """One vacancy behind a step; ``change`` None: an answer opens it, or closes it for good."""

    told: Explanation
    change: Change | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and what it opens, highest score first.

    text     what has to happen, in Chinese; empty for a question
    facts    what has to be asked: ``client.…``; empty for a decision
    reasons  why it is asked, each once
    along    vacancies of other lines that the decision opens too
    """

    text: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...]
    openings: tuple[Opening, ...]
    along: int


@dataclass(frozen=True, slots=True)
class Closed:
    """One occupational bar, and the vacancies that it keeps closed, highest score first."""

    reason: Reason
    found: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class NearMisses:
    """steps: easiest first; ``farther``: how many vacancies take more than one step, or what nobody can change."""

    steps: tuple[Step, ...]
    closed: tuple[Closed, ...]
    farther: int


def near_misses(matches: Matches) -> NearMisses:
    """Among the ``WITHIN`` best scored of the refused vacancies that are somewhat relevant."""
    asked: dict[tuple[str, ...], list[Opening]] = {}
    decided: dict[str, list[Opening]] = {}
    barred: dict[str, list[Explanation]] = {}
    rules: dict[str, Reason] = {}
    farther = 0
    for told in sorted(matches.near_misses(WITHIN), key=lambda told: -told.score):
        bars = [reason for reason in told.fails if reason.truth is Truth.NO and reason.code.startswith("bar.")]
        for reason in bars:
            rules.setdefault(reason.code, reason)
            barred.setdefault(reason.code, []).append(told)
        if bars:
            continue
        if all(reason.blocks for reason in told.fails):
            facts = sorted({fact for reason in told.fails for fact in reason.missing})
            asked.setdefault(tuple(facts), []).append(Opening(told, None))
        elif change := _step(matches, told):
            decided.setdefault(MEASURED.get(change.kind, change.text), []).append(Opening(told, change))
        else:
            farther += 1
    questions = [Step("", facts, _once(openings), tuple(openings), 0) for facts, openings in asked.items()]
    decisions = [Step(text, (), (), tuple(openings), _along(matches, openings)) for text, openings in decided.items()]
    closed = [Closed(rules[code], tuple(found)) for code, found in barred.items()]
    return NearMisses(tuple(questions + sorted(decisions, key=_cost)), tuple(closed), farther)


def _step(matches: Matches, told: Explanation) -> Change | None:
    refusing = {reason.code for reason in told.fails}
    return one_step(matches.seeker, told.post, refusing, matches.pool.posts, matches.as_of)


def _once(openings: Iterable[Opening]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.worker for opening in openings for reason in opening.told.fails))


def _cost(step: Step) -> int:
    """Of a decision; the best scored vacancy stays first among equals."""
    change = step.openings[0].change
    assert change is not None
    return change.cost


def _along(matches: Matches, openings: list[Opening]) -> int:
    told, change = openings[0].told, openings[0].change
    if change is None or change.kind in MEASURED:
        return 0
    others = opens_along(matches.seeker, told.post, change, matches.pool.posts, matches.as_of)
    return max(0, others - (len(openings) - 1))
