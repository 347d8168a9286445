"""The filters and tags of every page. A builtin library: no template needs to load it."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from ui import charts, problems
from ui import curve as curves

register = template.Library()

NOTHING = "—"
# Days from which a deadline is told by its date alone.
FAR = 90


# Numbers and money ----------------------------------------------------------------------------------------------------


@register.filter
def money(amount: Decimal | float | None) -> str:
    """``4200`` → ``4,200``; cents only where there are some; nothing known → a dash. The unit is the template's."""
    if amount is None or amount == "":
        return NOTHING
    exact = Decimal(str(amount))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"


@register.filter
def wage_figures(low: Decimal | float | None, high: Decimal | float | None = None) -> str:
    """A wage without its unit: ``4,200–5,000``, ``4,200``, ``最高 5,000``, ``面议``; 起 stands after the unit."""
    if low is None and high is None:
        return "面议"
    if high is None:
        return money(low)
    if low is None:
        return f"最高 {money(high)}"
    return money(low) if low == high else f"{money(low)}–{money(high)}"


@register.filter
def wage_range(low: Decimal | float | None, high: Decimal | float | None = None) -> str:
    """A wage as one reads it aloud, 元/月: ``4,200–5,000 元/月``, ``4,200 元/月起``, ``最高 5,000 元/月``, ``面议``."""
    if low is None and high is None:
        return wage_figures(low, high)
    return f"{wage_figures(low, high)} 元/月{'起' if high is None else ''}"


@register.filter
def phone_mask(number: str | None) -> str:
    """``13812340417`` → ``138****0417``; too short to hide anything → all stars."""
    digits = (number or "").strip()
    if not digits:
        return NOTHING
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else "*" * len(digits)


# Days -----------------------------------------------------------------------------------------------------------------


def as_local_day(moment: date | datetime) -> date:
    """The calendar day in the site's time zone."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


@register.filter
def day(moment: date | datetime | None) -> str:
    """``2026年11月22日``."""
    return date_format(as_local_day(moment), "Y年n月j日") if moment else NOTHING


@register.filter
def short_day(moment: date | datetime | None) -> str:
    """``11月22日``; with its year when that is not the current one, because nobody would guess it."""
    if not moment:
        return NOTHING
    local = as_local_day(moment)
    return date_format(local, "n月j日" if local.year == timezone.localdate().year else "Y年n月j日")


@register.filter
def day_time(moment: datetime | None) -> str:
    """``11月22日 14:05`` in the site's time zone."""
    if not moment:
        return NOTHING
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{short_day(local)} {local:%H:%M}"


def months_between(earlier: date, later: date) -> int:
    """Full months from one day to a later one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    last_of_month = calendar.monthrange(later.year, later.month)[1]
    return months - (later.day < min(earlier.day, last_of_month))


@register.filter
def ago(moment: date | datetime | None) -> str:
    """How long ago, or how far ahead: ``刚刚``, ``5 分钟前``, ``昨天``, ``3 天前``, ``2 个月前``, ``3 天后``."""
    if not moment:
        return NOTHING
    today, that_day = timezone.localdate(), as_local_day(moment)
    days = (today - that_day).days
    if isinstance(moment, datetime) and days == 0:
        now = timezone.now() if timezone.is_aware(moment) else timezone.localtime().replace(tzinfo=None)
        minutes = int((now - moment).total_seconds() // 60)
        if 0 <= minutes < 60:
            return f"{minutes} 分钟前" if minutes else "刚刚"
        return f"{minutes // 60} 小时前" if minutes > 0 else f"今天 {day_time(moment)[-5:]}"
    near = {0: "今天", 1: "昨天", -1: "明天"}
    if days in near:
        return near[days]
    suffix = "前" if days > 0 else "后"
    months = months_between(min(today, that_day), max(today, that_day))
    if months >= 12:
        return f"{months // 12} 年{suffix}"
    return f"{months} 个月{suffix}" if months else f"{abs(days)} 天{suffix}"


@register.filter
def due_tone(moment: date | datetime | None, soon: int | str = 7) -> str:
    """Red when overdue or due today, amber within ``soon`` days, plain later."""
    if not moment:
        return "plain"
    left = (as_local_day(moment) - timezone.localdate()).days
    if left <= 0:
        return "bad"
    return "wait" if left <= int(soon) else "plain"


@register.filter
def due_text(moment: date | datetime | None, workdays: int | str | None = None) -> str:
    """``已逾期 3 天``, ``今天到期``, ``还有 5 天``; with ``workdays`` the count is of working days.

    From ``FAR`` days on nobody counts: ``已逾期`` or nothing at all, and the date speaks for itself.
    """
    if not moment:
        return "没有期限"
    left = (as_local_day(moment) - timezone.localdate()).days
    if left == 0:
        return "今天到期"
    if abs(left) >= FAR:
        return "" if left > 0 else "已逾期"
    count, unit = (left, "天") if workdays is None or workdays == "" else (int(workdays), "个工作日")
    return f"还有 {abs(count)} {unit}" if left > 0 else f"已逾期 {abs(count)} {unit}"


# Building pages -------------------------------------------------------------------------------------------------------


@register.filter
def spread(attrs) -> SafeString:
    """The attributes a component was given and does not use itself, escaped; True is a bare name, False is left out.

    Cotton's own ``{{ attrs }}`` does not escape, so no component prints it directly.
    """
    kept = [(name, value) for name, value in attrs.attrs_dict().items() if value is not False and value is not None]
    return format_html_join("", '{}{}="{}"', ((" ", name, "" if value is True else value) for name, value in kept))


@lru_cache(maxsize=512)
def drawn_icon(name: str, size: int, label: str) -> str:
    """One lucide icon as inline SVG, which lucide has marked safe; drawn once per process."""
    if label:
        return lucide(name, size=size, role="img", aria_label=label, focusable="false", **{"class": "icon"})
    return lucide(name, size=size, aria_hidden="true", focusable="false", **{"class": "icon"})


@register.simple_tag
def icon(name: str, size: int | str = 18, label: str = "") -> str:
    """A lucide icon: decoration unless it has a ``label``. Raises IconDoesNotExist for an unknown name."""
    return drawn_icon(str(name), int(size), str(label))


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def tabs(context, kind: str, pk: object) -> dict[str, object]:
    """The tabs over one record, as navigation knows them for the acting role."""
    return {"items": context["nav"].tabs(kind, pk)}


@register.simple_tag(takes_context=True)
def query_without(context, name: str, value: object = None) -> str:
    """The current query string less one parameter (or one of its values), back on the first page."""
    query = context["request"].GET.copy()
    rest = [] if value is None else [kept for kept in query.getlist(name) if kept != str(value)]
    query.pop("page", None)
    query.setlist(name, rest)
    return f"?{query.urlencode()}"


@register.simple_tag
def stacked(parts: Iterable, total: float | str = 100) -> list[charts.Segment]:
    """The segments of a score bar, see ``charts.stack``."""
    return charts.stack(parts, float(total))


@register.simple_tag
def bar_lengths(rows: Iterable, most: float | str = "") -> list[charts.Bar]:
    """The rows of a bar chart, see ``charts.bars``."""
    return charts.bars(rows, float(most) if most else None)


@register.simple_tag
def against(low: float | None, high: float | None, lines: Sequence) -> charts.Against:
    """One amount among its lines, see ``charts.against``; bounds that nobody knows are None."""
    return charts.against(low, high, lines)


@register.simple_tag
def month_plot(labels: Sequence[str], series: Sequence, kind: str = "columns") -> charts.Plot:
    """The drawing of a month chart, see ``charts.months``."""
    return charts.months(labels, series, kind)


@register.simple_tag
def curve_plot(
    pieces: Sequence, marks: Sequence = (), bands: Sequence = (), around: Sequence = (), whole: object = False
) -> curves.Curve:
    """The drawing of a curve in straight pieces, see ``curve.curve``."""
    return curves.curve(pieces, marks, bands, around, bool(whole))


@register.simple_tag
def spark(values: Sequence) -> list[str]:
    """The strokes of a sparkline, see ``charts.sparkline``."""
    return charts.sparkline(values)


@register.filter
def unlocal(number: Decimal | float | str | None) -> str:
    """A number for an attribute: no thousands separator, no trailing zeros."""
    return f"{float(number or 0):.10g}"


@register.filter
def times(count: int | str) -> range:
    """As many turns of a loop."""
    return range(int(count))


@register.filter
def any_selected(options: Sequence, shown: int | str) -> bool:
    """Whether one of the options behind 更多 is chosen."""
    return any(charts.part(option, "selected") for option in list(options)[int(shown) :])


@register.filter
def is_list(value: object) -> bool:
    """Whether a component got a list rather than a slot of markup."""
    return isinstance(value, list | tuple)


@register.filter
def error_count(form) -> int:
    """How many fields of a form are wrong, the form as a whole counting as one each time it complains."""
    return len(form.non_field_errors()) + sum(1 for name in form.errors if name != "__all__")


register.filter("problems", problems.of_field)
register.filter("is_named", problems.is_named)
register.filter("what_is_kept", problems.what_is_kept)


@register.filter
def page_numbers(page) -> list[int | None]:
    """The page numbers worth showing; None stands for the gap between two of them."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]
