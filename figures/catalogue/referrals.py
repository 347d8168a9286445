"""推荐: the steps from a referral to a job, by the month in which each was taken."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from figures.figure import Figure, Kind, Row, Table
from figures.period import WHY, Period
from placement.models import ReferralEvent

GROUP = "推荐"
STEPS = (
    ("send", "sent", "发送推荐", "发给企业"),
    ("invite", "interview", "约到面试", "约了面试"),
    ("offer", "offer", "决定录用", "企业决定录用"),
    ("start", "started", "推荐上岗", "登记上岗"),
)


def _taken(step: str, period: Period) -> Iterator[Row]:
    """Each referral once, on the day of its last step of that name."""
    events = ReferralEvent.objects.unscoped(WHY).filter(
        name=step, at__gte=period.since, at__lt=period.until, undone_at__isnull=True
    )
    last: dict[int, Row] = {}
    for pk, client, at in events.order_by("at", "pk").values_list("referral", "referral__client", "at"):
        if client in period.cases:
            last[pk] = Row(pk, period.home(client, timezone.localdate(at)))
    yield from last.values()


FIGURES = tuple(
    Figure(
        f"referrals.{code}",
        label,
        GROUP,
        "份",
        Kind.FLOW,
        f"本月{done}的推荐，撤销了这一步的不算，算在当天的居住地；各步按发生的月份各算各的，不是同一批推荐。",
        rows=partial(_taken, step),
        table=Table.REFERRAL,
        better="more",
    )
    for step, code, label, done in STEPS
)
