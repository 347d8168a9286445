"""推荐 as light rows: for the list, its counts and 今日; names of clients are fetched for what is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from clients.models import Client, Consent
from clients.models.consent import ConsentPurpose
from clients.models.scoped import CaseQuerySet
from employers.models import Contact
from people.models import User
from placement.desk.referral_steps import TONES, Facts, Step, step_of
from placement.models import Referral, ReferralEvent
from placement.models.referral import RUNNING, WITH_FIRM, By, State
from welfare.calendar import calendar

IN_PROGRESS, OURS, LATE, DONE = "running", "ours", "late", "done"
# Ended ones are looked up for so long; what a firm said is news for so long.
KEPT, NEWS = timedelta(days=365), timedelta(days=3)
# So long before its last day a consent is asked for again, while a referral runs under it.
ASK_AGAIN = timedelta(days=7)
ANSWERS = ("invite", "reschedule", "offer", "decline", "start")
_WITH_STEP = (
    "pk", "client_id", "state", "code", "recorded_at", "sent_at", "closed_at", "answer_due", "interview_at",
    "offer_start", "vacancy_id", "vacancy__title", "vacancy__enterprise_id", "vacancy__enterprise__name",
    "vacancy__enterprise__credit_code", "client__caseworker_id", "placement__contract_from", "online",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One referral; ``news``: the firm answered within the last three days, and nobody has gone on since.

    consent_ends  the last day of her consent, where that is near or past and the firm still has the referral
    asked_again   a question to her for this firm waits
    """

    pk: int
    client_id: int
    state: State
    code: str
    title: str
    vacancy_id: int
    firm_id: int
    firm: str
    caseworker_id: int
    since: datetime
    interview_at: datetime | None
    step: Step
    news: bool
    views: tuple[str, ...]
    consent_ends: date | None = None
    asked_again: bool = False

    @property
    def tone(self) -> str:
        """The colour of the state's dot."""
        return TONES.get(self.state, "plain")

    @property
    def is_over(self) -> bool:
        return self.state not in RUNNING and not (self.state == State.STARTED and self.step.is_ours)


def rows(user: User, now: datetime) -> list[Row]:
    """The referrals that ``user`` may see, what is due first. Four queries, however many there are."""
    visible = Referral.objects.visible_to(user)
    waiting = visible.running().values("client_id")
    return _rows(
        visible.filter(Q(closed_at=None) | Q(closed_at__gte=now - KEPT)),
        Consent.objects.visible_to(user).filter(client_id__in=waiting),
        ReferralEvent.objects.visible_to(user),
        now,
    )


def rows_of(client: Client, now: datetime) -> list[Row]:
    """All referrals of a client who was opened, what is due first, then the latest end. Four queries."""
    events = ReferralEvent.objects.unscoped("the history of a client who was opened").filter(referral__client=client)
    return _rows(client.referrals.all(), client.consents.all(), events, now)


def _rows(referrals: CaseQuerySet, consents: CaseQuerySet, events: CaseQuerySet, now: datetime) -> list[Row]:
    by, today = calendar(), timezone.localtime(now).date()
    found: list[dict[str, Any]] = list(
        referrals.annotate(online=Exists(Contact.objects.active().filter(enterprise=OuterRef("vacancy__enterprise"))))
        .order_by("-recorded_at", "-pk")
        .values(*_WITH_STEP)
    )
    asked = consents.filter(purpose=ConsentPurpose.REFERRAL).order_by("asked_at", "pk")
    said = list(asked.values_list("client_id", "credit_code", "state", "until"))
    words, held = last_words(said, today), _held(said)
    news = fresh_answers(events, now)
    return sorted((_row(one, words, held, news, now, by) for one in found), key=urgency)


class _Held(NamedTuple):
    """Of one client and firm: the last day of what she gave, past or not; whether a question waits."""

    until: date | None = None
    asked: bool = False


def _held(said: Iterable[tuple[int, str, str, date]]) -> dict[tuple[int, str], _Held]:
    held: dict[tuple[int, str], _Held] = {}
    for client, code, state, until in said:
        before = held.get((client, code), _Held())
        if state == Consent.State.GIVEN:
            held[client, code] = before._replace(until=until)
        elif state == Consent.State.ASKED:
            held[client, code] = before._replace(asked=True)
    return held


def ends_soon(state: str, until: date | None, today: date) -> bool:
    """Whether a consent that was given ``until`` then is to be asked for again: the firm has the referral still."""
    return state in WITH_FIRM and until is not None and until <= today + ASK_AGAIN


def last_words(said: Iterable[tuple[int, str, str, date]], today: date) -> dict[tuple[int, str], str]:
    """From (client, code, state, until), oldest first; what no longer stands is no word at all."""
    order = (Consent.State.GIVEN, Consent.State.ASKED, Consent.State.REFUSED)
    words: dict[tuple[int, str], str] = {}
    for client, code, state, until in said:
        if state not in order or (state == Consent.State.GIVEN and until < today):
            continue
        held = words.get((client, code))
        # A later refusal answers an earlier request; what was given stands until it is taken back.
        if held != Consent.State.GIVEN or state == Consent.State.GIVEN:
            words[client, code] = state
    return words


def fresh_answers(events: CaseQuerySet, now: datetime) -> set[int]:
    """Ids of referrals to which the firm itself said something lately. One query."""
    said = events.filter(by=By.FIRM, name__in=ANSWERS, undone_at=None, at__gte=now - NEWS)
    return set(said.values_list("referral_id", flat=True))


def _row(
    one: dict[str, Any], words: dict, consents: dict[tuple[int, str], _Held], news: set[int], now: datetime, by
) -> Row:
    state, firm = State(one["state"]), (one["client_id"], one["vacancy__enterprise__credit_code"])
    said, held = words.get(firm, ""), consents.get(firm, _Held())
    step = step_of(
        Facts(
            state,
            one["answer_due"],
            one["interview_at"],
            one["offer_start"],
            said,
            one["placement__contract_from"] is not None,
            one["online"],
        ),
        now,
        by,
    )
    answered = state in (State.INTERVIEW, State.OFFER, State.STARTED, State.EMPLOYER_DECLINED)
    return Row(
        pk=one["pk"],
        client_id=one["client_id"],
        state=state,
        code=one["code"],
        title=one["vacancy__title"],
        vacancy_id=one["vacancy_id"],
        firm_id=one["vacancy__enterprise_id"],
        firm=one["vacancy__enterprise__name"],
        caseworker_id=one["client__caseworker_id"],
        since=one["closed_at"] or one["sent_at"] or one["recorded_at"],
        interview_at=one["interview_at"],
        step=step,
        news=one["pk"] in news and answered,
        views=_views(state, step),
        consent_ends=held.until if ends_soon(state, held.until, timezone.localtime(now).date()) else None,
        asked_again=held.asked,
    )


def _views(state: State, step: Step) -> tuple[str, ...]:
    """The lists on which it stands."""
    running = state in RUNNING or (state == State.STARTED and step.is_ours)
    ours = (OURS,) if step.is_ours else ()
    late = (LATE,) if step.late else ()
    return (*((IN_PROGRESS,) if running else ()), *ours, *late, *(() if state in RUNNING else (DONE,)))


def urgency(row: Row) -> tuple:
    """What is ours by its day, then what others must do by its day; what has none after what has, the oldest first;
    what is ended last, the latest first."""
    if row.is_over:
        return (2, 0, -row.since.timestamp(), row.pk)
    day = row.step.day.toordinal() if row.step.day else date.max.toordinal()
    return (0 if row.step.is_ours else 1, day, row.since.timestamp(), row.pk)
