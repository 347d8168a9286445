"""A household as a file states it → ``Household``, or every error at once, each with its field, in Chinese.

    {"as_of_date": "2024-05-01", "region": "440402", "urban": true,
     "members": [{"relation_to_applicant": "本人", "wage_income_month": 2000, …}, …],
     "financial_assets_total": 0, "standards": {"minimum_living_standard": 1240}}

A field that is not there was not mentioned; null, "" and "不详" are unknown. Nothing is guessed and nothing is clipped.
Dates and numbers may be written as people do: 2024年5月1日, 2024/5/1, "1,980 元/月" where the fact is in 元/月.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Any, cast

from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Choice, Day, Fact, Flag, Quantity
from welfare.rules.household import Answer, Household, Member
from welfare.rules.standards import ALIASES, STANDARDS, Mode, Standard

MOST_MEMBERS = 100
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
LONGEST_TEXT = 200
LONGEST_NUMBER = 40
MILLIONTH, NOISE = Decimal("1e-6"), Decimal("1e-9")
HIGHEST_STANDARD = Decimal(10_000_000)

UNKNOWN = ("", "不详", "不明", "不清楚", "不知道", "未知", "待核实", "unknown", "null")
YES = ("是", "有", "已", "true", "yes", "y", "1")
NO = ("否", "无", "没有", "不是", "未", "false", "no", "n", "0")
# Midnight after a day is what programs add to it.
DAY = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"
    r"|(\d{4})年(\d{1,2})月(\d{1,2})[日号]|(\d{4})(\d{2})(\d{2})"
)
NUMBER = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?")

OTHER_NAMES = {
    "region": "region_code",
    "urban": "is_urban_household",
    # Of the household the same words mean its own sum, beside those of its members.
    "excluded_income_month": "household_excluded_income_month",
    "rigid_deduction_month": "household_rigid_deduction_month",
}
NOT_FACTS = ("id", "members", "standards", "readings", "entitlements", "note")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that cannot be read, and what to do."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}：{self.message}"


class Unreadable(ValueError):
    """The household cannot be read; ``errors`` names every field. Values are not repeated: they may be personal."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("；".join(map(str, errors)))
        self.errors = errors


def read_household(raw: object) -> Household:
    """Raises Unreadable with every error found."""
    if not isinstance(raw, Mapping):
        raise Unreadable([FieldError("整行", '应为一个对象，例如 {"as_of_date": …}')])
    errors: list[FieldError] = []
    facts = _facts(raw, HOUSEHOLD, "", errors)
    as_of = facts.pop("as_of_date", None)
    region = facts.pop("region_code", None)
    urban = facts.pop("is_urban_household", None)
    if as_of is None and not any(error.field == "as_of_date" for error in errors):
        errors.append(FieldError("as_of_date", "必填：按哪一天核定，例如 2024-05-01"))
    if not isinstance(region, str) or not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", region):
        errors.append(FieldError("region", "必填：行政区划代码，例如 150602"))
    members = _members(raw.get("members"), errors)
    if facts.get("members_complete", True) is not True:
        # Who is on an incomplete list says nothing of who is not.
        members = ()
    standards = _standards(raw.get("standards"), errors)
    readings = _readings(raw.get("readings"), errors)
    if isinstance(as_of, date):
        _check_past(facts, "", as_of, errors)
        for index, member in enumerate(members):
            _check_past(member.facts, f"members[{index}].", as_of, errors)
    if errors:
        raise Unreadable(errors)
    return Household(
        cast("date", as_of), cast("str", region), cast("bool | None", urban), facts, members, standards, readings
    )


def _members(raw: object, errors: list[FieldError]) -> tuple[Member, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        errors.append(FieldError("members", "应为列表，每名成员一个对象"))
        return ()
    if len(raw) > MOST_MEMBERS:
        errors.append(FieldError("members", f"一户最多 {MOST_MEMBERS} 人，这里有 {len(raw):,} 人，请核对"))
        return ()
    members: list[Member] = []
    for index, one in enumerate(raw):
        where = f"members[{index}]"
        if not isinstance(one, Mapping):
            errors.append(FieldError(where, "应为一个对象"))
            continue
        members.append(Member(f"m{index + 1}", _facts(one, PERSON, f"{where}.", errors)))
    return _with_applicant(members, errors)


def _with_applicant(members: list[Member], errors: list[FieldError]) -> tuple[Member, ...]:
    """One household has one applicant: where all others are told to be somebody else, the one who is left is."""
    relation = "relation_to_applicant"
    applicants = [index for index, member in enumerate(members) if member.facts.get(relation) == "本人"]
    silent = [index for index, member in enumerate(members) if member.facts.get(relation) is None]
    if len(applicants) > 1:
        errors.append(FieldError(f"members[{applicants[1]}].{relation}", "一户只能有一名申请人本人"))
    if not applicants and len(silent) == 1:
        index = silent[0]
        members[index] = Member(members[index].key, {**members[index].facts, relation: "本人"})
    return tuple(members)


def _facts(raw: Mapping[Any, Any], of: str, where: str, errors: list[FieldError]) -> dict[str, Answer]:
    facts: dict[str, Answer] = {}
    for name, value in raw.items():
        code = OTHER_NAMES.get(name, name) if of == HOUSEHOLD else name
        if not isinstance(code, str) or (of == HOUSEHOLD and code in NOT_FACTS):
            continue
        fact = FACTS.get(code)
        field = f"{where}{name[:40]}"
        if fact is None:
            errors.append(FieldError(field, "不认识的字段，请对照字段表"))
        elif fact.of != of:
            place = "某一名成员" if fact.of == PERSON else "家庭"
            errors.append(FieldError(field, f"“{fact.term}”应写在{place}里"))
        else:
            try:
                facts[fact.code] = read_answer(fact, value)
            except ValueError as problem:
                errors.append(FieldError(field, f"“{fact.term}”{problem}"))
    return facts


def read_answer(fact: Fact, value: object) -> Answer:
    """One answer as written; None for what is written down as unknown. Raises ValueError with a Chinese text."""
    if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN):
        return None
    if isinstance(fact, Flag):
        return _flag(value)
    if isinstance(fact, Quantity):
        return _quantity(fact, value)
    if isinstance(fact, Day):
        return _day(value)
    if isinstance(fact, Choice):
        return _choice(fact, value)
    if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > LONGEST_TEXT:
        raise ValueError(f"应为不超过 {LONGEST_TEXT} 字的文字")
    return str(value)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, str | int) else None
    if word in YES or word in NO:
        return word in YES
    raise ValueError("应为 true、false，或者空着表示不清楚")


def _quantity(fact: Quantity, value: object) -> Decimal:
    number = exact(_without_unit(fact, value) if isinstance(value, str) else value)
    if number < 0:
        raise ValueError("不能是负数")
    if number > fact.highest:
        raise ValueError(f"不能超过 {fact.highest:,f} {fact.unit}，请核对单位")
    places = -cast("int", number.normalize().as_tuple().exponent)
    if places > fact.digits:
        raise ValueError("应为整数" if fact.whole else "最多两位小数")
    return number


def _without_unit(fact: Quantity, text: str) -> str:
    """1,980 元/月 → 1,980 for a fact in 元/月; another unit stays, and is no number."""
    plain = text.replace(" ", "")
    short = fact.unit.partition("/")[0]
    return plain.removesuffix(fact.unit if plain.endswith(fact.unit) else short)


def exact(value: object) -> Decimal:
    """A JSON number or its text as the decimal that was written; raises ValueError for NaN and the like."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("应为数字")
    if isinstance(value, float | Decimal) and not Decimal(value).is_finite():
        raise ValueError("应为数字，不能是 NaN 或无穷大")
    # The shortest decimal that gives this float is the one that was written.
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        raise ValueError(f"应为数字，不超过 {LONGEST_NUMBER} 位")
    return _without_noise(Decimal(text.replace(",", "")))


def _without_noise(number: Decimal) -> Decimal:
    """1782.0000000000002 is 1782 that went through binary arithmetic; 666.6666666666666 is no such number."""
    if 9 < -cast("int", number.as_tuple().exponent) <= LONGEST_NUMBER:
        plain = number.quantize(MILLIONTH, context=Context(prec=3 * LONGEST_NUMBER))
        if abs(number - plain) < NOISE:
            return plain
    return number


def _day(value: object) -> date:
    day = value if type(value) is date else date.min
    found = DAY.fullmatch(unicodedata.normalize("NFKC", value).strip()) if isinstance(value, str) else None
    if found is not None:
        try:
            day = date(*(int(part) for part in found.groups() if part and part.isdigit()))
        except ValueError:
            raise ValueError("没有这一天") from None
    if not EARLIEST <= day <= LATEST:
        raise ValueError("应为 1900 年到 2100 年之间的日期，写成 2024-05-01")
    return day


def _choice(fact: Choice, value: object) -> str:
    word = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if word in fact.options:
        return word
    plain = unicodedata.normalize("NFKC", word[:LONGEST_TEXT]).strip().lower()
    meant = dict(fact.also).get(plain, plain)
    if meant not in fact.options:
        raise ValueError(f"应为{'、'.join(fact.options)}之一")
    return meant


def _check_past(facts: Mapping[str, Answer], where: str, as_of: date, errors: list[FieldError]) -> None:
    for code, answer in facts.items():
        fact = FACTS[code]
        if isinstance(fact, Day) and fact.past and isinstance(answer, date) and answer > as_of:
            errors.append(FieldError(f"{where}{code}", f"“{fact.term}”不能晚于核定日"))
    start, end = facts.get("custody_start"), facts.get("custody_end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        errors.append(FieldError(f"{where}custody_end", "结束日不能早于开始日"))


def _standards(raw: object, errors: list[FieldError]) -> dict[str, Decimal | str]:
    given: dict[str, Decimal | str] = {}
    if raw is None:
        return given
    if not isinstance(raw, Mapping):
        errors.append(FieldError("standards", "应为对象：标准名称 → 数值"))
        return given
    for name, value in raw.items():
        standard = STANDARDS.get(ALIASES.get(name, name)) if isinstance(name, str) else None
        field = f"standards.{str(name)[:40]}"
        if standard is None:
            errors.append(FieldError(field, "不认识的标准名称"))
        elif value is None:
            continue
        elif isinstance(standard, Mode):
            terms = {**{term: code for code, term in standard.options.items()}, **{o: o for o in standard.options}}
            if isinstance(value, str) and value in terms:
                given[standard.code] = terms[value]
            else:
                errors.append(FieldError(field, f"应为{'、'.join(standard.options)}之一"))
        else:
            try:
                given[standard.code] = _level(standard, value)
            except ValueError as problem:
                errors.append(FieldError(field, f"“{standard.term}”{problem}"))
    return given


def _level(standard: Standard, value: object) -> Decimal:
    number = exact(value)
    highest = HIGHEST_STANDARD if standard.high is None else standard.high
    if not 0 <= number <= highest:
        raise ValueError(f"应在 0 到 {highest:,f} 之间")
    if -cast("int", number.normalize().as_tuple().exponent) > 4:
        raise ValueError("最多四位小数")
    return number


def _readings(raw: object, errors: list[FieldError]) -> dict[str, str]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping) or not all(isinstance(one, str) for one in (*raw, *raw.values())):
        errors.append(FieldError("readings", "应为对象：条文代码 → 所取的理解"))
        return {}
    return dict(raw)
