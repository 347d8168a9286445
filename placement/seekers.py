"""The records of a client as one ``Seeker`` of the matching kernel."""

from collections.abc import Iterable
from datetime import date, time

from django.db.models import prefetch_related_objects

from clients import clocks
from clients.may import county_of
from clients.models import BarFact, Client, FixedTime, Limit, RehabMeasure
from law.terms import Measure
from lexicon.features import Education, Shift, WorkFeature
from placement.matching.case import Case, Fact, MeasureSpan, Override
from placement.matching.records import Appointment, Seeker
from placement.models import BarOverride

# Hours of an appointment of which only the half-day is known, in minutes after midnight.
HALF_DAYS = {FixedTime.HalfDay.MORNING: (8 * 60 + 30, 12 * 60), FixedTime.HalfDay.AFTERNOON: (14 * 60, 17 * 60 + 30)}
EVERY_DAY = frozenset(range(7))

_ANSWERS = {BarFact.Answer.YES: True, BarFact.Answer.NO: False, BarFact.Answer.UNKNOWN: None}
_LIMITS = {Limit.Answer.CAN: True, Limit.Answer.CANNOT: False, Limit.Answer.UNKNOWN: None}


def with_facts(clients):
    """The queryset with all that ``seeker_of`` reads, in a number of queries that does not grow with the rows."""
    return clients.select_related("wish", "residence_region").prefetch_related(
        "certificates", "work_experiences", "skills", "limits", "fixed_times", "measures__pauses", "bar_facts",
        "bar_overrides",
    )  # fmt: skip


def seeker_of(client: Client, as_of: date) -> Seeker:
    """What matching knows of one client; without prefetching eleven queries.

    Papers: somebody whose work or skills are recorded was asked about them, so her list of certificates counts as
    complete. Of somebody about whom nothing is recorded it does not: then a paper is a question, not a refusal.
    """
    # Read more than once; what ``with_facts`` has loaded is not loaded again.
    prefetch_related_objects([client], "residence_region", "measures__pauses", "fixed_times")
    wish = getattr(client, "wish", None)
    worked, skills = list(client.work_experiences.all()), list(client.skills.all())
    occupations = [*(job.occupation for job in worked), *(skill.occupation for skill in skills)]
    times = [_appointment(fixed) for fixed in client.fixed_times.all()]
    return Seeker(
        id=str(client.pk),
        text="。".join(filter(None, [wish.text if wish else "", *(f"{job.title}，{job.duties}" for job in worked)])),
        wished=tuple(wish.occupations) if wish else (),
        past=tuple(dict.fromkeys(filter(None, occupations))),
        skills=tuple(skill.name for skill in skills),
        certificates={paper.code: paper.expires_on for paper in client.certificates.all()},
        certificates_complete=bool(worked or skills),
        education=Education(client.education) if client.education else None,
        birth_date=client.birth_date,
        wage_floor=float(wish.wage_floor) if wish and wish.wage_floor is not None else None,
        districts=frozenset(wish.districts) if wish and wish.districts else None,
        longitude=client.longitude,
        latitude=client.latitude,
        radius_km=float(wish.radius_km) if wish and wish.radius_km is not None else None,
        shifts=frozenset(Shift(shift) for shift in wish.shifts) if wish and wish.shifts else None,
        limits={WorkFeature(limit.feature): _LIMITS[Limit.Answer(limit.answer)] for limit in client.limits.all()},
        appointments=tuple(times) or None,
        undated=_undated(client, as_of),
        executing_county=_executing_county(client, as_of),
        excluded_industries=frozenset(wish.excluded_industries) if wish else frozenset(),
        case=_case_of(client),
        overrides=tuple(_override(made) for made in client.bar_overrides.all() if made.holds_on(as_of)),
    )


def _appointment(fixed: FixedTime) -> Appointment:
    """A monthly sign-in is looked at like a weekly one: nobody promised which week it falls into."""
    weekdays = EVERY_DAY if fixed.weekday is None else frozenset({fixed.weekday - 1})
    if fixed.starts_at and fixed.ends_at:
        start, end = _minutes(fixed.starts_at), _minutes(fixed.ends_at)
    else:
        start, end = HALF_DAYS[FixedTime.HalfDay(fixed.half_day)]
    return Appointment(fixed.get_kind_display(), weekdays, start, end)


def _undated(client: Client, as_of: date) -> tuple[str, ...]:
    """到检, where tests are still planned and nobody has written down on which weekday and at what time they are."""
    kind = FixedTime.Kind.TEST
    if any(fixed.kind == kind for fixed in client.fixed_times.all()):
        return ()
    return (kind.label,) if clocks.has_tests_ahead(client, as_of) else ()


def _executing_county(client: Client, as_of: date) -> str | None:
    """The county whose street carries a measure out that day; while it stands still nobody is asked for leave."""
    return county_of(client.residence_region.code) if clocks.is_carried_out(client, as_of) else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _case_of(client: Client) -> Case | None:
    """None for who is no rehabilitation client: then what a bar asks is a question, and blocks nothing by itself."""
    measures, answers = client.measures.all(), client.bar_facts.all()
    if client.category == Client.Category.HARD_TO_PLACE and not (measures or answers):
        return None
    return _case(measures, answers)


def _case(measures: Iterable[RehabMeasure], answers: Iterable[BarFact]) -> Case:
    """A list of measures that holds one counts as complete; an empty one means that nobody has written them down.

    A yes with its day is left to the day: use in 2020 is no use within three years.
    """
    spans = tuple(MeasureSpan(Measure(measure.kind), measure.start, measure.end) for measure in measures)
    given = {Fact(row.kind): row for row in answers}
    facts = {fact: _ANSWERS[BarFact.Answer(row.answer)] for fact, row in given.items()}
    days = {fact: row.on for fact, row in given.items()}
    for dated in (Fact.RECENT_USE, Fact.LICENCE_CANCELLED, Fact.LICENCE_REGAINED):
        if days.get(dated):
            del facts[dated]
    return Case(
        measures=spans or None,
        facts=facts,
        last_use_on=days.get(Fact.RECENT_USE),
        licence_cancelled_on=days.get(Fact.LICENCE_CANCELLED),
        licence_regained_on=days.get(Fact.LICENCE_REGAINED),
    )


def _override(made: BarOverride) -> Override:
    post = str(made.vacancy_id) if made.vacancy_id else None
    return Override(made.bar, made.citation, str(made.decided_by_id), made.decided_on, post, made.until)
