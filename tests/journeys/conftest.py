"""A small city for the browser: one caseload, one manager, vacancies that fit and that do not.

The site runs in a thread of its own, so everything here is committed, and flushed after each test. The city is built
once, its database kept, and put back for each test.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from clients import make_plan
from clients.hand_over import offer
from clients.models import Client, Duty, Goal, HelpEvent, HouseholdMember, Transfer
from clients.record_help import record_help
from employers import hold_fair, keep_bases, keep_training
from employers.models import (
    Cohort,
    Contact,
    Course,
    Dossier,
    DossierPaper,
    Enterprise,
    Fair,
    Hire,
    PlacementBase,
    State,
    TrainingBase,
    Upload,
    Vacancy,
    Verification,
)
from people.models import Notice, User
from placement import release, shortlist
from placement.enrol_in_course import enrol
from placement.models import Enrolment, Placement, Referral
from placement.place import place
from tests.api.tokens import a_token
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    KANGBASHI,
    a_contact,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.cast import a_vacancy as a_portal_vacancy
from tests.cms.site import a_site
from tests.employers.fairs import a_fair, a_fair_begun, a_guest
from tests.employers.hires import a_dossier, a_hire, a_paper
from tests.employers.portal import a_firms_list, a_refused_one, a_verification
from tests.employers.training import a_cohort, a_commitment
from tests.figures.months import clear_months, some_months
from tests.kept_database import Kept, keep
from tests.placement.builders import CLEANER, a_case, a_case_inside, a_vacancy, an_open_vacancy, days_before
from tests.placement.referrals import a_referral
from tests.welfare.applications import an_application
from tests.welfare.results import a_determination, a_gap
from tests.welfare.test_calendar import NEW_YEAR
from welfare import apply
from welfare.calendar import load_notice
from welfare.models import Application, Benefit, CalendarNotice, StandardRow, TakeUpGap
from welfare.propose_standard import Proposal, propose

PASSWORD = "guihang-2026"


@dataclass(frozen=True)
class City:
    li: User
    zhang: User
    qiqige: User
    manager: User
    officer: User
    auditor: User
    admin: User
    wang: Client
    sun: Client
    handed: Client
    inside: Client
    firm: Enterprise
    first: Vacancy
    second: Vacancy
    near: Vacancy
    guard: Vacancy
    work: Placement
    referral: Referral
    mother: HouseholdMember
    benefit: Benefit
    gap: TakeUpGap
    application: Application
    refused: Application
    notice: CalendarNotice
    standard: StandardRow
    zhou: User
    contact: Contact
    waiting: User
    refused_firm: User
    verification: Verification
    sent_back: Verification
    draft: Vacancy
    submitted: Vacancy
    firms_list: Upload
    firms_list_done: Upload
    hire: Hire
    dossier: Dossier
    dossier_paper: DossierPaper
    proposed: Referral
    invited: Referral
    school: TrainingBase
    course: Course
    cohort: Cohort
    enrolment: Enrolment
    base: PlacementBase
    fair: Fair
    fair_begun: Fair
    event: HelpEvent
    goal: Goal

    @property
    def duty(self) -> Duty:
        """What an office owes because of the application of 王建军."""
        return self.wang.duties.get(kind="application")

    @property
    def comes(self) -> Transfer:
        """Somebody who moves to the street of 李敏, once a test has sent her."""
        return Transfer.objects.unscoped("journey").get()


def an_office_at_work(wang: Client, sun: Client, today: date) -> dict[str, object]:
    """One application whose opinion hangs on the wall, one that was refused; next year's calendar and a number that
    wait for a second person."""
    officer = a_welfare_officer(password=PASSWORD)
    published = an_application(client=wang, officer=officer, upto="publicise", on=days_before(12, today))
    refused = an_application("destitute_support", client=sun, officer=officer, upto="accept", on=days_before(9, today))
    apply.move(officer, refused, "refuse", days_before(1, today), note="家庭财产超过当地规定")
    notice = load_notice(a_manager(password=PASSWORD), today.year + 1, NEW_YEAR, "放假安排的通知")
    number = Proposal("minimum_living_standard", "1,100", today, source_title="东胜区城乡低保标准", urban=True)
    standard = propose(officer, a_region(DONGSHENG), number)
    return {"application": published, "refused": refused, "notice": notice, "standard": standard}


def a_portal_at_work(firm: Enterprise) -> dict[str, object]:
    """周丽 of the firm with a colleague, somebody who asks to join, one who waits, and one who was sent back."""
    zhou = a_contact("周丽", firm, password=PASSWORD)
    a_contact("白云", firm, role="member")
    a_verification("刘芳", firm.name)
    waiting, sent_back = a_verification("贺秀兰", "恒晟物业"), a_refused_one("孟和", "通达汽修")
    Notice.objects.create(user=zhou.user, text="有人申请成为贵单位的联系人。", url_name="portal:contacts")
    hire = a_hire(zhou)
    dossier = a_dossier(zhou, hire)
    return {
        "zhou": zhou.user,
        "hire": hire,
        "dossier": dossier,
        "dossier_paper": a_paper(zhou, dossier),
        "contact": zhou,
        "waiting": waiting.user,
        "refused_firm": sent_back.user,
        "verification": waiting,
        "sent_back": sent_back,
        "firms_list": a_firms_list(zhou),
        "firms_list_done": a_firms_list(
            zhou, publish=True, state=Upload.State.APPLIED, added=3, refused=1, report=[[5, "这是另一家企业的代码。"]]
        ),
        "draft": a_portal_vacancy("钳工", firm, state=State.DRAFT, text="限男性，检修水泵。"),
        "submitted": a_portal_vacancy("叉车司机", firm, state=State.SUBMITTED, text="装卸货物，无吸毒史。"),
    }


def a_base(li: User, today: date) -> PlacementBase:
    """A point whose agreement ends soon."""
    since = days_before(700, today)
    base = keep_bases.open_base(
        li, name="罕台安置点", kind="point", region=a_region(DONGSHENG), managing_body="罕台镇政府", since=since,
        capacity=20, work="farming",
    )  # fmt: skip
    until = today + timedelta(days=30)
    keep_bases.add_agreement(li, base.pk, about="management", with_whom="罕台镇政府", signed_on=since, until=until)
    return base


def a_training(li: User, wang: Client, post: Vacancy, today: date) -> dict[str, object]:
    """A class that can be joined, with 王建军 in it; two firms keep posts for it, one of them no longer. And a course
    that opens a vacancy for him."""
    cohort = a_cohort(worker=li, starts_on=today + timedelta(days=14), ends_on=today + timedelta(days=45), place="二楼")
    until = cohort.ends_on + timedelta(days=60)
    a_commitment(cohort, post.enterprise, li, vacancy=post, until=until, agreed_on=today)
    withdrawn = a_commitment(cohort, post.enterprise, li, until=until, agreed_on=today)
    keep_training.withdraw_commitment(li, withdrawn.pk)
    forklift = keep_training.add_course(
        li, cohort.course.base_id, name="叉车司机班", certificate="forklift", hours=60, payer="government"
    )
    keep_training.plan_cohort(
        li, forklift.pk, starts_on=today + timedelta(days=60), ends_on=today + timedelta(days=75), seats=12
    )
    enrolment = enrol(li, wang, cohort)
    return {"school": cohort.course.base, "course": cohort.course, "cohort": cohort, "enrolment": enrolment}


def the_fairs(li: User) -> dict[str, object]:
    """One for which firms can register, and one that has begun, with who came already ticked off."""
    fair, begun = a_fair(worker=li), a_fair_begun("铁西社区专场推介会", li)
    a_guest(fair, worker=li)
    here, _ = a_guest(begun, worker=li), a_guest(begun, "恒信物流", worker=li, posts="装卸工 5 人，包住")
    hold_fair.mark(li, begun.pk, {here.pk: hold_fair.Mark(True, 2)})
    return {"fair": fair, "fair_begun": begun}


def candidates_of(zhang: User, post: Vacancy) -> dict[str, object]:
    """Two of 张伟's clients before the firm: one waits for its answer, one is invited."""
    at = timezone.now() - timedelta(hours=5)
    ways = {"proposed": ("乌兰", "see"), "invited": ("陈志远", "invite")}
    return {
        word: a_referral(a_case(name, zhang, phone="13847719876"), post, upto=upto, at=at)
        for word, (name, upto) in ways.items()
    }


@pytest.fixture(scope="session")
def kept_cities() -> dict[date, tuple[City, Kept]]:
    """The city of each day on which tests ran, with its database."""
    return {}


@pytest.fixture
def closed_months(transactional_db):
    """What is closed can be flushed no more than changed: it is cleared away before."""
    yield
    clear_months()


@pytest.fixture
def city(closed_months, settings, kept_cities) -> City:
    # Seven slow hashes per test would be half of the suite's time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    today = timezone.localdate()
    if today not in kept_cities:
        kept_cities[today] = build(today), keep()
    built, database = kept_cities[today]
    database.put_back()
    # A test may change what it holds.
    return deepcopy(built)


def build(today: date) -> City:
    """Everything that somebody in a journey may meet; about a second of work."""
    for code in (DONGSHENG, KANGBASHI, "150627"):
        a_region(code)
    # First of all: whoever is named without a password keeps none.
    manager = a_manager(password=PASSWORD)
    li, zhang = a_social_worker("李敏", password=PASSWORD), a_social_worker("张伟", GONGYUAN, password=PASSWORD)
    told = {"on": today, "address": "伊化路18号"}
    first = an_open_vacancy("维修电工(低压)", **told)
    second = an_open_vacancy("物业水电工", firm="万正物业", wage_min=Decimal(3500), wage_max=Decimal(3500), **told)
    near = an_open_vacancy("叉车电工", firm="恒源物流", certificates=["forklift"], **told)
    guard = an_open_vacancy("保安", occupation="4-07-05-01", post_kinds=["security_guard"], **told)
    an_open_vacancy("夜班电工", shifts=["night"], features=["night", "height"], **told)
    cleaning = an_open_vacancy("保洁", occupation=CLEANER, text="打扫楼道。", firm="万正物业", **told)
    a_vacancy("普工 急招", firm="恒源物流", on=days_before(40, today))
    a_vacancy("草稿岗位", state="draft")
    wang = a_case(
        "王建军", li, certificates=("electrician_low",), opened_on=days_before(400, today),
        last_contact_on=days_before(45, today), next_contact_on=today,
    )  # fmt: skip
    sun = a_case("孙丽", li, sex="female", wished=(CLEANER,), wage_floor=None, shifts=(), measures=())
    handed = a_case("赵强", zhang, opened_on=days_before(200, today))
    inside = a_case_inside(today + timedelta(days=50), "那仁", li, opened_on=days_before(300, today))
    release.hold_vacancy(li, inside.measures.get(), first, today + timedelta(days=60))
    offer(zhang, [handed.pk], li, "材料齐全，家里情况电话里说。", today)
    event = record_help(li, sun, kind="call", at=timezone.now(), note="问了找工作的打算。", said="想找个白班的活。")
    plan = make_plan.make_plan(
        li, sun, made_on=today, review_on=today + timedelta(days=90), said="想把孩子接回来住。",
        goals=[make_plan.NewGoal("work", "找到一份白班的工作", next_step="陪同看岗位", next_on=today)],
    )  # fmt: skip
    shortlist.add(li, sun, a_vacancy("停招的保洁", firm="万正物业", on=today, state="paused"))
    hong, lately = a_contact("包红", cleaning.enterprise), timezone.now() - timedelta(hours=5)
    referral = a_referral(sun, cleaning, upto="invite", at=lately, contact=hong)
    began = days_before(95, today)
    work = place(li, wang, kind="flexible", job_title="工地零工", started_on=began, workplace="铁西工地")
    work.hire = Hire.objects.create(
        enterprise=first.enterprise, name="王建军", started_on=began, contract_from=began, wage=Decimal(3800)
    )
    work.save(update_fields=["hire"])
    mother = HouseholdMember.objects.create(client=wang, name="刘桂兰", relation="mother", recorded_by=li)
    benefit = Benefit.objects.create(
        client=wang, entitlement="medical_aid", since=days_before(30, today), recorded_by=li
    )
    a_determination(wang, amount=650, on=today)
    a_determination(sun, outcome="undetermined", missing=("disability_grade@self",), on=today)
    gap = a_gap(wang, opened_on=today, due_on=today, next_action="上门取收入证明")
    some_months(today.replace(day=1) - relativedelta(months=1), [work.pk])
    a_site()
    return City(
        li=li, zhang=zhang, qiqige=a_social_worker("其其格", "150603001", password=PASSWORD),
        manager=manager, officer=a_welfare_officer(password=PASSWORD),
        auditor=an_auditor(password=PASSWORD), admin=a_token()[0].issued_by,
        work=work, wang=wang, sun=sun, handed=handed, inside=inside,
        firm=first.enterprise,
        first=first, second=second, near=near, guard=guard, referral=referral, mother=mother, benefit=benefit, gap=gap,
        **an_office_at_work(wang, sun, today), **a_portal_at_work(first.enterprise),
        **candidates_of(zhang, first), **a_training(li, wang, first, today), base=a_base(li, today), **the_fairs(li),
        event=event, goal=plan.goals.get(),
    )  # fmt: skip


@pytest.fixture
def sign_in(live_server):
    """``sign_in(page, user)``: through the sign-in page, as a person does."""

    def through_the_door(opened, user: User) -> None:
        opened.goto(live_server.url + reverse("home"))
        opened.get_by_label("用户名").or_(opened.get_by_label("登录名")).fill(user.username)
        opened.get_by_label("密码", exact=True).fill(PASSWORD)
        opened.get_by_role("button", name="登录").click()
        opened.wait_for_url("**/desk/**")

    return through_the_door
