"""The small forms of a client's facts: one for each kind, listed in ``GROUPS``; and the form of a relative, which the
pages of the household use."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from clients.identity import NotAnIdNumber, read_id_number
from clients.models import (
    ClientCertificate,
    FixedTime,
    HouseholdMember,
    RehabMeasure,
    Skill,
    WorkExperience,
)
from clients.models.scoped import CaseRecord
from clients.names import NotAName, normal_name
from clients.occupation_words import occupation_named
from lexicon.features import CERTIFICATES, recognise


class MonthField(forms.DateField):
    """A month, kept as its first day."""

    widget = forms.DateInput(format="%Y-%m", attrs={"placeholder": "例如 2019-03"})

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m", "%Y.%m", "%Y/%m", "%Y年%m月", "%Y-%m-%d", "%Y"])
        super().__init__(**kwargs)
        self.widget.template_name = "django/forms/widgets/input.html"
        self.widget.input_type = "month"


class FactForm(forms.ModelForm):
    """A form over one fact of one client; the client is set before validation, so that constraints can be checked."""

    def __init__(self, *args, client, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.client = client

    def _get_validation_exclusions(self):
        # The client is no field of the form, but it is part of the unique constraints.
        return super()._get_validation_exclusions() - {"client"}  # type: ignore[misc]


class CertificateForm(FactForm):
    code = forms.CharField(
        label="证书",
        max_length=60,
        help_text="写证书的名称，例如：低压电工证、驾驶证 C1、健康证",
        widget=forms.TextInput(attrs={"list": "certificate-names", "autocomplete": "off"}),
    )

    class Meta:
        model = ClientCertificate
        fields = ("code", "number", "issued_on", "expires_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.code:
            self.initial["code"] = self.instance.label

    @property
    def names(self) -> list[str]:
        """What the field offers while one types."""
        return [item.label for item in CERTIFICATES.values()]

    def clean_code(self) -> str:
        """A listed code where the words mean exactly one, else the words themselves."""
        words = self.cleaned_data["code"].strip()
        for item in CERTIFICATES.values():
            if words in (item.label, item.code):
                return item.code
        found = recognise(words)
        return found[0] if len(found) == 1 else words


class WorkForm(FactForm):
    start = MonthField(label="从哪年哪月", required=False)
    end = MonthField(label="到哪年哪月", required=False, help_text="还在做就留空")

    class Meta:
        model = WorkExperience
        fields = ("title", "workplace", "start", "end", "duties")
        widgets: ClassVar = {"duties": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}

    def save(self, commit=True):
        self.instance.occupation = occupation_named(self.cleaned_data["title"]) or ""
        return super().save(commit)


class SkillForm(FactForm):
    class Meta:
        model = Skill
        fields = ("name", "years")

    def save(self, commit=True):
        self.instance.occupation = occupation_named(self.cleaned_data["name"]) or ""
        return super().save(commit)


class FixedTimeForm(FactForm):
    class Meta:
        model = FixedTime
        fields = ("kind", "every", "weekday", "half_day", "starts_at", "ends_at")
        widgets: ClassVar = {"kind": forms.RadioSelect, "every": forms.RadioSelect}
        help_texts: ClassVar = {"starts_at": "知道钟点就填，只知道上午下午可以不填"}


class MeasureForm(FactForm):
    class Meta:
        model = RehabMeasure
        fields = ("kind", "decided_on", "start", "end", "ended_how", "carried_days", "note")
        help_texts: ClassVar = {
            "start": "社区戒毒、社区康复从报到之日算起",
            "end": "还在执行就留空；被拘留、逮捕的不是结束，在“时限与计划”里记中止",
            "carried_days": "由强制隔离戒毒变更为社区戒毒的才填，折抵期限",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # A measure that stands still has not ended; only what was once recorded so keeps the word.
        suspended = RehabMeasure.EndedHow.SUSPENDED
        if self.instance.ended_how != suspended:
            how: Any = self.fields["ended_how"]
            how.choices = [pair for pair in how.choices if pair[0] != suspended]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        today = timezone.localdate()
        for name in ("decided_on", "start", "end"):
            day = cleaned.get(name)
            if day and day > today:
                self.add_error(name, "日期在将来，请核对。")
        return cleaned


class MemberForm(FactForm):
    """Who a relative is. Everything else about her is an answer of its own."""

    class Meta:
        model = HouseholdMember
        fields = ("relation", "name", "id_number", "sex", "birth_date", "note")
        help_texts: ClassVar = {"id_number": "填了就不用再填性别和出生日期"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sex: Any = self.fields["sex"]
        sex.choices = [("", "不清楚"), *[pair for pair in sex.choices if pair[0]]]

    def clean_name(self) -> str:
        return _name(self.cleaned_data["name"])

    def clean_birth_date(self) -> date | None:
        born = self.cleaned_data["birth_date"]
        if born and born > timezone.localdate():
            raise forms.ValidationError("出生日期在将来，请核对。")
        return born

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("id_number"):
            try:
                known = read_id_number(cleaned["id_number"], as_of=timezone.localdate())
            except NotAnIdNumber as wrong:
                self.add_error("id_number", str(wrong))
            else:
                cleaned |= {"id_number": known.value, "sex": known.sex, "birth_date": known.birth_date}
        return cleaned


def _name(text: str) -> str:
    try:
        return normal_name(text)
    except NotAName as wrong:
        raise forms.ValidationError(str(wrong)) from None


@dataclass(frozen=True)
class Group:
    """One group of facts on a client's pages.

    kind     as in addresses; ``related`` is the client's attribute that holds the rows
    page     URL name of the page that shows the group
    about    one line for somebody who has nothing there yet
    """

    kind: str
    title: str
    one: str
    related: str
    page: str
    form: type[FactForm]
    about: str

    @property
    def model(self) -> type[CaseRecord]:
        return self.form._meta.model

    @property
    def rows_template(self) -> str:
        return f"clients/desk/rows/{self.kind}.html"

    @property
    def name(self) -> str:
        """What a link calls one of them: 添加证书, 改这项证书."""
        return self.one


GROUPS = {
    group.kind: group
    for group in (
        Group(
            "certificate",
            "证书",
            "证书",
            "certificates",
            "wishes",
            CertificateForm,
            "驾驶证、电工证、健康证等，带上有效期。",
        ),
        Group(
            "work",
            "工作经历",
            "工作经历",
            "work_experiences",
            "wishes",
            WorkForm,
            "做过什么活、做了多久，推荐岗位时最看重这个。",
        ),
        Group("skill", "技能", "技能", "skills", "wishes", SkillForm, "没有证书也算，例如会砌墙、会做面食。"),
        Group(
            "fixed_time",
            "固定时间",
            "固定时间",
            "fixed_times",
            "wishes",
            FixedTimeForm,
            "签到、服药、到检的时间，和班次冲突的岗位不会推荐。",
        ),
        Group(
            "measure",
            "戒毒措施",
            "措施",
            "measures",
            "overview",
            MeasureForm,
            "措施的起止日期决定哪些岗位依法受限，只在本系统内使用。",
        ),
    )
}
