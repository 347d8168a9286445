"""移交和执行地变更: which case went from whom to whom, when it was offered and when it was signed for.

Both sides keep their line. Whoever may no longer open the case, or not yet, reads its number and the two places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from clients.models import Client, HandOver, Transfer
from figures.registers.columns import loaded
from figures.registers.executing import ORDOS_CODE
from figures.registers.merged import Merged, Part
from figures.registers.register import Column, Fills, Kind, Reading, Register, Source
from law.article import Article
from law.case_clocks.sources import ORDOS, of_regulation
from people.scope import code_range


@dataclass(frozen=True, slots=True)
class Move:
    """One case on its way. ``client`` None: the reader may not open it; ``number`` stands all the same."""

    number: str
    client: Client | None
    kind: str
    giver: str
    from_place: str
    receiver: str
    to_place: str
    moved_on: date | None
    offered_on: date
    due_on: date
    state: str
    closed_on: date | None
    note: str


def _rows(reading: Reading) -> Merged:
    """Offered or settled in these days."""
    user = reading.user
    within = Q(offered_on__range=reading.days.span) | Q(
        closed_at__gte=reading.days.since, closed_at__lt=reading.days.until
    )
    given: Any = HandOver.objects.involving(user) | HandOver.objects.visible_to(user)
    moved: Any = Transfer.objects.involving(user) | Transfer.objects.visible_to(user)
    if reading.is_narrowed:
        low, high = code_range(reading.region.code)
        given = given.filter(client__residence_region__code__gte=low, client__residence_region__code__lte=high)
        moved = moved.filter(
            Q(from_region__code__gte=low, from_region__code__lte=high)
            | Q(to_region__code__gte=low, to_region__code__lte=high)
        )
    return Merged(
        Part(given.filter(within).select_related(*loaded(), "giver", "receiver"), ("offered_on",)),
        Part(
            moved.filter(within).select_related(
                *loaded(), "giver", "new_caseworker", "from_region__parent", "to_region__parent"
            ),
            ("offered_on",),
        ),
    )


def _lines(reading: Reading, rows: Sequence[HandOver | Transfer]) -> list[Move]:
    """Two queries: whose cases may still, or already, be opened."""
    seen = Client.objects.visible_to(reading.user).filter(pk__in={row.client_id for row in rows})
    open_to_her = set(seen.values_list("pk", flat=True))
    return [_line(row, row.client if row.client_id in open_to_her else None) for row in rows]


def _line(row: HandOver | Transfer, client: Client | None) -> Move:
    closed = _day(row.closed_at)
    note = row.note if client else ""
    if isinstance(row, HandOver):
        return Move(
            row.client.number, client, "移交", row.giver.name, "", row.receiver.name, "", None,
            row.offered_on, row.due_on, row.get_state_display(), closed, note,
        )  # fmt: skip
    return Move(
        row.client.number, client, "执行地变更", row.giver.name, row.from_region.short_name,
        row.new_caseworker.name if row.new_caseworker else "", row.to_region.short_name, row.moved_on,
        row.offered_on, row.due_on, row.get_state_display(), closed, note,
    )  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _whose(line: Move) -> Client | None:
    return line.client


MOVES = Register(
    code="moves",
    label="移交和执行地变更台账",
    group="人员",
    about="这段时间里发起或者办完的移交和执行地变更；档案已经不归您的，只有编号和两头。",
    fills=Fills("在移交页面把服务对象交给别的社工，或者办执行地变更，双方签收。", "去移交", "clients:hand_overs"),
    rows=_rows,
    lines=_lines,
    whose=_whose,
    sources=(Source(of_regulation("第二十二条")), Source(Article(*ORDOS, "四（二）"), ORDOS_CODE)),
    columns=(
        Column("编号", lambda line: line.number),
        Column("姓名", lambda line: line.client.name if line.client else "", note="档案归您的才有"),
        Column("类别", lambda line: line.kind),
        Column("移交人", lambda line: line.giver),
        Column("变更前", lambda line: line.from_place),
        Column("接收人", lambda line: line.receiver, note="执行地变更在接收以后才有"),
        Column("变更后", lambda line: line.to_place),
        Column("变更日期", lambda line: line.moved_on, Kind.DAY, minor=True),
        Column("移送日期", lambda line: line.offered_on, Kind.DAY),
        Column("接收期限", lambda line: line.due_on, Kind.DAY, minor=True, note="移送以后 7 个工作日"),
        Column("办完日期", lambda line: line.closed_on, Kind.DAY),
        Column("结果", lambda line: line.state),
        Column("交接说明", lambda line: line.note, minor=True, wide=True, note="档案归您的才有"),
    ),
)
