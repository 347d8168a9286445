"""报名、修改、取消: what a firm does about a fair, by the public form and by its own link.

A guest's own link holds the mark of its registration (``FairGuest.uid``); who has the link acts for the guest. Nobody
learns here whether a firm stands on a list: the same firm registered again, with the same telephone and address, gets
its letter once more, at that address.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from employers import fair_letters
from employers.fair_letters import About
from employers.kept_rows import require_sense
from employers.models import Contact, Enterprise, Fair, FairEvent, FairGuest, FairState
from employers.models.fair import Stage
from employers.models.fair_guest import key_of
from people.errors import Refused
from people.models import User

# What a guest may change by its own link; for another firm it registers anew.
CHANGEABLE = ("contact_name", "phone", "email", "people", "posts")
CALL = "请打主办方的咨询电话。"


class Registered(NamedTuple):
    """What came of a registration. ``mine``: whoever sent the form may be shown the guest's own page; not so where the
    firm had registered before, from another form."""

    guest: FairGuest
    mine: bool


@transaction.atomic
def register(
    fair_uid: UUID,
    *,
    firm_name: str,
    contact_name: str,
    phone: str,
    people: int = 1,
    credit_code: str = "",
    email: str = "",
    posts: str = "",
    once: UUID | None = None,
    own_pages: str = "",
    contact: Contact | None = None,
    at: datetime | None = None,
) -> Registered:
    """Put a firm on the list of a fair.

    once       drawn when the form was shown: sent twice, it is one registration
    own_pages  address under which the guest's own page lies, by its mark, with a slash at the end
    contact    who is signed in for a firm; the guest is that firm where the code is its code

    Raises Fair.DoesNotExist for a fair that is not public, and Refused when nobody can register (any more).
    """
    now = at or timezone.now()
    fair = Fair.objects.public().select_for_update(of=("self",)).get(uid=fair_uid)
    if once and (sent := FairGuest.objects.filter(once=once, fair=fair).first()):
        return Registered(sent, True)
    before = fair.guests.standing().filter(firm_key=key_of(firm_name), phone=phone, email=email).first()
    if before is not None:
        fair_letters.tell(before, About.REGISTERED, f"{now:%Y%m%d%H}")
        return Registered(before, False)
    _require_open(fair, firm_name, now)
    firm = contact.enterprise if contact and contact.enterprise.credit_code == credit_code else None
    guest = add(
        fair, enterprise=firm, by=FairGuest.By.GUEST, at=now, firm_name=firm_name, credit_code=credit_code,
        contact_name=contact_name, phone=phone, email=email, people=people, posts=posts, link=own_pages,
        once=once if once and not FairGuest.objects.filter(once=once).exists() else None,
    )  # fmt: skip
    if guest.email:
        fair_letters.tell(guest, About.REGISTERED, f"{now:%Y%m%d%H}")
    return Registered(guest, True)


@transaction.atomic
def change(uid: UUID, *, at: datetime | None = None, **changes: Any) -> FairGuest:
    """Change what of ``CHANGEABLE`` the guest has stated, until the fair begins; a new address gets a letter.

    Raises FairGuest.DoesNotExist, and Refused when it is too late or the facts do not fit together.
    """
    now = at or timezone.now()
    guest = _own(uid)
    _require_standing(guest, now)
    if now >= guest.fair.starts_at:
        raise Refused("推介会已经开始，不能再改。", CALL)
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(f"no facts that a guest changes: {sorted(unknown)}")
    changed = [name for name, value in changes.items() if getattr(guest, name) != value]
    if not changed:
        return guest
    for name in changed:
        setattr(guest, name, changes[name])
    require_sense(guest)
    _save(guest, update_fields=changed)
    event = _noted(guest, "change", now)
    if "email" in changed and guest.email:
        fair_letters.tell(guest, About.REGISTERED, str(event.pk))
    return guest


@transaction.atomic
def withdraw(uid: UUID, *, at: datetime | None = None) -> FairGuest:
    """The guest does not come; its seat is free again. Raises FairGuest.DoesNotExist, and Refused when it is too
    late."""
    now = at or timezone.now()
    guest = _own(uid)
    _require_standing(guest, now)
    if guest.came:
        raise Refused("已经登记到场，不用取消。")
    guest.withdrawn_at = now
    guest.save(update_fields=["withdrawn_at"])
    _noted(guest, "withdraw", now)
    return guest


def add(
    fair: Fair,
    *,
    enterprise: Enterprise | None,
    by: FairGuest.By,
    at: datetime,
    actor: User | None = None,
    link: str = "",
    **stated: Any,
) -> FairGuest:
    """One more row on the list, and in the history; in the caller's transaction, who holds the fair fast."""
    guest = FairGuest(fair=fair, enterprise=enterprise, by=by, at=at, **stated)
    guest.link = f"{link}{guest.uid}/" if link else ""
    guest.firm_key = key_of(guest.firm_name)
    require_sense(guest)
    _save(guest)
    _noted(guest, "register", at, actor)
    return guest


def firms_on(fair: Fair) -> int:
    """How many firms are on its list: several registrations of one firm take one seat."""
    return fair.guests.standing().values("firm_key").distinct().count()


def seats_left(fair: Fair) -> int | None:
    """None: there is no limit."""
    return None if fair.seats is None else max(0, fair.seats - firms_on(fair))


def _require_open(fair: Fair, firm_name: str, now: datetime) -> None:
    seated = fair.guests.standing().filter(firm_key=key_of(firm_name)).exists()
    match fair.stage(now, None if seated else seats_left(fair)):
        case Stage.OPEN:
            return
        case Stage.FULL:
            raise Refused("名额已经报满。", "有企业取消时名额会空出来，可以过几天再来看，或者打咨询电话。")
        case Stage.CANCELLED:
            raise Refused("这场推介会已经取消。", "请看其他场次。")
        case Stage.SHUT | Stage.RUNNING:
            raise Refused("报名已经截止。", "想参加的话，" + CALL)
        case _:
            raise Refused("这场推介会已经结束。", "请看其他场次。")


def _require_standing(guest: FairGuest, now: datetime) -> None:
    if not guest.is_standing:
        raise Refused("这次报名已经取消。", "想参加的话，请重新报名。")
    if guest.fair.state == FairState.CANCELLED:
        raise Refused("这场推介会已经取消，不用再改。")
    if now >= guest.fair.ends_at or guest.fair.state == FairState.HELD:
        raise Refused("这场推介会已经结束。", "有问题" + CALL)


def _own(uid: UUID) -> FairGuest:
    return FairGuest.objects.select_for_update(of=("self",)).select_related("fair").get(uid=uid)


def _save(guest: FairGuest, **options: Any) -> None:
    try:
        with transaction.atomic():
            guest.save(**options)
    except IntegrityError:
        raise Refused("这家企业已经用这个电话和邮箱报过名。", "请打开上次报名的链接修改。") from None


def _noted(guest: FairGuest, name: str, at: datetime, actor: User | None = None) -> FairEvent:
    state = guest.fair.state
    return FairEvent.objects.create(
        fair=guest.fair, guest=guest, actor=actor, name=name, source=state, target=state, at=at
    )
