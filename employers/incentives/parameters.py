"""Numbers of a place on a day: from the case, else on record, else unknown with what the national rule allows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from employers.incentives.case import Case
from employers.incentives.incentive import Parameter
from law.article import Article

GIVEN = "按填写的数计算"
STEMS = (9, 6, 4, 2, 0)


class Known(NamedTuple):
    """``value`` None while unknown, then between ``floor`` and ``ceiling`` where these are not None."""

    value: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    source: Article | None
    given: bool = False


def known(parameter: Parameter, case: Case) -> Known:
    """The number for the case's place and day."""
    floor = _bound(parameter.floor, case.on)
    ceiling = _bound(parameter.ceiling, case.on)
    if parameter.code in case.parameters:
        return Known(case.parameters[parameter.code], floor, ceiling, None, given=True)
    for length in STEMS:
        stem = case.region[:length]
        if len(stem) == length and stem in parameter.places:
            dated = parameter.places[stem].at(case.on)
            if dated is not None:
                return Known(dated.value, floor, ceiling, dated.source)
    return Known(None, floor, ceiling, None)


def of_day(case: Case, day: date) -> Case:
    """The same case as of another day: numbers that outlive their rule are looked up on its last day."""
    return replace(case, on=day)


def _bound(timeline, on: date) -> Decimal | None:
    dated = timeline.at(on) if timeline is not None else None
    return dated.value if dated is not None else None
