"""The demo's clients: who they are, which measures they went through, what they can do, want and must avoid.

Facts are left out as often as they are in real files, so that the demo shows what an unknown looks like.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from clients.models import (
    BarFact,
    Client,
    ClientCertificate,
    FixedTime,
    HouseholdFact,
    Limit,
    RehabMeasure,
    Skill,
    Wish,
    WorkExperience,
)
from clients.models.number import allot_numbers
from config.demo.city import DISTRICTS, District, day_between, id_number, jobs, near, person_name, telephone
from config.demo.families import Family
from lexicon.features import Education, Shift, WorkFeature
from people.models import Region, Sex, User

# What the demo's clients have done before, by kind of post: certificates held and words of skills.
TRADES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "electrician": (("electrician_low",), ("低压线路检修", "看电气图纸")),
    "welder": (("welder",), ("二保焊", "手把焊")),
    "forklift": (("forklift",), ("叉车驾驶", "码垛")),
    "loader": ((), ("装卸搬运",)),
    "sorter": ((), ("扫码分拣", "打包")),
    "courier": ((), ("骑电动车", "熟悉街道")),
    "warehouse": ((), ("仓库盘点", "Excel 录入")),
    "cleaner": (("health",), ("保洁",)),
    "gardener": ((), ("绿化修剪",)),
    "kitchen": (("health",), ("大锅菜", "面食")),
    "kitchen_help": (("health",), ("切配", "洗碗")),
    "waiter": (("health",), ("点餐收台",)),
    "shop": ((), ("收银", "理货")),
    "butcher": (("health",), ("牛羊肉分割",)),
    "dairy": (("health",), ("灌装看机",)),
    "knit": ((), ("套口", "横机")),
    "packer": ((), ("包装贴标", "流水线")),
    "coal_wash": ((), ("皮带巡检",)),
    "truck": (("driving_b2",), ("货车驾驶",)),
    "van": (("driving_c1",), ("送货",)),
    "nurse_aide": (("health",), ("照料老人",)),
    "bricklayer": ((), ("砌墙", "贴砖")),
    "painter": ((), ("刮腻子", "刷漆")),
    "livestock": ((), ("喂牛羊", "挤奶")),
    "farm": ((), ("大棚种植",)),
    "mechanic": (("driving_c1",), ("修理发动机", "换胎")),
    "clerk": ((), ("打字", "做表格")),
    "service_phone": ((), ("接打电话", "电脑录入")),
}
MEN_RARELY = {"knit", "nurse_aide", "waiter", "shop"}
WOMEN_RARELY = {"welder", "truck", "coal_wash", "bricklayer", "loader", "mechanic", "painter"}


def build_clients(random: Random, as_of: date, workers: dict[str, list[User]], tick) -> list[Client]:
    """Create all clients with their facts, each recorded by their caseworker; ``tick`` is called per client."""
    clients: list[Client] = []
    facts: dict[type, list] = {}
    serial = 0
    for district in DISTRICTS:
        numbers = iter(_numbers(district))
        streets = list(Region.objects.current().within(district.code).filter(level=9))
        centre = Region.objects.current().get(code=district.code)
        caseloads = _caseloads(random, workers[district.code], district.clients)
        for place in range(district.clients):
            worker = caseloads[place]
            street = _street(random, streets, worker)
            clients.append(_client(random, as_of, serial, next(numbers), worker, street, centre))
            serial += 1
    Client.objects.bulk_create(clients, batch_size=200)
    for client in clients:
        for fact in _facts_of(random, as_of, client):
            fact.recorded_by = client.caseworker
            said_on = fact.known_on if isinstance(fact, HouseholdFact) else day_between(random, client.opened_on, as_of)
            fact.recorded_at = _at(random, said_on)
            facts.setdefault(type(fact), []).append(fact)
        tick()
    for model, rows in facts.items():
        model.objects.bulk_create(rows, batch_size=500)
    return clients


def _caseloads(random: Random, workers: list[User], clients: int) -> list[User]:
    """The worker of each client: thirty on average, some a little more and some a little less."""
    places = [worker for worker in workers for _ in range(clients // len(workers))]
    places += workers[: clients - len(places)]
    for _ in range(clients // 5):
        places[random.randrange(len(places))] = random.choice(workers)
    return sorted(places, key=workers.index)


def _numbers(district: District) -> list[str]:
    name = Region.objects.current().get(code=district.code).name
    return allot_numbers(district.code, name, district.clients)


def _street(random: Random, streets: list[Region], worker: User) -> Region:
    own = [street for street in streets if street.pk == worker.acting.region_id]
    return own[0] if own and random.random() < 0.7 else random.choice(streets)


def _at(random: Random, day: date) -> datetime:
    clock = time(random.randrange(9, 17), random.randrange(60))
    return timezone.make_aware(datetime.combine(day, clock))


def _client(
    random: Random, as_of: date, serial: int, number: str, worker: User, street: Region, centre: Region
) -> Client:
    sex = Sex.FEMALE if random.random() < 0.18 else Sex.MALE
    born = day_between(random, as_of - relativedelta(years=58), as_of - relativedelta(years=23))
    opened = day_between(random, as_of - relativedelta(years=5), as_of - timedelta(days=20))
    longitude, latitude = near(random, centre.longitude, centre.latitude, 9)
    located = random.random() < 0.85
    return Client(
        number=number,
        name=person_name(random, sex),
        id_number=id_number(born, sex, serial),
        phone=telephone(serial) if random.random() < 0.94 else "",
        address=f"{street.name}演示小区{random.randrange(1, 40)}号楼{random.randrange(1, 6)}单元"
        if random.random() < 0.9
        else "",
        sex=sex,
        birth_date=born,
        education=random.choices(
            ["", Education.PRIMARY, Education.JUNIOR, Education.SENIOR, Education.COLLEGE], [6, 14, 52, 22, 6]
        )[0],
        registered_region=street if random.random() < 0.8 else None,
        residence_region=street,
        longitude=longitude if located else None,
        latitude=latitude if located else None,
        datum=Client.Datum.WGS84 if located else "",
        caseworker=worker,
        opened_on=opened,
        recorded_by=worker,
        recorded_at=_at(random, opened),
    )


def _facts_of(random: Random, as_of: date, client: Client) -> Iterator:
    yield from _measures(random, as_of, client)
    yield from _bar_facts(random, as_of, client)
    yield from _abilities_and_wish(random, as_of, client)
    yield from _limits(random, client)
    yield from Family(random, as_of, client).rows()


def _measures(random: Random, as_of: date, client: Client) -> Iterator[RehabMeasure]:
    kinds, opened = RehabMeasure.Kind, client.opened_on

    def measure(kind: str, start: date, years: float | None, ended: str = "") -> RehabMeasure:
        end = start + timedelta(days=int(years * 365.25)) if years else None
        over = end is not None and end <= as_of
        return RehabMeasure(
            client=client,
            kind=kind,
            decided_on=start - timedelta(days=random.randrange(1, 15)),
            start=start,
            end=end if over else None,
            ended_how=ended if over else "",
        )

    story = random.random()
    if story < 0.38:
        yield measure(kinds.COMMUNITY_TREATMENT, opened, 3, "expired")
    elif story < 0.80:
        yield measure(kinds.COMPULSORY_ISOLATION, opened - timedelta(days=730), 2, "expired")
        yield measure(kinds.COMMUNITY_RECOVERY, opened, 3, "expired")
    elif story < 0.87:
        yield measure(kinds.VOLUNTARY, opened, 0.5, "left")
    elif story < 0.92:
        yield measure(kinds.COMMUNITY_TREATMENT, opened - timedelta(days=400), 3, "expired")
        yield measure(kinds.MAINTENANCE, opened, None)
    # The rest: nobody has recorded a measure yet.


def _bar_facts(random: Random, as_of: date, client: Client) -> Iterator[BarFact]:
    """Answers that do not contradict each other; of many clients nobody has asked yet."""
    kinds, answers = BarFact.Kind, BarFact.Answer
    asked = random.choices([0.0, 0.6, 1.0], [40, 30, 30])[0]
    recent = client.opened_on > as_of - relativedelta(years=2)
    offence = random.random() < 0.08
    said_yes = {kinds.RECENT_USE: recent, kinds.DETAINED: offence or recent, kinds.THREE_DETENTIONS: offence}
    # Known from the measures, or asked only of who has driven for a living.
    unasked = {kinds.DRUG_USE_RECORD, kinds.COMPULSORY_ISOLATION, kinds.LICENCE_CANCELLED, kinds.LICENCE_REGAINED}
    for kind in kinds:
        if kind in unasked or random.random() >= asked:
            continue
        yes = said_yes.get(kind, False)
        yield BarFact(
            client=client,
            kind=kind,
            answer=answers.YES if yes else random.choices([answers.NO, answers.UNKNOWN], [92, 8])[0],
            on=client.opened_on - timedelta(days=20) if yes and kind == kinds.RECENT_USE else None,
            source="决定书" if yes else "本人陈述",
        )


def _trades(random: Random, client: Client) -> list[str]:
    rare = MEN_RARELY if client.sex == Sex.MALE else WOMEN_RARELY
    keys = [key for key in TRADES if key not in rare or random.random() < 0.15]
    return random.sample(keys, random.choices([0, 1, 2, 3], [10, 40, 35, 15])[0])


def _abilities_and_wish(random: Random, as_of: date, client: Client) -> Iterator:
    trades = _trades(random, client)
    skills: dict[str, str] = {}
    certificates: set[str] = set()
    finish = client.opened_on - timedelta(days=random.randrange(30, 900))
    for trade in trades:
        job = jobs()[trade]
        start = finish - timedelta(days=random.randrange(200, 2600))
        yield WorkExperience(
            client=client,
            title=job.titles[0].split("(")[0],
            occupation=job.code if random.random() < 0.8 else "",
            start=start.replace(day=1),
            end=finish.replace(day=1),
            duties=random.choice(job.duties),
        )
        finish = start - timedelta(days=random.randrange(10, 300))
        if random.random() < 0.7:
            certificates.update(TRADES[trade][0])
        skills.update(dict.fromkeys(random.sample(TRADES[trade][1], 1), job.code))
    for code in sorted(certificates):
        expires = (
            None
            if random.random() < 0.2
            else day_between(random, as_of - timedelta(days=200), as_of + timedelta(days=2000))
        )
        yield ClientCertificate(client=client, code=code, expires_on=expires)
    for name, code in skills.items():
        yield Skill(client=client, name=name, occupation=code, years=random.choice([None, 1, 2, 3, 5, 8]))
    if random.random() < 0.88:
        yield _wish(random, client, trades)


def _wish(random: Random, client: Client, trades: list[str]) -> Wish:
    wished = trades[:2] if trades and random.random() < 0.75 else random.sample(sorted(TRADES), 1)
    home = client.residence_region.code[:6]
    districts = [home]
    if home in ("150602", "150603", "150627") and random.random() < 0.6:
        districts = ["150602", "150603", "150627"]
    shifts = random.choices(
        [[], [Shift.DAY], [Shift.DAY, Shift.TWO], [Shift.DAY, Shift.TWO, Shift.THREE, Shift.NIGHT]], [20, 40, 20, 20]
    )[0]
    return Wish(
        client=client,
        occupations=[jobs()[key].code for key in wished],
        text=random.choice(["", "", "离家近一点就行", "想学一门手艺", "最好管住", "能按月开工资就行", "不想上夜班"]),
        wage_floor=random.choice(
            [None, Decimal(2400), Decimal(2800), Decimal(3000), Decimal(3200), Decimal(3500), Decimal(4500)]
        ),
        districts=districts if random.random() < 0.85 else [],
        radius_km=random.choice([None, None, 8, 12, 15, 30]) if client.longitude else None,
        shifts=[shift.value for shift in shifts],
        excluded_industries=["B"] if random.random() < 0.05 else [],
    )


def _limits(random: Random, client: Client) -> Iterator:
    asked = random.sample([WorkFeature.HEIGHT, WorkFeature.NIGHT, WorkFeature.HEAVY, WorkFeature.DUST, WorkFeature.COLD,
                           WorkFeature.STANDING, WorkFeature.HEAT], random.randrange(0, 6))  # fmt: skip
    for feature in asked:
        answer = random.choices([Limit.Answer.CAN, Limit.Answer.CANNOT, Limit.Answer.UNKNOWN], [62, 26, 12])[0]
        yield Limit(client=client, feature=feature.value, answer=answer)
    if random.random() < 0.5:
        yield FixedTime(
            client=client,
            kind=FixedTime.Kind.SIGN_IN,
            every=FixedTime.Every.MONTH,
            weekday=random.randrange(1, 6),
            half_day=random.choice(FixedTime.HalfDay.values),
        )
    if random.random() < 0.06:
        yield FixedTime(
            client=client,
            kind=FixedTime.Kind.MEDICATION,
            every=FixedTime.Every.DAY,
            starts_at=time(9),
            ends_at=time(10),
        )
