"""到检 and 走访: what became of a planned day. Kept, put off with a reason, or missed; never a result."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients import clocks
from clients.door import KIND
from clients.may import require_may_change
from clients.models import KeptDay, RehabMeasure
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

Outcome = KeptDay.Outcome


@transaction.atomic
def keep(
    actor: User, measure: RehabMeasure, kind: str, number: int, *, outcome: str = Outcome.KEPT,
    on: date | None = None, note: str = "",
) -> KeptDay:  # fmt: skip
    """The ``number``-th planned day of a calendar is dealt with, on ``on`` (today).

    Raises Refused when the actor may not, the calendar has no such day, the day is ahead or before the measure, a
    reason is missing for who was excused, or somebody has written it down already.
    """
    require_may_change(actor, measure.client)
    _require_planned(measure, kind, [number])
    day = on or timezone.localdate()
    if not measure.start <= day <= timezone.localdate():
        raise Refused("日期应在措施开始之后，最晚是今天。", "请核对日期。")
    if outcome == Outcome.EXCUSED and not note.strip():
        raise Refused("有理由没到的，请写下理由。", "例如：住院、单位加班请过假。")
    try:
        with transaction.atomic():
            kept = KeptDay.objects.create(
                measure=measure, kind=kind, number=number, outcome=outcome, on=day, note=note.strip(),
                recorded_by=actor, recorded_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("这一次已经记过了。", "记错的，先撤回再记。") from None
    ledger.record(actor, Action.CHANGE, KIND, measure.client_id, Purpose.CASE_WORK)
    return kept


@transaction.atomic
def keep_past(actor: User, measure: RehabMeasure, kind: str, numbers: Iterable[int]) -> int:
    """Several days that lie behind and were kept, each on its planned day: what the paper register already says.
    Returns how many; those written down before stay as they are.

    Raises Refused when the actor may not, or one of them is not in the calendar or still ahead.
    """
    require_may_change(actor, measure.client)
    wanted = set(numbers)
    days = _require_planned(measure, kind, wanted)
    today = timezone.localdate()
    if any(day is None or day > today for day in days.values()):
        raise Refused("只能补记已经过去的。", "还没到的，到了那天再记。")
    held = set(measure.kept_days.filter(kind=kind).values_list("number", flat=True))
    new = [
        KeptDay(measure=measure, kind=kind, number=number, on=day, recorded_by=actor, recorded_at=timezone.now())
        for number, day in sorted(days.items())
        if number not in held and day is not None
    ]
    # Somebody else may write one of them at the same moment; hers stands.
    KeptDay.objects.bulk_create(new, ignore_conflicts=True)
    ledger.record(actor, Action.CHANGE, KIND, measure.client_id, Purpose.CASE_WORK)
    return len(new)


@transaction.atomic
def forget(actor: User, kept: KeptDay) -> None:
    """Take back what was recorded by mistake: the day waits again. Raises Refused when the actor may not."""
    measure = kept.measure
    require_may_change(actor, measure.client)
    kept.delete()
    ledger.record(actor, Action.CHANGE, KIND, measure.client_id, Purpose.CASE_WORK)


def _require_planned(measure: RehabMeasure, kind: str, numbers: Iterable[int]) -> dict[int, date | None]:
    """The planned days of these numbers. Raises Refused if the calendar does not have one of them."""
    found = clocks.calendar_of(measure, kind, timezone.localdate())
    days = {clock.number: clock.due_on for clock in found.clocks}
    if missing := [number for number in numbers if number not in days]:
        raise Refused(f"日程里没有第{missing[0]}次。", "请刷新页面看最新的日程。")
    return {number: days[number] for number in numbers}
