"""交接单: what goes over with a case, for both sides to sign.

Whoever answers for the case reads what is carried: consents, clocks, duties. Whoever gave it away reads how much it
was, as counted at the signature, and nothing of the case.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clients import clocks, duty_kinds
from clients.models import Client, Grade

# Kinds of record by what they are called, and where they hang on the client.
GROUPS = (
    ("措施", "measures"),
    ("家庭成员", "household_members"),
    ("证书", "certificates"),
    ("工作经历", "work_experiences"),
    ("技能", "skills"),
    ("身体条件", "limits"),
    ("固定时间", "fixed_times"),
    ("从业限制相关事项", "bar_facts"),
    ("帮扶记录", "help_events"),
    ("就业服务", "employment_services"),
    ("帮扶计划", "plans"),
    ("请假外出", "leaves"),
)
GRADED = "家庭情况"


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of record: how many, and, where evidence is graded, how many of each grade."""

    label: str
    count: int
    grades: list[tuple[str, int]] = field(default_factory=list)
    weakest: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much goes over. ``papers``: those that were handed in."""

    groups: list[Group]
    papers: int
    consents: int
    clocks: int
    duties: int

    @property
    def graded(self) -> list[Group]:
        return [group for group in self.groups if group.grades]

    @property
    def plain(self) -> list[Group]:
        """Of which nobody keeps how good the evidence is."""
        return [group for group in self.groups if not group.grades]

    @property
    def plain_count(self) -> int:
        return sum(group.count for group in self.plain)


@dataclass(frozen=True, slots=True)
class Carried:
    """What runs on, by name, for whoever answers for the case: consents with their firm and last day, clocks and
    duties with their day. Dates are None where no day is set."""

    consents: list[Any]
    clocks: list[tuple[str, date | None]]
    duties: list[tuple[str, str, date | None]]

    @property
    def is_any(self) -> bool:
        return bool(self.consents or self.clocks or self.duties)


def counts_of(client_id: int, as_of: date) -> dict[str, Any]:
    """How much there is of a case now, as a row of a hand-over keeps it. Nothing in it but numbers by kind."""
    client = Client.objects.unscoped("counts for a receipt, nothing of the case").get(pk=client_id)
    grades = Counter(client.household_facts.current().values_list("grade", flat=True))
    counted = {label: getattr(client, name).count() for label, name in GROUPS}
    return {
        "grades": {grade.value: grades[grade.value] for grade in Grade if grades[grade.value]},
        "groups": {label: count for label, count in counted.items() if count},
        "papers": client.papers.count(),
        "consents": client.consents.standing(as_of).count(),
        "clocks": len(_clocks(client, as_of)),
        "duties": client.duties.open().count(),
    }


def counts(kept: dict[str, Any]) -> Counts | None:
    """What ``counts_of`` kept, for the sheet; None of a hand-over from before it was counted."""
    if not kept:
        return None
    graded = [(grade.label, kept["grades"][grade.value]) for grade in Grade if grade.value in kept["grades"]]
    groups = [Group(label, count) for label, count in kept["groups"].items()]
    if graded:
        # Grades stand in their order, the weakest first.
        groups.insert(0, Group(GRADED, sum(count for _, count in graded), graded, graded[0][0]))
    return Counts(groups, kept["papers"], kept["consents"], kept["clocks"], kept["duties"])


def carried(client: Client, as_of: date) -> Carried:
    """What runs on in a case that the reader may open."""
    duties = client.duties.open().order_by("due_on", "pk")
    return Carried(
        consents=list(client.consents.standing(as_of).order_by("until", "pk")),
        clocks=_clocks(client, as_of),
        duties=[(one.get_department_display(), duty_kinds.outward(one), one.due_on) for one in duties],
    )


def _clocks(client: Client, as_of: date) -> list[tuple[str, date | None]]:
    """What waits for whoever answers for her; what other offices owe stands among the duties."""
    return [(clocks.said(one), one.clock.due_on) for one in clocks.of_client(client, as_of).due]
