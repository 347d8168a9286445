"""共同生活的家庭成员: counted or not by rule, never by hand; what nobody knows stays empty."""

from django.db import models
from django.db.models import Q

from clients.models.scoped import CaseRecord
from people.models import Sex
from people.vault import EncryptedTextField


class HouseholdMember(CaseRecord):
    """One relative. An empty answer means nobody knows; 0 元 and 不上学 are answers."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", "配偶"
        CHILD = "child", "子女"
        FATHER = "father", "父亲"
        MOTHER = "mother", "母亲"
        SPOUSE_PARENT = "spouse_parent", "配偶的父母"
        GRANDPARENT = "grandparent", "祖父母/外祖父母"
        SIBLING = "sibling", "兄弟姐妹"
        GRANDCHILD = "grandchild", "孙子女/外孙子女"
        OTHER = "other", "其他"

    class StudentStage(models.TextChoices):
        NONE = "none", "不上学"
        PRESCHOOL = "preschool", "幼儿园"
        PRIMARY = "primary", "小学"
        JUNIOR = "junior", "初中"
        SENIOR = "senior", "高中/中职"
        COLLEGE = "college", "大专及以上"

    class DisabilityGrade(models.TextChoices):
        NONE = "none", "没有残疾证"
        ONE = "1", "一级"
        TWO = "2", "二级"
        THREE = "3", "三级"
        FOUR = "4", "四级"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="household_members")
    name = EncryptedTextField("姓名", max_length=40)
    relation = models.CharField("与本人关系", max_length=16, choices=Relation.choices)
    sex = models.CharField("性别", max_length=8, choices=Sex.choices, blank=True, default="")
    birth_date = models.DateField("出生日期", null=True, blank=True)
    id_number = EncryptedTextField("身份证号", max_length=40, blank=True, default="")
    lives_together = models.BooleanField("共同生活", null=True, blank=True)
    student_stage = models.CharField("在读阶段", max_length=12, choices=StudentStage.choices, blank=True, default="")
    disability_grade = models.CharField(
        "残疾等级", max_length=8, choices=DisabilityGrade.choices, blank=True, default=""
    )
    monthly_income = models.DecimalField(
        "月收入", max_digits=9, decimal_places=2, null=True, blank=True, help_text="元/月；没有收入填 0，不清楚留空"
    )
    note = EncryptedTextField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        ordering = ("birth_date", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(monthly_income__isnull=True) | Q(monthly_income__gte=0),
                name="member_income_not_negative",
                violation_error_message="月收入不能是负数。",
            ),
        )

    def __str__(self) -> str:
        return f"家庭成员 #{self.pk}"
