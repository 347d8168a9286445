"""What a worker fills in for one step of a referral. Which form it is follows from the step."""

from typing import Any

from django import forms
from django.utils import timezone

from placement.models import ClientReason, EmployerReason, Referral, WithdrawReason
from ui.widgets import Wage

OTHER = "other"
SAY_MORE = "选了“其他”，请写明是什么情况。"
NOTE_FOR_STAFF = "只有工作人员看得到，不会发给企业。"


class StepForm(forms.Form):
    """Base. ``seen`` is the turn at which the page was opened: who acts later than somebody else is told.

    ``on_behalf``: the firm said so on the telephone, and the worker writes it down.
    """

    on_behalf = False
    move = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32_767)

    def __init__(self, referral: Referral, name: str, data: Any = None) -> None:
        super().__init__(data, initial={"move": name, "seen": referral.turn, **self.begin(referral)})

    def begin(self, referral: Referral) -> dict[str, Any]:
        """What stands in the fields before anybody has typed."""
        return {}

    def details(self) -> dict[str, Any]:
        """What was filled in, without the hidden fields."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("move", "seen")}


class InterviewForm(StepForm):
    """约面试, 改面试时间."""

    on_behalf = True
    when = forms.DateTimeField(label="面试时间", widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"))
    place = forms.CharField(label="面试地点", max_length=120)
    bring = forms.CharField(
        label="要带什么",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "身份证、电工证原件"}),
    )

    def begin(self, referral: Referral) -> dict[str, Any]:
        at = referral.interview_at
        return {
            "when": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M") if at else "",
            "place": referral.interview_place or referral.vacancy.address[:120],
            "bring": referral.interview_bring,
        }


class OfferForm(StepForm):
    """决定录用."""

    on_behalf = True
    wage = forms.DecimalField(
        label="月工资", required=False, min_value=0, max_value=200_000, max_digits=8, decimal_places=2, widget=Wage
    )
    start = forms.DateField(label="上岗日期", required=False, help_text="还没说定的先空着。")


class StartForm(StepForm):
    """登记上岗: the day alone; contract and insurance follow on the page of the placement."""

    on_behalf = True
    on = forms.DateField(label="到岗日期")

    def begin(self, referral: Referral) -> dict[str, Any]:
        today = timezone.localdate()
        return {"on": min(referral.offer_start or today, today)}

    def __init__(self, referral: Referral, name: str, data: Any = None) -> None:
        super().__init__(referral, name, data)
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()


class ReasonForm(StepForm):
    """Base of the steps that end a referral: a reason of the list, and words where the list has none."""

    reason = forms.ChoiceField(label="原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=400, help_text=NOTE_FOR_STAFF, widget=forms.Textarea({"rows": 2})
    )
    REASONS: list[tuple[str, str]] = []  # noqa: RUF012 - replaced as a whole by each subclass, never changed

    def __init__(self, referral: Referral, name: str, data: Any = None) -> None:
        super().__init__(referral, name, data)
        self.fields["reason"].choices = self.REASONS  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == OTHER and not given.get("note", "").strip():
            self.add_error("note", SAY_MORE)
        return given


class DeclineForm(ReasonForm):
    """不录用, as the firm said."""

    on_behalf = True
    REASONS = EmployerReason.choices


class TurnDownForm(ReasonForm):
    """本人不去."""

    REASONS = ClientReason.choices


class WithdrawForm(ReasonForm):
    """撤回推荐. A consent that was taken back withdraws by itself."""

    REASONS = [choice for choice in WithdrawReason.choices if choice[0] != WithdrawReason.CONSENT]  # noqa: RUF012


FORMS: dict[str, type[StepForm]] = {
    "invite": InterviewForm,
    "reschedule": InterviewForm,
    "offer": OfferForm,
    "start": StartForm,
    "decline": DeclineForm,
    "turn_down": TurnDownForm,
    "withdraw": WithdrawForm,
}
