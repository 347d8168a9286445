"""The form in which a firm posts a vacancy. It asks as one thinks: what, how many, where, when, how much, what it
takes, in which words, seen by whom. Eleven fields stand open; the rest is folded away."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from employers.adverts.for_firms import tells
from employers.adverts.pasted import pasted
from employers.adverts.wage import Basis, read_wage
from employers.fit_to_publish import below_minimum
from employers.may import city_code
from employers.models import Enterprise, Vacancy
from employers.vacancy_facts import Answer, RegionChoice, VacancyFactsForm, heard_into, occupation_choices
from people.models import Level, Region
from ui.widgets import Measured

# What is folded away, by the name of its fold: its title and its fields.
FOLDED = {
    "need": ("需要学历、经验或证书", ("education", "experience_years", "certificates", "other_certificates")),
    "body": ("夜班、高处、重体力等岗位特点", ("features",)),
    "offer": ("吃住和社会保险", ("board", "lodging", "insurance")),
    "kind": ("是哪种职业", ("occupation",)),
}
OFFERS = {"board": "包吃", "lodging": "包住", "insurance": "缴社会保险"}
# What must be there before it can be handed in; a draft may lack it.
ASKED = ("headcount", "wage_min", "text", "is_public")


class ByCounty(forms.models.ModelChoiceIterator):
    """Streets under their counties, each county first among them."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield ("", "请选择")
        rows = [row for row in self.queryset if row.level >= Level.COUNTY]
        for _, some in groupby(rows, key=lambda row: row.code[:6]):
            places = list(some)
            head = places[0]
            county = head.name if head.level == Level.COUNTY else head.parent.name
            yield (county, [self.choice(row) for row in places])


class WorkPlace(RegionChoice):
    iterator = ByCounty


class PortalVacancyForm(VacancyFactsForm):
    """``cleaned_data`` holds the fields that ``post_vacancy`` takes from a firm; with ``draft`` some may be missing."""

    region = WorkPlace(Region.objects.none(), label="在哪个旗区、街道", empty_label="请选择")
    headcount = forms.IntegerField(label="招几个人", min_value=1, max_value=999, widget=Measured("人", {"min": 1}))
    wage_text = forms.CharField(
        label="工资怎么算",
        required=False,
        max_length=120,
        help_text="不是固定月薪的写在这里，例如：底薪 2800 加计件；150 元一天。",
    )
    text = forms.CharField(
        label="每天做什么，怎么做",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="用什么工具、强度多大、和谁一起做。写得越实在，来的人越合适。",
    )

    is_public = Answer(
        label="在网站上公开",
        choices=(("yes", "公开，谁都能看到"), ("no", "不公开，只由工作人员推荐求职者")),
        widget=forms.RadioSelect,
        help_text="公开的是：企业名称、岗位名称、旗区和街道、工资、班次、吃住和保险、要求、岗位说明、最近确认的日期。"
        "联系人、电话、具体地点和已招人数不公开，说明里写的电话也会隐去。",
    )

    class Meta(VacancyFactsForm.Meta):
        fields = (*VacancyFactsForm.Meta.fields, "is_public")
        labels: ClassVar = {"title": "岗位名称", "address": "具体地点"}
        help_texts: ClassVar = {
            "title": "一个岗位一条，例如：叉车司机。",
            "address": "写到门牌或附近的标志，求职者要算路程。",
        }

    def __init__(self, firm: Enterprise, *args: Any, draft: bool = False, **options: Any) -> None:
        super().__init__(city_code(firm.region.code), *args, **options)
        for name in ASKED:
            self.fields[name].required = not draft
        self.fields["wage_min"].label, self.fields["wage_max"].label = "每月最低", "每月最高"
        self.fields["shifts"].label, self.fields["part_time"].required = "什么班", True
        self.fields["features"].help_text = "如实勾选，免得来了才发现做不了。"
        if self.instance.pk is None and not self.initial.get("is_public"):
            self.initial["is_public"] = "yes"

    def occupations(self, title: str, chosen: str) -> list[tuple[str, str]]:
        return firm_occupations(title, chosen)

    @property
    def folds(self) -> dict[str, dict[str, Any]]:
        """Each folded part: its title, with what is filled in already; it stands open when something in it is wrong."""
        return {
            part: {
                "title": "：".join(
                    filter(None, (title, "、".join(word for name in names for word in self._chosen(name))))
                ),
                "open": any(self[name].errors for name in names),
            }
            for part, (title, names) in FOLDED.items()
        }

    def _chosen(self, name: str) -> list[str]:
        """The answer to one field in words."""
        bound = self[name]
        value = bound.value()
        if value in (None, "", []):
            return []
        if name in OFFERS:
            return [OFFERS[name] if value == "yes" else f"不{OFFERS[name]}"]
        choices = dict(getattr(bound.field, "choices", None) or getattr(bound.field.widget, "choices", None) or ())
        if name == "experience_years":
            return [f"经验 {value} 年"]
        codes = value if isinstance(value, list) else [value]
        return [str(choices.get(code, code)) for code in codes]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        wage = {name: data.get(name) for name in ("wage_min", "region")}
        if all(value is not None for value in wage.values()):
            post = Vacancy(part_time=bool(data.get("part_time")), **wage)
            if (words := below_minimum(post, timezone.localdate())) and self.fields["text"].required:
                self.add_error("wage_min", words)
        return data


def firm_occupations(title: str, chosen: str = "") -> list[tuple[str, str]]:
    """What the title suggests, without the names that a firm does not read from us."""
    return occupation_choices(title, chosen, shown=lambda name: not tells(name))


def heard_for_firm(posted: QueryDict) -> dict[str, Any]:
    """As ``heard_into``; a plain monthly wage is not repeated in words beside its two numbers."""
    filled = heard_into(posted)
    if not posted.get("wage_text") and read_wage(filled.get("wage_text", "")).basis is Basis.MONTH:
        filled["wage_text"] = ""
    return filled


def pasted_into(posted: QueryDict) -> tuple[dict[str, Any], str]:
    """The form filled from the pasted advertisement where nothing was typed, and what to say about it."""
    advert = pasted(posted.get("advert", "")[:8000])
    joined = posted.copy()
    if not joined.get("title", "").strip():
        joined["title"] = advert.title
    if not joined.get("text", "").strip():
        joined["text"] = advert.text[:4000]
    filled = heard_for_firm(joined)
    if advert.posts > 1:
        return filled, f"这份启事里有 {advert.posts} 个岗位，先填了第一个；其余的，存好后点“复制”再填。"
    return filled, "已经照启事填好，请逐项核对，空着的补上。"
