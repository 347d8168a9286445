"""How many households stand where, entitlement by entitlement: figures of the first page, each as its list counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from people.models import User
from welfare import gaps, said
from welfare.changes import Change
from welfare.models.determination import OutcomeChoice
from welfare.restricted import visible_entitlements
from welfare.rules.entitlement import Entitlement
from welfare.standings import current, running_benefits


@dataclass(frozen=True, slots=True)
class Tally:
    """One entitlement. ``gap`` are open 应享未享, ``deciding`` open answers that one paper settles."""

    entitlement: Entitlement
    eligible: int
    receiving: int
    gap: int
    deciding: int
    undetermined: int
    ineligible: int
    changed: int

    @property
    def anybody(self) -> bool:
        """Whether there is anything to do or to show, other than that it is not for these households."""
        return bool(self.eligible or self.receiving or self.gap or self.undetermined or self.changed)


def tally(user: User, today: date, open_gaps: Iterable[gaps.GapRow], changed_answers: Iterable[Change]) -> list[Tally]:
    """Every entitlement that ``user`` may know of, in the order of the catalogue. Two queries."""
    received = running_benefits(user, today).filter(client=OuterRef("client"), entitlement=OuterRef("entitlement"))
    counted = (
        current(user)
        .order_by()
        .annotate(received=Exists(received))
        .values_list("entitlement", "outcome", "received")
        .annotate(count=Count("pk"))
    )
    outcomes: Counter[tuple[str, str]] = Counter()
    receiving: Counter[str] = Counter()
    for code, outcome, received_already, count in counted:
        outcomes[code, outcome] += count
        receiving[code] += count * received_already
    lacking = current(user).filter(outcome=OutcomeChoice.UNDETERMINED, missing_count=1)
    # Counted where they lie: thousands of families lack the same few things.
    alike = lacking.order_by().values_list("entitlement", "missing").annotate(count=Count("pk"))
    deciding: Counter[str] = Counter()
    for code, missing, count in alike:
        deciding[code] += count * bool(said.deciding(OutcomeChoice.UNDETERMINED, missing))
    waiting = Counter(row.entitlement for row in open_gaps)
    changed = Counter(one.entitlement for one in changed_answers)
    return [
        Tally(
            one,
            outcomes[one.code, OutcomeChoice.ELIGIBLE],
            receiving[one.code],
            waiting[one.code],
            deciding[one.code],
            outcomes[one.code, OutcomeChoice.UNDETERMINED],
            outcomes[one.code, OutcomeChoice.INELIGIBLE],
            changed[one.code],
        )
        for one in visible_entitlements(user)
    ]
