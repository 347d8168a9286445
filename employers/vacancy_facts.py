"""The facts of a vacancy as form fields, for staff and for firms: the same words, the same checks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from employers.adverts.read import Reading, read
from employers.check_rows import fields_of
from employers.models import Vacancy
from employers.models.vacancy import check_occupation
from lexicon.features import CERTIFICATES, Education, Shift, WorkFeature
from lexicon.occupations import occupation, suggest
from people.models import Level, Region
from ui.templatetags.ui import wage_range
from ui.widgets import Cards, Measured, PickList, Wage

SAID = (("", "没说"), ("yes", "是"), ("no", "否"))
SUGGESTED = 5


class Answer(forms.TypedChoiceField):
    """是, 否 or 没说, as True, False or None."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"choices": SAID, "required": False}
        super().__init__(coerce=lambda word: word == "yes", empty_value=None, **(usual | options))

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else {True: "yes", False: "no", None: ""}.get(value, value)


class RegionChoice(forms.ModelChoiceField):
    def label_from_instance(self, region: Region) -> str:
        return region.short_name


def occupation_choices(
    title: str, chosen: str = "", shown: Callable[[str], bool] = lambda name: True
) -> list[tuple[str, str]]:
    """The occupations that the title suggests, the chosen one first, and the choice to leave it open. ``shown`` says
    of a name whether it may be offered."""
    codes = dict.fromkeys([chosen] if occupation(chosen) else [])
    codes |= dict.fromkeys(found.code for found, _ in suggest(title, SUGGESTED)) if title.strip() else {}
    known = [found for code in codes if (found := occupation(code))]
    return [
        *((found.code, f"{found.name} {found.code}") for found in known if shown(found.name)),
        ("", "都不是，以后再定"),
    ]


# Facts that can be read from the text; what the text leaves open stays as it was.
READABLE = (
    "headcount", "wage_text", "wage_min", "wage_max", "address", "shifts", "features", "certificates", "education",
    "experience_years", "board", "lodging", "insurance", "post_kinds",
)  # fmt: skip
SEVERAL = frozenset({"shifts", "features", "certificates", "post_kinds"})


def heard_into(posted: QueryDict) -> dict[str, Any]:
    """What was typed, and what title and text say wherever nothing was typed: nobody types one fact twice."""
    typed = {name: posted.getlist(name) if name in SEVERAL else value for name, value in posted.items()}
    typed |= {name: posted.getlist(name) for name in SEVERAL}
    reading = read({"title": posted.get("title", ""), "description": posted.get("text", "")})
    said = fields_of(reading, {})
    for name in READABLE:
        if not typed.get(name) and said[name] not in (None, "", []):
            typed[name] = said[name]
    unlisted = [str(code) for code in typed["certificates"] if code not in CERTIFICATES]
    if unlisted and not typed.get("other_certificates"):
        typed["other_certificates"] = "、".join(unlisted)
    return typed


def said_in(reading: Reading) -> list[tuple[str, str, list[str]]]:
    """What an advertisement says, as (field, its name, words), without what it leaves open."""
    offers = [("board", reading.board, "包吃", "不包吃"), ("lodging", reading.lodging, "包住", "不包住")]
    least, most = reading.wage.least, reading.wage.most
    facts = [
        ("wage_min", "月工资", [wage_range(least, most)] if reading.wage.known else []),
        ("headcount", "招聘人数", [f"{reading.headcount.most} 人"] if reading.headcount.known else []),
        ("education", "学历", [reading.education.label] if reading.education else []),
        *((name, "吃住", [yes if given else no]) for name, given, yes, no in offers if given is not None),
        ("shifts", "班次", [Shift(found.code).label for found in reading.shifts]),
        ("features", "岗位特点", [WorkFeature(found.code).label for found in reading.features]),
        ("certificates", "证书", [certificate_name(found.code) for found in reading.certificates]),
    ]
    return [fact for fact in facts if fact[2]]


def certificate_name(code: str) -> str:
    """A certificate that the vocabulary does not list goes by its own name."""
    return CERTIFICATES[code].label if code in CERTIFICATES else code


class VacancyFactsForm(forms.ModelForm):
    """``cleaned_data`` holds the fields that ``post_vacancy`` takes. ``within`` is the code of the city or county whose
    districts and streets are offered as places of work."""

    occupation = forms.CharField(label="职业", required=False, validators=[check_occupation], widget=Cards)
    region = RegionChoice(Region.objects.none(), label="在哪个旗区、街道", empty_label="请选择")
    shifts = forms.MultipleChoiceField(
        label="班次", required=False, choices=Shift.choices, widget=forms.CheckboxSelectMultiple
    )
    features = forms.MultipleChoiceField(
        label="岗位特点",
        required=False,
        choices=WorkFeature.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="如实勾选：身体有限制的人靠它避开做不了的岗位。",
    )
    certificates = forms.MultipleChoiceField(
        label="必须有的证书",
        required=False,
        choices=[(code, item.label) for code, item in CERTIFICATES.items()],
        widget=PickList,
        help_text="只选没有就不能上岗的；“有证优先”不用选。",
    )
    other_certificates = forms.CharField(
        label="上面没有的证书", required=False, max_length=100, help_text="几样用顿号隔开。"
    )
    education = forms.ChoiceField(label="最低学历", required=False, choices=[("", "没说"), *Education.choices()])
    part_time = forms.TypedChoiceField(
        label="全职还是非全日制",
        required=False,
        choices=[("full", "全职"), ("part", "非全日制（每天不超过 4 小时）")],
        coerce=lambda word: word == "part",
        empty_value=False,  # type: ignore[arg-type]  # the value it coerces to is a bool
        widget=forms.RadioSelect,
    )
    headcount = forms.IntegerField(
        label="招几个人", required=False, min_value=1, widget=Measured("人", {"min": 1}), help_text="不清楚可以空着。"
    )
    wage_text = forms.CharField(
        label="工资，照企业的原话",
        required=False,
        max_length=120,
        help_text="例如 4500-5500元/月、150元/天、面议。折成每月的数目写在后面两格。",
    )
    wage_min = forms.DecimalField(label="月工资，最低", required=False, min_value=0, max_digits=9, widget=Wage)
    wage_max = forms.DecimalField(label="月工资，最高", required=False, min_value=0, max_digits=9, widget=Wage)
    experience_years = forms.IntegerField(
        label="最少经验", required=False, min_value=0, max_value=50, widget=Measured("年", {"min": 0})
    )
    text = forms.CharField(
        label="招聘启事原文",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="年龄、性别之类的话也照原样留着，保存后在“原文里对人的要求”里标出来。",
    )
    board = Answer(label="包吃")
    lodging = Answer(label="包住")
    insurance = Answer(label="缴社会保险")

    class Meta:
        model = Vacancy
        fields: tuple[str, ...] = (
            "title", "occupation", "headcount", "wage_text", "wage_min", "wage_max", "region", "address", "part_time",
            "shifts", "features", "education", "experience_years", "certificates", "board", "lodging", "insurance",
            "text",
        )  # fmt: skip

    def __init__(self, within: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        region: Any = self.fields["region"]
        places = Region.objects.current().within(within).filter(level__lte=Level.STREET)
        region.queryset = places.select_related("parent").order_by("code")
        title, chosen = str(self["title"].value() or ""), str(self["occupation"].value() or "")
        self.fields["occupation"].widget.choices = self.occupations(title, chosen)
        for name in ("wage_min", "wage_max"):  # whole yuan without their zeros: 4500, not 4500.00
            amount = self.initial.get(name)
            if isinstance(amount, Decimal) and amount == amount.to_integral_value():
                self.initial[name] = int(amount)
        if not self.is_bound:
            self.initial["part_time"] = "part" if self.initial.get("part_time") in (True, "part") else "full"
        if not self.is_bound and "other_certificates" not in self.initial:
            listed = self.initial.get("certificates") or []
            self.initial["other_certificates"] = "、".join(code for code in listed if code not in CERTIFICATES)

    def occupations(self, title: str, chosen: str) -> list[tuple[str, str]]:
        """What is offered as the occupation."""
        return occupation_choices(title, chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        other = [word.strip() for word in (data.pop("other_certificates", "") or "").replace(",", "、").split("、")]
        data["certificates"] = [*data.get("certificates", []), *(word[:40] for word in other if word)]
        return data
