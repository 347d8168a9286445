"""The demo's case work: who reported when, who is away, what was planned, and which cadre looks after whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db.models import prefetch_related_objects

from clients.models import (
    Cadre,
    Client,
    Goal,
    HelpEvent,
    KeptDay,
    Leave,
    MeasurePause,
    Pairing,
    Plan,
    RehabMeasure,
    ReportIn,
)
from config.demo.city import CITY, DISTRICTS, person_name, telephone
from config.demo.history import at
from law.case_clocks import tests
from people.models import Qualification, Region, Role, Sex, User

KINDS = RehabMeasure.Kind
COMMUNITY = (KINDS.COMMUNITY_TREATMENT, KINDS.COMMUNITY_RECOVERY)
# Every so many clients: a plan; away or once away; a time on which the measure stood still; a paired cadre.
PLANNED, AWAY, STOOD_STILL, PAIRED = 2, 9, 60, 16
UNITS = (
    "人民法院（演示）",
    "农牧局（演示）",
    "税务局（演示）",
    "卫生健康委（演示）",
    "市场监督管理局（演示）",
    "工会（演示）",
)
POSTS = ("科员", "副科长", "科长", "办公室主任")
WANTED = ("想有份稳定的工作，离家近点。", "想先把身体养好，再找活干。", "想学个手艺。", "想让孩子安心上学。", "")
GOALS = {
    Goal.Area.WORK: (
        ("找到一份白班的工作", "看三个岗位，挑一个推荐"),
        ("在现在的岗位干满三个月", "下班后电话聊聊干得怎么样"),
    ),
    Goal.Area.SKILLS: (("拿到电工证", "问清下一期班的开班日期"), ("学会用手机投简历", "来站里一起做一份简历")),
    Goal.Area.ASSISTANCE: (
        ("把低保申请交上去", "带户口本和收入证明来站里"),
        ("办好孩子的就学补助", "到学校开在读证明"),
    ),
    Goal.Area.FAMILY: (("和母亲恢复来往", "约母亲一起见一次面"),),
    Goal.Area.HEALTH: (("把胃病看好", "陪同去医院复查一次"),),
    Goal.Area.PAPERS: (("补办身份证", "到派出所拍照办理"), ("登记失业", "到就业服务中心登记")),
}
SAID = (
    "我就想找个离家近的活，能照看老人。",
    "这阵子睡得还行，就是闲着心慌。",
    "工友不知道我的事，我不想让人知道。",
)
QUALIFIED = ((Qualification.Kind.ASSISTANT, 45), (Qualification.Kind.SOCIAL_WORKER, 25), (None, 30))


def build_casework(random: Random, as_of: date, clients: list[Client]) -> None:
    """For the open ``clients``, whose caseworker and region are loaded."""
    measures = list(
        RehabMeasure.objects.unscoped("demo city").filter(
            client__in=[client.pk for client in clients], kind__in=COMMUNITY
        )
    )
    by_pk = {client.pk: client for client in clients}
    for measure in measures:
        measure.client = by_pk[measure.client_id]
    _agree(random, as_of, measures)
    ReportIn.objects.bulk_create(_reports(random, as_of, clients, measures), batch_size=500)
    MeasurePause.objects.bulk_create(_pauses(random, as_of, measures))
    Leave.objects.bulk_create(leave for client in clients[::AWAY] for leave in _leaves(random, as_of, client))
    _plan(random, as_of, clients[::PLANNED])
    _pair(random, as_of, clients)
    _qualify(random, as_of)
    _speak(random, clients)
    prefetch_related_objects(measures, "pauses")
    KeptDay.objects.bulk_create(_kept(random, as_of, measures), batch_size=500)


def _agree(random: Random, as_of: date, measures: list[RehabMeasure]) -> None:
    """The agreement is signed soon after the report; a few still wait for it."""
    for measure in measures:
        signed = measure.start + timedelta(days=random.randrange(0, 9))
        if signed <= as_of and random.random() < 0.95:
            measure.agreement_on = signed
    RehabMeasure.objects.unscoped("demo city").bulk_update(measures, ["agreement_on"], batch_size=500)


def _reports(random: Random, as_of: date, clients: list[Client], measures: list[RehabMeasure]) -> Iterator[ReportIn]:
    causes = {KINDS.COMMUNITY_TREATMENT: ReportIn.Cause.DECISION, KINDS.COMMUNITY_RECOVERY: ReportIn.Cause.RELEASE}
    for measure in measures:
        counted = measure.start - timedelta(days=random.randrange(1, 14))
        cause = causes[KINDS(measure.kind)]
        yield _report(measure.client, cause, measure.kind, counted, random, measure=measure, reported_on=measure.start)
    measured = {measure.client_id for measure in measures}
    expected = [client for client in clients if client.pk not in measured and client.category == "rehabilitation"]
    # Some are on their way; two are late.
    for place, client in enumerate(expected[::9][:8]):
        counted = as_of - timedelta(days=(3, 9, 12, 14, 6, 18, 11, 21)[place])
        yield _report(client, ReportIn.Cause.DECISION, KINDS.COMMUNITY_TREATMENT, counted, random)


def _report(client: Client, cause: str, kind: str, counted_from: date, random: Random, **told) -> ReportIn:
    return ReportIn(
        client=client, cause=cause, kind=kind, region=client.residence_region, counted_from=counted_from,
        recorded_by=client.caseworker, recorded_at=at(random, told.get("reported_on") or counted_from), **told,
    )  # fmt: skip


def _pauses(random: Random, as_of: date, measures: list[RehabMeasure]) -> Iterator[MeasurePause]:
    for measure in measures[::STOOD_STILL]:
        since = measure.start + timedelta(days=random.randrange(60, 300))
        until = since + timedelta(days=random.randrange(10, 90))
        if (measure.end or as_of) > until:
            yield MeasurePause(
                measure=measure,
                since=since,
                until=until,
                recorded_by=measure.client.caseworker,
                recorded_at=at(random, until),
            )


def _kept(random: Random, as_of: date, measures: list[RehabMeasure]) -> Iterator[KeptDay]:
    """Each planned test of the past was written down, but for a last one here and there; nothing tells of results."""
    for measure in measures:
        if measure.end:
            continue
        calendar = [clock for clock in tests(measure.facts(), CITY, as_of).clocks if clock.due_on]
        past = [clock for clock in calendar if clock.due_on and clock.due_on < as_of]
        for clock in past[:-1] if random.random() < 0.08 else past:
            outcome = random.choices(list(KeptDay.Outcome), weights=(95, 4, 1))[0]
            on = clock.due_on - timedelta(days=random.randrange(0, 6))
            note = random.choice(("住院，出院后补", "单位加班，提前说过")) if outcome == KeptDay.Outcome.EXCUSED else ""
            yield KeptDay(
                measure=measure, kind=KeptDay.Kind.TEST, number=clock.number, outcome=outcome, on=on, note=note,
                recorded_by=measure.client.caseworker, recorded_at=at(random, on),
            )  # fmt: skip


def _leaves(random: Random, as_of: date, client: Client) -> Iterator[Leave]:
    since = as_of - timedelta(days=random.choice((2, 5, 30, 90, 200, 400)))
    since = max(since, client.opened_on + timedelta(days=1))
    until = since + timedelta(days=random.choice((3, 4, 6, 14)))
    why = random.choice(Leave.Why.values)
    asked = random.random() < 0.9
    yield Leave(
        client=client,
        since=since,
        until=until,
        destination=random.choice(("包头市", "呼和浩特市", "榆林市", "银川市")),
        why=why,
        asked_on=since - timedelta(days=2) if asked else None,
        granted=asked,
        decided_by=client.caseworker,
        decided_on=since - timedelta(days=1) if asked else since,
        returned_on=until if until < as_of and random.random() < 0.95 else None,
        recorded_by=client.caseworker,
        recorded_at=at(random, since - timedelta(days=2)),
    )


def _plan(random: Random, as_of: date, clients: list[Client]) -> None:
    plans, goals = [], []
    for client in clients:
        made = max(client.opened_on, as_of - timedelta(days=random.randrange(10, 170)))
        plan = Plan(
            client=client,
            made_on=made,
            review_on=max(made, made + timedelta(days=180)),
            said=random.choice(WANTED),
            agreed=random.random() < 0.9 or None,
            recorded_by=client.caseworker,
            recorded_at=at(random, min(made, as_of - timedelta(days=1))),
        )
        plans.append(plan)
        areas = random.sample(list(GOALS), random.choice((1, 2, 2, 3)))
        goals += [_goal(random, as_of, plan, area) for area in areas]
    Plan.objects.bulk_create(plans, batch_size=500)
    Goal.objects.bulk_create(goals, batch_size=500)


def _goal(random: Random, as_of: date, plan: Plan, area: str) -> Goal:
    text, step = random.choice(GOALS[Goal.Area(area)])
    reached = random.random() < 0.25
    return Goal(
        plan=plan,
        area=area,
        text=text,
        due_on=plan.made_on + timedelta(days=random.choice((60, 90, 180))),
        next_step="" if reached else step,
        next_on=None if reached else as_of + timedelta(days=random.randrange(-5, 40)),
        state=Goal.State.REACHED if reached else Goal.State.OPEN,
        closed_on=min(as_of, plan.made_on + timedelta(days=30)) if reached else None,
        recorded_by=plan.client.caseworker,
        recorded_at=plan.recorded_at,
    )


def _pair(random: Random, as_of: date, clients: list[Client]) -> None:
    """Three or four cadres a district, each with a client or two; earlier pairs say what came of them."""
    cadres: dict[str, list[Cadre]] = {}
    for place, district in enumerate(DISTRICTS):
        region = Region.objects.current().get(code=district.code)
        cadres[district.code] = [
            Cadre(
                name=person_name(random, random.choice(Sex.values)), unit=UNITS[(place + number) % len(UNITS)],
                post=random.choice(POSTS), phone=telephone(900_000 + place * 10 + number), region=region,
            )
            for number in range(4)
        ]  # fmt: skip
    Cadre.objects.bulk_create(cadre for near in cadres.values() for cadre in near)
    pairs = []
    for place, client in enumerate(clients[::PAIRED]):
        since = max(client.opened_on, as_of - timedelta(days=random.randrange(40, 700)))
        over = place % 3 == 0 and since < as_of - timedelta(days=30)
        pairs.append(
            Pairing(
                client=client,
                cadre=random.choice(cadres[client.residence_region.code[:6]]),
                since=since,
                until=as_of - timedelta(days=random.randrange(1, 29)) if over else None,
                result=random.choice(Pairing.Result.values) if over else "",
                recorded_by=client.caseworker,
                recorded_at=at(random, min(since, as_of - timedelta(days=1))),
            )
        )
    Pairing.objects.bulk_create(pairs)
    for pair in pairs:
        visit = pair.client.help_events.filter(kind=HelpEvent.Kind.VISIT, at__date__gte=pair.since).first()
        if visit:
            visit.pairing = pair
            visit.save(update_fields=["pairing"])


def _qualify(random: Random, as_of: date) -> None:
    workers = User.objects.filter(memberships__role=Role.SOCIAL_WORKER, memberships__region__code__startswith=CITY)
    rows = []
    for number, worker in enumerate(workers.distinct().order_by("pk")):
        kind = random.choices([kind for kind, _ in QUALIFIED], [weight for _, weight in QUALIFIED])[0]
        if kind:
            issued = as_of - timedelta(days=random.randrange(200, 1080))
            rows.append(
                Qualification(
                    user=worker, kind=kind, number=f"演示{20_230_000 + number}", issued_on=issued,
                    expires_on=issued + timedelta(days=3 * 365),
                )
            )  # fmt: skip
    Qualification.objects.bulk_create(rows)


def _speak(random: Random, clients: list[Client]) -> None:
    """The client's own words at the latest contact of some."""
    for client in clients:
        event = client.help_events.order_by("-at").first()
        if event is None:
            continue
        if random.random() < 0.3 and HelpEvent.Kind(event.kind).is_contact:
            event.said = random.choice(SAID)
            event.save(update_fields=["said"])
