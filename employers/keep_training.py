"""培训: open a base of training, add its courses, plan their classes, write down which firms keep posts for who passes.

Staff of a county keep what is taught there; everybody on staff reads what is taught in the city, see ``employers.may``.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from employers.kept_rows import correct, enter, require_region
from employers.models import Cohort, Course, Enterprise, PostCommitment, TrainingBase, Vacancy
from lexicon.features import CERTIFICATES, recognise
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, User

BASE, COURSE, COHORT, COMMITMENT = "training_base", "course", "cohort", "post_commitment"
BASE_FACTS = ("name", "kind", "region", "enterprise", "contact", "since", "until")
COURSE_FACTS = (
    "name", "certificate", "occupation", "hours", "cost", "payer", "inside", "words", "closed",
)  # fmt: skip
COHORT_FACTS = ("starts_on", "ends_on", "sign_up_until", "seats", "place", "times")

class_changed = Signal()
"""Sent with ``cohort`` in the transaction of each correction and cancellation: who listens may refuse."""


def certificate_code(words: str) -> str:
    """The code of a listed certificate where the words mean exactly one, else the words themselves; "" for none."""
    words = words.strip()
    for item in CERTIFICATES.values():
        if words in (item.label, item.code):
            return item.code
    found = recognise(words)
    return found[0] if len(found) == 1 else words


# Bases ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_base(actor: User, *, region: Region, **facts: Any) -> TrainingBase:
    """A new place of teaching. Raises Refused outside the actor's county, or when the facts do not fit together."""
    require_region(actor, region)
    base = TrainingBase(region=region, **facts)
    enter(actor, base, BASE)
    return base


@transaction.atomic
def correct_base(actor: User, base_id: int, **changes: Any) -> TrainingBase:
    """Change facts of ``BASE_FACTS``; ``until`` closes it, and takes no class with it.

    Raises TrainingBase.DoesNotExist outside the actor's scope, and Refused as ``open_base``, or when a class would lie
    before the first day or after the last.
    """
    base = TrainingBase.objects.kept_by(actor).select_related("region").get(pk=base_id)
    if "region" in changes:
        require_region(actor, changes["region"])
    if correct(actor, base, BASE, BASE_FACTS, changes):
        _require_its_classes_within(base)
    return base


def close_base(actor: User, base_id: int, until: date) -> TrainingBase:
    """``until`` is its last day. Raises as ``correct_base``."""
    return correct_base(actor, base_id, until=until)


# Courses --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_course(actor: User, base_id: int, *, certificate: str = "", **facts: Any) -> Course:
    """What the base teaches from now on; ``certificate`` a code or words.

    Raises TrainingBase.DoesNotExist outside the actor's scope, and Refused when the base is closed or the facts do not
    fit together.
    """
    base = TrainingBase.objects.kept_by(actor).get(pk=base_id)
    if base.until and base.until < timezone.localdate():
        raise Refused("这个培训基地已经停用。", "要恢复使用，请先改停用日期。")
    course = Course(base=base, certificate=certificate_code(certificate), **facts)
    enter(actor, course, COURSE)
    return course


@transaction.atomic
def correct_course(actor: User, course_id: int, **changes: Any) -> Course:
    """Change facts of ``COURSE_FACTS``. ``closed`` lets no further class be planned; those planned are held.

    Raises Course.DoesNotExist outside the actor's scope, and Refused when the facts do not fit together.
    """
    course = Course.objects.kept_by(actor).get(pk=course_id)
    if "certificate" in changes:
        changes["certificate"] = certificate_code(changes["certificate"])
    correct(actor, course, COURSE, COURSE_FACTS, changes)
    return course


def close_course(actor: User, course_id: int) -> Course:
    """No further class of it. Raises Course.DoesNotExist outside the actor's scope."""
    return correct_course(actor, course_id, closed=True)


# Classes --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_cohort(actor: User, course_id: int, **facts: Any) -> Cohort:
    """A class, by facts of ``COHORT_FACTS``.

    Raises Course.DoesNotExist outside the actor's scope, and Refused when the course is no longer held, the base is
    not open on all of its days, or the facts do not fit together.
    """
    course = Course.objects.kept_by(actor).select_related("base").get(pk=course_id)
    if course.closed:
        raise Refused("这门课不再开班。", "要再开，请先在课程里去掉“不再开”。")
    cohort = Cohort(course=course, **facts)
    _require_open_base(cohort)
    enter(actor, cohort, COHORT)
    return cohort


@transaction.atomic
def correct_cohort(actor: User, cohort_id: int, **changes: Any) -> Cohort:
    """Change facts of ``COHORT_FACTS``.

    Raises Cohort.DoesNotExist outside the actor's scope, and Refused as ``plan_cohort``, when it is cancelled, or when
    there would be fewer seats than people on them.
    """
    cohort = Cohort.objects.kept_by(actor).select_related("course__base").get(pk=cohort_id)
    if cohort.cancelled_on:
        raise Refused("这个班已经取消，不能再改。", "要开班请重新安排一个班次。")
    if correct(actor, cohort, COHORT, COHORT_FACTS, changes):
        _require_open_base(cohort)
        class_changed.send(Cohort, cohort=cohort)
    return cohort


@transaction.atomic
def cancel_cohort(actor: User, cohort_id: int, words: str, *, at: datetime | None = None) -> Cohort:
    """The class is not held, for the reason in ``words``.

    Raises Cohort.DoesNotExist outside the actor's scope, and Refused without a reason, when it is cancelled already,
    or when it is over.
    """
    today = timezone.localdate(at)
    cohort = Cohort.objects.kept_by(actor).get(pk=cohort_id)
    words = words.strip()
    if not words:
        raise Refused("取消班次请写明原因。", "学员会问：例如“报名不足”“老师生病”。")
    if len(words) > _LONGEST_REASON:
        raise Refused(f"原因最多写 {_LONGEST_REASON} 个字。")
    if cohort.ends_on < today:
        raise Refused("这个班已经结业，不能取消。", "日期填错了请更正。")
    row = Cohort.objects.filter(pk=cohort.pk, cancelled_on=None)
    if not row.update(cancelled_on=today, cancel_words=words):
        raise Refused("这个班已经取消了。", "请刷新页面。")
    ledger.record(actor, Action.CHANGE, COHORT, cohort.pk, Purpose.CASE_WORK)
    cohort.refresh_from_db()
    class_changed.send(Cohort, cohort=cohort)
    return cohort


# Posts that are kept --------------------------------------------------------------------------------------------------


@transaction.atomic
def commit_posts(
    actor: User,
    cohort_id: int,
    *,
    enterprise: Enterprise,
    posts: int,
    agreed_on: date,
    until: date,
    vacancy: Vacancy | None = None,
    at: datetime | None = None,
) -> PostCommitment:
    """``enterprise`` keeps ``posts`` for who passes the class, until the day ``until``; of ``vacancy`` where it is on
    the platform.

    Raises Cohort.DoesNotExist outside the actor's scope, and Refused for a firm of another city, a vacancy of another
    firm, a word given ahead or that ends before the class does, a class that is cancelled, or a word given twice.
    """
    cohort = Cohort.objects.kept_by(actor).get(pk=cohort_id)
    if cohort.cancelled_on:
        raise Refused("这个班已经取消，不能再登记企业留岗。")
    if not Enterprise.objects.visible_to(actor).filter(pk=enterprise.pk).exists():
        raise Refused("只能登记本市企业的承诺。", "请先在“企业”里登记这家企业。")
    if vacancy is not None and not _is_offered(actor, vacancy, enterprise):
        raise Refused("这个岗位不是这家企业正在招的。", "请选这家企业正在招的岗位，或者先空着。")
    if agreed_on > timezone.localdate(at):
        raise Refused("约定日期还没到。", "请填已经谈定的日期。")
    if until < cohort.ends_on:
        raise Refused("岗位没有保留到结业。", "请和企业商量，至少保留到结业那天。")
    given = PostCommitment.objects.filter(cohort=cohort, enterprise=enterprise, vacancy=vacancy, withdrawn_on=None)
    if given.exists():
        raise Refused("这家企业的这项承诺已经登记过。", "数目有变，请先撤回原来的，再登记一次。")
    made = PostCommitment(
        cohort=cohort, enterprise=enterprise, vacancy=vacancy, posts=posts, agreed_on=agreed_on, until=until
    )
    enter(actor, made, COMMITMENT)
    return made


@transaction.atomic
def withdraw_commitment(actor: User, commitment_id: int, *, at: datetime | None = None) -> PostCommitment:
    """The firm no longer keeps the posts. Raises PostCommitment.DoesNotExist outside the actor's scope, and Refused
    when it has been withdrawn already."""
    made = PostCommitment.objects.kept_by(actor).get(pk=commitment_id)
    row = PostCommitment.objects.filter(pk=made.pk, withdrawn_on=None)
    if not row.update(withdrawn_on=timezone.localdate(at)):
        raise Refused("这项承诺已经撤回了。", "请刷新页面。")
    ledger.record(actor, Action.CHANGE, COMMITMENT, made.pk, Purpose.CASE_WORK)
    made.refresh_from_db()
    return made


# Mechanics ------------------------------------------------------------------------------------------------------------

_LONGEST_REASON = 100


def _require_its_classes_within(base: TrainingBase) -> None:
    classes = Cohort.objects.filter(course__base=base, cancelled_on=None)
    if base.until and classes.filter(ends_on__gt=base.until).exists():
        raise Refused("停用日期之后还有班次没有结业。", "请先改班次的日期，或者取消那些班次。")
    if classes.filter(starts_on__lt=base.since).exists():
        raise Refused("启用日期之前已经有班次。", "请核对启用日期。")


def _require_open_base(cohort: Cohort) -> None:
    base = cohort.course.base
    if cohort.starts_on < base.since:
        raise Refused("开班时培训基地还没有启用。", "请核对开班日期，或者更正基地的启用日期。")
    if base.until and cohort.ends_on > base.until:
        raise Refused("结业时培训基地已经停用。", "请改班次的日期，或者换一个基地。")


def _is_offered(actor: User, vacancy: Vacancy, enterprise: Enterprise) -> bool:
    found = Vacancy.objects.visible_to(actor).published().filter(pk=vacancy.pk, enterprise=enterprise)
    return found.exists()
