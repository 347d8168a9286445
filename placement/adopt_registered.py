"""采用企业登记的: what the firm's payroll says of a job beside what the client says, and taking it over by one press.

Nobody types a fact twice, and nothing is taken over unseen: both sides stand on the page until somebody decides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from employers.models import Hire
from law.terms import chinese_day
from people.errors import Refused
from people.models import User
from placement.models import Placement
from placement.place import correct

YEAR = relativedelta(years=1)
WHY = "采用企业登记的："


@dataclass(frozen=True, slots=True)
class Line:
    """One fact from both sides. ``theirs`` "" where the firm has not registered it.

    facts    what the placement says once it is taken over, by field
    differs  the firm says something, and it is not what stands here
    chosen   whether taking over begins with it: not where the client has said something else of her own pay
    """

    code: str
    label: str
    ours: str
    theirs: str
    facts: dict[str, Any]
    differs: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """What the firm registered of this job. ``insured`` counts whole months; ``left_on`` None: still there."""

    hire: Hire
    lines: tuple[Line, ...]
    insured: int
    insured_on: bool
    left_on: date | None
    still_here: bool

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.differs]

    @property
    def left_unknown(self) -> bool:
        """The firm says that she has left, and here she is still at work."""
        return self.left_on is not None and self.still_here


def registered_of(placement: Placement, today: date) -> Registered | None:
    """None where the firm keeps no record of this job here. Two queries: the record, and its insured months."""
    hire = placement.hire
    if hire is None:
        return None
    spells = list(hire.insured_spells.all())
    first = spells[0].first if spells else None
    contract: dict[str, date | None] = {"contract_from": hire.contract_from}
    if hire.contract_until or hire.open_ended:
        contract["contract_until"] = hire.contract_until
    until: date = hire.left_on or today
    return Registered(
        hire=hire,
        lines=(
            _line(placement, "started_on", "上岗", {"started_on": hire.started_on}, _day),
            _line(placement, "contract", "合同", contract, _contract, known=hire.contract_from is not None),
            _line(placement, "insured_from", "参保", {"insured_from": first}, _since),
            _line(placement, "wage", "月工资", {"wage": hire.wage}, _wage),
        ),
        insured=sum(_months(spell.first, min(spell.last or until, until)) for spell in spells),
        insured_on=any(spell.last is None for spell in spells),
        left_on=hire.left_on,
        still_here=placement.ended_on is None,
    )


def adopt(worker: User, placement: Placement, codes: Iterable[str], *, today: date, at: datetime | None = None) -> int:
    """Take these lines over from the firm into the placement; the history says where they come from. Returns how many
    changed something.

    Raises Refused as ``place.correct``, and when the firm has nothing registered, or nothing was chosen.
    """
    found = registered_of(placement, today)
    chosen = {*codes}
    lines = [line for line in found.differing if line.code in chosen] if found else []
    if not lines:
        raise Refused("没有要采用的内容。", "请刷新页面，看企业现在登记的是什么。")
    facts = {name: value for line in lines for name, value in line.facts.items()}
    correct(worker, placement, why=WHY, at=at, **facts)
    return len(lines)


def runs_a_year(placement: Placement) -> bool | None:
    """Whether her contract runs for a year at least: as the firm registered it, else as she says. None: not known.

    A contract of which the client knows the beginning alone may be without end, or its end not asked.
    """
    hire = placement.hire
    if hire is not None and hire.open_ended:
        return True
    source = hire if hire is not None and hire.contract_from else placement
    if source.contract_from is None or source.contract_until is None:
        return None
    return source.contract_until >= source.contract_from + YEAR - timedelta(days=1)


# Mechanics ------------------------------------------------------------------------------------------------------------


def _line(
    placement: Placement,
    code: str,
    label: str,
    theirs: dict[str, Any],
    words: Callable[[Mapping[str, Any]], str],
    *,
    known: bool | None = None,
) -> Line:
    ours = {name: getattr(placement, name) for name in theirs}
    told = any(value is not None for value in theirs.values()) if known is None else known
    differs = told and ours != theirs
    blank = all(value is None for value in ours.values())
    return Line(
        code=code,
        label=label,
        ours=words(ours),
        theirs=words(theirs) if told else "",
        facts=theirs,
        differs=differs,
        # What she takes home is not what the firm pays before deductions.
        chosen=differs and (blank or code != "wage"),
    )


def _day(facts: Mapping[str, Any]) -> str:
    return chinese_day(facts["started_on"]) if facts["started_on"] else ""


def _since(facts: Mapping[str, Any]) -> str:
    return f"{chinese_day(facts['insured_from'])}起" if facts["insured_from"] else ""


def _contract(facts: Mapping[str, Any]) -> str:
    """``contract_until`` None: without end; not there: nobody has said."""
    if facts["contract_from"] is None:
        return ""
    last = facts.get("contract_until")
    end = f"，到 {chinese_day(last)}" if last else "，没有固定期限" if "contract_until" in facts else ""
    return f"{chinese_day(facts['contract_from'])}起{end}"


def _wage(facts: Mapping[str, Any]) -> str:
    return f"{facts['wage'].normalize():,f} 元" if facts["wage"] is not None else ""


def _months(first: date, last: date) -> int:
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)
