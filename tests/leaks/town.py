"""A small town with planted markers: words that belong to one case, and the list of all addresses of the site.

A marker that turns up anywhere it may not is a leak, whichever page, header or log line carried it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from clients import give_consent, make_plan, papers, personal_links, transfer
from clients.door import state_purpose
from clients.hand_over import offer
from clients.intake.apply import upload as upload_people
from clients.models import (
    Cadre,
    Client,
    Consent,
    ConsentPurpose,
    Duty,
    FactCheck,
    FactSample,
    Goal,
    HandOver,
    HouseholdMember,
    Intake,
    Leave,
    LookUp,
    MeasurePause,
    Pairing,
    Paper,
    PersonalLink,
    RehabMeasure,
    ReportIn,
    Transfer,
)
from clients.models.consent import FIELDS_FOR
from clients.pair import pair
from clients.record_help import record_help
from clients.record_service import record_service
from employers.hand_in_dossier import hand_in
from employers.incentives.case import Tax
from employers.keep_bases import add_agreement, open_base
from employers.keep_firm_year import enter_return
from employers.models import (
    BaseAgreement,
    Claim,
    Cohort,
    Contact,
    Course,
    Dossier,
    DossierPaper,
    Enterprise,
    Fair,
    FairGuest,
    Hire,
    PlacementBase,
    PostCommitment,
    State,
    TaxReturn,
    TrainingBase,
    Upload,
    Vacancy,
    Verification,
)
from jobs.models import Job
from jobs.models import State as JobState
from jobs.run import ask
from people.models import ApiToken, Notice, Qualification, Role, User
from placement import release, shortlist, stalled
from placement.enrol_in_course import enrol
from placement.facts.sample import draw
from placement.models import Enrolment, FollowUp, Placement, Referral
from placement.place import place
from tests.api.tokens import a_token, an_administrator
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    a_client,
    a_contact,
    a_credit_code,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_user,
    a_vacancy,
    a_welfare_officer,
    an_auditor,
    an_id_number,
)
from tests.clients.casework import a_leave, a_report_in
from tests.clients.pairing import a_cadre
from tests.clients.papers import a_pdf
from tests.clients.workbooks import an_xlsx
from tests.employers.fairs import a_fair, a_guest
from tests.employers.hires import a_dossier, a_paper
from tests.employers.portal import a_firms_list, a_refused_one, a_verification
from tests.employers.training import a_cohort, a_commitment
from tests.figures.months import a_month
from tests.leaks.addresses import ADDRESSES
from tests.people.qualifications import a_qualification
from tests.placement.builders import a_case_inside, an_open_vacancy
from tests.placement.referrals import a_referral
from tests.welfare.results import a_determination, a_gap
from tests.welfare.test_calendar import NEW_YEAR
from welfare import apply
from welfare.calendar import load_notice
from welfare.models import Application, Benefit, CalendarNotice, StandardRow, TakeUpGap

NAME, PHONE, STREET, MOTHER = "慕容标记", "13987650123", "标记路七十七号", "上官标记"
ID_NUMBER = an_id_number(NAME)
NOTE, REASON, LEFT_BEHIND = "标记她昨天说想搬家", "标记代接来电", "诸葛标记"
# What the case zone must keep to itself. The name of the mother is no less personal than the client's own.
MARKERS = (NAME, ID_NUMBER, PHONE, STREET, MOTHER, NOTE, REASON, LEFT_BEHIND)

WORKERS = "li", "mate", "zhang", "liu"


@dataclass
class Town:
    """Who is there, and one of each thing that has an address. All of it is about 李敏's client, or made by 李敏."""

    users: dict[str, User]
    client: Client
    fact: Any
    event: Any
    hand_over: HandOver
    intake: Intake
    upload: Upload
    job: Job
    firm: Enterprise
    vacancy: Vacancy
    paper: Paper
    standard: StandardRow
    member: HouseholdMember
    benefit: Benefit
    gap: TakeUpGap
    application: Application
    notice: CalendarNotice
    contact: Contact
    asks: Verification
    waits: Verification
    refused: Verification
    told: Notice
    submitted: Vacancy
    firms_list: Upload
    dossier: Dossier
    dossier_paper: DossierPaper
    claim: Claim
    tax_return: TaxReturn
    service: Any
    measure: RehabMeasure
    report_in: ReportIn
    stood_still: MeasurePause
    leave: Leave
    pairing: Pairing
    cadre: Cadre
    sample: FactSample
    check: Any
    qualification: Qualification
    inside: Client
    pause: Any
    consent: Consent
    link: PersonalLink
    referral: Referral
    work: Placement
    base: PlacementBase
    agreement: BaseAgreement
    school: TrainingBase
    course: Course
    cohort: Cohort
    commitment: PostCommitment
    fair: Fair
    fair_guest: FairGuest
    token: ApiToken
    # By name, as they were first asked for: what they are made of is looked up once.
    addresses: dict[str, str] = field(default_factory=dict, kw_only=True)

    @property
    def goal(self) -> Goal:
        """What she and 李敏 want to reach."""
        return make_plan.running(self.client).goals.get()

    @property
    def follow_up(self) -> FollowUp:
        """The first question of the job, whose day has come."""
        return self.work.follow_ups.earliest("day")

    @property
    def hire(self) -> UUID:
        """What the firm's payroll knows of the same job."""
        return self.work.hire.uid

    @property
    def transfer(self) -> Transfer:
        """She moves to another county; it waits there to be received."""
        return self.client.transfers.get()

    @property
    def duty(self) -> Duty:
        """What an office owes because of her application."""
        return self.client.duties.get(kind="application")

    @property
    def given_up(self) -> Job:
        """A screening of the night that stumbled over the marked client."""
        return Job.objects.get(kind="welfare.screen", state=JobState.GIVEN_UP)

    @property
    def enrolment(self) -> Enrolment:
        """Hers in the class."""
        return self.client.enrolments.get()

    @property
    def candidate(self) -> UUID:
        """As the firm knows who was proposed to it."""
        return self.referral.uid

    @property
    def li(self) -> User:
        return self.users["li"]


def build() -> Town:
    """李敏's client carries the markers; everybody else stands at some distance from her."""
    li, mate = a_social_worker("李敏"), a_social_worker("其其格", JIAOTONG)
    zhang, liu = a_social_worker("张伟", GONGYUAN), a_social_worker("刘洋", "150603001")
    marked = a_client(
        li, NAME, id_number=ID_NUMBER, phone=PHONE, address=STREET, skills=("砌墙",), wage_floor=3200,
        certificates=("electrician_low",),
    )  # fmt: skip
    mother = HouseholdMember.objects.create(client=marked, name=MOTHER, relation="mother", note=NOTE, recorded_by=li)
    benefit = Benefit.objects.create(
        client=marked, entitlement="minimum_living", since=date(2025, 3, 1), note=NOTE, recorded_by=li
    )
    a_determination(marked, "medical_aid")
    event = record_help(
        li, marked, kind="call", at=timezone.now(), note=NOTE, said=NOTE, files=[ContentFile(a_pdf(NOTE))]
    )
    a_plan(li, marked)
    state_purpose(mate, marked.pk, LookUp.Aim.COVER, REASON)
    other = a_client(li, "赵志强")
    offer(li, [other.pk], zhang, "近况见帮扶记录")
    vacancy = a_vacancy(refreshed_at=timezone.now(), post_kinds=["security_guard"])
    shortlist.add(li, marked, vacancy)
    intake = upload_people(li, an_xlsx([[LEFT_BEHIND, "1", "", ""]]))
    intake.state, intake.left_over = (
        Intake.State.APPLIED,
        f'{{"headings": ["姓名"], "rows": [[2, "x", ["{LEFT_BEHIND}"]]]}}',
    )
    intake.save()
    upload = Upload.objects.create(
        uploaded_by=li, membership=li.acting, headings=["岗位名称"], rows=[[2, {"岗位名称": "电工"}]],
        report=[[2, "x"]], state=Upload.State.APPLIED,
    )  # fmt: skip
    users = {
        "li": li, "mate": mate, "zhang": zhang, "liu": liu,
        "manager": a_manager("苏日娜"), "city": a_manager("敖登", "1506"), "elsewhere": a_manager("白音", KANGBASHI),
        "auditor": an_auditor(), "officer": a_welfare_officer(), "editor": a_member("编辑", Role.EDITOR, "1506"),
        "admin": an_administrator(), "postless": a_user("无任职"),
    }  # fmt: skip
    portal = the_portal(vacancy.enterprise)
    portal |= the_papers(portal["contact"])
    users |= {"zhou": portal["contact"].user, "waiting": portal["waits"].user}
    transfer.offer(li, marked.pk, a_region("150603001"), timezone.localdate(), NOTE)
    Job.objects.create(
        kind="welfare.screen", key="given up", state=JobState.GIVEN_UP, attempts=5,
        finished_at=timezone.now(), error=f"{NAME}的家庭读不出来", note=NOTE, fault="ValueError at welfare/gather.py:7",
    )  # fmt: skip
    a_month(timezone.localdate().replace(day=1) - relativedelta(months=1), {"clients.open": {JIAOTONG: [marked.pk]}})
    return Town(
        users, marked, marked.certificates.get(), event, HandOver.objects.unscoped("test").get(), intake, upload,
        ask(li, "intake.apply", key=str(intake.uid), intake=intake.pk), vacancy.enterprise, vacancy,
        papers.keep(li, marked, ContentFile(a_pdf(NOTE), name=f"{NAME}.pdf"), "病情证明", restricted=True),
        a_standard(users["officer"]),
        mother, benefit, a_gap(marked, "medical_aid", next_action="周四上门"),
        published(users["officer"], marked), load_notice(users["officer"], 2027, NEW_YEAR, "放假安排的通知"), **portal,
        **the_clocks(marked),
        service=record_service(li, marked, kind="guidance", on=timezone.localdate(), note=NOTE),
        **a_pair(li, marked), **the_sample(users["manager"]), qualification=a_qualification(li),
        inside=somebody_inside(li), pause=stalled.pause(li, marked, "ill", timezone.localdate(), NOTE),
        **a_question(marked), referral=an_invitation(marked, vacancy.enterprise),
        work=a_job_of_hers(marked, vacancy.enterprise),
        **a_base(li), **the_training(li, vacancy, marked), **the_fair(li), token=a_token()[0],
    )  # fmt: skip


def a_plan(worker: User, client: Client) -> None:
    """A goal that nobody else has to know of."""
    today = timezone.localdate()
    goals = [make_plan.NewGoal("family", NOTE, next_step=NOTE, next_on=today)]
    make_plan.make_plan(worker, client, made_on=today, review_on=today + timedelta(days=90), said=NOTE, goals=goals)


def an_invitation(client: Client, firm: Enterprise) -> Referral:
    """周丽 has asked the marked client to an interview: she may read name and telephone, and nothing else."""
    post = an_open_vacancy("维修电工", firm=firm.name, on=timezone.localdate(), address="蒙泰路1号")
    return a_referral(client, post, upto="invite", at=timezone.now() - timedelta(hours=5))


def the_sample(manager: User) -> dict[str, Any]:
    """This month's lot of the district, drawn by its manager; the marked client is in it."""
    made = draw(manager, manager.region, timezone.localdate().replace(day=1))
    check = FactCheck.objects.unscoped("test").filter(sample=made).first()
    return {"sample": made, "check": check}


def a_pair(worker: User, client: Client) -> dict[str, Any]:
    """A cadre of the county who looks after the marked client."""
    cadre = a_cadre("乌兰", worker)
    return {"cadre": cadre, "pairing": pair(worker, client, cadre, timezone.localdate())}


def the_clocks(client: Client) -> dict[str, Any]:
    """What the clocks of the marked client are counted from: a report that is waited for, a pause, a test that was
    kept, and leave to a place that only her case knows of."""
    measure, today = client.measures.get(), timezone.localdate()
    measure.kept_days.create(kind="test", number=1, on=today, note=NOTE)
    return {
        "measure": measure,
        "report_in": a_report_in(client, today, cause="moved", measure=measure),
        "stood_still": measure.pauses.create(since=date(2025, 8, 1), until=date(2025, 8, 5)),
        "leave": a_leave(client, today, today + timedelta(days=4), destination=NOTE),
    }


def a_base(worker: User) -> dict[str, Any]:
    """A point and what was agreed about it."""
    county, signed = a_region(DONGSHENG), date(2025, 3, 1)
    base = open_base(worker, name="罕台安置点", region=county, managing_body="罕台镇政府", since=signed)
    agreement = add_agreement(worker, base.pk, about="management", with_whom="罕台镇政府", signed_on=signed)
    return {"base": base, "agreement": agreement}


def the_training(worker: User, vacancy: Vacancy, client: Client) -> dict[str, Any]:
    """A class that can still be joined, with her in it, and the firm's word to keep posts for it."""
    begins = timezone.localdate() + timedelta(days=20)
    cohort = a_cohort(worker=worker, starts_on=begins, ends_on=begins + timedelta(days=30))
    until = cohort.ends_on + timedelta(days=60)
    commitment = a_commitment(cohort, vacancy.enterprise, worker, until=until, agreed_on=timezone.localdate())
    enrol(worker, client, cohort)
    return {"school": cohort.course.base, "course": cohort.course, "cohort": cohort, "commitment": commitment}


def the_fair(worker: User) -> dict[str, Any]:
    """A fair for which firms can register, with one on its list."""
    fair = a_fair(worker=worker)
    return {"fair": fair, "fair_guest": a_guest(fair, worker=worker)}


def a_job_of_hers(client: Client, firm: Enterprise) -> Placement:
    """Work to live on, about which she is to be asked today; the firm has somebody without a name on its payroll."""
    began = timezone.localdate() - timedelta(days=31)
    job = place(client.caseworker, client, kind="flexible", job_title="送货", started_on=began, workplace=NOTE)
    job.hire = Hire.objects.create(enterprise=firm, name="候选人 HQWTRX", job_title="送货", started_on=began)
    job.save(update_fields=["hire"])
    return job


def somebody_inside(worker: User) -> Client:
    """Somebody who leaves within six months; what is planned for her is nobody else's business either."""
    client = a_case_inside(timezone.localdate() + timedelta(days=60), "那仁", worker)
    release.write_plan(worker, client.measures.get(), note=NOTE)
    return client


def the_portal(firm: Enterprise) -> dict[str, Any]:
    """周丽 acts for the firm of the vacancy, and somebody asks to; others wait to be verified, or were sent back."""
    contact = a_contact("周丽", firm)
    asks, waits = a_verification("刘芳", firm.name), a_verification("贺秀兰", "恒晟物业")
    told = Notice.objects.create(user=contact.user, text="有人申请成为贵单位的联系人。", url_name="portal:contacts")
    return {
        "contact": contact,
        "asks": asks,
        "waits": waits,
        "refused": a_refused_one("孟和", "通达汽修"),
        "told": told,
        "firms_list": a_firms_list(contact),
        "submitted": a_vacancy("叉车司机", firm, state=State.SUBMITTED, text="限男性。", recorded_by=contact.user),
    }


def the_papers(contact: Contact) -> dict[str, Any]:
    """What the firm prepares for somebody on its payroll, handed in once; and one of its tax returns."""
    dossier = a_dossier(contact)
    return {
        "dossier": dossier,
        "dossier_paper": a_paper(contact, dossier),
        "claim": hand_in(contact, dossier, period="2026-Q2", amount=Decimal(1300), on=date(2026, 7, 10)),
        "tax_return": enter_return(contact, contact.enterprise, Tax.VAT, "2026-Q2", Decimal(12000)),
    }


def a_question(client: Client) -> dict[str, Any]:
    """She is asked whether a firm may know of her; the link lies open on her phone."""
    code, until = a_credit_code("通达汽修"), timezone.localdate() + give_consent.USUAL
    fields = FIELDS_FOR[ConsentPurpose.REFERRAL]
    consent, link = give_consent.ask(client.caseworker, client, code, "通达汽修", "referral", fields, until)
    return {"consent": consent, "link": link}


def a_standard(officer: User) -> StandardRow:
    return StandardRow.objects.create(
        code="minimum_living_standard", region=officer.region, value="1100", valid_from=date(2027, 1, 1),
        review_by=date(2028, 1, 1), source_title="调整救助标准的通知", proposed_by=officer,
    )  # fmt: skip


def published(officer: User, client: Client) -> Application:
    """An application whose first opinion hangs on the wall."""
    application = apply.start(officer, client, "destitute_support")
    for name in ("accept", "check", "publicise"):
        apply.move(officer, application, name, amount=Decimal(1530) if name == "publicise" else None)
    return application


def address(town: Town, name: str) -> str:
    """The address of that name for this town's things."""
    if name not in town.addresses:
        args = [word[1:] if word.startswith("=") else _id(_thing(town, word)) for word in ADDRESSES[name]]
        town.addresses[name] = reverse(name, args=args)
    return town.addresses[name]


def _id(thing: Any) -> object:
    if isinstance(thing, PersonalLink):
        return personal_links.address(thing).split("/")[-2]
    if isinstance(thing, UUID):
        return thing
    # Papers, dossiers and a consent have no address that could be counted up.
    return thing.uid if isinstance(thing, Paper | Consent | Dossier | DossierPaper | Claim) else thing.pk


def _thing(town: Town, word: str) -> Any:
    return town.users[word] if word in town.users else getattr(town, word)
