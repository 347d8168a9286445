"""变更执行地: the form of the old place, the page of the new one, and the receipt of both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import door, may, receipt, transfer
from clients.models import Client, HandOver, Transfer
from clients.models.hand_over import HAND_OVER_WORKDAYS
from law.workdays import workdays_between
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Level, Purpose, Role, User

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
LAST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer as a reader may see it: of a case that is not hers, its number and the masked name alone."""

    pk: int
    number: str
    name: str
    from_place: str
    to_place: str
    giver: str
    offered_on: date
    due_on: date
    provisional: bool
    workdays: int
    state: str
    note: str
    why_returned: str
    receipt: bool
    may_receive: bool
    may_withdraw: bool


def line_of(user: User, row: Transfer, mine: set[int], today: date) -> Line:
    """``mine``: ids of the clients whose case the reader may open."""
    opens = row.client_id in mine
    waits = row.state == Transfer.State.OFFERED
    return Line(
        pk=row.pk,
        number=row.client.number,
        name=row.client.name if opens else row.client.masked_name if waits else "",
        from_place=row.from_region.short_name,
        to_place=row.to_region.short_name,
        giver=row.giver.name,
        offered_on=row.offered_on,
        due_on=row.due_on,
        provisional=row.due_is_provisional,
        workdays=workdays_between(today, row.due_on).days,
        state=row.get_state_display(),
        note=row.note if opens else "",
        why_returned=row.why_returned if opens else "",
        receipt=_has_receipt(user, row, opens),
        may_receive=waits and transfer.may_receive(user, row),
        may_withdraw=waits and transfer.may_withdraw(user, row),
    )


def _has_receipt(user: User, row: Transfer, opens: bool) -> bool:
    """As ``transfer_receipt`` answers: whole for who may open the case, in numbers for who gave it away."""
    if row.state == Transfer.State.OFFERED:
        return opens
    return row.state == Transfer.State.RECEIVED and (opens or transfer.may_withdraw(user, row))


def lists_of(user: User, today: date) -> dict[str, list[Line]]:
    """What waits for ``user`` to receive, what waits for others, and what was settled lately."""
    rows = Transfer.objects.involving(user).select_related(
        "client", "from_region__parent", "to_region__parent", "giver"
    )
    waiting = list(rows.waiting().order_by("due_on", "pk")[:200])
    past = list(rows.exclude(state=Transfer.State.OFFERED).order_by("-closed_at")[:LAST])
    ids = {row.client_id for row in (*waiting, *past)}
    mine = set(Client.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    lines = [line_of(user, row, mine, today) for row in waiting]
    return {
        "transfers_in": [line for line in lines if line.may_receive],
        "transfers_out": [line for line in lines if not line.may_receive],
        "transfers_past": [(line_of(user, row, mine, today), row.closed_at) for row in past],
    }


# The old place --------------------------------------------------------------------------------------------------------


class OfferForm(forms.Form):
    """Where to, since when, and what the new worker should know once the case is hers."""

    to_region: Any = forms.ModelChoiceField(
        label="变更到哪里",
        queryset=None,
        empty_label="请选择",
        help_text="知道住哪个街道就选街道，不知道就选旗县区，由那里的负责人安排",
    )
    moved_on = forms.DateField(label="变更日期", help_text="决定变更执行地的日期；15 日内到新地方报到，从这天算")
    note = forms.CharField(
        label="交接说明",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000, "placeholder": "近况、正在办的事、要留意的地方"}),
        help_text="对方接收以后才能看到",
    )

    def __init__(self, data=None, *, client: Client) -> None:
        super().__init__(data)
        to_region: Any = self.fields["to_region"]
        to_region.queryset = transfer.places_for(client)
        to_region.label_from_instance = _label


def _label(region) -> str:
    """Streets stand under their county."""
    city = region.parent.name if region.level == Level.COUNTY and region.parent else ""
    return f"　{region.short_name}" if region.level > Level.COUNTY else f"{city}{region.name}"


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def new(request, client_id):
    """Send a case to another county."""
    client = door.open_case(request, client_id, Purpose.HAND_OVER)
    form = OfferForm(request.POST or None, client=client)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            transfer.offer(request.user, client.pk, told["to_region"], told["moved_on"], told["note"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已移送到{told['to_region'].short_name}，等对方接收。接收前仍由您负责。")
            return redirect("clients:hand_overs")
    context = {
        "client": client,
        "form": form,
        "days": HAND_OVER_WORKDAYS,
        "may_change": may.may_change(request.user, client) and client.is_open,
        "carried": receipt.carried(client, timezone.localdate()),
        "places": form.fields["to_region"].queryset.exists(),
    }
    return render(request, "clients/desk/transfer_new.html", context, status=422 if form.is_bound else 200)


# The new place --------------------------------------------------------------------------------------------------------


class ReceiveForm(forms.Form):
    """Where she lives now and who answers for her."""

    home: Any = forms.ModelChoiceField(label="住在哪个街道（苏木乡镇）", queryset=None, empty_label="请选择")
    caseworker: Any = forms.ModelChoiceField(label="由谁负责", queryset=None, empty_label="请选择")

    def __init__(self, data=None, *, user: User, row: Transfer) -> None:
        super().__init__(data)
        home: Any = self.fields["home"]
        home.queryset = transfer.homes_in(row)
        home.label_from_instance = lambda region: region.short_name
        self.initial["home"] = row.to_region_id if row.to_region.level >= Level.STREET else None
        if user.role == Role.SOCIAL_WORKER:
            del self.fields["caseworker"]
            return
        workers = may.caseworkers_for(row.to_region.code)
        caseworker: Any = self.fields["caseworker"]
        caseworker.queryset = workers
        caseworker.label_from_instance = lambda worker: worker.name


class BackForm(forms.Form):
    why = forms.CharField(
        label="退回原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300, "placeholder": "例如：核实过，本人没有住在这里"}),
        error_messages={"required": "请写明为什么退回。"},
    )


def _row(request, transfer_id: int) -> Transfer:
    """A transfer that the reader is party to; 404 otherwise."""
    rows = Transfer.objects.involving(request.user).select_related(
        "client", "from_region__parent", "to_region__parent", "giver", "offered_by", "new_caseworker", "received_by"
    )
    row = rows.filter(pk=transfer_id).first()
    if row is None:
        raise Http404
    return row


@require_safe
@desk(*STAFF)
def incoming(request, transfer_id):
    """Receive or hand back: what may be known before, and two forms. 404 for everybody but the new place."""
    row = _row(request, transfer_id)
    if row.state != Transfer.State.OFFERED or not transfer.may_receive(request.user, row):
        raise Http404
    ledger.record(request.user, Action.VIEW, "transfer", row.pk, Purpose.HAND_OVER)
    return _incoming(request, row, ReceiveForm(user=request.user, row=row), BackForm())


def _incoming(request, row: Transfer, receive: ReceiveForm, back: BackForm):
    context = {
        "line": line_of(request.user, row, set(), timezone.localdate()),
        "form": receive,
        "back_form": back,
        "giving_back": back.is_bound,
    }
    status = 422 if receive.is_bound or back.is_bound else 200
    return render(request, "clients/desk/transfer_incoming.html", context, status=status)


@require_POST
@desk(*STAFF)
def act(request, transfer_id, deed):
    """Receive, hand back or withdraw."""
    row = _row(request, transfer_id)
    deeds = {"receive": _receive, "give-back": _give_back, "withdraw": _withdraw}
    if deed not in deeds:
        raise Http404
    if deed != "withdraw" and not transfer.may_receive(request.user, row):
        raise Http404
    return deeds[deed](request, row)


def _receive(request, row: Transfer):
    form = ReceiveForm(request.POST, user=request.user, row=row)
    if form.is_valid():
        told = form.cleaned_data
        try:
            done = transfer.receive(request.user, row.pk, told["home"], told.get("caseworker"))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            report = "报到期限已开始计算；" if done.client.report_ins.waiting().exists() else ""
            messages.success(request, f"已接收。{report}请核对详细地址、签到和服药的时间。")
            return redirect("clients:transfer_receipt", done.pk)
    return _incoming(request, row, form, BackForm())


def _give_back(request, row: Transfer):
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            transfer.give_back(request.user, row.pk, form.cleaned_data["why"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已退回。档案仍由移送地负责。")
            return redirect("clients:hand_overs")
    return _incoming(request, row, ReceiveForm(user=request.user, row=row), form)


def _withdraw(request, row: Transfer):
    try:
        transfer.withdraw(request.user, row.pk)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已撤回移送。")
    return redirect("clients:hand_overs")


# The receipt ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands on the sheet. ``to_whom`` "" until somebody has signed."""

    title: str
    number: str
    from_place: str
    from_whom: str
    to_place: str
    to_whom: str
    offered_on: date
    due_on: date
    closed_at: Any
    is_received: bool


@require_safe
@desk(*STAFF)
def transfer_receipt(request, transfer_id):
    """交接单 of a change of place."""
    row = _row(request, transfer_id)
    received = row.state == Transfer.State.RECEIVED
    sides = Sides(
        "执行地变更交接单",
        row.client.number,
        row.from_region.full_name,
        row.giver.name,
        row.to_region.full_name,
        row.new_caseworker.name if received and row.new_caseworker else "",
        row.offered_on,
        row.due_on,
        row.closed_at,
        received,
    )
    waiting = row.state == Transfer.State.OFFERED
    gave = transfer.may_withdraw(request.user, row)
    return _receipt(request, row, sides, waiting, gave, "transfer")


@require_safe
@desk(*STAFF)
def hand_over_receipt(request, hand_over_id):
    """交接单 of a hand-over between two workers of one county."""
    involved = HandOver.objects.involving(request.user)
    if request.user.role == Role.MANAGER:
        involved = involved | HandOver.objects.visible_to(request.user)
    found = involved.select_related("client__residence_region__parent", "giver", "receiver")
    row = found.filter(pk=hand_over_id).first()
    if row is None:
        raise Http404
    received = row.state == HandOver.State.RECEIVED
    place = row.client.residence_region.parent if row.client.residence_region.parent else row.client.residence_region
    sides = Sides(
        "档案交接单",
        row.client.number,
        place.full_name,
        row.giver.name,
        place.full_name,
        row.receiver.name,
        row.offered_on,
        row.due_on,
        row.closed_at,
        received,
    )
    gave = request.user.pk in (row.giver_id, row.offered_by_id)
    return _receipt(request, row, sides, row.state == HandOver.State.OFFERED, gave, "hand_over")


def _receipt(request, row: Transfer | HandOver, sides: Sides, waiting: bool, gave: bool, kind: str):
    """Whole for who may open the case; numbers alone for who gave it away; 404 for anybody else, and for what came to
    nothing."""
    today = timezone.localdate()
    if not waiting and not sides.is_received:
        raise Http404
    if Client.objects.visible_to(request.user).filter(pk=row.client_id).exists():
        client = door.open_case(request, row.client_id, Purpose.HAND_OVER)
        kept = row.counts or receipt.counts_of(client.pk, today)
        context = {"client": client, "carried": receipt.carried(client, today), "counts": receipt.counts(kept)}
    elif sides.is_received and gave:
        ledger.record(request.user, Action.VIEW, kind, row.pk, Purpose.HAND_OVER)
        context = {"client": None, "carried": None, "counts": receipt.counts(row.counts)}
    else:
        raise Http404
    return render(request, "clients/desk/receipt.html", context | {"sides": sides, "today": today})
