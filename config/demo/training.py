"""The demo's training: who teaches, courses with their classes, and posts that firms keep for who passes."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from config.demo.city import FIRM_MARK
from employers.models import (
    BaseAgreement,
    Cohort,
    Course,
    Enterprise,
    PlacementBase,
    PostCommitment,
    TrainingBase,
    Vacancy,
)
from people.models import Region, User

KINDS, PAYER = TrainingBase.Kind, Course.Payer
KEEPER = "limin"
# Name, kind, county, the firm that runs it.
BASES = (
    ("鄂尔多斯蓝天职业学院", KINDS.COLLEGE, "150603", ""),
    ("东胜技工学校", KINDS.SCHOOL, "150602", ""),
    ("诚信职业培训中心", KINDS.CENTRE, "150602", ""),
    ("北梁热电实训车间", KINDS.ENTERPRISE, "150602", "北梁热电"),
    ("达拉特旗职业培训学校", KINDS.SCHOOL, "150621", ""),
)


class Taught(NamedTuple):
    """One course; ``starts`` are days from today on which its classes begin."""

    base: int
    name: str
    certificate: str
    hours: int
    cost: int
    payer: str
    words: str
    starts: tuple[int, ...]
    seats: int = 20
    inside: bool = False


COURSES = (
    Taught(
        1, "低压电工取证班", "electrician_low", 80, 1200, PAYER.GOVERNMENT, "初中以上，色觉正常。", (9, 44, -30), 24
    ),
    Taught(1, "焊接与热切割取证班", "welder", 96, 1500, PAYER.GOVERNMENT, "初中以上，能蹲能弯腰。", (16, 72), 16),
    Taught(1, "叉车司机班", "forklift", 60, 900, PAYER.SHARED, "初中以上，持身份证报名。", (12, 58), 12),
    Taught(0, "制冷与空调维修班", "refrigeration", 120, 1800, PAYER.GOVERNMENT, "高中或中专以上优先。", (30,), 20),
    Taught(0, "养老护理员班", "elder_care", 100, 1000, PAYER.GOVERNMENT, "有耐心，能上夜班。", (6, 50), 30),
    Taught(2, "中式烹调班", "cook", 90, 1100, PAYER.GOVERNMENT, "办好健康证再来。", (20, -45), 25),
    Taught(2, "保安员上岗班", "security_guard", 40, 300, PAYER.FIRM, "报名前先看从业限制。", (14,), 40),
    Taught(2, "育婴员班", "infant_care", 80, 1200, PAYER.SHARED, "", (35,), 25),
    Taught(3, "锅炉司炉实训班", "boiler", 72, 0, PAYER.FIRM, "跟班实训，取证后可以留用。", (25,), 8),
    Taught(4, "低压电工取证班", "electrician_low", 80, 1200, PAYER.GOVERNMENT, "初中以上，色觉好。", (18,)),
    Taught(4, "农机驾驶与维修班", "", 64, 0, PAYER.GOVERNMENT, "不发证，学会为止。", (40,), 20),
    Taught(1, "电工班（所内）", "electrician_low", 120, 0, PAYER.GOVERNMENT, "出所前三个月。", (-20,), inside=True),
    Taught(4, "缝纫班（所内）", "", 100, 0, PAYER.GOVERNMENT, "出所前三个月。", (15,), inside=True),
)
# Course, words of the vacancy's title, firm, posts.
KEPT = (
    ("电工班（所内）", "电工", "北梁热电", 2),
    ("缝纫班（所内）", "", "罕台绒纺", 3),
    ("锅炉司炉实训班", "", "北梁热电", 4),
)
LASTS = timedelta(days=30)


def build_training(as_of: date) -> None:
    """Bases, courses, classes and kept posts; and what is known of the places that take several people at once."""
    keeper = User.objects.get(username=KEEPER)
    bases = [_base(as_of, keeper, *row) for row in BASES]
    for taught in COURSES:
        _course(as_of, keeper, bases[taught.base], taught)
    for row in KEPT:
        _commitment(as_of, keeper, *row)
    for place, base in enumerate(PlacementBase.objects.order_by("pk")):
        _placement_base(as_of, keeper, base, place)


def _base(as_of: date, keeper: User, name: str, kind: str, county: str, firm: str) -> TrainingBase:
    return TrainingBase.objects.create(
        name=name + FIRM_MARK,
        kind=kind,
        region=Region.objects.current().get(code=county),
        enterprise=Enterprise.objects.get(name__startswith=firm) if firm else None,
        since=as_of - timedelta(days=900),
        recorded_by=keeper,
    )


def _course(as_of: date, keeper: User, base: TrainingBase, taught: Taught) -> None:
    course = Course.objects.create(
        base=base, name=taught.name, certificate=taught.certificate, hours=taught.hours, cost=Decimal(taught.cost),
        payer=taught.payer, words=taught.words, inside=taught.inside, recorded_by=keeper,
    )  # fmt: skip
    for days in taught.starts:
        starts = as_of + timedelta(days=days)
        Cohort.objects.create(
            course=course, starts_on=starts, ends_on=starts + LASTS, sign_up_until=starts - timedelta(days=3),
            seats=taught.seats, place="实训楼", times="周一到周五 8:30—11:30，14:00—17:00", recorded_by=keeper,
        )  # fmt: skip


def _commitment(as_of: date, keeper: User, course: str, title: str, firm: str, posts: int) -> None:
    enterprise = Enterprise.objects.get(name__startswith=firm)
    vacancies = Vacancy.objects.published().filter(enterprise=enterprise, title__contains=title) if title else None
    PostCommitment.objects.create(
        cohort=Cohort.objects.filter(course__name=course).earliest("starts_on"),
        enterprise=enterprise,
        vacancy=vacancies.order_by("pk").first() if vacancies is not None else None,
        posts=posts,
        agreed_on=as_of - timedelta(days=25),
        until=as_of + timedelta(days=150),
        recorded_by=keeper,
    )


def _placement_base(as_of: date, keeper: User, base: PlacementBase, place: int) -> None:
    work = PlacementBase.Work
    base.work = (work.PRODUCTION, work.SERVICE, work.FARMING)[place % 3]
    base.capacity = None if place % 4 == 3 else 60 + 20 * (place % 3)
    base.save(update_fields=["work", "capacity"])
    until = as_of + timedelta(days=(20, 400, -10)[place % 3])
    BaseAgreement.objects.create(
        base=base, about=BaseAgreement.About.MANAGEMENT, with_whom=base.managing_body,
        signed_on=until - timedelta(days=730), until=until, recorded_by=keeper,
    )  # fmt: skip
