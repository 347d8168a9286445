"""注册: what a visitor typed, until she has shown that the e-mail address is hers."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from employers.models.stated import Stated

LASTS = timedelta(days=3)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def open(self):
        """Those whose link still works."""
        return self.filter(at__gt=timezone.now() - LASTS)


class Registration(Stated):
    """Neither a user nor a firm yet: it makes no address and no code taken. Gone when confirmed or three days old.

    ``password`` is a hash. ``origin`` is the site as the visitor sees it, for the link in the mail. ``calculation`` is
    what she worked out on the public site before, as ``employers.calculation`` keeps it.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    contact_name = models.CharField("联系人姓名", max_length=40)
    email = models.EmailField("电子邮箱", max_length=60)
    password = models.CharField("密码", max_length=128)
    origin = models.CharField("网址", max_length=200)
    calculation = models.JSONField("官网算过的", null=True, blank=True, editable=False)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业注册"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"注册 {self.uid}"
