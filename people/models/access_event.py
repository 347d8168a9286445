"""查阅台账: the append-only rows of who saw or changed what. Written by ``people.ledger`` alone."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Left

from people.models.staff import Role
from people.scope import code_range


class Action(models.TextChoices):
    VIEW = "view", "查看"
    LOOK_UP = "look_up", "临时查询"
    CREATE = "create", "新建"
    CHANGE = "change", "修改"
    IMPORT = "import", "导入"
    EXPORT = "export", "导出"
    HAND_OVER = "hand_over", "移交"
    DISCLOSE = "disclose", "披露"


class Purpose(models.TextChoices):
    CASE_WORK = "case_work", "日常服务"
    MATCHING = "matching", "岗位匹配"
    REFERRAL = "referral", "推荐就业"
    FOLLOW_UP = "follow_up", "就业回访"
    WELFARE = "welfare", "救助帮扶"
    HAND_OVER = "hand_over", "移交"
    LOOK_UP = "look_up", "临时查询"
    SUPERVISION = "supervision", "督导检查"
    STATISTICS = "statistics", "统计"
    AUDIT = "audit", "审计"
    STAFFING = "staffing", "人员管理"
    OPERATION = "operation", "系统运行"


# What a kind is called on the screen; kinds are written by higher floors, by these names.
KIND_LABELS = {
    "client": "服务对象",
    "enterprise": "企业",
    "vacancy": "岗位",
    "staff": "工作人员",
    "api_token": "接口令牌",
    "caseload": "服务对象名单",
    "cadre": "结对干部",
    "fact_sample": "抽查",
    "intake": "批量导入",
    "hand_over": "移交",
    "transfer": "执行地变更",
    "duty": "部门事项",
    "duty_list": "部门事项清单",
    "household": "家庭与救助",
    "household_list": "救助名单",
    "paper": "材料",
    "application": "救助申请",
    "referral": "推荐",
    "standard": "救助标准",
    "calendar": "工作日历",
    "placement_base": "安置基地",
    "base_agreement": "基地协议",
    "training_base": "培训基地",
    "course": "课程",
    "cohort": "班次",
    "post_commitment": "岗位承诺",
    "consent": "同意书",
    "personal_link": "本人链接",
    "hire": "用工",
    "dossier": "申报材料",
    "dossier_paper": "申报材料里的一份",
    "fair": "推介会",
    "figures": "月度数字",
    "register": "台账",
    "job": "后台任务",
}


class AppendOnly(Exception):
    """Somebody tried to change or delete a row of the ledger."""

    def __init__(self) -> None:
        super().__init__("the ledger is append-only: rows are neither changed nor deleted")


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def of(self, kind: str, object_id: object, *also: str) -> Self:
        """What happened to one thing, latest first, with the actor; ``also`` are other kinds under which the same
        thing is seen: a case, and its household."""
        rows = self.filter(kind__in=(kind, *also), object_id=str(object_id))
        return rows.select_related("actor").order_by("-at", "-pk")

    def within(self, region_code: str) -> Self:
        """Events of staff who acted in this region or below."""
        low, high = code_range(region_code)
        return self.filter(region_code__gte=low, region_code__lte=high)

    def walk_within(self, region_code: str) -> Self:
        """The same rows, latest first, for a page of them: walks back along the numbers and stops when it is full.

        By ``within`` SQLite would fetch and sort the whole region for every page.
        """
        upper = self.annotate(upper=Left("region_code", len(region_code))).filter(upper=region_code)
        # By number, not by time: the same order, and the unique index serves it.
        return upper.order_by("-year", "-number")

    def update(self, **values: object) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: object, **options: object) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AccessEvent(models.Model):
    """One row: who, acting as what and where, did what to which thing, for which purpose. Never a name.

    ``year`` is the calendar year of ``at`` in the site's time zone; ``number`` counts from 1 within it without gaps.
    ``hash`` is HMAC-SHA256 over the row and ``previous``, the hash of the row before it ("" for the first).
    """

    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="access_events", verbose_name="操作人"
    )
    # As they were at the time: a later change of post must not rewrite history.
    role = models.CharField("当时角色", max_length=20, choices=Role, blank=True)
    region_code = models.CharField("当时区域", max_length=12, blank=True)
    action = models.CharField("操作", max_length=20, choices=Action)
    kind = models.CharField("对象类别", max_length=20)
    object_id = models.CharField("对象编号", max_length=40)
    purpose = models.CharField("目的", max_length=20, choices=Purpose)
    previous = models.CharField("上一行校验值", max_length=64, blank=True)
    hash = models.CharField("校验值", max_length=64)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查阅记录"
        ordering = ("-year", "-number")
        constraints = (models.UniqueConstraint("year", "number", name="access_event_numbered_once"),)
        indexes = (
            models.Index(fields=["kind", "object_id", "-at"], name="access_event_of_thing"),
            models.Index(fields=["actor", "-at"], name="access_event_of_actor"),
            models.Index(fields=["region_code", "-at"], name="access_event_of_region"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Insert a new row; raises AppendOnly for an existing one."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **options, force_insert=True)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly

    @property
    def kind_label(self) -> str:
        return KIND_LABELS.get(self.kind, self.kind)


class LedgerHead(models.Model):
    """Where each year's chain ends: writers take turns on this row."""

    year = models.PositiveSmallIntegerField("年度", primary_key=True)
    number = models.PositiveIntegerField("最后序号", default=0)
    hash = models.CharField("最后校验值", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "台账末行"

    def __str__(self) -> str:
        return f"{self.year}: {self.number}"
