"""Builders of training: a base, a course, a class, posts that a firm keeps."""

from datetime import date
from decimal import Decimal

from employers import keep_training
from employers.models import Cohort, Course, Enterprise, PostCommitment, TrainingBase
from people.models import User
from tests.cast import DONGSHENG, a_region, a_social_worker, an_enterprise


def a_training_base(name: str = "东胜技工学校", worker: User | None = None, **facts) -> TrainingBase:
    found = TrainingBase.objects.filter(name=name).first()
    known = {"kind": "school", "region": a_region(DONGSHENG), "since": date(2024, 3, 1)} | facts
    return found or keep_training.open_base(worker or a_social_worker(), name=name, **known)


def a_course(
    name: str = "低压电工取证班", base: TrainingBase | None = None, worker: User | None = None, **facts
) -> Course:
    """Leads to 低压电工作业证, 80 hours, paid by the training subsidy, unless told otherwise."""
    worker = worker or a_social_worker()
    known = {"certificate": "electrician_low", "hours": 80, "cost": Decimal(1200), "payer": "government"} | facts
    return keep_training.add_course(worker, (base or a_training_base(worker=worker)).pk, name=name, **known)


def a_cohort(course: Course | None = None, worker: User | None = None, **facts) -> Cohort:
    """From 2026-12-07 to 2027-01-08, 20 seats, unless told otherwise."""
    worker = worker or a_social_worker()
    known = {"starts_on": date(2026, 12, 7), "ends_on": date(2027, 1, 8), "seats": 20} | facts
    return keep_training.plan_cohort(worker, (course or a_course(worker=worker)).pk, **known)


def a_commitment(
    cohort: Cohort | None = None, firm: Enterprise | None = None, worker: User | None = None, **facts
) -> PostCommitment:
    """蒙泰热电 keeps two posts until the end of March 2027."""
    worker = worker or a_social_worker()
    known = {"posts": 2, "agreed_on": date(2026, 11, 16), "until": date(2027, 3, 31)} | facts
    firm = firm or an_enterprise("蒙泰热电")
    return keep_training.commit_posts(worker, (cohort or a_cohort(worker=worker)).pk, enterprise=firm, **known)
