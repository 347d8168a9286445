"""月报: what is true of a region this month: in words, as pictures, as a table; closed or still running."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures.catalogue.table import BY_CODE, CITY_FORM, FIGURES, GROUPS
from figures.cell import UNKNOWN, Value
from figures.corrections import Correction, corrections
from figures.desk import behind as behinds
from figures.desk import cards, closing, from_referral, lead, sheets
from figures.desk.asked import Asked, asked
from figures.desk.behind import Behind
from figures.desk.book import Book
from figures.desk.places import below, whole_of
from figures.figure import Figure, Table
from figures.models import FigureSet
from figures.period import month_of
from figures.read import REST
from people.doors import desk
from people.models import Role
from ui.cells import is_number
from ui.tiles import Place

# What falls behind is named up to here; the rest is counted.
NAMED = 5
USUAL_MAP = "work.share"
RATE = "rate:"
Changes = list[tuple[date, list[dict[str, Any]]]]
"""Month by month what was corrected in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table, with the way to what is behind it."""

    value: Value | None
    href: str
    corrected: Value | None = None


@require_safe
@desk(Role.MANAGER)
def overview(request):
    """The manager's region or one below it; only numbers that are stored, so that no look has to be written down."""
    wanted = asked(request)
    if wanted.span is None:
        return render(request, "figures/desk/none.html", {"asked": wanted, "month": month_of(wanted.today)})
    span = wanted.span
    lines = Book(wanted.user, wanted.region, cards.months_needed(span), cards.CODES)
    months = [*behinds.months_needed(span), *span.before.months]
    book = Book(wanted.user, wanted.region, months, {*CITY_FORM, *behinds.CODES, *cards.CODES, *lead.CODES})
    found = behinds.behind(book, span)
    changed = corrected(wanted)
    whole = whole_of(wanted.region)
    context = {
        "asked": wanted,
        "ways": ways_up(wanted),
        "places": book.places,
        "below": below(wanted.region),
        "jobs": closing.jobs_of(wanted),
        "state": closing.state_of(wanted),
        "sentences": lead.sentences(wanted, book, found),
        "map": map_of(wanted, book, found, request.GET.get("map", "")),
        "behind": [_named(wanted, one, whole) for one in found[:NAMED]],
        "more_behind": max(0, len(found) - NAMED),
        "can_tell": behinds.can_tell(book, span),
        "meaning": behinds.meaning(whole),
        "groups": [
            (group, [cards.card(wanted, lines, code, _changed(changed, code)) for code in codes])
            for group, codes in cards.FIRST
        ],
        "funnel": funnel_of(wanted),
        "corrections": changed,
        "table": table_of(wanted, book, found, changed),
        "not_out": sheets.why_not(wanted),
        "sheet_href": wanted.href("figures:sheet"),
        "excel_href": wanted.href("figures:excel"),
        "all_href": wanted.href("figures:all"),
        "count": len(FIGURES),
    }
    return render(request, "figures/desk/month.html", context)


def ways_up(wanted: Asked) -> list[tuple[str, str]]:
    """The regions above, each with its page of the same months."""
    return [(region.name, wanted.href("figures:month", region=region.code)) for region in wanted.above]


def _named(wanted: Asked, one: Behind, whole: str) -> dict[str, Any]:
    return {"words": one.words(whole), "href": wanted.href("figures:figure", one.watch.figure)}


# Pictures -------------------------------------------------------------------------------------------------------------


def map_of(wanted: Asked, book: Book, found: list[Behind], chosen: str) -> dict[str, Any] | None:
    """The places as tiles for what was chosen, else for that in which somebody is behind most.

    What must not be, such as people nobody talked to, is drawn as a share of the register: most of them live in the
    largest place, whoever works well.
    """
    if not book.places:
        return None
    rates = {f"{RATE}{watch.figure}": watch for watch in behinds.WATCHED if not watch.is_figure}
    figures = [BY_CODE[code] for code in dict.fromkeys((*cards.CODES, *CITY_FORM))]
    options = {one.code: one.label for one in figures if one.is_recorded}
    options |= {key: f"{watch.label}%" for key, watch in rates.items()}
    if chosen not in options:
        worst = found[0].watch if found else None
        chosen = USUAL_MAP if worst is None else worst.figure if worst.is_figure else f"{RATE}{worst.figure}"
    code = chosen.removeprefix(RATE)
    values = _rates(wanted, book, rates[chosen]) if chosen in rates else book.by_place(code, wanted.span)
    late = {one.place.code for one in found if one.watch.figure == code}
    return {
        "label": rates[chosen].label.removesuffix("的") if chosen in rates else BY_CODE[code].label,
        "unit": "%" if chosen in rates else BY_CODE[code].unit,
        "places": tiles_of(wanted, book, values, late, "figures:month"),
        "chosen": chosen,
        "options": list(options.items()),
        "behind": f"比{whole_of(wanted.region)}差 {behinds.LEAST_POINTS:g} 个百分点以上",
    }


def _rates(wanted: Asked, book: Book, watch: behinds.Watch) -> dict[str, Value]:
    found = {place.code: behinds.rate(book, watch, wanted.span.months, place.code) for place in book.places}
    return {code: UNKNOWN if value is None else value for code, value in found.items()}


def tiles_of(wanted: Asked, book: Book, values: dict[str, Value], late: set[str], name: str, *args: str) -> list[Place]:
    """Each place below as a tile that opens the same page of it."""
    return [
        Place(
            place.code,
            place.name,
            place.longitude,
            place.latitude,
            None if values[place.code] == UNKNOWN else float(values[place.code]),
            wanted.href(name, *args, region=place.code),
            place.code in late,
        )
        for place in book.places
    ]


def funnel_of(wanted: Asked) -> dict[str, Any]:
    """From referral to a lasting job, of those sent within the year up to the month."""
    months = from_referral.window(wanted.span.last, wanted.sets)
    return {"since": months[0], "steps": from_referral.steps(wanted.region, months, wanted.sets)}


# The table ------------------------------------------------------------------------------------------------------------


def table_of(wanted: Asked, book: Book, found: list[Behind], changed: Changes) -> dict[str, Any]:
    """The figures of the city's form by place, the whole first; what lies in no place below in a column of its own."""
    figures = [BY_CODE[code] for code in CITY_FORM]
    by_place = {figure.code: book.by_place(figure.code, wanted.span) for figure in figures}
    late = {one.place.code for one in found}
    columns = [
        {"label": place.name, "href": wanted.href("figures:month", region=place.code), "behind": place.code in late}
        for place in book.places
    ]
    rest = [REST] if book.places and any(REST in cells for cells in by_place.values()) else []
    places = [*(place.code for place in book.places), *rest]
    recounted = {line["figure"].code: line["recount"] for _, lines in changed for line in lines}
    rows = [
        {
            "label": figure.label,
            "unit": figure.unit,
            "group": figure.group,
            "href": wanted.href("figures:figure", figure.code),
            "cells": [
                Cell(_known(book.value(figure.code, wanted.span)), "", recounted.get(figure.code)),
                *(_cell(wanted, figure, book.value(figure.code, wanted.span, place), place) for place in places),
            ],
        }
        for figure in figures
    ]
    whole = {"label": wanted.region.name}
    return {"columns": [whole, *columns, *({"label": "未细分"} for _ in rest)], "rows": rows}


def _cell(wanted: Asked, figure: Figure, value: Value, place: str) -> Cell:
    leads = is_number(value) and place != REST
    return Cell(_known(value), wanted.href("figures:figure", figure.code, region=place) if leads else "")


def _known(value: Value) -> Value | None:
    return None if value == UNKNOWN else value


# Corrections ----------------------------------------------------------------------------------------------------------


def corrected(wanted: Asked) -> Changes:
    """What was put right since in each closed month of the span."""
    found = []
    for one in wanted.standing:
        if one.kind == FigureSet.Kind.CLOSED:
            lines = corrections(wanted.user, one.month, wanted.region).lines
            if lines:
                found.append((one.month, [told(wanted, one.month, line) for line in lines]))
    return found


def told(wanted: Asked, month: date, line: Correction) -> dict[str, Any]:
    """A correction as the page lists it."""
    return {
        "figure": line.figure,
        "closed": line.closed,
        "recount": line.recount,
        "why": why(line),
        "rows": _rows_of(wanted, month, line),
        "href": wanted.href("figures:figure", line.figure.code, period=f"{month:%Y-%m}"),
    }


def why(line: Correction) -> str:
    """What of a correction has no rows to open: 另有 1 条现在不归本辖区."""
    if line.beyond:
        return f"另有 {line.beyond} 条现在不归本辖区"
    return "" if line.came or line.went else "条数没变，内容改过"


def _rows_of(wanted: Asked, month: date, line: Correction) -> list[tuple[str, str]]:
    """后来补录 2 条，后来去掉 1 条: what became of the rows, each with the way to them ("": nobody opens them)."""
    found = (("后来补录", "came", line.came), ("后来去掉", "went", line.went))
    code, period = line.figure.code, f"{month:%Y-%m}"
    opens = line.figure.table != Table.REGION
    return [
        (f"{word} {len(ids)} 条", wanted.href("figures:rows", code, period=period, which=which) if opens else "")
        for word, which, ids in found
        if ids
    ]


def _changed(changed: Changes, code: str) -> str:
    """What a card says of a correction of its figure, or of the numbers it is made of."""
    parts = {code, BY_CODE[code].numerator, BY_CODE[code].denominator}
    return "结账后有更正" if any(line["figure"].code in parts for _, lines in changed for line in lines) else ""


# Every figure ---------------------------------------------------------------------------------------------------------


@require_safe
@desk(Role.MANAGER)
def every(request):
    """Every figure there is, group by group, each against the span before and the year before."""
    wanted = asked(request)
    if wanted.span is None:
        return render(request, "figures/desk/none.html", {"asked": wanted, "month": month_of(wanted.today)})
    group = request.GET.get("group", "")
    group = group if group in GROUPS else GROUPS[0]
    figures = [figure for figure in FIGURES if figure.group == group]
    span = wanted.span
    year = span.year_before.months if span.year_before else ()
    book = Book(wanted.user, wanted.region, [*span.months, *span.before.months, *year], [one.code for one in figures])
    context = {
        "asked": wanted,
        "group": group,
        "groups": [
            {"label": name, "href": wanted.href("figures:all", group=name), "current": name == group} for name in GROUPS
        ],
        "ways": [*ways_up(wanted), (f"{wanted.region.name}月报", wanted.href("figures:month"))],
        "places": book.places,
        "head": [name for name in ("指标", *span.length.names) if name],
        "lines": [_line(wanted, book, figure) for figure in figures],
    }
    return render(request, "figures/desk/all.html", context)


def _line(wanted: Asked, book: Book, figure: Figure) -> dict[str, Any]:
    span = wanted.span
    return {
        "figure": figure,
        "is_part": any(BY_CODE[part.of].group == figure.group for part in figure.parts_of),
        "value": book.value(figure.code, span),
        "before": cards.earlier(wanted, book, figure, span.before),
        "year_before": cards.earlier(wanted, book, figure, span.year_before),
        "href": wanted.href("figures:figure", figure.code),
    }
