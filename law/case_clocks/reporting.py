"""报到 within fifteen days, and the agreement that follows it. Calendar days: the day counted from is left out."""

from datetime import date, timedelta

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.facts import MeasureFacts, ReportIn
from law.case_clocks.sources import of_regulation, since_regulation
from law.dated import Timeline
from law.terms import Measure, chinese_day

DECISION, RELEASE, MOVED = CAUSES = ("decision", "release", "moved")
BEGINS = {DECISION: "收到决定书", RELEASE: "解除强制隔离戒毒", MOVED: "执行地变更"}
WITHIN = {
    DECISION: Timeline("收到责令社区戒毒决定书后报到（日）", since_regulation(15, "第十四条")),
    RELEASE: Timeline("收到责令社区康复决定书后报到（日）", since_regulation(15, "第三十八条")),
    MOVED: Timeline("执行地变更后报到（日）", since_regulation(15, "第二十二条")),
}


def report_in(report: ReportIn) -> Clock:
    """By when she reports at the street; it stays the same clock once she has, and says so.

    Being late is told as the law puts it, and judged by people: only who is late without good reason refuses.
    Raises ValueError for an unknown cause.
    """
    if report.cause not in BEGINS:
        raise ValueError(f"no report-in is caused by {report.cause!r}")
    recovery = report.kind == Measure.COMMUNITY_RECOVERY
    rule = WITHIN[RELEASE if report.cause == DECISION and recovery else report.cause].at(report.counted_from)
    words = "到变更后的街道（乡镇）报到" if report.cause == MOVED else "到执行地街道（乡镇）报到"
    if rule is None:
        asked = f"{chinese_day(report.counted_from)}还没有施行《戒毒条例》，报到期限待核实。"
        return Clock(Kind.REPORT_IN, None, report.counted_from, words, "", None, open_question=asked)
    due = report.counted_from + timedelta(days=rule.value)
    why = f"{chinese_day(report.counted_from)}{BEGINS[report.cause]}，{rule.value}日内报到，到{chinese_day(due)}。"
    if report.cause == RELEASE:
        why += "责令社区康复决定书是以后才收到的，从收到那天算。"
    elif report.cause == MOVED:
        why += "原来的期限不中断，接着算。"
    return Clock(Kind.REPORT_IN, due, report.counted_from, words, why + _kept(report, due), rule.source)


def _kept(report: ReportIn, due: date) -> str:
    if report.reported_on is None:
        return _IF_LATE if _is_refusal(report) else "逾期没有报到的，先问清理由。"
    if report.reported_on <= due:
        return f"已于{chinese_day(report.reported_on)}报到。"
    said = f"{chinese_day(report.reported_on)}报到，晚了{(report.reported_on - due).days}天，理由要记下来。"
    return said + (_IF_LATE if _is_refusal(report) else "")


def _is_refusal(report: ReportIn) -> bool:
    # The text says so of 社区戒毒 after its decision alone.
    return report.cause == DECISION and report.kind in ("", Measure.COMMUNITY_TREATMENT)


_IF_LATE = "没有正当理由逾期不报到的，视为拒绝接受社区戒毒；是不是正当理由，由街道和公安认定。"
SIGN_BY: dict[str, Article] = {
    Measure.COMMUNITY_TREATMENT: of_regulation("第十六条"),
    Measure.COMMUNITY_RECOVERY: of_regulation("第三十八条"),
}
SIGN_AGAIN_BY = of_regulation("第二十二条")


def agreement(measure: MeasureFacts, moved_on: date | None = None) -> Clock | None:
    """The agreement that is still to be signed. It has no day: the law says 及时 and no number.

    moved_on  day of the report-in at a new place, from which a new agreement is due

    None where none is due: signed, not reported in yet, over, or not a measure of the street.
    """
    if not measure.is_community or measure.start is None or measure.end is not None:
        return None
    since = max(measure.start, moved_on) if moved_on else measure.start
    again = since > measure.start
    if measure.agreement_on is not None and (not again or measure.agreement_on >= since):
        return None
    label = measure.measure.label
    words = f"和本人签订新的{label}协议" if again else f"和本人签订{label}协议"
    begins = "到新的执行地报到" if again else "报到"
    why = f"{chinese_day(since)}{begins}，报到后要及时签订；条文没有写几天。"
    return Clock(Kind.AGREEMENT, None, since, words, why, SIGN_AGAIN_BY if again else SIGN_BY[measure.kind])
