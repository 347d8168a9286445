"""What the pages of an import share, on the desk and in the portal."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from employers.check_rows import Outcome
from employers.models import Upload
from jobs.models import Job
from jobs.write_workbook import CONTENT_TYPE

PER_PAGE = 50


def is_to_be_looked_at(upload: Upload) -> bool:
    """Whether the preview is there and nothing has been applied yet."""
    return upload.state == Upload.State.UPLOADED and upload.preview is not None


def preview(request: HttpRequest, upload: Upload, *, own: bool = False) -> dict[str, Any]:
    """What would become of each row, one page of it; ``?only=`` an outcome.

    ``own``: the uploader acts for the firm, which need not be named in every row. ``ready`` and ``unready``: how many
    of those that can be taken have nothing missing, and how many have.
    """
    rows = upload.preview or []
    counts = {outcome: sum(row["outcome"] == outcome for row in rows) for outcome in Outcome}
    only = request.GET.get("only", "")
    shown = [row for row in rows if not only or row["outcome"] == only]
    ready = sum(row["outcome"] == Outcome.ADD and row.get("ready", True) for row in rows)
    return {
        "upload": upload,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "head": ["行", "岗位", *([] if own else ["企业"]), "结果", "说明"],
        "own": own,
        "counts": counts,
        "can_add": counts[Outcome.ADD],
        "ready": ready,
        "unready": counts[Outcome.ADD] - ready,
    }


def job_of(upload: Upload) -> Job | None:
    """What is being done with the list: it is looked over, or it is applied."""
    kind = "employers.check" if upload.state == Upload.State.UPLOADED else "employers.import"
    return Job.objects.filter(kind=kind, key=upload.job_key).first()


def as_file(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
