"""What is missing, in words: each path of ``Result.missing`` as a question, and where a firm finds the answer."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.incentive import Incentive

_OF_A_HIRE = re.compile(r"hires\[(\d+)\]\.(\w+)(?:\.(.+))?")

PAYROLL, SOCIAL_SECURITY = "看劳动合同和花名册", "登录社保网上服务大厅，看单位缴费明细"
LABOUR_OFFICE = "请本人出示证明，或问当地人力资源社会保障部门"
TAX_OFFICE = "登录电子税务局，看申报表"
LOCAL_OFFICE = "问当地主管部门，或看本省的文件；没有查到之前，按国家规定的上下限估计"
OF_HIRE = {
    "contract_from": ("劳动合同从哪天开始", PAYROLL),
    "contract_until": ("劳动合同到哪天为止", PAYROLL),
    "open_ended": ("劳动合同是不是无固定期限", PAYROLL),
    "insured_months": ("哪些月份缴了养老、工伤、失业保险", SOCIAL_SECURITY),
    "insured": ("哪些月份缴了养老、工伤、失业保险", SOCIAL_SECURITY),
    "wage": ("每月工资多少", PAYROLL),
    "months_used": ("以前已经享受过几个月", "请本人查询，或者问税务机关（抵减）、人力资源社会保障部门（补贴）"),
    "retires_on": ("哪天到退休年龄", "看本人身份证，按国家规定的退休年龄推算"),
    "dispatched": ("是不是劳务派遣用工", PAYROLL),
    "hired_before": ("本单位以前是否为这个人申领过", "看以前的申报材料"),
    "first_claimed_on": ("哪天第一次申领", "看以前的申报材料"),
}
OF_THE_POST = "看岗位的认定文件，填在这个人的“用工情况”里"
OF_THE_PLACE = ("当地", "本地", "本省", "本市")
STATUS, SINCE, CONTRIBUTION = "有没有“{}”的证明", "“{}”是哪天登记的", "单位每月缴的{}保险是多少"


class Asked(NamedTuple):
    """One open question. ``hires``: of which people of the case, counted from 1; empty for one about the firm."""

    text: str
    where: str
    hires: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        if not self.hires:
            return self.text
        first, last = self.hires[0], self.hires[-1]
        together = len(self.hires) > 2 and last - first + 1 == len(self.hires)
        who = f"{first}—{last}" if together else "、".join(map(str, self.hires))
        return f"第 {who} 名：{self.text}"


def asked(missing: Iterable[str], incentives: Iterable[Incentive]) -> tuple[Asked, ...]:
    """The questions in the order of ``missing``; one asked of several people stands once."""
    found: dict[tuple[str, str], list[int]] = {}
    incentives = tuple(incentives)
    for path in missing:
        of_hire = _OF_A_HIRE.fullmatch(path)
        words = _of_hire(of_hire[2], of_hire[3] or "") if of_hire else _of_firm(path, incentives)
        found.setdefault(words, []).extend([int(of_hire[1]) + 1] if of_hire else ())
    return tuple(Asked(*words, tuple(sorted(set(hires)))) for words, hires in found.items())


def _of_hire(field: str, code: str) -> tuple[str, str]:
    if field == "statuses":
        return STATUS.format(Status(code).label), LABOUR_OFFICE
    if field == "statuses_since":
        return SINCE.format(Status(code).label), LABOUR_OFFICE
    if field == "contributions":
        return (CONTRIBUTION.format(Insurance(code).label) if code else "单位每月各项社会保险缴多少"), SOCIAL_SECURITY
    return OF_HIRE[field]


def _of_firm(path: str, incentives: tuple[Incentive, ...]) -> tuple[str, str]:
    kind, _, rest = path.partition(".")
    code, _, when = rest.partition(".")
    if kind == "taxes":
        return (f"{Tax(code).label}应纳税额是多少" if code else "各项税应纳税额是多少"), TAX_OFFICE
    if kind == "parameters":
        text = next(one.text for incentive in incentives for one in incentive.parameters if one.code == code)
        return (text if text.startswith(OF_THE_PLACE) else f"本地的{text}"), LOCAL_OFFICE
    if kind == "facts":
        fact = next(one for incentive in incentives for one in incentive.facts if one.code == code)
        text = fact.text
        if fact.of_one:
            return text, OF_THE_POST
        return (
            f"{when.replace('-', ' 年 ')}{' 月' if '-' in when else ' 年'}：{text}" if when else text
        ), "看本单位账簿和申报表"
    return "招用了哪些人", "在“用工”里登记，或者在计算器里填人数"
