"""The demo's employment services, people who will soon be released, and people of another category than most."""

from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from clients.models import Client, EmploymentService, RehabMeasure
from config.demo.history import at
from employers.models import Vacancy
from placement.models import Placement, ReleasePlan, SearchPause
from placement.models.release_plan import FirstDay

SERVICES = EmploymentService.Kind
PROVIDERS = ("旗区就业服务中心", "街道便民服务中心", "社工站")
# Every so many clients: a service on file; of another category; soon to be released; nobody looks at present.
SERVED, OTHER, LEAVING, PAUSED = 3, 16, 70, 33
SKILLS = ("缝纫、电工基础", "面点", "汽车维修基础", "")


def build_support(random: Random, as_of: date, clients: list[Client]) -> None:
    """Services, release plans and pauses for some; and some whom nothing but a hard start makes a client."""
    working = set(Placement.objects.unscoped("demo city").current().values_list("client_id", flat=True))
    free = [client for client in clients if client.pk not in working]
    services = [_service(random, as_of, client) for client in clients[::SERVED]]
    EmploymentService.objects.bulk_create(services, batch_size=500)
    measured = set(RehabMeasure.objects.unscoped("demo city").values_list("client_id", flat=True))
    plain = [client for client in free if client.pk not in measured]
    for client in plain:
        client.category = Client.Category.HARD_TO_PLACE
    Client.objects.unscoped("demo city").bulk_update(plain, ["category"], batch_size=200)
    leaving = [client for client in free if client.pk in measured][5::LEAVING]
    for place, client in enumerate(leaving):
        _leave_soon(random, as_of, client, place)
    SearchPause.objects.bulk_create(_pause(random, as_of, client) for client in free[7::PAUSED])


def _service(random: Random, as_of: date, client: Client) -> EmploymentService:
    day = as_of - timedelta(days=random.randrange(2, 300))
    day = max(day, client.opened_on)
    settled = random.random() < 0.7
    return EmploymentService(
        client=client,
        kind=random.choices(list(SERVICES), [4, 3, 2, 1])[0],
        on=day,
        provider=random.choice(PROVIDERS),
        result=random.choice(("done", "done", "not_done")) if settled else "",
        result_on=min(as_of, day + timedelta(days=random.randrange(0, 9))) if settled else None,
        recorded_by=client.caseworker,
        recorded_at=at(random, day),
    )


def _leave_soon(random: Random, as_of: date, client: Client, place: int) -> None:
    """Her community measure was changed to isolation, which the law lets run out within half a year."""
    released = as_of + timedelta(days=12 + 19 * place % 165)
    decided = released - relativedelta(years=2)
    client.measures.filter(start__gt=decided).delete()
    client.measures.filter(end__isnull=True).update(end=decided, ended_how="changed")
    measure = RehabMeasure.objects.create(
        client=client,
        kind=RehabMeasure.Kind.COMPULSORY_ISOLATION,
        decided_on=decided,
        start=decided,
        recorded_by=client.caseworker,
        recorded_at=at(random, as_of - timedelta(days=40)),
    )
    if place % 3 == 2:
        return
    post = Vacancy.objects.published().with_places().order_by("pk")[place]
    ready = [FirstDay.FETCH, FirstDay.PAPERS][: place % 3]
    ReleasePlan.objects.create(
        client=client,
        measure=measure,
        skills=SKILLS[place % len(SKILLS)],
        course="电工（初级）" if place % 2 else "",
        course_until=released - timedelta(days=20) if place % 2 else None,
        vacancy=post,
        held_until=released + timedelta(days=14),
        done={item.value: as_of.isoformat() for item in ready},
        recorded_by=client.caseworker,
        recorded_at=at(random, as_of - timedelta(days=9)),
    )


def _pause(random: Random, as_of: date, client: Client) -> SearchPause:
    since = as_of - timedelta(days=random.randrange(3, 40))
    return SearchPause(
        client=client,
        reason=random.choice((SearchPause.Reason.ILL, SearchPause.Reason.FAMILY, SearchPause.Reason.STUDY)),
        since=since,
        until=since + timedelta(days=random.choice((30, 60, 90))),
        recorded_by=client.caseworker,
        recorded_at=at(random, since),
    )
