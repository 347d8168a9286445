"""Where a fact stands in a line, and what follows from two facts of one person beyond doubt.

A fact of the household that is written with a member is one of the household, as long as nobody says otherwise; a fact
of a person written beside the household's is that person's where there is only one. What would have to be guessed
stays where it is and becomes an error: a bill beside three members belongs to one of them, and nobody said to whom.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from welfare.catalogue.parents import father, mother
from welfare.rules.dictionary import (
    aid_class,
    as_of_date,
    custody_end,
    custody_start,
    custody_status,
    disability_category,
    disability_grade,
    is_urban_household,
    labor_capacity,
    region_code,
    rehab_completed_date,
    serious_illness_listed,
)
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Fact
from welfare.rules.household import Answer, Household
from welfare.rules.read import FieldError

OF_THE_LINE = (as_of_date.code, region_code.code, is_urban_household.code)
DAYS_OF = (
    (custody_status, custody_start, custody_end),
    (father.state, father.start, father.end),
    (mother.state, mother.start, mother.end),
)
ILL_CLASS = ("因病致贫", "因病致贫重病患者", "因病致贫家庭")

Fields = dict[str, Any]


def put_in_place(whole: Fields, written: dict[str, str], errors: list[FieldError]) -> None:
    """Move what stands in the wrong place and can stand in one other only; ``whole`` is changed."""
    members = whole.get("members")
    if not isinstance(members, list):
        return
    people = [one for one in members if isinstance(one, dict)]
    _lift(whole, people, members, written, errors)
    if len(members) == 1 and people:
        _lower(whole, people[0], written, errors)
    _read_ill_class(whole, people)


def _lift(
    whole: Fields, people: list[Fields], members: list[Any], written: dict[str, str], errors: list[FieldError]
) -> None:
    """Facts of the household out of its members: where all who speak of it say the same."""
    for code in sorted({code for one in people for code in one if _is_of(code, HOUSEHOLD)}):
        told = [(index, one.pop(code)) for index, one in enumerate(members) if isinstance(one, dict) and code in one]
        field = written[f"members[{told[0][0]}].{code}"]
        said = [value for _, value in told] + ([whole[code]] if code in whole else [])
        # 特困 is the standing of one person, the other standings are the household's.
        of_one = code == aid_class.code and "特困" in str(said[0]) and code not in whole and len(told) < len(members)
        if of_one or any(value != said[0] for value in said):
            errors.append(FieldError(field, f"“{FACTS[code].term}”应写在家庭里，这里各处写的不一致或者只写了一部分人"))
        elif code not in whole:
            whole[code], written[code] = said[0], field


def _lower(whole: Fields, member: Fields, written: dict[str, str], errors: list[FieldError]) -> None:
    """Facts of a person beside the household's, where the household is one person."""
    for code in [code for code in whole if _is_of(code, PERSON)]:
        value = whole.pop(code)
        if member.setdefault(code, value) != value:
            errors.append(FieldError(written[code], f"“{FACTS[code].term}”与 members[0] 里写的不一致"))
        written.setdefault(f"members[0].{code}", written[code])


def _is_of(code: str, of: str) -> bool:
    return code in FACTS and FACTS[code].of == of and code not in OF_THE_LINE


def _read_ill_class(whole: Fields, people: list[Fields]) -> None:
    """因病致贫 is a class of 医疗救助 and no standing of the household: it is written with each member."""
    if isinstance(whole.get(aid_class.code), str) and whole[aid_class.code].strip() in ILL_CLASS:
        whole[aid_class.code] = "无"
        for one in people:
            one.setdefault("is_poor_through_illness", True)


def completed(household: Household) -> Household:
    """With what follows of one person beyond doubt.

    Who has no category of disability has no grade. A status is where somebody is on the day looked at: a beginning or
    an end that nobody knows takes nothing from it, and whoever is in 社区康复 has not completed it. Of who is known to
    be able to work an unknown disability or illness is one that nobody spoke of.
    """
    members = tuple(replace(one, facts=_completed(one.facts)) for one in household.members)
    return replace(household, members=members)


def _completed(facts: Mapping[str, Answer]) -> dict[str, Answer]:
    told = dict(facts)
    for one, other in ((disability_category, disability_grade), (disability_grade, disability_category)):
        if told.get(one.code) == "无" and told.get(other.code) is None:
            told[other.code] = "无"
    if told.get(labor_capacity.code) == "有":
        _forget(told, disability_category, disability_grade, serious_illness_listed)
    for status, *days in DAYS_OF:
        if told.get(status.code) is not None:
            _forget(told, *days)
    if told.get(custody_status.code) in ("社区戒毒", "社区康复"):
        _forget(told, rehab_completed_date)
    return told


def _forget(told: dict[str, Answer], *facts: Fact) -> None:
    """What is written down as unknown becomes not mentioned."""
    for fact in facts:
        if told.get(fact.code, fact) is None:
            del told[fact.code]
