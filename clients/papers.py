"""Papers that were handed in: taken once, kept encrypted, shown again through ``clients:paper`` alone.

What a file was called is neither kept nor shown: names of files tell names of people. Contents are not searched for
viruses: a picture is only ever drawn, and a PDF is only ever given out to be saved.
"""

from datetime import date, timedelta
from functools import partial

from celery.schedules import crontab
from django.core.files.base import File
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from clients.door import HOUSEHOLD
from clients.door import KIND as CASE
from clients.may import may_record_household, may_see_restricted
from clients.models import Client, HelpEvent, HouseholdMember, Paper
from clients.models.evidence import PAPER_FILES
from jobs.run import Job, Progress, job
from people import ledger
from people.errors import Refused
from people.file_types import LARGEST, NotAPaper, true_content
from people.models import Action, Purpose, User

KIND = "paper"
# Longer than any request: a file whose row is still being written must not be swept away.
SETTLED = timedelta(days=1)


def keep(
    actor: User,
    client: Client,
    upload: File,
    kind: str,
    *,
    member: HouseholdMember | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    restricted: bool = False,
    help_event: HelpEvent | None = None,
) -> Paper:
    """Take a paper in: a whole PDF or picture of at most 10 MB, by its bytes and not by its name.

    kind        what it is: 工资流水, 残疾证
    restricted  it tells of illness or treatment: nobody but the client's own caseworker will see it again
    help_event  the contact at which it was photographed: it is of the case, not of the household

    The row and the file come together or not at all; what a cancelled transaction leaves on the disk is unreadable
    without the keys, belongs to no row, and goes in the night. Raises Refused when the actor may not, the case is
    closed, the member is of another household, or the file is nothing we keep.
    """
    if not may_record_household(actor, client):
        raise Refused("这户家庭不在您的办理范围内。", "请联系责任社工或者当地救助经办。")
    if not client.is_open:
        raise Refused("已经结案，不能再改。", "需要继续服务的，请负责人重新开案。")
    if member is not None and member.client_id != client.pk:
        raise Refused("这名成员不是这一家的。", "请刷新页面再选。")
    try:
        content = true_content(upload.read(LARGEST + 1))
    except NotAPaper as wrong:
        raise Refused(str(wrong)) from None
    paper = Paper(
        client=client,
        member=member,
        kind=kind,
        media_type=content.media_type,
        size=len(content.data),
        issued_on=issued_on,
        expires_on=expires_on,
        restricted=restricted,
        help_event=help_event,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    PAPER_FILES.write(paper.uid, content.data)
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
            _write_down(actor, Action.CREATE, paper)
    except (InterfaceError, OperationalError):
        # Lost on the way: the row may be there. If it is not, the file goes in the night.
        raise
    except BaseException:
        PAPER_FILES.delete(paper.uid)
        raise
    return paper


def read(paper: Paper) -> bytes:
    """What was handed in. Raises FileNotFoundError when the file is lost, VaultError when it was changed."""
    return PAPER_FILES.read(paper.uid)


@transaction.atomic
def remove(actor: User, paper: Paper) -> None:
    """Delete a paper that was handed in by mistake, with its file; answers that rest on it stay, without it.

    Raises Refused as ``keep``, when the paper does not exist for the actor, and when a consent was signed on it.
    """
    client = paper.client
    if not may_record_household(actor, client) or (paper.restricted and not may_see_restricted(actor, client)):
        raise Refused("没有这份材料。", "请刷新页面看最新情况。")
    if not client.is_open:
        raise Refused("已经结案，不能再改。", "需要继续服务的，请负责人重新开案。")
    if client.consents.filter(paper=paper).exists():
        raise Refused("这是本人签字的同意书，不能删除。", "本人反悔的，请在“同意书”里登记撤回。")
    _write_down(actor, Action.CHANGE, paper)
    uid = paper.uid
    paper.delete()
    transaction.on_commit(partial(PAPER_FILES.delete, uid))


def _write_down(actor: User, action: Action, paper: Paper) -> None:
    of_case = paper.help_event_id is not None
    purpose = Purpose.CASE_WORK if of_case else Purpose.WELFARE
    ledger.record(actor, action, KIND, paper.pk, purpose)
    ledger.record(actor, Action.CHANGE, CASE if of_case else HOUSEHOLD, paper.client_id, purpose)


@job("papers.sweep", title="清除没有登记的材料文件", every=crontab(hour="3", minute="40"))
def sweep(row: Job, progress: Progress) -> dict[str, int]:
    """Delete files that belong to no paper and are older than a day: uploads that were cancelled half-way."""
    # First the time, then the rows: a paper that is taken in meanwhile is younger than the time.
    before = (timezone.now() - SETTLED).timestamp()
    kept = set(Paper.objects.unscoped("sweep files without a row").values_list("uid", flat=True))
    return {"removed": PAPER_FILES.sweep(kept, before)}
