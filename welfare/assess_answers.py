"""An assessment as the line of JSON that ``manage.py assess`` writes.

    {"id": …, "as_of_date": "2024-06-03", "region": "440402",
     "members": [{"member": "m2", "relation": "配偶", "counted": "no", "why": ["不在强制隔离戒毒（…）"]}, …],
     "entitlements": {"minimum_living": {
       "name": "最低生活保障",
       "outcome": "eligible",            or ineligible, undetermined
       "amount": {"value": 1720, "unit": "元", "period": "month"},
       "components": {"income_per_head": {"name": …, "value": 666.67, "unit": "元", "period": "month"}, …},
       "reasons": [{"text": …, "truth": "yes", "article": "《…》第九条", "detail": …, "parts": […]}, …],
       "missing": [{"kind": "fact", "code": "custody_status", "member": "m2", "field": "members[1].custody_status",
                    "term": …, "documents": […]}],
       "documents": […], "citations": […], "unverified": […], "stated": ["income_per_head"],
       "not_together": [{"code": "destitute_support", "name": …, "outcome": …, "amount": …, "note": "不能同时享受"}],
       "standards": {"minimum_living_standard": {"term": …, "value": 1240, "source": …, "valid_from": …}},
       "rule": {"version": …, "in_force": …}}},
     "next_question": {"kind": "fact", "code": …, "member": …, "term": …, "documents": […], "settles": ["hiv_care"]}}

Numbers are exact to the 分. While one is open it is a range, {"min": …, "max": …}, null where there is no bound;
{"discretionary": true} where the authority decides; a period of null is a sum paid once. The whole amount is null for
who is not entitled and where the entitlement is no money. For who is undetermined the amount is the one that follows
if the answer turns out yes. Of the reasons only the parts that decide are written: what failed of a no, what is open of
an open one; a part without an article stands under the one above it. An entitlement of persons also has "by_member":
[{"member": "m1", "outcome": …, "amount": …}, …]. "not_together" stands only where another of those asked for may be
had too but not beside this one: both keep their outcome and their sum, the family chooses. "next_question" stands only
where it was asked for (``ask``): the one whose answer settles most; null where a family could tell nothing more.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from law.article import Article
from law.dated import Dated
from law.findings import Finding
from law.outcome import Outcome
from law.truth import Truth
from welfare.assess_lines import Question
from welfare.rules.ask import next_best
from welfare.rules.assess import Assessment, Missing, assess_one, not_together, to_fen
from welfare.rules.composition import is_counted
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import PERSON
from welfare.rules.find import Case
from welfare.rules.household import Household
from welfare.rules.ranges import Range
from welfare.rules.standards import DECLARED, STANDARDS, Level, Mode

Json = dict[str, Any]

TRUTHS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
PERIODS = {"月": "month", "年": "year", "学期": "term", "天": "day", "日": "day", "次": "time"}


def answer(question: Question, *, ask: bool = False) -> Json:
    """What is asked, answered; all entitlements share one look at the household. ``ask`` adds the next best question,
    which takes some dozens of further looks."""
    household = question.household
    case = Case(household, DECLARED)
    found = {entitlement.code: assess_one(case, entitlement) for entitlement in question.entitlements}
    return {
        "as_of_date": household.as_of.isoformat(),
        "region": household.region,
        "members": _members(case),
        "entitlements": {
            code: _entitlement(case, one) | _not_together(not_together(found, code)) for code, one in found.items()
        },
        **({"next_question": _next_question(question)} if ask else {}),
    }


def _next_question(question: Question) -> Json | None:
    best = next(iter(next_best(question.household, question.entitlements)), None)
    if best is None:
        return None
    return _missing(best.missing, question.household) | {"settles": list(best.settles)}


def _not_together(others: list[Assessment]) -> Json:
    said = [
        {
            "code": other.entitlement.code,
            "name": other.entitlement.name,
            "outcome": other.outcome.value,
            "amount": _amount(other),
            "note": "不能同时享受",
        }
        for other in others
    ]
    return {"not_together": said} if said else {}


def _members(case: Case) -> list[Json]:
    """Whom the rules count as living together, and what speaks against the others."""
    said = []
    for member in case.household.members:
        counted = case.find(is_counted, member)
        one: Json = {
            "member": member.key,
            "relation": member.facts.get("relation_to_applicant"),
            "counted": TRUTHS[counted.truth],
        }
        if counted.truth is not Truth.YES:
            one["why"] = [part.text for part in counted.parts if part.truth is counted.truth]
        said.append(one)
    return said


def _entitlement(case: Case, found: Assessment) -> Json:
    household, entitlement = case.household, found.entitlement
    stated = sorted(found.stated)
    return {
        "name": entitlement.name,
        "outcome": found.outcome.value,
        "amount": _amount(found),
        "components": {
            code: {"name": part.name, **_number(part.amount), **_unit(part.unit)}
            | ({"stated": True} if code in found.stated else {})
            for code, part in found.components.items()
        },
        "reasons": _reasons(entitlement, found.finding, household),
        "missing": [_missing(one, household) for one in found.missing],
        "documents": list(found.documents),
        "citations": [article.full for article in entitlement.citations],
        "unverified": list(entitlement.unverified),
        **({"by_member": _by_member(case, entitlement)} if entitlement.scope == PERSON else {}),
        "stated": stated,
        "standards": {code: _standard(code, found.used[code], household) for code in sorted(found.used)},
        "rule": {"version": entitlement.version, "in_force": entitlement.in_force.isoformat()},
    }


def _by_member(case: Case, entitlement: Entitlement) -> list[Json]:
    """Each member's own outcome and sum: the amount of the household may be open only because of another member."""
    said = []
    for member in case.household.members if entitlement.is_in_force(case.household.as_of) else ():
        outcome = Outcome.of(case.find(entitlement.condition, member).truth)
        one: Json = {"member": member.key, "outcome": outcome.value}
        if outcome is not Outcome.INELIGIBLE and entitlement.amount is not None:
            own = to_fen(case.value(entitlement.amount, member))
            one["amount"] = {**_number(own), "period": None, **_unit(entitlement.unit)}
        said.append(one)
    return said


def _amount(found: Assessment) -> Json | None:
    if found.outcome is Outcome.INELIGIBLE:
        return None
    discretionary: Json = {"discretionary": True} if found.discretionary else {}
    if found.amount is None:
        return discretionary or None
    return {**_number(found.amount), "period": None, **_unit(found.entitlement.unit), **discretionary}


def _number(amount: Range) -> Json:
    if amount.value is not None:
        return {"value": plain(amount.value)}
    return {"min": _bound(amount.lo), "max": _bound(amount.hi)}


def _bound(bound: Decimal | None) -> int | float | None:
    return None if bound is None else plain(bound)


def plain(number: Decimal) -> int | float:
    """The JSON number with the digits of this decimal: sums with 分 are exact below ten billion yuan."""
    return int(number) if number == number.to_integral_value() else float(number)


def _unit(unit: str) -> Json:
    """元/月 → 元 a month, 元/人·月 → 元/人 a month; what has no period gets none."""
    of, _, last = unit.rpartition("/")
    per, _, period = last.rpartition("·")
    if not of or period not in PERIODS:
        return {"unit": unit}
    return {"unit": f"{of}/{per}" if per else of, "period": PERIODS[period]}


def _reasons(entitlement: Entitlement, finding: Finding, household: Household) -> list[Json]:
    if entitlement.scope == PERSON and finding.parts:
        pairs = zip(household.members, finding.parts, strict=True)
        return [{"member": member.key, **_reason(part)} for member, part in pairs]
    if finding.article is None and finding.parts:
        return [_reason(part) for part in finding.parts]
    return [_reason(finding)]


def _reason(finding: Finding, above: Article | None = None) -> Json:
    """With the parts that decide, which stand under the article above them unless they name their own.

    A comparison has said its numbers: whom it counted stands under "members".
    """
    deciding = _deciding(finding)
    if len(deciding) == 1 and finding.article is None and not finding.detail and finding.truth is deciding[0].truth:
        return _reason(deciding[0], above)
    reason: Json = {"text": finding.text, "truth": TRUTHS[finding.truth]}
    if above is None or finding.article not in (None, above):
        reason["article"] = None if finding.article is None else finding.article.full
    if finding.detail:
        reason["detail"] = finding.detail
    elif deciding:
        reason["parts"] = [_reason(part, finding.article or above) for part in deciding]
    return reason


def _deciding(finding: Finding) -> tuple[Finding, ...]:
    """The parts with the truth of the whole, all where none has it (a condition turned round)."""
    parts = tuple(part for part in finding.parts if part.truth is finding.truth) or finding.parts
    if len(parts) == 1 and parts[0].article is None and not parts[0].detail:
        # A join of conditions that only repeats what its parts say.
        return _deciding(parts[0]) or parts
    return parts


def _missing(missing: Missing, household: Household) -> Json:
    said: Json = {"kind": missing.kind, "code": missing.code, "term": missing.text}
    if missing.kind == "fact":
        said["field"] = missing.code
    if missing.member is not None:
        index = next(index for index, member in enumerate(household.members) if member.key == missing.member)
        said |= {"member": missing.member, "field": f"members[{index}].{missing.code}"}
    return said | {"documents": list(missing.documents)}


def _standard(code: str, dated: Dated[Level] | None, household: Household) -> Json:
    """The number used; both where it is open whether town or country and the two differ."""
    standard = STANDARDS[code]
    said: Json = {"term": standard.term}
    given = household.standards.get(code)
    if given is not None or dated is None:
        return said | _level(code, given) | {"stated": True, "source": "本例自带"}
    if household.urban is None:
        town, country = (DECLARED.find(standard, household.region, urban, household.as_of) for urban in (True, False))
        if town is not None and country is not None and town.value != country.value:
            return said | {"urban": _dated(code, town), "rural": _dated(code, country)}
    return said | _dated(code, dated)


def _dated(code: str, dated: Dated[Level]) -> Json:
    said = _level(code, dated.value) | {"source": dated.source.full, "valid_from": dated.valid_from.isoformat()}
    return said | ({} if dated.valid_to is None else {"valid_to": dated.valid_to.isoformat()})


def _level(code: str, level: Level | None) -> Json:
    standard = STANDARDS[code]
    if isinstance(standard, Mode):
        options: Mapping[str, str] = standard.options
        return {"value": level, "option": options.get(str(level), "")}
    return {"value": plain(Decimal(level or 0)), **_unit(standard.unit)}
