"""The doors to a case and to a household. Each scopes and records, so that nobody can do one and forget the other."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clients.models import Client, LookUp
from clients.models.scoped import CaseQuerySet
from people import ledger
from people.models import Action, Purpose, User

KIND = "client"
HOUSEHOLD = "household"


def open_case(request: HttpRequest, client_id: int, purpose: Purpose = Purpose.CASE_WORK) -> Client:
    """The client, with region and caseworker loaded; and the look is written down, once per request and purpose.

    Raises Http404 for everybody to whom the client is not visible: outside the caseload of a social worker, outside
    the region of a manager, and for all other roles.
    """
    return _open(request, Client.objects.visible_to(request.user), client_id, KIND, purpose)


def open_household(request: HttpRequest, client_id: int) -> Client:
    """As ``open_case``, for the pages of a household and its entitlements, which a welfare officer of the region may
    open too. The ledger has it as a look at the household, once per request.

    Whoever only came through here shows nothing of measures, help, wishes, abilities or health limits.
    """
    return _open(request, Client.objects.households(request.user), client_id, HOUSEHOLD, Purpose.WELFARE)


def _open(request: HttpRequest, clients: CaseQuerySet, client_id: int, kind: str, purpose: Purpose) -> Client:
    client: Client = get_object_or_404(
        clients.select_related("residence_region__parent", "registered_region__parent", "caseworker"), pk=client_id
    )
    seen = request.__dict__.setdefault("opened_cases", set())
    if (kind, client.pk, purpose) not in seen:
        ledger.record(request.user, Action.VIEW, kind, client.pk, purpose)
        seen.add((kind, client.pk, purpose))
    return client


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a look-up shows of a client on somebody else's caseload; nothing of measures, identity or contacts."""

    client_id: int
    number: str
    name: str
    sex: str
    age: int | None
    place: str
    caseworker: str
    status: str
    opened_on: date


def require_in_reach(request: HttpRequest, client_id: int) -> int:
    """The id again if the client may be looked up by this user, else Http404. Shows and records nothing."""
    if not Client.objects.lookup(request.user).filter(pk=client_id).exists():
        raise Http404
    return client_id


@transaction.atomic
def state_purpose(actor: User, client_id: int, aim: LookUp.Aim, reason: str) -> LookUp:
    """Write down why ``actor`` looks a client up; opens the reduced view to her for ``LOOK_UP_LASTS``.

    Raises Client.DoesNotExist outside her reach.
    """
    client = Client.objects.lookup(actor).get(pk=client_id)
    return LookUp.objects.create(client=client, aim=aim, reason=reason, recorded_by=actor, recorded_at=timezone.now())


def look_up(request: HttpRequest, client_id: int) -> Glimpse | None:
    """The reduced view, recorded; None until a purpose has been stated. Raises Http404 out of reach."""
    client = get_object_or_404(
        Client.objects.lookup(request.user).select_related("residence_region__parent", "caseworker"), pk=client_id
    )
    running = LookUp.objects.running(request.user, timezone.now()).filter(client=client).first()
    if running is None:
        return None
    ledger.record(request.user, Action.LOOK_UP, KIND, client.pk, LookUp.Aim(running.aim).purpose)
    return Glimpse(
        client_id=client.pk,
        number=client.number,
        name=client.name,
        sex=client.get_sex_display(),
        age=client.age(timezone.localdate()),
        place=client.residence_region.short_name,
        caseworker=client.caseworker.name,
        status=client.get_status_display(),
        opened_on=client.opened_on,
    )
