"""What a worker tells a firm on the telephone has its receipt, like what the firm reads in the portal."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from clients import give_consent
from clients.models import ConsentField
from employers.models import Contact, Enterprise
from people.models import User
from placement.models import Referral

# Whoever is wanted is spoken of by name; a new time, or a no, needs none.
NAMED_BY = frozenset({"invite", "offer", "start"})
WHO_SHE_IS = (ConsentField.NAME, ConsentField.PHONE)


def is_online(firm: Enterprise) -> bool:
    """Whether anybody can read and answer for the firm in the portal. One query."""
    found: bool = Contact.objects.active().filter(enterprise=firm).exists()
    return found


def write_down_told(worker: User, referral: Referral, fields: Iterable[ConsentField], at: datetime) -> None:
    """Write down that ``worker`` told the firm these fields, as far as the consent that stands ``at`` allows them;
    nothing where it allows none."""
    today = timezone.localdate(at)
    consent = give_consent.standing_for(referral.client, referral.vacancy.enterprise.credit_code, on=today)
    told = [field for field in fields if consent is not None and consent.allows(field, today)]
    if consent is not None and told:
        give_consent.record_disclosure(consent, worker, told, at, orally=True)
