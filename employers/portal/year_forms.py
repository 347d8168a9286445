"""What a firm types about its year: its tax returns, and what incentives read of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from employers.hire_cases import OF_THE_CODE, PARAMETERS
from employers.incentive_words import Number
from employers.incentives import values
from employers.incentives.case import Tax
from employers.incentives.incentive import Fact, FactKind, Incentive
from employers.portal.dossier_forms import yuan_field
from employers.typed_fields import ByMonth, Typed, field_of, number_field, told_of
from ui.widgets import Amount

WHOLE_YEAR = "-all"
SPANS = [
    *((f"-{number:02}", f"{number} 月") for number in range(1, 13)),
    *((f"-Q{number}", f"第 {number} 季度") for number in range(1, 5)),
    (WHOLE_YEAR, "全年"),
]


class ReturnForm(forms.Form):
    """One tax of one return. ``span`` stands behind the year, nothing for the whole of it."""

    tax = forms.ChoiceField(label="税种", choices=[(tax.value, tax.label) for tax in Tax if tax is not Tax.BUSINESS])
    span = forms.ChoiceField(label="所属期", choices=SPANS)
    payable = yuan_field("应纳税额", help_text="抵减之前的数。")
    offset = Typed(
        lambda text: values.amount(text, "元"),
        label="已抵减",
        widget=Amount("元"),
        help_text="没有抵减填 0，还不知道就空着。",
    )

    def clean_span(self) -> str:
        span: str = self.cleaned_data["span"]
        return "" if span == WHOLE_YEAR else span


class FactsForm(forms.Form):
    """What one incentive reads of the firm, and of its place, in one year. ``kept`` as ``FirmYear.facts``; ``known``
    what is on record of the place."""

    def __init__(
        self,
        incentive: Incentive,
        year: int,
        kept: Mapping[str, Any],
        known: Iterable[Number],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.incentive, self.year = incentive, year
        self.asked = [fact for fact in incentive.facts if fact.code != OF_THE_CODE and not fact.of_one]
        for fact in self.asked:
            value = kept.get(fact.code)
            if fact.kind is FactKind.MONTHS:
                self.fields[fact.code] = ByMonth(fact, year)
            else:
                kind = fact.of if fact.kind is FactKind.YEARS else fact.kind
                self.fields[fact.code] = field_of(fact, kind, fact.text)
                value = value.get(str(year)) if isinstance(value, dict) else value
            self.initial[fact.code] = value

        given = kept.get(PARAMETERS, {}).get(incentive.code, {})
        on_record = {number.code: number for number in known}
        for parameter in incentive.parameters:
            name = f"number-{parameter.code}"
            self.fields[name] = number_field(parameter, told_of(on_record[parameter.code]))
            self.initial[name] = given.get(parameter.code)

    @property
    def own(self) -> list[BoundField]:
        return [self[fact.code] for fact in self.asked]

    @property
    def of_the_place(self) -> list[BoundField]:
        return [self[f"number-{parameter.code}"] for parameter in self.incentive.parameters]

    def numbers(self) -> dict[str, Any]:
        """What was found out of the place, by code; None for what was left open."""
        return {
            parameter.code: plain(self.cleaned_data[f"number-{parameter.code}"])
            for parameter in self.incentive.parameters
        }

    def given(self) -> dict[str, Any]:
        """What ``keep_facts`` takes; None for what was left open."""
        return {fact.code: self._said(fact) for fact in self.asked}

    def _said(self, fact: Fact) -> Any:
        value = self.cleaned_data[fact.code]
        if value in (None, "", {}):
            return None
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        return {str(self.year): plain(value)} if fact.kind is FactKind.YEARS else plain(value)


def plain(value: Any) -> Any:
    """As a line of ``incentives`` writes it."""
    return str(value) if isinstance(value, Decimal | date) else value
