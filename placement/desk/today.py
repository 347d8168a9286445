"""今日: what waits for the social worker, what is new for her clients, what went stale. Each line leads to a deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients import help_usual
from clients.models import Client, HandOver
from clients.models.client import NO_CONTACT_DAYS
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role, User
from placement import pool as pools
from placement.best_vacancies import caseload_of, news_for_caseload
from placement.desk.today_affairs import of_today as affairs_of_today
from placement.desk.today_due import Due, of_today
from placement.desk.today_follow_ups import of_today as follow_ups_of_today
from placement.desk.today_referrals import of_today as referrals_of_today
from placement.desk.today_support import of_support
from placement.desk.today_training import of_today as classes_of_today
from placement.pool import Pool
from placement.stalled import looking_for_work
from welfare import gaps

# Lines of each part before the rest is only counted.
SHOWN = 8
# So that on a phone all of it stands on two screens.
DUE_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A kept vacancy that nobody can be sent to any more."""

    client: Client
    title: str
    firm: str
    href: str
    why: str


@require_safe
@desk(Role.SOCIAL_WORKER)
def today(request):
    """The worker's day, from her own caseload."""
    day, worker = timezone.localdate(), request.user
    clients = list(caseload_of(worker))
    hand_overs = list(
        HandOver.objects.involving(worker).waiting().select_related("client", "giver", "receiver").order_by("due_on")
    )
    signing = [_signing(one, worker, day) for one in hand_overs]
    lines = [*of_today(clients, day), *affairs_of_today(worker, day), *signing]
    due = sorted(lines, key=lambda line: (line.on or day, line.who_href))
    support = of_support(worker, day)
    silent = sorted((client for client in clients if is_silent(client, day)), key=_last_heard)
    # Whoever is to be called anyway, makes no headway at all, or leaves a site soon, has a line of her own with what to
    # do about it.
    named = support["named"] | {line.contact.pk for line in due if line.contact}
    only_silent = [client for client in silent if client.pk not in named]
    looking = set(looking_for_work(worker, day).values_list("pk", flat=True))
    news = news_for_caseload(worker, [client for client in clients if client.pk in looking], day)
    lapsed = list(_lapsed(clients, pools.of_actor(worker), day))
    waiting = gaps.rows(worker, day)
    ledger.record(worker, Action.VIEW, "caseload", worker.region.code, Purpose.CASE_WORK)
    context = {
        "today": day,
        "count": len(clients),
        "signing": signing,
        "due": due[:DUE_SHOWN],
        "due_later": due[DUE_SHOWN:],
        "overdue_count": sum(line.on is None or line.on <= day for line in due),
        "ahead_count": sum(line.on is not None and line.on > day for line in due),
        "usual": help_usual.of_worker(worker)[0],
        "news": news[:SHOWN],
        "news_count": sum(len(one.found) for one in news),
        "silent": [(client, silence(client, day)) for client in only_silent[:SHOWN]],
        "silent_count": len(silent),
        "silent_days": NO_CONTACT_DAYS,
        "lapsed": lapsed[:SHOWN],
        "lapsed_count": len(lapsed),
        "families": gaps.families(waiting),
        "gap_count": len(waiting),
    }
    context |= support | referrals_of_today(worker, clients, timezone.now()) | follow_ups_of_today(worker, day)
    context |= classes_of_today(worker, day)
    return render(request, "placement/desk/today.html", context)


def _signing(one: HandOver, worker: User, day: date) -> Due:
    """A hand-over that waits: for her signature, or for that of the colleague to whom she gave it."""
    mine = one.receiver_id == worker.pk
    href = reverse("clients:hand_overs")
    what = f"{one.giver.name}移交给您，等您签收" if mine else f"移交给{one.receiver.name}，等对方签收"
    # A name is shown to whoever is the caseworker still; the receiver learns it when she has signed.
    who = one.client.masked_name if mine else one.client.name
    return Due(
        f"{who} {one.client.number}",
        href,
        what,
        one.due_on,
        "去签收" if mine else "看移交",
        href,
        one.workdays_left(day),
    )


def is_silent(client: Client, day: date) -> bool:
    """As ``ClientQuerySet.without_contact``, for clients at hand."""
    return (client.last_contact_on or client.opened_on) < day - timedelta(days=NO_CONTACT_DAYS)


def silence(client: Client, day: date) -> int:
    """Days since the last contact, or since the opening where there was none."""
    return (day - _last_heard(client)).days


def _last_heard(client: Client) -> date:
    return client.last_contact_on or client.opened_on


def _lapsed(clients: Sequence[Client], pool: Pool, day: date):
    for client in clients:
        for kept in client.shortlist.all():
            card = pool.cards.get(kept.vacancy_id)
            if card is None or card.is_open(day):
                continue
            why = "超过 30 天没人确认" if card.is_stale(day) else "已招满" if card.is_published else card.state.label
            yield Lapsed(client, card.title, card.firm, reverse("employers:vacancy", args=[card.id]), why)
