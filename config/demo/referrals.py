"""The demo's referrals with their consents: every state on every list, and a few of each for 周丽 to answer."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random
from typing import Any

from clients import consent_words
from clients.models import Client, Consent, ConsentField, ConsentPurpose
from config.demo.history import at
from config.demo.placements import events, follow_ups
from employers.models import Contact, Vacancy
from law.workdays import add_workdays
from people.models import User
from placement.models import (
    ClientReason,
    EmployerReason,
    FollowUp,
    Placement,
    PlacementEvent,
    Referral,
    ReferralEvent,
    WithdrawReason,
)
from placement.models.referral import ANSWER_WORKDAYS, MOVES, RUNNING, By, State
from placement.profiles import profile_of
from welfare.calendar import calendar

# The way to each state, in moves.
WAYS: dict[State, tuple[str, ...]] = {
    State.PREPARED: (),
    State.SENT: ("send",),
    State.SEEN: ("send", "see"),
    State.INTERVIEW: ("send", "see", "invite"),
    State.OFFER: ("send", "see", "invite", "offer"),
    State.STARTED: ("send", "see", "invite", "offer", "start"),
    State.EMPLOYER_DECLINED: ("send", "see", "decline"),
    State.CLIENT_DECLINED: ("send", "see", "invite", "turn_down"),
    State.LAPSED: ("send", "lapse"),
    State.WITHDRAWN: ("send", "withdraw"),
}
HERS = (
    State.SENT, State.SEEN, State.INTERVIEW, State.EMPLOYER_DECLINED, State.SENT, State.OFFER, State.STARTED,
    State.SEEN, State.INTERVIEW, State.LAPSED, State.CLIENT_DECLINED, State.EMPLOYER_DECLINED, State.STARTED,
)  # fmt: skip
OTHERS = (
    State.SENT, State.EMPLOYER_DECLINED, State.STARTED, State.INTERVIEW, State.EMPLOYER_DECLINED, State.LAPSED,
    State.SENT, State.STARTED, State.PREPARED, State.CLIENT_DECLINED, State.STARTED, State.OFFER, State.WITHDRAWN,
)  # fmt: skip
# Every so many of a caseload's unplaced clients is referred somewhere.
EVERY = 4
NAMED = (State.INTERVIEW, State.OFFER, State.STARTED)
OF_FIRM = frozenset({"see", "invite", "offer", "decline"})


def build_referrals(random: Random, as_of: date, clients: list[Client], tick: Callable[[], object]) -> int:
    """Referrals of clients without a job, some to 周丽's firm; needs vacancies, contacts and the demo's placements."""
    working = set(Placement.objects.unscoped("demo city").current().values_list("client_id", flat=True))
    seeking = [client for client in clients if client.pk not in working and client.birth_date]
    contact = Contact.objects.owners().select_related("user", "enterprise").order_by("pk").first()
    if contact is None:
        raise LookupError("the people of firms come before the referrals")
    hers = list(
        Vacancy.objects.published().filter(enterprise=contact.enterprise).select_related("enterprise", "region")
    )
    near = [client for client in seeking if client.residence_region.code.startswith("150602")]
    chosen = near[: 3 * len(HERS) : 3]
    for client, state in zip(chosen, HERS, strict=False):
        _live(random, as_of, client, random.choice(hers), state, contact.user)
        tick()
    rest = [client for client in seeking if client not in chosen][::EVERY]
    posts = _posts_by_county(contact.enterprise_id)
    states = cycle(OTHERS)
    for client in rest:
        county = posts.get(client.residence_region.code[:6])
        if county:
            _live(random, as_of, client, random.choice(county), next(states), None)
        tick()
    return len(chosen) + len(rest)


def _posts_by_county(but: int) -> dict[str, list[Vacancy]]:
    found: dict[str, list[Vacancy]] = {}
    open_ones = Vacancy.objects.published().with_places().exclude(enterprise=but)
    for post in open_ones.select_related("enterprise", "region").order_by("pk"):
        if post.enterprise.is_verified:
            found.setdefault(post.enterprise.region.code[:6], []).append(post)
    return found


def _live(random: Random, as_of: date, client: Client, post: Vacancy, state: State, answers: User | None) -> None:
    """One referral with its consent and its steps; what no contact answers for the firm the worker writes down."""
    running = state in RUNNING
    ago = random.randrange(1, 9) if running else random.randrange(16, 150)
    prepared = at(random, as_of - timedelta(days=ago + 1))
    # Only somebody with a sign-in can be seen looking; what she has not answered herself, the worker writes down.
    names = [name for name in WAYS[state] if answers is not None or name != "see"]
    steps = list(_times(random, as_of, prepared, names, running))
    referral = Referral(
        client=client, vacancy=post, state=state, turn=len(steps), recorded_by=client.caseworker, recorded_at=prepared
    )
    if state != State.PREPARED or random.random() < 0.5:
        referral.consent = _consent(client, post, prepared, named=state in NAMED)
    for name, moment in steps:
        _take(random, referral, name, moment)
    if referral.sent_at:
        referral.profile = profile_of(client, post, as_of)
    referral.save()
    _history(referral, steps, answers)
    if state == State.STARTED:
        _start(random, as_of, referral)


def _times(
    random: Random, as_of: date, prepared: datetime, names: list[str], running: bool
) -> Iterator[tuple[str, datetime]]:
    latest, moment = at(random, as_of - timedelta(days=1)), prepared
    for name in names:
        days = 16 if name == "lapse" else random.randrange(0, 2) if running else random.randrange(1, 5)
        moment = min(moment + timedelta(days=days, hours=random.randrange(1, 5)), max(latest, moment))
        yield name, moment


def _take(random: Random, row: Referral, name: str, moment: datetime) -> None:
    if name == "send":
        row.sent_at = moment
        row.answer_due = add_workdays(moment.date(), ANSWER_WORKDAYS, calendar()).day
    elif name == "see":
        row.seen_at = moment
    elif name == "invite":
        day = moment + timedelta(days=random.randrange(1, 4))
        row.interview_at = day.replace(hour=random.choice((9, 10, 14, 15)), minute=random.choice((0, 30)), second=0)
        row.interview_place, row.interview_bring = row.vacancy.address, "身份证"
    elif name == "offer":
        row.offer_wage = row.vacancy.wage_min or Decimal(3600)
        row.offer_start = (moment + timedelta(days=3)).date()
    if name in ("invite", "offer", "decline"):
        row.answered_at = row.answered_at or moment
    if row.state not in RUNNING and MOVES[name].target == row.state:
        row.closed_at = moment


def _consent(client: Client, post: Vacancy, when: datetime, named: bool) -> Consent:
    fields = [ConsentField.PROFILE, *((ConsentField.NAME, ConsentField.PHONE) if named else ())]
    until = (when + timedelta(days=180)).date()
    firm = post.enterprise
    return Consent.objects.create(
        client=client,
        credit_code=firm.credit_code,
        enterprise_name=firm.name,
        purpose=ConsentPurpose.REFERRAL,
        fields=[field.value for field in fields],
        until=until,
        words=consent_words.write(firm.name, firm.credit_code, ConsentPurpose.REFERRAL, fields, until),
        state=Consent.State.GIVEN,
        asked_at=when,
        answered_at=when + timedelta(minutes=20),
        way=Consent.Way.PHONE,
        recorded_by=client.caseworker,
        recorded_at=when,
    )


REASONS: dict[str, tuple[Any, ...]] = {
    "decline": (EmployerReason.SKILLS, EmployerReason.SHIFT, EmployerReason.OTHER_CHOSEN, EmployerReason.PLACE),
    "turn_down": (ClientReason.PLACE, ClientReason.WAGE, ClientReason.SHIFT),
    "withdraw": (WithdrawReason.VACANCY, WithdrawReason.CONSTRAINT),
}


def _history(row: Referral, steps: list[tuple[str, datetime]], answers: User | None) -> None:
    state, worker = State.PREPARED, row.client.caseworker
    for turn, (name, moment) in enumerate(steps):
        by, who = By.WORKER, worker
        if name == "lapse":
            by, who = By.SYSTEM, None
        elif name in OF_FIRM and answers is not None:
            by, who = By.FIRM, answers
        ReferralEvent.objects.create(
            referral=row,
            at=moment,
            name=name,
            source=state,
            target=MOVES[name].target,
            by=by,
            on_behalf=name in OF_FIRM and by == By.WORKER,
            reason=REASONS[name][(row.pk + turn) % len(REASONS[name])] if name in REASONS else "",
            recorded_by=who,
            recorded_at=moment,
        )
        state = MOVES[name].target


def _start(random: Random, as_of: date, row: Referral) -> None:
    started = row.closed_at.date() if row.closed_at else as_of
    job = Placement.objects.create(
        client=row.client,
        referral=row,
        kind=Placement.Kind.DISPERSED,
        enterprise=row.vacancy.enterprise,
        job_title=row.vacancy.title,
        started_on=started,
        contract_from=started,
        contract_until=started + timedelta(days=364),
        wage=row.offer_wage,
        recorded_by=row.client.caseworker,
        recorded_at=row.closed_at,
    )
    asked = follow_ups(random, as_of, job)
    FollowUp.objects.bulk_create(asked)
    PlacementEvent.objects.bulk_create(events(random, [job], asked))
