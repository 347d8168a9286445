"""筹备、公布、举办、取消推介会: every change of a fair by staff, each with its row in the history.

Staff of a county keep its fairs, see ``employers.may``. All verbs raise Fair.DoesNotExist (FairGuest.DoesNotExist where
they are about a guest) outside the actor's scope, and Refused, with a text for the screen and the next step, when the
state, the hour or the facts do not allow the step, or somebody else was quicker.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers import fair_letters
from employers.kept_rows import correct, enter, require_region
from employers.models import Enterprise, Fair, FairEvent, FairGuest, FairState, LetterOfIntent
from employers.models.fair import FAIR_MOVES, check_neutral
from employers.models.fair_guest import MOST_LETTERS
from employers.register_for_fair import add, firms_on
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, User

KIND = "fair"
FACTS = (
    "title", "kind", "region", "place", "starts_at", "ends_at", "register_until", "seats", "contact", "words",
)  # fmt: skip
# What a guest has to know when it changes.
TOLD = frozenset({"kind", "place", "starts_at", "ends_at"})
LONGEST_REASON, LONGEST_RESULT = 100, 300


class Mark(NamedTuple):
    """What is ticked beside one guest: whether it came, and how many 意向书 it signed."""

    came: bool
    letters: int = 0


# The fair itself ------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan(actor: User, *, region: Region, at: datetime | None = None, **facts: Any) -> Fair:
    """A new fair, by ``FACTS``; nobody outside sees it yet. One that is over may be entered after the event."""
    require_region(actor, region)
    fair = Fair(region=region, **facts)
    enter(actor, fair, KIND)
    _noted(actor, fair, "plan", fair.state, at)
    return fair


@transaction.atomic
def change(actor: User, fair_id: int, *, at: datetime | None = None, **changes: Any) -> Fair:
    """Change facts of ``FACTS``. Where a fair that is still to come moves, each firm on its list gets a letter."""
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    if fair.state == FairState.CANCELLED:
        raise Refused("这场推介会已经取消，不能再改。", "要办的话，请重新登记一场。")
    if "region" in changes:
        require_region(actor, changes["region"])
    seats = changes.get("seats", fair.seats)
    if seats is not None and seats < (firms := firms_on(fair)):
        raise Refused(f"已经有 {firms} 家企业报名，名额不能比这少。", "请改名额，或者先联系企业取消报名。")
    moved = any(getattr(fair, name) != value for name, value in changes.items() if name in TOLD)
    if not correct(actor, fair, KIND, FACTS, changes):
        return fair
    event = _noted(actor, fair, "edit", fair.state, now)
    if moved and fair.state == FairState.OPEN and now < fair.ends_at:
        fair_letters.tell_each(fair, fair_letters.About.CHANGED, event)
    return fair


@transaction.atomic
def open_registration(actor: User, fair_id: int, *, at: datetime | None = None) -> Fair:
    """It stands on the public site from now on, and firms can register."""
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    if fair.state == FairState.PLANNED and fair.ends_at <= now:
        raise Refused("这场推介会的时间已经过了，不用再公布。", "请直接登记为已举办，或者更正时间。")
    return _step(actor, fair, "open", now, opened_at=fair.opened_at or now)


@transaction.atomic
def hold(actor: User, fair_id: int, *, words: str = "", at: datetime | None = None) -> Fair:
    """It has taken place: who has not been ticked off did not come."""
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    if fair.is_ahead and now < fair.starts_at:
        raise Refused("这场推介会还没有开始。", "开始以后再登记为已举办；时间填错了请更正。")
    words = " ".join(words.split())
    if len(words) > LONGEST_RESULT:
        raise Refused(f"小结最多写 {LONGEST_RESULT} 个字。", "请删短一些再保存。")
    _step(actor, fair, "hold", now, result_words=words)
    fair.guests.standing().filter(came=None).update(came=False)
    return fair


@transaction.atomic
def take_back(actor: User, fair_id: int, *, at: datetime | None = None) -> Fair:
    """It was marked as held by mistake; who was ticked stays so."""
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    return _step(actor, fair, "take_back", now, opened_at=fair.opened_at or now)


@transaction.atomic
def cancel(actor: User, fair_id: int, words: str, *, at: datetime | None = None) -> Fair:
    """It is not held, for the reason in ``words``, which each firm on its list gets to read in a letter."""
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    words = " ".join(words.split())
    if not words:
        raise Refused("取消推介会请写明原因。", "报了名的企业会看到，例如“场地检修，改期再办”。")
    if len(words) > LONGEST_REASON:
        raise Refused(f"原因最多写 {LONGEST_REASON} 个字。", "请删短一些再保存。")
    if fair.is_ahead and fair.ends_at <= now and fair.guests.standing().filter(came=True).exists():
        raise Refused("已经登记了到场的企业，不能取消。", "没有举办的话，请先去掉到场登记。")
    _require_neutral(words)
    _step(actor, fair, "cancel", now, words, cancel_words=words)
    if now < fair.ends_at:
        fair_letters.tell_each(fair, fair_letters.About.CANCELLED, fair.events.latest("pk"))
    return fair


# Its guests -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_guest(
    actor: User, fair_id: int, *, enterprise: Enterprise | None = None, at: datetime | None = None, **stated: Any
) -> FairGuest:
    """A firm that said by telephone that it comes, or stood at the door: neither the day nor the seats bar it.

    ``stated`` as ``register_for_fair.register`` takes it; of ``enterprise`` name and code are its own.
    """
    fair = _kept(actor, fair_id)
    if fair.state == FairState.CANCELLED:
        raise Refused("这场推介会已经取消，不能再登记企业。")
    if enterprise is not None:
        if not Enterprise.objects.visible_to(actor).filter(pk=enterprise.pk).exists():
            raise Refused("只能选本市登记的企业。", "没有登记的企业，直接写名称就行。")
        stated |= {"firm_name": enterprise.name, "credit_code": enterprise.credit_code}
    guest = add(fair, enterprise=enterprise, by=FairGuest.By.STAFF, actor=actor, at=at or timezone.now(), **stated)
    ledger.record(actor, Action.CHANGE, KIND, fair.pk, Purpose.CASE_WORK)
    return guest


@transaction.atomic
def drop_guest(actor: User, guest_id: int, *, at: datetime | None = None) -> FairGuest:
    """The firm said by telephone that it does not come, or stands twice on the list."""
    now = at or timezone.now()
    guest = FairGuest.objects.select_related("fair").get(pk=guest_id, fair__in=Fair.objects.kept_by(actor))
    if guest.came:
        raise Refused("这家企业已经登记到场，不能取消报名。", "登记错了，请先去掉“到场”。")
    if not FairGuest.objects.standing().filter(pk=guest.pk).update(withdrawn_at=now):
        raise Refused("这家企业已经取消报名。", "请刷新页面。")
    _noted(actor, guest.fair, "withdraw", guest.fair.state, now, guest=guest)
    ledger.record(actor, Action.CHANGE, KIND, guest.fair_id, Purpose.CASE_WORK)
    guest.refresh_from_db()
    return guest


@transaction.atomic
def mark(actor: User, fair_id: int, marks: Mapping[int, Mark], *, at: datetime | None = None) -> Fair:
    """Who came, and how many letters of intent each signed, by guest; who is not in ``marks`` stays as it is.

    Until the fair is marked as held, not ticked means not known yet. Refused before it begins, for letters of who did
    not come, and for more than ``MOST_LETTERS`` of one firm.
    """
    now = at or timezone.now()
    fair = _kept(actor, fair_id)
    if fair.state in (FairState.CANCELLED, FairState.PLANNED) and not (fair.is_ahead and fair.starts_at <= now):
        raise Refused("这场推介会没有公布，或者已经取消。", "请先公布，再登记到场的企业。")
    if now < fair.starts_at:
        raise Refused("这场推介会还没有开始。", "开始以后再登记到场的企业。")
    guests = {guest.pk: guest for guest in fair.guests.standing().select_for_update(of=("self",))}
    if unknown := set(marks) - set(guests):
        raise FairGuest.DoesNotExist(f"not on the list of this fair: {sorted(unknown)}")
    signed = _letters_of(fair)
    changed = [_mark(actor, fair, guests[pk], one, signed.get(pk, 0), now) for pk, one in marks.items()]
    if any(changed):
        _noted(actor, fair, "mark", fair.state, now)
        ledger.record(actor, Action.CHANGE, KIND, fair.pk, Purpose.CASE_WORK)
    return fair


def _mark(actor: User, fair: Fair, guest: FairGuest, mark: Mark, signed: int, now: datetime) -> bool:
    if mark.letters and not mark.came:
        raise Refused(f"{guest.firm_name}没有到场，不能有意向书。", "请先勾选到场。")
    if not 0 <= mark.letters <= MOST_LETTERS:
        raise Refused(f"{guest.firm_name}的意向书份数不对。", f"请填 0 到 {MOST_LETTERS}。")
    came = True if mark.came else (False if fair.state == FairState.HELD else None)
    if (came, mark.letters) == (guest.came, signed):
        return False
    FairGuest.objects.filter(pk=guest.pk).update(came=came)
    LetterOfIntent.objects.filter(guest=guest, number__gt=mark.letters).delete()
    LetterOfIntent.objects.bulk_create(
        LetterOfIntent(guest=guest, number=number, recorded_by=actor, recorded_at=now)
        for number in range(signed + 1, mark.letters + 1)
    )
    return True


# Mechanics ------------------------------------------------------------------------------------------------------------


def _kept(actor: User, fair_id: int) -> Fair:
    """Held fast until the transaction ends: who registers meanwhile waits."""
    return Fair.objects.kept_by(actor).select_for_update(of=("self",)).select_related("region").get(pk=fair_id)


def _step(actor: User, fair: Fair, name: str, at: datetime, words: str = "", **changes: Any) -> Fair:
    move, source = FAIR_MOVES[name], fair.state
    if source not in move.sources:
        raise Refused(f"这场推介会现在是“{fair.get_state_display()}”，不能{move.label}。", "请刷新页面看最新情况。")
    if not Fair.objects.filter(pk=fair.pk, state=source).update(state=move.target, **changes):
        raise Refused("刚刚有人更新了这场推介会。", "请刷新页面后再看。")
    fair.refresh_from_db()
    _noted(actor, fair, name, source, at, words=words)
    ledger.record(actor, Action.CHANGE, KIND, fair.pk, Purpose.CASE_WORK)
    return fair


def _noted(
    actor: User,
    fair: Fair,
    name: str,
    source: str,
    at: datetime | None,
    *,
    guest: FairGuest | None = None,
    words: str = "",
) -> FairEvent:
    return FairEvent.objects.create(
        fair=fair, guest=guest, actor=actor, name=name, source=source, target=fair.state, words=words,
        at=at or timezone.now(),
    )  # fmt: skip


def _letters_of(fair: Fair) -> dict[int, int]:
    found: dict[int, int] = {}
    for guest in LetterOfIntent.objects.filter(guest__fair=fair).values_list("guest", flat=True):
        found[guest] = found.get(guest, 0) + 1
    return found


def _require_neutral(words: str) -> None:
    try:
        check_neutral(words)
    except ValidationError:
        raise Refused("取消原因会给企业看，请只写推介会本身的安排。", "例如“场地检修，改期再办”。") from None
