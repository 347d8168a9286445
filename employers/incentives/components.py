"""What each number of a sum is called: one name for every component of every incentive, for pages and documentation.

The numbers themselves are made in ``catalogue``. A component that holds others (a list of periods, a table by tax) has
a name too; keys that are taxes, months, years or people are no components.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAMES: dict[str, str] = {
    "floor": "金额还不确定时，至少有多少（元）",
    "ceiling": "金额还不确定时，最多有多少（元），空着表示说不出上限",
    "remarks": "需要注意或者向当地核实的事项",
    # People and months.
    "hires": "逐人",
    "key": "人员编号",
    "holds": "是否符合条件：yes 是，no 否，unknown 待核实",
    "months": "计入的月数，空着表示还不确定",
    "months_certain": "确定计入的月数",
    "months_possible": "最多可能计入的月数",
    "window_from": "36 个月从哪个月算起",
    "window_to": "36 个月到哪个月为止",
    "months_left": "36 个月里还剩几个月，补到退休的空着",
    "last_month": "补贴到哪个月为止",
    "total": "补贴合计（元），空着表示还不确定",
    # A yearly limit and what it is taken off.
    "quota": "定额标准（元/人·年）",
    "quota_floor": "国家规定的最低标准（元/年）",
    "quota_ceiling": "国家规定的最高标准（元/年）",
    "limit": "限额（元）",
    "limit_floor": "限额还不确定时，至少有多少（元）",
    "limit_ceiling": "限额还不确定时，最多有多少（元）",
    "limit_full_year": "人员不变时，到年底的限额（元）",
    "limit_by_month": "逐月的限额",
    "month": "月份",
    "limit_cumulative": "年初到本期的累计限额（元）",
    "taken": "此前已经抵减的（元）",
    "excess_taken": "此前抵减超过限额的部分（元）",
    "periods": "逐个申报期",
    "period": "所属期",
    "payable": "减免前应纳的税费（元），按税种",
    "offset": "抵减的税费（元），按税种",
    "halved": "抵减以后再减半减掉的（元），按税种",
    "due": "最后还要缴的（元），按税种",
    "used_cumulative": "年初到本期累计用掉的限额（元）",
    "used": "本年度用掉的限额（元）",
    "left": "还可以用的限额（元）",
    "lapsed": "年底作废、不再结转的限额（元）",
    "overpaid": "前几期限额不够时多缴、现在可以申请退还的（元）",
    "left_for_settlement": "留到汇算清缴的限额（元）",
    "corporate_payable": "全年应纳企业所得税（元）",
    "corporate_offset": "汇算清缴时抵减的企业所得税（元）",
    "corporate_due": "抵减以后的企业所得税（元）",
}
# Where one incentive means something of its own by a name.
OF_INCENTIVE: dict[str, dict[str, str]] = {
    "key_group_hire": {
        "limit": "限额（元）：各人月数合计 × 定额 ÷ 12；申报期里是本期新增的部分",
        "left": "还可以用的限额（元），到年底不再有",
    },
    "key_group_self_employed": {
        "own_limit": "扣减限额标准（元/户·年）",
        "own_limit_floor": "国家规定的最低标准（元/户·年）",
        "own_limit_ceiling": "国家规定的最高标准（元/户·年）",
        "limit": "限额（元）：标准 × 本年度月数 ÷ 12；申报期里是本期新增的部分",
    },
    "six_taxes_two_fees": {
        "reduction": "减征比例",
        "reduction_floor": "国家规定的最低减征比例",
        "reduction_ceiling": "国家规定的最高减征比例",
        "by_tax": "逐个税种",
        "payable": "减免前应纳的税费（元）",
        "other_relief": "先享受的其他减免（元）",
        "base": "减去其他减免后的余额，按它减半（元）",
        "halved": "减半减掉的（元）",
        "due": "最后还要缴的（元）",
    },
    "small_profit_corporate": {
        "taxable_income": "应纳税所得额（元）",
        "rate": "适用税率",
        "bands": "逐档",
        "from": "从多少所得起（元）",
        "to": "到多少所得为止（元）",
        "income": "落在这一档的所得（元）",
        "share": "计入应纳税所得额的比例",
        "taxed_income": "计入的应纳税所得额（元）",
        "tax": "减免后应纳的企业所得税（元）",
        "statutory_tax": "按 25% 法定税率应纳的企业所得税（元）",
        "relief": "少缴的企业所得税（元）",
    },
    "individual_business": {
        "income": "经营所得应纳税所得额（元）",
        "limit_income": "可以减半的所得上限（元）",
        "covered_income": "不超过上限的所得（元）",
        "tax_on_covered": "不超过上限部分的应纳税额（元）",
        "tax": "减免前应纳的个人所得税（元）",
        "other_relief": "按其他政策减免的税额（元）",
        "other_relief_on_covered": "其他减免分摊到不超过上限部分的（元）",
        "relief": "减半少缴的个人所得税（元）",
        "due": "最后还要缴的个人所得税（元）",
    },
    "disabled_wage_deduction": {
        "base": "支付给残疾职工的工资（元）",
        "deduction": "加计扣除的金额（元）",
        "tax_effect": "按填写的税率，大约少缴的企业所得税（元）",
        "deducted_by": "最晚在哪天随年度申报扣除",
        "wage": "月工资（元/月）",
    },
    "disability_levy": {
        "staff": "上年在职职工人数",
        "disabled_staff": "上年残联核定的残疾职工人数",
        "own_ratio": "上年安排残疾人就业的比例",
        "ratio": "本省规定的比例",
        "ratio_floor": "国家规定的最低比例",
        "shortfall": "差额人数，不取整",
        "average_wage": "本单位上年平均工资（元/年）",
        "wage_cap": "平均工资上限：当地社会平均工资的两倍（元/年）",
        "wage_used": "用来计算的平均工资（元/年）",
        "tier": "分档：应缴的比例",
        "base": "计征基数：差额人数 × 平均工资（元），与减免前应缴相同",
        "before_relief": "减免前应缴（元）",
        "saved": "减免的金额（元）",
    },
    "public_welfare_post_subsidy": {
        "minimum_wage": "月最低工资标准（元/月）",
        "by_month": "逐月补贴（元），只列确定的月份",
    },
    "job_expansion_subsidy": {
        "per_hire": "当地每人补助标准（元/人）",
        "per_hire_ceiling": "国家规定的最高标准（元/人）",
        "count": "符合条件的人数，空着表示还不确定",
        "months": "已缴费的月数，空着表示不知道",
    },
    "startup_loan": {
        "loan_ceiling": "最高额度（元）",
        "requested": "申请的金额（元），空着表示没有写",
        "loan": "最多可以借的金额（元）",
        "staff": "在职职工人数",
        "new_hires": "新招用的符合条件人员人数",
        "new_share": "新招用人员占在职职工的比例",
        "share_needed": "要求达到的比例",
    },
    "social_insurance_subsidy": {
        "per_insurance": "单位每月实际缴费（元/月），按险种",
        "per_month": "每月补贴：养老、医疗、失业三项单位缴费之和（元/月）",
        "by_month": "逐月补贴（元），只列确定的月份",
    },
    "post_subsidy": {
        "per_month": "当地每月标准（元/月）",
        "per_month_floor": "每月至少（元/月）",
        "per_month_ceiling": "每月最多（元/月），空着表示不知道",
        "minimum_wage": "月最低工资标准（元/月）",
        "by_month": "逐月补贴（元），只列确定的月份",
    },
    "charitable_donation": {
        "years": "逐年，从最早一笔捐赠那年起",
        "year": "年度",
        "profit": "会计利润总额（元）",
        "limit": "扣除限额：利润总额的 12%，亏损为 0（元）",
        "donated": "当年捐赠（元）",
        "deducted": "当年扣除的捐赠（元），逐年里按捐赠年度分列",
        "deducted_total": "当年扣除合计（元）",
        "limit_left": "没有用到的限额（元）",
        "carried": "结转以后年度的捐赠（元），按捐赠年度",
        "carried_until": "最晚可以扣除到哪一年，按捐赠年度",
        "expired": "过期不能再扣除的捐赠（元），逐年里按捐赠年度分列",
        "carry": "结转以后年度的合计（元）",
        "tax_effect": "按填写的税率，大约少缴的企业所得税（元）",
    },
    "disabled_vat_refund": {
        "periods": "逐个申报期",
        "cap": "退税限额：残疾职工人数 × 月最低工资标准 × 4（元）",
        "cap_cumulative": "年初到本期的累计限额（元）",
        "paid": "已缴增值税（元）",
        "paid_cumulative": "年初到本期累计已缴的增值税（元）",
        "refund": "可以退的增值税（元）",
        "refunded_cumulative": "年初到本期累计可退的增值税（元）",
        "left": "以后各期还可以用的限额（元）",
        "lapsed": "年底作废、不再结转的限额（元）",
        "caps": "逐月",
        "disabled_staff": "在职残疾职工人数",
        "share": "残疾职工占在职职工的比例",
        "minimum_wage": "月最低工资标准（元/月）",
        "counts": "这个月是否符合人数和比例：yes 是，no 否，unknown 待核实",
        "refunded_before": "此前已经退的（元）",
        "still_to_claim": "还没有申请的（元）",
    },
}


def name_of(incentive: str, component: str) -> str:
    """Raises KeyError for a component that nobody named."""
    return OF_INCENTIVE.get(incentive, {}).get(component) or NAMES[component]


def is_named(incentive: str, component: str) -> bool:
    return component in NAMES or component in OF_INCENTIVE.get(incentive, {})


def paths(incentive: str, components: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every component with its path: ("periods[].offset", "offset"); what no table names is a key, not a component."""
    for name, value in components.items():
        yield name, name
        yield from _inside(incentive, name, value)


def _inside(incentive: str, path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            name = str(key)
            if is_named(incentive, name):
                yield f"{path}.{name}", name
                yield from _inside(incentive, f"{path}.{name}", one)
            else:
                yield from _inside(incentive, f"{path}.*", one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _inside(incentive, f"{path}[]", one)
