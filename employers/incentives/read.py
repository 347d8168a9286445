"""One object of a file → the case it states, or every wrong field at once. What a line may hold: docs/incentives.md.

    {"id": "a1", "incentive": "key_group_hire", "as_of": "2025-12-31", "region": "440106",
     "hires": [{"statuses": ["unemployed_half_year"], "contract_from": "2025-01-01", "insured_months": 12}],
     "taxes": [{"kind": "vat", "payable": "12000.00"}]}

What is left out, null, "" or 不详 is unknown and never becomes a no. Nothing is guessed and nothing is clipped.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from employers.incentives import values
from employers.incentives.case import Case, Hire, Payable, Tax
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.fields import FieldError, Fields, Unreadable
from employers.incentives.months import Month, Period
from employers.incentives.read_fact import read_fact, read_parameter
from employers.incentives.read_hire import FIELDS as OF_HIRE
from employers.incentives.read_hire import months_used, read_hire
from employers.incentives.values import Wrong

Places = Callable[[str], Iterable[str]]

LONGEST_ID = 200
CODE = re.compile(r"[1-9]\d(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?", re.ASCII)
NATIONWIDE = ("全国", "中国")

FIELDS = {
    "id": ("编号",),
    "incentive": ("政策", "扶持政策"),
    "as_of": ("as_of_date", "date", "截至日期", "截至日"),
    "region": ("region_code", "地区"),
    "parameters": ("overrides", "参数"),
    "facts": ("企业情况",),
    "hires": ("招用人员", "人员"),
    "taxes": ("应纳税额", "应纳税费"),
    "earlier_use": ("taken", "已享受"),
    "compare_with": ("比较",),
}
OF_TAX = {"kind": ("tax", "税种"), "period": ("所属期",), "payable": ("amount", "应纳税额", "应纳")}
TAX_NAMES = {
    Tax.URBAN: ("城建税", "城市维护建设费"),
    Tax.EDUCATION: ("教育附加",),
    Tax.LOCAL_EDUCATION: ("地方教育费附加", "地方教育"),
    Tax.CORPORATE: ("所得税（企业）", "cit"),
    Tax.INDIVIDUAL: ("个税", "个人所得税（经营所得）", "iit"),
}
TAXES = values.names(Tax) | {values.plain(name): tax.value for tax, names in TAX_NAMES.items() for name in names}
EARLIER = {"by_tax": ("按税种",), "months_used": ("used_months", "已享受月数")} | {
    tax.value: tuple(name for name, code in TAXES.items() if code == tax and name != code) for tax in Tax
}
OF_MONTHS_USED = {"months_used", *OF_HIRE["months_used"]}


class Question(NamedTuple):
    """A case, and the incentives that are to be compared with its own."""

    case: Case
    compare_with: tuple[str, ...] = ()


def only_codes(text: str) -> Iterable[str]:
    """Places by their GB/T 2260 codes alone, for who has no table of names."""
    return (text,) if CODE.fullmatch(text) else ()


def read_case(row: object, places: Places = only_codes) -> Question:
    """Raises Unreadable with every wrong field. ``places`` gives all the codes that a code or name may mean."""
    errors: list[FieldError] = []
    line = Fields(row, "", FIELDS, errors)
    as_of = line.need("as_of", values.day, "2025-12-31")
    incentive = line.need("incentive", _incentive, "key_group_hire")
    others = _compared(line, incentive)
    asked = tuple(code for code in (incentive, *others) if code is not None)
    taken, used = _earlier(line)
    hires = _hires(line, as_of, used)
    case = Case(
        id=line.need("id", line_id, "a1") or "",
        incentive=incentive or "",
        on=as_of or date.min,
        region=line.take("region", lambda value: region(value, places)) or "",
        parameters=_parameters(line, asked),
        facts=_facts(line, asked),
        hires=hires,
        taxes=_taxes(line, as_of),
        taken=taken,
    )
    if errors:
        raise Unreadable(errors)
    return Question(case, others)


def line_id(value: object) -> str:
    """Raises Wrong for anything but a text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise Wrong("应为编号，文字或者整数")
    if len(str(value)) > LONGEST_ID:
        raise Wrong(f"编号不超过 {LONGEST_ID} 个字符")
    return str(value)


def region(value: object, places: Places) -> str:
    """The stem of the place: 44 for 440000 and 广东省, 440106 for 440106000000; "" for the whole country."""
    written = values.text(value)
    if written in NATIONWIDE:
        return ""
    found = tuple(places(written))
    if len(found) > 1:
        raise Wrong(f"有 {len(found)} 个地方叫这个名字，请写上省、市")
    if not found:
        raise Wrong("不认识的地区，请写区划代码（例如 440106）或者全名")
    return stem(found[0])


def stem(code: str) -> str:
    """Without the zeros that stand for a level that is not told."""
    for length, zeros in ((12, "000"), (9, "000"), (6, "00"), (4, "00")):
        if len(code) == length and code.endswith(zeros):
            code = code.removesuffix(zeros)
    return code


def _incentive(value: object) -> str:
    return values.code(value, _incentives(), "政策")


@cache
def _incentives() -> dict[str, str]:
    by_name = {values.plain(incentive.name): code for code, incentive in CATALOGUE.items()}
    return by_name | {code: code for code in CATALOGUE}


def _compared(line: Fields, incentive: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for where, one in line.rows("compare_with"):
        try:
            found[_incentive(one)] = None
        except Wrong as wrong:
            line.errors.append(FieldError(where, str(wrong)))
    return tuple(code for code in found if code != incentive)


def _parameters(line: Fields, asked: tuple[str, ...]) -> Mapping[str, Decimal | None]:
    declared = {one.code: one for code in asked for one in CATALOGUE[code].parameters}
    return _by_code(line, "parameters", declared, read_parameter) if asked else {}


def _facts(line: Fields, asked: tuple[str, ...]) -> Mapping[str, Any]:
    declared = {one.code: one for code in asked for one in CATALOGUE[code].facts}
    found = _by_code(line, "facts", declared, read_fact) if asked else {}
    return {code: value for code, value in found.items() if value is not None}


def _by_code(
    line: Fields, field: str, declared: Mapping[str, Any], read: Callable[[Any, str, Any, list[FieldError]], Any]
) -> dict[str, Any]:
    """What stands in a table under the codes that the incentives declare, each read as declared; None is unknown."""
    if line.raw(field) is None:
        return {}
    inner = Fields(line.raw(field), line.written(field), dict.fromkeys(declared, ()), line.errors)
    found = {}
    for code, one in declared.items():
        if code in inner:
            value = inner.raw(code)
            found[code] = None if value is None else read(one, inner.written(code), value, line.errors)
    return found


def _hires(line: Fields, as_of: date | None, used_before: int | None) -> tuple[Hire, ...]:
    hires: list[Hire] = []
    contracts: dict[str, list[Hire]] = {}
    for number, (where, row) in enumerate(line.rows("hires"), start=1):
        hire = read_hire(row, where, number, as_of, used_before, line.errors)
        if hire is None:
            continue
        if not all(_one_after_another(hire, other) for other in contracts.get(hire.key, ())):
            message = "同一人写了两次；先后有两份合同的，写明起止日，前后不能重叠"
            line.errors.append(FieldError(f"{where}.key", message))
        contracts.setdefault(hire.key, []).append(hire)
        hires.append(hire)
    return tuple(hires)


def _one_after_another(one: Hire, other: Hire) -> bool:
    """Two contracts of one person, of which one had ended before the other began."""
    if one.contract_from is None or other.contract_from is None:
        return False
    first, second = sorted((one, other), key=lambda hire: hire.contract_from or date.max)
    return first.contract_until is not None and first.contract_until < (second.contract_from or date.min)


def _earlier(line: Fields) -> tuple[Mapping[str, Decimal], int | None]:
    """What was offset before in this year, by tax, and the months that the one hire of the line had used."""
    if line.raw("earlier_use") is None:
        return {}, 0
    fields = Fields(line.raw("earlier_use"), line.written("earlier_use"), EARLIER, line.errors)
    taken = fields.table("by_tax", _tax, values.amount)
    for tax in Tax:
        if tax.value in fields:
            if tax.value in taken:
                fields.wrong(tax.value, "已写在 by_tax 里，只写一次")
            taken[tax.value] = fields.take(tax.value, values.amount)
    for code, amount in taken.items():
        # An empty one would count as nothing taken, and the limit would be given out twice.
        if amount is None:
            fields.wrong(code, "已抵减的金额要写明，没有就写 0")
    if "months_used" not in fields:
        return _known(taken), 0
    rows = [row for _, row in line.rows("hires") if isinstance(row, Mapping)]
    if len(rows) != 1 or not OF_MONTHS_USED.isdisjoint(rows[0]):
        fields.wrong("months_used", "请写在每个人的 months_used 里")
    return _known(taken), fields.take("months_used", months_used)


def _taxes(line: Fields, as_of: date | None) -> tuple[Payable, ...]:
    """A list of returns, or a table of what is payable for the whole year by tax.

    A tax of which one return is unknown is unknown as a whole: its other returns would pass for all that is payable.
    """
    if isinstance(line.raw("taxes"), Mapping):
        yearly = _known(line.table("taxes", _tax, values.amount))
        return tuple(Payable(Tax(code), _year(as_of), amount) for code, amount in yearly.items())
    found: list[Payable] = []
    unknown: set[str] = set()
    for where, row in line.rows("taxes"):
        before = len(line.errors)
        fields = Fields(row, where, OF_TAX, line.errors)
        tax, amount = fields.need("kind", _tax, "vat"), fields.take("payable", values.amount)
        period = fields.take("period", values.period) or _year(as_of)
        if len(line.errors) > before or tax is None:
            continue
        if "payable" not in fields:
            fields.wrong("payable", "必填，例如 12000.00；不清楚就写 null")
        if any(one.tax == tax and _overlap(one.period, period) for one in found):
            fields.wrong("period", "与前面同一税种的所属期重叠，一个月只写一次")
        unknown |= {tax} if amount is None else set()
        found.append(Payable(Tax(tax), period, amount or Decimal(0)))
    return tuple(one for one in found if one.tax not in unknown)


def _known(amounts: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    return {code: amount for code, amount in amounts.items() if amount is not None}


def _tax(value: object) -> str:
    return values.code(value, TAXES, "税种")


def _year(as_of: date | None) -> Period:
    year = (as_of or date.min).year
    return Period(Month(year, 1), Month(year, 12))


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last
