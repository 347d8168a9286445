"""Letters to the firms on the list of a fair: that they are on it, that the fair moved, that it is not held."""

from django.db import models

from employers import letters
from employers.models import Fair, FairEvent, FairGuest, FairState
from jobs.run import Job, Progress, ask, job


class About(models.TextChoices):
    """What a letter is about; its label is the subject."""

    REGISTERED = "registered", "推介会报名成功"
    CHANGED = "changed", "推介会的时间或地点有变动"
    CANCELLED = "cancelled", "推介会取消"


def tell(guest: FairGuest, about: About, turn: str) -> None:
    """Ask for a letter, in the caller's transaction; the same ``turn`` once. Nothing without an address."""
    if guest.email:
        ask(None, "fairs.letter", key=f"{about}:{guest.pk}:{turn}", guest=guest.pk, about=str(about))


def tell_each(fair: Fair, about: About, event: FairEvent) -> None:
    """A letter to everybody on the list, because of this change."""
    for guest in fair.guests.standing():
        tell(guest, about, str(event.pk))


@job("fairs.letter", title="推介会邮件")
def letter(row: Job, progress: Progress) -> dict[str, int]:
    """As things stand when it is written: nothing to who has taken her registration back meanwhile, and of a fair that
    was cancelled only that."""
    about = About(row.payload["about"])
    guest = FairGuest.objects.standing().select_related("fair").filter(pk=row.payload["guest"]).first()
    if guest is None or not guest.email:
        return {"sent": 0}
    if (guest.fair.state == FairState.CANCELLED) != (about == About.CANCELLED):
        return {"sent": 0}
    letters.send(about.label, f"fair_{about}", guest.email, guest.link, guest=guest, fair=guest.fair)
    return {"sent": 1}
