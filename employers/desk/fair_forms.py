"""The forms of 推介会 on the desk: the fair itself, why it is cancelled, how it went, a firm that staff put on its
list."""

from typing import Any, ClassVar

from django import forms

from employers.desk.firms import RegionChoice
from employers.fair_form import GuestForm
from employers.hold_fair import FACTS, LONGEST_REASON, LONGEST_RESULT
from employers.may import kept_code
from employers.models import Enterprise, Fair
from people.models import Level, Region
from ui.widgets import Measured

MINUTE = "%Y-%m-%dT%H:%M"


class FairForm(forms.ModelForm):
    """When, where, for how many, and what the public site says of it."""

    region = RegionChoice(Region.objects.none(), label="由哪里举办", empty_label="请选择")

    class Meta:
        model = Fair
        fields = FACTS
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "starts_at": forms.DateTimeInput(format=MINUTE),
            "ends_at": forms.DateTimeInput(format=MINUTE),
            "register_until": forms.DateTimeInput(format=MINUTE),
            "seats": Measured("家", {"min": 1}),
            "words": forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
        }
        help_texts: ClassVar = {
            "title": "会公开，例如“东胜区冬季就业推介会”。",
            "place": "写到能找到的地方；线上的写平台和房间号。",
            "register_until": "空着就是开始时截止。",
            "seats": "不限就空着。",
            "contact": "会公开，企业有问题打这个电话。",
            "words": "会公开，例如要带什么材料、有没有展位和电源。",
        }

    def __init__(self, actor: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        upper = kept_code(actor.region.code)
        fields: dict[str, Any] = self.fields
        near = Region.objects.current().within(upper).filter(level__lte=Level.STREET)
        fields["region"].queryset = near.select_related("parent").order_by("code")
        fields["kind"].choices = Fair.Kind.choices
        fields["register_until"].required = False
        if not self.instance.pk:
            self.initial.setdefault("region", near.filter(code=upper).first())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("register_until") and "register_until" not in self.errors:
            given["register_until"] = given.get("starts_at")
        return given


class CancelForm(forms.Form):
    words = forms.CharField(
        label="为什么取消",
        max_length=LONGEST_REASON,
        help_text="报了名的企业会看到，例如“场地检修，改期再办”。",
    )


class HoldForm(forms.Form):
    words = forms.CharField(
        label="小结",
        required=False,
        max_length=LONGEST_RESULT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_RESULT}),
        help_text="可以不写，只有工作人员看得到。不要写求职者的姓名。",
    )


class DeskGuestForm(GuestForm):
    """A firm that called or stood at the door: one of the platform, or by its name."""

    enterprise = forms.ModelChoiceField(
        Enterprise.objects.none(), label="平台上的企业", required=False, empty_label="不在平台上，写名称"
    )

    field_order = ("enterprise", "firm_name", "credit_code", "contact_name", "phone", "email", "people", "posts")

    def __init__(self, actor: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["enterprise"].queryset = Enterprise.objects.visible_to(actor).order_by("name", "pk")
        fields["firm_name"].required = False
        fields["firm_name"].help_text = "上面选了企业就不用写。"
        fields["email"].help_text = "填了，时间地点有变动时会发邮件。"
        fields["credit_code"].help_text = ""
        fields["people"].initial = 1
        del fields["once"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("enterprise") and not given.get("firm_name") and "firm_name" not in self.errors:
            self.add_error("firm_name", "请选平台上的企业，或者写企业名称。")
        return given
