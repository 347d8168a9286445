"""结对帮扶: a cadre of some office and the client whom she looks after. Her visits are help events."""

from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class Cadre(models.Model):
    """Somebody of a public office who is paired with clients. She does not sign in: workers write her visits down."""

    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=60)
    post = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    region = models.ForeignKey("people.Region", models.PROTECT, related_name="+", verbose_name="所在区域")
    is_active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "结对干部"
        ordering = ("unit", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["name", "unit", "region"],
                name="cadre_once_per_office",
                violation_error_message="这位干部已经登记过。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"


class Pairing(CaseRecord):
    """One cadre and one client, from a day to a day, and what came of it."""

    class Result(models.TextChoices):
        WORKING = "working", "已就业"
        TRAINED = "trained", "已参加培训"
        RECEIVING = "receiving", "已享受救助"
        STEADY = "steady", "情况稳定"
        NO_CHANGE = "no_change", "没有变化"
        MOVED = "moved", "本人或干部调离"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="pairings")
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="pairings", verbose_name="结对干部")
    since = models.DateField("结对日期")
    until = models.DateField("结束日期", null=True, blank=True)
    result = models.CharField("成效", max_length=10, choices=Result.choices, blank=True, default="")
    result_note = EncryptedTextField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "结对"
        ordering = ("-since", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["client", "cadre"],
                condition=Q(until__isnull=True),
                name="paired_with_a_cadre_once",
                violation_error_message="已经和这位干部结对。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pairing_ends_after_start",
                violation_error_message="结束日期不能早于结对日期。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, result="") | Q(until__isnull=False) & ~Q(result=""),
                name="pairing_ended_says_what_came",
                violation_error_message="结束结对的，请选成效。",
            ),
        )

    def __str__(self) -> str:
        return f"结对 #{self.pk}"
