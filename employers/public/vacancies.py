"""在招岗位: what a visitor may read of the posts that firms agreed to put on the public site.

Which ones, and why not all. A post is shown where all of this holds:
- it is offered: published, confirmed within 30 days, with places left, and its firm has been verified;
- the firm said yes to being named on a public page: in the portal by itself, or to a member of staff who wrote down
  who said so. What staff or a list entered without asking is not public: the firm gave the post to be recommended,
  not to be shown to everybody;
- nothing in it asks for what the law forbids to ask. Staff talk with the firm; the site does not print it meanwhile;
- none of its words says whom the platform serves.

Shown is what the post is. Not shown is how many have been taken on, whom to call and where exactly: whoever is
interested asks at the service point, and nobody is asked for her name here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils import timezone

from employers.adverts.demand_rules import Lawful
from employers.adverts.for_firms import tells
from employers.models import Vacancy
from employers.models.vacancy import VacancyQuerySet
from employers.public.contacts import without_contacts
from employers.public.places import Stop
from lexicon.cut import normal
from lexicon.cut import words as cut
from lexicon.features import Education
from people.models import Level, Region
from ui.templatetags.ui import wage_range

PER_PAGE = 20
SIMILAR = 4
LONGEST_QUERY = 40


@dataclass(frozen=True)
class PublicVacancy:
    """One post as anybody may read it. Wages in 元/月; None: not said. ``place`` the district and street, from the
    province down; ``text`` and ``wage_text`` without ways to reach anybody."""

    uid: UUID
    title: str
    firm: str
    occupation: str
    place: tuple[Stop, ...]
    wage_min: Decimal | None
    wage_max: Decimal | None
    wage_text: str
    headcount: int | None
    part_time: bool
    shifts: tuple[str, ...]
    features: tuple[str, ...]
    certificates: tuple[str, ...]
    education: str
    experience_years: int | None
    board: bool | None
    lodging: bool | None
    insurance: bool | None
    text: str
    published_on: date
    confirmed_on: date
    offered_until: date

    @property
    def district(self) -> str:
        """东胜区交通街道"""
        return "".join(stop.name for stop in self.place[2:]) or self.place[-1].name

    @property
    def county(self) -> Stop:
        """The county, or what is next above it."""
        return self.place[min(2, len(self.place) - 1)]

    @property
    def wage(self) -> str:
        return wage_range(self.wage_min, self.wage_max)

    @property
    def offers(self) -> tuple[str, ...]:
        """What the firm gives beside the wage, in words; what it does not say is left out."""
        named = ((self.board, "包吃"), (self.lodging, "包住"), (self.insurance, "缴社会保险"))
        return tuple(name if given else f"不{name}" for given, name in named if given is not None)

    @cached_property
    def _found_in(self) -> tuple[str, str]:
        """Title and occupation; everything that a word may stand in."""
        first = normal(f"{self.title} {self.occupation}")
        rest = (self.firm, self.district, *self.shifts, *self.features, *self.certificates, *self.offers, self.text)
        return first, normal(" ".join((first, *rest)))

    def score(self, wanted: Sequence[str]) -> int | None:
        """How many of the words stand in the title; None where one stands nowhere."""
        first, everything = self._found_in
        if not all(_stands_in(word, everything) for word in wanted):
            return None
        return sum(_stands_in(word, first) for word in wanted)


def _stands_in(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None
    return word in text


@dataclass(frozen=True, slots=True)
class County:
    """One choice of the filter: a county in which something is offered, and how many posts."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what was found. ``counties`` count what the words find anywhere."""

    rows: tuple[PublicVacancy, ...]
    total: int
    page: int
    pages: int
    counties: tuple[County, ...]
    region: str
    words: str


def listed(as_of: date, region: str = "", words: str = "", page: object = 1) -> Listing:
    """What is offered in the region of this code and holds all of the words: hits in the title first, then what was
    confirmed last. A page that is not there is the first or the last. Two queries."""
    asked = " ".join(words.split())[:LONGEST_QUERY]
    found = _matching(shown(as_of), wanted(asked))
    counted = Counter(one.county.code for one in found)
    names = {one.county.code: one.county.name for one in found}
    inside = [one for one in found if any(stop.code == region for stop in one.place)] if region else found
    paged = Paginator(inside, PER_PAGE).get_page(page)  # type: ignore[arg-type]  # takes what a query string holds
    return Listing(
        rows=tuple(paged),
        total=len(inside),
        page=paged.number,
        pages=paged.paginator.num_pages,
        counties=tuple(County(code, names[code], many) for code, many in sorted(counted.items())),
        region=region,
        words=asked,
    )


def wanted(words: str) -> list[str]:
    """The words that are looked for: without single characters, unless there is nothing else."""
    found = list(dict.fromkeys(cut(words)))
    return [word for word in found if len(word) > 1] or found


def _matching(vacancies: Iterable[PublicVacancy], asked: Sequence[str]) -> list[PublicVacancy]:
    scored = [(score, one) for one in vacancies if (score := one.score(asked)) is not None]
    return [one for _, one in sorted(scored, key=lambda found: -found[0])]


def vacancy(uid: UUID, as_of: date) -> PublicVacancy | None:
    """The post, while it is shown; None for one that is no more, and for one that never was. Two queries."""
    return next(iter(_told(Vacancy.objects.for_visitors(as_of).filter(uid=uid))), None)


def among(keys: Iterable[int], as_of: date) -> dict[int, PublicVacancy]:
    """Those of these vacancies that are shown, by their keys. Two queries."""
    rows = Vacancy.objects.for_visitors(as_of).filter(pk__in=list(keys))
    return {row.pk: one for row, one in _with_rows(rows)}


def similar(uid: UUID, as_of: date, most: int = SIMILAR) -> tuple[PublicVacancy, ...]:
    """What else is offered, for who looks for a post that is gone: of the same occupation or a like title first, then
    of the same county, then the rest. Of a post that never stood here nothing is used. Three queries."""
    gone = Vacancy.objects.filter(uid=uid, is_public=True, published_at__isnull=False).select_related("region").first()
    rows = [one for one in shown(as_of) if one.uid != uid]
    if gone is None:
        return tuple(rows[:most])
    title, county = set(wanted(gone.title)), gone.region.code[: Level.COUNTY]

    def unlike(one: PublicVacancy) -> tuple[int, bool]:
        same = bool(gone.occupation) and one.occupation == gone.occupation_name
        return -len(title & set(wanted(one.title))) - 2 * same, one.county.code != county

    return tuple(sorted(rows, key=unlike)[:most])


def shown(as_of: date) -> list[PublicVacancy]:
    """Every one, what was confirmed last first. Two queries."""
    return _told(Vacancy.objects.for_visitors(as_of).order_by("-refreshed_at", "-pk"))


def latest(as_of: date, count: int) -> list[PublicVacancy]:
    """The first of ``shown``, without reading the rest: three times as many are read at once as are asked for, and on
    where too few of them may stand. Three queries, most times."""
    rows = Vacancy.objects.for_visitors(as_of).order_by("-refreshed_at", "-pk")
    found: list[PublicVacancy] = []
    step = 3 * count
    for start in range(0, rows.count(), step):
        found += _told(rows[start : start + step])
        if len(found) >= count:
            break
    return found[:count]


def may_stand(vacancy: Vacancy) -> bool:
    """Whether nothing in it keeps it off a public page."""
    return not (asks_unlawfully(vacancy) or tells_too_much(vacancy))


def asks_unlawfully(vacancy: Vacancy) -> bool:
    return any(demand.get("lawful") == Lawful.UNLAWFUL for demand in vacancy.demands)


def tells_too_much(vacancy: Vacancy) -> bool:
    """Whether a word of it, or of its firm's name, would say whom the platform serves."""
    certificates = " ".join(vacancy.certificate_labels())
    return tells(f"{vacancy.title} {vacancy.enterprise.name} {vacancy.wage_text} {certificates} {vacancy.text}")


def why_not_shown(vacancy: Vacancy, as_of: date) -> str:
    """What to tell the firm of a post that it wants on the site and that does not stand there; "" where it does."""
    if not vacancy.enterprise.is_verified:
        return "企业资料还没有核实"
    if asks_unlawfully(vacancy):
        return "有不合法的招聘要求，改好后才会显示"
    if tells_too_much(vacancy):
        return "有的文字不适合放在网站上，请问工作人员"
    if vacancy.places_left == 0:
        return "已经招满"
    if vacancy.fresh_until is None or vacancy.fresh_until < as_of:
        return "发布以后才会显示"
    return ""


_READ = tuple(
    """
    uid title occupation headcount wage_min wage_max wage_text shifts features certificates education experience_years
    board lodging insurance part_time text demands state published_at refreshed_at region__code enterprise__name
    """.split()
)
_LEVELS = (2, 4, 6, 9, 12)


def _told(found: VacancyQuerySet) -> list[PublicVacancy]:
    return [one for _, one in _with_rows(found)]


def _with_rows(found: VacancyQuerySet) -> list[tuple[Vacancy, PublicVacancy]]:
    rows = [row for row in found.select_related("enterprise", "region").only(*_READ) if may_stand(row)]
    stems = {row.region.code[:length] for row in rows for length in _LEVELS}
    names = dict(Region.objects.filter(code__in=stems).order_by("valid_from").values_list("code", "name"))
    return [(row, _one(row, names)) for row in rows]


def _one(row: Vacancy, names: Mapping[str, str]) -> PublicVacancy:
    assert row.published_at is not None
    assert row.refreshed_at is not None
    assert row.fresh_until is not None
    stems = dict.fromkeys(row.region.code[:length] for length in _LEVELS)
    return PublicVacancy(
        uid=row.uid,
        title=without_contacts(row.title),
        firm=row.enterprise.name,
        occupation="" if tells(row.occupation_name) else row.occupation_name,
        place=tuple(Stop(code, names[code]) for code in stems if code in names),
        wage_min=row.wage_min,
        wage_max=row.wage_max,
        wage_text=without_contacts(row.wage_text),
        headcount=row.headcount,
        part_time=row.part_time,
        shifts=tuple(row.shift_labels()),
        features=tuple(row.feature_labels()),
        certificates=tuple(map(without_contacts, row.certificate_labels())),
        education=dict(Education.choices()).get(row.education, ""),
        experience_years=row.experience_years,
        board=row.board,
        lodging=row.lodging,
        insurance=row.insurance,
        text=without_contacts(row.text),
        published_on=timezone.localdate(row.published_at),
        confirmed_on=timezone.localdate(row.refreshed_at),
        offered_until=row.fresh_until,
    )


def job_posting(vacancy: PublicVacancy) -> dict[str, Any]:
    """The post for machines, by schema.org/JobPosting. What the firm does not say is left out."""
    names = [stop.name for stop in vacancy.place]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": vacancy.text or vacancy.title,
        "identifier": {"@type": "PropertyValue", "name": vacancy.firm, "value": str(vacancy.uid)},
        "datePosted": vacancy.published_on.isoformat(),
        "validThrough": timezone.make_aware(datetime.combine(vacancy.offered_until, time(23, 59, 59))).isoformat(),
        "employmentType": "PART_TIME" if vacancy.part_time else "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": vacancy.firm},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressRegion": names[0],
                "addressLocality": "".join(names[1:]) or names[0],
            },
        },
        "directApply": False,
    }
    if vacancy.wage_min is not None or vacancy.wage_max is not None:
        bounds = {"minValue": vacancy.wage_min, "maxValue": vacancy.wage_max}
        value = {name: float(amount) for name, amount in bounds.items() if amount is not None}
        found["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": {"@type": "QuantitativeValue", **value, "unitText": "MONTH"},
        }
    if vacancy.headcount:
        found["totalJobOpenings"] = vacancy.headcount
    return found
