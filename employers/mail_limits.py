"""How many mails the portal writes at a stranger's word: counted in rows, which all processes of the site share.

Limits by network address stand in the settings (``ACCOUNT_RATE_LIMITS``) and count per process.
"""

from datetime import timedelta

from django.utils import timezone

from employers.models import Contact, Enterprise, FairGuest, Registration
from jobs.models import Job

TO_ONE_ADDRESS, HOUR = 3, timedelta(hours=1)
FOR_ONE_FIRM, DAY = 20, timedelta(days=1)


def may_register(email: str) -> bool:
    """Whether one more registration may write to this address. Says nothing about who it is: only what was typed
    within the last hour counts."""
    lately = Registration.objects.filter(email__iexact=email, at__gt=timezone.now() - HOUR)
    return lately.count() < TO_ONE_ADDRESS


def may_write_guest(email: str) -> bool:
    """Whether one more registration for a fair may write to this address; without one there is no letter."""
    lately = FairGuest.objects.filter(email__iexact=email, at__gt=timezone.now() - HOUR)
    return not email or lately.count() < TO_ONE_ADDRESS


def may_invite(firm: Enterprise) -> bool:
    """Whether the firm may send one more invitation today; inviting the same address again counts too."""
    contacts = list(Contact.objects.filter(enterprise=firm).exclude(email="").values_list("pk", flat=True))
    letters = Job.objects.filter(kind="portal.invitation_letter", asked_at__gt=timezone.now() - DAY)
    return letters.filter(payload__contact__in=contacts).count() < FOR_ONE_FIRM
