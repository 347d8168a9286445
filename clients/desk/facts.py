"""Adding, changing and removing one fact of a client: the same views for every group of facts.

With htmx the group's card is swapped in place; without it the same form is a page of its own.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients import door, may, record_facts
from clients.desk.fact_forms import GROUPS, Group
from clients.models import Client
from people.doors import desk
from people.errors import Refused
from people.models import Role

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


def group_context(request, client: Client, group: Group) -> dict[str, object]:
    """What the card of one group shows."""
    return {
        "client": client,
        "group": group,
        "facts": getattr(client, group.related).select_related("recorded_by"),
        "may_change": may.may_change(request.user, client) and client.is_open,
    }


def _group(kind: str) -> Group:
    if kind not in GROUPS:
        raise Http404
    return GROUPS[kind]


@require_safe
@desk(*STAFF)
def facts(request, client_id, kind):
    """The card of one group: what 取消 brings back. Without htmx, the page that holds it."""
    client, group = door.open_case(request, client_id), _group(kind)
    if not request.htmx:
        return redirect(f"clients:{group.page}", client.pk)
    return render(request, "clients/desk/_group.html", group_context(request, client, group))


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def edit(request, client_id, kind, fact_id=None):
    """The form of one fact, new or existing."""
    client, group = door.open_case(request, client_id), _group(kind)
    fact = get_object_or_404(getattr(client, group.related), pk=fact_id) if fact_id else None
    form = group.form(request.POST or None, instance=fact, client=client)
    if request.method == "POST" and form.is_valid():
        try:
            # The form has filled its instance in; the verb saves it.
            form.save(commit=False)
            record_facts.record(request.user, client, form.instance)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _done(request, client, group, f"{group.one}已保存。")
    context = group_context(request, client, group) | {"form": form, "fact": fact}
    template = "clients/desk/_fact_form.html" if request.htmx else "clients/desk/fact_form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def remove(request, client_id, kind, fact_id):
    """Ask whether to delete one fact, then delete it."""
    client, group = door.open_case(request, client_id), _group(kind)
    fact = get_object_or_404(getattr(client, group.related), pk=fact_id)
    refused = ""
    if request.method == "POST":
        try:
            record_facts.remove(request.user, client, fact)
        except Refused as no:
            refused = str(no)
        else:
            return _done(request, client, group, f"{group.one}已删除。")
    context = group_context(request, client, group) | {"fact": fact, "refused": refused}
    template = "clients/desk/_fact_remove.html" if request.htmx else "clients/desk/fact_remove.html"
    return render(request, template, context, status=422 if refused else 200)


def _done(request, client: Client, group: Group, text: str) -> HttpResponse:
    if request.htmx:
        return render(request, "clients/desk/_group.html", group_context(request, client, group) | {"saved": text})
    messages.success(request, text)
    return redirect(f"clients:{group.page}", client.pk)
