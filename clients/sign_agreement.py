"""签协议: street and client have signed what is to be done (戒毒条例第十六条); again after a change of place."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients import clock_facts
from clients.door import KIND
from clients.may import require_may_change
from clients.models import RehabMeasure
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User


@transaction.atomic
def sign(actor: User, measure: RehabMeasure, on: date) -> RehabMeasure:
    """The agreement of a measure that a street carries out; a later one takes the place of an earlier.

    Raises Refused when the actor may not, the measure has none, it is over, or the day is ahead or before its start.
    """
    require_may_change(actor, measure.client)
    if not clock_facts.is_of_the_street(measure):
        raise Refused(f"{measure.get_kind_display()}不和街道签协议。", "请核对措施。")
    if measure.end is not None:
        raise Refused("这项措施已经结束，不用再签。", "请核对措施。")
    if not measure.start <= on <= timezone.localdate():
        raise Refused("签订日期应在报到之后，最晚是今天。", "请核对日期。")
    measure.agreement_on = on
    measure.recorded_by, measure.recorded_at = actor, timezone.now()
    measure.save(update_fields=["agreement_on", "recorded_by", "recorded_at"])
    ledger.record(actor, Action.CHANGE, KIND, measure.client_id, Purpose.CASE_WORK)
    return measure
