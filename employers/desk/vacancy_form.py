"""The form of a vacancy on the desk. It asks in the order in which one thinks of a job: what, how many, pay, where,
when, how; and at its end what only staff say."""

from typing import Any

from django import forms

from employers.may import city_code
from employers.vacancy_facts import VacancyFactsForm
from lexicon.features import PostKind


class VacancyForm(VacancyFactsForm):
    """With the place on the map and the statutory kinds, as places of work the whole city of the actor."""

    post_kinds = forms.MultipleChoiceField(
        label="法定限制类别",
        required=False,
        choices=PostKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="法律对这些岗位的从业资格有规定。不属于就不勾。",
    )

    class Meta(VacancyFactsForm.Meta):
        fields = (*VacancyFactsForm.Meta.fields, "longitude", "latitude", "datum", "post_kinds")

    def __init__(self, actor: Any, *args: Any, **options: Any) -> None:
        super().__init__(city_code(actor.region.code), *args, **options)
