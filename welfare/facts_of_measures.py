"""What the recorded measures of one client say about her as of a day, in the words of the fact dictionary.

    what runs                     custody_status, custody_start, custody_term_months, custody_end
    the latest 社区戒毒 or 社区康复   rehab_start, rehab_months_completed, rehab_completed_date, in_community_rehab
    药物维持治疗                    on_maintenance_treatment

No measure recorded: nothing is said, which is unknown. A measure without an end still runs, but no longer than the law
lets it (``RehabMeasure.expected_end``): from then on it is unknown whether it does, until somebody records the end.
Someone with measures none of which runs is in no custody while the case is open: who goes to prison has it closed.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from clients.models import Client, Grade, RehabMeasure
from law.case_clocks.terms import YEARS
from law.terms import Measure
from welfare.rules.elapsed import full_months
from welfare.rules.household import Answer

Said = dict[str, tuple[Answer, Grade]]
"""By code of the fact: the answer and how good its evidence is."""

KINDS = RehabMeasure.Kind
STATUS = {
    # The first that runs is named.
    KINDS.COMPULSORY_ISOLATION: "强制隔离戒毒",
    KINDS.COMMUNITY_TREATMENT: "社区戒毒",
    KINDS.COMMUNITY_RECOVERY: "社区康复",
    KINDS.VOLUNTARY: "自愿戒毒",
}
# 社区康复 is three years at most, so not said here.
TERM_MONTHS = {
    kind: Decimal(12 * YEARS[Measure(kind)].values[-1].value)
    for kind in (KINDS.COMPULSORY_ISOLATION, KINDS.COMMUNITY_TREATMENT)
}
COMMUNITY = (KINDS.COMMUNITY_TREATMENT, KINDS.COMMUNITY_RECOVERY)
COMPLETED = (RehabMeasure.EndedHow.EXPIRED, RehabMeasure.EndedHow.EARLY)
CUSTODY_FACTS = ("custody_status", "custody_start", "custody_term_months", "custody_end")


def facts_of_measures(client: Client, measures: Iterable[RehabMeasure], as_of: date) -> Said:
    """``measures`` are all of this client's, in any order; those that begin later do not count yet."""
    begun = sorted((one for one in measures if one.start <= as_of), key=lambda one: (one.start, one.pk))
    said = _custody(client, begun, as_of)
    community = [one for one in begun if one.kind in COMMUNITY]
    if community:
        said |= _rehab(community[-1], as_of)
    if begun:
        runs = [_runs(one, as_of) for one in community]
        said["in_community_rehab"] = _strongest(runs), _weakest(community or begun)
    if maintenance := [one for one in begun if one.kind == KINDS.MAINTENANCE]:
        said["on_maintenance_treatment"] = any(_runs(one, as_of) for one in maintenance), _weakest(maintenance)
    return said


def _runs(measure: RehabMeasure, as_of: date) -> bool | None:
    if measure.end:
        # Free on the day it ends.
        return as_of < measure.end
    longest = measure.expected_end()
    return True if longest is None or as_of < longest else None


def _custody(client: Client, begun: list[RehabMeasure], as_of: date) -> Said:
    holding = [one for one in begun if one.kind in STATUS]
    for kind, status in STATUS.items():
        for measure in reversed([one for one in holding if one.kind == kind]):
            runs, grade = _runs(measure, as_of), _grade(measure)
            if runs is None:
                return {"custody_status": (None, grade)}
            if runs:
                said: Said = {"custody_status": (status, grade), "custody_start": (measure.start, grade)}
                if kind in TERM_MONTHS:
                    said["custody_term_months"] = TERM_MONTHS[kind], grade
                if measure.end:
                    said["custody_end"] = measure.end, grade
                return said
    return {"custody_status": ("无", _weakest(begun))} if begun and client.is_open else {}


def _rehab(measure: RehabMeasure, as_of: date) -> Said:
    grade = _grade(measure)
    said: Said = {"rehab_start": (measure.start, grade)}
    if measure.end and measure.end <= as_of:
        said["rehab_months_completed"] = Decimal(full_months(measure.start, measure.end)), grade
        if measure.ended_how in COMPLETED:
            said["rehab_completed_date"] = measure.end, grade
        elif not measure.ended_how:
            said["rehab_completed_date"] = None, grade
    return said


def _strongest(runs: list[bool | None]) -> bool | None:
    """Kleene's or."""
    return True if True in runs else None if None in runs else False


def _grade(measure: RehabMeasure) -> Grade:
    """With the day of the decision the paper was at hand."""
    return Grade.DOCUMENTED if measure.decided_on else Grade.SEEN


def _weakest(measures: list[RehabMeasure]) -> Grade:
    return min((_grade(one) for one in measures), key=lambda grade: grade.rank)
