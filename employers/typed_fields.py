"""Form fields for what incentives read: typed as people write it, unknown where nothing is typed."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from employers.incentive_words import Number
from employers.incentives import values
from employers.incentives.incentive import Fact, FactKind, Parameter
from employers.incentives.months import Month
from employers.incentives.read_fact import read_parameter, read_value
from employers.incentives.values import Wrong
from ui.widgets import Amount

YES_NO = [("yes", "是"), ("no", "否"), ("", "不清楚")]
NUMBERS = (FactKind.COUNT, FactKind.MONEY, FactKind.BALANCE, FactKind.RATIO)


class Typed(forms.CharField):
    """One value by its reader, which raises Wrong with words for the screen; None where nothing is typed."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        self.read = read
        super().__init__(**({"required": False, "max_length": 60} | options))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if values.is_unknown(text):
            return None
        try:
            return self.read(text)
        except Wrong as wrong:
            raise ValidationError(f"{wrong}。") from None


class YesNo(forms.ChoiceField):
    """True, False, or None where nobody knows."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"required": False, "choices": YES_NO, "widget": forms.RadioSelect}
        super().__init__(**(usual | options))

    def clean(self, value: Any) -> bool | None:
        chosen = super().clean(value)
        return {"yes": True, "no": False}.get(chosen)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


def field_of(fact: Fact, kind: FactKind, label: str, **options: Any) -> forms.Field:
    """The field of one bare value of a fact; its clean value is as ``FactKind`` says, None while unknown."""
    if kind is FactKind.YES_NO:
        return YesNo(label=label, **options)
    if kind is FactKind.DAY:
        return forms.DateField(label=label, required=False, **options)
    if kind is FactKind.TEXT and fact.options:
        choices = [("", "不清楚"), *fact.options.items()]
        return forms.ChoiceField(label=label, required=False, choices=choices, **options)
    if kind is FactKind.RATIO:
        options = {"help_text": "写成 25% 或 0.25"} | options
    widget = Amount(fact.unit) if kind in NUMBERS and kind is not FactKind.RATIO else None
    return Typed(
        lambda text: read_value(fact, kind, text), label=label, **({"widget": widget} if widget else {}), **options
    )


class ByMonth(Typed):
    """A table by months, typed as one number for every month, or as numbers one after the other from January on."""

    def __init__(self, fact: Fact, year: int, **options: Any) -> None:
        self.fact, self.year = fact, year
        help_text = "每个月一样就填一个数；不一样就从 1 月起依次写，用逗号隔开。"
        super().__init__(self._months, label=fact.text, max_length=400, help_text=help_text, **options)

    def _months(self, text: str) -> dict[str, Any]:
        numbers = [one for one in re.split(r"[，,、；;\s]+", text) if one]
        if len(numbers) > 12:
            raise Wrong("一年只有 12 个月，写多了")
        each = numbers * 12 if len(numbers) == 1 else numbers
        read = (read_value(self.fact, self.fact.of, one) for one in each)
        return {str(Month(self.year, month)): value for month, value in enumerate(read, start=1)}

    def prepare_value(self, value: Any) -> Any:
        """As it was typed: 12, or 12，13，13."""
        if not isinstance(value, dict):
            return value
        inside = [str(one) for key, one in sorted(value.items()) if key.startswith(f"{self.year}")]
        return inside[0] if len(inside) == 12 and len(set(inside)) == 1 else "，".join(inside)


def number_field(parameter: Parameter, told: str) -> Typed:
    """A number that the place sets, in its unit."""

    def read(text: str) -> Any:
        errors: list[Any] = []
        found = read_parameter(parameter, parameter.code, text, errors)
        if errors:
            raise Wrong(errors[0].message)
        return found

    return Typed(read, label=parameter.text, help_text=told, widget=Amount(parameter.unit))


def told_of(number: Number) -> str:
    """What an empty field stands for, and how a share is written."""
    if number.value is not None:
        told = f"空着就按 {number.words}算。"
    else:
        told = f"本地的数待核实{f'，{number.bounds}' if number.bounds else ''}。"
    return told if number.unit not in ("", "%") else f"{told}写成 25% 或 0.25。"


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody knows."""
    return {name: value for name, value in values.items() if value not in (None, "")}
