"""共同生活的家庭成员 and their income: whom 低保 counts, whose income it adds up, and what it leaves out.

Counted are the applicant and, living together, spouse, minor children, adult children who cannot live on their own
(full-time students up to 本科 among them), parents, and others with a legal duty of support. Not counted is who is in
prison or, since 2021-07-01, in 强制隔离戒毒 or declared missing, and clergy away for three years. Whoever is released
is counted again; 社区戒毒, 社区康复 and voluntary treatment take nobody out of the family.
"""

from datetime import date
from decimal import Decimal

from law.article import Article
from welfare.rules.dictionary import (
    ISOLATION,
    PRISON,
    as_of_date,
    basic_pension_month,
    birth_date,
    business_income_month,
    can_live_independently,
    clergy_years_away,
    custody_end,
    custody_start,
    custody_status,
    dwellings_count,
    employment_cost_deduction,
    enrolled_fulltime_level,
    excluded_income_month,
    financial_assets_total,
    has_business_registration,
    has_motor_vehicle,
    has_nonres_property,
    has_support_duty,
    household_excluded_income_month,
    household_income_stated,
    household_members_stated,
    household_rigid_deduction_month,
    income_per_head_stated,
    is_deceased,
    is_declared_missing,
    lives_together,
    property_income_month,
    property_within_limits_stated,
    relation_to_applicant,
    rigid_deduction_month,
    transfer_income_month,
    wage_income_month,
)
from welfare.rules.expressions import Condition, Number, all_of, any_of, greatest, no, when
from welfare.rules.fact import DerivedFlag, DerivedNumber
from welfare.rules.members import PerHead, count
from welfare.rules.standards import Row, Standard

CONFIRMATION = ("最低生活保障审核确认办法", "民发〔2021〕57号")
ART_7 = Article(*CONFIRMATION, "第七条")
ART_7_OUT_1 = Article(*CONFIRMATION, "第七条第二款第（一）项")
ART_7_OUT_2 = Article(*CONFIRMATION, "第七条第二款第（二）项")
ART_13 = Article(*CONFIRMATION, "第十三条")
ART_14 = Article(*CONFIRMATION, "第十四条")
TRIAL_ART_5 = Article("最低生活保障审核审批办法（试行）", "民发〔2012〕220号", "第五条")

CONFIRMATION_SINCE = date(2021, 7, 1)
"""民发〔2021〕57号 replaces the trial measure of 2012, whose exclusions were prison and clergy alone."""

UP_TO_BACHELOR = ("幼儿园", "小学", "初中", "高中", "中职", "大专", "本科")

# Who is counted

is_minor = (birth_date.years() < 18).worded("未满18周岁")
is_confirmed_since_2021 = as_of_date.on_or_after(CONFIRMATION_SINCE)


def held_in(*where: str) -> Condition:
    """In custody there on the day looked at: begun where a beginning is recorded, and not over."""
    return all_of(
        # Nobody asks of a child whether it is in prison; what is recorded counts all the same.
        any_of(custody_status.is_recorded(), no(is_minor)),
        custody_status.is_one_of(*where),
        no(all_of(custody_end.is_recorded(), custody_end.has_come())),
        any_of(no(custody_start.is_recorded()), custody_start.has_come()),
    ).worded(f"正在{'、'.join(where)}")


is_imprisoned = held_in(PRISON).under(ART_7_OUT_2)
is_isolated = all_of(is_confirmed_since_2021, held_in(ISOLATION)).worded("正在强制隔离戒毒（2021年7月1日起不计入）")
is_missing = all_of(is_confirmed_since_2021, is_declared_missing).worded("被宣告失踪（2021年7月1日起不计入）")

is_dependent_child = all_of(
    relation_to_applicant.is_one_of("子女"),
    any_of(
        is_minor,
        no(can_live_independently).worded("不能独立生活"),
        enrolled_fulltime_level.is_one_of(*UP_TO_BACHELOR).worded("本科及以下全日制在读"),
        # Asked only where somebody says so: an adult child able to live alone is not of the family by itself.
        all_of(has_support_duty.is_recorded(), has_support_duty).worded("有法定赡养、扶养义务并长期共同居住"),
    ),
).worded("未成年子女，或者不能独立生活、本科及以下在读的成年子女")

belongs = any_of(
    relation_to_applicant.is_one_of("本人").worded("申请人本人"),
    all_of(
        lives_together,
        any_of(
            relation_to_applicant.is_one_of("配偶", "父母").worded("配偶或者父母"),
            is_dependent_child,
            all_of(relation_to_applicant.is_one_of("其他"), has_support_duty).worded("其他有法定义务并共同生活的人员"),
        ),
    ).worded("与申请人共同生活的配偶、父母、子女和其他有法定义务的人员"),
)

is_counted = (
    all_of(
        belongs.under(ART_7).worded("属于共同生活的家庭成员"),
        no(is_deceased).worded("没有死亡"),
        no(is_imprisoned).under(ART_7_OUT_2).worded("不在监狱服刑"),
        no(is_isolated).under(ART_7_OUT_2).worded("不在强制隔离戒毒（2021年7月1日起适用）"),
        no(is_missing).under(ART_7_OUT_2).worded("没有被宣告失踪（2021年7月1日起适用）"),
        (clergy_years_away < 3).under(ART_7_OUT_1).worded("不是连续三年以上脱离家庭的宗教教职人员"),
    )
    .under(ART_7)
    .worded("计入共同生活的家庭成员")
)

household_members = DerivedNumber(household_members_stated, count(is_counted), ART_7)

# Income

employment_cost_share = Standard(
    "employment_cost_share",
    "就业成本扣减占工资的比例",
    unit="",
    high=Decimal(1),
    rows=(
        # Seen for 2023 alone. For disabled workers it may be half the minimum wage instead: they claim that sum.
        Row(
            region="3503",
            value=Decimal("0.3"),
            valid_from=date(2023, 1, 1),
            valid_to=date(2023, 12, 31),
            source=Article("莆田市最低生活保障收入核算就业成本扣减规定", "待核实文号"),
            review_by=date(2026, 12, 31),
        ),
    ),
)
"""No national number (民发〔2021〕57号第十三条 names the deduction only); a region or a case states its own."""

basic_pension_disregarded = Standard(
    "basic_pension_disregarded",
    "基础养老金不计入收入的比例",
    unit="",
    high=Decimal(1),
    rows=(
        # "十四五"期间 only: for 2026 and later it is open until somebody says so.
        Row(
            region="",
            value=Decimal(1),
            valid_from=CONFIRMATION_SINCE,
            valid_to=date(2025, 12, 31),
            source=ART_13,
            review_by=date(2026, 1, 1),
        ),
    ),
)

# What somebody claims wins; else the region's share of the wage; without either nothing is deducted.
employment_cost = when(
    all_of(employment_cost_share.is_recorded(), employment_cost_deduction <= 0),
    employment_cost_share * wage_income_month,
    employment_cost_deduction,
)

member_income = (
    wage_income_month
    - employment_cost
    + business_income_month
    + property_income_month
    + transfer_income_month
    - excluded_income_month
    - rigid_deduction_month
    - basic_pension_disregarded * basic_pension_month
).worded("月收入")

income_per_head = PerHead(
    stated=income_per_head_stated,
    stated_total=household_income_stated,
    each=member_income,
    where=is_counted,
    less=household_excluded_income_month + household_rigid_deduction_month,
    heads=household_members,
)

# Property

GUANGDONG_PROPERTY = Article("广东省最低生活保障家庭财产条件", "粤民规字〔2019〕9号")


def _in_guangdong(limit: int) -> tuple[Row, ...]:
    # Of 2019; the day in force was not seen, so the last day of that year is the first that is sure.
    since, review = date(2019, 12, 31), date(2026, 12, 31)
    return (Row(region="44", value=Decimal(limit), valid_from=since, source=GUANGDONG_PROPERTY, review_by=review),)


assets_limit_months = Standard(
    "assets_limit_months", "人均金融资产限额（低保标准的月数）", unit="个月", rows=_in_guangdong(24)
)
dwellings_limit = Standard("dwellings_limit", "住房套数限额", unit="套", rows=_in_guangdong(1))
vehicles_limit = Standard("vehicles_limit", "机动车数量限额", unit="辆", rows=_in_guangdong(0))
nonres_property_limit = Standard("nonres_property_limit", "非居住用房数量限额", unit="处", rows=_in_guangdong(0))
# Blank for 广东 too: a small family shop is looked at again there, which no number says.
business_registration_limit = Standard("business_registration_limit", "市场主体登记数量限额", unit="个")


def property_within_limits_of(line: Number) -> DerivedFlag:
    """Within the property limits of the place, whose limit of money is a number of months of ``line`` a head.

    A limit is never below nothing, so who owns nothing passes where no rule is known; anything else is open there.
    """
    return DerivedFlag(
        property_within_limits_stated,
        all_of(
            # Clergy who live away and apply alone are no members of a family, and still one person.
            (
                financial_assets_total
                <= (assets_limit_months * (line * greatest(1, household_members))).worded(
                    "当地限额（规定的月数 × 标准 × 人数）"
                )
            ).worded("金融资产不超过当地限额"),
            (dwellings_count <= dwellings_limit).worded("住房套数不超过当地限额"),
            any_of(no(has_nonres_property), nonres_property_limit >= 1).worded("非居住用房不超过当地限额"),
            any_of(no(has_motor_vehicle), vehicles_limit >= 1).worded("机动车不超过当地限额"),
            any_of(no(has_business_registration), business_registration_limit >= 1).worded(
                "市场主体登记不超过当地限额"
            ),
        ),
        ART_14,
    )
