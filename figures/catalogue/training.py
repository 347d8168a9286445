"""培训: who got a seat, how the classes ended, which certificates came of them."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils import timezone

from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period
from placement.models import EnrolmentEvent, EnrolmentState

GROUP = "培训"
_SEATED = ("enrol", "move_up")
_RESULTS = {"pass": EnrolmentState.COMPLETED, "fail": EnrolmentState.FAILED}


def _seated(period: Period) -> Iterator[Row]:
    events = (
        EnrolmentEvent.objects.unscoped(WHY)
        .filter(name__in=_SEATED, at__gte=period.since, at__lt=period.until)
        .order_by()
        .values_list("enrolment", "enrolment__client", "at")
    )
    for pk, client, at in events:
        if client in period.cases:
            yield Row(pk, period.home(client, timezone.localdate(at)))


def _ended(result: str, period: Period) -> Iterator[Row]:
    return (row for row, own, _ in _results(period) if result in ("", own))


def _certified(period: Period) -> Iterator[Row]:
    return (row for row, own, certificate in _results(period) if own == "pass" and certificate)


def _results(period: Period) -> list[tuple[Row, str, int | None]]:
    """The results that stand and were written down in the month, each with the certificate that came with it."""
    if "results" not in period.kept:
        period.kept["results"] = list(_standing_results(period))
    return period.kept["results"]


def _standing_results(period: Period) -> Iterator[tuple[Row, str, int | None]]:
    # A result is the last one of its enrolment, and counts while nobody has taken it back.
    last: dict[int, tuple[str, date, int, str, int | None]] = {}
    events = EnrolmentEvent.objects.unscoped(WHY).filter(name__in=_RESULTS).order_by("at", "pk")
    columns = ("enrolment", "name", "at", "enrolment__client", "enrolment__state", "enrolment__certificate")
    for pk, name, at, *rest in events.values_list(*columns):
        last[pk] = (name, timezone.localdate(at), *rest)
    for pk, (name, day, client, state, certificate) in last.items():
        if state == _RESULTS[name] and period.has(day) and client in period.cases:
            yield Row(pk, period.home(client, day)), name, certificate


_flow = partial(Figure, group=GROUP, unit="人次", kind=Kind.FLOW, table=Table.ENROLMENT)

FIGURES = (
    _flow(
        "training.enrolled",
        "参加培训",
        definition="本月报上名并取得名额的人次，含从候补排上的；只排在候补的不算，后来退出的仍算。",
        rows=_seated,
        better="more",
    ),
    _flow(
        "training.finished",
        "培训结业",
        definition="本月登记了培训结果、没有撤回的人次，通过和没有通过都算；中途退出、班次取消的不算。",
        rows=partial(_ended, ""),
        better="more",
    ),
    _flow(
        "training.finished.passed",
        "结业：通过",
        definition="本月登记培训结果为通过的人次。",
        rows=partial(_ended, "pass"),
        short="通过",
        parts_of=(Part("training.finished", "result"),),
        better="more",
    ),
    _flow(
        "training.finished.failed",
        "结业：未通过",
        definition="本月登记培训结果为没有通过的人次。",
        rows=partial(_ended, "fail"),
        short="未通过",
        parts_of=(Part("training.finished", "result"),),
    ),
    _flow(
        "training.certificates",
        "取得证书",
        definition="本月培训通过、档案里因此新增证书的人次；以前已有的同种证书、课程不发证的、不经过培训取得的都不算。",
        rows=_certified,
        parts_of=(Part("training.finished.passed", "certificate", complete=False),),
        better="more",
    ),
)
