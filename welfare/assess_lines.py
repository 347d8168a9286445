"""What a line of ``manage.py assess`` may hold, and how it becomes a household and the entitlements asked for.

    id             text or whole number, once in the file
    as_of_date     the day as of which is judged: 2024-05-01, 2024/5/1, 2024年5月1日
    region         name or GB/T 2260 code of province, city or county: 鄂尔多斯市东胜区, 150602
    urban          true or 城镇, false or 农村; left out it is unknown
    entitlements   codes or names, as a list or one text; left out: all
    members        list of persons with facts: [{"relation_to_applicant": "本人", "wage_income_month": 1980}, …]
    …              facts of the household, beside these or in an object "household"
    standards      numbers of this case itself: {"minimum_living_standard": 950}; they may also stand beside these
    readings       chosen reading of an ambiguous text: code → option
    note, expected, … (``IGNORED``), and what begins with _, are for people and not looked at

Names of fields are codes or Chinese terms of the fact dictionary. What is left out was not mentioned; null, "" and 不详
are unknown. A fact that stands in the wrong place is put right where only one place is possible (``assess_places``).
``household_members``, ``household_income_month``, ``income_per_head`` and ``property_within_limits`` may
be given directly and then win over computation. ``age`` in full years stands for a birth date, ``insured`` for the
opposite of ``is_uninsured``. A field that nobody knows is an error, because a slip in a name would otherwise silently
change the answer.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from people.place_names import is_known_code, place_codes
from welfare.assess_names import asked_for, reading_of
from welfare.assess_places import completed, put_in_place
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Day
from welfare.rules.household import Household
from welfare.rules.read import (
    HIGHEST_STANDARD,
    MOST_MEMBERS,
    OTHER_NAMES,
    FieldError,
    Unreadable,
    exact,
    read_answer,
    read_household,
)
from welfare.rules.standards import ALIASES, STANDARDS

LONGEST_ID = 200
OLDEST = 120
# Who plans next year's budget may look ahead; further ahead nothing is known and a slip is likelier.
AHEAD = timedelta(days=366)

IGNORED = frozenset("note notes comment title description source expected name 备注 说明 标题 来源 预期 姓名".split())
_OF_LINE = {
    "id": ("编号", "case_id"),
    "as_of_date": ("as_of", "date", "核定日", "申请日", "核定日期", "申请日期"),
    "region_code": ("region", "地区", "户籍地", "经常居住地", "区划代码"),
    "is_urban_household": ("urban", "is_urban", "城乡"),
    "members": ("家庭成员", "成员"),
    "household": ("家庭", "family"),
    "standards": ("标准",),
    "readings": ("条文理解",),
    "entitlements": ("救助项目", "项目", "entitlement"),
    "applies_as_single_person": ("is_single_application",),
    "was_on_minimum_living": ("was_on_dibao",),
    "aided_for_same_cause": ("recent_aid_same_cause",),
    "income_per_head": ("income_per_head_after", "per_head_income"),
    "rent_paid_month": ("rent", "rent_paid", "monthly_rent", "rent_month", "房租", "月租金"),
    "relief_months": ("months", "救助月数"),
    "has_other_able_supporter": ("has_able_supporter", "has_legal_supporter", "has_other_supporter"),
}
_OF_MEMBER = {
    "age": ("age_years", "child_age", "年龄", "周岁"),
    "insured": ("is_insured", "参保", "参加基本医疗保险"),
    "person_id": ("id", "key", "member_id"),
    "medical_self_paid": ("self_paid",),
    "is_recovery_client": ("client", "is_client"),
    "has_no_steady_livelihood": ("no_fixed_income",),
}
_TOWN = dict.fromkeys("城镇 城市 城区 城镇户口 城市户口 非农业 非农业户口 urban".split(), True) | dict.fromkeys(
    "农村 乡村 农村户口 农业 农业户口 rural".split(), False
)


@dataclass(frozen=True, slots=True)
class Question:
    """One line: whose household, and what is asked."""

    household: Household
    entitlements: tuple[Entitlement, ...]


def read_line(row: Mapping[str, Any], today: date) -> Question:
    """Raises Unreadable with every wrong field, called as the line calls it."""
    errors: list[FieldError] = []
    written: dict[str, str] = {}
    whole = _flat(_named(row, _line_code, "", written, errors), written, errors)
    day = _as_of(whole, today, written, errors)
    whole.pop("id", None)
    _read_region(whole, written, errors)
    _read_town(whole)
    asked = asked_for(whole.pop("entitlements", None), errors)
    _move_standards(whole, written, errors)
    members = whole.get("members")
    if isinstance(members, list) and len(members) <= MOST_MEMBERS:
        whole["members"] = [
            _member(one, f"members[{index}].", day, written, errors) if isinstance(one, Mapping) else one
            for index, one in enumerate(members)
        ]
        _no_person_twice(whole["members"], errors)
        put_in_place(whole, written, errors)
    _read_readings(whole, written, errors)
    quotients = _quotients(whole)
    household = None
    try:
        household = completed(read_household(whole))
        for code, stated in quotients.items():
            household = household.knowing(code, stated)
        if household.facts.get("household_members") == 0:
            errors.append(FieldError(written["household_members"], "至少 1 人；没有人计入的家庭请写成员"))
    except Unreadable as unreadable:
        already = {error.field for error in errors}
        found = (FieldError(written.get(error.field, error.field), error.message) for error in unreadable.errors)
        errors += [error for error in found if error.field not in already]
    if errors or household is None:
        raise Unreadable(errors)
    return Question(household, asked)


def line_id(row: Mapping[str, Any]) -> str | int:
    """The id as it was written. Raises Unreadable."""
    given = next((row[name] for name in ("id", *_OF_LINE["id"]) if name in row), None)
    if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
        raise Unreadable([FieldError("id", "必填：编号，文字或者整数")])
    if len(str(given)) > LONGEST_ID:
        raise Unreadable([FieldError("id", f"编号不超过 {LONGEST_ID} 个字符")])
    return given


def _named(
    raw: Mapping[str, Any],
    code_of: Callable[[str], str],
    where: str,
    written: dict[str, str],
    errors: list[FieldError],
) -> dict[str, Any]:
    """The same values under the codes; ``written`` takes what each field is called in the file."""
    found: dict[str, Any] = {}
    for name, value in raw.items():
        code = code_of(name)
        if code in IGNORED or name.startswith("_"):
            continue
        if code in found:
            errors.append(FieldError(where + shown(name), f"与 {written[where + code]} 是同一项，只写一次"))
            continue
        written[where + code] = where + shown(name)
        found[code] = value
    return found


def shown(name: str) -> str:
    """A field's name for a message: short, and nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else "?" for character in name[:40])


def _line_code(name: str) -> str:
    return _codes(HOUSEHOLD).get(name.strip(), name)


def _member_code(name: str) -> str:
    return _codes(PERSON).get(name.strip(), name)


@cache
def _codes(of: str) -> dict[str, str]:
    """Every name of a field → its code. A fact of the other kind keeps its name, so that its place can be corrected."""
    own = _OF_LINE if of == HOUSEHOLD else _OF_MEMBER
    found = {fact.term: fact.code for fact in sorted(FACTS.values(), key=lambda fact: fact.of == of)}
    found |= {other: code for code, others in own.items() for other in others}
    found |= {code: code for code in (*own, *FACTS)}
    return found | OTHER_NAMES if of == HOUSEHOLD else found


def _flat(whole: dict[str, Any], written: dict[str, str], errors: list[FieldError]) -> dict[str, Any]:
    """With what stands under "household" beside the rest."""
    inner = whole.pop("household", None)
    if inner is None:
        return whole
    where = written["household"]
    if not isinstance(inner, Mapping):
        errors.append(FieldError(where, "应为一个对象，里面是家庭的各项情况"))
        return whole
    called: dict[str, str] = {}
    for code, value in _named(inner, _line_code, "", called, errors).items():
        name = f"{where}.{called[code]}"
        if code in whole:
            errors.append(FieldError(name, f"与 {written[code]} 是同一项，只写一次"))
        elif code in ("household", "id"):
            errors.append(FieldError(name, "不能写在这里"))
        else:
            whole[code], written[code] = value, name
    return whole


def _as_of(whole: Mapping[str, Any], today: date, written: Mapping[str, str], errors: list[FieldError]) -> date | None:
    """The day, for what is counted back from it; a wrong one is told by ``read_household``."""
    fact = FACTS["as_of_date"]
    assert isinstance(fact, Day)
    try:
        day = read_answer(fact, whole.get("as_of_date"))
    except ValueError:
        return None
    if not isinstance(day, date):
        return None
    if day > today + AHEAD:
        errors.append(FieldError(written["as_of_date"], "比今天晚一年以上，请核对"))
    return day


def _read_region(whole: dict[str, Any], written: Mapping[str, str], errors: list[FieldError]) -> None:
    given = whole.get("region_code")
    if given is None or given == "":
        return
    field = written["region_code"]
    codes = place_codes(str(given)) if isinstance(given, str | int) and len(str(given)) <= LONGEST_ID else frozenset()
    known = [code for code in codes if is_known_code(code)]
    # What is wrong here is said here, not once more by the reader of households.
    whole["region_code"] = known[0] if known else "00"
    if len(known) > 1:
        errors.append(FieldError(field, f"有 {len(known)} 个地方叫这个名字，请写上省、市，例如 北京市朝阳区"))
    elif not known:
        errors.append(FieldError(field, "不认识的地区，请写全名或者区划代码，例如 鄂尔多斯市东胜区、150602"))


def _read_town(whole: dict[str, Any]) -> None:
    given = whole.get("is_urban_household")
    if isinstance(given, str):
        whole["is_urban_household"] = _TOWN.get(given.strip().lower(), given)


def _move_standards(whole: dict[str, Any], written: dict[str, str], errors: list[FieldError]) -> None:
    """Standards under their codes, those that stand beside the facts among them."""
    terms = {standard.term: code for code, standard in STANDARDS.items()}

    def code_of(name: str) -> str:
        return terms.get(name.strip(), ALIASES.get(name.strip(), name))

    given = whole.get("standards")
    if given is not None and not isinstance(given, Mapping):
        return
    inside = _named(given or {}, code_of, "standards.", written, errors)
    for name in [name for name in whole if name not in FACTS and code_of(name) in STANDARDS]:
        code, field = code_of(name), written[name]
        if code in inside:
            errors.append(FieldError(field, f"与 {written[f'standards.{code}']} 是同一项，只写一次"))
        inside[code] = whole.pop(name)
        written[f"standards.{code}"] = field
    if inside:
        whole["standards"] = inside


def _quotients(whole: dict[str, Any]) -> dict[str, Decimal]:
    """Incomes that a case divided itself, to the last digit; ``whole`` keeps them to the 分 for reading.

    2,000 元 a three heads is 666.6666…: to the 分 the sum of the family would be a 分 too low.
    """
    found: dict[str, Decimal] = {}
    for code in ("income_per_head", "household_income_month"):
        with suppress(ValueError):
            stated = exact(whole.get(code))
            cents = round(stated, 2) if 0 <= stated <= HIGHEST_STANDARD else stated
            if stated != cents:
                found[code], whole[code] = stated, cents
    return found


def _read_readings(whole: dict[str, Any], written: dict[str, str], errors: list[FieldError]) -> None:
    """Readings under their codes; a code or an option that no rule knows would silently choose nothing."""
    given = whole.get("readings")
    if given is not None and not isinstance(given, Mapping):
        return
    chosen: dict[str, Any] = {}
    beside = {name: whole.pop(name) for name in list(whole) if name not in FACTS and reading_of(name, None)}
    for name, option in {**(given or {}), **beside}.items():
        meant = reading_of(name, option)
        field = written[name] if name in beside else f"{written['readings']}.{shown(name)}"
        if option is None:
            continue
        if meant is None or meant[1] is None:
            errors.append(FieldError(field, "不认识的条文理解，可以写 o1_reading：A 或者 B"))
        else:
            chosen[meant[0]] = meant[1]
    if given is not None or beside:
        whole["readings"] = chosen


def _member(
    raw: Mapping[str, Any], where: str, day: date | None, written: dict[str, str], errors: list[FieldError]
) -> dict[str, Any]:
    member = _named(raw, _member_code, where, written, errors)
    if "insured" in member and "is_uninsured" not in member:
        written[f"{where}is_uninsured"] = written[f"{where}insured"]
        member["is_uninsured"] = _turned_round(member.pop("insured"))
    age = member.pop("age", None)
    if age is None or member.get("birth_date") is not None:
        return member
    if isinstance(age, str) and age.strip().isdecimal():
        age = int(age[:4])
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST:
        errors.append(FieldError(written[f"{where}age"], f"应为 0 到 {OLDEST} 的整数，或者改写 birth_date"))
    elif day is not None:
        # Exactly that many full years on the day looked at, whichever day of the year the birthday is.
        member["birth_date"] = _years_before(day, age)
        written[f"{where}birth_date"] = written[f"{where}age"]
    return member


def _turned_round(given: object) -> object:
    """No for yes; what is neither stays, to be refused like any other."""
    try:
        yes = read_answer(FACTS["is_uninsured"], given)
    except ValueError:
        return given
    return None if yes is None else not yes


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - years)


def _no_person_twice(members: list[Any], errors: list[FieldError]) -> None:
    seen: set[str] = set()
    for index, member in enumerate(members):
        person = member.get("person_id") if isinstance(member, Mapping) else None
        if isinstance(person, str | int) and str(person).strip():
            if str(person) in seen:
                errors.append(FieldError(f"members[{index}].person_id", "同一名成员写了两次"))
            seen.add(str(person))
