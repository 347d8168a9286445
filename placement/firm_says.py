"""What a firm says of a candidate, whoever writes it down: its own people in the portal, or a worker after a call.

Each takes one step of the table with what belongs to it and raises Refused, changing nothing, where something is
missing. The texts are read by firms too: they say nothing of anybody.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from employers.models import Vacancy
from law.minimum_wage import lowest
from law.terms import chinese_day
from people.errors import Refused
from placement import referral_start
from placement.models import Referral, ReferralEvent
from placement.referral_step import Taker, require, take

INTERVIEW_AHEAD = timedelta(days=60)
# Nobody writes down a beginning that lies further back, or promises one further ahead: it would be a slip.
START_BACK, START_AHEAD = timedelta(days=60), timedelta(days=365)
LONGEST_PLACE = LONGEST_BRING = 120
HIGHEST_WAGE = Decimal(200_000)


def invite(
    referral: Referral,
    taker: Taker,
    *,
    at: datetime,
    when: datetime,
    place: str = "",
    bring: str = "",
    note: str = "",
    seen_turn: int | None = None,
    name: str = "invite",
) -> ReferralEvent:
    """An interview at ``when``, which lies ahead. Without a ``place`` it is where the post is."""
    require(referral, name, taker, seen_turn)
    if when <= at:
        raise Refused("面试时间已经过去。", "请填以后的时间。")
    if when > at + INTERVIEW_AHEAD:
        raise Refused(f"面试时间在 {INTERVIEW_AHEAD.days} 天以后。", "请核对日期。")
    where, what = place.strip() or referral.vacancy.address[:LONGEST_PLACE], bring.strip()
    if not where:
        raise Refused("请写面试地点。", "写到门牌，或者附近的标志建筑。")
    if len(where) > LONGEST_PLACE or len(what) > LONGEST_BRING:
        raise Refused(f"面试地点和要带的东西各不超过 {LONGEST_PLACE} 字。", "请写得简短一些。")
    return take(
        referral, name, taker, at=at, note=note, seen_turn=seen_turn,
        interview_at=when, interview_place=where, interview_bring=what,
    )  # fmt: skip


def reschedule(referral: Referral, taker: Taker, *, at: datetime, when: datetime, **details) -> ReferralEvent:
    """Another time or place, as ``invite``; without a ``place`` the one that was agreed."""
    details["place"] = details.get("place") or referral.interview_place
    details.setdefault("bring", referral.interview_bring)
    return invite(referral, taker, at=at, when=when, name="reschedule", **details)


def offer(
    referral: Referral,
    taker: Taker,
    *,
    at: datetime,
    wage: Decimal | None = None,
    start: date | None = None,
    note: str = "",
    seen_turn: int | None = None,
) -> ReferralEvent:
    """She is wanted, for ``wage`` 元/月 from ``start`` on; None: not settled yet."""
    require(referral, "offer", taker, seen_turn)
    today = timezone.localdate(at)
    if wage is not None and (not 0 < wage <= HIGHEST_WAGE or wage != round(wage, 2)):
        raise Refused("月工资要大于 0，最多两位小数。", "请按每月的数填写，没有谈定的空着。")
    if start is not None and not today - START_BACK <= start <= today + START_AHEAD:
        raise Refused("上岗日期离今天太远。", "请核对日期，没有谈定的空着。")
    return take(referral, "offer", taker, at=at, note=note, seen_turn=seen_turn, offer_wage=wage, offer_start=start)


def start(
    referral: Referral, taker: Taker, *, at: datetime, on: date, note: str = "", seen_turn: int | None = None
) -> ReferralEvent:
    """She has begun on ``on``. The place of the vacancy, the placement and her other referrals follow."""
    require(referral, "start", taker, seen_turn)
    today = timezone.localdate(at)
    if on > today:
        raise Refused("上岗日期还没有到。", "到岗那天再登记。")
    if on < today - START_BACK:
        raise Refused(f"上岗日期早于 {START_BACK.days} 天以前。", "请核对日期。")
    # First what may be refused: then the step, and the referral in hand is only changed when all of it went well.
    referral_start.follow(referral, taker, on, at)
    return take(referral, "start", taker, at=at, note=note, seen_turn=seen_turn)


def decline(
    referral: Referral, taker: Taker, *, at: datetime, reason: str, note: str = "", seen_turn: int | None = None
) -> ReferralEvent:
    """She is not taken, for a reason of the list."""
    return take(referral, "decline", taker, at=at, reason=reason, note=note, seen_turn=seen_turn)


SAY: dict[str, Callable[..., ReferralEvent]] = {
    "invite": invite,
    "reschedule": reschedule,
    "offer": offer,
    "start": start,
    "decline": decline,
}
"""The verb of each answer, for pages and scripts."""


def below_minimum(vacancy: Vacancy, wage: Decimal | None, as_of: date) -> str:
    """What to say beside the form where ``wage`` lies below the minimum of the place; "" otherwise. It warns only: an
    agreed wage may be for part of a month."""
    least = lowest(vacancy.region.code, as_of)
    if wage is None or least is None or wage >= least.value:
        return ""
    return (
        f"{wage.normalize():,f} 元/月低于当地最低工资标准 {least.value:,f} 元/月"
        f"（{chinese_day(least.valid_from)}起），全职岗位不能低于它。"
    )
