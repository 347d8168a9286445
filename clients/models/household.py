"""家庭成员: who they are. Counted or not by rule, never by hand; everything else about them is an answer of its own."""

from django.db import models

from clients.models.scoped import CaseRecord
from people.models import Sex
from people.vault import EncryptedTextField


class HouseholdMember(CaseRecord):
    """One relative. Whether she lives there, goes to school, earns: see ``HouseholdFact``."""

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

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="household_members")
    name = EncryptedTextField("姓名", max_length=40)
    relation = models.CharField("与本人关系", max_length=16, choices=Relation.choices)
    sex = models.CharField("性别", max_length=8, choices=Sex.choices, blank=True, default="")
    birth_date = models.DateField("出生日期", null=True, blank=True)
    id_number = EncryptedTextField("身份证号", max_length=40, blank=True, default="")
    note = EncryptedTextField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        ordering = ("birth_date", "pk")

    def __str__(self) -> str:
        return f"家庭成员 #{self.pk}"
