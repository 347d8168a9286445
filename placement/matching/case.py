"""The facts that occupational bars look at, each yes, no or not known. They live in the case zone and never leave it.

``Case()`` is a rehabilitation client of whom nothing is recorded: every bar that could apply asks. Somebody who is
not known to be a client has no ``Case`` at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from law.terms import Measure
from law.truth import Truth
from lexicon.features import Labelled


class Fact(Labelled):
    """A question that a worker can answer with yes or no. Values are stored; labels are asked."""

    DRUG_USE_RECORD = "drug_use_record", "有吸毒行为记录"
    DRUG_DRIVING = "drug_driving", "曾因吸毒后驾驶机动车被查获"
    LICENCE_CANCELLED = "licence_cancelled", "驾驶证曾被注销"
    LICENCE_REGAINED = "licence_regained", "驾驶证注销后已重新取得"
    RECENT_USE = "recent_use", "三年内有吸毒行为"
    DETAINED = "detained", "受过行政拘留"
    THREE_DETENTIONS = "three_detentions", "受过三次以上行政拘留"
    CRIMINAL_PENALTY = "criminal_penalty", "受过刑事处罚"
    INTENTIONAL_CRIME = "intentional_crime", "曾因故意犯罪被刑事处罚"
    DRUG_CRIME = "drug_crime", "有毒品犯罪记录"
    COMPULSORY_ISOLATION = "compulsory_isolation", "曾被强制隔离戒毒（含2008年以前的强制戒毒）"
    UNDER_MEASURE = "under_measure", "正在执行戒毒措施"
    ORDERED_MEASURE = "ordered_measure", "曾被责令社区戒毒、社区康复或者决定强制隔离戒毒"


FACTS = {fact.value: fact for fact in Fact}

ORDERED = frozenset({Measure.COMMUNITY_TREATMENT, Measure.COMPULSORY_ISOLATION, Measure.COMMUNITY_RECOVERY})
"""Measures that the police order, which presupposes a record of use. 自愿戒毒 and 药物维持治疗 do not."""

_CAUSES = {
    Fact.DRUG_CRIME: (Fact.INTENTIONAL_CRIME,),
    Fact.INTENTIONAL_CRIME: (Fact.CRIMINAL_PENALTY,),
    Fact.THREE_DETENTIONS: (Fact.DETAINED,),
    Fact.COMPULSORY_ISOLATION: (Fact.ORDERED_MEASURE,),
    Fact.ORDERED_MEASURE: (Fact.DRUG_USE_RECORD,),
    Fact.DRUG_DRIVING: (Fact.DRUG_USE_RECORD,),
    Fact.RECENT_USE: (Fact.DRUG_USE_RECORD,),
}
"""What a fact implies: who has a record of drug crime was punished for an intentional crime."""


@dataclass(frozen=True, slots=True)
class MeasureSpan:
    """One period of a measure. ``start`` None: at some time; ``end`` None: not ended as far as recorded."""

    kind: Measure
    start: date | None = None
    end: date | None = None

    def began_by(self, day: date) -> bool:
        return self.start is None or self.start <= day

    def runs_on(self, day: date) -> bool:
        return self.began_by(day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is recorded of one client.

    measures              every measure, complete; None when the list itself is not known
    facts                 answers to single questions; absent or None is not known
    last_use_on           last day of use known to the worker
    licence_cancelled_on  day on which the driving licence was cancelled
    licence_regained_on   day on which it was obtained again
    """

    measures: tuple[MeasureSpan, ...] | None = None
    facts: Mapping[Fact, bool | None] = field(default_factory=lambda: MappingProxyType({}))
    last_use_on: date | None = None
    licence_cancelled_on: date | None = None
    licence_regained_on: date | None = None

    def knows(self, fact: Fact, as_of: date) -> Truth:
        """The truth of one fact on that day, from the answer given, from the dates and measures recorded, and from
        what other facts imply. A yes from any of them stands; a no needs an answer or a complete list of measures.
        """
        answers = [Truth.of(self.facts.get(fact)), self._recorded(fact, as_of)]
        answers += [Truth.YES for cause, effects in _CAUSES.items() if fact in effects and self._yes(cause, as_of)]
        if any(self._denied(effect) for effect in _CAUSES.get(fact, ())):
            answers.append(Truth.NO)
        if Truth.YES in answers:
            return Truth.YES
        return Truth.NO if Truth.NO in answers else Truth.UNKNOWN

    def _yes(self, fact: Fact, as_of: date) -> bool:
        return self.knows(fact, as_of) is Truth.YES

    def _denied(self, fact: Fact) -> bool:
        return self.facts.get(fact) is False or any(map(self._denied, _CAUSES.get(fact, ())))

    def _recorded(self, fact: Fact, as_of: date) -> Truth:
        """What dates and measures say of a fact."""
        match fact:
            case Fact.COMPULSORY_ISOLATION:
                return self._had({Measure.COMPULSORY_ISOLATION}, as_of)
            case Fact.ORDERED_MEASURE:
                return self._had(ORDERED, as_of)
            case Fact.UNDER_MEASURE if self.measures is not None:
                return Truth.of(any(span.runs_on(as_of) for span in self.measures))
            case Fact.RECENT_USE:
                return self._used_within_three_years(as_of)
            case Fact.LICENCE_CANCELLED if self.licence_cancelled_on and self.licence_cancelled_on <= as_of:
                return Truth.YES
            case Fact.LICENCE_REGAINED if self.licence_regained_on and self.licence_regained_on <= as_of:
                return Truth.YES
        return Truth.UNKNOWN

    def _had(self, kinds: frozenset[Measure] | set[Measure], as_of: date) -> Truth:
        if self.measures is None:
            return Truth.UNKNOWN
        return Truth.of(any(span.kind in kinds and span.began_by(as_of) for span in self.measures))

    def _used_within_three_years(self, as_of: date) -> Truth:
        """YES when the last use known is less than three years ago; an older one may not be the last, so never NO."""
        if self.last_use_on is not None and self.last_use_on <= as_of < three_years_after(self.last_use_on):
            return Truth.YES
        return Truth.UNKNOWN

    def isolation_ended_within_three_years(self, as_of: date) -> Truth:
        """解除强制隔离戒毒措施未满三年; a measure that still runs counts as not ended."""
        if self.measures is None:
            isolated = self.knows(Fact.COMPULSORY_ISOLATION, as_of)
            return Truth.NO if isolated is Truth.NO else Truth.UNKNOWN
        spans = [s for s in self.measures if s.kind is Measure.COMPULSORY_ISOLATION and s.began_by(as_of)]
        if any(span.end is not None and as_of < three_years_after(span.end) for span in spans):
            return Truth.YES
        return Truth.UNKNOWN if any(span.end is None for span in spans) else Truth.NO


@dataclass(frozen=True, slots=True)
class Override:
    """A licensed person's decision that a bar does not apply to this seeker, with the citation that carries it.

    bar         code of the bar
    citation    legal basis in words, never empty
    decided_by  who decided, as an opaque reference
    post        vacancy it is limited to, None for every vacancy that the bar concerns
    until       last day on which it holds, None for no end
    """

    bar: str
    citation: str
    decided_by: str
    decided_on: date
    post: str | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.citation.strip():
            raise ValueError(f"an override of {self.bar} needs a citation")

    def covers(self, bar: str, post: str, as_of: date) -> bool:
        return (
            self.bar == bar
            and self.post in (None, post)
            and self.decided_on <= as_of
            and (self.until is None or as_of <= self.until)
        )


def three_years_after(day: date) -> date:
    """The same day three years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 3)
    except ValueError:
        return date(day.year + 3, 3, 1)
