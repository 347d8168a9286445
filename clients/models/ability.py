"""What somebody can do: certificates, work done, skills."""

from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from lexicon.features import CERTIFICATES
from people.vault import EncryptedTextField


class ClientCertificate(CaseRecord):
    """A certificate or licence held. ``code`` is one of lexicon.features.CERTIFICATES or a free string."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="certificates")
    code = models.CharField("证书", max_length=60)
    number = EncryptedTextField("证书编号", max_length=60, blank=True, default="")
    issued_on = models.DateField("发证日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="长期有效或不清楚就留空")

    class Meta:
        verbose_name = verbose_name_plural = "证书"
        ordering = ("code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["client", "code"], name="certificate_once", violation_error_message="这本证书已经登记过。"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(issued_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_expires_after_issue",
                violation_error_message="有效期不能早于发证日期。",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What people read: the listed label, or the free string itself."""
        listed = CERTIFICATES.get(self.code)
        return listed.label if listed else self.code


class WorkExperience(CaseRecord):
    """One job held. ``start`` and ``end`` are months, stored as their first day; ``end`` empty: still there."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="work_experiences")
    title = models.CharField("做什么", max_length=60)
    occupation = models.CharField("对应职业", max_length=20, blank=True, default="")
    workplace = EncryptedTextField("在哪里", max_length=80, blank=True, default="")
    start = models.DateField("从哪年哪月", null=True, blank=True)
    end = models.DateField("到哪年哪月", null=True, blank=True)
    duties = models.TextField("主要干什么活", blank=True, default="", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "工作经历"
        ordering = (F("start").desc(nulls_last=True), "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="work_ends_after_start",
                violation_error_message="结束月份不能早于开始月份。",
            ),
        )

    def __str__(self) -> str:
        return f"工作经历 #{self.pk}"


class Skill(CaseRecord):
    """Something somebody can do without a paper to prove it."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="skills")
    name = models.CharField("会什么", max_length=40)
    occupation = models.CharField("对应职业", max_length=20, blank=True, default="")
    years = models.PositiveSmallIntegerField("几年", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "技能"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["client", "name"], name="skill_once", violation_error_message="这项技能已经登记过。"
            ),
        )

    def __str__(self) -> str:
        return self.name
