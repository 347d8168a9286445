"""到期要办 of 今日: clocks, promised contacts, steps of plans, reports to answer, certificates; none of them twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from clients import clocks, plan_due
from clients.agenda import CERTIFICATE_AHEAD
from clients.desk.clock_lines import Line, line_of
from clients.models import Client
from law.case_clocks import Kind

AHEAD = timedelta(days=7)
# The end of a measure is prepared over weeks.
END_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """One line: who, what, by when, and where it is done.

    on       None: nothing sets a day, and it is not to lie
    clock    with the press that settles it in place
    contact  of whom a contact is written down in place
    goal     whose step that contact ticks
    """

    who: str
    who_href: str
    what: str
    on: date | None
    deed: str
    href: str
    workdays: int | None = None
    clock: Line | None = None
    contact: Client | None = None
    goal: int | None = None


def of_today(clients: Sequence[Client], day: date) -> list[Due]:
    """What is due by ``day`` or within a week for these clients, the longest overdue first.

    As many queries as ``clients.clocks.of_clients`` and two for the plans; certificates should be at hand.
    """
    found, plans = clocks.of_clients(clients, day), plan_due.of_clients(clients, day)
    lines = [line for client in clients for line in _of_client(client, found[client.pk], plans[client.pk], day)]
    return sorted(lines, key=lambda line: (line.on or day, line.who_href))


def _of_client(
    client: Client, case: clocks.CaseClocks, asked: list[plan_due.Asked], day: date
) -> Iterator[Due]:  # fmt: skip
    now = [one for one in case.due if _is_now(one, day)]
    for one in now:
        line = line_of(client, one, day)
        # A visit is a contact: one form writes both down.
        contact = client if one.kind in (Kind.VISIT, Kind.RELEASE_CONTACT) else None
        yield _due(client, line.text, one.clock.due_on, line.deed, line.href, clock=line, contact=contact)
    is_promised = client.next_contact_on and client.next_contact_on <= day + AHEAD
    if is_promised and not any(one.kind == Kind.VISIT for one in now):
        href = reverse("clients:help", args=[client.pk])
        steps, asked = plan_due.with_contact(client, asked)
        what = f"约好联系：{steps}" if steps else "约好联系"
        yield _due(client, what, client.next_contact_on, "记一次联系", href, contact=client)
    for one in asked:
        # The day by which a goal is hoped for stands on the client's own page: it is no day on which something is done.
        is_deed = one.goal_id is None or one.step is not None
        if is_deed and one.on <= day + AHEAD:
            yield _of_plan(client, one)
    for leave in client.leaves.all():
        if leave.granted is None and leave.since <= day + AHEAD:
            href = reverse("clients:leave", args=[client.pk, leave.pk])
            yield _due(client, "外出报告等答复，离开日期", leave.since, "登记答复", href)
    for paper in client.certificates.all():
        # Those long expired are on the client's own page.
        if paper.expires_on and day <= paper.expires_on <= day + CERTIFICATE_AHEAD:
            href = reverse("clients:fact", args=[client.pk, "certificate", paper.pk])
            yield _due(client, f"{paper.label}到期", paper.expires_on, "更新证书", href)


def _of_plan(client: Client, one: plan_due.Asked) -> Due:
    """A step is written down as a contact that ticks it; a review has a page of its own."""
    if one.goal_id is None:
        return _due(client, one.text, one.on, "回顾", reverse("clients:plan_review", args=[client.pk]))
    href = f"{reverse('clients:help', args=[client.pk])}?goal={one.goal_id}&done=1"
    return _due(client, one.text, one.on, "办完了，记一笔", href, contact=client, goal=one.goal_id)


def _is_now(one: clocks.Due, day: date) -> bool:
    if one.kind == Kind.TERM_END:
        return one.clock.due_on is not None and one.clock.due_on <= day + END_AHEAD
    return one.is_near(day)


def _due(client: Client, what: str, on: date | None, deed: str, href: str, **more) -> Due:
    return Due(client.name, reverse("clients:overview", args=[client.pk]), what, on, deed, href, **more)
