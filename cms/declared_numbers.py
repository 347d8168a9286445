"""Numbers that are declared for a place, by the name under which an editor chooses them: how much, since when, until
when. A number that holds no more is told with the day on which it ended, and as ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cms.declared import Kind, declared, key_of, parted
from employers.incentive_words import Number, numbers
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.incentive import Incentive, Parameter
from employers.incentives.parameters import STEMS
from law.article import Article
from law.dated import Dated
from welfare import standards
from welfare.public.about import ABOUT, Shown
from welfare.public.sums import Sum, sums
from welfare.public.which import PUBLIC


@dataclass(frozen=True, slots=True)
class Told:
    """One number as it is shown.

    words     with its unit; 待核实 where nobody has seen it for the place
    span      since when and until when, in words, where no days are given: for what is made of several numbers
    ended     it holds no more; ``until`` (or ``span``) says since when
    bounds    what the whole country allows today, where it says so
    """

    policy: str
    label: str
    words: str
    known: bool
    ended: bool = False
    since: date | None = None
    until: date | None = None
    span: str = ""
    bounds: str = ""
    sources: tuple[Article, ...] = ()
    review_by: date | None = None
    as_of: date | None = None

    @property
    def short(self) -> str:
        """The label without what stands in brackets."""
        return self.label.partition("（")[0]

    @property
    def is_overdue(self) -> bool:
        return None not in (self.review_by, self.as_of) and self.review_by <= self.as_of  # type: ignore[operator]


def every() -> Iterator[tuple[str, str, str]]:
    """Key, policy and label of each number that can be chosen. The key of a number is its policy's key and its own
    name: ``incentive:key_group_hire:quota``."""
    for incentive in INCENTIVES:
        for parameter in incentive.parameters:
            yield f"{key_of(Kind.INCENTIVE, incentive.code)}:{parameter.code}", incentive.name, parameter.text
    for entitlement in PUBLIC:
        for shown in ABOUT[entitlement.code].numbers:
            yield f"{key_of(Kind.ASSISTANCE, entitlement.code)}:{shown.label}", entitlement.name, shown.label


def policy_of(key: str) -> tuple[str, str]:
    """Kind and code of the policy to which the number of this key belongs."""
    kind, rest = parted(key)
    return kind, rest.partition(":")[0]


def told(key: str, region: str, as_of: date) -> tuple[Told, ...]:
    """The number in a place on a day; two where town and country differ; none where it is declared no more.

    Of an entitlement it costs a query.
    """
    kind, code = policy_of(key)
    name = key.removeprefix(f"{kind}:{code}:")
    if kind == Kind.INCENTIVE:
        incentive = CATALOGUE.get(code)
        found = next((one for one in incentive.parameters if one.code == name), None) if incentive else None
        return (_of_incentive(incentive, found, region, as_of),) if incentive and found else ()
    about = ABOUT.get(code)
    shown = next((one for one in about.numbers if one.label == name), None) if about else None
    return _of_entitlement(code, shown, region, as_of) if shown else ()


def _of_incentive(incentive: Incentive, parameter: Parameter, region: str, as_of: date) -> Told:
    whole = declared(Kind.INCENTIVE, incentive.code, as_of)
    assert whole is not None
    dated = _dated(parameter, region, as_of)
    today = _number(incentive, parameter, region, as_of)
    if dated is None:
        return Told(
            incentive.name, parameter.text, "待核实", False, whole.ended, until=whole.ended_on if whole.ended else None,
            bounds=today.bounds, as_of=as_of,
        )  # fmt: skip
    ended_on = min((day for day in (dated.valid_to, whole.ended_on) if day is not None), default=None)
    words = today._replace(value=dated.value).words
    return Told(
        policy=incentive.name,
        label=parameter.text,
        words=words,
        known=True,
        ended=ended_on is not None and ended_on < as_of,
        since=dated.valid_from,
        until=ended_on,
        bounds=today.bounds,
        sources=(dated.source,),
        review_by=dated.review_by,
        as_of=as_of,
    )


def _number(incentive: Incentive, parameter: Parameter, region: str, as_of: date) -> Number:
    return next(one for one in numbers(incentive, region, as_of) if one.code == parameter.code)


def _dated(parameter: Parameter, region: str, as_of: date) -> Dated[Decimal] | None:
    """What holds in the place on the day; else what held there last."""
    stems = [region[:length] for length in STEMS if len(region[:length]) == length]
    lines = [parameter.places[stem] for stem in stems if stem in parameter.places]
    holding = next((dated for line in lines if (dated := line.at(as_of)) is not None), None)
    if holding is not None:
        return holding
    over = [dated for line in lines for dated in line.values if dated.valid_to is not None and dated.valid_to < as_of]
    return max(over, key=lambda dated: dated.valid_from, default=None)


def _of_entitlement(code: str, shown: Shown, region: str, as_of: date) -> tuple[Told, ...]:
    whole = declared(Kind.ASSISTANCE, code, as_of)
    assert whole is not None
    day = min(as_of, whole.ended_on) if whole.ended_on else as_of
    return tuple(_of_sum(whole.name, whole.ended, one, as_of) for one in sums(shown, region, day, standards.book()))


def _of_sum(policy: str, ended: bool, one: Sum, as_of: date) -> Told:
    label = f"{one.label}（{one.who}）" if one.who else one.label
    past = ended or bool(not one.value and one.earlier)
    # 950 元/月（只到2023年12月31日，已经过期，不能按它算）
    words, _, over = one.earlier.partition("（")
    return Told(
        policy, label, one.value or words or "待核实", one.is_known or past, past, span=one.span or over.rstrip("）"),
        sources=one.sources, review_by=one.review_by, as_of=as_of,
    )  # fmt: skip
