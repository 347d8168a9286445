"""培训: where something is taught that leads to work, what, for whose money, and when the next class begins.

Only what is open to everybody: a course that is held inside an institution is not told of, nor is a base that has no
other, and nobody's telephone number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

from employers.adverts.for_firms import tells
from employers.models import Cohort, Course, TrainingBase
from employers.public.contacts import without_contacts
from ui.templatetags.ui import money

Kind, Payer = TrainingBase.Kind, Course.Payer
KINDS = {Kind.COLLEGE: "职业学院", Kind.SCHOOL: "技工学校", Kind.CENTRE: "培训机构", Kind.ENTERPRISE: "企业"}
_INSIDE = re.compile(r"入所|(?<!派)出所|(?<!研究)所内|(?<!派出)(?<!研究)所里")


@dataclass(frozen=True, slots=True)
class Class:
    """One run of a course for which one can still sign up. ``place`` and ``times`` "" where not said."""

    starts_on: date
    ends_on: date
    sign_up_until: date
    seats: int
    place: str
    times: str


@dataclass(frozen=True, slots=True)
class PublicCourse:
    """``cost`` in words for who learns; ``free``: she pays nothing at any time. ``classes`` the soonest first."""

    name: str
    certificate: str
    hours: int
    cost: str
    free: bool
    words: str
    classes: tuple[Class, ...]


@dataclass(frozen=True, slots=True)
class PublicBase:
    """``county`` and ``code`` of the county in which it lies; ``place`` with the street."""

    name: str
    kind: str
    code: str
    county: str
    place: str
    courses: tuple[PublicCourse, ...]

    @property
    def next_start(self) -> date | None:
        """Of the class that begins first; None while none is planned."""
        return min((one.starts_on for course in self.courses for one in course.classes), default=None)


def directory(as_of: date) -> tuple[PublicBase, ...]:
    """The bases that teach something for everybody: whose next class begins soonest first, then by name. Three
    queries."""
    coming = Cohort.objects.filter(cancelled_on=None).filter(
        Q(sign_up_until__gte=as_of) | Q(sign_up_until=None, starts_on__gte=as_of)
    )
    courses = Course.objects.filter(inside=False).filter(Q(closed=False) | Q(cohorts__in=coming)).distinct()
    bases = (
        TrainingBase.objects.filter(since__lte=as_of)
        .filter(Q(until=None) | Q(until__gte=as_of))
        .select_related("region__parent")
        .prefetch_related(
            Prefetch("courses", courses.order_by("name", "pk"), "open_courses"),
            Prefetch("open_courses__cohorts", coming.order_by("starts_on", "pk"), "coming"),
        )
    )
    found = [told for base in bases if (told := _base(base)) is not None]
    return tuple(sorted(found, key=lambda base: (base.next_start or date.max, base.name)))


def _base(base: TrainingBase) -> PublicBase | None:
    courses = tuple(_courses(base))
    if not courses or _tells(base.name):
        return None
    region = base.region
    street = len(region.code) > 6 and region.parent is not None
    county = region.parent if street and region.parent is not None else region
    return PublicBase(
        base.name, KINDS[Kind(base.kind)], county.code[:6], county.name, region.short_name, courses
    )  # fmt: skip


def _courses(base: TrainingBase) -> Iterator[PublicCourse]:
    for course in base.open_courses:  # type: ignore[attr-defined]  # of the prefetch
        if _tells(course.name, course.words, course.certificate_label):
            continue
        yield PublicCourse(
            name=course.name,
            certificate=course.certificate_label,
            hours=course.hours,
            cost=cost(Payer(course.payer), course.cost),
            free=course.payer in (Payer.GOVERNMENT, Payer.FIRM, Payer.CHARITY),
            words=without_contacts(course.words),
            classes=tuple(
                Class(
                    one.starts_on, one.ends_on, one.last_sign_up, one.seats,
                    without_contacts(one.place), without_contacts(one.times),
                )
                for one in course.coming
                if not _tells(one.place, one.times)
            ),
        )  # fmt: skip


def cost(payer: Course.Payer, each: Decimal | None) -> str:
    """What it costs her who learns, in words."""
    yuan = f" {money(each)} 元" if each else "费用"
    return {
        Payer.GOVERNMENT: "免费，政府补贴",
        Payer.FIRM: "免费，用人企业出钱",
        Payer.CHARITY: "免费，公益资助",
        Payer.LEARNER: f"本人出{yuan}" if each else "本人出钱，费用问培训机构",
        Payer.SHARED: f"本人先交{yuan}，取证后补贴",
    }[payer]


def _tells(*texts: str) -> bool:
    return any(tells(text) or _INSIDE.search(text) for text in texts)
