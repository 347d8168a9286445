"""计算器: what an incentive would bring, for any place, before anybody is registered. The portal reckons by the same.

A calculation can be carried on: as ``{code, region, year, fields}``, plain JSON, it goes through a hidden field, waits
with a registration, and is put back into the form of another place. It comes from a stranger's browser: what is not of
the form is dropped, and of something else than a calculation nothing is left.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from employers.calculator_form import CalculatorForm
from employers.incentive_sums import Row, Table, rows, tables
from employers.incentive_words import Told, cited_once, told, why
from employers.incentives.asked import Asked, asked
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.evaluate import choose, evaluate
from employers.incentives.incentive import Incentive
from law.terms import chinese_day
from ui.templatetags.ui import money

LARGEST = 12_000
"""Characters of a carried calculation. The form with everything filled in to the brim stays below."""
LONGEST = 400
"""Characters of one field, as the widest field of the form takes."""
YEAR, NUMBER = "year", "number-"
_PLACE = re.compile(r"\d{2}(?:\d{2}){0,2}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Calculation(TypedDict):
    """``fields`` by their names in the form, as typed, without the empty ones and without the year."""

    code: str
    region: str
    year: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those of which only one can be had."""

    incentive: Incentive
    told: Told
    better: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that came out, as a page shows it: the sum, its parts, why, what is open, and the other choice.

    source     where most of ``why`` is written; "" where no source is shared
    choice     empty where nothing excludes the incentive; ``undecided``: which of them brings more is open
    """

    told: Told
    why: list[dict[str, Any]]
    source: str
    rows: list[Row]
    tables: list[Table]
    remarks: tuple[str, ...]
    missing: tuple[Asked, ...]
    choice: tuple[Choice, ...] = ()

    @property
    def undecided(self) -> bool:
        return bool(self.choice) and not any(one.better for one in self.choice)


def answer(form: CalculatorForm) -> Answer:
    """Of a valid form."""
    case, incentive = form.case(), form.incentive
    result = evaluate(case)
    choice: tuple[Choice, ...] = ()
    if form.beside:
        made = choose(case, (one.code for one in form.both))
        choice = tuple(Choice(one, told(made.results[one.code]), made.better == one.code) for one in form.both)
    reasons = cited_once(why(result.reasons))
    return Answer(
        told=told(result),
        why=reasons["why"],
        source=reasons["source"],
        rows=rows(incentive.code, result.components),
        tables=tables(incentive.code, result.components),
        remarks=tuple(result.components.get("remarks", ())),
        missing=asked(result.missing, form.both),
        choice=choice,
    )


# Carried on -----------------------------------------------------------------------------------------------------------


def calculation_of(form: CalculatorForm) -> Calculation:
    """What was typed into a valid form."""
    return {
        "code": form.incentive.code,
        "region": form.region,
        "year": form.cleaned_data[YEAR],
        "fields": fields_of(form),
    }


def fields_of(form: CalculatorForm) -> dict[str, str]:
    """What stands in a bound form, as typed; what is wrong or empty is left out."""
    typed = {name: form[name].value() for name in form.fields if name != YEAR and name not in form.errors}
    return {name: value for name, value in typed.items() if isinstance(value, str) and _is_kept(value)}


def _is_kept(value: str) -> bool:
    return bool(value.strip()) and len(value) <= LONGEST and not _UNSEEN.search(value)


def form_of(calculation: Calculation, today: date, region: str = "") -> CalculatorForm:
    """The form filled in again, bound, for its own place or another; a year that can no longer be chosen is this one.

    ``calculation`` as ``read`` gives it. Numbers that were typed for one place do not hold in another.
    """
    year = calculation["year"] if abs(calculation["year"] - today.year) <= 1 else today.year
    moved = bool(region) and region != calculation["region"]
    fields = {name: value for name, value in calculation["fields"].items() if not (moved and name.startswith(NUMBER))}
    data = {**fields, YEAR: str(year)}
    return CalculatorForm(CATALOGUE[calculation["code"]], region or calculation["region"], today, data)


def written(calculation: Calculation) -> str:
    """For a hidden field."""
    return json.dumps(calculation, ensure_ascii=False, separators=(",", ":"))


def read(text: object, today: date) -> Calculation | None:
    """The calculation in what a browser sent; None where there is none. Fields that the form does not have, or cannot
    read, are dropped."""
    if not isinstance(text, str) or not 0 < len(text) <= LARGEST:
        return None
    try:
        found = json.loads(text, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return None
    return kept(found, today)


def kept(found: object, today: date) -> Calculation | None:
    """As ``read``, of the parsed value: also of one that was stored when the form was another."""
    match found:
        case {"code": str(code), "region": str(region), "year": int(year), "fields": dict(fields)} if (
            code in CATALOGUE and _PLACE.fullmatch(region) and not isinstance(year, bool) and 2000 <= year <= 2100
        ):
            plain = {name: value for name, value in fields.items() if isinstance(value, str) and _is_kept(value)}
            made: Calculation = {"code": code, "region": region, "year": year, "fields": plain}
            return made | {"fields": fields_of(form_of(made, today))}
    return None


# On paper -------------------------------------------------------------------------------------------------------------


def typed_in(form: CalculatorForm) -> tuple[tuple[str, str], ...]:
    """What a valid form was filled in with, as (question, answer) in its order: for a result that is printed. A sort of
    people without a number is left out."""
    return tuple((_question(form, name), shown) for name in form.fields if (shown := _shown(form, name)))


def _sort_of(name: str) -> str:
    """The number of the sort of people that a field is about; "" for another."""
    last = name.rpartition("-")[2]
    return last if last.isdigit() and not name.startswith(("fact-", "tax-", NUMBER)) else ""


def _question(form: CalculatorForm, name: str) -> str:
    sort, label = _sort_of(name), str(form.fields[name].label)
    several = sum(bool(form[f"many-{index}"].value()) for index in "012" if f"many-{index}" in form.fields) > 1
    return f"第 {int(sort) + 1} 种人：{label}" if sort and several else label


def _shown(form: CalculatorForm, name: str) -> str:
    value, sort = form[name].value(), _sort_of(name)
    if not isinstance(value, str) or not value.strip() or (sort and not form[f"many-{sort}"].value()):
        return ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    if choices:
        return str(choices.get(value, value))
    unit, clean = getattr(form.fields[name].widget, "unit", ""), form.cleaned_data.get(name)
    if isinstance(clean, date):
        return chinese_day(clean)
    return f"{money(clean) if unit == '元' and clean is not None else value} {unit}".strip()
