"""The demo's hires as payrolls know them, and the papers, claims and taxes of 周丽's firm and of a few others."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from config.demo.city import person_name
from config.demo.history import at
from config.demo.portal import a_scan
from employers.checklist import period_at_hand
from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Document, Holder
from employers.incentives.months import Month
from employers.models import (
    Claim,
    Contact,
    Dossier,
    DossierEvent,
    DossierPaper,
    Enterprise,
    FirmYear,
    Hire,
    InsuredSpell,
    TaxReturn,
)
from employers.models.dossier import DOSSIER_FILES
from people.file_types import PNG
from people.models import User
from placement.models import Placement

OFFSET, INSURANCE = "key_group_hire", "social_insurance_subsidy"
NAMES = DossierEvent.Name
# Sex, work, months since the start, months of contract, what the papers show.
PAYROLL = (
    ("male", "锅炉运行工", 27, 36, {Status.UNEMPLOYED_HALF_YEAR: True, Status.HARD_TO_EMPLOY: True}),
    ("female", "化验员", 14, 24, {Status.OUT_OF_POVERTY: True}),
    ("male", "输煤工", 8, 12, {Status.HARD_TO_EMPLOY: True}),
    ("male", "电气检修工", 5, 24, {}),
    ("female", "食堂面点工", 3, 6, {Status.UNEMPLOYED_HALF_YEAR: False}),
)
SHARES = {
    Insurance.PENSION: Decimal("0.16"),
    Insurance.MEDICAL: Decimal("0.08"),
    Insurance.UNEMPLOYMENT: Decimal("0.005"),
}
KEEPER, OTHER_FIRMS = "limin", 6
TITLES = ("包装工", "仓库管理员", "保洁员", "搬运工", "厨工")
# Of every so many papers of a dossier one is missing.
GAPS = 4


def build_hires(random: Random, as_of: date) -> None:
    """A hire behind each job that a referral led to; a payroll, taxes and dossiers for the first firm on the portal."""
    jobs = Placement.objects.unscoped("demo city").filter(referral__isnull=False).select_related("client", "referral")
    for job in jobs.order_by("pk"):
        job.hire = _hire_of(random, as_of, job)
        job.save(update_fields=["hire"])
    contact = Contact.objects.owners().select_related("user", "enterprise").order_by("pk").first()
    if contact is None or not isinstance(contact.user, User):
        raise LookupError("the people of firms come before the hires")
    _others(random, as_of, contact.enterprise)
    hires = [_on_payroll(random, as_of, contact.enterprise, contact.user, *row) for row in PAYROLL]
    _year(random, as_of, contact.enterprise, contact.user)
    _papers(as_of, hires[0], INSURANCE, contact.user, gaps=0)
    _papers(as_of, hires[0], OFFSET, contact.user, gaps=1)
    _papers(as_of, hires[1], OFFSET, contact.user, gaps=GAPS)
    _papers(as_of, hires[2], INSURANCE, contact.user, gaps=GAPS - 1)
    _claims(as_of, hires[0], contact.user)


def _others(random: Random, as_of: date, but: Enterprise) -> None:
    """A few people of firms that keep their payroll with the staff of the county: nothing claimed yet."""
    keeper = User.objects.get(username=KEEPER)
    county = but.region.code[:6]
    firms = Enterprise.objects.verified().filter(region__code__startswith=county).exclude(pk=but.pk).order_by("pk")
    for place, firm in enumerate(firms[:OTHER_FIRMS]):
        for sex, _, *rest in PAYROLL[place % 3 : place % 3 + 2]:
            _on_payroll(random, as_of, firm, keeper, sex, random.choice(TITLES), *rest)


def _hire_of(random: Random, as_of: date, job: Placement) -> Hire:
    hire = Hire.objects.create(
        enterprise=job.enterprise,
        vacancy=job.referral.vacancy if job.referral else None,
        name=job.client.name,
        job_title=job.job_title,
        started_on=job.started_on,
        left_on=job.ended_on,
        contract_from=job.contract_from,
        contract_until=job.contract_until,
        wage=job.wage,
        recorded_by=job.recorded_by,
        recorded_at=job.recorded_at,
    )
    if job.contract_from and random.random() < 0.7:
        _insure(hire, Month.of(job.contract_from).plus(1), as_of)
    return hire


def _insure(hire: Hire, first: Month, as_of: date) -> None:
    """From ``first`` on, until the last month at work."""
    last = Month.of(hire.left_on) if hire.left_on else None
    if first <= Month.of(as_of) and (last is None or first <= last):
        InsuredSpell.objects.create(
            hire=hire, first=first.first_day, last=last.first_day if last else None, recorded_by=hire.recorded_by
        )


def _on_payroll(
    random: Random, as_of: date, firm: Enterprise, user: User,
    sex: str, title: str, ago: int, months: int, statuses: dict[Status, bool],
) -> Hire:  # fmt: skip
    started = Month.of(as_of).plus(-ago).first_day + timedelta(days=random.randrange(0, 12))
    wage = Decimal(random.randrange(38, 56) * 100)
    since = started - timedelta(days=220) if statuses.get(Status.UNEMPLOYED_HALF_YEAR) else None
    hire = Hire.objects.create(
        enterprise=firm,
        name=person_name(random, sex),
        job_title=title,
        started_on=started,
        contract_from=started,
        contract_until=Month.of(started).plus(months).first_day - timedelta(days=1),
        wage=wage,
        contributions={kind.value: str((wage * share).quantize(Decimal("0.01"))) for kind, share in SHARES.items()},
        statuses={status.value: held for status, held in statuses.items()},
        unemployed_since=since,
        months_used=0,
        subsidy_months=0,
        dispatched=False,
        recorded_by=user,
        recorded_at=at(random, started),
    )
    _insure(hire, Month.of(started).plus(1 if started.day > 5 else 0), as_of)
    return hire


def _year(random: Random, as_of: date, firm: Enterprise, user: User) -> None:
    """The taxes of this year up to the last month that is over, the offset taken in the first ones."""
    FirmYear.objects.create(
        enterprise=firm, year=as_of.year, facts={"six_taxes_two_fees": False, "urban_rate": "0.07"}, recorded_by=user
    )
    for month in range(1, as_of.month):
        period = str(Month(as_of.year, month))
        vat = Decimal(random.randrange(700, 1500))
        for tax, share in ((Tax.VAT, 100), (Tax.URBAN, 7), (Tax.EDUCATION, 3), (Tax.LOCAL_EDUCATION, 2)):
            payable = (vat * share / 100).quantize(Decimal("0.01"))
            taken = None if month > as_of.month - 3 else payable if tax is Tax.VAT else Decimal(0)
            TaxReturn.objects.create(
                enterprise=firm, tax=tax, period=period, payable=payable, offset=taken, recorded_by=user
            )


def _papers(as_of: date, hire: Hire, code: str, user: User, gaps: int) -> None:
    """A dossier with its papers; every ``gaps``-th is missing, none where it is 0."""
    opened = datetime.combine(as_of - timedelta(days=60), hire.recorded_at.timetz())
    dossier = Dossier.objects.create(
        enterprise=hire.enterprise, hire=hire, incentive=code, recorded_by=user, recorded_at=opened
    )
    DossierEvent.objects.create(dossier=dossier, name=NAMES.OPENED, at=opened, actor=user)
    wanted = [document for document in CATALOGUE[code].documents if not document.ours]
    for place, document in enumerate(wanted, start=1):
        if gaps and place % gaps == 0:
            continue
        of_hire = hire if document.holder is Holder.HIRE else None
        known = DossierPaper.objects.filter(enterprise=hire.enterprise, hire=of_hire, document=document.code)
        if not known.exists():
            period = period_at_hand(as_of, hire=hire) if document.holder is Holder.PERIOD else ""
            _paper(dossier, document, of_hire, period, user, opened + timedelta(days=place))


def _paper(dossier: Dossier, document: Document, hire: Hire | None, period: str, user: User, moment: datetime) -> None:
    issued, life = moment.date() - timedelta(days=20), document.life
    content = a_scan()
    paper = DossierPaper.objects.create(
        enterprise=dossier.enterprise,
        hire=hire,
        document=document.code,
        period=period,
        media_type=PNG,
        size=len(content),
        issued_on=issued,
        expires_on=issued + timedelta(days=30 * life) if life else None,
        uploaded_by=user,
        uploaded_at=moment,
    )
    DOSSIER_FILES.write(paper.uid, content)
    DossierEvent.objects.create(dossier=dossier, name=NAMES.UPLOADED, at=moment, actor=user, paper=paper)


def _claims(as_of: date, hire: Hire, user: User) -> None:
    """Two quarters of the insurance subsidy: one paid, one handed in."""
    dossier = hire.dossiers.get(incentive=INSURANCE)
    paid_by_firm = sum((Decimal(amount) for amount in (hire.contributions or {}).values()), Decimal(0))
    this = (as_of.month - 1) // 3
    for back in (2, 1):
        year, quarter = divmod(as_of.year * 4 + this - back, 4)
        over = Month(year, quarter * 3 + 3).last_day
        claim = Claim(
            dossier=dossier, period=f"{year}-Q{quarter + 1}", amount=paid_by_firm * 3,
            handed_in_on=over + timedelta(days=12), recorded_by=user,
        )  # fmt: skip
        if back == 2:
            claim.state, claim.paid = Claim.State.PAID, claim.amount
            claim.settled_on = over + timedelta(days=50)
        claim.save()
        moment = dossier.recorded_at + timedelta(days=10)
        DossierEvent.objects.create(dossier=dossier, name=NAMES.HANDED_IN, at=moment, actor=user, claim=claim)
