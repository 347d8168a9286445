"""互相矛盾: two facts of one client that cannot both be true, or need an explanation. Each check is one small function.

They are asked set-wise, so that a city is looked through in a few queries; what is encrypted is opened only for those
for whom it matters.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from clients.models import BarFact, Client, ClientCertificate, HouseholdFact, Limit, RehabMeasure, Wish
from law.terms import chinese_day
from lexicon.features import Shift, WorkFeature
from people.models import User
from placement.models import Placement
from ui.templatetags.ui import money
from welfare.answers import as_answered

Measure = RehabMeasure.Kind
COMMUNITY_OR_INSIDE = (Measure.COMMUNITY_TREATMENT, Measure.COMMUNITY_RECOVERY, Measure.COMPULSORY_ISOLATION)
# A wage becomes income of the household once it was paid: before that nothing contradicts.
FIRST_PAY = relativedelta(months=2)
SHORTEST_TERM = relativedelta(years=2)
# 强制隔离戒毒 may be made longer before it runs out (禁毒法第四十七条); nobody writes that down here.
LONGER = {Measure.COMPULSORY_ISOLATION: relativedelta(years=1)}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not go together, and where either is put right: pairs of words and address."""

    client_id: int
    words: str
    places: tuple[tuple[str, str], ...]


def _bar_facts(client_id: int) -> tuple[str, str]:
    return "改从业限制事项", reverse("clients:answer", args=[client_id, "bar_facts"])


def _measures(client_id: int) -> tuple[str, str]:
    return "改戒毒措施", f"{reverse('clients:overview', args=[client_id])}#group-measure"


def isolation_denied(user: User, today: date) -> Iterator[Contradiction]:
    """“没有被强制隔离戒毒” beside a measure of that kind."""
    denied = BarFact.objects.visible_to(user).filter(
        kind=BarFact.Kind.COMPULSORY_ISOLATION, answer=BarFact.Answer.NO, client__status=Client.Status.OPEN
    )
    inside = RehabMeasure.objects.visible_to(user).filter(kind=Measure.COMPULSORY_ISOLATION).values("client")
    for client_id in denied.filter(client__in=inside).values_list("client_id", flat=True):
        yield Contradiction(
            client_id,
            "从业限制里答“没有”被强制隔离戒毒，戒毒措施里却有一段。",
            (_bar_facts(client_id), _measures(client_id)),
        )


def recent_use_denied(user: User, today: date) -> Iterator[Contradiction]:
    """“三年内没有吸毒行为” beside a measure that was decided upon within three years. A change from 强制隔离戒毒 is
    decided for reasons of health: it tells of no use."""
    since = today - relativedelta(years=3)
    kinds = (Measure.COMMUNITY_TREATMENT, Measure.COMPULSORY_ISOLATION)
    decided = RehabMeasure.objects.visible_to(user).filter(
        Q(decided_on__gt=since) | Q(decided_on=None, start__gt=since),
        Q(carried_days=None) | Q(carried_days=0),
        kind__in=kinds,
    )
    denied = BarFact.objects.visible_to(user).filter(
        kind=BarFact.Kind.RECENT_USE, answer=BarFact.Answer.NO, client__status=Client.Status.OPEN
    )
    for client_id in denied.filter(client__in=decided.values("client")).values_list("client_id", flat=True):
        yield Contradiction(
            client_id,
            "从业限制里答三年内“没有”吸毒行为，戒毒措施却是三年内决定的。",
            (_bar_facts(client_id), _measures(client_id)),
        )


def two_measures_at_once(user: User, today: date) -> Iterator[Contradiction]:
    """Two measures of which one excludes the other, both running; one that begins later does not run yet."""
    running = RehabMeasure.objects.visible_to(user).filter(
        end=None, start__lte=today, kind__in=COMMUNITY_OR_INSIDE, client__status=Client.Status.OPEN
    )
    for row in running.order_by().values("client_id").annotate(count=Count("pk")).filter(count__gte=2):
        yield Contradiction(
            row["client_id"], f"有 {row['count']} 段戒毒措施同时在执行。", (_measures(row["client_id"]),)
        )


def measure_past_its_end(user: User, today: date) -> Iterator[Contradiction]:
    """A measure that still runs although its longest term is over: nobody has recorded how it ended."""
    running = RehabMeasure.objects.visible_to(user).filter(
        end=None, kind__in=COMMUNITY_OR_INSIDE, start__lte=today - SHORTEST_TERM, client__status=Client.Status.OPEN
    )
    for measure in running.prefetch_related("pauses"):
        end = measure.expected_end()
        longer = LONGER.get(Measure(measure.kind))
        if end is not None and (end + longer if longer else end) < today:
            at_most = "，延长最多1年" if longer else ""
            yield Contradiction(
                measure.client_id,
                f"{measure.get_kind_display()}应在{chinese_day(end)}期满{at_most}，还记着在执行。",
                (("记结束", reverse("clients:fact", args=[measure.client_id, "measure", measure.pk])),),
            )


def drives_without_licence(user: User, today: date) -> Iterator[Contradiction]:
    """A driving licence on file, and a licence that was cancelled; whether it was regained is denied or not known."""
    facts = BarFact.objects.visible_to(user).filter(answer=BarFact.Answer.YES)
    cancelled = facts.filter(kind=BarFact.Kind.LICENCE_CANCELLED).values("client")
    regained = facts.filter(kind=BarFact.Kind.LICENCE_REGAINED).values("client")
    denied = BarFact.objects.visible_to(user).filter(kind=BarFact.Kind.LICENCE_REGAINED, answer=BarFact.Answer.NO)
    held = (
        ClientCertificate.objects.visible_to(user)
        .filter(Q(expires_on=None) | Q(expires_on__gte=today), code__startswith="driving")
        .filter(client__in=cancelled, client__status=Client.Status.OPEN)
        .exclude(client__in=regained)
        .annotate(is_denied=Exists(denied.filter(client=OuterRef("client"))))
    )
    for paper in held:
        again = "没有重新取得" if paper.is_denied else "有没有重新取得还没有登记"
        yield Contradiction(
            paper.client_id,
            f"登记有{paper.label}，从业限制里又答驾驶证曾被注销，{again}。",
            (
                ("改证书", reverse("clients:fact", args=[paper.client_id, "certificate", paper.pk])),
                _bar_facts(paper.client_id),
            ),
        )


def wants_what_the_body_forbids(user: User, today: date) -> Iterator[Contradiction]:
    """Night shifts accepted by somebody who cannot work at night."""
    cannot = Limit.objects.visible_to(user).filter(feature=WorkFeature.NIGHT.value, answer=Limit.Answer.CANNOT)
    wishes = Wish.objects.visible_to(user).filter(client__in=cannot.values("client"), client__status=Client.Status.OPEN)
    for wish in wishes:
        if Shift.NIGHT.value in wish.shifts:
            yield Contradiction(
                wish.client_id,
                "身体条件写着不能上夜班，意愿里又选了夜班。",
                (
                    ("改意愿", reverse("clients:answer", args=[wish.client_id, "wish"])),
                    ("改身体条件", reverse("clients:answer", args=[wish.client_id, "limits"])),
                ),
            )


def works_without_income(user: User, today: date) -> Iterator[Contradiction]:
    """At work with a wage for two months, while the household's papers say that she earns nothing."""
    at_work = {
        job.client_id: job
        for job in Placement.objects.visible_to(user)
        .current()
        .filter(wage__gt=0, started_on__lte=today - FIRST_PAY, client__status=Client.Status.OPEN)
    }
    said = (
        HouseholdFact.objects.visible_to(user)
        .current()
        .filter(code="wage_income_month", member=None, client__in=at_work)
    )
    for fact in said:
        if as_answered(fact.code, fact.value) == Decimal(0):
            job = at_work[fact.client_id]
            yield Contradiction(
                fact.client_id,
                f"安置里每月工资 {money(job.wage)} 元，家庭情况里工资性收入是 0。",
                (
                    ("改工资性收入", reverse("welfare:fact", args=[fact.client_id, "wage_income_month"])),
                    ("看安置", reverse("placement:placement", args=[job.pk])),
                ),
            )


CHECKS: tuple[Callable[[User, date], Iterator[Contradiction]], ...] = (
    isolation_denied,
    recent_use_denied,
    two_measures_at_once,
    measure_past_its_end,
    drives_without_licence,
    wants_what_the_body_forbids,
    works_without_income,
)


def contradictions(user: User, today: date) -> list[Contradiction]:
    """Everything that does not go together among the open cases that ``user`` may see, client by client."""
    found = [one for check in CHECKS for one in check(user, today)]
    return sorted(found, key=lambda one: (one.client_id, one.words))
