"""就业服务: what was done for a client besides a referral, what came of it, and how long a registration lasts.

A service at which she was herself is a contact as well: nobody writes the same day down twice.
"""

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from clients import owe
from clients.door import KIND
from clients.may import may_change
from clients.models import Client, EmploymentService
from clients.record_help import move_contacts
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

Kind, Result = EmploymentService.Kind, EmploymentService.Result
# 失业登记 is cancelled after half a year without contact with the service; some cities count three months.
KEEP_IN_TOUCH = relativedelta(months=6)


@transaction.atomic
def record_service(
    actor: User,
    client: Client,
    *,
    kind: str,
    on: date,
    provider: str = "",
    with_client: bool = True,
    note: str = "",
    result: str = Result.UNKNOWN,
    result_on: date | None = None,
    result_note: str = "",
) -> EmploymentService:
    """A new service; its result may follow later. Moves the client's last contact along where she was there.

    Raises Refused for a case that is closed or not the actor's, and for a day ahead or a result before its service.
    """
    service = EmploymentService(
        client=client, kind=kind, on=on, provider=provider, with_client=with_client, note=note, result=result,
        result_on=result_on, result_note=result_note,
    )  # fmt: skip
    return _save(actor, service)


@transaction.atomic
def record_result(
    actor: User, service: EmploymentService, *, result: str, result_on: date | None = None, result_note: str = ""
) -> EmploymentService:
    """What came of it, by whoever cares for the client now.

    Raises Refused when a result is there already (its writer corrects it), and as ``record_service``.
    """
    _require_may(actor, service.client)
    if not result:
        raise Refused("还没有选结果。", "还不知道结果的，等知道了再填。")
    day = _day_of_result(result, result_on)
    _require_sense(service.on, day)
    waiting = service.client.employment_services.filter(pk=service.pk, result=Result.UNKNOWN)
    if not waiting.update(result=result, result_on=day):
        raise Refused("这次服务已经有结果了。", "结果填错的，请当时的录入人修改。")
    service.result, service.result_on, service.result_note = result, day, result_note
    service.save(update_fields=["result_note"])
    owe.registration(actor, service)
    ledger.record(actor, Action.CHANGE, KIND, service.client_id, Purpose.CASE_WORK)
    return service


@transaction.atomic
def correct_service(actor: User, service: EmploymentService) -> EmploymentService:
    """Save a service whose fields its writer has corrected. Raises Refused for anybody else, and as
    ``record_service``."""
    if service.recorded_by_id != actor.pk:
        raise Refused("这条记录是别人写的，不能改。", "谁录入谁维护：可以另记一次，说明情况。")
    return _save(actor, service)


def stay_in_touch_by(services: Iterable[EmploymentService]) -> date | None:
    """By when somebody registered as unemployed must have been in touch with the employment service again: half a
    year after the last service since the registration. None where no registration stands."""
    newest = sorted(services, key=lambda service: service.on, reverse=True)
    for service in newest:
        if service.kind == Kind.REGISTRATION and service.result != Result.NOT_DONE:
            return newest[0].on + KEEP_IN_TOUCH
    return None


def _save(actor: User, service: EmploymentService) -> EmploymentService:
    _require_may(actor, service.client)
    service.result_on = _day_of_result(service.result, service.result_on)
    if not service.result:
        service.result_note = ""
    _require_sense(service.on, service.result_on)
    service.recorded_by, service.recorded_at = actor, timezone.now()
    service.save()
    move_contacts(service.client)
    owe.registration(actor, service)
    ledger.record(actor, Action.CHANGE, KIND, service.client_id, Purpose.CASE_WORK)
    return service


def _day_of_result(result: str, on: date | None) -> date | None:
    """The day said, today where nobody said one, and none without a result."""
    return (on or timezone.localdate()) if result else None


def _require_may(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工记录。")
    if not client.is_open:
        raise Refused("已经结案，不能再记。", "需要继续服务的，请负责人重新开案。")


def _require_sense(on: date, result_on: date | None) -> None:
    today = timezone.localdate()
    if on > today or (result_on and result_on > today):
        raise Refused("日期在将来。", "还没发生的事请填在联系记录的“下次联系”里。")
    if result_on and result_on < on:
        raise Refused("有结果的日期早于服务日期。", "请核对两个日期。")
