"""入所培训、出所就业: who comes out of a class inside to a post that a firm keeps, when, and until when it is kept.

The list is the case zone's own. A firm is told a number of posts and a day, never why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clients.models import RehabMeasure
from employers.models import Cohort, PostCommitment, Vacancy
from law.terms import chinese_day
from people.models import User
from placement.models import Enrolment, EnrolmentState
from placement.release import Leaving, of_measure

# A class stays on the list for so long after its end: who learnt in it comes out later.
KEPT = timedelta(days=365)
# Whoever failed or left has no post kept by this class.
COUNTED = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED)
WHY = "posts are shared out among all of a class"


@dataclass(frozen=True, slots=True)
class ComingOut:
    """One of the worker's own in a class.

    post     None: none of the posts kept is left for her day
    planned  a vacancy of her own plan that is none of those kept: she needs none of them
    """

    enrolment: Enrolment
    leaving: Leaving | None
    post: PostCommitment | None
    planned: Vacancy | None
    warnings: tuple[str, ...]

    @property
    def state(self) -> EnrolmentState:
        return EnrolmentState(self.enrolment.state)


@dataclass(frozen=True, slots=True)
class InsideClass:
    """One class. ``people`` of all caseloads, ``rows`` the worker's own, soonest out first; ``posts``: how many are
    kept, by commitments that nobody has withdrawn. Who has a vacancy in her own plan needs none of them."""

    cohort: Cohort
    commitments: tuple[PostCommitment, ...]
    people: int
    posts: int
    rows: tuple[ComingOut, ...]
    warnings: tuple[str, ...]

    @property
    def others(self) -> int:
        return self.people - len(self.rows)


def inside_classes(user: User, as_of: date) -> list[InsideClass]:
    """The classes inside of the user's city that are not long over, soonest end first.

    A number of queries that does not depend on how many classes or people there are.
    """
    cohorts = list(
        Cohort.objects.visible_to(user)
        .filter(course__inside=True, cancelled_on=None, ends_on__gte=as_of - KEPT)
        .select_related("course__base")
        .prefetch_related("commitments__enterprise", "commitments__vacancy")
        .order_by("ends_on", "pk")
    )
    everybody = list(
        Enrolment.objects.unscoped(WHY).filter(cohort__in=cohorts, state__in=COUNTED).select_related("client")
    )
    own = set(Enrolment.objects.visible_to(user).filter(cohort__in=cohorts).values_list("pk", flat=True))
    leaving = _leaving(row.client_id for row in everybody)
    return [
        _class(cohort, [row for row in everybody if row.cohort_id == cohort.pk], own, leaving, as_of)
        for cohort in cohorts
    ]


def shared_out(
    days: Mapping[int, date], wanted: Mapping[int, int], commitments: Sequence[PostCommitment]
) -> dict[int, PostCommitment]:
    """Which post waits for whom: each kept on the day when she comes out, and as many people as can be.

    days    day of the release by enrolment
    wanted  the vacancy that is meant for her by her plan: where it is one of those kept it is hers before all others
    Who comes out first chooses first, and takes the post that ends first: it is of no use to who comes out later.
    """
    left = {made.pk: made.posts for made in commitments}
    given: dict[int, PostCommitment] = {}
    in_order = sorted(days, key=lambda pk: (days[pk], pk))
    for planned in (True, False):
        for pk in in_order:
            fits = [made for made in commitments if left[made.pk] and made.until >= days[pk]]
            if planned:
                fits = [made for made in fits if made.vacancy_id and made.vacancy_id == wanted.get(pk)]
            if fits and pk not in given:
                given[pk] = min(fits, key=lambda made: (made.until, made.pk))
                left[given[pk].pk] -= 1
    return given


def _class(
    cohort: Cohort, people: Sequence[Enrolment], own: set[int], leaving: Mapping[int, Leaving], as_of: date
) -> InsideClass:
    standing = [made for made in cohort.commitments.all() if made.withdrawn_on is None]
    kept = {made.vacancy_id for made in standing}
    out = {row.pk: leaving[row.client_id] for row in people if row.client_id in leaving}
    wanted = {pk: one.plan.vacancy_id for pk, one in out.items() if one.plan and one.plan.vacancy_id}
    elsewhere = {pk for pk, vacancy in wanted.items() if vacancy not in kept}
    days = {pk: one.on for pk, one in out.items() if pk not in elsewhere}
    given = shared_out(days, wanted, standing)
    rows = []
    for row in people:
        one, post = out.get(row.pk), given.get(row.pk)
        planned = one.plan.vacancy if one and one.plan and row.pk in elsewhere else None
        if row.pk in own:
            rows.append(ComingOut(row, one, post, planned, tuple(_about(cohort, one, post, planned))))
    rows.sort(key=lambda row: (row.leaving.on if row.leaving else date.max, row.enrolment.client.number))
    posts = sum(made.posts for made in standing)
    warnings = tuple(_about_class(standing, days, len(people) - len(elsewhere), len(given), as_of))
    return InsideClass(cohort, tuple(standing), len(people), posts, tuple(rows), warnings)


def _about(
    cohort: Cohort, leaving: Leaving | None, post: PostCommitment | None, planned: Vacancy | None
) -> Iterable[str]:
    if leaving is None:
        yield "没有登记强制隔离戒毒措施，不知道哪天出所。"
        return
    if leaving.on < cohort.ends_on:
        yield "出所早于结业，问清能不能提前考核。"
    if post is None and planned is None:
        yield "没有留给本人的岗位，请找企业再留，或在计划里另选。"
    elif post is not None and post.vacancy is not None and post.vacancy.fresh_until is None:
        yield f"岗位现在是“{post.vacancy.get_state_display()}”，请问企业还留不留。"


def _about_class(
    standing: Sequence[PostCommitment], days: Mapping[int, date], people: int, served: int, as_of: date
) -> Iterable[str]:
    if not people:
        return
    if not standing:
        yield "还没有企业留岗。"
        return
    posts = sum(made.posts for made in standing)
    if posts < people:
        yield f"{people} 人要出来，只留了 {posts} 个岗位，还差 {people - posts} 个。"
    for made in standing:
        later = sum(day > made.until for day in days.values())
        if made.until < as_of:
            yield f"{made.enterprise.name}的岗位只留到 {chinese_day(made.until)}，已经过期，请问企业还留不留。"
        elif later:
            yield f"{made.enterprise.name}的岗位留到 {chinese_day(made.until)}，有 {later} 人在那以后才出所。"
    if posts >= people and served < len(days):
        yield f"岗位数够，但有 {len(days) - served} 人出所时已经不再留。"


def _leaving(clients: Iterable[int]) -> dict[int, Leaving]:
    """The release of each from the running 强制隔离戒毒, else from the latest. One query."""
    measures = (
        RehabMeasure.objects.unscoped(WHY)
        .filter(client__in=set(clients), kind=RehabMeasure.Kind.COMPULSORY_ISOLATION)
        .select_related("client__caseworker", "client__residence_region__parent", "release_plan__vacancy__enterprise")
    )
    found = sorted(measures, key=lambda measure: (measure.end is None, measure.start, measure.pk))
    return {measure.client_id: of_measure(measure) for measure in found}
