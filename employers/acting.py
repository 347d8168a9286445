"""Who takes a step in the employer zone: a member of staff, a firm's contact, or the system itself."""

from typing import Protocol, Self, TypeVar

from employers.models import By, Contact, Enterprise
from employers.models.enterprise import EnterpriseQuerySet
from people.models import User

Actor = User | Contact


class OfFirms(Protocol):
    """Rows that belong to firms, with both words of scope."""

    def of_firm(self, contact: Contact) -> Self: ...
    def kept_by(self, actor: User) -> Self: ...


Rows = TypeVar("Rows", bound=OfFirms)


def by_of(actor: Actor | None) -> By:
    """In whose name the actor acts; None is the system."""
    if actor is None:
        return By.SYSTEM
    return By.FIRM if isinstance(actor, Contact) else By.STAFF


def user_of(actor: Actor | None) -> User | None:
    """Whose sign-in it is."""
    return actor.user if isinstance(actor, Contact) else actor


def firms_of(actor: Actor) -> EnterpriseQuerySet:
    """For a contact her firm, as long as she acts for it: that is asked anew. For staff the firms that they keep."""
    if isinstance(actor, Contact):
        mine = Contact.objects.active().filter(pk=actor.pk).values("enterprise")
        return Enterprise.objects.filter(pk__in=mine)
    return Enterprise.objects.kept_by(actor)


def kept(rows: Rows, actor: Actor) -> Rows:
    """Those of ``rows`` that the actor may change: of her own firm, or of the firms that staff keep."""
    return rows.of_firm(actor) if isinstance(actor, Contact) else rows.kept_by(actor)
