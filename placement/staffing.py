"""人员配备: the clients of each street against the workers posted there, women against women, and qualifications."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from clients.models import Client
from law.dated import Dated
from people.models import Level, Membership, Qualification, Region, Role, Sex, User
from people.qualify import SOON
from people.scope import within_scope
from placement.staffing_rule import Staffing, rule_of

PROFESSIONAL = (
    Qualification.Kind.ASSISTANT,
    Qualification.Kind.SOCIAL_WORKER,
    Qualification.Kind.SENIOR,
)


@dataclass(slots=True)
class Street:
    """One street with clients or workers. ``needed`` None: no rule is known for its city."""

    name: str
    code: str
    clients: int = 0
    women: int = 0
    workers: int = 0
    women_workers: int = 0
    needed: int | None = None

    @property
    def missing(self) -> int:
        """How many workers the rule asks for beyond those who are posted here; 0 where none is known."""
        return max(0, (self.needed or 0) - self.workers)


@dataclass(frozen=True, slots=True)
class Worker:
    """One social worker with what she holds today, her highest first; ``women`` are her women clients."""

    user: User
    place: str
    clients: int
    women: int
    held: list[Qualification]
    expired: list[Qualification]

    @property
    def is_professional(self) -> bool:
        return any(one.kind in PROFESSIONAL for one in self.held)

    @property
    def is_man_with_women(self) -> bool:
        return self.user.sex == Sex.MALE and self.women > 0

    @property
    def may_be_a_man(self) -> bool:
        return self.user.sex not in Sex.values and self.women > 0


@dataclass(slots=True)
class Report:
    """The staffing of one region.

    clients        everybody on file who lives here; ``placeless`` of them in no street, known by the county alone
    women_unclear  women whose worker is of unknown sex, or has no post here today
    by_kind        who holds which certificate today
    """

    rule: Dated[Staffing] | None
    streets: list[Street]
    workers: list[Worker]
    clients: int = 0
    placeless: int = 0
    women_unclear: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    running_out: list[Qualification] = field(default_factory=list)

    @property
    def missing(self) -> list[Street]:
        return [street for street in self.streets if street.missing]

    @property
    def professional(self) -> int:
        return sum(worker.is_professional for worker in self.workers)

    @property
    def men_with_women(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.is_man_with_women]


def report(manager: User, today: date) -> Report:
    """What the manager's region has and lacks on ``today``. Six queries, however many people there are.

    Raises Region.DoesNotExist for who acts nowhere.
    """
    region = manager.region
    if region is None:
        raise Region.DoesNotExist
    posts = within_scope(
        manager, Membership.objects.current(today).filter(role=Role.SOCIAL_WORKER, user__is_active=True)
    ).select_related("user", "region__parent")
    held = list(posts.order_by("user__name", "user_id"))
    people = {post.user_id: post for post in held}
    loads = _loads(manager)
    rule = rule_of(region.code, today)
    certificates = _certificates(people)
    workers = [
        _worker(post, *loads["caseworker"].get(post.user_id, (0, 0)), certificates.get(post.user_id, []), today)
        for post in people.values()
    ]
    found = Report(rule, _streets(region, held, loads["street"], rule), workers)
    found.clients = sum(clients for clients, _ in loads["caseworker"].values())
    found.placeless = found.clients - sum(street.clients for street in found.streets)
    found.women_unclear = sum(worker.women for worker in workers if worker.may_be_a_man) + sum(
        women for worker, (_, women) in loads["caseworker"].items() if worker not in people
    )
    kinds = Counter(one.kind for worker in workers for one in {held.kind: held for held in worker.held}.values())
    found.by_kind = {kind.label: kinds[kind] for kind in Qualification.Kind if kinds[kind]}
    found.running_out = sorted(
        (one for rows in certificates.values() for one in rows if one.expires_on and one.expires_on <= today + SOON),
        key=lambda one: (one.expires_on, one.pk),
    )
    return found


def _loads(manager: User) -> dict[str, dict[object, tuple[int, int]]]:
    """Open clients and women among them, by caseworker and by the code of the street."""
    found: dict[str, dict[object, tuple[int, int]]] = {"caseworker": {}, "street": {}}
    rows = (
        Client.objects.visible_to(manager)
        .open()
        .order_by()
        .values_list("caseworker", "residence_region__code", "sex")
        .annotate(Count("pk"))
    )
    for worker, code, sex, count in rows:
        for name, key in (("caseworker", worker), ("street", code[: Level.STREET])):
            clients, women = found[name].get(key, (0, 0))
            found[name][key] = (clients + count, women + (count if sex == Sex.FEMALE else 0))
    return found


def _certificates(people: Iterable[int]) -> dict[int, list[Qualification]]:
    found: dict[int, list[Qualification]] = {}
    for one in Qualification.objects.filter(user__in=list(people)).select_related("user"):
        found.setdefault(one.user_id, []).append(one)
    return found


def _worker(post: Membership, clients: int, women: int, rows: list[Qualification], today: date) -> Worker:
    order = list(Qualification.Kind)
    held = sorted((one for one in rows if one.holds_on(today)), key=lambda one: -_rank(one, order))
    expired = [one for one in rows if one.expires_on and one.expires_on < today]
    return Worker(post.user, post.region.short_name, clients, women, held, expired)


def _rank(one: Qualification, order: list[Qualification.Kind]) -> int:
    """Seniority among the certificates of social work; the others come after them."""
    kind = Qualification.Kind(one.kind)
    return order.index(kind) + 1 if kind in PROFESSIONAL else 0


def _streets(
    upper: Region, posts: list[Membership], loads: dict[object, tuple[int, int]], rule: Dated[Staffing] | None
) -> list[Street]:
    """Every street with clients or workers, those that lack most first. Who is posted for a whole county belongs to
    no street and fills none; who has two posts within one street is one worker."""
    streets = {
        str(code): Street("", str(code), *load) for code, load in loads.items() if len(str(code)) == Level.STREET
    }
    posted = {
        (post.region.code[: Level.STREET], post.user_id): post.user
        for post in posts
        if len(post.region.code) >= Level.STREET
    }
    for (code, _), worker in posted.items():
        street = streets.setdefault(code, Street("", code))
        street.workers += 1
        street.women_workers += worker.sex == Sex.FEMALE
    places = Region.objects.current().filter(code__in=streets).select_related("parent")
    # Within one county its own name goes without saying.
    is_county = upper.level >= Level.COUNTY
    names = {region.code: region.name if is_county else region.short_name for region in places}
    for code, street in streets.items():
        street.name = names.get(code, code)
        street.needed = rule.value.needed(street.clients) if rule else None
    return sorted(streets.values(), key=lambda street: (-street.missing, -street.clients, street.code))
