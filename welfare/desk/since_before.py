"""What changed between two looks at a household, as far as one result reads it: which answers, which numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from people.models import Role
from welfare.desk.lookout import Lookout
from welfare.desk.shown import said
from welfare.gather import SELF
from welfare.models import Determination
from welfare.rules.assess import Assessment
from welfare.rules.fact import FACTS
from welfare.rules.household import Answer, Household
from welfare.rules.standards import STANDARDS

MOST = 3
NOT_THERE = object()


def since_before(look: Lookout, found: Assessment, stored: Determination) -> list[str]:
    """配偶的工资性收入：不清楚 → 0 元/月; 最低生活保障标准：950 → 1,090. The first few; empty where nothing is told."""
    if stored.previous is None:
        return []
    told = list(_numbers(stored.previous.standards, stored.standards))
    earlier = look.earlier.get(stored.previous.snapshot_id)
    if earlier is not None:
        told += _answers(look, found, earlier.household, look.gathered.household)
    return [*told[:MOST], f"等 {len(told)} 处"] if len(told) > MOST else told


def _numbers(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """``Determination.standards`` twice. Where it was open whether town or country counts, that answer tells it."""
    for code, now in after.items():
        then = before.get(code)
        if code not in STANDARDS or not isinstance(now, list) or isinstance(then, Mapping):
            continue
        was = then[0] if then else None
        if was != now[0]:
            yield f"{STANDARDS[code].term}：{was or '没有登记'} → {now[0]}"


def _answers(look: Lookout, found: Assessment, before: Household, after: Household) -> Iterator[str]:
    then, now = _told(before), _told(after)
    if {key for _, key in then} != {key for _, key in now}:
        yield "家庭成员有增减"
    for code, key in sorted(now):
        fact = FACTS[code]
        if code not in found.entitlement.reads or not look.shows(code):
            continue
        if fact.history and key == SELF and look.actor.role == Role.WELFARE_OFFICER:
            continue
        old, new = then.get((code, key), NOT_THERE), now.get((code, key), NOT_THERE)
        if old is not new and old != new and new is not NOT_THERE:
            was = "没有记录" if old is NOT_THERE else said(fact, old)  # type: ignore[arg-type]
            if key == "" or key in look.names:
                yield f"{_of(look, key)}{fact.term}：{was} → {said(fact, new)}"  # type: ignore[arg-type]


def _of(look: Lookout, key: str) -> str:
    return f"{look.names[key]}的" if key else ""


def _told(household: Household) -> dict[tuple[str, str], Answer]:
    told = {(code, ""): answer for code, answer in household.facts.items()}
    told["is_urban_household", ""] = household.urban
    for member in household.members:
        told |= {(code, member.key): answer for code, answer in member.facts.items()}
    return told
