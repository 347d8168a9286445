"""后台任务: what I asked for, how far it is, what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jobs import run
from jobs.models import Job
from people.doors import poll
from people.errors import Refused


@require_safe
def mine(request):
    """The signed-in person's jobs, latest first; each open one refreshes itself."""
    page = Paginator(Job.objects.of(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "jobs/mine.html", {"page": page})


@poll
@require_safe
def progress(request, job_id):
    """One row of the list: asks for itself again while the job is open, and no more once it is over."""
    row = get_object_or_404(Job.objects.of(request.user), pk=job_id)
    return render(request, "jobs/_job.html", {"job": row})


@require_POST
def again(request, job_id):
    """Start a job anew that did not succeed."""
    try:
        run.ask_again(request.user, job_id)
    except Job.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已重新开始，进度会显示在这里。")
    return redirect("jobs:mine")
