"""打印和下载: the city's monthly form, closed months only, with nothing in it that is small or would tell what is."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures.close_month import LEDGER_KIND
from figures.desk.asked import Asked, asked
from figures.form import LEGEND, Form, form_of
from figures.publish import published
from figures.write_form import workbook
from jobs.write_workbook import CONTENT_TYPE
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Level, Purpose, Role
from ui.templatetags.ui import day


def why_not(wanted: Asked) -> str:
    """Why these months of this region may not leave the house; empty where they may."""
    if wanted.region.level > Level.STREET:
        return "社区、嘎查村的人太少，数字不对外报送。请报送所在街道（苏木乡镇）的数字。"
    if not wanted.span.is_whole:
        return f"{wanted.span.length.this}还没有过完。对外报送的是结账以后的数字。"
    if not wanted.is_closed:
        return "还没有结账的数字不对外报送。每月3日系统自动结账，结账以后再打印、下载。"
    return ""


def _form(request) -> tuple[Asked, Form]:
    """The form that was asked for; given out, so it is recorded. Http404 where it may not be."""
    wanted = asked(request)
    if wanted.span is None or why_not(wanted):
        raise Http404
    try:
        table = published(wanted.user, wanted.span.months, wanted.region)
    except Refused:
        raise Http404 from None
    ledger.record(
        wanted.user, Action.EXPORT, LEDGER_KIND, f"{wanted.span.code} {wanted.region.code}", Purpose.STATISTICS
    )
    return wanted, form_of(table, wanted.span.label, wanted.standing)


@require_safe
@desk(Role.MANAGER)
def sheet(request):
    """To print: the form alone, without menus."""
    wanted, form = _form(request)
    context = {
        "asked": wanted,
        "form": form,
        "legend": LEGEND,
        "back": wanted.href("figures:month"),
        "excel_href": wanted.href("figures:excel"),
        "made_on": day(wanted.today),
    }
    return render(request, "figures/desk/sheet.html", context)


@require_safe
@desk(Role.MANAGER)
def excel(request):
    """The same as a workbook, with every figure on a second page and what each means on a third."""
    wanted, form = _form(request)
    answer = HttpResponse(workbook(form, wanted.today), content_type=CONTENT_TYPE)
    name = f"月报-{wanted.span.code}-{wanted.region.name}.xlsx"
    answer["Content-Disposition"] = f"attachment; filename=\"{wanted.span.code}.xlsx\"; filename*=UTF-8''{quote(name)}"
    return answer
