"""What a firm may answer, in its own words, with the form of each. Fields are named as the verbs take them."""

from datetime import datetime, time
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone

from employers.models import Vacancy
from law.workdays import add_workdays
from placement.disclose import AFTER_INTERVIEW, NEEDS_WORDS, REASONS, CandidateView
from ui.widgets import Wage

SAY_MORE = "选了“其他”，请写一句是什么情况。"
TO_PREPARE = 2
NINE = time(9)


class AnswerForm(forms.Form):
    """Base. ``seen_turn`` is the turn at which her page was opened: who answers after a colleague is told."""

    seen_turn = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=32_767)

    def __init__(self, data: Any, view: CandidateView | None, vacancy: Vacancy) -> None:
        """``view`` None: one answer to several candidates for this vacancy."""
        turn = {"seen_turn": view.turn} if view else {}
        super().__init__(data)
        self.initial = {**turn, **self.begin(view, vacancy)}

    def begin(self, view: CandidateView | None, vacancy: Vacancy) -> dict[str, Any]:
        """What stands in the fields before anybody has typed."""
        return {}


class InterviewForm(AnswerForm):
    """When, where, with what; mostly right as it opens."""

    when = forms.DateTimeField(label="面试时间", widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"))
    place = forms.CharField(
        label="面试地点", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    bring = forms.CharField(label="要带什么", max_length=120, required=False)

    def begin(self, view: CandidateView | None, vacancy: Vacancy) -> dict[str, Any]:
        where = vacancy.address or vacancy.enterprise.address
        day = add_workdays(timezone.localdate(), TO_PREPARE).day
        first = {"when": datetime.combine(day, NINE), "place": where[:120], "bring": "身份证"}
        if view and view.interview_at:
            first["when"] = timezone.localtime(view.interview_at)
        if view and view.interview_place:
            first |= {"place": view.interview_place, "bring": view.interview_bring}
        return {**first, "when": first["when"].strftime("%Y-%m-%dT%H:%M")}


class OfferForm(AnswerForm):
    wage = forms.DecimalField(
        label="月工资", required=False, min_value=0, max_value=200_000, max_digits=8, decimal_places=2, widget=Wage,
        help_text="还没谈定可以空着。",
    )  # fmt: skip
    start = forms.DateField(label="到岗日期", required=False, help_text="还没说定可以空着。")

    def begin(self, view: CandidateView | None, vacancy: Vacancy) -> dict[str, Any]:
        return {"wage": vacancy.wage_min}


class StartForm(AnswerForm):
    on = forms.DateField(label="到岗日期")

    def begin(self, view: CandidateView | None, vacancy: Vacancy) -> dict[str, Any]:
        today = timezone.localdate()
        return {"on": min(view.offer_start or today, today) if view else today}


class DeclineForm(AnswerForm):
    reason = forms.ChoiceField(label="原因", choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label="补充一句",
        required=False,
        max_length=400,
        help_text="只有工作人员看得到，不会转给求职者。",
        widget=forms.Textarea({"rows": 2}),
    )

    def begin(self, view: CandidateView | None, vacancy: Vacancy) -> dict[str, Any]:
        if view is None or view.waits:
            # Who was not invited cannot have stayed away.
            reasons: Any = self.fields["reason"]
            reasons.choices = [choice for choice in REASONS if choice[0] != AFTER_INTERVIEW]
        return {}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == NEEDS_WORDS and not given.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", SAY_MORE)
        return given


class Deed(NamedTuple):
    """``about`` stands under the heading of its form, ``send`` on the button that sends it."""

    name: str
    label: str
    icon: str
    tone: str
    form: type[AnswerForm]
    about: str
    send: str


DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed("start", "已到岗", "badge-check", "go", StartForm, "人来上班了，就登记一下。", "登记到岗"),
        Deed("invite", "约面试", "calendar-plus", "go", InterviewForm, "工作人员会马上告诉求职者。", "约面试"),
        Deed("offer", "决定录用", "handshake", "soft", OfferForm, "工作人员会马上告诉求职者。", "决定录用"),
        Deed(
            "reschedule",
            "改面试时间",
            "calendar-clock",
            "plain",
            InterviewForm,
            "工作人员会告诉求职者。",
            "改时间",
        ),
        Deed("decline", "不合适", "circle-x", "plain", DeclineForm, "选一个原因，工作人员会委婉转告。", "答复不合适"),
    )
}
# Given to several at once.
TOGETHER = ("invite", "decline")


def deeds_of(view: CandidateView) -> list[Deed]:
    """What may be answered now, the most likely first."""
    return [deed for name, deed in DEEDS.items() if name in view.deeds]
