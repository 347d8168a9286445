"""What a dossier asks for, where each paper stands, and by when: worked out anew each time, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from employers.hire_cases import hires_of_year, kernel_hire
from employers.incentives.case import Status
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Deadline, Document, Holder, Incentive
from employers.incentives.months import Month, Period
from employers.models import Dossier, DossierPaper, Enterprise, Hire
from lexicon.features import Labelled

# Good as long as the contract itself.
CONTRACTS = frozenset({"contract", "post_agreement"})
# Of a firm's year only the papers of those count on whom the incentive turns.
TURNS_ON = {
    "disabled_vat_refund": Status.DISABLED,
    "disability_levy": Status.DISABLED,
}


class ItemState(Labelled):
    MISSING = "missing", "还没有"
    UPLOADED = "uploaded", "已上传，待核对"
    CHECKED = "checked", "已核对"
    EXPIRED = "expired", "已过期"
    SENT_BACK = "sent_back", "需要更换"
    WAIVED = "waived", "不用交"
    OURS = "ours", "平台自动生成"

    @property
    def is_there(self) -> bool:
        """Whether nothing has to be handed in for it."""
        return self not in (ItemState.MISSING, ItemState.EXPIRED, ItemState.SENT_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierItem:
    """One line of the checklist.

    hire    whose paper it is; None for one of the firm
    period  the month, quarter or year it has to be about; "" for none
    paper   the one that counts; None where there is none
    words   why it was sent back, or why it does not do
    due_on  the next day by which it is needed, or the paper's last day if that is sooner; None where no clock runs
    """

    document: Document
    state: ItemState
    hire: Hire | None = None
    period: str = ""
    paper: DossierPaper | None = None
    words: str = ""
    due_on: date | None = None

    @property
    def is_photo(self) -> bool:
        """Whether its text could not be read by us, so that somebody has to look at it."""
        return self.paper is not None and not self.paper.text_was_read


def items(dossier: Dossier, on: date, period: str = "") -> list[DossierItem]:
    """The checklist in the order of the office. ``period`` is what papers of a period are asked for; "" the one at
    hand (``period_at_hand``)."""
    return items_of(
        CATALOGUE[dossier.incentive], dossier.enterprise, dossier.hire, on, year=dossier.year, waived=dossier.waived,
        period=period,
    )  # fmt: skip


def items_of(
    incentive: Incentive,
    enterprise: Enterprise,
    hire: Hire | None,
    on: date,
    *,
    year: int | None = None,
    waived: Sequence[str] = (),
    period: str = "",
) -> list[DossierItem]:
    """As ``items`` for a dossier that may not be open yet. ``hire`` None: for the firm in ``year``."""
    asked = period or period_at_hand(on, hire=hire, year=year)
    people = [hire] if hire is not None else concerned(enterprise, incentive.code, year or on.year, on)
    papers = list(current(enterprise, [document.code for document in incentive.documents]))
    due = next((deadline.on for deadline in deadlines_of(incentive, people, on) if deadline.on >= on), None)
    lines = chain.from_iterable(_places(document, people, asked) for document in incentive.documents)
    return [_item(document, whose, of, papers, waived, due, on) for document, whose, of in lines]


def concerned(enterprise: Enterprise, incentive: str, year: int, on: date) -> list[Hire]:
    """Whose papers a firm's year asks for: people of that year on whom it turns, else who has any status at all."""
    status = TURNS_ON.get(incentive)
    hires = hires_of_year(enterprise, year, on)
    return [hire for hire in hires if (hire.statuses.get(status) if status else any(hire.statuses.values()))]


def deadlines_of(incentive: Incentive, hires: Iterable[Hire], on: date) -> list[Deadline]:
    """The days of all these hires, soonest first; coming ones and those just missed."""
    found = (incentive.deadlines(kernel_hire(hire, incentive.code, on), on) for hire in hires)
    return sorted(dict.fromkeys(chain.from_iterable(found)), key=lambda deadline: (deadline.on, deadline.text))


def deadlines(dossier: Dossier, on: date) -> list[Deadline]:
    """What falls due for an open dossier: ``deadlines_of`` its hire, or of the people of its year."""
    incentive = CATALOGUE[dossier.incentive]
    if dossier.hire is not None:
        return deadlines_of(incentive, [dossier.hire], on)
    return deadlines_of(incentive, concerned(dossier.enterprise, incentive.code, dossier.year or on.year, on), on)


def period_at_hand(on: date, *, hire: Hire | None = None, year: int | None = None) -> str:
    """Of a firm's year the year; of a hire the last quarter that is over, or the one in which she began since."""
    if year is not None:
        return str(year)
    quarter = _quarter(Month.of(on).plus(-3))
    if hire is not None and quarter.last < Month.of(hire.started_on):
        quarter = _quarter(Month.of(hire.started_on))
    return str(quarter)


def current(enterprise: Enterprise, documents: Iterable[str]) -> Iterable[DossierPaper]:
    """The papers of these kinds that were not replaced, the latest first."""
    asked = {*documents}
    papers = enterprise.dossier_papers.all()
    return [one for one in papers if one.document in asked and one.state != DossierPaper.State.REPLACED]


def expiry(paper: DossierPaper, document: Document, hire: Hire | None) -> date | None:
    """The last day on which it is good, as recorded at upload. A contract is good to its own last day, and for good
    where the work has ended with it: what was earned under it may still be claimed."""
    if document.code not in CONTRACTS or hire is None:
        return paper.expires_on
    ends = paper.expires_on or hire.contract_until
    return None if ends and hire.left_on and hire.left_on <= ends else ends


def last_day(issued_on: date, months: int) -> date:
    """The last day of a paper that is good for so many months: of 15 January, for one, 14 February."""
    after = Month.of(issued_on).plus(months)
    day = min(issued_on.day, after.last_day.day)
    end = date(after.year, after.month, day)
    return end if day < issued_on.day else date.fromordinal(end.toordinal() - 1)


def _places(document: Document, people: Sequence[Hire], period: str) -> Iterable[tuple[Document, Hire | None, str]]:
    if document.holder is Holder.HIRE and not document.ours:
        return ((document, hire, "") for hire in people)
    return ((document, None, period if document.holder is Holder.PERIOD else ""),)


def _item(
    document: Document,
    hire: Hire | None,
    period: str,
    papers: Sequence[DossierPaper],
    waived: Sequence[str],
    due: date | None,
    on: date,
) -> DossierItem:
    if document.ours:
        return DossierItem(document=document, state=ItemState.OURS, period=period)
    paper = next((paper for paper in papers if _serves(paper, document, hire, period)), None)
    ends = expiry(paper, document, hire) if paper else None
    state = _state(paper, ends, on)
    if document.code in waived and not state.is_there:
        state = ItemState.WAIVED
    words = paper.words if paper and state is ItemState.SENT_BACK else ""
    if state is ItemState.WAIVED:
        needed = None
    elif state.is_there:
        needed = ends
    else:
        needed = due
    return DossierItem(
        document=document, state=state, hire=hire, period=period, paper=paper, words=words, due_on=needed
    )  # fmt: skip


def _serves(paper: DossierPaper, document: Document, hire: Hire | None, period: str) -> bool:
    if paper.document != document.code or paper.hire_id != (hire.pk if hire else None):
        return False
    if not period:
        return True
    about, asked = Period.parse(paper.period), Period.parse(period)
    return about.first <= asked.first and asked.last <= about.last


def _state(paper: DossierPaper | None, ends: date | None, on: date) -> ItemState:
    if paper is None:
        return ItemState.MISSING
    if paper.state == DossierPaper.State.SENT_BACK:
        return ItemState.SENT_BACK
    if ends is not None and ends < on:
        return ItemState.EXPIRED
    return ItemState(paper.state)


def _quarter(month: Month) -> Period:
    first = Month(month.year, (month.month - 1) // 3 * 3 + 1)
    return Period(first, first.plus(2))
