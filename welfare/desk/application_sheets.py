"""What is printed of one application: receipt, missing papers, publicity, refusal. The sheet alone, without menus."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.doors import desk
from welfare import procedure, written
from welfare.desk.application import open_application, papers_of
from welfare.desk.applications import WHO
from welfare.needed_papers import needed


@require_safe
@desk(*WHO)
def publicity(request, application_id):
    """公示单: name, number of members, sum. 404 where the law keeps it unpublished, or before there is an opinion."""
    application = open_application(request, application_id)
    moves = set(application.events.values_list("move", flat=True))
    if procedure.publicity(application.declared) is None or not moves & {"check", "publicise"}:
        raise Http404
    sheet = written.publicity(application, list(application.deadlines.all()), timezone.localdate())
    return _sheet(request, "welfare/desk/sheet_publicity.html", application.pk, sheet=sheet)


@require_safe
@desk(*WHO)
def receipt(request, application_id):
    """受理回执, once it is accepted."""
    application = open_application(request, application_id)
    accepted = application.events.filter(move="accept").first()
    if accepted is None:
        raise Http404
    return _sheet(
        request,
        "welfare/desk/sheet_receipt.html",
        application.pk,
        application=application,
        where_to_ask=written.plain_place(application.declared),
        title=written.plain_name(application.declared),
        accepted=accepted,
        due=written.decision_due(list(application.deadlines.all())),
        papers=written.plain_papers(paper.kind for paper in papers_of(request.user, application)),
    )


@require_safe
@desk(*WHO)
def papers_notice(request, application_id):
    """补正材料告知书: everything that is missing, once. What was told before stands, else what is missing today."""
    application = open_application(request, application_id)
    told = application.events.filter(move="ask_papers").first()
    today = timezone.localdate()
    wanted = needed(application.client, application.declared, papers_of(request.user, application), today)
    missing = [one.name for one in wanted if not one.is_there]
    lines = [line for line in told.note.replace("；", "\n").splitlines() if line.strip()] if told else missing
    return _sheet(
        request,
        "welfare/desk/sheet_papers.html",
        application.pk,
        application=application,
        where_to_ask=written.plain_place(application.declared),
        title=written.plain_name(application.declared),
        told_on=told.on if told else today,
        lines=written.plain_papers(lines),
    )


@require_safe
@desk(*WHO)
def refusal(request, application_id):
    """不予批准告知书, once it is refused."""
    application = open_application(request, application_id)
    refused = application.events.filter(move="refuse").last()
    if refused is None:
        raise Http404
    return _sheet(
        request, "welfare/desk/sheet_refusal.html", application.pk, sheet=written.refusal_notice(application, refused)
    )


def _sheet(request, template: str, application_id: int, **context):
    return render(request, template, {"application_id": application_id, **context})
