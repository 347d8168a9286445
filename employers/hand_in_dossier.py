"""递交、到账、未通过、撤回: what a firm asked for with a dossier, and what came of it."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.acting import Actor, kept, user_of
from employers.incentives.months import Month, Period
from employers.models import Claim, Dossier, DossierEvent
from employers.neutral_words import neutral
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

KIND = "dossier"
RUNNING = (Claim.State.HANDED_IN, Claim.State.PAID)
Name = DossierEvent.Name
TWICE = "这个所属期已经申报过，或者和申报过的所属期有重叠。", "未通过或撤回以后，可以再递交一次。"


@transaction.atomic
def hand_in(actor: Actor, dossier: Dossier, *, period: str, amount: Decimal, on: date) -> Claim:
    """The dossier was handed in on ``on`` for ``period`` (2026-09, 2026-Q3, 2026-H1, 2026), for so many yuan.

    Raises Dossier.DoesNotExist outside the actor's scope, and Refused where a part of the period has been claimed
    already, the dossier was dropped, or a day or amount cannot be.
    """
    row = kept(Dossier.objects.select_related("hire"), actor).select_for_update(of=("self",)).get(pk=dossier.pk)
    if row.state != Dossier.State.OPEN:
        raise Refused("这份材料已经登记为“不办了”。", "要继续办的，请先恢复。")
    try:
        span = Period.parse(period)
    except ValueError:
        raise Refused("请填所属期，例如 2026-09、2026-Q3 或 2026。") from None
    _require_day(on, span.first.first_day, "递交日期不能早于所属期。")
    _require_of_dossier(row, span)
    if any(_overlap(span, Period.parse(claim.period)) for claim in row.claims.filter(state__in=RUNNING)):
        raise Refused(*TWICE)
    claim = Claim(
        dossier=row, period=str(span), amount=amount, handed_in_on=on, recorded_by=user_of(actor),
        recorded_at=timezone.now(),
    )  # fmt: skip
    try:
        claim.full_clean(validate_constraints=False)
        with transaction.atomic():
            claim.save()
    except ValidationError as wrong:
        raise Refused("".join(dict.fromkeys(wrong.messages)), "请核对后再保存。") from None
    except IntegrityError:
        raise Refused(*TWICE) from None
    return _noted(actor, claim, Name.HANDED_IN)


@transaction.atomic
def paid(actor: Actor, claim: Claim, *, amount: Decimal, on: date) -> Claim:
    """So many yuan came, or were offset, on ``on``; less than asked for is possible, more is not.

    Raises Claim.DoesNotExist outside scope, and Refused where it has been settled."""
    if amount < 0:
        raise Refused("到账金额不能小于 0。")
    if amount > claim.amount:
        raise Refused("到账金额比申报的还多，请核对。", "多出来的如果是另一笔，请另外登记。")
    return _settled(actor, claim, Claim.State.PAID, Name.PAID, on, paid=amount)


@transaction.atomic
def refuse(actor: Actor, claim: Claim, *, on: date, words: str) -> Claim:
    """The office said no, for this reason. Raises as ``paid``."""
    if not (words := neutral(words)):
        raise Refused("请写明没有通过的原因。", "补齐材料后可以再递交。")
    return _settled(actor, claim, Claim.State.REFUSED, Name.REFUSED, on, words=words)


@transaction.atomic
def take_back(actor: Actor, claim: Claim, *, on: date, words: str = "") -> Claim:
    """The firm took it back, or it was written down by mistake. Raises as ``paid``."""
    return _settled(actor, claim, Claim.State.TAKEN_BACK, Name.TAKEN_BACK, on, words=neutral(words))


def _settled(
    actor: Actor,
    claim: Claim,
    state: Claim.State,
    name: DossierEvent.Name,
    on: date,
    *,
    paid: Decimal | None = None,
    words: str = "",
) -> Claim:
    dossiers = kept(Dossier.objects.all(), actor)
    row = Claim.objects.filter(dossier__in=dossiers).select_related("dossier").get(pk=claim.pk)
    _require_day(on, row.handed_in_on, "办结日期不能早于递交日期。")
    moved = Claim.objects.filter(pk=row.pk, state=Claim.State.HANDED_IN).update(
        state=state, settled_on=on, paid=paid, words=words
    )
    if not moved:
        raise Refused("这次申报已经办结。", "请刷新页面看最新情况。")
    row.refresh_from_db()
    return _noted(actor, row, name, words)


def _noted(actor: Actor, claim: Claim, name: DossierEvent.Name, words: str = "") -> Claim:
    DossierEvent.objects.create(dossier=claim.dossier, name=name, actor=user_of(actor), claim=claim, words=words)
    ledger.record(user_of(actor), Action.CHANGE, KIND, claim.dossier_id, Purpose.MATCHING)
    return claim


def _require_day(on: date, earliest: date, too_early: str) -> None:
    if on > timezone.localdate():
        raise Refused("日期还没到，请核对。")
    if on < earliest:
        raise Refused(too_early)


def _require_of_dossier(dossier: Dossier, span: Period) -> None:
    if dossier.hire is not None and span.last < Month.of(dossier.hire.started_on):
        raise Refused("所属期早于上岗的月份，请核对。")
    if dossier.year is not None and {span.first.year, span.last.year} != {dossier.year}:
        raise Refused(f"这份材料是 {dossier.year} 年度的，请填这一年的所属期。")


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last
