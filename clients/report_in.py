"""报到: a client is to report at the street within fifteen days; with her report a measure begins, or goes on.

The clock is ``law.case_clocks.report_in`` (戒毒条例第十四条、第二十二条、第三十八条). Being late is written down with
its reason and judged by nobody here.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients import clock_facts, duty_kinds, owe
from clients.door import KIND
from clients.may import require_may_change
from clients.models import Client, DutyEvent, RehabMeasure, ReportIn
from clients.record_household import household_changed
from law import case_clocks as law
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, User

Cause = ReportIn.Cause


@transaction.atomic
def expect(
    actor: User, client: Client, *, cause: str, kind: str, counted_from: date, region: Region | None = None
) -> ReportIn:
    """She is to report from ``counted_from`` on, at her place of residence unless ``region`` says where; and the police
    owe the street her papers, where a city sets them a term.

    Raises Refused when the actor may not, the day is ahead, the measure is not carried out by a street, a report is
    waited for already, or the place changed and no such measure runs.
    """
    require_may_change(actor, client)
    _require_past(counted_from)
    if not clock_facts.is_of_the_street(RehabMeasure(kind=kind)):
        raise Refused("只有社区戒毒、社区康复要到街道（乡镇）报到。", "请核对措施。")
    measure = client.measures.filter(kind=kind, end=None).order_by("-start").first()
    if cause == Cause.MOVED and measure is None:
        raise Refused("没有正在执行的这项措施，不用按执行地变更报到。", "请先核对戒毒措施。")
    if cause != Cause.MOVED and measure is not None:
        raise Refused(f"{measure.get_kind_display()}已经在执行，不用再报到。", "搬了地方的，请选“执行地变更”。")
    # One at a time: two clocks over the same report would both go red.
    _lock(client)
    if client.report_ins.waiting().exists():
        raise Refused("已经在等报到。", "请在“时限与计划”里记下报到，或者取消原来的。")
    report = ReportIn.objects.create(
        client=client, cause=cause, kind=kind, counted_from=counted_from, region=region or client.residence_region,
        measure=measure if cause == Cause.MOVED else None, recorded_by=actor, recorded_at=timezone.now(),
    )  # fmt: skip
    owe.police_file(actor, report)
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return report


@transaction.atomic
def report(actor: User, waiting: ReportIn, on: date, excuse: str = "") -> RehabMeasure:
    """She reported on ``on``: the measure begins that day; after a change of place the one that runs goes on.

    Raises Refused when the actor may not, the day is ahead or before the counting began, she was late and nothing is
    written of the reason, a measure of the kind runs already, or somebody else was first.
    """
    client = waiting.client
    require_may_change(actor, client)
    _require_past(on)
    if on < waiting.counted_from:
        raise Refused("报到日期早于起算日。", "请核对两个日期。")
    if is_late(waiting, on) and not excuse.strip():
        raise Refused("报到晚于期限，请写下本人说的理由。", "没有说明理由的，写“没有说明”。")
    changed = client.report_ins.waiting().filter(pk=waiting.pk).update(reported_on=on)
    if not changed:
        raise Refused("刚刚有人记过这次报到。", "请刷新页面看最新情况。")
    measure = _begun(actor, waiting, on)
    waiting.reported_on, waiting.measure, waiting.excuse = on, measure, excuse.strip()
    waiting.recorded_by, waiting.recorded_at = actor, timezone.now()
    waiting.save(update_fields=["measure", "excuse", "recorded_by", "recorded_at"])
    # Which measure runs is of consequence for her household.
    household_changed.send(RehabMeasure, client=client)
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return measure


@transaction.atomic
def drop(actor: User, waiting: ReportIn, on: date | None = None) -> ReportIn:
    """The duty fell away, or was entered by mistake. Raises Refused as ``report``."""
    require_may_change(actor, waiting.client)
    day = on or timezone.localdate()
    if not waiting.client.report_ins.waiting().filter(pk=waiting.pk).update(dropped_on=day):
        raise Refused("这次报到已经记过，不能取消。", "请刷新页面看最新情况。")
    waiting.dropped_on = day
    for duty in owe.of_source(duty_kinds.POLICE_FILE.source, waiting.pk):
        owe.settle(actor, duty, DutyEvent.Step.DROPPED, day, "不用报到了")
    ledger.record(actor, Action.CHANGE, KIND, waiting.client_id, Purpose.CASE_WORK)
    return waiting


def is_late(waiting: ReportIn, on: date) -> bool:
    """Whether a report on that day comes after the last one of the clock."""
    due = law.report_in(clock_facts.report_facts(waiting)).due_on
    return due is not None and on > due


def _begun(actor: User, waiting: ReportIn, on: date) -> RehabMeasure:
    running = waiting.client.measures.filter(kind=waiting.kind, end=None).order_by("-start").first()
    if waiting.cause == Cause.MOVED:
        if running is None:
            raise Refused("没有正在执行的措施，不能按执行地变更记报到。", "请先核对戒毒措施。")
        return running
    if running is None:
        return RehabMeasure.objects.create(
            client=waiting.client, kind=waiting.kind, start=on, recorded_by=actor, recorded_at=timezone.now()
        )
    if running.start != on:
        raise Refused(
            f"{running.get_kind_display()}已经登记从另一天开始，和报到日期不一致。", "期限从报到那天算，请先核对措施。"
        )
    return running


def _lock(client: Client) -> None:
    Client.objects.unscoped("one report-in at a time").select_for_update().filter(pk=client.pk).first()


def _require_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refused("日期在将来。", "还没发生的事不用先记。")
