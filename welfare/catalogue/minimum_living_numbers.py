"""The numbers of 低保: the standard of each place and year, how it is paid, and the lines that follow from it."""

from datetime import date
from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.rows import REVIEW, rows_of
from welfare.rules.composition import CONFIRMATION, CONFIRMATION_SINCE
from welfare.rules.dictionary import is_urban_household
from welfare.rules.expressions import round_up, when
from welfare.rules.standards import Mode, Row, Standard

RELIEF = ("社会救助暂行办法", "国务院令第649号")
RELIEF_SINCE = date(2014, 5, 1)
NOTICE_2022_SINCE = date(2022, 10, 20)
NOTICE_2022 = ("关于进一步做好最低生活保障等社会救助兜底工作的通知", "民发〔2022〕83号，文号待核实")

minimum_living_standard = Standard(
    "minimum_living_standard",
    "最低生活保障标准",
    also=("dibao_standard", "最低生活保障标准", "低保标准", "低保线", "当地低保标准"),
    rows=(
        *rows_of(
            "1506",
            unnumbered("鄂尔多斯市城乡居民最低生活保障标准"),
            ("2021-01-01", "2021-12-31", "840", True),
            ("2021-01-01", "2021-12-31", "600", False),
            ("2022-01-01", "2022-12-31", "900", True),
            ("2022-01-01", "2022-12-31", "650", False),
            ("2023-01-01", "2023-12-31", "950", True),
            ("2023-01-01", "2023-12-31", "720", False),
        ),
        *rows_of(
            "4401",
            unnumbered("广州市最低生活保障标准"),
            ("2020-01-01", "2020-12-31", "1080", None),
            ("2021-01-01", "2021-12-31", "1120", None),
            ("2022-01-01", "2022-12-31", "1196", None),
            ("2023-01-01", "2023-12-31", "1238", None),
            ("2024-01-01", "2024-12-31", "1282", None),
        ),
        *rows_of(
            "4404",
            unnumbered("珠海市最低生活保障标准"),
            ("2020-01-01", "2020-12-31", "1100", None),
            ("2021-01-01", "2021-12-31", "1139", None),
            ("2023-01-01", "2023-12-31", "1221", None),
        ),
        *rows_of(
            "4404",
            Article("珠海市最低生活保障标准", "珠民〔2024〕34号"),
            ("2024-01-01", "2024-12-31", "1240", None),
        ),
        # 贵阳 has one standard for town and country; in 2022 three counties stood a tier lower.
        *rows_of(
            "5201",
            unnumbered("贵州省城乡居民最低生活保障标准（一类地区）"),
            ("2022-04-01", "2022-12-31", "725", None),
            ("2024-04-01", "2024-12-31", "827", None),
        ),
        *(
            row
            for county in ("520121", "520122", "520123")
            for row in rows_of(
                county,
                unnumbered("贵州省城乡居民最低生活保障标准（二类地区）"),
                ("2022-04-01", "2022-12-31", "705", None),
            )
        ),
        # A guide below which no place of the province may go; it is no place's own number. Of the years of the
        # countryside those stand here whose number a year is a whole number of 分 a month.
        *rows_of(
            "53",
            unnumbered("云南省城乡最低生活保障指导标准"),
            ("2019-07-01", "2020-05-31", "610", True),
            ("2019-07-01", "2020-05-31", "350", False),
            ("2020-06-01", "2021-06-30", "640", True),
            ("2020-06-01", "2021-06-30", "375", False),
            ("2021-07-01", "2021-12-31", "660", True),
            ("2021-07-01", "2021-12-31", "397.5", False),
            ("2023-07-01", "2024-06-30", "728", True),
            ("2024-07-01", "2025-06-30", "735", True),
            ("2025-07-01", "2025-12-31", "744", True),
            ("2025-07-01", "2025-12-31", "560", False),
            within=False,
        ),
    ),
)

minimum_living_mode = Mode(
    "minimum_living_mode",
    "低保金发放方式",
    options={"difference": "按差额发放", "tier": "按档次发放"},
    also=("dibao_mode", "mode"),
    rows=(
        Row(
            region="",
            value="difference",
            valid_from=RELIEF_SINCE,
            source=Article(*RELIEF, "第十二条"),
            review_by=REVIEW,
        ),
        # Yunnan's countryside pays by tier, county by county.
        Row(
            region="53",
            value="tier",
            urban=False,
            valid_from=date(2024, 1, 1),
            source=unnumbered("云南省农村低保分档发放（县级公示）"),
            review_by=REVIEW,
        ),
    ),
)

minimum_living_tier_amount = Standard("minimum_living_tier_amount", "本档低保金", unit="元/人·月")
"""One county's table is not the next county's: no rows; a case states its own."""

minimum_payment_share = Standard("minimum_payment_share", "最低补差占低保标准的比例", unit="", high=Decimal(1))
"""A floor that some cities set (20 % of the standard); optional, so that a blank means that there is none."""

classified_aid_share = Standard(
    "classified_aid_share", "分类施保增发比例", unit="", high=Decimal(1), also=("分类施保比例",)
)
near_minimum_multiple = Standard(
    "near_minimum_multiple",
    "低保边缘家庭收入标准的倍数",
    unit="倍",
    also=("multiple", "低保边缘倍数"),
    rows=(
        Row(
            region="",
            value=Decimal("1.5"),
            valid_from=CONFIRMATION_SINCE,
            source=Article(*CONFIRMATION, "第八条"),
            review_by=REVIEW,
        ),
    ),
)
near_minimum_published = Standard(
    "near_minimum_line", "低保边缘家庭收入标准", also=("低保边缘线", "低保边缘标准", "near_minimum_standard")
)
"""A line that a place sets apart from the multiple. No rows: 广州's published lines of 2021 to 2024 are the product."""

near_minimum_line = when(
    near_minimum_published.is_recorded(),
    near_minimum_published,
    round_up(near_minimum_multiple * minimum_living_standard),
).worded("低保边缘家庭收入标准（当地公布数，没有的为低保标准的倍数）")

# No rows: the standard of the town is the town's row of the standard, also of one that a place sets tomorrow.
urban_minimum_living_standard = Standard(
    "urban_minimum_living_standard",
    "城市最低生活保障标准（农村家庭适用城市标准时）",
    also=("dibao_urban", "dibao_standard_urban", "城市低保标准", "城市最低生活保障标准"),
    town=minimum_living_standard,
)
urban_line = when(is_urban_household, minimum_living_standard, urban_minimum_living_standard).worded(
    "城市最低生活保障标准"
)
"""The standard of the town, which some rules use in the country too."""
