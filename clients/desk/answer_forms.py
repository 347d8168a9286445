"""Forms that answer many questions at once: the wish, the body, what statutes ask."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from clients.models import BarFact, Limit, Wish
from clients.occupation_words import near_names, occupation_name, occupation_named
from lexicon.features import Shift, WorkFeature
from lexicon.industries import INDUSTRIES
from people.models import Level, Region
from ui.widgets import Measured, PickList, Wage

# What is typed asks for names near it; the datalist offers them. Without JavaScript the form answers on saving.
_OCCUPATION_INPUT = {
    "list": "occupation-names",
    "autocomplete": "off",
    "hx-trigger": "input changed delay:250ms",
    "hx-target": "#occupation-names",
    # The form around it swaps its own card whole.
    "hx-swap": "innerHTML",
    "hx-sync": "this:replace",
}


class WishForm(forms.ModelForm):
    """意愿. Occupations are typed as words and must mean one entry of the classification."""

    first = forms.CharField(label="最想做", required=False, max_length=40)
    second = forms.CharField(label="其次", required=False, max_length=40)
    third = forms.CharField(label="再次", required=False, max_length=40)
    districts = forms.MultipleChoiceField(
        label="愿意去的旗县区", required=False, widget=forms.CheckboxSelectMultiple, help_text="都不选就是不限"
    )
    shifts = forms.MultipleChoiceField(
        label="能上的班次",
        required=False,
        choices=Shift.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text="都不选就是没问过",
    )
    excluded_industries = forms.MultipleChoiceField(label="不愿做的行业", required=False, widget=PickList)

    field_order = ("first", "second", "third", "text", "wage_floor", "districts", "radius_km", "shifts")

    class Meta:
        model = Wish
        fields = ("text", "wage_floor", "districts", "radius_km", "shifts", "excluded_industries")
        labels: ClassVar = {"wage_floor": "最低月工资"}
        widgets: ClassVar = {
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 500, "placeholder": "例如：想学门手艺，不想上夜班"}),
            "wage_floor": Wage,
            "radius_km": Measured("公里"),
        }

    def __init__(self, *args, client, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.client = client
        districts: Any = self.fields["districts"]
        districts.choices = _districts_around(client.residence_region.code, self.instance.districts)
        industries: Any = self.fields["excluded_industries"]
        industries.choices = [(item.code, item.name) for item in INDUSTRIES.values() if item.level == 1]
        # The unit stands beside the field.
        self.fields["radius_km"].help_text = ""
        self.fields["wage_floor"].help_text = "低于这个数不考虑"
        if self.instance.wage_floor is not None:
            self.initial["wage_floor"] = f"{self.instance.wage_floor:.0f}"
        held = [occupation_name(code) for code in self.instance.occupations]
        for name, word in zip(("first", "second", "third"), held, strict=False):
            self.initial[name] = word
        for name in ("first", "second", "third"):
            self.fields[name].widget.attrs.update(_OCCUPATION_INPUT | {"hx-get": reverse("clients:occupations")})

    def _occupation(self, name: str) -> str:
        word = self.cleaned_data[name].strip()
        code = occupation_named(word) if word else ""
        if code is None:
            near = "、".join(near_names(word, 4))
            self.add_error(
                name,
                f"职业名称里没有“{word}”。相近的有：{near}。请选一个，说不准就写在“本人的话”里。"
                if near
                else f"职业名称里没有“{word}”。换个说法试试，或写在“本人的话”里。",
            )
        return code or ""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        codes = [self._occupation(name) for name in ("first", "second", "third") if name in cleaned]
        cleaned["occupations"] = list(dict.fromkeys(filter(None, codes)))
        return cleaned

    def save(self, commit=True):
        self.instance.occupations = self.cleaned_data["occupations"]
        return super().save(commit)


def _districts_around(code: str, chosen: list[str]) -> list[tuple[str, str]]:
    """Counties of the city in which the client lives, and whatever was chosen before."""
    city = code[: Level.CITY]
    near = Region.objects.current().within(city).filter(level=Level.COUNTY)
    choices = dict(near.values_list("code", "name"))
    choices |= dict(
        Region.objects.current().filter(code__in=set(chosen) - set(choices)).values_list("code", "full_name")
    )
    return list(choices.items())


class LimitsForm(forms.Form):
    """身体条件: each work feature with can, cannot or 不清楚, and a remark."""

    def __init__(self, data=None, *, client) -> None:
        held = {limit.feature: limit for limit in client.limits.all()}
        initial = {}
        for feature in WorkFeature:
            limit = held.get(feature.value)
            initial[feature.value] = limit.answer if limit else Limit.Answer.UNKNOWN
            initial[f"{feature.value}_note"] = limit.note if limit else ""
        super().__init__(data, initial=initial)
        for feature in WorkFeature:
            self.fields[feature.value] = forms.ChoiceField(
                label=feature.label, choices=Limit.Answer.choices, widget=forms.RadioSelect
            )
            self.fields[f"{feature.value}_note"] = forms.CharField(
                label=f"{feature.label}的说明",
                required=False,
                max_length=100,
                widget=forms.TextInput(attrs={"placeholder": "说明，可不填"}),
            )

    def rows(self):
        """(question, remarks) for each feature, as bound fields."""
        return [(self[feature.value], [self[f"{feature.value}_note"]]) for feature in WorkFeature]

    def answers(self) -> dict[str, tuple[str, str]]:
        """What ``record_limits`` takes; call it on a valid form."""
        cleaned = self.cleaned_data
        return {feature.value: (cleaned[feature.value], cleaned[f"{feature.value}_note"]) for feature in WorkFeature}


class BarFactsForm(forms.Form):
    """从业限制相关事项: each question with yes, no or 不清楚, its day and what it is known from."""

    def __init__(self, data=None, *, client) -> None:
        held = {fact.kind: fact for fact in client.bar_facts.all()}
        initial = {}
        for kind in BarFact.Kind:
            fact = held.get(kind)
            initial[kind.value] = fact.answer if fact else BarFact.Answer.UNKNOWN
            initial[f"{kind.value}_on"] = fact.on if fact else None
            initial[f"{kind.value}_source"] = fact.source if fact else ""
        super().__init__(data, initial=initial)
        for kind in BarFact.Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=BarFact.Answer.choices, widget=forms.RadioSelect
            )
            self.fields[f"{kind.value}_on"] = forms.DateField(label=f"{kind.label}：发生日期", required=False)
            self.fields[f"{kind.value}_source"] = forms.CharField(
                label=f"{kind.label}：依据",
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs={"placeholder": "依据，例如：本人陈述"}),
            )

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        for kind in BarFact.Kind:
            if cleaned.get(f"{kind.value}_on") and cleaned.get(kind.value) != BarFact.Answer.YES:
                self.add_error(f"{kind.value}_on", "只有选“有”才填日期。")
        return cleaned

    def rows(self):
        """(question, remarks: day and source) for each kind, as bound fields."""
        return [(self[kind.value], [self[f"{kind.value}_on"], self[f"{kind.value}_source"]]) for kind in BarFact.Kind]

    def answers(self) -> dict[str, BarFact]:
        """What ``record_bar_facts`` takes; call it on a valid form."""
        cleaned = self.cleaned_data
        return {
            kind.value: BarFact(
                answer=cleaned[kind.value], on=cleaned[f"{kind.value}_on"], source=cleaned[f"{kind.value}_source"]
            )
            for kind in BarFact.Kind
        }
