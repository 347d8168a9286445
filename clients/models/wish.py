"""What somebody wants, what the body allows, and which hours are already taken."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from clients.occupation_words import occupation_name
from lexicon.features import WorkFeature
from people.vault import EncryptedTextField


class Wish(CaseRecord):
    """The one current wish of a client. An empty list means: not restricted."""

    client = models.OneToOneField("clients.Client", on_delete=models.CASCADE, related_name="wish")
    # Codes of lexicon.occupations, the dearest first.
    occupations = models.JSONField("想做的工作", default=list, blank=True)
    text = models.TextField("本人的话", max_length=500, blank=True, default="")
    wage_floor = models.DecimalField(
        "最低月工资",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100_000))],
        help_text="元/月，低于这个数不考虑",
    )
    # Region codes, usually counties; the residence is not implied.
    districts = models.JSONField("愿意去的地方", default=list, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        "离家多远以内", null=True, blank=True, validators=[MaxValueValidator(500)], help_text="公里"
    )
    # Values of lexicon.features.Shift.
    shifts = models.JSONField("能上的班次", default=list, blank=True)
    # GB/T 4754 codes of sections or divisions.
    excluded_industries = models.JSONField("不愿做的行业", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "意愿"
        constraints = (
            models.CheckConstraint(
                condition=Q(wage_floor__isnull=True) | Q(wage_floor__gte=0), name="wish_wage_floor_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"意愿 #{self.pk}"

    @property
    def words(self) -> str:
        """What to do, in one line: the occupations, else the client's own words."""
        return "、".join(occupation_name(code) for code in self.occupations) or self.text


class Limit(CaseRecord):
    """Whether the body allows one work feature. No row means the same as 不清楚: nobody has asked."""

    class Answer(models.TextChoices):
        CAN = "can", "可以"
        CANNOT = "cannot", "不行"
        UNKNOWN = "unknown", "不清楚"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="limits")
    feature = models.CharField("工作特点", max_length=16, choices=WorkFeature.choices())
    answer = models.CharField("能不能", max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    note = EncryptedTextField("说明", max_length=100, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "身体条件"
        ordering = ("feature",)
        constraints = (models.UniqueConstraint(fields=["client", "feature"], name="one_limit_per_feature"),)

    def __str__(self) -> str:
        return f"{self.get_feature_display()} #{self.pk}"


class FixedTime(CaseRecord):
    """Hours that a job must leave free: signing in with the street, fetching medication, being tested."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "签到"
        MEDICATION = "medication", "服药"
        TEST = "test", "到检"

    class Every(models.TextChoices):
        DAY = "day", "每天"
        WEEK = "week", "每周"
        MONTH = "month", "每月一次"

    class Weekday(models.IntegerChoices):
        MONDAY = 1, "周一"
        TUESDAY = 2, "周二"
        WEDNESDAY = 3, "周三"
        THURSDAY = 4, "周四"
        FRIDAY = 5, "周五"
        SATURDAY = 6, "周六"
        SUNDAY = 7, "周日"

    class HalfDay(models.TextChoices):
        MORNING = "am", "上午"
        AFTERNOON = "pm", "下午"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="fixed_times")
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    every = models.CharField("多久一次", max_length=8, choices=Every.choices)
    weekday = models.PositiveSmallIntegerField("周几", choices=Weekday.choices, null=True, blank=True)
    half_day = models.CharField("半天", max_length=2, choices=HalfDay.choices, blank=True, default="")
    starts_at = models.TimeField("几点起", null=True, blank=True)
    ends_at = models.TimeField("几点止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "固定时间"
        ordering = ("kind", "weekday", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(every="day", weekday__isnull=True) | (~Q(every="day") & Q(weekday__isnull=False)),
                name="fixed_time_weekday_fits_every",
                violation_error_message="每天的事项不选周几；每周或每月的要选周几。",
            ),
            models.CheckConstraint(
                condition=~Q(half_day="") | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="fixed_time_says_when",
                violation_error_message="请选上午或下午，或者填几点起、几点止。",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="fixed_time_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
