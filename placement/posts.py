"""The records of a vacancy as one ``Post`` of the matching kernel, and as one ``Card`` of the lists."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from employers.models import State, Vacancy
from employers.models.vacancy import FRESH_DAYS
from lexicon.features import Education, PostKind, Shift, WorkFeature
from lexicon.occupations import ENTRIES
from people.models import Region
from placement.datum import as_wgs84
from placement.matching.records import Post
from placement.search.card import Card

COUNTY = 6
# What documents and cards read beside the vacancy itself.
RELATED = ("enterprise__region", "region__parent")


def post_of(vacancy: Vacancy) -> Post:
    """What matching knows of one vacancy. Its firm and region should be at hand.

    An advertisement with a text that names no paper asks for none; one without a text has not said. Statutory kinds
    that a person has not confirmed count where one was guessed; where none was guessed they are not known.
    """
    kinds = frozenset(PostKind(code) for code in vacancy.post_kinds)
    said = bool(vacancy.text or vacancy.certificates)
    place = as_wgs84(vacancy.longitude, vacancy.latitude, vacancy.datum)
    refreshed = _day(vacancy.refreshed_at)
    return Post(
        id=str(vacancy.pk),
        title=vacancy.title,
        text=vacancy.text,
        occupation=vacancy.occupation or None,
        industry=vacancy.enterprise.industry or None,
        wage_min=float(vacancy.wage_min) if vacancy.wage_min is not None else None,
        wage_max=float(vacancy.wage_max) if vacancy.wage_max is not None else None,
        region=vacancy.region.code,
        longitude=place[0] if place else None,
        latitude=place[1] if place else None,
        shifts=frozenset(Shift(code) for code in vacancy.shifts) or None,
        features=frozenset(WorkFeature(code) for code in vacancy.features),
        education=Education(vacancy.education) if vacancy.education else None,
        certificates=frozenset(vacancy.certificates) if said else None,
        kinds=kinds if kinds or vacancy.kinds_are_confirmed else None,
        headcount_left=vacancy.places_left,
        fresh_until=refreshed + timedelta(days=FRESH_DAYS) if refreshed else None,
        board=vacancy.board,
        lodging=vacancy.lodging,
        insurance=vacancy.insurance,
    )


def card_of(vacancy: Vacancy) -> Card:
    """What lists show of one vacancy. Its firm, the firm's region and its own should be at hand."""
    code = vacancy.region.code
    return Card(
        id=vacancy.pk,
        title=vacancy.title,
        firm=vacancy.enterprise.name,
        firm_id=vacancy.enterprise_id,
        verified=vacancy.enterprise.is_verified,
        kept=vacancy.enterprise.region.code,
        region=code,
        county=code[:COUNTY] if len(code) >= COUNTY else "",
        place=vacancy.region.short_name,
        address=vacancy.address,
        occupation=vacancy.occupation_name,
        group=_medium_group(vacancy.occupation),
        wage_min=_whole(vacancy.wage_min),
        wage_max=_whole(vacancy.wage_max),
        wage_text=vacancy.wage_text,
        shifts=tuple(shift for shift in Shift if shift in vacancy.shifts),
        features=tuple(feature for feature in WorkFeature if feature in vacancy.features),
        board=vacancy.board,
        lodging=vacancy.lodging,
        insurance=vacancy.insurance,
        places=vacancy.places_left,
        state=State(vacancy.state),
        published_on=_day(vacancy.published_at),
        refreshed_on=_day(vacancy.refreshed_at),
    )


def county_names(codes: set[str]) -> dict[str, str]:
    """The names of these counties by code, in order of code."""
    return dict(Region.objects.current().filter(code__in=codes).order_by("code").values_list("code", "name"))


def _whole(wage: Decimal | None) -> Decimal | None:
    """Whole yuan: a daily wage turned into a monthly one has fen that nobody promised."""
    return None if wage is None else wage.quantize(Decimal(1), ROUND_HALF_UP)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _medium_group(code: str) -> str:
    """The code of the medium group of an occupation, "" where none is recorded."""
    group = "-".join([*code.split("-")[:2], "00", "00"]) if code else ""
    return group if group in ENTRIES else ""
