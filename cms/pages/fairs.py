"""推介会 for visitors: what is to come and what was, one fair with the registration of a firm, and the page that the
firm alone has a link to.

A fair has the page that an editor wrote for it, else a plain one below the list: nobody has to write one first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from cms.structured import ld_json
from employers import fairs
from employers.fairs import GuestForm, OwnForm, OwnRegistration, PublicFair, Stage
from people.errors import Refused
from ui.templatetags.ui import day, day_time

CLOSED = {
    Stage.FULL: "名额已满",
    Stage.SHUT: "报名已截止",
    Stage.RUNNING: "正在举办",
    Stage.OVER: "已结束",
    Stage.HELD: "已结束",
    Stage.CANCELLED: "已取消",
}
NEARLY_FULL = 5
CALENDAR = "text/calendar; charset=utf-8"


class Fact(NamedTuple):
    """As ``c-site-facts`` shows one."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """As ``c-site-event`` shows one."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    kind_text: str
    seats_text: str
    closed: str
    href: str


class Sent(NamedTuple):
    """What came of a form that was sent: either it goes on somewhere, or the page is shown again with ``status``."""

    href: str = ""
    status: int = 200


# Lists ----------------------------------------------------------------------------------------------------------------


def listing(base: str) -> dict[str, Any]:
    """``base`` is the address of the list. Three queries."""
    now = timezone.now()
    ahead, before = fairs.upcoming(now), fairs.past(now)
    written = _written([*ahead, *before])
    return {
        "ahead": [line(fair, base, written) for fair in ahead],
        "before": [line(fair, base, written) for fair in before],
    }


def next_ones(count: int, base: str) -> list[Line]:
    """For other pages: what comes next. Two queries."""
    now = timezone.now()
    found = [fair for fair in fairs.upcoming(now) if not fair.is_cancelled][:count]
    written = _written(found)
    return [line(fair, base, written) for fair in found]


def line(fair: PublicFair, base: str, written: dict[UUID, str]) -> Line:
    return Line(
        title=fair.title,
        starts_at=fair.starts_at,
        ends_at=fair.ends_at,
        place="" if fair.is_online else fair.place,
        kind_text="线上" if fair.is_online else fair.region,
        seats_text=_seats_text(fair) if fair.takes_guests else "",
        # Under the heading of those that were, nobody has to be told so.
        closed="" if fair.is_over else CLOSED.get(fair.stage, ""),
        href=written.get(fair.uid) or f"{base}{fair.uid}/",
    )


def page_of(uid: UUID) -> str:
    """The address of the page that an editor wrote for it; "" where there is none."""
    return _written_of([uid]).get(uid, "")


def _written(shown: Iterable[PublicFair]) -> dict[UUID, str]:
    return _written_of([fair.uid for fair in shown])


def _written_of(uids: list[UUID]) -> dict[UUID, str]:
    from cms.models import FairPage

    pages = FairPage.objects.live().filter(fair__uid__in=uids).select_related("fair").order_by("-pk")
    return {page.fair.uid: page.url for page in pages if page.fair is not None}


def _seats_text(fair: PublicFair) -> str:
    if fair.seats_left is None:
        return "报名中"
    return f"还剩 {fair.seats_left} 家名额" if fair.seats_left <= NEARLY_FULL else f"还能报 {fair.seats_left} 家"


# One fair -------------------------------------------------------------------------------------------------------------


def showing(fair: PublicFair, canonical: str, form: GuestForm | None) -> dict[str, Any]:
    """One fair; ``form`` where a firm can register."""
    return {
        "fair": fair,
        "closed": CLOSED.get(fair.stage, ""),
        "seats_text": _seats_text(fair),
        "facts": facts(fair),
        "form": form,
        "event": ld_json(structured(fair, canonical)),
        "canonical": canonical,
    }


def facts(fair: PublicFair) -> list[Fact]:
    rows = [
        # A telephone must not break the line between the hours.
        Fact("时间", when(fair).replace("—", "\u2060—\u2060")),
        Fact("参加方式" if fair.is_online else "地点", _whole_place(fair)),
    ]
    if not fair.is_over and not fair.is_cancelled:
        rows.append(Fact("报名截止", day_time(fair.register_until)))
        if fair.seats is not None:
            rows.append(Fact("名额", f"{fair.seats} 家企业"))
        rows.append(Fact("费用", "不收费"))
    return [*rows, Fact("咨询", fair.contact)]


def _whole_place(fair: PublicFair) -> str:
    """With the county in front where the place does not name it."""
    known = fair.is_online or fair.region in fair.place
    return fair.place if known else f"{fair.region}{fair.place}"


def when(fair: PublicFair) -> str:
    """2026年12月5日 9:00—12:00, with the second day where it lasts longer."""
    starts, ends = timezone.localtime(fair.starts_at), timezone.localtime(fair.ends_at)
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{day(ends)} {ends:%H:%M}"
    return f"{day(starts)} {starts:%H:%M}—{until}"


def blank_form(request: HttpRequest) -> GuestForm:
    """Filled in with what the platform knows of a firm that is signed in."""
    return GuestForm(initial=fairs.prefilled(fairs.contact_of(request.user)))


def register(request: HttpRequest, fair: PublicFair, base: str) -> tuple[GuestForm, Sent]:
    """Take the form of a firm. Whatever is refused is said on the form, and what was typed stays in it."""
    form = GuestForm(request.POST)
    if not form.is_valid():
        return form, Sent(status=422)
    if not fairs.allowed(request, form.cleaned_data["email"]):
        form.add_error(None, "这里刚才报名的次数太多，没有保存。请过一小时再试，或者打咨询电话报名。")
        return form, Sent(status=429)
    own_pages = f"{request.scheme}://{request.get_host()}{base}guest/"
    contact = fairs.contact_of(request.user)
    try:
        guest, mine = fairs.register(fair.uid, own_pages=own_pages, contact=contact, **form.cleaned_data)
    except Refused as no:
        form.add_error(None, str(no))
        return form, Sent(status=422)
    return form, Sent(f"{base}guest/{guest.uid}/" if mine else f"{base}registered/")


def structured(fair: PublicFair, canonical: str) -> dict[str, Any]:
    """The fair as schema.org's Event."""
    online = fair.is_online
    where = (
        {"@type": "VirtualLocation", "url": canonical}
        if online
        else {"@type": "Place", "name": fair.place, "address": _whole_place(fair)}
    )
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": fair.title,
        "description": fair.words or f"{when(fair)}，{fair.place}",
        "startDate": timezone.localtime(fair.starts_at).isoformat(),
        "endDate": timezone.localtime(fair.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if fair.is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "location": where,
        "organizer": {"@type": "Organization", "name": "就业援助平台"},
        "isAccessibleForFree": True,
        "url": canonical,
    }


# The guest's own page -------------------------------------------------------------------------------------------------


def own(uid: UUID) -> OwnRegistration | None:
    return fairs.own_or_none(uid, timezone.now())


def own_form(found: OwnRegistration) -> OwnForm | None:
    """None where nothing can be changed any more."""
    return OwnForm(initial=found.stated) if found.may_change else None


class Taken(NamedTuple):
    """What came of a form that a guest sent from its own page. ``wrong``: why it was refused, where no field is at
    fault."""

    form: OwnForm | None
    done: bool
    wrong: str = ""


def change(request: HttpRequest, found: OwnRegistration) -> Taken:
    """Take what the guest's own page sent: new facts, or that it does not come."""
    if "withdraw" in request.POST:
        try:
            fairs.withdraw(found.uid)
        except Refused as no:
            return Taken(own_form(found), False, str(no))
        return Taken(None, True)
    form = OwnForm(request.POST)
    if not form.is_valid():
        return Taken(form, False)
    try:
        fairs.change(found.uid, **form.cleaned_data)
    except Refused as no:
        return Taken(form if found.may_change else None, False, str(no))
    return Taken(form, True)
