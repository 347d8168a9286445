"""The forms of one enrolment: its result, and leaving it."""

from typing import Any

from django import forms
from django.utils import timezone

from placement.models import DropReason, Enrolment

PASSED, FAILED = "passed", "failed"


class ResultForm(forms.Form):
    """How it ended; what is known of the certificate by now."""

    # Nothing is chosen beforehand: what is saved in a hurry puts a certificate on file.
    result = forms.ChoiceField(
        label="结果",
        choices=[(PASSED, "通过"), (FAILED, "没有通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选通过还是没有通过。"},
    )
    number = forms.CharField(label="证书编号", required=False, max_length=60, help_text="证书还没有发的，以后再补。")
    issued_on = forms.DateField(label="发证日期", required=False)
    expires_on = forms.DateField(label="有效期至", required=False, help_text="长期有效或不清楚就留空。")

    def __init__(self, *args: Any, enrolment: Enrolment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issued_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if not enrolment.cohort.course.certificate:
            for name in ("number", "issued_on", "expires_on"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        issued, expires = given.get("issued_on"), given.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", "有效期不能早于发证日期。")
        return given


class DropForm(forms.Form):
    """Why she leaves."""

    reason = forms.ChoiceField(
        label="为什么退出",
        choices=[("", "请选择"), *((value, label) for value, label in DropReason.choices if value != DropReason.CASE)],
    )
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
