"""Who takes a step in the employer zone: a member of staff, a firm's contact, or the system itself."""

from employers.models import By, Contact
from people.models import User

Actor = User | Contact


def by_of(actor: Actor | None) -> By:
    """In whose name the actor acts; None is the system."""
    if actor is None:
        return By.SYSTEM
    return By.FIRM if isinstance(actor, Contact) else By.STAFF


def user_of(actor: Actor | None) -> User | None:
    """Whose sign-in it is."""
    return actor.user if isinstance(actor, Contact) else actor
