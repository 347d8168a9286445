"""Lines as people could write them, for every incentive of the catalogue: right in form, whatever they say."""

from datetime import date

from hypothesis import strategies as st

from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import FactKind

REGIONS = ("", "44", "440106", "440305", "150602", "52", "211322", "640100")
TRUTHS = st.booleans() | st.none()
DAYS = st.dates(date(2009, 1, 1), date(2031, 12, 31)).map(str)
YEARS = st.integers(2014, 2029).map(str)
MONTHS = st.tuples(st.integers(2019, 2029), st.integers(1, 12)).map(lambda month: f"{month[0]}-{month[1]:02}")
AMOUNTS = st.integers(0, 10_000_000).map(lambda fen: f"{fen / 100:.2f}") | st.sampled_from([0, 3000, 12000, 600000])
SHARES = st.sampled_from(["0%", "1.5%", "3%", "7%", "25%", "0.5", "100%"])
VALUES = {
    FactKind.YES_NO: st.booleans(),
    FactKind.COUNT: st.integers(0, 400),
    FactKind.MONEY: AMOUNTS,
    FactKind.BALANCE: AMOUNTS | st.just("-5000"),
    FactKind.RATIO: SHARES,
    FactKind.DAY: DAYS,
}


def _some(values):
    return st.none() | values


def _fact(fact):
    if fact.options:
        return st.sampled_from(sorted(fact.options))
    if fact.kind is FactKind.MONTHS:
        keys = MONTHS | YEARS
        return st.dictionaries(keys, _some(VALUES[fact.of]), max_size=3).filter(_is_no_month_twice)
    if fact.kind is FactKind.YEARS:
        return st.dictionaries(YEARS, _some(VALUES[fact.of]), max_size=5)
    return VALUES.get(fact.kind, st.just("甲"))


def _is_no_month_twice(table):
    return not any(month[:4] in table for month in table if "-" in month)


def _parameter(parameter):
    return st.integers(0, 12000) if parameter.unit else SHARES


def _hire():
    return st.fixed_dictionaries(
        {},
        optional={
            "statuses": st.dictionaries(st.sampled_from(list(Status)), TRUTHS, max_size=4),
            "statuses_since": st.dictionaries(st.sampled_from(list(Status)), DAYS, max_size=2),
            "contract_from": DAYS,
            "open_ended": TRUTHS,
            "insured_months": _some(st.lists(MONTHS | MONTHS.map(lambda month: f"{month}/2029-12"), max_size=3)),
            "contributions": _some(st.dictionaries(st.sampled_from(list(Insurance)), _some(AMOUNTS), max_size=4)),
            "wage": _some(AMOUNTS),
            "months_used": _some(st.integers(0, 40)),
            "retires_on": _some(DAYS),
            "dispatched": TRUTHS,
            "hired_before": TRUTHS,
            "first_claimed_on": _some(DAYS),
        },
    ).flatmap(_with_end)


def _with_end(hire):
    if "contract_from" not in hire or hire.get("open_ended"):
        return st.just(hire)
    return _some(st.integers(1, 60)).map(lambda months: hire if months is None else {**hire, "contract_months": months})


def _taxes():
    periods = st.sampled_from((("",), tuple(f"-Q{n}" for n in range(1, 5)), tuple(f"-{n:02}" for n in range(1, 13))))
    return st.tuples(YEARS, periods, st.sets(st.sampled_from(list(Tax)), max_size=4)).flatmap(
        lambda chosen: st.lists(_some(AMOUNTS), min_size=48, max_size=48).map(
            lambda amounts: [
                {"kind": tax, "period": f"{chosen[0]}{period}", "payable": amount}
                for (tax, period), amount in zip(
                    ((tax, period) for tax in sorted(chosen[2]) for period in chosen[1]), amounts, strict=False
                )
            ]
        )
    )


def line(code):
    """One line that asks for the incentive ``code``."""
    incentive = CATALOGUE[code]
    return st.fixed_dictionaries(
        {"id": st.just("x"), "incentive": st.just(code), "as_of": YEARS.map(lambda year: f"{year}-12-31") | DAYS},
        optional={
            "region": st.sampled_from(REGIONS),
            "facts": st.fixed_dictionaries({}, optional={fact.code: _some(_fact(fact)) for fact in incentive.facts}),
            "parameters": st.fixed_dictionaries(
                {}, optional={one.code: _some(_parameter(one)) for one in incentive.parameters}
            ),
            "hires": st.lists(_hire(), max_size=3),
            "taxes": _taxes(),
            "earlier_use": st.fixed_dictionaries(
                {"by_tax": st.dictionaries(st.sampled_from(list(Tax)), AMOUNTS, max_size=2)}
            ),
        },
    )
