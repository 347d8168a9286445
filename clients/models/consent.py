"""知情同意: what a client lets us tell one named firm, for one purpose, until a day; and what was then told."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord


class ConsentField(models.TextChoices):
    """What may be told, as the client reads it."""

    PROFILE = "profile", "会什么、有什么证、能上什么班、年龄段、住在哪个旗区（不说姓名）"
    NAME = "name", "姓名"
    PHONE = "phone", "手机号码"
    PAPERS = "papers", "办理用工扶持要的证明（不写原因）"


class ConsentPurpose(models.TextChoices):
    REFERRAL = "referral", "推荐工作"
    INCENTIVE = "incentive", "企业办理用工扶持"


# What each purpose may need: nothing else can be asked for it (个人信息保护法第六条、第二十九条).
FIELDS_FOR: dict[str, tuple[ConsentField, ...]] = {
    ConsentPurpose.REFERRAL: (ConsentField.PROFILE, ConsentField.NAME, ConsentField.PHONE),
    ConsentPurpose.INCENTIVE: (ConsentField.NAME, ConsentField.PAPERS),
}


# Without these a yes means nothing; what else was asked for, she picks herself.
LEAST: dict[str, frozenset[ConsentField]] = {
    ConsentPurpose.REFERRAL: frozenset({ConsentField.PROFILE}),
    ConsentPurpose.INCENTIVE: frozenset({ConsentField.NAME, ConsentField.PAPERS}),
}


def check_fields(codes: object) -> None:
    """Validator: a list of different codes of ``ConsentField``, at least one."""
    if not isinstance(codes, list) or not codes or len(set(codes)) != len(codes):
        raise ValidationError("请至少选一项可以告诉企业的内容。")
    if strange := set(codes) - set(ConsentField):
        raise ValidationError(f"有不认识的内容代码：{'、'.join(sorted(strange))}。")


class ConsentQuerySet(CaseQuerySet):
    def standing(self, as_of: date):
        """Given, not withdrawn, and not over on ``as_of``."""
        return self.filter(state=Consent.State.GIVEN, until__gte=as_of)

    def with_firm(self, credit_code: str):
        return self.filter(credit_code=credit_code)

    def asked(self):
        return self.filter(state=Consent.State.ASKED)


ConsentManager = CaseManager.from_queryset(ConsentQuerySet)


class Consent(CaseRecord):
    """asked → given | refused | recalled; given → withdrawn | replaced. A paper form is given at once.

    One stands per firm and purpose: a new yes replaces the one before it. The firm stands here by code and name as at
    signing, like on the paper: no link to its record. ``until`` is the last day. ``words`` is the text that the client
    agreed to, kept as it was shown.
    """

    class State(models.TextChoices):
        ASKED = "asked", "等本人答复"
        GIVEN = "given", "已同意"
        REFUSED = "refused", "没有同意"
        WITHDRAWN = "withdrawn", "已撤回"
        REPLACED = "replaced", "已由新的代替"
        # The question was taken back before it was answered.
        RECALLED = "recalled", "不再征求"

    class Way(models.TextChoices):
        PAPER = "paper", "纸质签字"
        PHONE = "phone", "本人手机"
        # Enough to withdraw, never to agree.
        WORD = "word", "本人口头"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="consents")
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    purpose = models.CharField("用途", max_length=12, choices=ConsentPurpose.choices, default=ConsentPurpose.REFERRAL)
    fields = models.JSONField("可以告诉企业的内容", default=list, validators=[check_fields])
    until = models.DateField("有效期至")
    words = models.TextField("同意书内容", max_length=2000)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    asked_at = models.DateTimeField("征求时间", default=timezone.now, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True, editable=False)
    way = models.CharField("答复方式", max_length=6, choices=Way.choices, blank=True, default="", editable=False)
    paper = models.ForeignKey(
        "clients.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签字扫描件"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)
    withdrawn_way = models.CharField(
        "撤回方式", max_length=6, choices=Way.choices, blank=True, default="", editable=False
    )

    objects: ClassVar[Any] = ConsentManager()

    class Meta:
        verbose_name = verbose_name_plural = "知情同意"
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["client", "credit_code", "state"], name="consent_for_firm"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "credit_code", "purpose"], condition=Q(state="asked"), name="consent_asked_once"
            ),
            models.UniqueConstraint(
                fields=["client", "credit_code", "purpose"], condition=Q(state="given"), name="consent_given_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "recalled"), answered_at=None, way="", withdrawn_at=None)
                | Q(
                    state__in=("given", "refused", "replaced"),
                    answered_at__isnull=False,
                    way__in=("paper", "phone"),
                    withdrawn_at=None,
                )
                | Q(
                    state="withdrawn",
                    answered_at__isnull=False,
                    way__in=("paper", "phone"),
                    # Without it nothing would be known of the comparison, and a database lets the unknown pass.
                    withdrawn_at__isnull=False,
                    withdrawn_at__gte=F("answered_at"),
                ),
                name="consent_state_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(way="paper") | Q(paper__isnull=False), name="consent_on_paper_has_its_paper"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_way="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_way="")),
                name="consent_withdrawn_how",
            ),
        )

    def __str__(self) -> str:
        return f"知情同意 #{self.pk}"

    def holds_on(self, day: date) -> bool:
        return self.state == self.State.GIVEN and day <= self.until

    def allows(self, field: ConsentField, day: date) -> bool:
        """Whether ``field`` may be told to the firm on ``day``."""
        return self.holds_on(day) and field in self.fields

    def field_labels(self) -> list[str]:
        return [ConsentField(code).label for code in self.fields]


class Disclosure(CaseRecord):
    """回执: one person of the firm saw these fields on this day, so many times; or, ``orally``, one of staff told them
    to the firm: on the telephone, or, for INCENTIVE, by noting them in the firm's record of her. Kept at least three
    years (网络数据安全管理条例第十二条)."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="disclosures")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="disclosures")
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="查看人"
    )
    # Then ``viewer`` is the one of staff who told.
    orally = models.BooleanField("电话里告诉的", default=False)
    # Codes of ConsentField joined by blanks, in their order: comparable in a constraint.
    fields = models.CharField("看到的内容", max_length=80)
    on = models.DateField("日期")
    first_at = models.DateTimeField("第一次", default=timezone.now)
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "披露回执"
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["consent", "viewer", "fields", "on", "orally"], name="disclosure_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"披露回执 #{self.pk}"

    def field_labels(self) -> list[str]:
        return [ConsentField(code).label for code in self.fields.split()]
