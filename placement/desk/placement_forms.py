"""The forms of a job: beginning, correcting, ending, and what a follow-up heard."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from clients.may import may_change
from clients.models import Client
from employers.models import Enterprise, PlacementBase
from people.models import Role, User
from placement.models import EndReason, Placement

FACTS = (
    "kind", "enterprise", "workplace", "job_title", "started_on", "wage", "contract_from", "contract_until",
    "insured_from", "base",
)  # fmt: skip


def acts_for(user: User, client: Client) -> bool:
    """Whether the pages offer the deeds: to the caseworker of an open case. Managers read."""
    return user.role == Role.SOCIAL_WORKER and may_change(user, client) and client.is_open


class PlacementForm(forms.ModelForm):
    """The facts of a job. Only what, where and since when must be known; the rest can follow."""

    enterprise = forms.ModelChoiceField(
        Enterprise.objects.none(), label="企业", required=False, empty_label="不在名单里，或者没有企业"
    )

    class Meta:
        model = Placement
        fields = FACTS
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "workplace": "企业不在名单里的，写单位名称；自己干的，写在哪里干。",
            "wage": "元/月，听本人说的就行；不清楚空着。",
            "insured_from": "单位给上社会保险的第一天。",
            "contract_until": "没有固定期限的空着。",
        }

    def __init__(self, actor: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        firms: Any = self.fields["enterprise"]
        firms.queryset = Enterprise.objects.visible_to(actor).order_by("name", "pk")
        if self.instance.pk and self.instance.enterprise_id:
            firms.queryset = firms.queryset | Enterprise.objects.filter(pk=self.instance.enterprise_id)
        bases: Any = self.fields["base"]
        bases.queryset = PlacementBase.objects.visible_to(actor).open_on(timezone.localdate())
        if self.instance.base_id:
            bases.queryset = bases.queryset | PlacementBase.objects.filter(pk=self.instance.base_id)
        bases.empty_label = "不在基地上"
        if self.instance.wage is not None:
            # 6000, as one writes it, and not 6000.00.
            self.initial["wage"] = f"{self.instance.wage:.2f}".removesuffix(".00")
        kind: Any = self.fields["kind"]
        kind.choices = Placement.Kind.choices
        self.fields["started_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if self.instance.referral_id:
            del self.fields["enterprise"], self.fields["workplace"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "enterprise" in self.fields and not given.get("enterprise") and not (given.get("workplace") or "").strip():
            self.add_error("workplace", "请选一家企业，或者写工作单位。")
        return given

    def _get_validation_exclusions(self) -> set[str]:
        # The verb says who has a job already, in words with a next step.
        return {*super()._get_validation_exclusions(), "client"}


class EndForm(forms.Form):
    """When she left, and why."""

    ended_on = forms.DateField(label="哪天离岗")
    reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *EndReason.choices])
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )

    def __init__(self, *args: Any, placement: Placement, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{placement.pk}_%s", **options)
        limits = {"min": placement.started_on.isoformat(), "max": timezone.localdate().isoformat()}
        self.fields["ended_on"].widget.attrs |= limits


class HeardForm(forms.Form):
    """What was heard on another day than today, or with a word about it."""

    on = forms.DateField(label="哪天问的")
    note = forms.CharField(
        label="情况",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "例如：工资按时发，想换个班次", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, placement: Placement, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{placement.pk}_%s", initial={"on": timezone.localdate()}, **options)
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()
