"""一项指标: what it counts, how it went over the months, where it stands in each place, what was corrected."""

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures.catalogue.table import BY_CODE, FIGURES
from figures.cell import UNKNOWN, Value
from figures.desk import behind as behinds
from figures.desk import cards, closing
from figures.desk.asked import Asked, asked
from figures.desk.behind import Behind
from figures.desk.book import Book
from figures.desk.month import corrected, tiles_of, ways_up
from figures.desk.places import below, whole_of
from figures.desk.spans import Length
from figures.figure import Figure, Kind, Table
from figures.read import REST, needed
from people.doors import desk
from people.models import Role
from ui.cells import is_number
from ui.trend import Point

LONG = 36
# What the bars of one division stand under, by ``Part.by``.
DIVIDED_BY = {
    "measure": "按戒毒措施",
    "category": "按人员类别",
    "sex": "按性别",
    "how": "按原因",
    "kind": "按方式",
    "about": "按主题",
    "aid": "按帮扶内容",
    "entitlement": "按救助项目",
    "outcome": "按结果",
    "decision": "按决定",
    "contract": "按合同",
    "result": "按结果",
}


def figure_or_404(code: str) -> Figure:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


@require_safe
@desk(Role.MANAGER)
def page(request, code):
    """One figure of the region and the months asked for."""
    figure, wanted = figure_or_404(code), asked(request)
    if wanted.span is None:
        raise Http404
    length = LONG if request.GET.get("months") == str(LONG) else cards.MONTHS
    parts = parts_of(figure)
    watched = [code for watch in _watches(figure) for code in watch.codes]
    codes = {figure.code, *(part.code for part in parts), *watched}
    year = cards.last_months(wanted.span.last.replace(year=wanted.span.last.year - 1), length)
    months = [*cards.months_needed(wanted.span, length), *behinds.months_needed(wanted.span), *year]
    book = Book(wanted.user, wanted.region, months, codes)
    again = Book(wanted.user, wanted.region, cards.last_months(wanted.span.last, length), [figure.code], again=True)
    late = [one for one in behinds.behind(book, wanted.span, _watches(figure)) if one.watch.figure == figure.code]
    context = {
        "asked": wanted,
        "figure": figure,
        "card": cards.card(wanted, book, figure.code),
        "adds_up": cards.ADDS_UP[figure.kind],
        "ways": [*ways_up(wanted), (f"{wanted.region.name}月报", wanted.href("figures:month"))],
        "places": book.places,
        "below": below(wanted.region),
        "state": closing.state_of(wanted),
        "trend": trend_of(wanted, book, again, figure, length),
        "lengths": lengths_of(wanted, figure, length),
        "tiles": tiles_of(wanted, book, book.by_place(code, wanted.span), _places(late), "figures:figure", code),
        "behind_means": f"比{whole_of(wanted.region)}差 {behinds.LEAST_POINTS:g} 个百分点以上",
        "head": [one for one in (below(wanted.region), *wanted.span.length.names) if one],
        "late": [one.words(whole_of(wanted.region)) for one in late],
        "rows": rows_of(wanted, book, figure, _places(late)),
        "parts": divisions(wanted, book, figure, parts),
        "wholes": [BY_CODE[part.of] for part in figure.parts_of],
        "made_of": [BY_CODE[one] for one in needed(figure)] if figure.kind.is_derived else [],
        "corrections": of_figure(figure, corrected(wanted)),
        "behind_it": behind_it(wanted, figure),
    }
    return render(request, "figures/desk/figure.html", context)


def _watches(figure: Figure) -> tuple[behinds.Watch, ...]:
    return tuple(watch for watch in behinds.WATCHED if watch.figure == figure.code)


def _places(late: list[Behind]) -> set[str]:
    return {one.place.code for one in late}


def parts_of(figure: Figure) -> list[Figure]:
    """What the figure is divided into, in the order of the catalogue."""
    return [one for one in FIGURES if any(part.of == figure.code for part in one.parts_of)]


def divisions(wanted: Asked, book: Book, figure: Figure, parts: list[Figure]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each way in which the figure is divided, as bars; only what is known."""
    ways: dict[str, list[Figure]] = {}
    for part in parts:
        ways.setdefault(next(one.by for one in part.parts_of if one.of == figure.code), []).append(part)
    lone = [part for own in ways.values() if len(own) == 1 for part in own]
    groups = [(DIVIDED_BY.get(by, "其中"), own) for by, own in ways.items() if len(own) > 1]
    groups += [("同时", lone)] if lone else []
    return [(caption, bars) for caption, own in groups if (bars := [_bar(wanted, book, part) for part in own])]


def _bar(wanted: Asked, book: Book, part: Figure) -> dict[str, Any]:
    value = book.value(part.code, wanted.span)
    return {
        "label": part.name,
        "value": value if is_number(value) else None,
        "href": wanted.href("figures:figure", part.code),
    }


def trend_of(wanted: Asked, book: Book, again: Book, figure: Figure, length: int) -> dict[str, Any]:
    """Month by month as ``c-trend`` draws it, against the same month of the year before where that was counted."""
    months = cards.line_of(wanted.span.last, book, length)
    points = [_point(wanted, book, again, figure, month) for month in months]
    before = [_year_before(book, figure, month) for month in months] if length == cards.MONTHS else []
    return {
        "points": points,
        "kind": "line" if figure.kind.is_derived or length == LONG else "columns",
        "reference": before if sum(is_number(value) for value in before) > 1 else [],
    }


def _point(wanted: Asked, book: Book, again: Book, figure: Figure, month: date) -> Point:
    standing = book.sets.get(month)
    value = book.value(figure.code, (month,))
    is_closed = standing is not None and standing.kind == standing.Kind.CLOSED
    counted = again.value(figure.code, (month,)) if is_closed and month in again.sets else value
    changed = counted if counted not in (value, UNKNOWN) else None
    href = wanted.href("figures:figure", figure.code, period=f"{month:%Y-%m}") if standing else ""
    return Point(month, _drawn(value), is_closed or standing is None, changed, href)


def _year_before(book: Book, figure: Figure, month: date) -> Value | None:
    year = month.replace(year=month.year - 1)
    return _drawn(book.value(figure.code, (year,))) if year in book.sets else None


def _drawn(value: Value) -> Value | None:
    return None if value == UNKNOWN else value


def lengths_of(wanted: Asked, figure: Figure, length: int) -> list[dict[str, Any]]:
    """The switch between one year and three."""
    return [
        {"label": label, "href": wanted.href("figures:figure", figure.code, months=months), "current": months == length}
        for label, months in (("13 个月", cards.MONTHS), ("36 个月", LONG))
    ]


def rows_of(wanted: Asked, book: Book, figure: Figure, late: set[str]) -> list[dict[str, Any]]:
    """The places below, the highest number first; what lies in none of them last."""
    span = wanted.span
    now = book.by_place(figure.code, span)
    before = _by_place(wanted, book, figure, span.before)
    year = _by_place(wanted, book, figure, span.year_before) if span.year_before else {}
    rows = [
        {
            "name": place.name,
            "href": wanted.href("figures:figure", figure.code, region=place.code),
            "rows_href": rows_href(wanted, figure, place.code),
            "value": now[place.code],
            "before": before.get(place.code, ""),
            "year_before": year.get(place.code, ""),
            "behind": place.code in late,
        }
        for place in book.places
    ]
    rows.sort(key=lambda row: (not is_number(row["value"]), -row["value"] if is_number(row["value"]) else 0))
    if REST in now:
        rest = {"name": f"未细分到{below(wanted.region)}", "value": now[REST], "before": "", "year_before": ""}
        rows.append(rest)
    return rows


def _by_place(wanted: Asked, book: Book, figure: Figure, span) -> dict[str, Value]:
    if not wanted.span.compares(figure, wanted.today) or not all(month in book.sets for month in span.months):
        return {}
    return book.by_place(figure.code, span)


def of_figure(figure: Figure, changed: list) -> list:
    """The corrections of this figure, or of the numbers that it is made of."""
    codes = {figure.code, *needed(figure)}
    kept = [(month, [line for line in lines if line["figure"].code in codes]) for month, lines in changed]
    return [(month, lines) for month, lines in kept if lines]


# The rows behind it ---------------------------------------------------------------------------------------------------


def opens(figure: Figure) -> bool:
    """Whether there are rows behind the figure that could be shown."""
    counted = BY_CODE[needed(figure)[0]]
    return counted.is_recorded and counted.table not in (Table.NONE, Table.REGION)


def rows_href(wanted: Asked, figure: Figure, place: str) -> str:
    """Where the rows of one place are; "" of several months, each of which has its own, and where there are none."""
    if wanted.span.length is not Length.MONTH or not opens(figure):
        return ""
    return wanted.href("figures:rows", figure.code, region=place)


def behind_it(wanted: Asked, figure: Figure) -> list[dict[str, str]]:
    """The ways to the rows, month by month: of a stock only the last month, for it is the one that counts."""
    if not opens(figure):
        return []
    counted = BY_CODE[needed(figure)[0]]
    months = wanted.span.months[-1:] if counted.kind == Kind.STOCK else wanted.span.months
    return [
        {
            "label": f"{month.year}年{month.month}月" if len(months) > 1 else "",
            "href": wanted.href("figures:rows", figure.code, period=f"{month:%Y-%m}"),
        }
        for month in months
    ]
