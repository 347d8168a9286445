"""A whole city at once: the same expressions as polars expressions over households and members.

The fast twin of ``find``: same truths, same bounds, no words. A condition is a Boolean column with null for open
(``&``, ``|`` and ``~`` of polars are Kleene's), a number two columns of exact integers (``fixed``). What the household
has is handed down to its members, what members have is gathered up by sum, any or all; each column is computed once.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from law.truth import Truth
from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.compiled import FEN, PLACE, ROWS, TRUTH, VALUE
from welfare.rules.dictionary import as_of_date, is_urban_household
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import PERSON, Fact, Flag, Quantity
from welfare.rules.fixed import NO_BOUND, Fixed
from welfare.rules.frames import MENTIONED, OWNER, as_stored, column_type
from welfare.rules.standards import DECLARED, AnyStandard, Book

# Too cheap to keep: a column of their own would cost more than computing them again.
UNKEPT = (Flag, Quantity, ex.Constant, ex.Named, ex.Scaled, ex.Not, ex.OneOf, ex.OnOrAfter, ex.HasCome, ex.Clause)

VALUE_COLUMN = "_value"


class City:
    """Households and their members as columns (``frames``), under one book of standards.

    readings  chosen readings of ambiguous texts, for all households: code → option
    Raises ValueError if members are not in the order of their households.
    """

    def __init__(
        self,
        households: pl.DataFrame,
        members: pl.DataFrame,
        book: Book = DECLARED,
        readings: Mapping[str, str] | None = None,
    ) -> None:
        if not members[OWNER].is_sorted():
            raise ValueError("members stand in the order of their households")
        self.book = book
        self.readings = readings or {}
        places = households.select("region_code", "as_of_date").unique(maintain_order=True)
        self._places = places.rows()
        self._owner = members[OWNER]
        self._peopled = np.bincount(members[OWNER].to_numpy(), minlength=households.height)
        # Where the members of each household begin, households without members left out.
        self._starts = (np.cumsum(self._peopled) - self._peopled)[self._peopled > 0]
        placed = households.join(
            places.with_row_index(PLACE), on=["region_code", "as_of_date"], how="left", maintain_order="left"
        )
        # Not frames: a frame of a thousand columns takes longer to plan than to compute.
        self.households: dict[str, pl.Series] = {column.name: column for column in placed}
        self.households[ROWS] = pl.Series(ROWS, self._peopled)
        self.members: dict[str, pl.Series] = {column.name: column for column in members}
        self._truths: dict[tuple[int, bool], pl.Expr] = {}
        self._values: dict[tuple[int, bool], Fixed] = {}
        # An id is only a name while its node lives.
        self._kept: list[ex.Expression] = []

    def screen(self, entitlements: Iterable[Entitlement]) -> pl.DataFrame:
        """One row per household in order; for each entitlement ``code`` (Int8, the value of a ``Truth``) and the bounds
        of its amount in 分, ``code_lo`` and ``code_hi`` (null: no bound, no amount, or not entitled)."""
        columns: list[pl.Series] = []
        for entitlement in entitlements:
            condition, amount = entitlement.condition, entitlement.amount
            if entitlement.scope == PERSON:
                # The household has what one member has; what members have adds up.
                amount = None if amount is None else over.total(amount, condition)
                condition = over.any_member(condition)
            truth = self.truth(condition)
            day = pl.col("as_of_date")
            in_force = day >= entitlement.in_force
            if entitlement.ended is not None:
                in_force &= day <= entitlement.ended
            truth = in_force & truth
            columns.append(full(self.households, (truth.cast(pl.Int8) * 2).fill_null(1)).alias(entitlement.code))
            bounds = Fixed(NO_BOUND, NO_BOUND, 2) if amount is None else self.value(amount).rounded(FEN, up=False).to(2)
            for end, bound in (("lo", bounds.lo), ("hi", bounds.hi)):
                paid = pl.when(truth.is_null() | truth).then(bound)
                columns.append(full(self.households, paid).alias(f"{entitlement.code}_{end}"))
        return pl.DataFrame(columns)

    def truth(self, condition: ex.Condition, each: bool = False) -> pl.Expr:
        """A Boolean expression over the households, or over the members (``each``); null while it is open."""
        key = (id(condition), each)
        if key not in self._truths:
            self._kept.append(condition)
            if each and not condition.personal:
                self._truths[key] = self.handed_down(self.truth(condition))
            else:
                compiled = TRUTH[type(condition)](self, condition, each)
                self._truths[key] = compiled if isinstance(condition, UNKEPT) else self._column(compiled, each)
        return self._truths[key]

    def value(self, number: ex.Number, each: bool = False) -> Fixed:
        """Bounds over the households, or over the members (``each``)."""
        key = (id(number), each)
        if key not in self._values:
            self._kept.append(number)
            if each and not number.personal and not isinstance(number, ex.Constant):
                self._values[key] = self.bounds_handed_down(self.value(number))
            else:
                compiled = VALUE[type(number)](self, number, each)
                kept = isinstance(number, UNKEPT)
                self._values[key] = compiled if kept else compiled.each(lambda bound: self._column(bound, each))
        return self._values[key]

    def fact(self, fact: Fact, each: bool) -> pl.Expr:
        """The column of a fact; where nobody mentions it, the answer for that."""
        if fact.personal and not each:
            raise ValueError(f"{fact.code} is a fact of one member: use it inside count, total or any_member")
        if fact.code not in (self.members if fact.personal else self.households):
            return pl.lit(as_stored(fact, fact.absent), column_type(fact))
        if not each or fact.personal:
            return pl.col(fact.code)
        key = (id(fact), True)
        if key not in self._truths:
            self._truths[key] = self.handed_down(pl.col(fact.code))
        return self._truths[key]

    def mentioned(self, fact: Fact, each: bool) -> pl.Expr:
        """Whether anybody spoke of it, if only to say that it is not known; always where silence is an answer."""
        if fact.absent is not None:
            return pl.lit(True)
        column = fact.code + MENTIONED
        if column in (self.members if fact.personal else self.households):
            return pl.col(column)
        return self.fact(fact, each).is_not_null()

    def is_complete(self, fact: Fact) -> bool:
        """Nobody's answer is missing."""
        columns = self.members if fact.personal else self.households
        return fact.code in columns and not columns[fact.code].null_count()

    def urban(self) -> pl.Expr:
        """Whether the household is of the town; null while that is open."""
        return self.fact(is_urban_household, each=False)

    def day(self, each: bool) -> pl.Expr:
        """The day as of which each household is looked at."""
        return self.fact(as_of_date, each)

    def handed_down(self, expression: pl.Expr) -> pl.Expr:
        """What the household has as a column of its members."""
        return self._new(full(self.households, expression).gather(self._owner), each=True)

    def bounds_handed_down(self, number: Fixed) -> Fixed:
        return number.each(self.handed_down)

    def gathered(self, expression: pl.Expr, how: np.ufunc) -> pl.Expr:
        """A column of the members brought together per household: ``np.add`` of integers, ``np.maximum`` (one at least)
        or ``np.minimum`` (each) of truths. A null among them makes a sum null; a household without members is null."""
        values = full(self.members, expression)
        truths = values.dtype == pl.Boolean
        peopled = self._peopled > 0
        column = np.zeros(len(peopled), np.int8 if truths else np.int64)
        is_open = ~peopled
        if len(values):
            whole = (values.cast(pl.Int8) * 2).fill_null(1) if truths else values.fill_null(0)
            column[peopled] = how.reduceat(whole.to_numpy(), self._starts)
            if truths:
                is_open |= column == Truth.UNKNOWN.value
            elif values.null_count():
                is_open[peopled] = np.logical_or.reduceat(values.is_null().to_numpy(), self._starts)
        found = pl.Series(column)
        if truths:
            found = found == Truth.YES.value
        # A mask and a null are cheaper than a join: members already stand in the order of their households.
        return self._new(pl.select(pl.when(~pl.Series(is_open)).then(found)).to_series(), each=False)

    def levels(self, standard: AnyStandard) -> Iterator[tuple[Any, Any]]:
        """For each place and day its level in town and in the country; None where there is none."""
        for region, day in self._places:
            town, country = (self.book.find(standard, region, urban, day) for urban in (True, False))
            yield (None if town is None else town.value, None if country is None else country.value)

    def placed(self, values: pl.Series) -> pl.Expr:
        """A value per place and day as a column of the households."""
        return self._new(values.gather(self.households[PLACE]), each=False)

    def _column(self, expression: pl.Expr, each: bool) -> pl.Expr:
        return self._new(full(self.members if each else self.households, expression), each)

    def _new(self, column: pl.Series, each: bool) -> pl.Expr:
        columns = self.members if each else self.households
        name = f"_{len(columns)}"
        columns[name] = column.alias(name)
        return pl.col(name)


def screen(
    households: pl.DataFrame,
    members: pl.DataFrame,
    entitlements: Iterable[Entitlement],
    book: Book = DECLARED,
    readings: Mapping[str, str] | None = None,
    part: int = 50_000,
) -> pl.DataFrame:
    """``City.screen`` in parts of so many households, which bounds the memory and changes nothing else."""
    asked = tuple(entitlements)
    owner = members[OWNER].to_numpy()
    found = []
    for first in range(0, max(1, households.height), part):
        begin, end = (int(at) for at in np.searchsorted(owner, (first, first + part)))
        people = members.slice(begin, end - begin).with_columns(pl.col(OWNER) - first)
        found.append(City(households.slice(first, part), people, book, readings).screen(asked))
    return pl.concat(found)


def full(columns: Mapping[str, pl.Series], expression: pl.Expr) -> pl.Series:
    """The expression as a column of full length, also where it is one and the same literal for every row.

    polars keeps such a column as one value, and comparing a literal with it then gives one row instead of all.
    """
    names = expression.meta.root_names() or [next(iter(columns))]
    frame = pl.DataFrame([columns[name] for name in dict.fromkeys(names)])
    return frame.with_columns(expression.alias(VALUE_COLUMN)).get_column(VALUE_COLUMN).rechunk()
