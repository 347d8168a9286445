"""本人页面: what she agreed to, what firms were shown, who of staff looked, and whom to turn to."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients import door, give_consent
from clients.may import county_of
from clients.me.door import opened
from clients.models import Client, Consent, PersonalLink
from clients.names import masked_name
from people import ledger
from people.errors import Refused
from people.models import AccessEvent, Action, Region, Role

# More than anybody reads on a phone; who wants the rest asks.
LOOKS, EVENTS = 40, 400
# The rest is folded away.
AT_A_GLANCE = 8
JUST_NOW = timedelta(minutes=5)
# Who of staff it was, in words that tell nothing of the service.
ROLE_WORDS = {
    Role.SOCIAL_WORKER: "社工",
    Role.WELFARE_OFFICER: "救助工作人员",
    Role.MANAGER: "负责人",
    Role.AUDITOR: "审计人员",
}


class Look(NamedTuple):
    """One person on one day, for one purpose; ``times`` how often."""

    on: date
    who: str
    purpose: str
    changed: bool
    times: int


@require_safe
@opened(PersonalLink.Purpose.OWN)
def own(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Everything on one page, in the order of what she can do something about."""
    client, now, today = link.client, timezone.now(), timezone.localdate()
    consents = list(client.consents.exclude(state=Consent.State.RECALLED))
    looks = list(_looks(ledger.of(door.KIND, client.pk, door.HOUSEHOLD)[:EVENTS]))
    context = {
        "standing": [one for one in consents if one.holds_on(today)],
        "asked": [one for one in consents if one.state == Consent.State.ASKED and one.until >= today],
        "ended": [one for one in consents if one.state != Consent.State.ASKED and not one.holds_on(today)],
        # So that the press is seen to have done something, where several consents stood.
        "just_withdrawn": [one for one in consents if one.withdrawn_at and now - one.withdrawn_at < JUST_NOW],
        "receipts": [
            (receipt, masked_name(receipt.viewer.name))
            for receipt in client.disclosures.select_related("consent", "viewer")[:LOOKS]
        ],
        "looks": looks[:AT_A_GLANCE],
        "older_looks": looks[AT_A_GLANCE:LOOKS],
        "more_looks": len(looks) > LOOKS,
        "worker": client.caseworker.name,
        "county": _county(client),
    }
    return render(request, "clients/me/own.html", context)


@require_POST
@opened(PersonalLink.Purpose.OWN, PersonalLink.Purpose.CONSENT)
def withdraw(request: HttpRequest, link: PersonalLink, uid: UUID) -> HttpResponse:
    """Take one consent back: any of hers on her own page, the one just given on its receipt."""
    consent = link.client.consents.filter(uid=uid).first()
    back = "me:own" if link.purpose == PersonalLink.Purpose.OWN else "me:done"
    if consent is None or (back == "me:done" and not _same_question(consent, link.consent)):
        raise Http404
    try:
        give_consent.withdraw(None, consent, Consent.Way.PHONE)
    except Refused:
        # Somebody was faster, or she pressed twice: the page she returns to shows what holds.
        return redirect(back)
    return redirect(back)


def _same_question(consent: Consent, answered: Consent | None) -> bool:
    """Whether ``consent`` is of the firm and purpose that the link was about: also the older one that still stands."""
    return answered is not None and (consent.credit_code, consent.purpose) == (answered.credit_code, answered.purpose)


def _looks(events: Iterable[AccessEvent]) -> Iterator[Look]:
    """Looks at her record, latest day first: one line per day, person and purpose."""
    for on, of_day in groupby(events, key=lambda event: timezone.localdate(event.at)):
        several: dict[tuple, list[AccessEvent]] = {}
        for event in of_day:
            several.setdefault((event.actor_id, event.role, event.purpose), []).append(event)
        for run in several.values():
            actor, role = run[0].actor, run[0].role
            who = f"{ROLE_WORDS.get(role, '工作人员')} {masked_name(actor.name)}" if actor else "平台自动处理"
            changed = any(event.action not in (Action.VIEW, Action.LOOK_UP) for event in run)
            yield Look(on, who, run[0].get_purpose_display(), changed, len(run))


def _county(client: Client) -> str:
    """The county she lives in, by its name."""
    county = Region.objects.filter(code=county_of(client.residence_region.code), valid_to=None).first()
    return county.name if county else client.residence_region.name
