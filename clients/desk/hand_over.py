"""移交: what I give, what waits for my signature, and the form for one client or a whole caseload."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import hand_over, may
from clients.desk import transfer
from clients.models import Client, HandOver, Transfer
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Action, Membership, Purpose, Role, User

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 20
DEEDS = {"receive": hand_over.receive, "withdraw": hand_over.withdraw}
DONE = {"receive": "已签收，现在由您负责。", "withdraw": "已撤回移交。"}


class ClientsField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        for text in value or ():
            if not id_in(text):  # longer than the database's integers: it would be an error there, not an answer
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": text[:20]})
        return super().clean(value)


class HandOverForm(forms.Form):
    clients: Any = ClientsField(
        label="移交哪些人", queryset=None, widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"})
    )
    receiver = forms.ModelChoiceField(
        label="接收人", queryset=None, empty_label="请选择", help_text="同一旗县区的在任社工"
    )
    note = forms.CharField(
        label="交接说明",
        max_length=1000,
        widget=forms.Textarea(
            attrs={"rows": 4, "maxlength": 1000, "placeholder": "近况、正在办的事、要留意的地方，接收人签收前就能看到"}
        ),
    )

    def __init__(self, data=None, *, user, movable, chosen=()) -> None:
        super().__init__(data, initial={"clients": chosen})
        clients: Any = self.fields["clients"]
        clients.queryset = movable.order_by("number")
        clients.label_from_instance = lambda client: f"{client.number} {client.name}"
        receivers = may.caseworkers_for(user.region.code)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = receivers.exclude(pk=user.pk) if user.role == Role.SOCIAL_WORKER else receivers
        labels = _labels(receivers)
        receiver.label_from_instance = lambda worker: labels.get(worker.pk, worker.name)


def _labels(workers) -> dict[int, str]:
    """Name and street of each social worker, in one query."""
    posts = (
        Membership.objects.current()
        .filter(role=Role.SOCIAL_WORKER, user__in=workers)
        .select_related("user", "region__parent")
    )
    return {post.user_id: f"{post.user.name}（{post.region.short_name}）" for post in posts}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def new(request):
    """The form; ``?client=`` ticks one beforehand, ``?all`` all of them. A manager says whose first: ``?giver=``."""
    movable = _movable(request.user)
    chosen = [pk for pk in map(id_in, request.GET.getlist("client")) if pk]
    giver = id_in(request.GET.get("giver", ""))
    if request.user.role == Role.MANAGER and not (chosen or giver):
        return render(request, "clients/desk/hand_over_new.html", {"givers": _givers(movable)})
    if request.user.role == Role.MANAGER:
        movable = movable.filter(caseworker_id=giver) if giver else movable.filter(pk__in=chosen)
    if "all" in request.GET:
        chosen = list(movable.values_list("pk", flat=True))
    form = HandOverForm(request.POST or None, user=request.user, movable=movable, chosen=chosen)
    _note_names(request.user)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            hand_over.offer(request.user, [c.pk for c in cleaned["clients"]], cleaned["receiver"], cleaned["note"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request, f"已向{cleaned['receiver'].name}发起移交，共 {len(cleaned['clients'])} 人，等待签收。"
            )
            return redirect("clients:hand_overs")
    return render(request, "clients/desk/hand_over_new.html", {"form": form}, status=422 if form.is_bound else 200)


def _note_names(user: User) -> None:
    """A page that names clients is a look at them: one row for the list."""
    ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.HAND_OVER)


def _movable(user):
    """Open cases of ``user`` that wait for no hand-over and no transfer."""
    waiting = HandOver.objects.visible_to(user).waiting().values("client")
    leaving = Transfer.objects.visible_to(user).waiting().values("client")
    return Client.objects.visible_to(user).open().exclude(pk__in=waiting).exclude(pk__in=leaving)


def _givers(movable):
    """Whose cases these are, with their number."""
    counts = dict(movable.order_by().values_list("caseworker").annotate(n=Count("pk")))
    return [(giver, counts[giver.pk]) for giver in User.objects.filter(pk__in=counts).order_by("name")]


@require_safe
@desk(*STAFF)
def listing(request):
    """Both sides of every hand-over that concerns me; a manager sees those of her region too."""
    concerned = HandOver.objects.involving(request.user)
    if request.user.role == Role.MANAGER:
        concerned = concerned | HandOver.objects.visible_to(request.user)
    rows = concerned.select_related("client__residence_region__parent", "giver", "receiver")
    today = timezone.localdate()
    waiting = [(row, row.workdays_left(today)) for row in rows.waiting().order_by("due_on", "pk")[:200]]
    mine = [pair for pair in waiting if pair[0].receiver_id == request.user.pk]
    others = [pair for pair in waiting if pair[0].receiver_id != request.user.pk]
    if waiting:
        _note_names(request.user)
    past = rows.exclude(state=HandOver.State.OFFERED).order_by("-closed_at")
    transfers = transfer.lists_of(request.user, today)
    if not waiting and (transfers["transfers_in"] or transfers["transfers_out"]):
        _note_names(request.user)
    page = Paginator(past, PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": mine,
        "others": others,
        "page": page,
        "with_receipt": _with_receipt(request.user, page),
        "today": today,
    }
    return render(request, "clients/desk/hand_overs.html", context | transfers)


def _with_receipt(user: User, page) -> set[int]:
    """Which of these received hand-overs ``user`` may have the receipt of: her own, and those of cases she may open."""
    received = [row for row in page if row.state == HandOver.State.RECEIVED]
    mine = set(
        Client.objects.visible_to(user).filter(pk__in=[row.client_id for row in received]).values_list("pk", flat=True)
    )
    return {row.pk for row in received if user.pk in (row.giver_id, row.offered_by_id) or row.client_id in mine}


@require_POST
@desk(*STAFF)
def act(request, hand_over_id, deed):
    """Sign for a client, or take an offer back."""
    if deed not in DEEDS:
        raise Http404
    try:
        done = DEEDS[deed](request.user, hand_over_id)
    except HandOver.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
        return redirect("clients:hand_overs")
    messages.success(request, DONE[deed])
    return redirect("clients:overview", done.client_id) if deed == "receive" else redirect("clients:hand_overs")
