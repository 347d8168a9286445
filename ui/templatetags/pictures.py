"""What the pictures of a month compute with; loaded by the components that draw them."""

from collections.abc import Iterable, Sequence

from django import template

from ui import cells, funnel, month_table, tiles, trend

register = template.Library()


@register.simple_tag
def tile_plot(regions: Sequence, columns: int | str = tiles.COLUMNS) -> tiles.Tiles:
    """A map of tiles, see ``tiles.tiles``; the stylesheet knows no more than ``tiles.COLUMNS`` columns."""
    return tiles.tiles(regions, min(int(columns), tiles.COLUMNS))


@register.simple_tag
def funnel_plot(steps: Sequence) -> funnel.Funnel:
    """The steps of a funnel, see ``funnel.funnel``."""
    return funnel.funnel(steps)


@register.simple_tag
def trend_plot(points: Sequence, reference: Sequence = (), most: float | str = "") -> trend.Trend:
    """A figure over months, see ``trend.trend``."""
    return trend.trend(points, reference or (), float(most) if most else None)


@register.simple_tag
def why_none(value: object) -> str:
    """Why there is no number, see ``cells.why_none``."""
    return cells.why_none(value)


@register.simple_tag
def table_lines(rows: Sequence, columns: Sequence, total: object = None) -> list[month_table.Line]:
    """The rows of a wide table, see ``month_table.lines``."""
    return month_table.lines(rows or (), columns or (), total)


@register.simple_tag
def table_groups(columns: Sequence) -> list[month_table.Group]:
    """The headings over the headings, see ``month_table.groups``."""
    return month_table.groups(columns)


@register.simple_tag
def table_signs(lines: Sequence, columns: Sequence = ()) -> set[str]:
    """The signs to be explained below a wide table, see ``month_table.signs``."""
    return month_table.signs(lines, columns or ())


@register.simple_tag
def held_against(now: object, before: object, since: str, unit: str = "", better: str = "") -> cells.Difference:
    """A figure against an earlier one, in words, see ``cells.difference``."""
    return cells.difference(now, before, since, unit, better)


@register.filter
def figure(number: object) -> str:
    """``4200`` → ``4,200``, ``3.5`` → ``3.5``."""
    return cells.plain(number)  # type: ignore[arg-type]


@register.filter
def short_figure(number: object) -> str:
    """``4200`` → ``4,200``, ``123000`` → ``12.3万``."""
    return cells.short(number)  # type: ignore[arg-type]


@register.simple_tag
def with_gaps(values: Iterable) -> list:
    """The numbers of a sparkline, None wherever there is none to show."""
    return [value if cells.is_number(value) else None for value in values or ()]
