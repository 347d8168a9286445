"""封面: whose dossier it is, and each paper in the order of the office with its state and page."""

from dataclasses import dataclass
from datetime import date

from employers.checklist import DossierItem, ItemState, items
from employers.incentives.catalogue import CATALOGUE
from employers.models import Dossier
from employers.models.dossier import DOSSIER_FILES
from employers.pdf_text import Unreadable, count_pages
from people.file_types import PDF, SUFFIX

LEDGER = "ledger"
LEDGER_NAME = "总台账"
SHEET = "xlsx"
# Whether we have looked at it yet is not the office's matter.
THERE = "有"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """One paper.

    file_name  in the archive: 03_劳动合同.pdf; "" where nothing is packed for it
    page       the page of the bundle on which it begins; None where nothing is packed for it
    pages      how many it has
    is_photo   its text was not read by us and nobody has looked at it
    """

    number: int
    item: DossierItem | None
    name: str
    about: str
    state: str
    page: int | None
    pages: int
    file_name: str
    is_photo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """``facts`` are what stands above the list, as (label, value)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[CoverLine, ...]
    on: date

    @property
    def is_whole(self) -> bool:
        return all(line.item is None or line.item.state.is_there for line in self.lines)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to look at before it is handed in."""
        names = [line.name for line in self.lines if line.is_photo]
        if not names:
            return ()
        return (
            f"以下材料是图片，平台读不出文字，也还没有工作人员核对，递交前请再看一遍：{'、'.join(dict.fromkeys(names))}。",
        )


def cover_of(dossier: Dossier, on: date, period: str = "") -> Cover:
    """The cover as of ``on``; counts pages, and so opens each paper. ``period`` as in ``checklist.items``."""
    lines: list[CoverLine] = []
    page = 1
    checklist = items(dossier, on, period)
    rows: list[DossierItem | None] = [*checklist]
    if not any(item.document.code == LEDGER for item in checklist):
        rows.insert(0, None)
    for number, item in enumerate(rows, start=1):
        pages = _pages(item)
        lines.append(_line(number, item, page if pages else None, pages))
        page += pages
    return Cover(
        title=f"{CATALOGUE[dossier.incentive].name}申报材料", facts=_facts(dossier, on), lines=tuple(lines), on=on
    )


def _facts(dossier: Dossier, on: date) -> tuple[tuple[str, str], ...]:
    firm = dossier.enterprise
    whose = (("用工", f"{dossier.hire.name}（编号 {dossier.hire_id}）"),) if dossier.hire else ()
    year = (("年度", f"{dossier.year} 年"),) if dossier.year else ()
    return (
        ("企业名称", firm.name),
        ("统一社会信用代码", firm.credit_code),
        ("扶持政策", CATALOGUE[dossier.incentive].name),
        *whose,
        *year,
        ("整理日期", f"{on.year}年{on.month}月{on.day}日"),
    )


def _line(number: int, item: DossierItem | None, page: int | None, pages: int) -> CoverLine:
    if item is None:
        name, about, state, suffix = LEDGER_NAME, "", ItemState.OURS.label, SHEET
    else:
        name, state = item.document.name, item.state.label
        about = item.period or (f"用工 {item.hire.pk}" if item.hire else "")
        suffix = SHEET if item.document.ours else (SUFFIX[item.paper.media_type] if item.paper and pages else "")
    plain = "".join(sign for sign in name.partition("（")[0] if sign not in '\\/:*?"<>|')
    called = "_".join(part for part in (f"{number:02}", plain, about.replace(" ", "").replace("/", "至")) if part)
    return CoverLine(
        number=number,
        item=item,
        name=name,
        about=about,
        state=THERE if pages else state,
        page=page,
        pages=pages,
        file_name=f"{called}.{suffix}" if suffix else "",
        is_photo=item is not None and item.is_photo and item.state is ItemState.UPLOADED,
    )


def _pages(item: DossierItem | None) -> int:
    """One of what we make and of a picture; none where no good paper is there."""
    if item is None or item.document.ours:
        return 1
    if item.paper is None or item.state not in (ItemState.UPLOADED, ItemState.CHECKED):
        return 0
    if item.paper.media_type != PDF:
        return 1
    try:
        return count_pages(DOSSIER_FILES.read(item.paper.uid))
    except Unreadable:
        return 1
