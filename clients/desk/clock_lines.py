"""A clock as one line of a list: what is due, why that day, and the deed beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from clients.clocks import Due, said
from clients.models import Client, KeptDay
from law.case_clocks import Clock, Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One clock of one client.

    deed, href     what is done about it and where
    press, fields  the same by one press, as a POST of ``fields`` to ``href``; "" where it needs a form
    """

    client: Client
    due: Due
    text: str
    deed: str
    href: str
    press: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def clock(self) -> Clock:
        return self.due.clock

    @property
    def key(self) -> str:
        """What its row is called on a page."""
        return f"clock-{self.due.kind}-{self.due.record}"


def line_of(client: Client, due: Due, as_of: date) -> Line:
    """The line of one clock of a client on that day."""
    clock, day = due.clock, due.clock.due_on
    in_time = day is not None and as_of <= day
    today = {"on": as_of.isoformat()}
    match due.kind:
        case Kind.REPORT_IN:
            href = _at("report_in", client, due.record)
            return Line(client, due, said(due), "记报到", href, "今天已报到" if in_time else "", today)
        case Kind.AGREEMENT:
            return Line(client, due, said(due), "记签订", _at("agreement", client, due.record), "今天已签", today)
        case Kind.TEST:
            href = _at("planned_day", client, due.record, due.kind.value, clock.number)
            begun = in_time and (clock.opens_on is None or clock.opens_on <= as_of)
            fields = today | {"outcome": KeptDay.Outcome.KEPT.value}
            return Line(client, due, said(due), "记到检", href, "今天已到" if begun else "", fields)
        case Kind.LEAVE_RETURN:
            return Line(client, due, said(due), "记返回", _at("leave_back", client, due.record), "今天已返回", today)
        case Kind.TERM_END:
            href = reverse("clients:fact", args=[client.pk, "measure", due.record])
            return Line(client, due, said(due), "登记结束" if day and day <= as_of else "看措施", href)
    # A visit or a contact is written down as help given: nothing is typed twice.
    return Line(client, due, said(due), "记一次联系", reverse("clients:help", args=[client.pk]))


def _at(name: str, *args: object) -> str:
    return reverse(f"clients:{name}", args=[getattr(one, "pk", one) for one in args])
