"""接口令牌: the key with which another system asks this one, and what it opens."""

import uuid
from datetime import date
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models.region import Region
from people.scope import code_range


class Scope(models.TextChoices):
    """What a token opens. The last two speak of what only the city's own systems may know of."""

    VACANCIES_READ = "vacancies.read", "读取网站上公开的岗位"
    VACANCIES_WRITE = "vacancies.write", "送来岗位，由旗区工作人员审核"
    INCENTIVES = "incentives", "测算扶持政策"
    ASSESSMENTS = "assessments", "判断救助"
    MATCH = "match", "匹配岗位"


OF_THE_CITY = frozenset({Scope.ASSESSMENTS, Scope.MATCH})


class Holder(models.TextChoices):
    """Whose system it is."""

    BOARD = "board", "招聘网站等外部单位"
    FIRM = "firm", "一家企业自己的系统"
    CITY = "city", "本市政务系统"


def digest_of(secret: str) -> str:
    """What is kept of a token: 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def within(self, region_code: str) -> Self:
        """Those whose data lie in this region or below."""
        low, high = code_range(region_code)
        return self.filter(region__code__gte=low, region__code__lte=high)


class ApiToken(models.Model):
    """One key. The key itself is shown once and kept nowhere: ``digest`` is what it is known by, ``prefix`` what people
    recognise it by.

    sender       stays the same when a token is renewed: what was sent under the old one belongs to the new one too
    credit_code  of the organisation; of a firm's own system it is the only firm for which it may speak
    region       whose data it reaches
    expires_on   the last day on which it works
    window_at    the minute in which ``window_used`` was counted, for all processes
    """

    name = models.CharField("名称", max_length=40, help_text="给自己看的，例如：招聘网每晚取岗位。")
    organisation = models.CharField("使用单位", max_length=100)
    holder = models.CharField("是谁的系统", max_length=5, choices=Holder)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, help_text="企业自己的系统必填：只能送这一家企业的岗位。"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="数据范围")
    scopes = models.JSONField("可以做什么", default=list)
    sender = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    prefix = models.CharField("开头", max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_on = models.DateField("发放日期", default=timezone.localdate, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="发放人"
    )
    expires_on = models.DateField("有效期到", help_text="含当天，最长一年。到期前另发一个，两个可以同时用。")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="停用人",
    )
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True, editable=False)
    window_at = models.DateTimeField(null=True, blank=True, editable=False)
    window_used = models.PositiveIntegerField(default=0, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ("-issued_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")), name="api_token_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(holder="firm") | ~Q(credit_code=""), name="api_token_of_a_firm_names_it"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_token_revoked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"接口令牌 {self.prefix}"

    def opens(self, scope: Scope) -> bool:
        """Whether it was given this scope; one of the city's counts only for a system of the city."""
        return scope in self.scopes and (scope not in OF_THE_CITY or self.holder == Holder.CITY)

    def is_expired(self, on: date) -> bool:
        return on > self.expires_on

    def works(self, on: date) -> bool:
        return self.revoked_at is None and not self.is_expired(on)

    @property
    def scope_labels(self) -> list[str]:
        return [scope.label for scope in Scope if self.opens(scope)]
