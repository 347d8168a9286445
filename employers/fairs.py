"""推介会, as a visitor sees it: the public face. What is read here may stand on any page; no row of a table leaves it.

Registering is done by ``register``, and afterwards by the guest's own link, ``change`` and ``withdraw``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.db.models import Count, Q
from django.http import HttpRequest

from employers.fair_form import GuestForm, OwnForm, stated
from employers.mail_limits import may_write_guest
from employers.models import Contact, Fair, FairGuest, FairState
from employers.models.fair import Stage
from employers.register_for_fair import CHANGEABLE, Registered, change, register, withdraw
from people.models import User

__all__ = [
    "CHANGEABLE",
    "GuestForm",
    "OwnForm",
    "OwnRegistration",
    "PublicFair",
    "Registered",
    "Stage",
    "allowed",
    "change",
    "contact_of",
    "fair_or_none",
    "own_or_none",
    "past",
    "prefilled",
    "register",
    "upcoming",
    "withdraw",
]

PAST_MONTHS = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class PublicFair:
    """One fair as anybody may know it.

    region     where, in words: 东胜区
    seats      how many firms can come, ``seats_left`` how many more; None: no limit
    stage      as it stood when it was read
    """

    uid: UUID
    title: str
    is_online: bool
    region: str
    place: str
    starts_at: datetime
    ends_at: datetime
    register_until: datetime
    contact: str
    words: str
    seats: int | None
    seats_left: int | None
    stage: Stage
    cancel_words: str

    @property
    def takes_guests(self) -> bool:
        """Whether a firm can register now."""
        return self.stage == Stage.OPEN

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.OVER, Stage.HELD)

    @property
    def is_cancelled(self) -> bool:
        return self.stage == Stage.CANCELLED


@dataclass(frozen=True, slots=True)
class OwnRegistration:
    """What a guest sees of its own by its link. ``may_change`` and ``may_withdraw`` at the moment it was read.

    Once the fair is over the link shows no name and no telephone any more: ``stated`` is empty.
    """

    uid: UUID
    fair: PublicFair
    firm_name: str
    is_withdrawn: bool
    may_change: bool
    may_withdraw: bool
    stated: dict[str, Any]


def upcoming(at: datetime) -> list[PublicFair]:
    """What is not over yet, the next first; what was cancelled stands here until its day is past."""
    return _shown(Fair.objects.public().filter(ends_at__gt=at).exclude(state=FairState.HELD).order_by("starts_at"), at)


def past(at: datetime) -> list[PublicFair]:
    """What was held within two years, the last first."""
    over = Fair.objects.public().filter(Q(state=FairState.HELD) | Q(state=FairState.OPEN, ends_at__lte=at))
    return _shown(over.filter(starts_at__gt=at - PAST_MONTHS).order_by("-starts_at"), at)


def fair_or_none(uid: UUID, at: datetime) -> PublicFair | None:
    """None for one that is not public (yet)."""
    found = _shown(Fair.objects.public().filter(uid=uid), at)
    return found[0] if found else None


def own_or_none(uid: UUID, at: datetime) -> OwnRegistration | None:
    """The registration whose mark this is. It is a key: whoever has it may change what it opens."""
    guest = FairGuest.objects.select_related("fair").filter(uid=uid).first()
    if guest is None:
        return None
    (fair,) = _shown(Fair.objects.filter(pk=guest.fair_id), at)
    ahead = guest.is_standing and not fair.is_cancelled and not fair.is_over
    return OwnRegistration(
        uid=guest.uid,
        fair=fair,
        firm_name=guest.firm_name,
        is_withdrawn=not guest.is_standing,
        may_change=ahead and at < fair.starts_at,
        may_withdraw=ahead and not guest.came,
        stated=stated(guest) if ahead else {},
    )


def contact_of(user: User | Any) -> Contact | None:
    """For which firm somebody signed in registers: the first that she acts for; None for a visitor and for staff."""
    if not user.is_authenticated:
        return None
    return Contact.objects.of(user).first()


def prefilled(contact: Contact | None) -> dict[str, Any]:
    """What the platform knows of who is signed in, for ``GuestForm``."""
    if contact is None:
        return {}
    firm, user = contact.enterprise, contact.user
    return {
        "firm_name": firm.name,
        "credit_code": firm.credit_code,
        "contact_name": user.name if user else "",
        "phone": contact.phone,
        "email": user.email if user else "",
    }


def allowed(request: HttpRequest, email: str) -> bool:
    """Whether one more registration may be taken from this network, and one more letter go to this address."""
    return may_write_guest(email) and bool(ratelimit.consume(request, action="fair_register"))


def _shown(rows: Any, at: datetime) -> list[PublicFair]:
    firms = Count("guests__firm_key", filter=Q(guests__withdrawn_at=None), distinct=True)
    found: Iterable[Any] = rows.select_related("region__parent").annotate(firms=firms)
    return [_public(fair, fair.firms, at) for fair in found]


def _public(fair: Fair, firms: int, at: datetime) -> PublicFair:
    left = None if fair.seats is None else max(0, fair.seats - firms)
    return PublicFair(
        uid=fair.uid,
        title=fair.title,
        is_online=fair.is_online,
        region=fair.region.short_name,
        place=fair.place,
        starts_at=fair.starts_at,
        ends_at=fair.ends_at,
        register_until=fair.register_until,
        contact=fair.contact,
        words=fair.words,
        seats=fair.seats,
        seats_left=left,
        stage=fair.stage(at, left),
        cancel_words=fair.cancel_words,
    )
