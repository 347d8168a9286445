"""服务对象: who is on the register, by measure, kind and sex; who came and who left."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db.models import Q

from clients.models import Client, RehabMeasure, Transfer
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period
from people.models import Sex

GROUP = "服务对象"
MEASURES = RehabMeasure.Kind
NO_MEASURE = "none"
ON_REGISTER = "最后一天在册（已建档、还没有结案；结案当天不算，重复或错误建档的不算）"


def _register(period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client in period.register)


def _of_sex(sex: str, period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client, case in period.register.items() if case.sex == sex)


def _of_category(category: str, period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client, case in period.register.items() if case.category == category)


def _of_measure(kind: str, period: Period) -> Iterator[Row]:
    running = measures_on(period)
    return (Row(client, period.home(client)) for client in period.register if running.get(client, NO_MEASURE) == kind)


def measures_on(period: Period) -> dict[int, str]:
    """The measure of each client on the last day; of several the one that began last, 药物维持治疗 only where it stands
    alone. One query, kept with the period."""
    if "measures" not in period.kept:
        period.kept["measures"] = dict(_measures(period.last))
    return period.kept["measures"]


def _measures(day: date) -> Iterator[tuple[int, str]]:
    running = (
        RehabMeasure.objects.unscoped(WHY)
        .filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)
        .order_by()
        .values_list("client", "start", "pk", "kind")
    )
    # Whatever comes later in this order stands.
    for client, _, _, kind in sorted(running, key=lambda row: (row[3] != MEASURES.MAINTENANCE, *row[1:3])):
        yield client, kind


def _opened(period: Period) -> Iterator[Row]:
    for client, case in period.cases.items():
        if period.has(case.opened_on):
            yield Row(client, period.home(client, case.opened_on))


def _closed(how: str, period: Period) -> Iterator[Row]:
    for client, case in period.cases.items():
        if case.closed_on and period.has(case.closed_on) and how in ("", case.closed_how):
            yield Row(client, period.home(client, case.closed_on))


def _moved(period: Period) -> Iterator[tuple[int, str, str]]:
    """Transfers received within the month: id, from where, to where."""
    rows = (
        Transfer.objects.unscoped(WHY)
        .filter(state=Transfer.State.RECEIVED, closed_at__gte=period.since, closed_at__lt=period.until)
        .order_by()
        .values_list("pk", "client", "from_region__code", "to_region__code")
    )
    return ((pk, before, after) for pk, client, before, after in rows if client in period.cases)


def _moved_in(period: Period) -> Iterator[Row]:
    return (Row(pk, after) for pk, _, after in _moved(period))


def _moved_out(period: Period) -> Iterator[Row]:
    return (Row(pk, before) for pk, before, _ in _moved(period))


_SEXES = ((Sex.FEMALE.value, "女"), (Sex.MALE.value, "男"), ("", "性别未登记"))
_stock = partial(Figure, group=GROUP, unit="人", kind=Kind.STOCK, table=Table.CLIENT)
_flow = partial(Figure, group=GROUP, unit="人", kind=Kind.FLOW, table=Table.CLIENT)

FIGURES = (
    _stock(
        "clients.open",
        "在册人数",
        definition=f"{ON_REGISTER}的服务对象。",
        rows=_register,
        # Who is received somewhere left elsewhere: of the whole, both are the same.
        carried_by=(("clients.new", "clients.closed"), ("clients.moved_in", "clients.moved_out")),
    ),
    *(
        _stock(
            f"clients.measure.{kind}",
            f"在册：{label}",
            definition=f"{ON_REGISTER}、当天{label}在执行的人。同时有几项的只算开始最晚的一项，药物维持治疗和其他措施"
            "并行的算在其他措施里；到期而没有登记结束的仍算在执行。",
            rows=partial(_of_measure, kind),
            short=label,
            parts_of=(Part("clients.open", "measure"),),
        )
        for kind, label in MEASURES.choices
    ),
    _stock(
        f"clients.measure.{NO_MEASURE}",
        "在册：没有在执行的措施",
        definition=f"{ON_REGISTER}、当天没有登记任何在执行的戒毒措施的人。",
        rows=partial(_of_measure, NO_MEASURE),
        short="没有在执行的措施",
        parts_of=(Part("clients.open", "measure"),),
    ),
    *(
        _stock(
            f"clients.category.{category}",
            f"在册：{label}",
            definition=f"{ON_REGISTER}、人员类别登记为“{label}”的人。",
            rows=partial(_of_category, category),
            short=label,
            parts_of=(Part("clients.open", "category"),),
        )
        for category, label in Client.Category.choices
    ),
    *(
        _stock(
            f"clients.sex.{sex or 'unknown'}",
            f"在册：{label}",
            definition=f"{ON_REGISTER}、{'没有登记性别' if not sex else f'性别登记为{label}'}的人。",
            rows=partial(_of_sex, sex),
            short=label,
            parts_of=(Part("clients.open", "sex"),),
        )
        for sex, label in _SEXES
    ),
    _flow(
        "clients.new",
        "新建档",
        definition="建档日期在本月的服务对象，算在建档当天的居住地；重复或错误建档的不算。",
        rows=_opened,
    ),
    _flow(
        "clients.closed",
        "结案",
        definition="结案日期在本月的服务对象，不论原因；重复或错误建档的不算。",
        rows=partial(_closed, ""),
    ),
    *(
        _flow(
            f"clients.closed.{how}",
            f"结案：{label}",
            definition=f"结案日期在本月、结案原因是“{label}”的服务对象。",
            rows=partial(_closed, how),
            short=label,
            parts_of=(Part("clients.closed", "how"),),
        )
        for how, label in Client.ClosedHow.choices
        if how != Client.ClosedHow.MISTAKE
    ),
    _flow(
        "clients.moved_in",
        "执行地变更：接收",
        unit="人次",
        definition="本月由新的执行地接收的变更，算在接收的地方；同一旗区内部变更的，接收和转出各算一次。"
        "还没有接收、退回、撤回的不算。",
        rows=_moved_in,
        table=Table.TRANSFER,
    ),
    _flow(
        "clients.moved_out",
        "执行地变更：转出",
        unit="人次",
        definition="本月被新的执行地接收的变更，算在原来的地方；还没有接收、退回、撤回的不算。",
        rows=_moved_out,
        table=Table.TRANSFER,
    ),
)
