"""家里有谁: who lives there is the first question of all; nothing can be said of a family before it is answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients import door, may, record_household
from clients.desk.fact_forms import MemberForm
from people.doors import desk
from people.errors import Refused
from people.models import Role
from welfare.desk.household import WHO, frame, saved
from welfare.desk.lookout import look
from welfare.record_answer import record_answer
from welfare.rules.dictionary import members_complete


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def members(request, client_id):
    """Everybody on file, and the statement that this is everybody: also for who lives alone."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    if request.method == "POST":
        complete = request.POST.get("complete") == "yes"
        try:
            record_answer(request.user, client, members_complete.code, complete)
        except Refused as no:
            messages.error(request, str(no))
            return redirect("welfare:members", client.pk)
        return saved(request, seen, "家庭成员已登记完整" if complete else "家庭成员还没有登记完整，各项先按不清楚看待")
    context = {
        "members": seen.members,
        "complete": seen.gathered.household.facts.get(members_complete.code),
        "known": bool(seen.gathered.household.members),
        "may_change": may.may_record_household(request.user, client) and client.is_open,
        "shows_notes": request.user.role != Role.WELFARE_OFFICER,
        **frame(request, client),
    }
    return render(request, "welfare/desk/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def member(request, client_id, member_id=None):
    """Who one relative is; everything else about her is an answer of its own."""
    client = door.open_household(request, client_id)
    held = get_object_or_404(client.household_members, pk=member_id) if member_id else None
    form = MemberForm(request.POST or None, instance=held, client=client)
    if request.user.role == Role.WELFARE_OFFICER:
        # What the social worker wrote down for herself.
        del form.fields["note"]
    if request.method == "POST" and form.is_valid():
        before = look(request.user, client)
        form.save(commit=False)
        try:
            record_household.record_member(request.user, client, form.instance)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _saved(request, before, "成员资料已保存", new=held is None)
    context = {"form": form, "member": held, **frame(request, client)}
    return render(request, "welfare/desk/member.html", context, status=422 if form.is_bound else 200)


def _saved(request, before, said_done: str, new: bool) -> HttpResponse:
    response = saved(request, before, said_done)
    # One relative rarely comes alone: the list asks for the next, or for the word that this is everybody.
    return redirect("welfare:members", before.client.pk) if new else response


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def remove(request, client_id, member_id):
    """Ask whether somebody was recorded by mistake, then take her off the file."""
    client = door.open_household(request, client_id)
    held = get_object_or_404(client.household_members.select_related("client"), pk=member_id)
    refused = None
    if request.method == "POST":
        before = look(request.user, client)
        try:
            record_household.remove_member(request.user, held)
        except Refused as no:
            refused = no
        else:
            return saved(request, before, "已从家庭成员中删去")
    context = {"member": held, "refused": refused, **frame(request, client)}
    return render(request, "welfare/desk/member_remove.html", context, status=422 if refused else 200)
