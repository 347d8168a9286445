"""批量导入: upload a list, see what would become of each row, apply it, fetch the rest."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import import_vacancies, uploads
from employers.import_pages import as_file, is_to_be_looked_at, job_of, preview
from employers.models import Upload
from jobs.read_workbook import LARGEST_FILE
from people.doors import desk
from people.errors import Refused
from people.models import Role

keepers = desk(Role.SOCIAL_WORKER, Role.MANAGER)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="选择文件",
        help_text="Excel（.xlsx、.xls）或每行一个岗位的 JSON，最多 10,000 行。上传后先核对，点导入才会保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.jsonl,.json"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def uploads_of_mine(request: HttpRequest) -> HttpResponse:
    """Upload a list; below, the actor's earlier ones."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            made = import_vacancies.upload(request.user, form.cleaned_data["file"].read(LARGEST_FILE + 1))
        except Refused as no:
            form.add_error("file", str(no))
        else:
            return redirect("employers:vacancy_import", made.pk)
    earlier = Upload.objects.of(request.user).defer("rows", "report", "headings")[:20]
    context = {"form": form, "earlier": earlier}
    return render(request, "employers/imports.html", context, status=422 if form.errors else 200)


@require_safe
@keepers
def one(request: HttpRequest, upload_id: int) -> HttpResponse:
    """One list: before it is applied, what would become of each row; after, what has."""
    found = get_object_or_404(Upload.objects.of(request.user), pk=upload_id)
    if not is_to_be_looked_at(found):
        return render(request, "employers/import_done.html", {"upload": found, "job": job_of(found)})
    template = "employers/_import_rows.html" if request.htmx else "employers/import_preview.html"
    return render(request, template, preview(request, found))


@require_POST
@keepers
def apply(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Start the import."""
    found = get_object_or_404(Upload.objects.of(request.user), pk=upload_id)
    try:
        import_vacancies.start(request.user, found, publish_at_once=request.POST.get("publish") == "yes")
    except Refused as no:
        messages.error(request, str(no))
    return redirect("employers:vacancy_import", upload_id)


@require_safe
@keepers
def rest(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The rows that were not taken, as .xlsx with their reasons."""
    found = get_object_or_404(Upload.objects.of(request.user).filter(state=Upload.State.APPLIED), pk=upload_id)
    return as_file(import_vacancies.left_over(found), f"vacancies-left-{found.pk}.xlsx")


@require_safe
@keepers
def template(request: HttpRequest) -> HttpResponse:
    """The empty list."""
    return as_file(uploads.template(), "vacancies-template.xlsx")
