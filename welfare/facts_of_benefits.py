"""What the benefits of one household say about it as of a day, in the words of the fact dictionary.

    minimum_living            receives_minimum_living, was_on_minimum_living, previous_minimum_living_amount; of each
                              member whom the rules count, is_minimum_living_recipient (welfare.gather)
    特困, 低保, 低保边缘, 刚性支出    aid_class: the first of them that is received
    of one person             of the client where she lives alone; else open for all, since a benefit names no member:
      destitute_support         is_destitute_person
      unattended_child          receives_full_child_allowance
      medical_aid of the year   medical_aid_received_year
    temporary_relief          within a year: whether for the same cause is open (aided_for_same_cause)

Benefits that nobody recorded say nothing, which is unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from clients.models import Grade
from welfare.facts_of_measures import Said
from welfare.models import Benefit
from welfare.rules.household import Answer

MINIMUM_LIVING = "minimum_living"
CLASSES = {
    # The first that is received is the class.
    "destitute_support": "特困",
    MINIMUM_LIVING: "低保",
    "near_minimum": "低保边缘",
    "rigid_expense": "刚性支出",
}
PERSONAL = {"destitute_support": "is_destitute_person", "unattended_child": "receives_full_child_allowance"}
LATELY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OfBenefits:
    """
    household    facts of the household
    of_one       facts of one member, known where the household is one person and open elsewhere
    ended        (code, answer) that stopped being true with a benefit → on which day: an answer known since then wins
    """

    household: Said = field(default_factory=dict)
    of_one: Said = field(default_factory=dict)
    ended: dict[tuple[str, Answer], date] = field(default_factory=dict)


def facts_of_benefits(benefits: Iterable[Benefit], as_of: date) -> OfBenefits:
    """``benefits`` are all of this household's, in any order; those that begin later do not count yet."""
    begun = sorted((one for one in benefits if one.since <= as_of), key=lambda one: (one.since, one.pk))
    running = {one.entitlement: one for one in begun if one.runs(as_of)}
    said = OfBenefits()
    for code, name in CLASSES.items():
        if code in running:
            said.household.setdefault("aid_class", (name, Grade(running[code].grade)))
        else:
            said.ended.update(
                (("aid_class", name), one.until) for one in begun if one.entitlement == code and one.until
            )
    _minimum_living(said, [one for one in begun if one.entitlement == MINIMUM_LIVING], running.get(MINIMUM_LIVING))
    for one in begun:
        grade = Grade(one.grade)
        if one.entitlement == "temporary_relief" and as_of - one.since < LATELY:
            said.household["aided_for_same_cause"] = None, grade
        elif one.entitlement == "medical_aid" and one.since.year == as_of.year:
            before = said.of_one.get("medical_aid_received_year", (Decimal(0), grade))[0]
            whole = before + one.amount if isinstance(before, Decimal) and one.amount is not None else None
            said.of_one["medical_aid_received_year"] = whole, grade
    for code, fact in PERSONAL.items():
        if code in running:
            said.of_one[fact] = True, Grade(running[code].grade)
    return said


def _minimum_living(said: OfBenefits, received: list[Benefit], now: Benefit | None) -> None:
    if not received:
        return
    last = now or max(received, key=lambda one: (one.until or date.min, one.pk))
    grade = Grade(last.grade)
    said.household["receives_minimum_living"] = now is not None, grade
    said.household["was_on_minimum_living"] = True, grade
    if last.amount is not None:
        said.household["previous_minimum_living_amount"] = last.amount, grade
    if now is None and last.until:
        said.ended["receives_minimum_living", True] = last.until
