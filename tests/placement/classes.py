"""Courses, classes and enrolments in the state in which a story needs them."""

from datetime import date, timedelta
from typing import Any

from employers.models import Cohort, Course, PostCommitment, TrainingBase
from placement.enrol_in_course import enrol
from placement.models import Enrolment
from tests.cast import DONGSHENG, MONDAY, a_region, a_social_worker
from tests.placement.builders import a_firm


def a_course(name: str = "低压电工取证班", certificate: str = "electrician_low", **fields: Any) -> Course:
    """What 东胜技工学校 teaches, free of charge unless said otherwise."""
    base, _ = TrainingBase.objects.get_or_create(
        name="东胜技工学校", region=a_region(DONGSHENG), defaults={"kind": "school", "since": date(2020, 3, 1)}
    )
    known = Course.objects.filter(base=base, name=name).first()
    values = {"certificate": certificate, "hours": 80, "payer": "government", "cost": 0, **fields}
    return known or Course.objects.create(base=base, name=name, **values)


def a_class(
    course: Course | str = "低压电工取证班",
    starts_on: date = MONDAY + timedelta(days=10),
    days: int = 14,
    **fields: Any,
) -> Cohort:
    """One run of it, a fortnight long, with two seats; ``certificate``, ``inside``, ``cost`` and ``payer`` go to
    the course."""
    if isinstance(course, str):
        keys = ("certificate", "inside", "cost", "payer")
        course = a_course(course, **{key: fields.pop(key) for key in keys if key in fields})
    values = {"seats": 2, "place": "东胜技工学校实训楼", "times": "周一至周五 8:30–17:00", **fields}
    return Cohort.objects.create(
        course=course, starts_on=starts_on, ends_on=starts_on + timedelta(days=days - 1), **values
    )


def an_enrolment(client, cohort: Cohort, **options: Any) -> Enrolment:
    """By her own caseworker."""
    return enrol(a_social_worker(client.caseworker.name), client, cohort, **options)


def a_commitment(cohort: Cohort, posts: int = 2, firm: str = "蒙泰热电", **fields: Any) -> PostCommitment:
    values = {"agreed_on": MONDAY, "until": MONDAY + timedelta(days=90), **fields}
    return PostCommitment.objects.create(cohort=cohort, enterprise=a_firm(firm), posts=posts, **values)
