"""The forms of 培训. What they hold is said in the models; here is how it is asked."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from employers import keep_training
from employers.desk.firms import RegionChoice
from employers.may import kept_code
from employers.models import Cohort, Course, Enterprise, PostCommitment, TrainingBase, Vacancy
from lexicon.features import CERTIFICATES
from people.models import Level, Region
from ui.widgets import Measured


class BaseForm(forms.ModelForm):
    """Who teaches, where, whom to ask."""

    region = RegionChoice(Region.objects.none(), label="所在旗区、街道", empty_label="请选择")

    class Meta:
        model = TrainingBase
        fields = keep_training.BASE_FACTS
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "enterprise": "企业自己办的必须选。",
            "contact": "报名和安排班次时找谁。",
            "until": "还在用就空着；填的是最后一天。",
        }

    def __init__(self, actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        near = Region.objects.current().within(kept_code(actor.region.code)).filter(level__lte=Level.STREET)
        fields: dict[str, Any] = self.fields
        fields["region"].queryset = near.select_related("parent").order_by("code")
        fields["kind"].choices = TrainingBase.Kind.choices
        fields["enterprise"].queryset = Enterprise.objects.visible_to(actor).order_by("name", "pk")
        fields["enterprise"].empty_label = "不是企业办的"


class CourseForm(forms.ModelForm):
    """What is taught, which certificate it leads to, what it costs and whom."""

    certificate = forms.CharField(
        label="取得的证书",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "certificate-names", "autocomplete": "off"}),
        help_text="写几个字可以挑名称；没有证书就空着。",
    )

    class Meta:
        model = Course
        fields = ("name", "certificate", "hours", "cost", "payer", "inside", "words", "closed")
        widgets: ClassVar = {
            "hours": Measured("课时", {"min": 1}),
            "cost": Measured("元", {"min": 0, "step": "0.01"}),
            "payer": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
        }
        help_texts: ClassVar = {
            "cost": "不清楚就空着；不要钱写 0。",
            "inside": "只收还没有出来的人，出来后到承诺岗位的企业上班。",
            "words": "学员要什么文化程度、身体条件，带什么材料。",
            "closed": "已经安排的班照上，不能再安排新的班。",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["payer"].choices = Course.Payer.choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["certificate"] = self.instance.certificate_label
        else:
            del self.fields["closed"]

    @property
    def names(self) -> list[str]:
        """What the field of the certificate offers while one types."""
        return [item.label for item in CERTIFICATES.values()]


class CohortForm(forms.ModelForm):
    """When, where, for how many."""

    class Meta:
        model = Cohort
        fields = keep_training.COHORT_FACTS
        widgets: ClassVar = {"seats": Measured("人", {"min": 1})}
        help_texts: ClassVar = {
            "sign_up_until": "空着就是开班那天截止。",
            "times": "例如：周一到周五 8:30—11:30。",
        }


class CancelForm(forms.Form):
    words = forms.CharField(label="为什么取消", max_length=100, help_text="学员会看到，例如“报名不足”“老师生病”。")


class FirmForm(forms.Form):
    """Whose word it is; its vacancies are asked for afterwards."""

    firm = forms.ModelChoiceField(Enterprise.objects.none(), label="哪家企业", empty_label="请选择")

    def __init__(self, actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["firm"].queryset = Enterprise.objects.visible_to(actor).order_by("name", "pk")  # type: ignore[attr-defined]


class CommitmentForm(forms.ModelForm):
    """How many posts a firm keeps, of which vacancy, until when."""

    class Meta:
        model = PostCommitment
        fields = ("vacancy", "posts", "agreed_on", "until")
        widgets: ClassVar = {"posts": Measured("个", {"min": 1})}
        help_texts: ClassVar = {
            "vacancy": "还没有登记成岗位的空着。",
            "until": "至少到结业那天；给考证和入职留出时间。",
        }

    def __init__(self, actor, firm: Enterprise, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        vacancies: Any = self.fields["vacancy"]
        offered = Vacancy.objects.visible_to(actor).published().filter(enterprise=firm)
        vacancies.queryset = offered.order_by("title", "pk")
        vacancies.empty_label = "还没有登记成岗位"
        self.initial.setdefault("agreed_on", timezone.localdate())
