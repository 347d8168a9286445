"""The demo's jobs over five years: who started where, how long it lasted, and what the follow-ups found."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from clients.models import Client
from config.demo.city import FIRM_MARK
from config.demo.history import at
from employers.models import Enterprise, PlacementBase
from people.models import Region
from placement.models import EndReason, FollowUp, Placement, PlacementEvent
from placement.models.follow_up import DAYS

KINDS = Placement.Kind
# Kind, how often, and the share of those at work who are still there a month later (first quarter, afterwards).
WAYS = (
    (KINDS.CONCENTRATED, 14, 0.95, 0.985),
    (KINDS.DISPERSED, 46, 0.88, 0.965),
    (KINDS.PUBLIC_WELFARE, 12, 0.97, 0.985),
    (KINDS.SELF_EMPLOYED, 6, 0.93, 0.97),
    (KINDS.FLEXIBLE, 18, 0.82, 0.93),
    (KINDS.TRANSITIONAL, 4, 0.85, 0.88),
)
AT_FIRMS = frozenset({KINDS.CONCENTRATED, KINDS.DISPERSED, KINDS.PUBLIC_WELFARE, KINDS.TRANSITIONAL})
TITLES = {
    KINDS.CONCENTRATED: ("缝纫工", "包装工", "养护工"),
    KINDS.DISPERSED: ("保洁员", "电焊工", "库管员", "厨工", "装卸工", "维修电工"),
    KINDS.PUBLIC_WELFARE: ("道路保洁", "绿化养护", "社区协管"),
    KINDS.SELF_EMPLOYED: ("小吃摊", "修车铺", "养羊"),
    KINDS.FLEXIBLE: ("工地零工", "送货", "农忙帮工"),
    KINDS.TRANSITIONAL: ("手工组装", "分拣"),
}
WORKPLACES = ("街上（演示）", "镇上（演示）", "自家附近（演示）", "农贸市场（演示）")
WHY = (
    (EndReason.QUIT, 24), (EndReason.WAGE, 18), (EndReason.BETTER_JOB, 12), (EndReason.SHIFT, 9),
    (EndReason.CONTRACT_OVER, 10), (EndReason.HEALTH, 8), (EndReason.FAMILY, 7), (EndReason.LAID_OFF, 5),
    (EndReason.DISMISSED, 4), (EndReason.UNKNOWN, 3),
)  # fmt: skip
# Where one is still to be built.
WITHOUT_A_POINT = "150623"
NOTES = ("电话里说干得还行，工友处得来。", "上门见到本人，刚下班。", "说活累一点，打算先干着。", "")


def build_placements(random: Random, as_of: date, clients: list[Client], tick: Callable[[], object]) -> int:
    """One to three jobs for somewhat more than half of the clients, with their follow-ups; returns how many jobs."""
    firms: dict[str, list[Enterprise]] = {}
    for firm in Enterprise.objects.verified().select_related("region").order_by("pk"):
        firms.setdefault(firm.region.code[:6], []).append(firm)
    bases = {code: _a_base(as_of, code, near[0]) for code, near in firms.items() if code != WITHOUT_A_POINT}
    placements: list[Placement] = []
    for client in clients:
        if random.random() < 0.56:
            county = client.residence_region.code[:6]
            near = firms.get(county) or next(iter(firms.values()))
            placements += _jobs(random, as_of, client, near, bases.get(county))
        tick()
    Placement.objects.bulk_create(placements, batch_size=500)
    asked = [row for placement in placements for row in follow_ups(random, as_of, placement)]
    FollowUp.objects.bulk_create(asked, batch_size=500)
    PlacementEvent.objects.bulk_create(events(random, placements, asked), batch_size=500)
    return len(placements)


def _a_base(as_of: date, county: str, firm: Enterprise) -> PlacementBase:
    """A point in each county: nowhere in this city are there five hundred to be placed, which a base needs."""
    region = Region.objects.current().get(code=county)
    return PlacementBase.objects.create(
        name=f"{region.name}就业安置点{FIRM_MARK}",
        region=region,
        managing_body=f"{region.name}就业服务中心",
        enterprise=firm,
        since=as_of - timedelta(days=6 * 365),
    )


def _jobs(
    random: Random, as_of: date, client: Client, firms: list[Enterprise], base: PlacementBase | None
) -> list[Placement]:
    found: list[Placement] = []
    day = client.opened_on + timedelta(days=random.randrange(20, 240))
    while day < as_of - timedelta(days=2) and len(found) < 3:
        job = _job(random, as_of, client, firms, day)
        if base is not None and job.kind == KINDS.CONCENTRATED:
            job.base, job.enterprise = base, base.enterprise
        found.append(job)
        if job.ended_on is None:
            break
        day = job.ended_on + timedelta(days=random.randrange(15, 260))
    return found


def _job(random: Random, as_of: date, client: Client, firms: list[Enterprise], day: date) -> Placement:
    kind, _, first, later = random.choices(WAYS, [way[1] for way in WAYS])[0]
    months, over = 0, False
    while not over and months < 60:
        over = random.random() > (first if months < 3 else later)
        months += not over
    ended = day + timedelta(days=30 * months + random.randrange(1, 30)) if over else None
    if ended is not None and ended >= as_of:
        ended = None
    at_firm = kind in AT_FIRMS
    contract = at_firm and random.random() < 0.8
    why = random.choices([reason for reason, _ in WHY], [weight for _, weight in WHY])[0]
    return Placement(
        client=client,
        kind=kind,
        enterprise=random.choice(firms) if at_firm else None,
        workplace="" if at_firm else random.choice(WORKPLACES),
        job_title=random.choice(TITLES[kind]),
        started_on=day,
        contract_from=day if contract else None,
        contract_until=day + timedelta(days=random.choice((180, 364, 729))) if contract else None,
        insured_from=day.replace(day=1) + timedelta(days=32) if contract and random.random() < 0.7 else None,
        wage=Decimal(random.randrange(22, 60) * 100) if random.random() < 0.9 else None,
        ended_on=ended,
        end_reason=why if ended else "",
        recorded_by=client.caseworker,
        recorded_at=at(random, min(day + timedelta(days=2), as_of - timedelta(days=1))),
    )


def follow_ups(random: Random, as_of: date, job: Placement) -> list[FollowUp]:
    """The four questions of a job, unsaved: those whose day has come mostly answered."""
    return [_follow_up(random, as_of, job, day) for day in DAYS]


def _follow_up(random: Random, as_of: date, job: Placement, day: int) -> FollowUp:
    row = FollowUp(
        placement=job,
        day=day,
        due_on=job.started_on + timedelta(days=day),
        recorded_by=job.client.caseworker,
        recorded_at=job.recorded_at,
    )
    asked = row.due_on + timedelta(days=random.randrange(0, 8))
    if job.ended_on and job.ended_on < row.due_on:
        # Who left is known from the next look at it.
        row.outcome, row.settled_on = FollowUp.Outcome.NOT_NEEDED, job.ended_on
    elif asked < as_of and (asked < as_of - timedelta(days=21) or random.random() < 0.7):
        row.worker, row.asked_on = job.client.caseworker, asked
        if asked > as_of - timedelta(days=40) and random.random() < 0.3:
            row.outcome, row.attempts = FollowUp.Outcome.UNREACHABLE, random.randrange(1, 3)
        else:
            row.outcome, row.settled_on, row.note = FollowUp.Outcome.WORKING, asked, random.choice(NOTES)
            if job.ended_on and job.ended_on < asked:
                row.outcome, row.settled_on = FollowUp.Outcome.LEFT, asked
    return row


def events(random: Random, placements: list[Placement], asked: list[FollowUp]) -> list[PlacementEvent]:
    """The history of these jobs, unsaved: the start, what each follow-up heard, the end."""
    names = PlacementEvent.Name
    heard = {FollowUp.Outcome.WORKING: names.WORKING, FollowUp.Outcome.UNREACHABLE: names.UNREACHABLE}
    return [
        *(_event(job, names.STARTED, job.recorded_at) for job in placements),
        *(
            _event(one.placement, heard[one.outcome], at(random, one.asked_on), day=one.day, note=one.note)
            for one in asked
            if one.outcome in heard and one.asked_on
        ),
        *(
            _event(job, names.LEFT, at(random, job.ended_on), reason=job.end_reason)
            for job in placements
            if job.ended_on
        ),
    ]


def _event(job: Placement, name: str, moment: datetime, **told: Any) -> PlacementEvent:
    worker = job.client.caseworker
    return PlacementEvent(placement=job, name=name, at=moment, recorded_by=worker, recorded_at=moment, **told)
