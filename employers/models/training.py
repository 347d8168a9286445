"""培训: who teaches, what is taught, when a class runs, and which firms keep posts for who passes.

All of it is staff's own, for a course may be held inside an institution. Visitors see what is open to everybody, as
``employers.public.training`` tells it.
"""

from datetime import date
from typing import Any, Self, cast

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from employers.may import KEEPERS, city_code, kept_code, may_keep
from employers.models.enterprise import Enterprise
from employers.models.vacancy import Vacancy
from lexicon.features import CERTIFICATES
from people.models import Recorded, Region
from people.scope import code_range


class TrainingQuerySet(models.QuerySet):
    """Rows that lie in a region, by way of ``TO_REGION``."""

    def visible_to(self, actor) -> Self:
        """Those of the actor's city; none for who acts nowhere."""
        return self._within(actor, city_code)

    def kept_by(self, actor) -> Self:
        """Those that the actor may change: as firms, see ``employers.may``."""
        return self._within(actor, kept_code) if actor.role in KEEPERS else self.none()

    def _within(self, actor, upper) -> Self:
        if actor.region is None:
            return self.none()
        low, high = code_range(upper(actor.region.code))
        path = cast("Any", self.model).TO_REGION
        return self.filter(**{f"{path}code__gte": low, f"{path}code__lte": high})


class TrainingBase(Recorded):
    """One place of teaching. It is closed by ``until``, its last day, and never deleted."""

    TO_REGION = "region__"

    class Kind(models.TextChoices):
        COLLEGE = "college", "职业学院"
        SCHOOL = "school", "技工学校"
        CENTRE = "centre", "培训机构"
        ENTERPRISE = "enterprise", "爱心企业"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在旗区、街道")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="training_bases", verbose_name="依托企业"
    )
    contact = models.CharField("联系人和电话", max_length=60, blank=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训基地"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["region", "name"],
                name="training_base_once",
                violation_error_message="这个地方已经有同名的培训基地。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="training_base_closes_after_it_opens",
                violation_error_message="停用日期不能早于启用日期。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="enterprise") | Q(enterprise__isnull=False),
                name="training_base_of_a_firm_names_it",
                violation_error_message="爱心企业办的，请选是哪一家。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)

    def may_be_kept_by(self, actor) -> bool:
        return actor.region is not None and may_keep(actor.role, actor.region.code, self.region.code)


class Course(Recorded):
    """What a base teaches.

    certificate  code of ``lexicon.features.CERTIFICATES`` or a name; "" where none is gained
    cost         yuan for each person; None: not known
    inside       held within an institution for who will leave it: 入所培训、出所就业
    """

    TO_REGION = "base__region__"

    class Payer(models.TextChoices):
        GOVERNMENT = "government", "培训补贴（免费）"
        FIRM = "firm", "用人企业"
        CHARITY = "charity", "公益资助"
        LEARNER = "learner", "本人"
        SHARED = "shared", "本人先交，取证后补贴"

    base = models.ForeignKey(TrainingBase, models.PROTECT, related_name="courses", verbose_name="培训基地")
    name = models.CharField("课程", max_length=60)
    certificate = models.CharField("取得的证书", max_length=60, blank=True)
    occupation = models.CharField("对应职业", max_length=20, blank=True)
    hours = models.PositiveSmallIntegerField("课时", validators=[MinValueValidator(1)])
    cost = models.DecimalField(
        "每人费用", max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    payer = models.CharField("谁出钱", max_length=10, choices=Payer)
    inside = models.BooleanField("在所内开课", default=False)
    words = models.TextField("学什么、对学员的要求", max_length=500, blank=True)
    closed = models.BooleanField("不再开", default=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "课程"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["base", "name"], name="course_once", violation_error_message="这个基地已经有同名的课程。"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def certificate_label(self) -> str:
        """What people read; "" where no certificate is gained."""
        listed = CERTIFICATES.get(self.certificate)
        return listed.label if listed else self.certificate


class Cohort(Recorded):
    """One run of a course: 班次."""

    TO_REGION = "course__base__region__"

    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts", verbose_name="课程")
    starts_on = models.DateField("开班日期")
    ends_on = models.DateField("结业日期")
    sign_up_until = models.DateField("报名截止", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("名额", validators=[MinValueValidator(1)])
    place = models.CharField("上课地点", max_length=100, blank=True)
    times = models.CharField("上课时间", max_length=60, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancel_words = models.CharField("取消原因", max_length=100, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "班次"
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_it_starts",
                violation_error_message="结业日期不能早于开班日期。",
            ),
            models.CheckConstraint(
                condition=Q(sign_up_until=None) | Q(sign_up_until__lte=F("ends_on")),
                name="cohort_sign_up_before_the_end",
                violation_error_message="报名截止不能晚于结业日期。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancel_words="") | Q(cancelled_on__isnull=False) & ~Q(cancel_words=""),
                name="cohort_cancelled_for_a_reason",
                violation_error_message="取消班次请写明原因。",
            ),
        )

    def __str__(self) -> str:
        return f"班次 #{self.pk}"

    @property
    def last_sign_up(self) -> date:
        """The last day for signing up: the first day of class where no other is set."""
        return self.sign_up_until or self.starts_on

    def takes_sign_ups(self, on: date) -> bool:
        """Whether somebody can still be put on its list, with a seat or to wait for one."""
        return self.cancelled_on is None and on <= self.last_sign_up

    def posts_kept(self, on: date) -> int:
        """Posts that firms keep on that day for who passes. Prefetch ``commitments`` for a list."""
        return sum(made.posts for made in self.commitments.all() if made.holds(on))


class PostCommitment(Recorded):
    """A firm's word to keep posts for who passes a class, for so long. ``vacancy`` None: not on the platform yet."""

    TO_REGION = "cohort__course__base__region__"

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="commitments", verbose_name="班次")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="企业")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位")
    posts = models.PositiveSmallIntegerField("承诺岗位数", validators=[MinValueValidator(1)])
    agreed_on = models.DateField("约定日期")
    until = models.DateField("保留到")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位承诺"
        ordering = ("cohort", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("agreed_on")),
                name="post_commitment_lasts",
                violation_error_message="保留到的日期不能早于约定日期。",
            ),
        )

    def __str__(self) -> str:
        return f"岗位承诺 #{self.pk}"

    def holds(self, on: date) -> bool:
        """Whether the posts are kept on that day."""
        return self.agreed_on <= on <= self.until and (self.withdrawn_on is None or on < self.withdrawn_on)
