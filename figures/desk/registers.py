"""台账: each official list as a page of rows, as a sheet to print and as a workbook. Nothing is typed in here.

They stay inside the case zone: names stand on them, and the sheet says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from clients import door
from clients.models import Client
from figures.registers import days as spans
from figures.registers import table
from figures.registers.columns import CASEWORKER, NAME, NUMBER
from figures.registers.register import STAFF, Column, Days, Kind, Reading, Register, Value
from jobs.write_workbook import CONTENT_TYPE
from jobs.write_workbook import table as workbook
from law.article import Article
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Region, Role
from people.scope import covers
from ui.templatetags.ui import day

KIND = "register"
PAGE = 20
# More rows than this are no longer a sheet, or no longer a file, that somebody makes while she waits.
MOST_PRINTED, MOST_IN_FILE = 1_000, 10_000
# So many signs of a sheet's small type stand side by side; beyond, a day is broken after its year.
ACROSS = 90
SECRET = "内部资料，注意保密"  # noqa: S105 - what stands on the paper
NO_SOURCE = "没有查到统一的格式要求，按平时办理的内容列出；当地有格式的，以当地的为准。"


@dataclass(frozen=True)
class Wanted:
    """What was asked for: a register, read over some days of some place, with its private columns or without."""

    register: Register
    reading: Reading
    private: bool

    @property
    def query(self) -> str:
        asked = {"on" if self.register.as_of else "period": self.reading.days.code}
        if self.reading.is_narrowed:
            asked["region"] = self.reading.region.code
        if self.private:
            asked["private"] = "1"
        return urlencode(asked)

    def href(self, name: str) -> str:
        return f"{reverse(name, args=[self.register.code])}?{self.query}"

    @property
    def place(self) -> str:
        """Whose rows these are, in words."""
        user = self.reading.user
        return f"{user.name}负责的服务对象" if user.role == Role.SOCIAL_WORKER else self.reading.region.full_name

    @property
    def in_the_ledger(self) -> str:
        """Which register of which days and place; never who stands in it."""
        mark = " +" if self.private else ""
        return f"{self.register.code} {self.reading.days.code} {self.reading.region.code}{mark}"

    @property
    def purpose(self) -> Purpose:
        return Purpose.CASE_WORK if self.reading.user.role == Role.SOCIAL_WORKER else Purpose.SUPERVISION


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell for the template; ``is_name``: it says whose line it is."""

    column: Column
    value: Value

    @property
    def is_name(self) -> bool:
        return self.column.title == NAME

    @property
    def look(self) -> str:
        """The class of its cell on paper: what must not be torn apart by a line break, what needs room."""
        if self.is_number:
            return "num"
        if self.column.title in (NUMBER, NAME, CASEWORKER):
            return "nowrap"
        return "day" if self.column.kind == Kind.DAY else "wide" if self.column.wide else ""

    @property
    def is_blank(self) -> bool:
        return self.value is None or self.value == ""

    @property
    def is_number(self) -> bool:
        return self.column.kind in (Kind.MONEY, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Row:
    client: Client | None
    cells: list[Cell]


def cited(articles: Iterable[Article]) -> str:
    """《戒毒条例》（国务院令第597号）第十四条、第二十二条: each text once, with what of it is meant; "" for none."""
    found: dict[str, list[str]] = {}
    for one in articles:
        found.setdefault(Article(one.title, one.number).full, []).append(one.article)
    return "；".join(text + "、".join(filter(None, places)) for text, places in found.items())


# Pages ----------------------------------------------------------------------------------------------------------------


@require_safe
@desk(*STAFF)
def listing(request):
    """Every register that the reader has, by what it is about."""
    mine = table.of(request.user)
    order = list(dict.fromkeys(one.group for one in mine))
    grouped = groupby(sorted(mine, key=lambda one: order.index(one.group)), key=lambda one: one.group)
    region = request.user.region.code
    groups = [(name, [(one, cited(one.asked_by(region))) for one in members]) for name, members in grouped]
    return render(request, "figures/desk/registers.html", {"groups": groups, "secret": SECRET})


@require_safe
@desk(*STAFF)
def register(request, code):
    """The first rows, page by page, and what the columns mean; a changed choice swaps all of it."""
    wanted = _wanted(request, code)
    context = _about(wanted) | {"choices": _choices(wanted), "places": _places(wanted), "no_source": NO_SOURCE}
    if not context["too_many"]:
        rows = wanted.register.rows(wanted.reading)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        columns = wanted.register.columns_for(private=wanted.private, brief=True)
        shown = _shown(wanted, page.object_list, columns)
        context |= {"page": page, "columns": columns, "rows": shown, "totals": _totals(rows, columns)}
        _note_look(wanted, shown)
    return render(request, "figures/desk/registers_one.html", context)


@require_safe
@desk(*STAFF)
def sheet(request, code):
    """To print, A4 landscape: the sheet alone. The ledger has who took it away, client by client."""
    wanted = _wanted(request, code)
    taken = _taken(request, wanted, MOST_PRINTED, "打印")
    if isinstance(taken, HttpResponse):
        return taken
    rows, columns = taken
    shown = _shown(wanted, rows[:], columns)
    _note_export(wanted, shown)
    context = _about(wanted) | {
        "columns": columns,
        "rows": shown,
        "totals": _totals(rows, columns),
        "made_at": timezone.now(),
        "is_crowded": sum(map(_across, columns)) > ACROSS,
        "back": wanted.href("figures:register"),
    }
    return render(request, "figures/desk/registers_sheet.html", context)


@require_safe
@desk(*STAFF)
def excel(request, code):
    """The same as a workbook, with what the columns mean on a second page. Its name says nothing of anybody."""
    wanted = _wanted(request, code)
    taken = _taken(request, wanted, MOST_IN_FILE, "下载")
    if isinstance(taken, HttpResponse):
        return taken
    rows, columns = taken
    shown = _shown(wanted, rows[:], columns)
    _note_export(wanted, shown)
    lines = ([number, *(cell.value for cell in row.cells)] for number, row in enumerate(shown, start=1))
    book = workbook(
        wanted.register.label,
        ["序号", *(column.title for column in columns)],
        lines,
        wide=[column.title for column in columns if column.wide],
        notes=_notes(wanted, columns, len(shown)),
    )
    answer = HttpResponse(book, content_type=CONTENT_TYPE)
    name = f"register-{wanted.register.code}-{wanted.reading.days.code}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# What was asked for ---------------------------------------------------------------------------------------------------


def _wanted(request: HttpRequest, code: str) -> Wanted:
    """Http404 for a register that is not for this role, days that are none, and a region that is not hers."""
    found = table.BY_CODE.get(code)
    user: Any = request.user
    if found is None or user.role not in found.roles:
        raise Http404
    today = timezone.localdate()
    reading = Reading(user, _region(request), _days(request, found, today), today)
    return Wanted(found, reading, request.GET.get("private") == "1" and found.has_private)


def _days(request: HttpRequest, found: Register, today: date) -> Days:
    if not found.as_of:
        code = request.GET.get("period", "")
        days = spans.days_of(code) if code else spans.month(today)
        if days is None:
            raise Http404
        return days
    text = request.GET.get("on", "")
    try:
        on = parse_date(text) if text else today
    except ValueError:
        on = None
    if on is None:
        raise Http404
    # Who will be on file tomorrow, nobody knows.
    return spans.one_day(min(on, today))


def _region(request: HttpRequest) -> Region:
    """A manager may ask for a place below her own; a social worker reads her own clients, wherever they live."""
    user: Any = request.user
    own: Region = user.region
    code = request.GET.get("region") or own.code
    if code == own.code:
        return own
    below = Region.objects.current().filter(code=code).select_related("parent").first()
    if user.role != Role.MANAGER or below is None or not covers(own.code, code):
        raise Http404
    return below


def _choices(wanted: Wanted) -> dict[str, list[Days]]:
    """The periods to choose from; one that was asked for by its address stands first."""
    found = spans.choices(wanted.reading.today, wanted.register.ahead)
    if any(wanted.reading.days.code == one.code for options in found.values() for one in options):
        return found
    return {"现在看的": [wanted.reading.days], **found}


def _places(wanted: Wanted) -> list[Region]:
    """For a manager: her region, the way down to the place asked for, and the places directly below it."""
    user, region = wanted.reading.user, wanted.reading.region
    if user.role != Role.MANAGER:
        return []
    own = user.region.code
    above = [region.code[:length] for length in (2, 4, 6, 9) if len(own) <= length < len(region.code)]
    down = Region.objects.current().filter(code__in=above) | region.children.current()
    return sorted({*down, region}, key=lambda one: one.code)


# What is shown --------------------------------------------------------------------------------------------------------


def _about(wanted: Wanted) -> dict[str, Any]:
    return {
        "register": wanted.register,
        "reading": wanted.reading,
        "private": wanted.private,
        "private_titles": "、".join(one.title for one in wanted.register.columns if one.private),
        "place": wanted.place,
        "source": cited(wanted.register.asked_by(wanted.reading.user.region.code)),
        "secret": SECRET,
        "sheet_href": wanted.href("figures:register_sheet"),
        "excel_href": wanted.href("figures:register_excel"),
        "too_many": wanted.register.too_many(wanted.reading),
    }


def _shown(wanted: Wanted, rows: Iterable[Any], columns: Sequence[Column]) -> list[Row]:
    found = wanted.register.lines(wanted.reading, list(rows))
    return [Row(wanted.register.whose(line), [Cell(column, column.of(line)) for column in columns]) for line in found]


def _across(column: Column) -> int:
    """About how many signs a column of the sheet needs side by side."""
    return 9 if column.wide else 8 if column.kind == Kind.DAY else 4


def _totals(rows: Any, columns: Sequence[Column]) -> list[Value]:
    """What stands under each column of all rows, None where a sum says nothing; empty where no column has one."""
    fields = {column.total for column in columns if column.total}
    if not fields or not isinstance(rows, QuerySet):
        return []
    sums = rows.order_by().aggregate(**{f"total_{field}": Sum(field) for field in fields})
    return [sums[f"total_{column.total}"] if column.total else None for column in columns]


def _taken(
    request: HttpRequest, wanted: Wanted, most: int, deed: str
) -> tuple[Any, list[Column]] | HttpResponse:  # fmt: skip
    """All rows and the columns to hand out; a way back with a word where there are too many."""
    rows = [] if wanted.register.too_many(wanted.reading) else wanted.register.rows(wanted.reading)
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    if wanted.register.too_many(wanted.reading) or count > most:
        messages.error(request, f"行数太多，不能一次{deed}（最多 {most:,} 行）。请选短一点的时间，或者选一个下级地区。")
        return redirect(wanted.href("figures:register"))
    return rows, wanted.register.columns_for(private=wanted.private)


def _notes(wanted: Wanted, columns: Sequence[Column], count: int) -> list[tuple[str, str]]:
    """The second page of the workbook."""
    reading = wanted.reading
    source = cited(wanted.register.asked_by(reading.user.region.code))
    return [
        (SECRET, "含个人信息，只供内部办理使用，用完及时删除。"),
        ("台账", f"{wanted.register.label}：{wanted.register.about}"),
        ("时间", reading.days.label),
        ("范围", wanted.place),
        ("行数", f"{count}{wanted.register.unit}"),
        ("制表", f"{reading.user.name}，{day(reading.today)}"),
        ("有关规定", source or NO_SOURCE),
        *((column.title, column.note) for column in columns if column.note),
    ]


# The ledger -----------------------------------------------------------------------------------------------------------


def _note_look(wanted: Wanted, shown: Sequence[Row]) -> None:
    """A look at the list. A manager reads other people's work: there the client's own record has it as well."""
    user = wanted.reading.user
    ledger.record(user, Action.VIEW, KIND, wanted.in_the_ledger, wanted.purpose)
    if user.role != Role.SOCIAL_WORKER:
        ledger.record_each(user, Action.VIEW, door.KIND, _clients(shown), wanted.purpose)


def _note_export(wanted: Wanted, shown: Sequence[Row]) -> None:
    user = wanted.reading.user
    ledger.record(user, Action.EXPORT, KIND, wanted.in_the_ledger, wanted.purpose)
    ledger.record_each(user, Action.EXPORT, door.KIND, _clients(shown), wanted.purpose)


def _clients(shown: Sequence[Row]) -> list[int]:
    """Each client once, in order."""
    return list(dict.fromkeys(row.client.pk for row in shown if row.client is not None))
