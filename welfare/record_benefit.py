"""Writing down what a household receives, and when it ended; what follows from it follows at once."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.door import HOUSEHOLD
from clients.may import may_record_household
from clients.models import Client, Grade
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from welfare.catalogue.table import BY_CODE
from welfare.determine import refresh
from welfare.models import Application, Benefit
from welfare.models.application import State
from welfare.restricted import is_visible

MOST = Decimal(10) ** 8


@transaction.atomic
def record_benefit(
    actor: User,
    client: Client,
    entitlement: str,
    since: date,
    *,
    amount: Decimal | None = None,
    until: date | None = None,
    grade: Grade = Grade.CLAIMED,
    application: Application | None = None,
    note: str = "",
) -> Benefit:
    """The household receives ``entitlement`` from ``since``; ``amount`` in its unit, None: none or not known.

    Raises Refused: no business in this household, a closed case, an unknown or hidden entitlement, a day in the
    future, an end before the beginning, an impossible amount, one that runs already.
    """
    _require_may(actor, client)
    if entitlement not in BY_CODE or not is_visible(actor, client, entitlement):
        raise Refused("没有这个救助项目。")
    if since > timezone.localdate():
        raise Refused("开始享受的日期在将来，请核对。", "开始发放以后再登记。")
    _require_end(since, until)
    if amount is not None and not 0 <= amount < MOST:
        raise Refused("金额应在 0 到 1 亿元之间，请核对。")
    benefit = Benefit(
        client=client,
        entitlement=entitlement,
        since=since,
        until=until,
        amount=amount,
        grade=Grade(grade),
        application=application,
        note=note.strip(),
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            benefit.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"已经登记正在享受“{BY_CODE[entitlement].name}”。", "金额有变的，先登记停止，再登记新的。"
        ) from None
    _write_down(actor, client)
    return benefit


@transaction.atomic
def end_benefit(actor: User, benefit: Benefit, until: date) -> Benefit:
    """From the day ``until`` the household receives it no longer.

    Raises Refused as above, if it ended, and while the application through which it came is paid: its end says why and
    stops its clocks.
    """
    client = benefit.client
    _require_may(actor, client)
    if not is_visible(actor, client, benefit.entitlement):
        raise Refused("没有这个救助项目。")
    if benefit.application is not None and benefit.application.state == State.PAYING:
        raise Refused("这项救助是经申请享受的。", "请在这份申请里登记停止享受，复核期限会一起停。")
    _require_end(benefit.since, until)
    if until > timezone.localdate():
        raise Refused("停止享受的日期在将来，请核对。", "停发以后再登记。")
    running = Benefit.objects.unscoped("one end, decided by the number of rows changed")
    if not running.filter(pk=benefit.pk, until__isnull=True).update(until=until):
        raise Refused("已经登记过停止享受。", "请刷新页面看最新情况。")
    benefit.until = until
    _write_down(actor, client)
    return benefit


def _require_may(actor: User, client: Client) -> None:
    if not may_record_household(actor, client):
        raise Refused("这一户不归您经办。", "请联系责任社工或当地救助经办人。")
    if not client.is_open:
        raise Refused("这个档案已经结案，不能再登记。")


def _require_end(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused("停止日期不能早于开始日期。")


def _write_down(actor: User, client: Client) -> None:
    ledger.record(actor, Action.CHANGE, HOUSEHOLD, client.pk, Purpose.WELFARE)
    refresh(client, actor=actor)
