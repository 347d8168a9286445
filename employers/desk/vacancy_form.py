"""The form of a vacancy on the desk. It asks in the order in which one thinks of a job: what, how many, pay, where,
when, how; and at its end what only staff say."""

from typing import Any, ClassVar

from django import forms

from employers.may import city_code
from employers.vacancy_facts import Answer, VacancyFactsForm
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

    is_public = Answer(
        label="企业同意在网站上公开吗",
        choices=(("", "还没问"), ("yes", "同意"), ("no", "不同意")),
        widget=forms.RadioSelect,
        help_text="公开后谁都能看到企业名称、岗位、旗区街道、工资、班次、待遇和岗位说明；不显示联系人、电话、具体地址和已招人数。",
    )

    class Meta(VacancyFactsForm.Meta):
        fields = (
            *VacancyFactsForm.Meta.fields, "longitude", "latitude", "datum", "post_kinds", "is_public",
            "public_agreed_by",
        )  # fmt: skip
        help_texts: ClassVar = {"public_agreed_by": "选了“同意”就要写，例如：人事周丽，电话里同意。"}

    def __init__(self, actor: Any, *args: Any, **options: Any) -> None:
        super().__init__(city_code(actor.region.code), *args, **options)
