"""The form of a hire: name, start and contract first; what papers she has shown; the rest is folded away."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils import timezone

from employers.incentives import values
from employers.incentives.case import Insurance, Status
from employers.incentives.catalogue import INCENTIVES
from employers.models import Enterprise, Hire, Vacancy
from employers.typed_fields import Typed, YesNo, field_of
from law.terms import chinese_day
from ui.widgets import Amount, Measured

SHOWN = [("yes", "有"), ("no", "没有"), ("", "不清楚")]
# Asked at once; the others are folded away.
FIRST = (Status.UNEMPLOYED_HALF_YEAR, Status.HARD_TO_EMPLOY, Status.OUT_OF_POVERTY, Status.DISABLED)
# No paper that one employer would ask of somebody for an incentive of his.
OF_OWN_BUSINESS = (Status.NO_EARNER, Status.MINIMUM_LIVING, Status.GRADUATING, Status.RELEASED)
PAID = (Insurance.PENSION, Insurance.MEDICAL, Insurance.UNEMPLOYMENT, Insurance.INJURY)
OF_ONE = {fact.code: fact for incentive in INCENTIVES for fact in incentive.facts if fact.of_one}
FOLDED = ("vacancy", "wage", "unemployed_since", "months_used", "subsidy_months", "retires_on", "dispatched")


class Shown(YesNo):
    """有, 没有 or 不清楚: a paper that she has shown."""

    def __init__(self, status: Status) -> None:
        super().__init__(label=status.label, choices=SHOWN)


def month_field(label: str, **options: Any) -> Typed:
    """A month as its first day; None where nothing is typed."""
    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"})
    return Typed(lambda text: values.month(text).first_day, label=label, widget=widget, **options)


class HireForm(forms.ModelForm):
    """``facts`` holds what ``keep_hires`` takes."""

    dispatched = YesNo(label="是劳务派遣用工吗")
    open_ended = forms.BooleanField(label="无固定期限合同", required=False)

    class Meta:
        model = Hire
        fields = (
            "name", "job_title", "started_on", "contract_from", "contract_until", "open_ended", "wage", "vacancy",
            "unemployed_since", "months_used", "subsidy_months", "retires_on", "dispatched",
        )  # fmt: skip
        labels: ClassVar = {
            "unemployed_since": "失业登记是哪天",
            "months_used": "以前已享受几个月抵减",
            "subsidy_months": "以前已领几个月补贴",
        }
        help_texts: ClassVar = {
            "name": "和合同上一致。",
            "job_title": "例如：叉车司机。",
            "contract_from": "空着就按上岗日期。",
            "contract_until": "合同上写的最后一天。",
            "wage": "税前应发。",
            "months_used": "在别的单位享受过的也算，一共 36 个月；没有就填 0。",
            "subsidy_months": "社会保险补贴、岗位补贴，在别的单位领过的也算；没有就填 0。",
        }
        widgets: ClassVar = {
            "wage": Amount("元/月"),
            "months_used": Measured("个月", {"inputmode": "numeric"}),
            "subsidy_months": Measured("个月", {"inputmode": "numeric"}),
        }

    def __init__(self, firm: Enterprise, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        vacancies: Any = self.fields["vacancy"]
        vacancies.queryset = Vacancy.objects.filter(enterprise=firm).order_by("-recorded_at", "-pk")
        vacancies.label_from_instance, vacancies.empty_label = (lambda one: one.title), "不是平台上的岗位"
        for status in Status:
            if status not in OF_OWN_BUSINESS:
                self.fields[f"status-{status}"] = Shown(status)
                self.initial[f"status-{status}"] = self.instance.statuses.get(status)
        for insurance in PAID:
            self.fields[f"paid-{insurance}"] = Typed(
                lambda text: values.amount(text, "元/月"), label=f"单位每月缴{insurance.label}", widget=Amount("元/月")
            )
            self.initial[f"paid-{insurance}"] = (self.instance.contributions or {}).get(insurance)
        for code, fact in OF_ONE.items():
            self.fields[f"fact-{code}"] = field_of(fact, fact.kind, fact.text)
            self.initial[f"fact-{code}"] = self.instance.facts.get(code)
        if self.instance.pk is None:
            self.initial["started_on"] = timezone.localdate()
            self.fields["insured_since"] = month_field(
                "从哪个月开始参保", help_text="养老、工伤、失业三项都缴才算。还没参保就空着。"
            )

    # For the page ----------------------------------------------------------------------------------------------------

    @property
    def first_statuses(self) -> list[BoundField]:
        return [self[f"status-{status}"] for status in FIRST]

    @property
    def more_statuses(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("status-") and name[7:] not in FIRST]

    @property
    def more(self) -> list[BoundField]:
        paid, facts = (f"paid-{one}" for one in PAID), (f"fact-{code}" for code in OF_ONE)
        return [self[name] for name in (*FOLDED[:2], *paid, *FOLDED[2:], *facts)]

    @property
    def more_open(self) -> bool:
        return any(field.errors for field in self.more)

    # What is kept ----------------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        contract = data.get("contract_until") or data.get("open_ended")
        if contract and not data.get("contract_from"):
            data["contract_from"] = data.get("started_on")
        begins, ends = data.get("contract_from"), data.get("contract_until")
        if begins and ends and ends < begins:
            self.add_error("contract_until", f"合同到期要晚于合同开始（{chinese_day(begins)}）。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        given: Mapping[str, Any] = self.cleaned_data
        plain = {name: given[name] for name in self.Meta.fields}
        statuses = dict(self.instance.statuses)
        for status in Status:
            shown = given.get(f"status-{status}")
            if f"status-{status}" in given:
                statuses.pop(status.value, None)
            if shown is not None:
                statuses[status.value] = shown
        paid = {one.value: str(amount) for one in PAID if (amount := given.get(f"paid-{one}")) is not None}
        others = {code: kept for code, kept in (self.instance.contributions or {}).items() if code not in PAID}
        # No box is ticked for a contract of which nothing is known: that is no answer.
        plain["open_ended"] = True if given["open_ended"] else (False if given["contract_until"] else None)
        facts = {code: said for code in OF_ONE if (said := given.get(f"fact-{code}")) is not None}
        return plain | {"statuses": statuses, "contributions": {**others, **paid} or None, "facts": facts}


class LeaveForm(forms.Form):
    on = forms.DateField(label="最后上班的日期", help_text="参保也按这个月停止。")


class SpellForm(forms.Form):
    """Months for which she was insured."""

    first = month_field("从哪个月", required=True)
    last = month_field("到哪个月", help_text="还在参保就空着。")
