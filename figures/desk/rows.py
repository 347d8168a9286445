"""明细: the rows that were counted, a page at a time; who opens a page sees names, and that is written down."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.door import KIND as CLIENT_KIND
from figures.catalogue.table import BY_CODE
from figures.close_month import LEDGER_KIND
from figures.corrections import corrections
from figures.desk.asked import Asked, asked
from figures.desk.figure import figure_or_404, opens
from figures.desk.lines import LOOKS, lines_of
from figures.desk.month import ways_up
from figures.desk.spans import Length
from figures.figure import Table
from figures.models import StoredFigure
from figures.read import needed
from figures.rows import Behind, rows_behind
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role

PAGE = 20
HEAD = ["内容", "日期", "所在地"]
# What can be asked for instead of the rows that stand, and what is listed then.
CORRECTED = {
    "came": ("结账后补录的", "列的是结账以后才补录、重新统计时才数到的记录。"),
    "went": ("结账后去掉的", "列的是结账时数到、重新统计时不再数到的记录。"),
}
STANDING = ("明细", "列的是统计时数到的那些记录，内容按现在的记录显示。")


@require_safe
@desk(Role.MANAGER)
def page(request, code):
    """The rows behind one figure of one month, in the region asked for, or those that a correction is made of; latest
    first."""
    figure, wanted, which = figure_or_404(code), asked(request), request.GET.get("which", "")
    if wanted.span is None or wanted.span.length is not Length.MONTH or not opens(figure):
        raise Http404
    try:
        behind = _corrected(wanted, code, which) if which in CORRECTED else _standing(wanted, code)
    except StoredFigure.DoesNotExist:
        raise Http404 from None
    ids = Paginator(behind.ids[::-1], PAGE).get_page(request.GET.get("page"))
    lines = lines_of(wanted.user, behind.table, list(ids))
    counted = BY_CODE[needed(figure)[0]]
    about = f"{counted.code} {wanted.span.code} {wanted.region.code}"
    ledger.record(wanted.user, Action.VIEW, LEDGER_KIND, about, Purpose.STATISTICS)
    shown = dict.fromkeys(line.client.pk for line in lines if line.client)
    ledger.record_each(wanted.user, Action.VIEW, CLIENT_KIND, shown, Purpose.STATISTICS)
    is_about_clients = bool(LOOKS[behind.table].client) or behind.table == Table.CLIENT
    context = {
        "asked": wanted,
        "figure": figure,
        "counted": counted,
        "about_clients": is_about_clients,
        "page": ids,
        "lines": lines,
        "beyond": behind.beyond,
        "listed": CORRECTED.get(which, STANDING),
        "head": ["服务对象", *HEAD, "责任社工"] if is_about_clients else ["名称", *HEAD],
        "ways": [
            *ways_up(wanted),
            (f"{wanted.region.name}月报", wanted.href("figures:month")),
            (figure.label, wanted.href("figures:figure", figure.code)),
        ],
    }
    return render(request, "figures/desk/rows.html", context)


def _standing(wanted: Asked, code: str) -> Behind:
    return rows_behind(wanted.user, code, wanted.span.last, wanted.region)


def _corrected(wanted: Asked, code: str, which: str) -> Behind:
    """The rows that only the later counting has (came), or only the closed month (went). Http404 where it has none."""
    counted = BY_CODE[needed(BY_CODE[code])[0]]
    lines = corrections(wanted.user, wanted.span.last, wanted.region).lines
    line = next((one for one in lines if one.figure == counted), None)
    if line is None:
        raise Http404
    return Behind(counted.table, line.came if which == "came" else line.went, 0)
