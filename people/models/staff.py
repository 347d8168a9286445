"""工作人员 and 任职: who signs in, and which roles she holds where."""

from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.utils import timezone

from people.models.region import Region


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "禁毒社工"
    WELFARE_OFFICER = "welfare_officer", "救助经办"
    MANAGER = "manager", "禁毒办负责人"
    EDITOR = "editor", "页面编辑"
    REVIEWER = "reviewer", "页面审核"
    AUDITOR = "auditor", "审计员"
    ADMINISTRATOR = "administrator", "系统管理员"
    EMPLOYER = "employer", "企业联系人"


class Sex(models.TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, name: str, password: str | None = None, **fields) -> "User":
        """A saved user; without a password she cannot sign in until she is given one."""
        user = self.model(username=self.model.normalize_username(username), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Anyone who signs in. What she may do follows from the membership she is acting under."""

    username = models.CharField(
        "登录名",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "这个登录名已经有人用了，请换一个。"},
        help_text="字母、数字和 @ . + - _，不超过 60 个字符。",
    )
    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=6, choices=Sex, null=True, blank=True)
    email = models.EmailField("电子邮箱", blank=True, help_text="用于找回密码，可不填。")
    is_active = models.BooleanField("可登录", default=True)
    # Set by a manager: must be changed at the next sign-in.
    password_is_temporary = models.BooleanField("临时密码", default=False)
    created_at = models.DateTimeField("建立时间", default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """As what stands in the framework's place for it: her name, never her sign-in."""
        return self.name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """What she may act as today, oldest first; one query, kept on the object."""
        # Days are compared and rows put in order here: she holds a handful, and every request would otherwise spend
        # more on wording the question than the database on answering it.
        held = Membership.objects.filter(user_id=self.pk).select_related("region__parent").order_by()
        today = timezone.localdate()
        return sorted((one for one in held if one.is_current(today)), key=lambda one: (one.valid_from, one.pk))

    @cached_property
    def acting(self) -> "Membership | None":
        """The membership she acts under. ActingMiddleware sets the one chosen in the session; else the first."""
        return next(iter(self.current_memberships), None)

    @property
    def role(self) -> str | None:
        """The acting role, a value of ``Role``; None without a current membership."""
        return self.acting.role if self.acting else None

    @property
    def region(self) -> Region | None:
        """The acting region."""
        return self.acting.region if self.acting else None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, as_of: date | None = None) -> Self:
        """Those in force on ``as_of`` (default today); the last day is still inside."""
        day = as_of or timezone.localdate()
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day)


class Membership(models.Model):
    """A role in one region, from a day to a day. Ended ones stay: the ledger refers to them."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="工作人员")
    role = models.CharField("角色", max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships", verbose_name="负责区域")
    valid_from = models.DateField("开始日期", default=timezone.localdate)
    valid_to = models.DateField("结束日期", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ("valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                "user", "role", "region", condition=models.Q(valid_to=None), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            # An employer's contact hangs on a firm, never on a region.
            models.CheckConstraint(condition=~models.Q(role=Role.EMPLOYER), name="membership_is_staff"),
        )

    def __str__(self) -> str:
        return f"{self.region} · {self.get_role_display()}"

    def is_current(self, day: date) -> bool:
        """As the queryset's ``current``, of one row that is there already."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
