"""企业与岗位: verified firms, what they offer, and how soon they answer."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils import timezone

from employers.models import Enterprise, State, VacancyEvent
from employers.models.vacancy import fresh_since
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period
from law.workdays import workdays_between
from placement.models import Referral
from welfare.calendar import calendar

GROUP = "企业与岗位"
_CONFIRMED = ("publish", "refresh", "reopen")


def _verified(period: Period) -> Iterator[Row]:
    rows = Enterprise.objects.filter(verified_at__lt=period.until).order_by().values_list("pk", "region__code")
    return (Row(*row) for row in rows)


def _newly_verified(period: Period) -> Iterator[Row]:
    rows = Enterprise.objects.filter(verified_at__gte=period.since, verified_at__lt=period.until)
    return (Row(*row) for row in rows.order_by().values_list("pk", "region__code"))


def _offered(period: Period) -> Iterator[Row]:
    """By the history: what state each vacancy was in, and when somebody had last said that it is still offered."""
    states: dict[int, tuple[str, str]] = {}
    confirmed: dict[int, object] = {}
    events = VacancyEvent.objects.filter(at__lt=period.until).order_by("at", "pk")
    for pk, name, target, at, place in events.values_list("vacancy", "name", "target", "at", "vacancy__region__code"):
        states[pk] = (target, place)
        if name in _CONFIRMED:
            confirmed[pk] = at
    since = fresh_since(period.last)
    for pk, (state, place) in states.items():
        if state == State.PUBLISHED and pk in confirmed and confirmed[pk] >= since:  # type: ignore[operator]
            yield Row(pk, place)


def _published(period: Period) -> Iterator[Row]:
    events = VacancyEvent.objects.filter(name="publish", at__gte=period.since, at__lt=period.until)
    return (Row(*row) for row in events.order_by().values_list("vacancy", "vacancy__region__code").distinct())


# Answers --------------------------------------------------------------------------------------------------------------

IN_TIME, LATE, NONE = "in_time", "late", "none"
_FIRM = "vacancy__enterprise__region__code"


def _due(outcome: str, period: Period) -> Iterator[Row]:
    rows = Referral.objects.unscoped(WHY).filter(answer_due__range=period.days).order_by()
    for pk, client, place, due, answered_at, closed_at in rows.values_list(
        "pk", "client", _FIRM, "answer_due", "answered_at", "closed_at"
    ):
        answered, closed = _day(answered_at), _day(closed_at)
        # What ended on our side before an answer was due counts for nobody.
        if client not in period.cases or (answered is None and closed is not None and closed <= due):
            continue
        own = NONE if answered is None or answered > period.last else IN_TIME if answered <= due else LATE
        if outcome in ("", own):
            yield Row(pk, place)


def _day(at) -> date | None:
    return timezone.localdate(at) if at else None


def _answered(period: Period) -> Iterator[Row]:
    """Each with the working days from sending to the answer; 0: the same day."""
    known = calendar()
    rows = Referral.objects.unscoped(WHY).filter(
        answered_at__gte=period.since, answered_at__lt=period.until, sent_at__isnull=False
    )
    for pk, client, place, sent, answered in rows.order_by().values_list(
        "pk", "client", _FIRM, "sent_at", "answered_at"
    ):
        if client in period.cases:
            days = workdays_between(timezone.localdate(sent), timezone.localdate(answered), known).days
            yield Row(pk, place, max(0, days))


def _answers(period: Period) -> Iterator[Row]:
    return (Row(pk, place) for pk, place, _ in _answered(period))


_OUTCOMES = (
    (IN_TIME, "按期答复", "企业在答复期限当天或以前答复的", "more"),
    (LATE, "逾期答复", "企业过了答复期限、到本月最后一天为止答复的", "less"),
    (NONE, "没有答复", "到本月最后一天企业还没有答复的", "less"),
)
_TERM = "答复期限落在本月的推荐（企业答复前由本人或社工先结束的不算）"
_firm = partial(Figure, group=GROUP, unit="家", table=Table.ENTERPRISE, better="more")
_answer = partial(Figure, group=GROUP, unit="份", kind=Kind.FLOW, table=Table.REFERRAL)

FIGURES = (
    _firm(
        "firms.verified",
        "已核实企业",
        kind=Kind.STOCK,
        definition="最后一天已经核实的企业，按企业现在登记的所在地算；核实后又取消的不算。",
        rows=_verified,
    ),
    _firm(
        "firms.new",
        "本月核实企业",
        kind=Kind.FLOW,
        definition="核实时间在本月的企业，按企业现在登记的所在地算。",
        rows=_newly_verified,
    ),
    Figure(
        "vacancies.open",
        "在招岗位",
        GROUP,
        "个",
        Kind.STOCK,
        "最后一天正在招、并且 30 天内发布过或确认过还在招的岗位，按工作地区算；不是人数。",
        rows=_offered,
        table=Table.VACANCY,
        better="more",
    ),
    Figure(
        "vacancies.new",
        "本月发布岗位",
        GROUP,
        "个",
        Kind.FLOW,
        "本月发布的岗位，按工作地区算；重新发布、确认还在招的不算。",
        rows=_published,
        table=Table.VACANCY,
        better="more",
    ),
    _answer(
        "answers.due",
        "推荐答复到期",
        definition=f"{_TERM}，按企业所在地算。",
        rows=partial(_due, ""),
    ),
    *(
        _answer(
            f"answers.due.{outcome}",
            f"推荐答复：{label}",
            definition=f"{_TERM}中，{how}。",
            rows=partial(_due, outcome),
            short=label,
            parts_of=(Part("answers.due", "outcome"),),
            better=better,
        )
        for outcome, label, how, better in _OUTCOMES
    ),
    Figure(
        "answers.share",
        "按期答复率",
        GROUP,
        "%",
        Kind.SHARE,
        "企业按期答复的推荐，除以答复期限落在本月的全部推荐。",
        numerator="answers.due.in_time",
        denominator="answers.due",
        better="more",
    ),
    _answer(
        "answers.given",
        "企业答复",
        definition="企业第一次答复（约面试、决定录用、不录用）在本月的推荐，不论是不是按期，按企业所在地算。",
        rows=_answers,
    ),
    Figure(
        "answers.days",
        "答复用时（中位数）",
        GROUP,
        "个工作日",
        Kind.MEDIAN,
        "本月得到答复的推荐，从发送到第一次答复用了几个工作日，取中间的一个；当天答复的是 0，没有答复的不算在内。",
        rows=_answered,
        table=Table.REFERRAL,
        rests_on="answers.given",
        better="less",
    ),
)
