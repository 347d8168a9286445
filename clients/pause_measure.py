"""中止 and 恢复: a community measure stands still while the client is detained or arrested (戒毒条例第二十四条).

What was planned moves back by as many days. Why it stands still is not recorded.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from clients import clock_facts
from clients.door import KIND
from clients.may import require_may_change
from clients.models import MeasurePause, RehabMeasure
from clients.record_household import household_changed
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User


@transaction.atomic
def pause(actor: User, measure: RehabMeasure, since: date) -> MeasurePause:
    """It stands still from ``since`` on.

    Raises Refused when the actor may not, it is not a measure of a street, over, paused already or was on that day,
    or the day is ahead or before its start.
    """
    require_may_change(actor, measure.client)
    if not clock_facts.is_of_the_street(measure):
        raise Refused(f"{measure.get_kind_display()}不中止，时间连续计算。", "《戒毒条例》第三十六条。")
    if measure.end is not None:
        raise Refused("这项措施已经结束，不能中止。", "请核对措施。")
    if not measure.start <= since <= timezone.localdate():
        raise Refused("中止日期应在措施开始之后，最晚是今天。", "请核对日期。")
    if measure.pauses.filter(Q(until=None) | Q(until__gt=since)).exists():
        raise Refused("那天已经在中止期间。", "请先核对已有的中止记录。")
    try:
        with transaction.atomic():
            paused = MeasurePause.objects.create(
                measure=measure, since=since, recorded_by=actor, recorded_at=timezone.now()
            )
    except IntegrityError:
        raise Refused("刚刚有人记了中止。", "请刷新页面看最新情况。") from None
    _told(actor, measure)
    return paused


@transaction.atomic
def resume(actor: User, paused: MeasurePause, until: date) -> MeasurePause:
    """It goes on again on ``until``. Raises Refused when the actor may not, it goes on already, or the day is ahead or
    before the pause began."""
    measure = paused.measure
    require_may_change(actor, measure.client)
    if not paused.since <= until <= timezone.localdate():
        raise Refused("恢复日期应在中止之后，最晚是今天。", "请核对日期。")
    changed = measure.pauses.filter(pk=paused.pk, until=None).update(
        until=until, recorded_by=actor, recorded_at=timezone.now()
    )
    if not changed:
        raise Refused("已经恢复。", "请刷新页面看最新情况。")
    paused.refresh_from_db()
    _told(actor, measure)
    return paused


@transaction.atomic
def withdraw(actor: User, paused: MeasurePause) -> None:
    """Take back what was recorded by mistake. Raises Refused when the actor may not."""
    require_may_change(actor, paused.measure.client)
    measure = paused.measure
    paused.delete()
    _told(actor, measure)


def _told(actor: User, measure: RehabMeasure) -> None:
    # How long the measure runs is of consequence for her household.
    household_changed.send(RehabMeasure, client=measure.client)
    ledger.record(actor, Action.CHANGE, KIND, measure.client_id, Purpose.CASE_WORK)
