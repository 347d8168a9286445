"""爱心企业: an employer known by its 统一社会信用代码."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as InvalidNumber

from employers.may import KEEPERS, city_code, kept_code, may_keep
from lexicon.industries import industry
from people.models import ApiToken, Holder, Recorded, Region
from people.scope import code_range


def clean_credit_code(text: str) -> str:
    """The code in capitals without separators. Raises ValidationError with a text for the screen."""
    code = uscc.compact(text)
    try:
        return uscc.validate(code)
    except InvalidLength:
        raise ValidationError(f"统一社会信用代码应为 18 位，现在是 {len(code)} 位，请对照营业执照。") from None
    except InvalidChecksum:
        raise ValidationError("统一社会信用代码的校验位不对，可能有一位抄错，请对照营业执照逐位核对。") from None
    except InvalidNumber:
        raise ValidationError("统一社会信用代码里有不该出现的字符（不用 I、O、S、V、Z），请对照营业执照。") from None


def check_credit_code(text: str) -> None:
    """Validator of the stored field."""
    if clean_credit_code(text) != text:
        raise ValidationError("统一社会信用代码请用大写，不带空格和横线。")


def check_industry(code: str) -> None:
    """Validator: a code of GB/T 4754-2017."""
    if industry(code) is None:
        raise ValidationError("没有这个行业代码，请从行业表里选。")


class Size(models.TextChoices):
    """How many people work there."""

    TINY = "under_10", "10 人以下"
    SMALL = "10_49", "10—49 人"
    MIDDLE = "50_299", "50—299 人"
    LARGE = "300_999", "300—999 人"
    HUGE = "over_1000", "1000 人及以上"


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def visible_to(self, actor) -> Self:
        """Firms of the actor's city; none for who acts nowhere."""
        return self._within(actor, city_code)

    def kept_by(self, actor) -> Self:
        """Firms that the actor may change, see ``employers.may``."""
        return self._within(actor, kept_code) if actor.role in KEEPERS else self.none()

    def _within(self, actor, upper) -> Self:
        if actor.region is None:
            return self.none()
        low, high = code_range(upper(actor.region.code))
        return self.filter(region__code__gte=low, region__code__lte=high)

    def called(self, words: str) -> Self:
        """By a part of the name, or the beginning of the code or of the contact's name."""
        word = words.strip()
        return self.filter(
            Q(name__icontains=word) | Q(credit_code__startswith=word.upper()) | Q(contact_name__startswith=word)
        )

    def spoken_for_by(self, token: ApiToken) -> Self:
        """Verified firms in the region of the key; of a firm's own system that firm alone."""
        low, high = code_range(token.region.code)
        rows = self.verified().filter(region__code__gte=low, region__code__lte=high)
        return rows.filter(credit_code=token.credit_code) if token.holder == Holder.FIRM else rows

    def verified(self) -> Self:
        return self.filter(verified_at__isnull=False)


class Enterprise(Recorded):
    """One firm. It is never deleted: hires and papers hang on it."""

    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        unique=True,
        validators=[check_credit_code],
        error_messages={"unique": "这家企业已经登记过了，请在企业列表里按代码查找。"},
        help_text="营业执照上的 18 位代码。",
    )
    name = models.CharField("企业名称", max_length=100, help_text="与营业执照一致。")
    industry = models.CharField(
        "行业", max_length=5, blank=True, validators=[check_industry], help_text="国民经济行业分类（GB/T 4754—2017）。"
    )
    size = models.CharField("人数规模", max_length=10, choices=Size, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="enterprises", verbose_name="所在旗区、街道")
    address = models.CharField("详细地址", max_length=200, blank=True)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    verified_at = models.DateTimeField("核实时间", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="核实人",
    )
    # None: as many as there are. The firm sets both itself.
    weekly_cap = models.PositiveSmallIntegerField(
        "每周最多接收几位", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    referrals_paused_until = models.DateField("暂停接收到", null=True, blank=True, help_text="含当天。")
    note = models.TextField("工作备注", max_length=1000, blank=True, help_text="只有工作人员看得到。")

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="enterprise_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(weekly_cap=None) | Q(weekly_cap__gte=1), name="enterprise_weekly_cap_takes_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_individual(self) -> bool:
        """Whether it is registered as 个体工商户: the code says so (GB 32100: 92; enterprises have 91)."""
        return self.credit_code.startswith("92")

    def accepts_referrals(self, as_of: date) -> bool:
        """Whether the firm has not paused on ``as_of``; the last day of a pause belongs to it. The weekly cap is a
        matter of how many have come, and is not looked at here."""
        return self.referrals_paused_until is None or as_of > self.referrals_paused_until

    @property
    def industry_name(self) -> str:
        """The industry in words; "" when none is recorded."""
        known = industry(self.industry) if self.industry else None
        return known.name if known else self.industry

    def may_be_kept_by(self, actor) -> bool:
        return actor.region is not None and may_keep(actor.role, actor.region.code, self.region.code)
