"""Each kind of expression as columns: what ``columns.City`` does with one node. Twin of the functions in ``find``."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.fact import DerivedFlag, DerivedNumber, Fact, Flag, Quantity
from welfare.rules.fixed import NO_BOUND, Fixed, chosen, exactly, extreme, integer
from welfare.rules.standards import Mode, Standard

if TYPE_CHECKING:
    from welfare.rules.columns import City

ROWS = "_members"
"""How many members a household has."""
PLACE = "_place"
"""Which place and day a household is looked at."""
FEN = Decimal("0.01")
NOTHING = exactly(Decimal(0))
OPEN = pl.lit(None, pl.Boolean)


def _flag(city: "City", flag: Flag, each: bool) -> pl.Expr:
    return city.fact(flag, each)


def _derived_flag(city: "City", derived: DerivedFlag, each: bool) -> pl.Expr:
    return pl.coalesce(city.fact(derived.fact, each), city.truth(derived.by, each))


def _clause(city: "City", clause: ex.Clause, each: bool) -> pl.Expr:
    return city.truth(clause.of, each)


def _all_of(city: "City", joined: ex.AllOf, each: bool) -> pl.Expr:
    return reduce(and_, (city.truth(one, each) for one in joined.of), pl.lit(True))


def _any_of(city: "City", joined: ex.AnyOf, each: bool) -> pl.Expr:
    return reduce(or_, (city.truth(one, each) for one in joined.of), pl.lit(False))


def _not(city: "City", negated: ex.Not, each: bool) -> pl.Expr:
    return ~city.truth(negated.of, each)


def _compare(city: "City", compared: ex.Compare, each: bool) -> pl.Expr:
    return _ordered(compared.operator, city.value(compared.left, each), city.value(compared.right, each))


def _ordered(operator: str, left: Fixed, right: Fixed) -> pl.Expr:
    if operator in ("<", "<="):
        return left.is_below(right, strictly=operator == "<")
    return right.is_below(left, strictly=operator == ">")


def _per_head_compared(city: "City", compared: over.PerHeadCompared, each: bool) -> pl.Expr:
    of = compared.left
    stated = city.fact(of.stated, each=False)
    by_stated = _ordered(compared.operator, _known(stated, of.stated).scaled(of.factor), city.value(compared.right))
    by_members = _ordered(compared.operator, NOTHING, city.value(compared.shortfall))
    return pl.when(stated.is_not_null()).then(by_stated).otherwise(by_members)


def _some_member(city: "City", some_member: over.SomeMember, each: bool) -> pl.Expr:
    truth = city.truth(some_member.of, each=True)
    if some_member.every:
        return city.gathered(truth, np.minimum)
    return city.gathered(truth, np.maximum)


def _recorded(city: "City", recorded: ex.Recorded, each: bool) -> pl.Expr:
    of = recorded.of
    if isinstance(of, Standard | Mode):
        town, country = _town_and_country(city, of, pl.Boolean, lambda level: level is not None)
        urban = city.urban()
        return pl.when(urban).then(town).when(~urban).then(country).otherwise(town & country)
    assert isinstance(of, Fact)
    return city.mentioned(of, each)


def _one_of(city: "City", one_of: ex.OneOf, each: bool) -> pl.Expr:
    of = one_of.of
    if isinstance(of, Mode):
        town, country = _town_and_country(
            city, of, pl.Boolean, lambda level: None if level is None else level in one_of.options
        )
        urban = city.urban()
        either = pl.when(town == country).then(town)
        return pl.when(urban).then(town).when(~urban).then(country).otherwise(either)
    assert isinstance(of, Fact)
    return city.fact(of, each).is_in(list(one_of.options))


def _on_or_after(city: "City", compared: ex.OnOrAfter, each: bool) -> pl.Expr:
    assert isinstance(compared.of, Fact)
    return city.fact(compared.of, each) >= compared.day


def _has_come(city: "City", compared: ex.HasCome, each: bool) -> pl.Expr:
    assert isinstance(compared.of, Fact)
    return city.fact(compared.of, each) <= city.day(each)


def _readings(city: "City", readings: ex.Readings, each: bool) -> pl.Expr:
    truths = {option: city.truth(condition, each) for option, condition in readings.of}
    chosen_one = truths.get(city.readings.get(readings.code, ""))
    if chosen_one is not None:
        return chosen_one
    every, none = reduce(and_, truths.values()), ~reduce(or_, truths.values())
    return pl.when(every).then(True).when(none).then(False)


def _rule(city: "City", rule: ex.Rule, each: bool) -> pl.Expr:
    arguments: list[Any] = []
    for one in rule.of:
        if isinstance(one, ex.Condition):
            arguments.append(city.truth(one, each))
        elif isinstance(one, ex.Number):
            arguments.append(city.value(one, each).rounded(FEN, up=False).to(2).point)
        else:
            assert isinstance(one, Fact)
            arguments.append(city.fact(one, each))
    return rule.columns(*arguments)


def _named(city: "City", named: ex.Named, each: bool) -> Fixed:
    return city.value(named.of, each)


def _constant(city: "City", constant: ex.Constant, each: bool) -> Fixed:
    return exactly(constant.value)


def _known(column: pl.Expr, quantity: Quantity) -> Fixed:
    return Fixed(column, column, quantity.digits)


def _quantity(city: "City", quantity: Quantity, each: bool) -> Fixed:
    column = city.fact(quantity, each)
    return Fixed(column if city.is_complete(quantity) else column.fill_null(0), column, quantity.digits)


def _derived_number(city: "City", derived: DerivedNumber, each: bool) -> Fixed:
    stated, by = city.fact(derived.fact, each), city.value(derived.by, each)
    digits = max(by.digits, derived.fact.digits)
    given, by = _known(stated, derived.fact).to(digits), by.to(digits)
    return Fixed(pl.coalesce(given.lo, by.lo), pl.coalesce(given.hi, by.hi), digits)


def _standard(city: "City", standard: Standard, each: bool) -> Fixed:
    digits = max(
        (integer(level)[1] for pair in city.levels(standard) for level in pair if level is not None), default=0
    )
    highest = None if standard.high is None else int(standard.high)
    high = NO_BOUND if highest is None else pl.lit(highest * 10**digits, pl.Int64)

    def stored(level: Any) -> int | None:
        return None if level is None else int(Decimal(level).scaleb(digits))

    town, country = _town_and_country(city, standard, pl.Int64, stored)
    urban = city.urban()
    known = town.is_not_null() & country.is_not_null()
    low = pl.when(known).then(pl.min_horizontal(town, country))
    top = pl.when(known).then(pl.max_horizontal(town, country))
    lo = pl.when(urban).then(town).when(~urban).then(country).otherwise(low)
    hi = pl.when(urban).then(town).when(~urban).then(country).otherwise(top)
    return Fixed(lo.fill_null(0), hi.fill_null(high), digits)


def _town_and_country(
    city: "City", standard: Standard | Mode, kind: type[pl.DataType], stored: Callable[[Any], Any]
) -> tuple[pl.Expr, pl.Expr]:
    levels = list(city.levels(standard))
    town = pl.Series([stored(pair[0]) for pair in levels], dtype=kind)
    country = pl.Series([stored(pair[1]) for pair in levels], dtype=kind)
    return city.placed(town), city.placed(country)


def _sum(city: "City", added: ex.Sum, each: bool) -> Fixed:
    return reduce(Fixed.plus, (city.value(term, each) for term in added.terms))


def _scaled(city: "City", scaled: ex.Scaled, each: bool) -> Fixed:
    return city.value(scaled.of, each).scaled(scaled.factor)


def _product(city: "City", product: ex.Product, each: bool) -> Fixed:
    return city.value(product.value, each).times(city.value(product.by, each))


def _extreme(city: "City", of: ex.Extreme, each: bool) -> Fixed:
    return extreme([city.value(one, each) for one in of.of], of.greatest)


def _rounded(city: "City", rounded: ex.Rounded, each: bool) -> Fixed:
    return city.value(rounded.of, each).rounded(rounded.step, rounded.up)


def _when(city: "City", choice: ex.When, each: bool) -> Fixed:
    condition = city.truth(choice.condition, each)
    return chosen(condition, city.value(choice.then, each), city.value(choice.otherwise, each))


def _total(city: "City", total: over.Total, each: bool) -> Fixed:
    summed = _summed(city, total.where, city.value(total.of, each=True))
    # Nobody wrote down who lives there: any number of members, not none.
    nobody = pl.lit(0, pl.Int64) if total.nonnegative else NO_BOUND
    return Fixed(pl.when(pl.col(ROWS) == 0).then(nobody).otherwise(summed.lo), summed.hi, summed.digits)


def _summed(city: "City", where: ex.Condition, of: Fixed) -> Fixed:
    """Over the members who count; one of whom that is open brings the number or nothing. Null without members."""
    counts, either = city.truth(where, each=True), of.or_nothing()
    lo = pl.when(counts).then(of.lo).when(~counts).then(0).otherwise(either.lo)
    hi = pl.when(counts).then(of.hi).when(~counts).then(0).otherwise(either.hi)
    return Fixed(city.gathered(lo, np.add), city.gathered(hi, np.add), of.digits)


def _shortfall(city: "City", shortfall: over.Shortfall, each: bool) -> Fixed:
    of, line, heads = shortfall.per_head, city.value(shortfall.line), city.value(shortfall.per_head.heads)
    ceiling = line.times(heads)
    given = city.fact(of.heads.fact, each=False).is_not_null() if isinstance(of.heads, DerivedNumber) else pl.lit(False)
    own_line = city.bounds_handed_down(chosen(given, NOTHING, line))
    summed = _summed(city, of.where, own_line.plus(city.value(of.each, each=True).scaled(-of.factor)))
    by_members = chosen(given, ceiling, NOTHING).plus(city.value(of.less).scaled(of.factor)).plus(summed)
    capped = extreme([ceiling, by_members], greatest=False)
    whole, head = city.fact(of.stated_total, each=False), city.fact(of.stated, each=False)
    by_whole = ceiling.plus(_known(whole, of.stated_total).scaled(-of.factor))
    by_head = line.plus(_known(head, of.stated).scaled(-of.factor)).times(heads)
    return chosen(head.is_not_null(), by_head, chosen(whole.is_not_null(), by_whole, capped))


def _elapsed(city: "City", elapsed: ex.Elapsed, each: bool) -> Fixed:
    assert isinstance(elapsed.of, Fact)
    since, day = city.fact(elapsed.of, each), city.day(each)
    years = (day.dt.year() - since.dt.year()).cast(pl.Int64)
    months = years * 12 + day.dt.month().cast(pl.Int64) - since.dt.month().cast(pl.Int64)
    full = (months - (day.dt.day() < since.dt.day()).cast(pl.Int64)).clip(lower_bound=0)
    column = full // 12 if elapsed.unit == "years" else full
    return Fixed(column.fill_null(0), column, 0)


TRUTH: dict[type, Callable[["City", Any, bool], pl.Expr]] = {
    Flag: _flag,
    DerivedFlag: _derived_flag,
    ex.Clause: _clause,
    ex.AllOf: _all_of,
    ex.AnyOf: _any_of,
    ex.Not: _not,
    ex.Compare: _compare,
    over.PerHeadCompared: _per_head_compared,
    over.SomeMember: _some_member,
    ex.Recorded: _recorded,
    ex.OneOf: _one_of,
    ex.OnOrAfter: _on_or_after,
    ex.HasCome: _has_come,
    ex.Readings: _readings,
    ex.Rule: _rule,
}

VALUE: dict[type, Callable[["City", Any, bool], Fixed]] = {
    ex.Named: _named,
    ex.Constant: _constant,
    Quantity: _quantity,
    DerivedNumber: _derived_number,
    Standard: _standard,
    ex.Sum: _sum,
    ex.Scaled: _scaled,
    ex.Product: _product,
    ex.Extreme: _extreme,
    ex.Rounded: _rounded,
    ex.When: _when,
    over.Total: _total,
    over.Shortfall: _shortfall,
    ex.Elapsed: _elapsed,
}
