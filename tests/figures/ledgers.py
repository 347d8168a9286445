"""Builders around 台账: a case in which one row stands in every register, and a plain way to read one."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from clients.models import Client, HandOver, HelpEvent, Transfer
from clients.pair import pair
from employers.models import Cohort
from figures.registers import table
from figures.registers.days import days_of, one_day
from figures.registers.register import Reading, Value
from people.models import Region, User
from placement.models import Enrolment, Placement
from tests.cast import GONGYUAN, a_client, a_region, a_social_worker
from tests.clients.casework import a_leave, a_report_in
from tests.clients.pairing import a_cadre
from tests.employers.training import a_cohort
from welfare.models import Application, Benefit

TODAY = date(2026, 11, 23)
OCTOBER = "2026-10"


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def read(user: User, code: str, days: str = OCTOBER, region: Region | None = None) -> list[dict[str, Value]]:
    """Every line of a register in all its columns, by heading."""
    register = table.BY_CODE[code]
    span = one_day(date.fromisoformat(days)) if register.as_of else days_of(days)
    reading = Reading(user, region or user.region, span, TODAY)
    lines = register.lines(reading, list(register.rows(reading)[:]))
    return [{column.title: column.of(line) for column in register.columns} for line in lines]


def column(lines: list[dict[str, Value]], *titles: str) -> list[tuple[Value, ...]]:
    return [tuple(line[title] for title in titles) for line in lines]


def help_given(client: Client, when: datetime, kind: str = "visit", note: str = "情况正常", **fields) -> HelpEvent:
    fields = {"worker": client.caseworker, "about": "routine", **fields}
    return HelpEvent.objects.create(client=client, kind=kind, at=when, note=note, **fields)


def a_job(client: Client, started: date, ended: date | None = None, **fields) -> Placement:
    fields = {"kind": "flexible", "job_title": "送货", **fields}
    return Placement.objects.create(
        client=client, started_on=started, ended_on=ended, end_reason="quit" if ended else "", **fields
    )


def a_whole_case(name: str = "王建军", number: int = 0) -> Client:
    """Somebody of 李敏 with a row of October in each register: nothing is said of how it came about."""
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    client = a_client(li, name, id_number="", phone=f"1384771{number:04d}", opened_on=date(2025, 6, 3))
    measure = client.measures.get()
    a_report_in(client, date(2026, 10, 5), reported_on=date(2026, 10, 9), measure=measure)
    a_leave(client, date(2026, 10, 12), date(2026, 10, 15), granted=True)
    measure.kept_days.create(kind="test", number=14, on=date(2026, 10, 20))
    plan = client.plans.create(made_on=date(2026, 10, 6), review_on=date(2026, 12, 6))
    goal = plan.goals.create(area="work", text="找到稳定的工作", next_step="去面试")
    plan.reviews.create(
        on=date(2026, 10, 20), changed="愿意上夜班", was_due_on=date(2026, 10, 20), next_on=date(2026, 12, 6)
    )
    cadre = a_cadre(f"乌兰{number}", li)
    pairing = pair(li, client, cadre, date(2026, 9, 1))
    help_given(client, at(10, 8), aid="money", value=Decimal(200), goal=goal, pairing=pairing)
    job = a_job(client, date(2026, 9, 10))
    job.follow_ups.create(day=30, due_on=date(2026, 10, 10), outcome="working", settled_on=date(2026, 10, 11))
    client.employment_services.create(kind="guidance", on=date(2026, 10, 21))
    starts, ends = date(2026, 10, 10), date(2026, 11, 10)
    cohort = Cohort.objects.filter(starts_on=starts).first() or a_cohort(worker=li, starts_on=starts, ends_on=ends)
    Enrolment.objects.create(client=client, cohort=cohort, state="enrolled", seat=number + 1)
    Benefit.objects.create(client=client, entitlement="minimum_living", since=date(2026, 3, 1), amount=Decimal(950))
    application = Application.objects.create(
        client=client, entitlement="medical_aid", region=client.residence_region, started_on=date(2026, 10, 15)
    )
    application.deadlines.create(
        step="审核", article="第十四条", ends_with="grant", counted_from=date(2026, 10, 15), days=20,
        due_on=date(2026, 11, 12),
    )  # fmt: skip
    HandOver.objects.create(
        client=client, giver=zhang, receiver=li, offered_by=zhang, note="近况见帮扶记录", offered_on=date(2026, 10, 2),
        due_on=date(2026, 10, 13), state="received", closed_at=at(10, 3),
    )  # fmt: skip
    Transfer.objects.create(
        client=client, from_region=client.residence_region, to_region=a_region(GONGYUAN), giver=li, offered_by=li,
        note="住到女儿家", moved_on=date(2026, 10, 18), offered_on=date(2026, 10, 19), due_on=date(2026, 10, 28),
        state="withdrawn", closed_at=at(10, 20),
    )  # fmt: skip
    return client
