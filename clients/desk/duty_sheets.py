"""One office's list, to print or as a workbook: its own columns, and nothing in it that is not for that office."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients import duties, duty_sheets
from clients.desk.duties import LIST, WHO
from clients.models import Department, Duty
from jobs import write_workbook
from people import ledger
from people.doors import desk
from people.models import Action, Purpose


def _sheet(request, department: str) -> duty_sheets.Sheet:
    """What this office owes now, by term; 404 where the user does not deal with it. Given out, so it is recorded."""
    user = request.user
    if department not in duties.departments_of(user):
        raise Http404
    office = Department(department)
    rows = (
        duties.seen_by(user)
        .filter(department=office, state=Duty.State.OPEN)
        .select_related("client__caseworker", "client__residence_region__parent", "region__parent")
        .order_by("due_on", "pk")
    )
    if duty_sheets.reads_measures(office):
        rows = rows.prefetch_related("client__measures", "client__report_ins")
    found = list(rows)
    # What has no term stands last, on every database.
    found.sort(key=lambda duty: (duty.due_on is None, duty.due_on or duty.counted_from, duty.pk))
    ledger.record(user, Action.EXPORT, LIST, office.value, Purpose.CASE_WORK)
    return duty_sheets.sheet(office, found)


@require_safe
@desk(*WHO)
def sheet(request, department):
    """To print: the sheet alone, without menus."""
    found = _sheet(request, department)
    context = {
        "sheet": found,
        "lines": [list(zip(found.columns, line, strict=True)) for line in found.lines],
        "office": Department(department).label,
        "place": request.user.region.short_name,
        "today": timezone.localdate(),
        "title": duty_sheets.TITLE,
    }
    return render(request, "clients/desk/duty_sheet.html", context)


@require_safe
@desk(*WHO)
def excel(request, department):
    """The same as a workbook. Neither its name nor its title says whose list it is."""
    found = _sheet(request, department)
    headings, wide = [one.title for one in found.columns], [one.title for one in found.columns if one.wide]
    content = write_workbook.table(duty_sheets.TITLE, headings, found.lines, wide=wide)
    response = HttpResponse(content, content_type=write_workbook.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="affairs-{timezone.localdate():%Y%m%d}.xlsx"'
    return response
