"""打包: the whole dossier as one ZIP, in the order in which the office wants it."""

import io
import zipfile
from datetime import date

from django.db import transaction
from django.utils import timezone

from employers.acting import Actor, kept, user_of
from employers.checklist import DossierItem, items
from employers.dossier_cover import LEDGER, CoverLine, cover_of
from employers.dossier_ledger import ledger_of, statement_of
from employers.dossier_sheets import cover_sheet, ledger_sheet, statement_sheet
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.months import Period
from employers.models import Dossier, DossierEvent
from employers.models.dossier import DOSSIER_FILES
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

KIND = "dossier"
# For the firm, and so beside the cover: what nobody has read yet.
READ_FIRST = "99_递交前请看（这一页不交）.txt"
CONTENT_TYPE = "application/zip"
# Nothing in the archive says when it was packed, so that the same papers give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def packed(actor: Actor, dossier: Dossier, *, on: date | None = None, period: str = "") -> bytes:
    """The archive: 00_封面.xlsx, then the papers in the order of the office, with what is ours among them.

    Where something is a picture that nobody has looked at, a last file says so. The names of the files say what they
    are and nobody's name. The same papers on the same day give the same bytes.

    Raises Dossier.DoesNotExist outside the actor's scope, Refused with what is missing, FileNotFoundError when a file
    is lost.
    """
    row = kept(Dossier.objects.select_related("enterprise", "hire"), actor).get(pk=dossier.pk)
    today = on or timezone.localdate()
    _require_whole(items(row, today, period))
    cover = cover_of(row, today, period)
    year = Period.parse(period).first.year if period else None
    contents = [("00_封面.xlsx", cover_sheet(cover))]
    contents += [(line.file_name, _content(row, line, today, year)) for line in cover.lines if line.file_name]
    if cover.warnings:
        contents.append((READ_FIRST, "\r\n".join(cover.warnings).encode("utf-8-sig")))
    DossierEvent.objects.create(dossier=row, name=DossierEvent.Name.PACKED, actor=user_of(actor))
    ledger.record(user_of(actor), Action.EXPORT, KIND, row.pk, Purpose.MATCHING)
    return _zipped(contents)


def file_name(dossier: Dossier) -> str:
    """What the archive is called: 申报材料_岗位补贴_12.zip, the policy and a number, nobody's name."""
    policy = CATALOGUE[dossier.incentive].name.replace("“", "").replace("”", "")
    return f"申报材料_{policy}_{dossier.pk}.zip"


def _require_whole(lines: list[DossierItem]) -> None:
    missing = [_called(item) for item in lines if not item.state.is_there]
    if missing:
        raise Refused(f"还缺 {len(missing)} 份：{'、'.join(dict.fromkeys(missing))}。", "补齐或者登记免交以后再打包。")


def _called(item: DossierItem) -> str:
    about = item.period or (f"用工 {item.hire.pk}" if item.hire else "")
    return (
        f"{item.document.name}（{about}，{item.state.label}）"
        if about
        else f"{item.document.name}（{item.state.label}）"
    )


def _content(dossier: Dossier, line: CoverLine, on: date, year: int | None) -> bytes:
    """What stands behind one line of the cover."""
    if line.item is None or line.item.document.code == LEDGER:
        return ledger_sheet(ledger_of(dossier, on, year))
    if line.item.document.ours:
        return statement_sheet(statement_of(dossier, on))
    return DOSSIER_FILES.read(line.item.paper.uid) if line.item.paper else b""


def _zipped(contents: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    # Pictures, PDFs and workbooks are packed already.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in contents:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return file.getvalue()
