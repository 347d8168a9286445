"""What each office is given of the affairs that it owes: its columns, declared here and nowhere else.

The police know the measure. Every other office gets a name to find the person by, what is to be done, since when and
by when, and whom to ask: no number of the case, no measure, no legal source that would tell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from clients import duty_kinds
from clients.models import Department, Duty, RehabMeasure

TITLE = "部门协同事项清单"
NO_TERM = "没有规定期限"


@dataclass(frozen=True, slots=True)
class Column:
    """``of`` reads one duty, with client, caseworker and region loaded, and measures and report-ins where
    ``reads_measures``."""

    title: str
    of: Callable[[Duty], str | date]
    wide: bool = False
    reads_measures: bool = False


def _measure(duty: Duty) -> str:
    """The one that runs; of somebody whose measure begins with her report, the one that she has to report for."""
    kinds = [one.kind for one in duty.client.measures.all() if one.end is None]
    reports = duty.client.report_ins.all()
    kinds = kinds or [one.kind for one in reports if one.reported_on is None and one.dropped_on is None]
    return RehabMeasure.Kind(kinds[-1]).label if kinds else ""


NUMBER = Column("编号", lambda duty: duty.client.number)
NAME = Column("姓名", lambda duty: duty.client.name)
ID_NUMBER = Column("身份证号", lambda duty: duty.client.masked_id_number)
MEASURE = Column("措施", _measure, reads_measures=True)
WHAT = Column("要办的事", duty_kinds.outward, wide=True)
PLACE = Column("居住地", lambda duty: duty.client.residence_region.short_name, wide=True)
SINCE = Column("起算日", lambda duty: duty.counted_from)
DUE = Column("期限", lambda duty: duty.due_on or NO_TERM)
SOURCE = Column("依据", duty_kinds.outward_source, wide=True)
CONTACT = Column("联系人", lambda duty: duty.client.caseworker.name)

NEUTRAL = (NAME, ID_NUMBER, WHAT, PLACE, SINCE, DUE, CONTACT)
COLUMNS: dict[str, tuple[Column, ...]] = {
    Department.POLICE: (NUMBER, NAME, ID_NUMBER, MEASURE, WHAT, PLACE, SINCE, DUE, SOURCE, CONTACT),
    Department.CIVIL: (NAME, ID_NUMBER, WHAT, PLACE, SINCE, DUE, SOURCE, CONTACT),
    Department.STREET: (NAME, ID_NUMBER, WHAT, PLACE, SINCE, DUE, SOURCE, CONTACT),
    Department.LABOUR: NEUTRAL,
    Department.HEALTH: NEUTRAL,
    Department.SCHOOL: NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One office's list: its columns, and lines in their order."""

    department: Department
    columns: tuple[Column, ...]
    lines: list[list[str | date]]


def sheet(department: Department, duties: Iterable[Duty]) -> Sheet:
    """The list of one office over ``duties``, which must be its own: those of another raise ValueError."""
    columns = COLUMNS[department]
    lines = []
    for duty in duties:
        if duty.department != department:
            raise ValueError(f"a duty of {duty.department} on the sheet of {department}")
        lines.append([column.of(duty) for column in columns])
    return Sheet(department, columns, lines)


def reads_measures(department: str) -> bool:
    return any(column.reads_measures for column in COLUMNS[department])
