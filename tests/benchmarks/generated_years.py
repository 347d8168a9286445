"""A generated city of many years for measuring the figures: rows of nobody, in bulk, past models and encryption.

What the figures read is there, in the amounts of a large city; what is encrypted stays empty. Nothing is plausible but
the numbers of rows and how they lie over places and days. For SQLite, as the benchmarks are.
"""

import json
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models

BATCH = 20_000
COUNTIES, STREETS, COMMUNITIES = 9, 9, 10
CITY = "1506"
HOME_DAYS = timedelta(days=1)


@dataclass(frozen=True)
class Years:
    """``clients`` cases over the months from ``first`` until ``last``, a contact a month each."""

    clients: int
    first: date
    last: date
    seed: int = 20261001

    @property
    def days(self) -> int:
        return (self.last - self.first).days


def rows_into(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    """Insert rows as they are; what a row does not say is the column's default, empty text or nothing."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'
    names, makers = [field.column for field in fields], [_maker(field) for field in fields]
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            cells = [[row.get(name, ABSENT) for name in names] for row in batch]
            cursor.executemany(statement, [[make(one) for make, one in zip(makers, row, strict=True)] for row in cells])
            count += len(batch)
    return count


ABSENT: Any = object()


def _maker(field: Any) -> Callable[[Any], Any]:
    """What turns a cell of a row, or its absence, into what the database stores."""
    if isinstance(field, models.UUIDField):
        return lambda value: uuid.UUID(int=random.getrandbits(128), version=4).hex
    prepare = isinstance(field, models.DateTimeField | models.DateField | models.BooleanField | models.DecimalField)

    def make(value: Any) -> Any:
        if value is None or (value is ABSENT and field.null):
            return None
        if value is ABSENT:
            return blank
        return field.get_db_prep_save(value, connection) if prepare else value

    blank: Any = field.default if field.has_default() and not callable(field.default) else ""
    if isinstance(field, models.DateTimeField):
        blank = field.get_db_prep_save(datetime(2026, 11, 1, tzinfo=UTC), connection)
    elif isinstance(field, models.JSONField):
        blank = json.dumps(field.default() if callable(field.default) else [])
    elif isinstance(field, models.IntegerField | models.BooleanField) and blank == "":
        blank = 0
    return make


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# The rows -------------------------------------------------------------------------------------------------------------


def build(years: Years) -> dict[str, int]:
    """Fill an empty database; {table: rows}."""
    from clients.models import Client, HelpEvent, Pairing, RehabMeasure
    from employers.models import Enterprise
    from placement.models import FollowUp, Placement, Referral, ReferralEvent
    from welfare.models import Benefit, TakeUpGap

    chance = random.Random(years.seed)
    worker, communities = places_and_people()
    # With a name each, for pages that show them; what else is encrypted stays empty and is shown on no report page.
    people_made = Client.objects.bulk_create(
        (Client(name="王建军", **row) for row in clients(years, chance, worker, communities)), batch_size=2_000
    )
    made = {"clients": len(people_made)}
    people = list(Client.objects.unscoped("benchmark").order_by("pk").values_list("pk", "opened_on"))
    made["measures"] = rows_into(RehabMeasure, measures(chance, people))
    made["help"] = rows_into(HelpEvent, contacts(years, chance, people, worker))
    made["help"] += repeat_contacts(years)
    made["placements"] = rows_into(Placement, placements(years, chance, people))
    jobs = list(Placement.objects.unscoped("benchmark").order_by("pk").values_list("pk", "started_on", "ended_on"))
    made["follow-ups"] = rows_into(FollowUp, follow_ups(years, chance, jobs))
    made["benefits"] = rows_into(Benefit, spells(years, chance, people, "since", "until"))
    made["gaps"] = rows_into(TakeUpGap, gaps(years, chance, people))
    made["pairings"] = rows_into(Pairing, pairings(years, chance, people))
    firm = Enterprise.objects.first()
    assert firm is not None
    made["referrals"] = rows_into(Referral, referrals(years, chance, people, firm.vacancies.first().pk))
    sent = list(Referral.objects.unscoped("benchmark").values_list("pk", "sent_at"))
    made["referral steps"] = rows_into(ReferralEvent, steps(chance, sent, worker))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def places_and_people() -> tuple[int, list[int]]:
    """The city down to its communities, one worker, one manager (suhe), a firm with a post, a cadre."""
    from clients.models import Cadre
    from employers.models import Enterprise, Vacancy
    from people.models import Level, Membership, Region, Role, User

    def region(code: str, name: str, parent: Region | None) -> Region:
        return Region(code=code, name=name, full_name=name, level=Level(len(code)), parent=parent)

    Region.objects.all().delete()
    province, city = region("15", "内蒙古自治区", None), region(CITY, "鄂尔多斯市", None)
    province.save()
    city.parent = province
    city.save()
    counties = [region(f"{CITY}{one:02d}", f"{one}区", city) for one in range(2, 2 + COUNTIES)]
    Region.objects.bulk_create(counties)
    streets = [region(f"{c.code}{one:03d}", f"{one}街道", c) for c in counties for one in range(1, 1 + STREETS)]
    Region.objects.bulk_create(streets)
    ends = [region(f"{s.code}{one:03d}", f"{one}社区", s) for s in streets for one in range(1, 1 + COMMUNITIES)]
    Region.objects.bulk_create(ends)
    worker = User.objects.create_user("limin", "李敏")
    Membership.objects.create(user=worker, role=Role.SOCIAL_WORKER, region=streets[0], valid_from=date(2020, 1, 1))
    manager = User.objects.create_user("suhe", "苏和")
    Membership.objects.create(user=manager, role=Role.MANAGER, region=city, valid_from=date(2020, 1, 1))
    firm = Enterprise.objects.create(name="蒙泰热电", credit_code="91150602MA0NA1234X", region=counties[0])
    Vacancy.objects.create(enterprise=firm, title="装卸工", region=counties[0])
    Cadre.objects.create(name="白雪", unit="妇联", region=counties[0])
    return worker.pk, [one.pk for one in ends]


def _day(years: Years, chance: random.Random, since: date | None = None) -> date:
    first = max(since or years.first, years.first)
    return first + timedelta(days=chance.randrange(max(1, (years.last - first).days)))


def _at(day: date, chance: random.Random) -> datetime:
    return datetime(day.year, day.month, day.day, chance.randrange(1, 10), chance.randrange(60), tzinfo=UTC)


def clients(years: Years, chance: random.Random, worker: int, homes: list[int]) -> Iterator[dict[str, Any]]:
    for number in range(years.clients):
        # Two thirds were there before; each year some close.
        opened = (
            years.first - timedelta(days=chance.randrange(1, 700)) if chance.random() < 0.66 else _day(years, chance)
        )
        closed = _day(years, chance, opened + HOME_DAYS) if chance.random() < 0.15 else None
        yield {
            "number": f"Y{number:06d}", "residence_region_id": chance.choice(homes), "caseworker_id": worker,
            "sex": chance.choice(("male", "male", "male", "female")), "category": "rehabilitation",
            "opened_on": opened, "closed_on": closed, "closed_how": "finished" if closed else "",
            "status": "closed" if closed else "open",
        }  # fmt: skip


def measures(chance: random.Random, people: list[tuple[int, date]]) -> Iterator[dict[str, Any]]:
    kinds = ("community_treatment", "community_recovery", "voluntary", "maintenance", "compulsory_isolation")
    for client, opened in people:
        yield {"client_id": client, "kind": chance.choices(kinds, (50, 35, 6, 6, 3))[0], "start": opened}


def contacts(
    years: Years, chance: random.Random, people: list[tuple[int, date]], worker: int
) -> Iterator[dict[str, Any]]:
    """The first contact of each; ``repeat_contacts`` writes the others."""
    for client, _ in people:
        day = years.first + timedelta(days=chance.randrange(EVERY))
        yield {
            "client_id": client, "worker_id": worker, "kind": "call", "at": _at(day, chance), "about": "routine",
            "next_on": day + timedelta(days=EVERY),
        }  # fmt: skip


def repeat_contacts(years: Years) -> int:
    """Each contact again every ``EVERY`` days while the case is open, of another kind and about something else; by the
    database itself (SQLite), for there are too many to bring there. Returns how many."""
    from clients.models import HelpEvent

    fields = [field.column for field in HelpEvent._meta.concrete_fields if not field.primary_key]
    changed = {
        "uid": "lower(hex(randomblob(16)))",
        "at": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', h.at, %s)",
        "next_on": "date(h.at, %s)",
        "kind": _one_of("call", "call", "call", "call", "call", "visit", "visit", "office", "service", "attempt"),
        "about": _one_of("routine", "routine", "work", "family", "health"),
    }
    chosen = ", ".join(changed.get(name, f'h."{name}"') for name in fields)
    open_then = "c.opened_on <= date(h.at, %s) AND (c.closed_on IS NULL OR c.closed_on > date(h.at, %s))"
    statement = (
        f"INSERT INTO clients_helpevent ({', '.join(fields)}) SELECT {chosen} FROM clients_helpevent h "
        f"JOIN clients_client c ON c.id = h.client_id WHERE h.id <= %s AND {open_then}"
    )
    made, last = 0, HelpEvent.objects.unscoped("benchmark").count()
    with connection.cursor() as cursor:
        for turn in range(1, (years.days - EVERY) // EVERY + 1):
            shift, after = f"+{turn * EVERY} days", f"+{(turn + 1) * EVERY} days"
            days = {"at": shift, "next_on": after}
            cursor.execute(statement, [*(days[name] for name in fields if name in days), last, shift, shift])
            made += cursor.rowcount
    return made


EVERY = 30


def _one_of(*choices: str) -> str:
    cases = " ".join(f"WHEN {number} THEN '{choice}'" for number, choice in enumerate(choices))
    return f"CASE abs(random()) %% {len(choices)} {cases} END"


def placements(years: Years, chance: random.Random, people: list[tuple[int, date]]) -> Iterator[dict[str, Any]]:
    kinds = ("dispersed", "flexible", "concentrated", "public_welfare", "self_employed", "transitional")
    for client, opened in people:
        begun = max(opened, years.first - timedelta(days=400))
        while chance.random() < 0.6 and begun < years.last:
            begun += timedelta(days=chance.randrange(5, 300))
            ended = begun + timedelta(days=chance.randrange(10, 900))
            over = ended < years.last
            if begun < years.last:
                yield {
                    "client_id": client, "kind": chance.choice(kinds), "job_title": "装卸工", "started_on": begun,
                    "ended_on": ended if over else None, "end_reason": "quit" if over else "",
                }  # fmt: skip
            if not over:
                break
            begun = ended


def follow_ups(
    years: Years, chance: random.Random, jobs: list[tuple[int, date, date | None]]
) -> Iterator[dict[str, Any]]:
    for placement, begun, ended in jobs:
        for day in (30, 90, 180, 365):
            due = begun + timedelta(days=day)
            gone = ended is not None and ended <= due
            asked = due + timedelta(days=chance.randrange(5)) if due < years.last and chance.random() < 0.9 else None
            outcome = "" if asked is None else "not_needed" if gone else "working"
            yield {"placement_id": placement, "day": day, "due_on": due, "settled_on": asked, "outcome": outcome}


def spells(
    years: Years, chance: random.Random, people: list[tuple[int, date]], since: str, until: str
) -> Iterator[dict[str, Any]]:
    codes = ("minimum_living", "medical_aid", "insurance_premium_aid", "housing_aid", "temporary_relief")
    for client, _ in people:
        for code in codes:
            if chance.random() < 0.12:
                begun = _day(years, chance)
                ended = begun + timedelta(days=chance.randrange(0, 900))
                yield {
                    "client_id": client, "entitlement": code, since: begun,
                    until: ended if ended < years.last else None, "grade": "claimed",
                }  # fmt: skip


def gaps(years: Years, chance: random.Random, people: list[tuple[int, date]]) -> Iterator[dict[str, Any]]:
    for row in spells(years, chance, people, "opened_on", "closed_on"):
        yield row | {"closed_how": "received" if row["closed_on"] else ""}


def pairings(years: Years, chance: random.Random, people: list[tuple[int, date]]) -> Iterator[dict[str, Any]]:
    for client, _ in people:
        if chance.random() < 0.3:
            yield {"client_id": client, "cadre_id": 1, "since": _day(years, chance)}


def referrals(
    years: Years, chance: random.Random, people: list[tuple[int, date]], vacancy: int
) -> Iterator[dict[str, Any]]:
    for number, (client, _) in enumerate(people * 2):
        day = _day(years, chance)
        answered = day + timedelta(days=chance.randrange(0, 20))
        yield {
            "client_id": client, "vacancy_id": vacancy, "code": f"{number:08d}", "state": "withdrawn",
            "sent_at": _at(day, chance), "answer_due": day + timedelta(days=14),
            "answered_at": _at(answered, chance) if chance.random() < 0.8 else None,
            "closed_at": _at(answered + timedelta(days=30), chance),
        }  # fmt: skip


def steps(chance: random.Random, sent: list[tuple[int, datetime]], worker: int) -> Iterator[dict[str, Any]]:
    ways = (("send", "prepared", "sent"), ("invite", "sent", "interview"), ("offer", "interview", "offer"))
    for referral, at in sent:
        for index, (name, source, target) in enumerate(ways[: chance.randrange(1, 4)]):
            yield {
                "referral_id": referral, "name": name, "source": source, "target": target, "by": "worker",
                "recorded_by_id": worker, "at": at + timedelta(days=7 * index),
            }  # fmt: skip
