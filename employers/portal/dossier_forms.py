"""What is typed on the page of a dossier: a paper, a claim, what came of it, why it is dropped."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from employers.incentives import values
from employers.incentives.incentive import Document
from employers.incentives.months import Month, Period
from employers.portal.firm_form import ACCEPT
from employers.typed_fields import Typed
from people.file_types import LARGEST
from ui.widgets import Amount

HOW = f"拍照或选文件，也可以拖到这里。JPG、PNG、WebP、PDF，最大 {LARGEST // 1024 // 1024} MB。"


class PaperForm(forms.Form):
    file = forms.FileField(label="文件", help_text=HOW, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    issued_on = forms.DateField(label="开具日期", required=False)

    def __init__(self, document: Document, place: int, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{place}_%s"} | options)
        if document.life:
            self.fields["issued_on"].required = True
            self.fields["issued_on"].help_text = f"从这天起 {document.life} 个月内有效。"
        else:
            del self.fields["issued_on"]


def yuan_field(label: str, **options: Any) -> Typed:
    return Typed(lambda text: values.amount(text, "元"), label=label, required=True, widget=Amount("元"), **options)


class ClaimForm(forms.Form):
    period = forms.ChoiceField(label="所属期")
    amount = yuan_field("申报金额")
    on = forms.DateField(label="哪天递交的")

    def __init__(self, today: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="claim_%s", **options)
        self.fields["period"].choices = periods(today)
        self.initial.setdefault("on", today)


class PaidForm(forms.Form):
    amount = yuan_field("到账金额", help_text="抵减税费的，填实际抵减的金额。")
    on = forms.DateField(label="哪天到账")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("on", timezone.localdate())


class RefusedForm(forms.Form):
    words = forms.CharField(label="没有通过的原因", max_length=200, help_text="照窗口说的写，补齐以后可以再递交。")
    on = forms.DateField(label="哪天答复的")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("on", timezone.localdate())


class DropForm(forms.Form):
    words = forms.CharField(label="为什么不办了", max_length=200)


def periods(today: date) -> list[tuple[str, str]]:
    """The spans that a claim or a paper may be about, the latest first: quarters and years of two years, and months of
    the last half year."""
    month = Month.of(today)
    first = Month(month.year, (month.month - 1) // 3 * 3 + 1)
    quarters = [Period(first.plus(-3 * back), first.plus(-3 * back + 2)) for back in range(6)]
    years = [Period(Month(year, 1), Month(year, 12)) for year in (month.year, month.year - 1)]
    months = [Period(month.plus(-back), month.plus(-back)) for back in range(6)]
    return [(str(one), period_words(str(one))) for one in (*quarters, *years, *months)]


def period_words(text: str) -> str:
    """2026年第3季度, 2026年, 2026年3月; what is no such span stays as it is."""
    try:
        first, last = Period.parse(text)
    except ValueError:
        return text
    spans = {1: first.words, 12: f"{first.year}年"}
    many = first.months_until(last) + 1
    if many == 3:
        return f"{first.year}年第{(first.month + 2) // 3}季度"
    return f"{first.year}年{'上' if first.month == 1 else '下'}半年" if many == 6 else spans[many]
