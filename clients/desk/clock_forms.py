"""The small forms of 时限与计划. What may be is checked by the verbs; here only that something was said."""

from typing import Any

from django import forms
from django.utils import timezone

from clients.models import KeptDay, Leave, RehabMeasure, ReportIn

_COMMUNITY = (RehabMeasure.Kind.COMMUNITY_TREATMENT, RehabMeasure.Kind.COMMUNITY_RECOVERY)


class DayForm(forms.Form):
    """One day, today unless said otherwise."""

    on = forms.DateField(label="日期", initial=timezone.localdate)

    def __init__(self, *args, label: str = "日期", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label


class ExpectForm(forms.Form):
    cause = forms.ChoiceField(label="因为", choices=ReportIn.Cause.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="措施", choices=[(kind.value, kind.label) for kind in _COMMUNITY], widget=forms.RadioSelect
    )
    counted_from = forms.DateField(
        label="起算日", help_text="收到决定书、解除强制隔离戒毒或者搬家的那一天", initial=timezone.localdate
    )


class ReportForm(DayForm):
    excuse = forms.CharField(
        label="逾期的理由", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text="晚于期限的才要写。是不是正当理由，由街道和公安认定。",
    )  # fmt: skip


class KeepForm(DayForm):
    outcome = forms.ChoiceField(
        label="情况", choices=KeptDay.Outcome.choices, initial=KeptDay.Outcome.KEPT, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="理由", required=False, max_length=200, help_text="有理由没到的要写。检测结果不在这里记。"
    )
    field_order = ("outcome", "on", "note")


class LeaveForm(forms.Form):
    """A written report, before she goes."""

    since = forms.DateField(label="离开日期")
    until = forms.DateField(label="在外最后一天")
    destination = forms.CharField(label="去哪里", max_length=120, help_text="写到旗县区，例如：包头市昆都仑区")
    why = forms.ChoiceField(label="事由", choices=Leave.Why.choices, widget=forms.RadioSelect)
    asked_on = forms.DateField(label="书面报告日期", initial=timezone.localdate)


class AbsenceForm(forms.Form):
    """What nobody was told beforehand."""

    since = forms.DateField(label="离开日期")
    returned_on = forms.DateField(label="返回日期", required=False, help_text="还没回来就留空")
    destination = forms.CharField(label="去了哪里", max_length=120)
    why = forms.ChoiceField(label="事由", choices=Leave.Why.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, max_length=200)


class AnswerForm(forms.Form):
    granted = forms.ChoiceField(label="答复", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect)
    on = forms.DateField(label="答复日期", initial=timezone.localdate)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args, decides: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        note: Any = self.fields["note"]
        if decides:
            note.help_text = "不同意的，写明理由。"
        else:
            note.label, note.help_text = "谁答复的", "外出由街道（乡镇）答复，例如：街道禁毒办主任签字同意。"
            note.required = True
