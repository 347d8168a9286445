"""How one row behind a figure stands in a list: whose it is, what it is, of which day, and where its record is.

The row is read as it stands today: what was counted is the row, not its words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from figures.figure import Table
from figures.rows import queryset
from people.models import User
from welfare.catalogue.table import BY_CODE as ENTITLEMENTS


@dataclass(frozen=True, slots=True)
class Line:
    """``client`` is None where the row is about nobody, or about somebody whom the reader may not see (any more): then
    ``title`` says who or what it is."""

    client: Client | None
    title: str
    what: str
    on: date | None
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class Look:
    """How the rows of one table are read: their relations, the way to the client ("" where there is none), and words.

    ``href`` is an address by name with the attributes it takes; None: the client's own page.
    """

    what: Callable[[Any], str]
    on: Callable[[Any], date | None]
    client: str = "client"
    related: tuple[str, ...] = ()
    href: tuple[str, ...] | None = None
    title: Callable[[Any], str] = str
    place: Callable[[Any], str] = lambda row: ""


def _day(at) -> date | None:
    return timezone.localdate(at) if at else None


def _of(path: str) -> Callable[[Any], Any]:
    """The attribute at the end of dots; None where something on the way is."""

    def read(row: Any) -> Any:
        for name in path.split("."):
            row = getattr(row, name) if row is not None else None
        return row

    return read


def _job(row: Any) -> str:
    firm = row.enterprise.name if row.enterprise else row.workplace
    return f"{row.get_kind_display()}，{row.job_title}{f'，{firm}' if firm else ''}"


def _help(row: Any) -> str:
    aid = f"，{row.get_aid_display()}" if row.aid else ""
    return f"{row.get_kind_display()}，{row.get_about_display()}{aid}，{row.worker.name}"


def _aid(row: Any) -> str:
    return ENTITLEMENTS[row.entitlement].name if row.entitlement in ENTITLEMENTS else "已取消的救助项目"


def _term(row: Any) -> str:
    done = f"，{row.met_on.month}月{row.met_on.day}日完成" if row.met_on else ""
    return f"{_aid(row.application)}，{row.step}{done}"


def _moved(row: Any) -> str:
    return f"由{row.from_region.short_name}到{row.to_region.short_name}，{row.get_state_display()}"


_place = _of("region.short_name")

LOOKS: dict[Table, Look] = {
    Table.CLIENT: Look(lambda row: row.get_status_display(), _of("opened_on"), client=""),
    Table.TRANSFER: Look(_moved, lambda row: _day(row.closed_at), related=("from_region__parent", "to_region__parent")),
    Table.PLACEMENT: Look(_job, _of("started_on"), related=("enterprise",), href=("placement:placement", "pk")),
    Table.REFERRAL: Look(
        lambda row: f"{row.vacancy.title}，{row.vacancy.enterprise.name}，{row.get_state_display()}",
        lambda row: _day(row.sent_at),
        related=("vacancy__enterprise",),
        href=("placement:referral", "pk"),
    ),
    Table.ENROLMENT: Look(
        lambda row: f"{row.cohort.course.name}，{row.get_state_display()}",
        _of("cohort.starts_on"),
        related=("cohort__course",),
        href=("placement:enrolment", "pk"),
    ),
    Table.BENEFIT: Look(_aid, _of("since"), href=("welfare:household", "client_id")),
    Table.GAP: Look(_aid, _of("opened_on"), href=("welfare:gap", "pk")),
    Table.APPLICATION: Look(
        lambda row: f"{_aid(row)}，{row.get_state_display()}", _of("started_on"), href=("welfare:application", "pk")
    ),
    Table.DEADLINE: Look(
        _term,
        _of("due_on"),
        client="application.client",
        related=("application__client",),
        href=("welfare:application", "application_id"),
    ),
    Table.HELP: Look(_help, lambda row: _day(row.at), related=("worker",)),
    Table.HAND_OVER: Look(
        lambda row: f"{row.giver.name}移交给{row.receiver.name}，{row.get_state_display()}",
        _of("offered_on"),
        related=("giver", "receiver"),
    ),
    Table.REPORT_IN: Look(
        lambda row: f"{row.get_kind_display()}，{row.get_cause_display()}",
        _of("counted_from"),
        href=("clients:clocks", "client_id"),
    ),
    Table.FOLLOW_UP: Look(
        lambda row: f"{row.get_day_display()}回访，{row.placement.job_title}",
        _of("due_on"),
        client="placement.client",
        related=("placement__client",),
        href=("placement:placement", "placement_id"),
    ),
    Table.DUTY: Look(
        lambda row: f"{row.get_department_display()}：{row.what}", _of("due_on"), href=("clients:duty", "pk")
    ),
    Table.PLAN: Look(
        lambda row: f"{row.made_on.year}年{row.made_on.month}月制定",
        _of("review_on"),
        href=("clients:plan", "client_id"),
    ),
    Table.PAIRING: Look(
        lambda row: f"{row.cadre.name}，{row.cadre.unit}",
        _of("since"),
        related=("cadre",),
        href=("clients:client_pairings", "client_id"),
    ),
    Table.CADRE: Look(
        _of("unit"), lambda row: None, "", ("region__parent",), ("clients:cadre", "pk"), _of("name"), _place
    ),
    Table.ENTERPRISE: Look(
        lambda row: row.get_size_display(),
        lambda row: _day(row.verified_at),
        "",
        ("region__parent",),
        ("employers:firm", "pk"),
        _of("name"),
        _place,
    ),
    Table.VACANCY: Look(
        _of("enterprise.name"),
        lambda row: _day(row.published_at),
        "",
        ("region__parent", "enterprise"),
        ("employers:vacancy", "pk"),
        _of("title"),
        _place,
    ),
    Table.BASE: Look(
        lambda row: row.get_kind_display(),
        _of("since"),
        "",
        ("region__parent",),
        ("employers:base", "pk"),
        _of("name"),
        _place,
    ),
    Table.FAIR: Look(
        lambda row: row.get_kind_display(),
        lambda row: _day(row.starts_at),
        "",
        ("region__parent",),
        ("employers:fair", "pk"),
        _of("title"),
        _place,
    ),
    Table.FAIR_GUEST: Look(
        _of("fair.title"),
        lambda row: _day(row.fair.starts_at),
        "",
        ("fair__region__parent",),
        ("employers:fair", "fair_id"),
        _of("firm_name"),
        _of("fair.region.short_name"),
    ),
    Table.LETTER: Look(
        lambda row: f"{row.guest.fair.title}，第 {row.number} 份",
        lambda row: _day(row.guest.fair.starts_at),
        "",
        ("guest__fair__region__parent",),
        ("employers:fair", "fair_id"),
        _of("guest.firm_name"),
        _of("guest.fair.region.short_name"),
    ),
    Table.MEMBERSHIP: Look(
        lambda row: row.get_role_display(),
        _of("valid_from"),
        "",
        ("region__parent", "user"),
        ("people:staff_member", "user_id"),
        _of("user.name"),
        _place,
    ),
}


def lines_of(user: User, table: Table, ids: Sequence[int]) -> list[Line]:
    """The rows of these ids in the same order, of which the reader sees whom she may see. Two queries."""
    look = LOOKS[table]
    rows = queryset(user, table).select_related(*look.related).filter(pk__in=ids)
    found = {row.pk: row for row in rows}
    whose = _client_ids(table, look, found.values())
    seen = {one.pk: one for one in _clients(user, whose.values())}
    return [_line(look, found[pk], seen.get(whose.get(pk, 0)), table) for pk in ids if pk in found]


def _client_ids(table: Table, look: Look, rows: Iterable[Any]) -> dict[int, int]:
    """Row id → client id, of a table whose rows are about clients."""
    if table == Table.CLIENT:
        return {row.pk: row.pk for row in rows}
    return {row.pk: _of(f"{look.client}_id")(row) for row in rows} if look.client else {}


def _clients(user: User, ids: Iterable[int]) -> Iterable[Client]:
    wanted = set(ids)
    clients = Client.objects.visible_to(user).select_related("residence_region__parent", "caseworker")
    return clients.filter(pk__in=wanted) if wanted else ()


def _line(look: Look, row: Any, client: Client | None, table: Table) -> Line:
    about_clients = look.client or table == Table.CLIENT
    title = "现在不归本辖区" if about_clients else look.title(row)
    hidden = about_clients and client is None
    return Line(
        client,
        "" if client else title,
        look.what(row),
        look.on(row),
        client.residence_region.short_name if client else look.place(row),
        "" if hidden else _href(look, row, client),
    )


def _href(look: Look, row: Any, client: Client | None) -> str:
    if look.href is None:
        return reverse("clients:overview", args=[client.pk]) if client else ""
    name, *args = look.href
    return reverse(name, args=[getattr(row, arg) for arg in args])
