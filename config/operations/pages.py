"""运行状况 and 全部任务: what the system administrator looks at, and the one button she has."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from config.operations import engines, lags, troubles, work
from config.operations.version import version
from jobs.models import Job, State
from jobs.run import start_again
from people import ledger
from people.doors import desk, poll
from people.errors import Refused
from people.models import Action, Purpose, Role

administrator = desk(Role.ADMINISTRATOR)

GIVEN_UP_SHOWN = 10
PER_PAGE = 30
# What can be chosen above the list of all jobs.
STATES = {"given_up": State.GIVEN_UP, "running": State.RUNNING, "waiting": State.WAITING, "done": State.DONE}


@poll
@require_safe
@administrator
def overview(request: HttpRequest) -> HttpResponse:
    """How everything does at this moment; the page asks for its middle again by itself."""
    template = "operations/_overview.html" if request.htmx else "operations/overview.html"
    return render(request, template, _standing())


def _standing() -> dict[str, object]:
    now = timezone.now()
    probes, disk, pending = engines.look(), engines.disk(), engines.pending_migrations()
    queue, workers, turns = work.line(now), work.workers(now), work.schedule(now)
    screened, behind, backup = lags.screening(now), lags.search(now), lags.backup(now)
    given_up = Job.objects.filter(state=State.GIVEN_UP, finished_at__gt=now - work.DAY).order_by("-finished_at")
    found = [
        *troubles.of_machine(disk, pending),
        *troubles.of_engines(probes),
        *troubles.of_work(now, queue, workers, turns),
        *troubles.of_lags(screened, behind, backup),
    ]
    return {
        "now": now,
        "troubles": sorted(found, key=lambda one: one.tone != "bad"),
        "engines": probes,
        "queue": queue,
        "bars": _bars(now),
        "workers": workers,
        "alive": sum(one.is_alive for one in workers),
        "turns": turns,
        "given_up": given_up[:GIVEN_UP_SHOWN],
        "screened": screened,
        "behind": behind,
        "backup": backup,
        "disk": disk,
        "version": version(),
        "pending": pending,
    }


def _bars(now) -> list[dict[str, object]]:
    """Jobs of the last day by what they are called, most first."""
    sums: dict[str, int] = {}
    for (kind, _), count in work.by_kind(now).items():
        title = work.title_of(kind)
        sums[title] = sums.get(title, 0) + count
    return [
        {"label": title, "value": count} for title, count in sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    ]


@require_safe
@administrator
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job, latest first: kind, state and where it stumbled; not who asked, and nothing of what it is about."""
    chosen = request.GET.get("state", "")
    page = Paginator(_in_state(chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "chosen": chosen if chosen in STATES else "", "states": STATES}
    return render(request, "operations/jobs.html", context)


def _in_state(chosen: str) -> QuerySet[Job]:
    rows = Job.objects.order_by("-pk")
    return rows.filter(state=STATES[chosen]) if chosen in STATES else rows


@require_POST
@administrator
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Start a job anew that was given up; the ledger keeps who did."""
    try:
        with transaction.atomic():
            row = start_again(job_id)
            ledger.record(request.user, Action.CHANGE, "job", row.pk, Purpose.OPERATION)
    except Job.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"已重新开始：{row.title}。")
    return redirect("operations")
