"""One household as it stood on file on a day, with how good each answer is; as text, so that it can be kept."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clients.models import Client, Grade
from welfare.rules.fact import FACTS, Day, Fact, Quantity
from welfare.rules.household import Answer, Household, Member


@dataclass(frozen=True, slots=True)
class Gathered:
    """One household as it stands on file.

    grades  how good the evidence of each answer is, by key as in ``Finding.missing`` (``code``, ``code@member``); what
            stands in columns (who they are, how related, where they live) has no grade of its own
    """

    client: Client
    household: Household
    grades: dict[str, Grade]


def dump(gathered: Gathered) -> str:
    """The household without the day, as text: equal households give equal texts. ``load`` reads it back."""
    household = gathered.household
    return json.dumps(
        {
            "region": household.region,
            "urban": household.urban,
            "facts": _plain(household.facts),
            "members": [[member.key, _plain(member.facts)] for member in household.members],
            "grades": gathered.grades,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def load(text: str, as_of: date, client: Client) -> Gathered:
    """The household as it was, on the day that stands beside the text; without facts that no rule knows any more."""
    kept = json.loads(text)
    household = Household(
        as_of,
        kept["region"],
        kept["urban"],
        _typed(kept["facts"]),
        tuple(Member(key, _typed(facts)) for key, facts in kept["members"]),
    )
    return Gathered(client, household, {key: Grade(grade) for key, grade in kept["grades"].items()})


def _plain(facts: Any) -> dict[str, Any]:
    return {code: _plain_answer(answer) for code, answer in facts.items()}


def _plain_answer(answer: Answer) -> bool | str | None:
    if isinstance(answer, Decimal):
        return format(answer.normalize(), "f")
    return answer.isoformat() if isinstance(answer, date) else answer


def _typed(facts: dict[str, Any]) -> dict[str, Answer]:
    return {code: _typed_answer(FACTS[code], answer) for code, answer in facts.items() if code in FACTS}


def _typed_answer(fact: Fact, answer: Any) -> Answer:
    if answer is None or not isinstance(fact, Day | Quantity):
        return answer
    return date.fromisoformat(answer) if isinstance(fact, Day) else Decimal(answer)
