"""材料到期、期限临近: what a firm has to see to soon, and telling it in time, once for each day that is near.

Worked out from the papers and the day alone, so that a run that was missed is made up for by the next.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from celery.schedules import crontab
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from employers.checklist import CONTRACTS, deadlines
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Deadline, Document
from employers.models import Contact, Dossier, DossierPaper, DossierReminder, Enterprise, Hire
from employers.models.dossier import DOSSIER_FILES
from employers.tell_firm import tell_firm
from jobs.run import Job, Progress, job
from law.terms import chinese_day

PAPER_DAYS, DEADLINE_DAYS = 30, 14
# Longer than any request: a file whose row is still being written must not be swept away.
SETTLED = timedelta(days=1)
Tell = Callable[[int, int], None]


class Due(NamedTuple):
    """One thing that falls due for a firm. ``about`` as ``DossierReminder`` keeps it; ``paper`` or ``deadline`` is set.

    text  for the screen, without anybody's name
    """

    enterprise: Enterprise
    on: date
    about: str
    text: str
    dossier: Dossier
    paper: DossierPaper | None = None
    deadline: Deadline | None = None

    @property
    def hire(self) -> Hire | None:
        return self.paper.hire if self.paper else self.dossier.hire


def coming(
    firms: Iterable[Enterprise], on: date, *, paper_days: int = PAPER_DAYS, deadline_days: int = DEADLINE_DAYS
) -> list[Due]:
    """What falls due for these firms within so many days, and is needed by a dossier that is open; soonest first.

    A paper of somebody who has left is not asked for again. A few queries for each firm that has a dossier.
    """
    rows = Dossier.objects.filter(enterprise__in=firms, state=Dossier.State.OPEN)
    rows = rows.select_related("enterprise__region", "hire").prefetch_related("hire__insured_spells").order_by("pk")
    found: list[Due] = []
    for firm, some in groupby(sorted(rows, key=lambda row: row.enterprise_id), key=lambda row: row.enterprise):
        dossiers = list(some)
        found += _papers(firm, dossiers, on, on + timedelta(days=paper_days))
        found += _deadlines(firm, dossiers, on, on + timedelta(days=deadline_days))
    return sorted(found, key=lambda due: (due.on, due.enterprise.pk, due.about))


def remind(now: datetime | None = None, progress: Tell = lambda done, total: None) -> int:
    """Tell every firm that has somebody in the portal what is near and was not told yet, in one notice; returns of how
    many things."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    firms = Enterprise.objects.filter(pk__in=Contact.objects.active().values("enterprise"))
    by_firm = [
        (firm, list(some))
        for firm, some in groupby(
            sorted(coming(firms, today), key=lambda due: (due.enterprise.pk, due.on)), key=lambda due: due.enterprise
        )
    ]
    told = 0
    for done, (firm, dues) in enumerate(by_firm, start=1):
        with transaction.atomic():
            told += _tell(firm, dues, moment)
        progress(done, len(by_firm))
    return told


def _papers(firm: Enterprise, dossiers: list[Dossier], on: date, until: date) -> list[Due]:
    good = (DossierPaper.State.UPLOADED, DossierPaper.State.CHECKED)
    ends = Q(expires_on__range=(on, until)) | Q(
        expires_on=None, document__in=CONTRACTS, hire__contract_until__range=(on, until)
    )
    papers = DossierPaper.objects.filter(ends, enterprise=firm, state__in=good)
    found = []
    for paper in papers.exclude(hire__left_on__lt=on).select_related("hire"):
        asking = next(((row, document) for row in dossiers if (document := _asked(row, paper))), None)
        day = paper.expires_on or (paper.hire and paper.hire.contract_until)
        if asking is not None and day:
            row, document = asking
            text = f"“{document.name}”到{chinese_day(day)}到期，请准备新的。"
            found.append(Due(firm, day, f"paper:{paper.pk}", text, row, paper=paper))
    return found


def _asked(dossier: Dossier, paper: DossierPaper) -> Document | None:
    if paper.document in dossier.waived or (paper.hire_id and dossier.hire_id not in (None, paper.hire_id)):
        return None
    documents = CATALOGUE[dossier.incentive].documents
    return next((document for document in documents if document.code == paper.document), None)


def _deadlines(firm: Enterprise, dossiers: list[Dossier], on: date, until: date) -> list[Due]:
    return [
        Due(
            firm, one.on, f"deadline:{row.pk}", f"{chinese_day(one.on)}前：{one.text}", row, deadline=one
        )
        for row in dossiers
        for one in deadlines(row, on)
        if on <= one.on <= until
    ]  # fmt: skip


def _tell(firm: Enterprise, dues: list[Due], moment: datetime) -> int:
    known = set(DossierReminder.objects.filter(enterprise=firm).values_list("about", "due_on"))
    new = {(due.about, due.on): due for due in dues if (due.about, due.on) not in known}
    if not new:
        return 0
    DossierReminder.objects.bulk_create(
        [DossierReminder(enterprise=firm, about=about, due_on=on, at=moment) for about, on in new]
    )
    first = next(iter(new.values()))
    # The same day of the same rule for several people is one thing to do.
    if len({due.text for due in new.values()}) == 1:
        tell_firm(firm, first.text, "portal:dossier", [str(first.dossier.uid)])
    else:
        papers = sum(due.paper is not None for due in new.values())
        days = len({due.text for due in new.values() if due.deadline})
        parts = [f"{papers} 份材料快到期" if papers else "", f"{days} 个申报期限临近" if days else ""]
        what = "、".join(part for part in parts if part)
        tell_firm(firm, f"有 {what}，最早的在{chinese_day(first.on)}，请安排。", "portal:dossiers")
    return len(new)


@job("dossiers.remind", title="材料到期提醒", every=crontab(hour="8", minute="20"))
def remind_daily(row: Job, progress: Progress) -> dict[str, int]:
    """Tell firms of papers that end within 30 days and of days within 14, in the morning."""
    return {"reminded": remind(progress=progress)}


@job("dossiers.sweep", title="清除没有登记的申报材料文件", every=crontab(hour="3", minute="55"))
def sweep(row: Job, progress: Progress) -> dict[str, int]:
    """Delete files that belong to no paper and are older than a day: uploads that were cancelled half-way."""
    # First the time, then the rows: a paper that is taken in meanwhile is younger than the time.
    before = (timezone.now() - SETTLED).timestamp()
    return {"removed": DOSSIER_FILES.sweep(set(DossierPaper.objects.values_list("uid", flat=True)), before)}
