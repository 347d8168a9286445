"""结业结果: who passed has the certificate on file at once, and what it opens is known in the same moment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients import record_facts
from clients.models import Client, ClientCertificate
from employers.models import Cohort
from people.errors import Refused
from people.models import User
from placement import pool as pools
from placement.enrolment_step import take
from placement.matching.papers import newly_allowed
from placement.models import Enrolment, EnrolmentState
from placement.place import require_may
from placement.referral_step import hold
from placement.seekers import seeker_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """certificate: None where the course gives none, or she did not pass; ``opened``: numbers of the vacancies of the
    worker's city that it opens, best first."""

    certificate: ClientCertificate | None
    opened: tuple[int, ...]


@transaction.atomic
def record_result(
    worker: User,
    enrolment: Enrolment,
    passed: bool,
    *,
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    at: datetime | None = None,
) -> Recorded:
    """How the class ended for her. One that she held already is renewed: what is given here replaces what was there.

    Raises Refused when she is not the worker's, has no seat, the class has not begun or the dates make no sense.
    """
    client, now = enrolment.client, at or timezone.now()
    today = timezone.localdate(now)
    require_may(worker, client)
    if today < enrolment.cohort.starts_on:
        raise Refused("这个班还没有开班。", "开班以后再登记结果。")
    if issued_on and issued_on > today:
        raise Refused("发证日期还没有到。", "拿到证书再登记。")
    hold(client.pk)
    if not passed:
        take(enrolment, "fail", worker, now)
        return Recorded(None, ())
    before = seeker_of(client, today)
    certificate, made = _certificate(worker, client, enrolment.cohort, number, issued_on, expires_on)
    after = seeker_of(_afresh(client), today)
    opened = tuple(int(post) for post in newly_allowed(before, after, pools.of_actor(worker), today))
    take(enrolment, "pass", worker, now, certificate=certificate if made else None, opened=list(opened))
    return Recorded(certificate, opened)


@transaction.atomic
def take_back(worker: User, enrolment: Enrolment, *, at: datetime | None = None) -> bool:
    """The result was a mistake: she is in class again. A certificate that came with it goes, unless somebody has
    written it anew since; returns whether one that she held before stays, to be looked at by hand.

    Raises Refused when she is not the worker's, or there is no result.
    """
    client = enrolment.client
    require_may(worker, client)
    hold(client.pk)
    certificate = enrolment.certificate
    stays = enrolment.state == EnrolmentState.COMPLETED and bool(enrolment.cohort.course.certificate)
    take(enrolment, "take_back", worker, at or timezone.now(), certificate=None, opened=[])
    if certificate is not None and _is_as_recorded(enrolment, certificate):
        record_facts.remove(worker, client, certificate)
        stays = False
    return stays


def _certificate(
    worker: User, client: Client, cohort: Cohort, number: str, issued_on: date | None, expires_on: date | None
) -> tuple[ClientCertificate | None, bool]:
    """The certificate of the course on her file, and whether it was not there before."""
    code = cohort.course.certificate
    if not code:
        return None, False
    held = client.certificates.filter(code=code).first()
    one = held or ClientCertificate(client=client, code=code)
    one.number, one.issued_on, one.expires_on = number.strip() or one.number, issued_on or one.issued_on, expires_on
    try:
        one.full_clean()
    except ValidationError as no:
        raise Refused("；".join(no.messages), "请核对证书的日期和编号。") from None
    return record_facts.record(worker, client, one), held is None


def _is_as_recorded(enrolment: Enrolment, certificate: ClientCertificate) -> bool:
    passed = enrolment.events.filter(name="pass").order_by("pk").last()
    return passed is not None and certificate.recorded_at <= passed.recorded_at


def _afresh(client: Client) -> Client:
    """The client without what was read of her before."""
    return Client.objects.unscoped("the same client after a change").get(pk=client.pk)
