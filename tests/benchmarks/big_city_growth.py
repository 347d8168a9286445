"""How the demo city is copied: which tables, in which order, and what may not be the same twice. See ``big_city``."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from clients.models import Client
from clients.models.client import index_of
from clients.models.number import NumberSeries, allot_numbers
from clients.names import initials, name_key
from config.demo.city import FIRM_MARK, credit_code, id_number, person_name, telephone
from config.demo.staff import PASSWORD
from employers.models import Contact, Enterprise, Vacancy
from people.models import Membership, Qualification, Role, User
from placement.models import Referral
from placement.models.referral import CODE_LETTERS, WITH_FIRM
from tests.benchmarks.big_city_copies import Copied, Copier, Sizes, store

SEED = 20_261_123
# Firms of the demo that are given somebody who signs in, beside 周丽's: those with most to answer.
MORE_FIRMS = 5
NOT_COPIED = {
    "placement.Enrolment", "placement.EnrolmentEvent", "placement.Attendance", "clients.FactCheck",
    "clients.PersonalLink", "welfare.ImpactLine", "clients.Paper",
}  # fmt: skip
OF_FIRMS = [
    apps.get_model("employers", name)
    for name in (
        "Enterprise", "Contact", "Vacancy", "VacancyEvent", "Hire", "InsuredSpell", "Dossier", "Claim", "FirmYear",
        "TaxReturn",
    )
]  # fmt: skip


def grow(clients: int, vacancies: int, tell: Callable[[str], object]) -> Counter[str]:
    """Copy the demo city until it holds at least so many vacancies and, to the caseload, so many clients; rows made.

    Raises SystemExit where the city has been grown before.
    """
    # Not by a setting: whoever has signed in since, or was entered by hand, would be copied along.
    if User.objects.filter(username="limin.1").exists():
        raise SystemExit("this city has been grown before: begin in an empty folder and database")
    one, posts = Client.objects.unscoped("benchmark").count(), Vacancy.objects.count()
    people, firms = -(-clients // one), -(-vacancies // posts)
    give_firms_a_sign_in(MORE_FIRMS)
    base, sizes = store(), Sizes(people, firms)
    tables = [table.load(base) for table in tables_of()]
    tell(f"{people - 1} copies of {one} clients, {firms - 1} of {posts} vacancies, {len(tables)} tables")
    stride = _round(max(row[table.columns.index("id")] for table in tables for row in table.rows))
    copier = Copier(tables, sizes, stride, SEED)
    changes = Changes(Random(SEED), tables, sizes, stride)
    made: Counter[str] = Counter()
    for copy in range(1, max(people, firms)):
        rest = clients - copy * one
        kept = _some(tables, rest) if 0 < rest < one else None
        with base.in_bulk():
            for table in tables:
                with base.trusted() if table.model not in OF_FIRMS else nullcontext():
                    made[table.model._meta.label] += copier.write(table, copy, changes.of(table), kept)
        tell(f"copy {copy}: {sum(made.values()):,} rows")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
    call_command("reindex_vacancies", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def give_firms_a_sign_in(count: int) -> None:
    """One person each for the verified firms that have most referrals before them and nobody who signs in."""
    waiting = Referral.objects.unscoped("benchmark").filter(state__in=WITH_FIRM)
    many = Counter(waiting.values_list("vacancy__enterprise", flat=True))
    firms = sorted(Enterprise.objects.verified().filter(contacts=None), key=lambda firm: (-many[firm.pk], firm.pk))
    hashed = make_password(PASSWORD)
    for place, firm in enumerate(firms[:count]):
        user = User.objects.create(username=f"firm{place}", name="人事", password=hashed)
        Contact.objects.create(
            user=user, enterprise=firm, role=Contact.Role.OWNER, state=Contact.State.ACTIVE,
            phone=telephone(800_000 + place), since=timezone.now() - timedelta(days=90),
        )  # fmt: skip


def tables_of() -> Iterator[Any]:
    """What is copied, each table after those it points to: people with what is on file of them, staff, firms."""
    # Managers stay who they are; so do those whom nobody is in charge of.
    posts = Membership.objects.filter(role__in=(Role.SOCIAL_WORKER, Role.WELFARE_OFFICER))
    hands = set(Contact.objects.exclude(user=None).values_list("user", flat=True))
    chosen: dict[Any, set[int]] = {
        User: set(posts.values_list("user", flat=True)) | hands,
        Membership: set(posts.values_list("pk", flat=True)),
        Qualification: set(Qualification.objects.filter(user__memberships__in=posts).values_list("pk", flat=True)),
    }
    on_file, before = [Client], 0
    while len(on_file) > before:
        before = len(on_file)
        on_file += [
            model
            for model in apps.get_models()
            if model not in (*on_file, *OF_FIRMS)
            and model._meta.label not in NOT_COPIED
            and any(other in on_file for other in _points(model))
        ]
    waiting = [User, Membership, Qualification, *OF_FIRMS, *on_file]
    while waiting:
        ready = [model for model in waiting if not set(_points(model)) & set(waiting) - {model}]
        for model in ready or waiting[:1]:
            waiting.remove(model)
            yield Copied(model, hands if model is User else model in OF_FIRMS, chosen.get(model))


def _points(model: Any) -> list[Any]:
    return [field.related_model for field in model._meta.concrete_fields if field.is_relation]


def _some(tables: list[Any], count: int) -> dict[Any, set[int]]:
    """Whole caseloads with ``count`` clients or a few more, their workers, and everybody of firms."""

    loads: dict[int, list[int]] = {}
    table = next(one for one in tables if one.model is Client)
    number, worker = (table.columns.index(column) for column in ("id", "caseworker_id"))
    for row in table.rows:
        loads.setdefault(row[worker], []).append(row[number])
    kept: dict[Any, set[int]] = {Client: set(), User: set(next(one for one in tables if one.model is User).of_firms)}
    for worker_id, hers in loads.items():
        if len(kept[Client]) >= count:
            break
        kept[Client].update(hers)
        kept[User].add(worker_id)
    return kept


def _round(number: int) -> int:
    """The next number of one digit and zeros, so that one sees of an id which copy it belongs to."""
    unit = 10 ** (len(str(number)) - 1)
    return (number // unit + 1) * unit


class Changes:
    """What cannot be the same twice: numbers, names and codes, and for whom a consent was given."""

    def __init__(self, chance: Random, tables: list[Any], sizes: Any, stride: int) -> None:
        self._chance, self._tables, self._sizes = chance, {one.model._meta.label: one for one in tables}, sizes
        self._taken = {row["id_number"] for row in self._rows("clients.Client")}
        self._taken |= {row["code"] for row in self._rows("placement.Referral")}
        # All at once and beforehand: while rows are copied in, PostgreSQL's connection answers nothing else.
        self._numbers = {
            series.prefix: iter(allot_numbers(series.county_code, series.prefix, sizes.people * series.last))
            for series in NumberSeries.objects.all()
        }
        self._serial, self._stride = 10_000, stride
        self._firms = {row["credit_code"]: row for row in self._rows("employers.Enterprise")}
        self._places = {code: place for place, code in enumerate(self._firms, 1)}

    def of(self, table: Any) -> Any:
        return getattr(self, f"_{table.model._meta.label.replace('.', '_').lower()}", None)

    def _rows(self, label: str) -> Iterator[dict[str, Any]]:
        table = self._tables[label]
        return (
            dict(zip(table.columns, row, strict=True)) | said for row, said in zip(table.rows, table.plain, strict=True)
        )

    def _clients_client(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        name, sex = person_name(self._chance, row["sex"]), row["sex"]
        self._serial += 1
        phone = telephone(self._serial) if row["phone"] else ""
        number = self._id_number(date.fromisoformat(row["birth_date"]), sex)
        return {
            "number": next(self._numbers[row["number"].partition("-")[0]]), "name": name,
            "id_number": number, "phone": phone,
            "name_index": index_of("name_index", name_key(name)),
            "initials_index": index_of("initials_index", initials(name)),
            "id_number_index": index_of("id_number_index", number), "phone_index": index_of("phone_index", phone),
        }  # fmt: skip

    def _id_number(self, born: date, sex: str) -> str:
        while True:
            found = id_number(born, sex, self._chance.randrange(500))
            if found not in self._taken:
                self._taken.add(found)
                return found

    def _clients_consent(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        code, turn = row["credit_code"], copy % self._sizes.firms
        if code not in self._firms or not turn:
            return {}
        was, now = self._firms[code]["name"], self._name(self._firms[code], turn)
        said = row["words"].replace(code, self._code(code, turn)).replace(was, now)
        return {"credit_code": self._code(code, turn), "enterprise_name": now, "words": said}

    def _employers_enterprise(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        return {"credit_code": self._code(row["credit_code"], copy), "name": self._name(row, copy)}

    def _code(self, code: str, copy: int) -> str:
        return credit_code(10_000 + copy * 100 + self._places[code])

    @staticmethod
    def _name(row: dict[str, Any], copy: int) -> str:
        return f"{row['name'].removesuffix(FIRM_MARK)}第{copy}分公司{FIRM_MARK}"

    def _clients_duty(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        # What it came from is named by its number.
        return {"source_id": int(row["source_id"]) + copy * self._stride} if row["source_id"] else {}

    def _employers_vacancy(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        return {"import_key": None}

    def _people_user(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        mail = f"{row['username']}.{copy}@firm.example" if row["email"] else ""
        name = person_name(self._chance, row["sex"] or "female")
        return {"username": f"{row['username']}.{copy}", "email": mail, "name": name, "last_login": None}

    def _placement_referral(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        while True:
            code = "".join(self._chance.choices(CODE_LETTERS, k=6))
            if code not in self._taken:
                self._taken.add(code)
                return {"code": code}

    def _placement_placement(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        # A hire belongs to one job; where firms serve several copies, theirs is taken.
        return {"hire_id": None} if copy >= self._sizes.firms else {}
