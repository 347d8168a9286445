"""职业资格: what a worker is qualified as. She keeps her own; a manager keeps those of her region's staff."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from people import ledger
from people.enrol_staff import staff_of
from people.errors import Refused
from people.models import Action, Purpose, Qualification, Role, User

# From so many days before its end a certificate is called to mind.
SOON = timedelta(days=90)


def person_for(actor: User, user_id: int) -> User:
    """Whose qualifications the actor may keep: her own, and as a manager those of the staff in her region.

    Raises User.DoesNotExist for everybody else.
    """
    if actor.pk == user_id:
        return actor
    if actor.role != Role.MANAGER:
        raise User.DoesNotExist
    return staff_of(actor).get(pk=user_id)


@transaction.atomic
def keep(actor: User, qualification: Qualification, as_of: date | None = None) -> Qualification:
    """Save a new or a changed certificate, already validated by its form. With another end it reminds anew.

    Raises Refused for one that is issued ahead or stands twice, User.DoesNotExist as ``person_for``.
    """
    person = person_for(actor, qualification.user_id)
    if qualification.issued_on > (as_of or timezone.localdate()):
        raise Refused("发证日期在将来。", "请照证书上的日期填。")
    if qualification.kind != Qualification.Kind.OTHER:
        qualification.name = ""
    twins = person.qualifications.filter(
        kind=qualification.kind, name=qualification.name, issued_on=qualification.issued_on
    )
    if twins.exclude(pk=qualification.pk).exists():
        raise Refused("这张证书已经登记过。", "要改有效期的，请点开原来那一张修改。")
    before = Qualification.objects.filter(pk=qualification.pk).values_list("expires_on", flat=True).first()
    if before != qualification.expires_on:
        qualification.reminded_on = None
    qualification.recorded_by, qualification.recorded_at = actor, timezone.now()
    qualification.save()
    ledger.record(actor, Action.CHANGE, "staff", person.pk, Purpose.STAFFING)
    return qualification


@transaction.atomic
def remove(actor: User, qualification: Qualification) -> None:
    """Delete one that was entered by mistake. Raises User.DoesNotExist as ``person_for``."""
    person = person_for(actor, qualification.user_id)
    qualification.delete()
    ledger.record(actor, Action.CHANGE, "staff", person.pk, Purpose.STAFFING)
