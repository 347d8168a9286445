"""The form of the calculator: made from what an incentive declares and asks. It knows no name and no firm."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField

from employers.calculator_people import RATES, Reads, people_fields, person, reads
from employers.incentive_words import Number, numbers, others, standing
from employers.incentives import values
from employers.incentives.case import SURCHARGES, Case, Payable
from employers.incentives.case import Hire as Person
from employers.incentives.incentive import Fact, FactKind, Incentive, Parameter
from employers.incentives.months import Month, Period
from employers.typed_fields import ByMonth, Typed, field_of, known, number_field, told_of
from ui.widgets import Amount

SORTS = 3
"""How many sorts of people may be told apart; who differs in one thing is of another sort."""
YEARS_BACK = {0: "本年度", 1: "上一年度", 2: "前两年", 3: "前三年"}
USUAL = ("many", "status", "from", "term", "insured")


class CalculatorForm(forms.Form):
    """Nothing must be filled in: what is left open is named in the answer."""

    def __init__(self, incentive: Incentive, region: str, today: date, *args: Any, **options: Any) -> None:
        self.incentive, self.region, self.today = incentive, region, today
        self.beside = [one for one in others(incentive) if not standing(one, today).ended]
        self.both = (incentive, *self.beside)
        super().__init__(*args, **options)
        year = today.year
        self.fields["year"] = forms.TypedChoiceField(
            label="算哪一年",
            coerce=int,
            choices=[(str(one), f"{one} 年全年") for one in (year - 1, year, year + 1)],
            initial=str(year),
        )
        asked = [reads(one, region, date(year, 12, 31)) for one in self.both]
        self.own_reads = asked[0]
        self.reads = Reads(frozenset().union(*(one.paths for one in asked)))
        for index in range(SORTS if self.reads.people else 0):
            made = people_fields(self.reads, index, self.today.year)
            self.fields |= {f"{name}-{index}": field for name, field in made.items()}
        for fact in self.facts:
            self.fields |= dict(_fact_fields(fact, year))
        for tax in self.reads.taxes:
            label = f"{tax.label}全年应纳税额"
            self.fields[f"tax-{tax}"] = Typed(lambda text: values.amount(text, "元"), label=label, widget=Amount("元"))
        for number in self.numbers:
            self.fields[f"number-{number.code}"] = number_field(self._parameter(number.code), told_of(number))

    @cached_property
    def facts(self) -> list[Fact]:
        """Of both sides of a comparison, each once."""
        return list({fact.code: fact for one in reversed(self.both) for fact in one.facts}.values())

    @cached_property
    def numbers(self) -> list[Number]:
        """What the place sets, of both sides of a comparison."""
        found = [number for one in self.both for number in numbers(one, self.region, self.today)]
        return list({number.code: number for number in found}.values())

    def _parameter(self, code: str) -> Parameter:
        return next(one for incentive in self.both for one in incentive.parameters if one.code == code)

    # For the page ----------------------------------------------------------------------------------------------------

    @property
    def sorts(self) -> list[dict[str, Any]]:
        """The fields of each sort of people: the usual ones, and those to be unfolded."""
        return [self._sort(index) for index in range(SORTS if self.reads.people else 0)]

    def _sort(self, index: int) -> dict[str, Any]:
        mine = {name: self[f"{name}-{index}"] for name in people_fields(self.reads, index, self.today.year)}
        wrong = any(field.errors for field in mine.values())
        return {
            "usual": [field for name, field in mine.items() if name in USUAL],
            "more": [field for name, field in mine.items() if name not in USUAL],
            "open": index == 0 or wrong or (self.is_bound and bool(mine["many"].value())),
            "wrong": any(field.errors for name, field in mine.items() if name not in USUAL),
        }

    def _named(self, prefix: str, codes: Iterable[str] | None = None) -> list[BoundField]:
        found = [name for name in self.fields if name.startswith(prefix)]
        return [self[name] for name in found if codes is None or name.split("-")[1] in codes]

    @property
    def own_facts(self) -> list[BoundField]:
        """What the incentive itself asks first."""
        return self._named("fact-", self._own_codes & self._asked_codes)

    @property
    def more_facts(self) -> list[BoundField]:
        """What it reads besides, and counts only in some cases."""
        return self._named("fact-", self._own_codes - self._asked_codes - RATES)

    @property
    def other_facts(self) -> list[BoundField]:
        """What only the one that it is compared with asks."""
        return self._named("fact-", {fact.code for fact in self.facts} - self._own_codes)

    @property
    def _own_codes(self) -> set[str]:
        return {fact.code for fact in self.incentive.facts}

    @property
    def _asked_codes(self) -> set[str]:
        return {path.split(".")[1] for path in self.own_reads.paths if path.startswith("facts.")} - RATES

    @property
    def taxes(self) -> list[BoundField]:
        return [self[f"tax-{tax}"] for tax in self.reads.taxes if tax not in SURCHARGES]

    @property
    def surcharges(self) -> list[BoundField]:
        """Their amounts, and the rates by which they are reckoned otherwise."""
        rates = self._named("fact-", self._own_codes & RATES)
        return [self[f"tax-{tax}"] for tax in self.reads.taxes if tax in SURCHARGES] + rates

    @property
    def places(self) -> list[BoundField]:
        """What the place sets and nobody has seen, or what is wrong as typed."""
        return [field for field in self._named("number-") if self._is_open(field)]

    @property
    def other_places(self) -> list[BoundField]:
        return [field for field in self._named("number-") if not self._is_open(field)]

    def _is_open(self, field: BoundField) -> bool:
        own = {parameter.code for parameter in self.incentive.parameters}
        code = field.name.removeprefix("number-")
        unknown = any(number.code == code and number.value is None for number in self.numbers)
        return bool(field.errors) or (unknown and code in own)

    # The case --------------------------------------------------------------------------------------------------------

    def case(self) -> Case:
        """As filled in; of a valid form."""
        given: Mapping[str, Any] = self.cleaned_data
        year = given["year"]
        span = Period(Month(year, 1), Month(year, 12))
        taxes = {tax: given.get(f"tax-{tax}") for tax in self.reads.taxes}
        return Case(
            id="calculator",
            incentive=self.incentive.code,
            on=date(year, 12, 31),
            region=self.region,
            parameters=known({one.code: given.get(f"number-{one.code}") for one in self.numbers}),
            facts=known({fact.code: self._value(fact, year) for fact in self.facts}),
            hires=tuple(self._people(year)),
            taxes=tuple(Payable(tax, span, amount) for tax, amount in taxes.items() if amount is not None),
        )

    def _value(self, fact: Fact, year: int) -> Any:
        name, given = f"fact-{fact.code}", self.cleaned_data
        if fact.kind is FactKind.YEARS:
            return known({str(year - back): given.get(f"{name}-{back}") for back in YEARS_BACK}) or None
        value = given.get(name)
        if fact.kind is FactKind.MONTHS and value:
            # Typed for the year that the form began with; meant for the one that is chosen.
            return {str(Month(year, Month.parse(key).month)): one for key, one in value.items()}
        return value

    def _people(self, year: int) -> Iterator[Person]:
        number = 0
        for index in range(SORTS if self.reads.people else 0):
            given = {
                name: self.cleaned_data.get(f"{name}-{index}")
                for name in people_fields(self.reads, index, self.today.year)
            }
            for _ in range(given["many"] or 0):
                number += 1
                yield person(str(number), given, self.reads, year)


def _fact_fields(fact: Fact, year: int) -> Iterator[tuple[str, forms.Field]]:
    name = f"fact-{fact.code}"
    if fact.kind is FactKind.YEARS:
        for back, words in YEARS_BACK.items():
            yield f"{name}-{back}", field_of(fact, fact.of, f"{fact.text}：{words}")
    elif fact.kind is FactKind.MONTHS:
        yield name, ByMonth(fact, year)
    else:
        yield name, field_of(fact, fact.kind, fact.text)
