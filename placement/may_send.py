"""Whether a client may be proposed to a vacancy today: what the page shows before sending, and sending asks again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.give_consent import standing_for
from clients.may import may_change
from clients.models import Client
from clients.models.consent import ConsentPurpose
from employers.models import Enterprise, State, Vacancy
from law.terms import chinese_day
from law.truth import Truth
from people.models import User
from placement.matching.constraints.constraint import Pair, Reason
from placement.matching.constraints.table import BY_CODE, CONSTRAINTS
from placement.matching.match import judge
from placement.matching.pool import PostColumns, SeekerColumns
from placement.models import Referral
from placement.models.referral import ANSWER_WORKDAYS
from placement.posts import post_of
from placement.seekers import seeker_of
from welfare.calendar import deadline

# What the check of the vacancy itself says, in its own words.
SAID_BY_VACANCY = frozenset({"fresh", "headcount"})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at. NO stands in the way; UNKNOWN is worth asking and stops nobody.

    code, label  of what is looked at; ``fit.…`` are the hard constraints of matching
    text         what was found, in a sentence; "" where it simply holds
    next_step    what the worker can do about it; "" where it holds
    """

    code: str
    label: str
    truth: Truth
    text: str = ""
    next_step: str = ""


def checks(
    worker: User, client: Client, vacancy: Vacancy, as_of: date, *, referral: Referral | None = None
) -> list[Check]:
    """Everything that is looked at, in the order in which a worker can settle it. ``referral``: the one to be sent.

    The vacancy's firm and region should be at hand.
    """
    firm = vacancy.enterprise
    return [
        _case(worker, client),
        _vacancy(vacancy, as_of),
        _verified(firm),
        _accepts(firm, as_of),
        _cap(firm, as_of),
        *_fits(client, vacancy, as_of),
        _not_there(client, firm),
        _once(client, vacancy, referral),
        _consent(client, firm, as_of),
    ]


def obstacles(
    worker: User, client: Client, vacancy: Vacancy, as_of: date, *, referral: Referral | None = None
) -> list[Check]:
    """Those of ``checks`` that stand in the way; empty: it may be sent."""
    return [one for one in checks(worker, client, vacancy, as_of, referral=referral) if one.truth is Truth.NO]


def sent_this_week(firm: Enterprise, as_of: date) -> int:
    """How many were proposed to the firm between Monday and Sunday of that week."""
    monday = as_of - timedelta(days=as_of.weekday())
    sent = Referral.objects.unscoped("how many a firm received this week").filter(
        vacancy__enterprise=firm, sent_at__gte=_midnight(monday), sent_at__lt=_midnight(monday + timedelta(days=7))
    )
    return sent.count()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# One by one -----------------------------------------------------------------------------------------------------------


def _case(worker: User, client: Client) -> Check:
    label = "由您负责，在册"
    if not may_change(worker, client):
        return Check("case", label, Truth.NO, "这位服务对象不归您负责。", "请联系责任社工。")
    if not client.is_open:
        return Check("case", label, Truth.NO, "已经结案。", "需要继续服务的，请负责人重新开案。")
    return Check("case", label, Truth.YES)


def _vacancy(vacancy: Vacancy, as_of: date) -> Check:
    label, state = "岗位在招", State(vacancy.state)
    if state != State.PUBLISHED:
        return Check(
            "vacancy", label, Truth.NO, f"岗位现在是“{state.label}”，不在招人。", "请问企业，或者换一个岗位。"
        )  # fmt: skip
    if vacancy.is_stale(as_of):
        return Check(
            "vacancy", label, Truth.NO, "岗位超过 30 天没有确认。", "请先问企业还招不招；还招的，请企业刷新岗位。"
        )  # fmt: skip
    if vacancy.places_left is not None and vacancy.places_left <= 0:
        return Check("vacancy", label, Truth.NO, "岗位已经招满。", "请换一个岗位，或请企业增加招聘人数。")
    return Check("vacancy", label, Truth.YES)


def _verified(firm: Enterprise) -> Check:
    label = "企业已核实"
    if firm.is_verified:
        return Check("verified", label, Truth.YES)
    return Check("verified", label, Truth.NO, "企业还没有核实。", "请先核对营业执照，在企业页面登记核实。")


def _accepts(firm: Enterprise, as_of: date) -> Check:
    label, until = "企业接收推荐", firm.referrals_paused_until
    if until is None or firm.accepts_referrals(as_of):
        return Check("paused", label, Truth.YES)
    return Check(
        "paused", label, Truth.NO, f"企业暂停接收推荐，到{chinese_day(until)}。", "请到期后再发送，或者换一个岗位。"
    )  # fmt: skip


def _cap(firm: Enterprise, as_of: date) -> Check:
    label, cap = "企业本周名额", firm.weekly_cap
    if cap is None or (sent := sent_this_week(firm, as_of)) < cap:
        return Check("cap", label, Truth.YES)
    monday = as_of + timedelta(days=7 - as_of.weekday())
    return Check(
        "cap", label, Truth.NO, f"企业每周最多接收 {cap} 位，本周已经推荐 {sent} 位。",
        f"请从{chinese_day(monday)}起再发送，或者换一个岗位。",
    )  # fmt: skip


def _fits(client: Client, vacancy: Vacancy, as_of: date) -> Iterator[Check]:
    """Each hard constraint of matching as it holds now: all that fails, and what is worth asking."""
    seeker, posts = seeker_of(client, as_of), PostColumns([post_of(vacancy)])
    verdicts = judge(SeekerColumns([seeker], posts, as_of), posts)
    said = False
    for constraint in CONSTRAINTS:
        if constraint.code in SAID_BY_VACANCY:
            continue
        truth = Truth(int(verdicts.truths[constraint.code][0, 0]))
        excluded = bool(verdicts.excluded[constraint.code][0, 0])
        if not excluded and truth is Truth.YES:
            continue
        reason = constraint.reason(Pair(seeker, posts.posts[0], as_of), truth)
        if excluded or (reason.worker and not _is_far_from(reason, vacancy)):
            said = said or excluded
            yield _fit(reason, Truth.NO if excluded else Truth.UNKNOWN)
    if not said:
        yield Check("fit", "硬性条件", Truth.YES)


def _fit(reason: Reason, truth: Truth) -> Check:
    next_step = ""
    if truth is Truth.NO:
        next_step = (
            "请先核实并登记答案。" if reason.blocks
            else "请换一个岗位；情况有变的，请先更新档案或者求职意愿。"
        )  # fmt: skip
    return Check(f"fit.{reason.code}", BY_CODE[reason.code].label, truth, reason.worker, next_step)


def _is_far_from(reason: Reason, vacancy: Vacancy) -> bool:
    """An open bar is worth a question only where the vacancy is, or nobody has said that it is not, of its kind."""
    return reason.code.startswith("bar.") and not vacancy.post_kinds


def _not_there(client: Client, firm: Enterprise) -> Check:
    label = "不在这家企业上班"
    if client.placements.current().filter(enterprise=firm).exists():
        return Check("there", label, Truth.NO, "本人正在这家企业上班。", "已经离岗的，请先登记离岗。")
    return Check("there", label, Truth.YES)


def _once(client: Client, vacancy: Vacancy, referral: Referral | None) -> Check:
    label = "没有重复推荐"
    running = client.referrals.running().filter(vacancy=vacancy)
    if referral is not None:
        running = running.exclude(pk=referral.pk)
    if running.exists():
        return Check("once", label, Truth.NO, "这个岗位已经有一份推荐在进行。", "请在“推荐”里接着办理那一份。")
    return Check("once", label, Truth.YES)


def _consent(client: Client, firm: Enterprise, as_of: date) -> Check:
    label = "本人同意"
    stands = standing_for(client, firm.credit_code, on=as_of)
    if stands is not None and stands.until < deadline(as_of, ANSWER_WORKDAYS).day:
        return Check(
            "consent", label, Truth.UNKNOWN,
            f"本人的同意到{chinese_day(stands.until)}为止，那时企业也许还没有答复，过后就看不到了。",
            "可以请本人把同意续到以后。",
        )  # fmt: skip
    if stands is not None:
        return Check("consent", label, Truth.YES)
    asked = client.consents.asked().with_firm(firm.credit_code).filter(purpose=ConsentPurpose.REFERRAL)
    if asked.exists():
        return Check("consent", label, Truth.NO, "已经征求同意，本人还没有答复。", "请本人在手机上答复，或者纸质签字。")
    return Check(
        "consent", label, Truth.NO, "还没有本人对这家企业的同意。", "请先征得同意：本人手机答复，或者纸质签字。"
    )  # fmt: skip
