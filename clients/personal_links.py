"""本人链接: made by a worker, opened on the client's own phone, good for one thing and for a time.

The address is a random number and its signature. Whoever has it sees one question and nothing else, until she answers
with the last characters of a number that is the client's own. A forged address, an old one, a used one and a locked one
are all the same to whoever opens them.
"""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Consent, PersonalLink
from clients.models.personal_link import MOST_TRIES
from jobs.notify import notify
from people.errors import Refused
from people.models import User

LASTS = {PersonalLink.Purpose.CONSENT: timedelta(days=7), PersonalLink.Purpose.OWN: timedelta(days=30)}
# How many characters of her number she is asked for.
ASKED_FOR = 4
NOBODY = UUID(int=0)

_signer = signing.Signer(salt="clients.personal_links", sep=".")


# Making --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def make(
    actor: User,
    client: Client,
    purpose: PersonalLink.Purpose,
    consent: Consent | None = None,
    *,
    at: datetime | None = None,
) -> PersonalLink:
    """A new link; those of the same purpose (and consent) before it no longer open. For verbs, which check who may.

    Raises Refused when there is no number to ask her about.
    """
    now = at or timezone.now()
    if not _answer_of(client):
        raise Refused("档案里没有身份证号，也没有手机号码，不能用链接。", "请先补上，或者请本人在纸上签字。")
    revoke(client.personal_links.filter(purpose=purpose, consent=consent), now)
    return PersonalLink.objects.create(
        client=client,
        purpose=purpose,
        consent=consent,
        expires_at=now + LASTS[purpose],
        recorded_by=actor,
        recorded_at=now,
    )


def revoke(links, now: datetime) -> int:
    """Take back those of a scoped queryset that are still running; returns how many."""
    return links.running(now).update(revoked_at=now)


def address(link: PersonalLink) -> str:
    """The path of its page. It says nothing about whom or what."""
    return reverse("me:link", args=[_signer.sign(link.uid.hex)])


# Opening -------------------------------------------------------------------------------------------------------------


def find(token: str, *, at: datetime | None = None) -> PersonalLink | None:
    """The working link of an address; None for every other. Changes nothing, and takes as long either way."""
    return _links().working(at or timezone.now()).filter(uid=uid_of(token)).first()


def uid_of(token: str) -> UUID:
    """The number in an address that was signed here; that of nobody in every other."""
    try:
        return UUID(hex=_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return NOBODY


def held(uid: UUID, *, at: datetime | None = None) -> PersonalLink | None:
    """The link that was opened on this phone, used up or not; None when it is over or was taken back."""
    return _links().filter(uid=uid, expires_at__gt=at or timezone.now(), revoked_at__isnull=True).first()


def question(link: PersonalLink) -> str:
    """What she is asked before anything is shown: the name of a number that only she and her worker know."""
    return "身份证号" if link.client.id_number else "手机号码"


def open_with(link: PersonalLink, answer: str, *, at: datetime | None = None) -> bool:
    """Whether ``answer`` is right; a wrong one counts, and ``MOST_TRIES`` of them lock the link for good.

    Her worker is told of a locked link. A right answer does not forgive the wrong ones before it.
    """
    now = at or timezone.now()
    row = _links().filter(pk=link.pk)
    # The try is spent before the answer is looked at: of many at once, no more than these are.
    if not row.working(now).update(tries=F("tries") + 1):
        return False
    given = "".join(answer.split()).upper()
    if hmac.compare_digest(given.encode(), _answer_of(link.client).encode()):
        row.update(tries=F("tries") - 1, opened_at=Coalesce(F("opened_at"), now))
        return True
    link.tries = row.values_list("tries", flat=True).get()
    if link.tries == MOST_TRIES:
        text = "一份本人链接答错次数太多，已经锁定。请和本人核对，再发一份新的。"
        notify(link.client.caseworker, text, "clients:consents", [link.client_id])
    return False


def tries_left(link: PersonalLink) -> int:
    return MOST_TRIES - link.tries


def _answer_of(client: Client) -> str:
    """The last characters of her ID number, else of her telephone number; "" when neither is on file."""
    digits = "".join(sign for sign in client.phone if sign.isdigit())
    return (client.id_number or digits)[-ASKED_FOR:].upper()


def _links():
    links = PersonalLink.objects.unscoped("whoever holds a signed address")
    return links.select_related("client__caseworker", "client__residence_region__parent", "consent")
