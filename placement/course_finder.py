"""培训找岗位: which courses open vacancies that a client could otherwise take, and whom of a caseload a class helps.

The number is exact: her matches grow by it when the certificate is put on file on the same day. A course opens what its
certificate opens; one without a certificate opens nothing that matching knows of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clients.models import Client
from employers.models import Cohort, Course
from lexicon.features import satisfied
from people.models import User
from placement import pool as pools
from placement.best_vacancies import BARRED, Found, caseload_of
from placement.class_seats import Seats, seats_of
from placement.enrol_in_course import is_inside
from placement.matching.constraints.table import BY_CODE
from placement.matching.papers import Gain, gains, growth, still_refused
from placement.matching.records import Seeker
from placement.models import Enrolment, EnrolmentState
from placement.pool import Pool
from placement.seekers import seeker_of

FAR = Decimal("Infinity")
ON_OTHERS = (Course.Payer.GOVERNMENT, Course.Payer.FIRM, Course.Payer.CHARITY)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class that takes sign-ups. ``mine``: the client's own enrolment in it, unless that is over."""

    cohort: Cohort
    free: int
    waiting: int
    mine: Enrolment | None

    @property
    def has_seat(self) -> bool:
        """Whether who signs up now is in it, and not on its waiting list."""
        return self.free > 0 and not self.waiting


@dataclass(frozen=True, slots=True)
class Offer:
    """One course with the classes that take sign-ups, soonest first.

    gain     None where no certificate is gained
    opened   the vacancies that it opens, best first
    refused  (label, how many): why other vacancies that ask for the certificate stay shut
    held     she holds the certificate, or one that allows at least the same
    """

    course: Course
    classes: tuple[ClassRow, ...]
    gain: Gain | None
    opened: tuple[Found, ...]
    refused: tuple[tuple[str, int], ...]
    held: bool

    @property
    def opens(self) -> int:
        return len(self.opened)

    @property
    def is_barred(self) -> bool:
        return self.gain is not None and self.gain.is_barred

    @property
    def mine(self) -> Enrolment | None:
        return next((row.mine for row in self.classes if row.mine), None)

    @property
    def _order(self) -> tuple:
        cost = Decimal(0) if self.course.payer in ON_OTHERS else self.course.cost
        return -self.opens, FAR if cost is None else cost, self.classes[0].cohort.starts_on, self.course.pk


@dataclass(frozen=True, slots=True)
class Courses:
    """Those that open most first, then the cheapest for the learner, then the soonest.

    papers_known  False: nobody has written down what she can do, so no vacancy is shut for want of papers and no
                  course seems to open any
    """

    offers: tuple[Offer, ...]
    papers_known: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Helped:
    """One client whom a class would help. ``enrolment``: hers in it, unless that is over."""

    client: Client
    opens: int
    enrolment: Enrolment | None


def courses_for(client: Client, actor: User, as_of: date) -> Courses:
    """The courses of the actor's city that take sign-ups on that day and that the client may go to, for a client whom
    she has opened through the door: inside for who is inside, else outside.

    A number of queries that does not depend on how many courses or vacancies there are.
    """
    seeker, inside, pool = seeker_of(client, as_of), is_inside(client, as_of), pools.of_actor(actor)
    by_course = _classes(client, actor, as_of, inside=inside)
    courses = [rows[0].cohort.course for rows in by_course.values()]
    codes = sorted({course.certificate for course in courses if course.certificate})
    by_code = {gain.code: gain for gain in gains(seeker, codes, pool.posts, pool.relevance, as_of)}
    valid = seeker.valid_certificates(as_of)
    offers = [_offer(course, by_course[course.pk], by_code.get(course.certificate), pool, valid) for course in courses]
    return Courses(tuple(sorted(offers, key=lambda offer: offer._order)), seeker.certificates_complete, inside)


def whom_it_helps(worker: User, cohort: Cohort, as_of: date) -> list[Helped]:
    """Of the worker's open cases those for whom the certificate of this class opens vacancies, most first. Empty for a
    course without one. All are judged at once, in one pool."""
    code = cohort.course.certificate
    if not code:
        return []
    clients = [client for client in caseload_of(worker) if is_inside(client, as_of) == cohort.course.inside]
    seekers: list[Seeker] = [seeker_of(client, as_of) for client in clients]
    counts = growth(seekers, code, pools.of_actor(worker).posts, as_of)
    mine = {
        row.client_id: row
        for row in Enrolment.objects.visible_to(worker).filter(cohort=cohort)
        if row.state not in (EnrolmentState.DROPPED, EnrolmentState.CANCELLED)
    }
    found = [
        Helped(client, int(opens), mine.get(client.pk))
        for client, opens in zip(clients, counts, strict=True)
        if opens > 0
    ]
    return sorted(found, key=lambda one: (-one.opens, one.client.number))


def _classes(client: Client, actor: User, as_of: date, *, inside: bool) -> dict[int, list[ClassRow]]:
    """The classes that take sign-ups, by course, soonest first."""
    cohorts = [
        cohort
        for cohort in Cohort.objects.visible_to(actor)
        .filter(cancelled_on=None, ends_on__gte=as_of, course__inside=inside)
        .select_related("course__base__region")
        if cohort.takes_sign_ups(as_of)
    ]
    seats = seats_of(cohort.pk for cohort in cohorts)
    mine = {
        row.cohort_id: row
        for row in client.enrolments.all()
        if row.state not in (EnrolmentState.DROPPED, EnrolmentState.CANCELLED)
    }
    found: dict[int, list[ClassRow]] = {}
    for cohort in cohorts:
        held = seats.get(cohort.pk, Seats())
        row = ClassRow(cohort, max(0, cohort.seats - held.taken), held.waiting, mine.get(cohort.pk))
        found.setdefault(cohort.course_id, []).append(row)
    return found


def _offer(course: Course, rows: Sequence[ClassRow], gain: Gain | None, pool: Pool, valid: frozenset[str]) -> Offer:
    opened = tuple(Found(pool.card(post), score) for post, score in gain.opened) if gain else ()
    refused = tuple((_label(code), count) for code, count in still_refused(gain)) if gain else ()
    held = bool(course.certificate) and satisfied(course.certificate, valid)
    return Offer(course, tuple(rows), gain, opened, refused, held)


def _label(code: str) -> str:
    return BARRED if code == "bar" else BY_CODE[code].label
