"""征求同意 within 推荐: what may be told to this firm, until when; on her phone, or signed on paper."""

from datetime import date
from typing import Any

from django import forms

from clients.give_consent import LONGEST, USUAL
from clients.models import Consent, ConsentField
from clients.models.consent import FIELDS_FOR, LEAST, ConsentPurpose

PURPOSE = ConsentPurpose.REFERRAL
CHOSEN = [(field.value, field.label) for field in FIELDS_FOR[PURPOSE] if field not in LEAST[PURPOSE]]
ALWAYS = "、".join(field.label for field in FIELDS_FOR[PURPOSE] if field in LEAST[PURPOSE])


class ConsentForm(forms.Form):
    """What is asked for. The profile is always told: without it there is nothing to propose."""

    fields_told = forms.MultipleChoiceField(
        label="约了面试以后，还可以告诉企业",
        choices=CHOSEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"发送时只告诉：{ALWAYS}。",
    )
    until = forms.DateField(label="同意到哪天", help_text="最长一年；过了这天企业就看不到了。")

    def __init__(self, data: Any = None, files: Any = None, *, today: date, asked: Consent | None = None) -> None:
        """``asked``: the question that waits, of which the fields begin with what it said."""
        told = asked.fields if asked else [value for value, _ in CHOSEN]
        until = asked.until if asked else today + USUAL
        super().__init__(data, files, initial={"fields_told": told, "until": until})
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}
        self._days = (today, today + LONGEST)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        first, last = self._days
        if not first <= until <= last:
            raise forms.ValidationError("有效期应在今天和一年之内，请重新选日期。")
        return until

    def codes(self) -> list[str]:
        """The codes of ``ConsentField`` that are asked for."""
        chosen = {*self.cleaned_data["fields_told"]} | LEAST[PURPOSE]
        return [field.value for field in ConsentField if field in chosen]


class PaperForm(ConsentForm):
    """The same, signed already: with the scan. It stands on one page with the other form."""

    prefix = "paper"
    scan = forms.FileField(label="本人签了字的同意书", help_text="拍照或者扫描：PDF、JPG、PNG。只有责任社工能打开。")
