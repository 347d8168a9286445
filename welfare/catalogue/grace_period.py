"""渐退期: a household that a job lifts above the line keeps 低保 for some months more, so that work pays.

The measure of 2021 allows "some time", the notice of 2022 in principle not over six months. What is paid in which month
is local: full, falling, or another pattern. 100, 100, 80, 80, 60, 60 % was a draft of one city and is no rule.
"""

from decimal import Decimal

from law.article import Article
from welfare.catalogue.minimum_living import property_within_limits
from welfare.catalogue.minimum_living_numbers import NOTICE_2022, NOTICE_2022_SINCE, minimum_living_standard
from welfare.catalogue.rows import REVIEW
from welfare.rules.composition import CONFIRMATION, CONFIRMATION_SINCE, income_per_head, is_counted
from welfare.rules.dictionary import INCOME_DOCUMENTS, business_income_month, wage_income_month
from welfare.rules.entitlement import Component, Entitlement, Step
from welfare.rules.expressions import Number, all_of, when
from welfare.rules.fact import HOUSEHOLD, Day, Flag, Quantity
from welfare.rules.members import any_member
from welfare.rules.standards import Row, Standard

ART_33 = Article(*CONFIRMATION, "第三十三条")
NOTICE_1_3 = Article(*NOTICE_2022, "一（三）")

was_on_minimum_living = Flag(
    "was_on_minimum_living",
    "就业以前是低保家庭",
    of=HOUSEHOLD,
    # A household that was on 低保 is known as such; nobody else is asked.
    absent=False,
    documents=("低保证",),
)
lifted_above_line_on = Day(
    "lifted_above_line_on",
    "因就业人均收入超过低保标准的日期",
    of=HOUSEHOLD,
    past=True,
    documents=("劳动合同", *INCOME_DOCUMENTS),
)
previous_minimum_living_amount = Quantity(
    "previous_minimum_living_amount", "就业以前的低保金", of=HOUSEHOLD, documents=("低保金发放记录",)
)

grace_months = Standard(
    "grace_period_months",
    "渐退期",
    unit="个月",
    also=("渐退期月数",),
    rows=(
        Row(
            region="",
            value=Decimal(6),
            valid_from=NOTICE_2022_SINCE,
            source=NOTICE_1_3,
            review_by=REVIEW,
        ),
    ),
)
LONGEST_GRACE = 12
grace_shares = tuple(
    Standard(f"grace_period_share_{month}", f"渐退期第{month}个月发放的比例", unit="", high=Decimal(1))
    for month in range(1, LONGEST_GRACE + 1)
)
"""What share of the former sum is paid in each month. No rows: no pattern in force was seen; a case states its own."""

months_passed = lifted_above_line_on.months().worded("收入超过低保标准以来的整月数")


def _share_of_this_month() -> Number:
    share: Number = grace_shares[-1]
    for months, standard in reversed(tuple(enumerate(grace_shares[:-1], start=1))):
        share = when(months_passed < months, standard, share)
    return share.worded("渐退期当月的发放比例")


grace_amount = previous_minimum_living_amount * _share_of_this_month()

GRACE_PERIOD = Entitlement(
    code="grace_period",
    name="低保渐退期",
    citations=(Article(*CONFIRMATION), Article(*NOTICE_2022)),
    in_force=CONFIRMATION_SINCE,
    condition=all_of(
        was_on_minimum_living.under(ART_33),
        any_member(
            all_of(is_counted, ((wage_income_month > 0) | (business_income_month > 0)).worded("有工资或者经营收入"))
        )
        .worded("有家庭成员已经就业")
        .under(ART_33),
        # "超过": a household exactly on the line has not passed it.
        (income_per_head > minimum_living_standard).worded("就业后人均收入超过低保标准").under(ART_33),
        (months_passed < grace_months).worded("还在渐退期内").under(NOTICE_1_3),
        property_within_limits.under(Article(*CONFIRMATION, "第十四条")),
    ),
    amount=grace_amount,
    components={
        "income_per_head": Component("家庭月人均收入", income_per_head),
        "minimum_living_standard": Component("最低生活保障标准", minimum_living_standard),
        "grace_period_months": Component("渐退期", grace_months, "个月", NOTICE_1_3),
        "months_passed": Component("已过去的整月数", months_passed, "个月"),
        "previous_minimum_living_amount": Component("就业以前的低保金", previous_minimum_living_amount),
    },
    documents=("劳动合同或者就业证明", "工资流水", "低保证"),
    steps=(
        Step("及时告知收入变化", "低保家庭", Article(*CONFIRMATION, "第三十条"), ends_with="accept"),
        Step(
            "核查并决定渐退期",
            "县级民政部门",
            ART_33,
            note="原则上不超过6个月，各月发放比例由各地规定",
            ends_with="grant",
        ),
    ),
    exclusive=("minimum_living",),
    unverified=("渐退期由县级民政部门“可以给予”，长短和各月发放比例以当地规定为准",),
)
