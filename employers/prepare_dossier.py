"""建立、准备申报材料: a dossier for one hire or for a firm's year, and the papers that are handed in for it.

A paper belongs to the hire, the firm or a period of the firm, and serves every dossier that asks for it.
"""

from datetime import date

from django.core.files.base import File
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from employers.acting import Actor, by_of, firms_of, kept, user_of
from employers.checklist import CONTRACTS, DossierItem, ItemState, items, last_day, period_at_hand
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Document, Holder
from employers.incentives.months import Period
from employers.models import By, Dossier, DossierEvent, DossierPaper, Enterprise, Hire
from employers.models.dossier import DOSSIER_FILES
from employers.neutral_words import neutral
from employers.tell_firm import tell_firm
from employers.telling_papers import look_through
from people import ledger
from people.errors import Refused
from people.file_types import LARGEST, NotAPaper, true_content
from people.models import Action, Purpose, User

__all__ = [
    "DossierItem", "ItemState", "check", "drop", "items", "open_dossier", "read", "require", "resume", "send_back",
    "upload", "waive",
]  # fmt: skip
KIND, PAPER = "dossier", "dossier_paper"
Name = DossierEvent.Name
LOOKED_AT = (DossierPaper.State.UPLOADED, DossierPaper.State.CHECKED)


@transaction.atomic
def open_dossier(actor: Actor, of: Hire | Enterprise, incentive: str, *, year: int | None = None) -> Dossier:
    """The dossier of this incentive for a hire, or for a firm in ``year``; the one that is there is given back.

    Raises Hire.DoesNotExist or Enterprise.DoesNotExist outside the actor's scope, Refused for an incentive that is not
    in the catalogue, or is asked for by the other way (``Incentive.per_hire``).
    """
    found = CATALOGUE.get(incentive)
    if found is None:
        raise Refused("没有这项扶持政策。", "请从列表里选。")
    hire = kept(Hire.objects.all(), actor).get(pk=of.pk) if isinstance(of, Hire) else None
    firm = hire.enterprise if hire else firms_of(actor).get(pk=of.pk)
    if found.per_hire != (hire is not None) or (hire is None and year is None):
        raise Refused("这项扶持按人准备材料。" if found.per_hire else "这项扶持按年度、以企业为单位准备材料。")
    same = Dossier.objects.filter(enterprise=firm, hire=hire, incentive=incentive, year=None if hire else year)
    if (known := same.first()) is not None:
        return known
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                enterprise=firm, hire=hire, incentive=incentive, year=None if hire else year,
                recorded_by=user_of(actor), recorded_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        # Somebody else opened it in the same moment.
        return same.get()
    _note(actor, dossier, Name.OPENED)
    ledger.record(user_of(actor), Action.CREATE, KIND, dossier.pk, Purpose.MATCHING)
    return dossier


def upload(
    actor: Actor,
    dossier: Dossier,
    document_code: str,
    file: File,
    *,
    issued_on: date | None = None,
    expires_on: date | None = None,
    period: str = "",
    hire: Hire | None = None,
) -> DossierPaper:
    """Take a paper in: by its bytes, looked through for words that tell (``telling_papers``); it replaces the one that
    stood in its place.

    hire    whose paper it is, in a dossier of a firm's year; that of a hire knows
    period  of a paper that is about one: 2026-09, 2026-Q3, 2026; "" the one at hand

    What the file was called is not kept. Raises Dossier.DoesNotExist outside the actor's scope, and Refused for a file
    that is none of ours, tells too much, lacks its day of issue, or is not asked for here.
    """
    dossier = kept(Dossier.objects.select_related("enterprise", "hire"), actor).get(pk=dossier.pk)
    document = _document(dossier, document_code)
    paper = DossierPaper(
        enterprise=dossier.enterprise,
        hire=_whose(dossier, document, hire),
        document=document.code,
        period=_period(dossier, document, period),
        issued_on=issued_on,
        uploaded_by=user_of(actor),
        uploaded_at=timezone.now(),
    )
    paper.expires_on = expires_on or _expires_on(paper, document)
    _require_days(paper, document)
    try:
        content = true_content(file.read(LARGEST + 1))
    except NotAPaper as wrong:
        raise Refused(str(wrong)) from None
    paper.text_was_read = look_through(content, document, file_name=file.name or "", own_name=dossier.enterprise.name)
    paper.media_type, paper.size = content.media_type, len(content.data)
    DOSSIER_FILES.write(paper.uid, content.data)
    try:
        with transaction.atomic():
            _save(actor, dossier.pk, paper)
    except IntegrityError:
        DOSSIER_FILES.delete(paper.uid)
        raise Refused("刚刚有人上传了同一份材料。", "请刷新页面看一看，还要换的再传一次。") from None
    except (InterfaceError, OperationalError):
        # Lost on the way: the row may be there. If it is not, the file goes in the night.
        raise
    except BaseException:
        DOSSIER_FILES.delete(paper.uid)
        raise
    return paper


def read(paper: DossierPaper) -> bytes:
    """What was handed in. Raises FileNotFoundError when the file is lost, VaultError when it was changed."""
    return DOSSIER_FILES.read(paper.uid)


@transaction.atomic
def check(actor: User, paper: DossierPaper) -> DossierPaper:
    """Staff have looked at it, and it does. Raises DossierPaper.DoesNotExist outside scope, Refused where it was
    replaced or sent back meanwhile."""
    return _looked(actor, paper, DossierPaper.State.CHECKED, (DossierPaper.State.UPLOADED,), "")


@transaction.atomic
def send_back(actor: User, paper: DossierPaper, words: str) -> DossierPaper:
    """Staff ask for another one; the firm is told and reads ``words``. Raises as ``check``."""
    if not (words := neutral(words)):
        raise Refused("请写明为什么要换。", "企业会看到这句话。")
    row = _looked(actor, paper, DossierPaper.State.SENT_BACK, LOOKED_AT, words)
    first = next(iter(_asking(row)), None)
    page = ("portal:dossier", [str(first.uid)]) if first else ("portal:dossiers", [])
    tell_firm(row.enterprise, "有一份申报材料需要更换，请看原因后重新上传。", *page)
    return row


@transaction.atomic
def waive(actor: Actor, dossier: Dossier, document_code: str, words: str = "") -> Dossier:
    """The office does not ask for this paper. A contact may say so where the incentive allows it
    (``Document.waived``), staff of any. Raises Dossier.DoesNotExist outside scope, and Refused."""
    row = _locked(actor, dossier)
    document = _document(row, document_code)
    if not document.waived and by_of(actor) == By.FIRM:
        raise Refused("这份材料一般都要交。", "办事窗口说不用交的，请联系工作人员登记。")
    return _set_waived(actor, row, document, {*row.waived, document.code}, Name.WAIVED, neutral(words))


@transaction.atomic
def require(actor: Actor, dossier: Dossier, document_code: str) -> Dossier:
    """The paper is asked for again. Raises as ``waive``."""
    row = _locked(actor, dossier)
    document = _document(row, document_code)
    return _set_waived(actor, row, document, {*row.waived} - {document.code}, Name.REQUIRED, "")


@transaction.atomic
def drop(actor: Actor, dossier: Dossier, words: str) -> Dossier:
    """The firm does not go for it. Raises Dossier.DoesNotExist outside scope, and Refused without a reason."""
    row = _locked(actor, dossier)
    if not (words := neutral(words)):
        raise Refused("请写明为什么不办了。")
    return _turn(actor, row, Dossier.State.DROPPED, Name.DROPPED, words)


@transaction.atomic
def resume(actor: Actor, dossier: Dossier) -> Dossier:
    """The firm goes for it after all. Raises Dossier.DoesNotExist outside scope."""
    row = _locked(actor, dossier, Dossier.State.DROPPED)
    return _turn(actor, row, Dossier.State.OPEN, Name.RESUMED, "")


# What an upload has to say --------------------------------------------------------------------------------------------


def _document(dossier: Dossier, code: str) -> Document:
    documents = CATALOGUE[dossier.incentive].documents
    document = next((document for document in documents if document.code == code), None)
    if document is None:
        raise Refused("这项扶持不要这份材料。", "请从清单里选。")
    if document.ours:
        raise Refused(f"“{document.name}”由平台自动生成，不用上传。")
    return document


def _whose(dossier: Dossier, document: Document, hire: Hire | None) -> Hire | None:
    if document.holder is not Holder.HIRE:
        return None
    if dossier.hire is not None:
        return dossier.hire
    if hire is None or hire.enterprise_id != dossier.enterprise_id:
        raise Refused("这份材料按人上传，请选是谁的。")
    return hire


def _period(dossier: Dossier, document: Document, period: str) -> str:
    if document.holder is not Holder.PERIOD:
        return ""
    try:
        asked = period or period_at_hand(timezone.localdate(), hire=dossier.hire, year=dossier.year)
        return str(Period.parse(asked))
    except ValueError:
        raise Refused("请填所属期，例如 2026-09、2026-Q3 或 2026。") from None


def _expires_on(paper: DossierPaper, document: Document) -> date | None:
    if document.code in CONTRACTS and paper.hire is not None:
        return paper.hire.contract_until
    return last_day(paper.issued_on, document.life) if document.life and paper.issued_on else None


def _require_days(paper: DossierPaper, document: Document) -> None:
    today = timezone.localdate()
    if document.life and paper.issued_on is None and paper.expires_on is None:
        raise Refused(f"“{document.name}”有效期 {document.life} 个月，请填开具日期。")
    if paper.issued_on and paper.issued_on > today:
        raise Refused("开具日期还没到，请核对。")
    if paper.expires_on and paper.issued_on and paper.expires_on < paper.issued_on:
        raise Refused("有效期不能早于开具日期。")
    if paper.expires_on and paper.expires_on < today and document.code not in CONTRACTS:
        raise Refused("这份材料已经过期。", f"请向{document.issuer}要一份新的。")


# Rows -----------------------------------------------------------------------------------------------------------------


def _save(actor: Actor, dossier_id: int, paper: DossierPaper) -> None:
    """Within a transaction. The firm's row is locked, so that two uploads in one place take turns."""
    Enterprise.objects.select_for_update().get(pk=paper.enterprise_id)
    dossier = _locked(actor, Dossier(pk=dossier_id))
    place = DossierPaper.objects.filter(
        enterprise=paper.enterprise, hire=paper.hire, document=paper.document, period=paper.period
    )
    place.exclude(state=DossierPaper.State.REPLACED).update(state=DossierPaper.State.REPLACED)
    paper.save(force_insert=True)
    _note(actor, dossier, Name.UPLOADED, paper=paper)
    ledger.record(user_of(actor), Action.CREATE, PAPER, paper.pk, Purpose.MATCHING)


def _looked(
    actor: User, paper: DossierPaper, state: DossierPaper.State, sources: tuple[DossierPaper.State, ...], words: str
) -> DossierPaper:
    row = DossierPaper.objects.kept_by(actor).select_related("enterprise").get(pk=paper.pk)
    moved = DossierPaper.objects.filter(pk=row.pk, state__in=sources).update(
        state=state, looked_by=actor, looked_at=timezone.now(), words=words
    )
    if not moved:
        raise Refused("这份材料已经有人处理过，或者已经换了新的。", "请刷新页面看最新情况。")
    row.refresh_from_db()
    name = Name.CHECKED if state == DossierPaper.State.CHECKED else Name.SENT_BACK
    for dossier in _asking(row):
        _note(actor, dossier, name, words, paper=row)
    ledger.record(actor, Action.CHANGE, PAPER, row.pk, Purpose.MATCHING)
    return row


def _asking(paper: DossierPaper) -> list[Dossier]:
    """The open dossiers that this paper serves."""
    rows = Dossier.objects.filter(enterprise=paper.enterprise, state=Dossier.State.OPEN).order_by("pk")
    return [
        row
        for row in rows
        if any(document.code == paper.document for document in CATALOGUE[row.incentive].documents)
        and (paper.hire_id is None or row.hire_id in (None, paper.hire_id))
    ]


def _locked(actor: Actor, dossier: Dossier, state: Dossier.State = Dossier.State.OPEN) -> Dossier:
    rows = kept(Dossier.objects.all(), actor).select_for_update(of=("self",))
    row = rows.get(pk=dossier.pk)
    if row.state != state:
        raise Refused(f"这份材料现在是“{row.get_state_display()}”。", "请刷新页面看最新情况。")
    return row


def _set_waived(
    actor: Actor, row: Dossier, document: Document, waived: set[str], name: DossierEvent.Name, words: str
) -> Dossier:
    if waived == set(row.waived):
        return row
    row.waived = sorted(waived)
    row.save(update_fields=["waived"])
    _note(actor, row, name, f"{document.name}{f'：{words}' if words else ''}")
    ledger.record(user_of(actor), Action.CHANGE, KIND, row.pk, Purpose.MATCHING)
    return row


def _turn(actor: Actor, row: Dossier, state: Dossier.State, name: DossierEvent.Name, words: str) -> Dossier:
    row.state = state
    row.save(update_fields=["state"])
    _note(actor, row, name, words)
    ledger.record(user_of(actor), Action.CHANGE, KIND, row.pk, Purpose.MATCHING)
    return row


def _note(
    actor: Actor, dossier: Dossier, name: DossierEvent.Name, words: str = "", paper: DossierPaper | None = None
) -> None:
    DossierEvent.objects.create(dossier=dossier, name=name, actor=user_of(actor), paper=paper, words=words[:200])
