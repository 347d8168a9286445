"""Firms, vacancies and cases for this room's tests. Each builder takes only what matters to it.

The client's dictionary of facts reads like a file: ``a_case("王建军", skills=["低压线路检修"], wage_floor=3200)``.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from stdnum.cn import uscc

from clients.models import Client, ClientCertificate, RehabMeasure, Skill, Wish
from clients.models.number import allot_numbers
from employers.models import Enterprise, State, Vacancy
from people.models import Sex, User
from tests.cast import DONGSHENG, JIAOTONG, MONDAY, MONDAY_9, a_region, a_social_worker

SHANGHAI = ZoneInfo("Asia/Shanghai")
ELECTRICIAN, WELDER, CLEANER, FORKLIFT = "6-31-01-03", "6-18-02-04", "4-09-08-01", "6-30-05-01"
_serial = count(1)


def a_firm(name: str = "蒙泰热电", region: str = DONGSHENG, **fields) -> Enterprise:
    """The firm of this name."""
    body = f"91159900MA0X{next(_serial):05d}"
    return Enterprise.objects.filter(name=name).first() or Enterprise.objects.create(
        name=name, region=a_region(region), credit_code=body + uscc.calc_check_digit(body), **fields
    )


def a_vacancy(
    title: str = "维修电工(低压)", firm: str = "蒙泰热电", region: str = DONGSHENG, *, on: date = MONDAY, **fields
) -> Vacancy:
    """A published vacancy, confirmed on the day ``on``; ``state`` and everything else as given."""
    at = datetime(on.year, on.month, on.day, 8, tzinfo=SHANGHAI)
    values = {"state": State.PUBLISHED, "published_at": at, "refreshed_at": at, "text": "", **fields}
    if values["state"] == State.DRAFT:
        values |= {"published_at": None, "refreshed_at": None}
    return Vacancy.objects.create(title=title, enterprise=a_firm(firm, region), region=a_region(region), **values)


def an_open_vacancy(title: str = "维修电工(低压)", **fields) -> Vacancy:
    """One that says everything matching looks at, so that nothing of it is left to ask."""
    told = {
        "occupation": ELECTRICIAN,
        "headcount": 2,
        "wage_min": Decimal(4200),
        "wage_max": Decimal(5000),
        "shifts": ["day"],
        "education": "none",
        "text": "负责厂区配电线路巡检。",
        "kinds_confirmed_at": datetime(2026, 11, 20, tzinfo=SHANGHAI),
        "insurance": True,
    }
    return a_vacancy(title, **{**told, **fields})


def a_case(
    name: str = "王建军",
    caseworker: User | None = None,
    residence: str = JIAOTONG,
    *,
    wished: tuple[str, ...] = (ELECTRICIAN,),
    wage_floor: int | None = 3200,
    districts: tuple[str, ...] = (DONGSHENG,),
    shifts: tuple[str, ...] = ("day",),
    skills: tuple[str, ...] = ("低压线路检修",),
    certificates: tuple[str, ...] = (),
    measures: tuple[str, ...] = ("community_treatment",),
    wish: bool = True,
    **fields,
) -> Client:
    """An open case on 李敏's caseload, with a wish and a measure."""
    worker = caseworker or a_social_worker()
    region = a_region(residence)
    values = {"sex": Sex.MALE, "birth_date": date(1988, 3, 9), "education": "junior", "opened_on": date(2024, 5, 6)}
    client = Client.objects.create(
        number=allot_numbers(residence[:6], a_region(residence[:6]).name)[0],
        name=name,
        residence_region=region,
        caseworker=worker,
        recorded_by=worker,
        **{**values, **fields},
    )
    if wish:
        Wish.objects.create(
            client=client, occupations=list(wished), districts=list(districts), shifts=list(shifts),
            wage_floor=wage_floor, recorded_by=worker,
        )  # fmt: skip
    Skill.objects.bulk_create(Skill(client=client, name=skill) for skill in skills)
    ClientCertificate.objects.bulk_create(ClientCertificate(client=client, code=code) for code in certificates)
    RehabMeasure.objects.bulk_create(
        RehabMeasure(client=client, kind=kind, start=date(2024, 5, 6)) for kind in measures
    )
    return client


def a_case_inside(until: date, name: str = "王建军", caseworker: User | None = None, **fields) -> Client:
    """An open case whose 强制隔离戒毒 was decided two years before ``until``, when by law it runs out."""
    client = a_case(name, caseworker, measures=(), **fields)
    decided = until - relativedelta(years=2)
    RehabMeasure.objects.create(client=client, kind="compulsory_isolation", decided_on=decided, start=decided)
    return client


def days_before(days: int, day: date = MONDAY) -> date:
    return day - timedelta(days=days)


def ago(days: int) -> datetime:
    """So many days before Monday at nine."""
    return MONDAY_9 - timedelta(days=days)


def a_quiet_case(name: str = "王建军", caseworker: User | None = None, days: int = 200, **fields) -> Client:
    """Opened so long ago; her wish was written down on that day, and nothing since."""
    client = a_case(name, caseworker, opened_on=days_before(days), **fields)
    Wish.objects.unscoped("test").filter(client=client).update(recorded_at=ago(days))
    return client
