"""建档: somebody becomes a client. One person through the form, thousands through the intake: the same function."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.door import KIND
from clients.may import caseworkers_for, county_of, may_enrol
from clients.models import Client, ClientCertificate, RehabMeasure, Skill, Wish
from clients.models.client import index_of
from clients.models.number import allot_numbers
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A person to enrol; every text already checked by ``clients.identity`` and ``clients.names``.

    ``sex`` and ``birth_date`` come from the ID number where there is one. ``measure`` is (kind, start).
    """

    name: str
    residence_region: Region
    caseworker: User
    id_number: str = ""
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    address: str = ""
    registered_region: Region | None = None
    education: str = ""
    category: str = Client.Category.REHABILITATION
    measure: tuple[str, date] | None = None
    certificates: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    wish_text: str = ""
    wish_occupations: tuple[str, ...] = ()
    wage_floor: Decimal | None = None
    opened_on: date = field(default_factory=timezone.localdate)

    @property
    def id_number_index(self) -> str | None:
        return index_of("id_number_index", self.id_number)


def enrol(actor: User, case: NewCase) -> Client:
    """One new client with number, wish and measure. Raises Refused when the person has an open case, or the place
    or the caseworker is not the actor's to choose."""
    _require_may(actor, case)
    known = open_case_with(case.id_number_index)
    if known:
        raise already_open(actor, known)
    try:
        return enrol_many(actor, [case])[0]
    except IntegrityError:
        # Two people enrolled her at the same moment; the unique index let one through.
        raise Refused("这个身份证号刚刚被别人建档。", "请刷新后在名单里查找。") from None


def open_case_with(id_number_index: str | None) -> Client | None:
    """The open case with this ID number anywhere, or None. The caller must not show whose it is out of scope."""
    if not id_number_index:
        return None
    return (
        Client.objects.unscoped("one open case per person, whoever asks")
        .open()
        .select_related("residence_region", "caseworker")
        .filter(id_number_index=id_number_index)
        .first()
    )


def already_open(actor: User, known: Client) -> Refused:
    """What to say: the number and caseworker within the actor's region, only the fact elsewhere."""
    message = "这个身份证号已经在册，不用重复建档。"
    if Client.objects.lookup(actor).filter(pk=known.pk).exists():
        return Refused(message, f"编号 {known.number}，责任社工 {known.caseworker.name}。需要接手请走移交。")
    return Refused(message, "档案不在您的负责区域，请联系上级禁毒办核实，由责任社工移交。")


def _require_may(actor: User, case: NewCase) -> None:
    if not may_enrol(actor, case.residence_region.code):
        raise Refused("居住地不在您的负责区域内。", "请由居住地的禁毒社工建档，或核对居住地。")
    if actor.role == Role.SOCIAL_WORKER:
        if case.caseworker != actor:
            raise Refused("社工建的档由自己负责。", "需要别人负责时，建档后办理移交。")
    elif not caseworkers_for(case.residence_region.code).filter(pk=case.caseworker.pk).exists():
        raise Refused("责任社工不在居住地所在旗县区任职。", "请从名单里另选一位。")


@transaction.atomic
def enrol_many(actor: User, cases: Sequence[NewCase], action: Action = Action.CREATE) -> list[Client]:
    """The new clients in order, each with a ledger row. For callers that have checked scope and doubles already.

    Raises IntegrityError, and adds nobody, if one of them has an open case.
    """
    now = timezone.now()
    stamp = {"recorded_by": actor, "recorded_at": now}
    clients = [
        Client(
            number=number,
            name=case.name,
            id_number=case.id_number,
            sex=case.sex,
            birth_date=case.birth_date,
            phone=case.phone,
            address=case.address,
            registered_region=case.registered_region,
            residence_region=case.residence_region,
            caseworker=case.caseworker,
            education=case.education,
            category=case.category,
            opened_on=case.opened_on,
            **stamp,
        )
        for case, number in zip(cases, _numbers(cases), strict=True)
    ]
    Client.objects.bulk_create(clients)
    pairs = list(zip(clients, cases, strict=True))
    RehabMeasure.objects.bulk_create(
        RehabMeasure(client=client, kind=case.measure[0], start=case.measure[1], **stamp)
        for client, case in pairs
        if case.measure
    )
    Wish.objects.bulk_create(
        Wish(
            client=client,
            text=case.wish_text,
            occupations=list(case.wish_occupations),
            wage_floor=case.wage_floor,
            **stamp,
        )
        for client, case in pairs
        if case.wish_text or case.wish_occupations or case.wage_floor is not None
    )
    ClientCertificate.objects.bulk_create(
        ClientCertificate(client=client, code=code, **stamp)
        for client, case in pairs
        for code in dict.fromkeys(case.certificates)
    )
    Skill.objects.bulk_create(
        Skill(client=client, name=name, **stamp) for client, case in pairs for name in dict.fromkeys(case.skills)
    )
    for client in clients:
        ledger.record(actor, action, KIND, client.pk, Purpose.CASE_WORK)
    return clients


def _numbers(cases: Sequence[NewCase]) -> list[str]:
    """A number for each case, counted by county, in order."""
    places = [county_of(case.residence_region.code) for case in cases]
    names = dict(Region.objects.current().filter(code__in=set(places)).values_list("code", "name"))
    supply = {code: iter(allot_numbers(code, names.get(code, ""), places.count(code))) for code in set(places)}
    return [next(supply[code]) for code in places]
