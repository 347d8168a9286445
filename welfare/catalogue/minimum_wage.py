"""最低工资标准 in the book of standards, where an officer may enter newer numbers. The numbers stand in ``law``.

No rule reads it: a wage is held against it, and some places impute it. 民发〔2021〕57号 knows no minimum wage; 莆田
counts it as the income of whoever could work and shows no wage.
"""

from collections.abc import Mapping
from decimal import Decimal

from law.dated import Timeline
from law.minimum_wage import HOURLY, MONTHLY
from welfare.rules.standards import Row, Standard


def _rows(lines: Mapping[str, Timeline[Decimal]]) -> tuple[Row, ...]:
    return tuple(
        Row(
            region=stem,
            value=dated.value,
            valid_from=dated.valid_from,
            valid_to=dated.valid_to,
            source=dated.source,
            review_by=dated.review_by,
        )
        for stem, line in lines.items()
        for dated in line.values
    )


minimum_wage = Standard("minimum_wage", "最低工资标准", also=("最低工资",), rows=_rows(MONTHLY))
minimum_hourly_wage = Standard("minimum_hourly_wage", "小时最低工资标准", unit="元/小时", rows=_rows(HOURLY))

MINIMUM_WAGES = (minimum_wage, minimum_hourly_wage)
