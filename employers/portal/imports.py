"""批量导入: a firm's own list of vacancies: uploaded, looked at row by row, brought in as drafts or handed in."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import import_vacancies, uploads
from employers.doors import portal
from employers.import_pages import as_file, is_to_be_looked_at, job_of, preview
from employers.models import Upload
from jobs.read_workbook import LARGEST_FILE
from people.doors import poll
from people.errors import Refused


class UploadForm(forms.Form):
    file = forms.FileField(
        label="选择文件",
        help_text=f"Excel（.xlsx、.xls），一行一个岗位，最多 {import_vacancies.ROWS_OF_A_FIRM} 行。"
        "上传后先逐行核对，您点了导入才会保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
        error_messages={"required": "请选择填好的文件。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """Upload a list; below, her earlier ones."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        if not ratelimit.consume(request, action="portal_upload", key=str(request.contact.pk)):
            return render(request, "429.html", status=429)
        try:
            made = import_vacancies.upload(request.contact, form.cleaned_data["file"].read(LARGEST_FILE + 1))
        except Refused as no:
            form.add_error("file", str(no))
        else:
            return redirect("portal:vacancy_import", made.pk)
    earlier = Upload.objects.of(request.contact).defer("rows", "report", "headings", "preview")[:20]
    context = {"form": form, "earlier": earlier}
    return render(request, "employers/portal/imports.html", context, status=422 if form.errors else 200)


def _one(request: HttpRequest, upload_id: int) -> Upload:
    return get_object_or_404(Upload.objects.of(request.contact), pk=upload_id)


@require_safe
@portal()
def one(request: HttpRequest, upload_id: int) -> HttpResponse:
    """One list: before it is applied, what would become of each row; after, what has."""
    found = _one(request, upload_id)
    if not is_to_be_looked_at(found):
        return render(request, "employers/portal/import_done.html", {"upload": found, "job": job_of(found)})
    template = "employers/_import_rows.html" if request.htmx else "employers/portal/import_preview.html"
    return render(request, template, preview(request, found, own=True))


@poll
@require_safe
@portal()
def progress(request: HttpRequest, upload_id: int) -> HttpResponse:
    """How far the work on a list is: asks for itself again, and leads to the page when it is over."""
    found = _one(request, upload_id)
    job = job_of(found)
    answer = render(request, "employers/portal/_import_progress.html", {"upload": found, "job": job})
    if job is None or job.state == "done":
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@portal()
def apply(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Start the import."""
    found = _one(request, upload_id)
    try:
        import_vacancies.start(request.contact, found, publish_at_once=request.POST.get("submit") == "yes")
    except Refused as no:
        messages.error(request, str(no))
    return redirect("portal:vacancy_import", upload_id)


@require_safe
@portal()
def rest(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The rows that were not taken, as .xlsx with their reasons."""
    found = get_object_or_404(Upload.objects.of(request.contact).filter(state=Upload.State.APPLIED), pk=upload_id)
    return as_file(import_vacancies.left_over(found), f"vacancies-left-{found.pk}.xlsx")


@require_safe
@portal()
def template(request: HttpRequest) -> HttpResponse:
    """The empty list."""
    return as_file(uploads.template(uploads.TEMPLATE_OF_A_FIRM, "B2"), "vacancies-template.xlsx")
