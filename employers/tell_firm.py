"""A word to everybody who acts for a firm."""

from collections.abc import Sequence

from employers.models import Contact, Enterprise
from jobs.notify import notify


def tell_firm(firm: Enterprise, text: str, url_name: str, args: Sequence[object] = ()) -> int:
    """The same notice to each contact in use; returns to how many. ``text`` is neutral: it stands in an inbox."""
    held = Contact.objects.active().filter(enterprise=firm).select_related("user")
    users = [contact.user for contact in held if contact.user is not None]
    for user in users:
        notify(user, text, url_name, args)
    return len(users)
