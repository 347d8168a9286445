"""最低工资标准 of the places we serve. No rule reads it: a wage is held against it, and some places impute it.

民发〔2021〕57号 knows no minimum wage; 莆田 counts it as the income of whoever could work and shows no wage. Blank
years and places stay blank; 贵阳's class among the three of 贵州 was not seen.
"""

from welfare.catalogue.rows import rows_of, unnumbered
from welfare.rules.standards import Standard

INNER_MONGOLIA = unnumbered("内蒙古自治区最低工资标准（一类地区）")
GUANGDONG_FIRST = unnumbered("广东省最低工资标准（一类地区）")
GUANGDONG_SECOND = unnumbered("广东省最低工资标准（二类地区）")
SHANXI_FIRST = unnumbered("山西省最低工资标准（一类地区）")
SHANXI_SECOND = unnumbered("山西省最低工资标准（二类地区）")

# region, source, first day, last day ("" while nothing ended it), yuan a month, yuan an hour ("": not seen).
TABLE = (
    ("1506", INNER_MONGOLIA, "2021-12-01", "2024-11-30", "1980", "20.8"),
    ("1506", INNER_MONGOLIA, "2024-12-01", "", "2270", "22.4"),
    # What held between 2018-07 and 2021-12 was not seen; the number of 2015 ended some day before.
    ("4401", GUANGDONG_FIRST, "2015-05-01", "2015-12-31", "1895", ""),
    ("4401", GUANGDONG_FIRST, "2021-12-01", "2025-02-28", "2300", "22.2"),
    ("4401", GUANGDONG_FIRST, "2025-03-01", "", "2500", "23.7"),
    ("4404", GUANGDONG_SECOND, "2015-05-01", "2015-12-31", "1650", ""),
    ("4404", GUANGDONG_SECOND, "2021-12-01", "2025-02-28", "1900", "18.1"),
    ("4404", GUANGDONG_SECOND, "2025-03-01", "", "2080", "19.8"),
    ("140681", SHANXI_SECOND, "2025-01-01", "", "2050", "22.1"),
    ("140602", SHANXI_FIRST, "2025-01-01", "", "2150", "23.2"),
    ("140603", SHANXI_FIRST, "2025-01-01", "", "2150", "23.2"),
)


minimum_wage = Standard(
    "minimum_wage",
    "最低工资标准",
    also=("最低工资",),
    rows=tuple(
        row
        for region, source, first, last, month, _ in TABLE
        for row in rows_of(region, source, (first, last, month, None))
    ),
)
minimum_hourly_wage = Standard(
    "minimum_hourly_wage",
    "小时最低工资标准",
    unit="元/小时",
    rows=tuple(
        row
        for region, source, first, last, _, hour in TABLE
        if hour
        for row in rows_of(region, source, (first, last, hour, None))
    ),
)

MINIMUM_WAGES = (minimum_wage, minimum_hourly_wage)
