"""编号: DS-000417, counted per county, so that people can speak of a case without saying a name."""

import re

from django.db import models, transaction
from django.db.models import F
from pypinyin import Style, lazy_pinyin


class NumberSeries(models.Model):
    """The last number given out in one county."""

    county_code = models.CharField("区划代码", max_length=6, primary_key=True)
    prefix = models.CharField("字头", max_length=8, unique=True)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "服务对象编号"

    def __str__(self) -> str:
        return self.prefix


def prefix_of(county_name: str) -> str:
    """Pinyin initials of a county without its kind: 东胜区 → DS, 伊金霍洛旗 → YJHL."""
    core = re.sub(r"(自治旗|自治县|特区|林区|[区旗县市盟])$", "", county_name) or county_name
    return "".join(lazy_pinyin(core, style=Style.FIRST_LETTER, errors="ignore")).upper()[:6] or "QX"


@transaction.atomic
def allot_numbers(county_code: str, county_name: str, count: int = 1) -> list[str]:
    """The next ``count`` numbers of a county, in order; nobody else gets them, gaps are possible.

    Two counties with the same initials are told apart by the last digits of their code: DS, DS14.
    """
    if not NumberSeries.objects.filter(county_code=county_code).exists():
        prefix = prefix_of(county_name)
        for candidate in (prefix, f"{prefix}{county_code[4:]}", f"{prefix}{county_code[2:]}"[:8]):
            if not NumberSeries.objects.filter(prefix=candidate).exists():
                NumberSeries.objects.get_or_create(county_code=county_code, defaults={"prefix": candidate})
                break
    # The increment takes the row's lock, so the number read after it is ours.
    NumberSeries.objects.filter(county_code=county_code).update(last=F("last") + count)
    series = NumberSeries.objects.get(county_code=county_code)
    return [f"{series.prefix}-{n:06d}" for n in range(series.last - count + 1, series.last + 1)]
