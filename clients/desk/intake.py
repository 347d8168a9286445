"""批量导入: template, upload, columns, preview, import, and the rows that stay behind."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.intake import files
from clients.intake.apply import checked, start, table_of, upload
from clients.intake.cells import text_of
from clients.intake.columns import COLUMNS, missing
from clients.models import Intake
from jobs.models import Job
from jobs.read_workbook import LARGEST_FILE
from jobs.write_workbook import CONTENT_TYPE
from people import ledger
from people.doors import desk, poll
from people.errors import Refused
from people.models import Action, Purpose, Role

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 50
SAMPLES = 3
# The shorter, old ID numbers have so many digits.
ID_NUMBER_LENGTH = 15
STEPS = ("上传", "核对", "导入", "结果")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Excel 文件",
        help_text=f"支持 .xlsx 和旧版 .xls，最大 {LARGEST_FILE // 1024 // 1024} MB。上传后先核对，点导入才会建档。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
        error_messages={"required": "请先选择文件。", "empty": "文件是空的，请重新选择。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def intake(request):
    """Template and upload, above what was uploaded in the last week."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = upload(request.user, form.cleaned_data["file"].read(LARGEST_FILE + 1))
        except Refused as no:
            form.add_error("file", str(no))
        else:
            return redirect("clients:intake_one", row.pk)
    context = {"form": form, "recent": Intake.objects.of(request.user)[:10], "steps": STEPS}
    return render(request, "clients/desk/intake.html", context, status=422 if form.is_bound else 200)


@require_safe
@desk(*STAFF)
def template(request):
    """The empty list as a spreadsheet."""
    return _download(files.template(), "服务对象导入模板.xlsx")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def one(request, intake_id):
    """One upload wherever it stands: columns and preview, progress, or the result."""
    row = _mine(request, intake_id)
    if row.state == Intake.State.UPLOADED:
        return _preview(request, row)
    context = {"intake": row, "steps": STEPS, "job": _job_of(row)}
    name = "_intake_result" if request.htmx else "intake_result"
    return render(request, f"clients/desk/{name}.html", context)


@poll
@never_cache
@require_safe
@desk(*STAFF)
def progress(request, intake_id):
    """How far the import is; the page asks every second until it is over."""
    row = _mine(request, intake_id)
    context = {"intake": row, "steps": STEPS, "job": _job_of(row)}
    return render(request, "clients/desk/_intake_result.html", context)


def _mine(request, intake_id) -> Intake:
    return get_object_or_404(Intake.objects.of(request.user), pk=intake_id)


def _job_of(row: Intake) -> Job | None:
    return Job.objects.filter(kind="intake.apply", key=str(row.uid)).first()


def _preview(request, row: Intake):
    try:
        table = table_of(row)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("clients:intake")
    if request.method == "POST":
        row.mapping = _mapping(request.POST, len(table.headings))
        row.save(update_fields=["mapping"])
        return redirect("clients:intake_one", row.pk)
    lacking = missing(table.mapping)
    rows = [] if lacking else checked(row, request.user)
    ledger.record(request.user, Action.VIEW, "intake", row.pk, Purpose.CASE_WORK)
    troubled = [found for found in rows if found.problems or found.known or found.hints]
    first_rows = table.sheet.rows[table.heading + 1 : table.heading + 1 + SAMPLES]
    context = {
        "intake": row,
        "steps": STEPS,
        "lacking": lacking,
        "columns": [
            (
                number,
                heading,
                [said for cells in first_rows if (said := _sample(cells[number]))],
                table.mapping.get(number, ""),
            )
            for number, heading in enumerate(table.headings)
            if heading or any(text_of(cells[number]) for cells in first_rows)
        ],
        "choices": COLUMNS,
        "good": sum(found.is_good for found in rows),
        "known": sum(found.known for found in rows),
        "refused": sum(bool(found.problems) for found in rows),
        "page": Paginator(troubled, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "clients/desk/intake_preview.html", context)


def _sample(cell) -> str:
    """Enough of a cell to tell what its column holds; of a long number only both ends."""
    text = text_of(cell)
    return f"{text[:6]}…{text[-2:]}" if len(text) >= ID_NUMBER_LENGTH and text[:ID_NUMBER_LENGTH].isalnum() else text


def _mapping(posted, width: int) -> dict[str, str]:
    """Column number → field, as chosen; a field chosen twice stays with the first column."""
    known = {column.field for column in COLUMNS}
    mapping: dict[str, str] = {}
    for number in range(width):
        field = posted.get(f"column_{number}", "")
        if field in known and field not in mapping.values():
            mapping[str(number)] = field
    return mapping


@require_POST
@desk(*STAFF)
def apply(request, intake_id):
    """Ask for the import."""
    row = _mine(request, intake_id)
    try:
        start(request.user, row)
    except Refused as no:
        messages.error(request, str(no))
    return redirect("clients:intake_one", row.pk)


@require_POST
@desk(*STAFF)
def discard(request, intake_id):
    """Forget an upload that was not imported."""
    row = _mine(request, intake_id)
    if row.state == Intake.State.UPLOADED:
        row.sheet, row.state = None, Intake.State.FORGOTTEN
        row.save(update_fields=["sheet", "state"])
        messages.success(request, "已清除上传的文件。")
    return redirect("clients:intake")


@never_cache
@require_safe
@desk(*STAFF)
def rest(request, intake_id):
    """The rows that were not taken, each with its reason."""
    row = _mine(request, intake_id)
    if row.state != Intake.State.APPLIED or not row.left_over:
        messages.error(request, "没有可下载的内容：还没有导入，或已经过了 7 天。")
        return redirect("clients:intake")
    ledger.record(request.user, Action.EXPORT, "intake", row.pk, Purpose.CASE_WORK)
    return _download(files.left_over(row.left_over), f"未导入的行-{row.pk}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": content_disposition_header(True, name)}
    )
