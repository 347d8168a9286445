"""Who takes a step in the employer zone: a member of staff, a firm's contact, another system, or this one itself."""

from typing import Protocol, Self, TypeVar

from employers.adverts.for_firms import tells
from employers.models import By, Contact, Enterprise
from employers.models.enterprise import EnterpriseQuerySet
from people.models import ApiToken, User

Actor = User | Contact
# Who may post vacancies: other systems too, by their key.
Poster = User | Contact | ApiToken


class OfFirms(Protocol):
    """Rows that belong to firms, with both words of scope."""

    def of_firm(self, contact: Contact) -> Self: ...
    def kept_by(self, actor: User) -> Self: ...


Rows = TypeVar("Rows", bound=OfFirms)


def by_of(actor: Poster | None) -> By:
    """In whose name the actor acts; None is the system."""
    if actor is None:
        return By.SYSTEM
    if isinstance(actor, ApiToken):
        return By.SENDER
    return By.FIRM if isinstance(actor, Contact) else By.STAFF


def user_of(actor: Poster | None) -> User | None:
    """Whose sign-in it is; None where there is none."""
    if isinstance(actor, ApiToken):
        return None
    return actor.user if isinstance(actor, Contact) else actor


def named(actor: Poster | None) -> str:
    """What stands in the history for another system, where the firm reads it too; "" for everybody else."""
    if not isinstance(actor, ApiToken) or tells(actor.organisation):
        return ""
    return actor.organisation


def firms_of(actor: Poster) -> EnterpriseQuerySet:
    """For a contact her firm, as long as she acts for it: that is asked anew. For staff the firms that they keep. For
    another system those for which it may speak."""
    if isinstance(actor, ApiToken):
        return Enterprise.objects.spoken_for_by(actor)
    if isinstance(actor, Contact):
        mine = Contact.objects.active().filter(pk=actor.pk).values("enterprise")
        return Enterprise.objects.filter(pk__in=mine)
    return Enterprise.objects.kept_by(actor)


def kept(rows: Rows, actor: Actor) -> Rows:
    """Those of ``rows`` that the actor may change: of her own firm, or of the firms that staff keep."""
    return rows.of_firm(actor) if isinstance(actor, Contact) else rows.kept_by(actor)
