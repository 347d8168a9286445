"""The demo's firms and their posts: advertisements as firms write them, read as an import reads them.

What a text does not say stays unknown; only the occupation was put right by staff, as staff do.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from config.demo.city import FIRM_MARK, Job, credit_code, firm_rows, jobs, near, telephone
from employers.adverts.read import read
from employers.check_rows import fields_of
from employers.models import Datum, Enterprise, State, Vacancy, VacancyEvent
from people.models import Region, User

VACANCIES = 500
COMPANY_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
# Divisions of GB/T 4754 that are no companies here: farms, social work, schools, clinics.
OTHER_FORMS = {"01": "专业合作社", "03": "专业合作社", "83": "", "84": ""}
BENEFITS = (
    "",
    "包吃住",
    "管一顿午饭",
    "五险",
    "五险一金,双休",
    "缴纳社保,年底双薪",
    "有宿舍",
    "月底结清",
    "意外险,高温补贴",
)
HOURS = ("", "长白班", "早8点到晚6点", "两班倒", "三班倒,有夜班补贴", "做六休一")
# In how many of a hundred vacancies; what waits for review comes from the portal.
STATES = {State.DRAFT: 4, State.PUBLISHED: 84, State.PAUSED: 4, State.FILLED: 5, State.EXPIRED: 3}
REASONS = {State.PAUSED: "设备检修，暂停招人", State.FILLED: "人已招齐", State.EXPIRED: "企业不再招这个岗位"}


def build_firms(random: Random, as_of: date, tick) -> list[Vacancy]:
    """Create the firms and ``VACANCIES`` posts in all states; ``tick`` is called per firm."""
    keeper = User.objects.get(username="limin")
    regions = {region.code: region for region in Region.objects.current().within("1506").select_related("parent")}
    rows = firm_rows()
    firms = Enterprise.objects.bulk_create(
        _firm(random, as_of, serial, row, regions[row["street"]], keeper) for serial, row in enumerate(rows, 1)
    )
    vacancies: list[Vacancy] = []
    for index, (firm, row) in enumerate(zip(firms, rows, strict=True)):
        many = VACANCIES * (index + 1) // len(rows) - VACANCIES * index // len(rows)
        kinds = row["jobs"].split()
        vacancies.extend(
            _vacancy(random, as_of, firm, jobs()[kinds[number % len(kinds)]], keeper) for number in range(many)
        )
        tick()
    Vacancy.objects.bulk_create(vacancies, batch_size=100)
    VacancyEvent.objects.bulk_create(event for vacancy in vacancies for event in _events(vacancy, keeper))
    return vacancies


def _firm(random: Random, as_of: date, serial: int, row: dict[str, str], street: Region, keeper: User) -> Enterprise:
    since = _moment(random, as_of - timedelta(days=random.randrange(60, 1700)))
    verified = row["verified"] == "1"
    form = OTHER_FORMS.get(row["industry"][:2], random.choice(COMPANY_FORMS))
    return Enterprise(
        credit_code=credit_code(serial),
        name=f"{row['name']}{form}{FIRM_MARK}",
        industry=row["industry"],
        region=street,
        address=f"{street.name}演示路{random.randrange(1, 200)}号",
        contact_name=f"{random.choice('周吴郑冯褚卫')}经理",
        contact_phone=telephone(900_000 + serial),
        verified_at=since if verified else None,
        verified_by=keeper if verified else None,
        recorded_by=keeper,
        recorded_at=since,
    )


def _vacancy(random: Random, as_of: date, firm: Enterprise, job: Job, keeper: User) -> Vacancy:
    reading = read(
        {
            "title": random.choice(job.titles),
            "wage": random.choice(job.wages),
            "headcount": random.choice(job.counts),
            "text": _text(random, job),
            "benefits": random.choice(BENEFITS),
        }
    )
    fields = fields_of(reading, {}) | {"occupation": job.code, "address": firm.address}
    county = firm.region.parent
    longitude, latitude = near(random, county.longitude, county.latitude, 8)
    located = random.random() < 0.8
    state = random.choices(list(STATES), list(STATES.values()))[0]
    published = _moment(random, as_of - timedelta(days=random.randrange(0, 90)))
    age = random.choices([random.randrange(0, 8), random.randrange(8, 30), random.randrange(31, 60)], [45, 45, 10])[0]
    refreshed = max(published, _moment(random, as_of - timedelta(days=age)))
    draft = state == State.DRAFT
    return Vacancy(
        enterprise=firm,
        region=firm.region,
        longitude=longitude if located else None,
        latitude=latitude if located else None,
        datum=Datum.WGS84 if located else "",
        filled=fields["headcount"] or 0 if state == State.FILLED else 0,
        # Of two posts in three the firm agreed when asked; not drawn, so that the rest of the city stays as it is.
        **({"is_public": True, "public_agreed_by": "人事，电话里同意"} if published.toordinal() % 3 else {}),
        kinds_confirmed_at=published if random.random() < 0.85 and not draft else None,
        state=state,
        published_at=None if draft else published,
        refreshed_at=None if draft else refreshed,
        recorded_by=keeper,
        recorded_at=published,
        **fields,
    )


def _text(random: Random, job: Job) -> str:
    """One of the ways in which firms put an advertisement together."""
    duty, ask, hours = random.choice(job.duties), random.choice(job.asks), random.choice(HOURS)
    layout = random.randrange(4)
    if layout == 0:
        return "".join(part for part in (duty, ask, f"{hours}。" if hours else "") if part)
    if layout == 1:
        return f"岗位职责：\n1、{duty}\n2、服从车间安排。\n任职要求：\n1、{ask}" + (
            f"\n工作时间：{hours}" if hours else ""
        )
    if layout == 2:
        return f"工作内容:{duty} 要求:{ask}" + (f" 时间:{hours}" if hours else "") + " 有意到厂面谈。"
    return f"{ask}{duty}" + (f"{hours}。" if hours else "")


def _events(vacancy: Vacancy, keeper: User) -> list[VacancyEvent]:
    """The moves that lead to the state the vacancy is in."""

    def event(name: str, source: State, target: State, at: datetime, reason: str = "") -> VacancyEvent:
        return VacancyEvent(
            vacancy=vacancy, actor=keeper, name=name, source=source, target=target, at=at, reason=reason
        )

    first = vacancy.published_at or vacancy.recorded_at
    events = [event("record", State.DRAFT, State.DRAFT, first)]
    if vacancy.state == State.DRAFT:
        return events
    events.append(event("publish", State.DRAFT, State.PUBLISHED, first))
    last = vacancy.refreshed_at
    if last > first:
        events.append(event("refresh", State.PUBLISHED, State.PUBLISHED, last))
    name = {State.PAUSED: "pause", State.FILLED: "fill", State.EXPIRED: "withdraw"}.get(State(vacancy.state))
    if name:
        state = State(vacancy.state)
        events.append(event(name, State.PUBLISHED, state, last + timedelta(hours=1), REASONS[state]))
    return events


def _moment(random: Random, day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(random.randrange(8, 12), random.randrange(60))))
