"""What a firm says of itself before anybody has looked at its licence."""

from typing import Any

from django.db import models

from employers.models.enterprise import Size, check_credit_code, check_industry
from lexicon.industries import industry
from people.models import Region


class Stated(models.Model):
    """Mixin: the facts of a firm as its contact typed them, and the scan of its licence."""

    credit_code = models.CharField("统一社会信用代码", max_length=18, validators=[check_credit_code])
    name = models.CharField("企业名称", max_length=100)
    industry = models.CharField("行业", max_length=5, validators=[check_industry])
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在旗区")
    size = models.CharField("人数规模", max_length=10, choices=Size)
    phone = models.CharField("联系人手机", max_length=20)
    licence_uid = models.UUIDField("营业执照文件")
    licence_type = models.CharField("执照文件类型", max_length=20)

    class Meta:
        abstract = True

    @property
    def industry_name(self) -> str:
        known = industry(self.industry)
        return known.name if known else self.industry

    def stated(self) -> dict[str, Any]:
        """The fields of this mixin, to be stated again."""
        return {field.name: getattr(self, field.name) for field in Stated._meta.fields}
