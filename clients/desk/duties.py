"""部门协同: which office owes what by when, what came back, and each step of one affair."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import door, duties, duty_kinds, may, owe
from clients.desk.labels import names_of_places
from clients.duties import OPEN, OVER, OVERDUE, RETURNED, SOON, Row
from clients.models import Client, Department, Duty, DutyEvent
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Level, Purpose, Role, User
from ui.facets import Facet, Shown, active, chosen_from, shown, sift

WHO = (Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
LIST = "duty_list"
PAGE = 25
VIEWS = {OPEN: "办理中", SOON: "快到期", OVERDUE: "已逾期", RETURNED: "被退回", OVER: "已办结"}
ABOUT = {
    OPEN: "还没有办结的事项，期限近的在前",
    SOON: f"{duties.SOON_WORKDAYS} 个工作日之内到期",
    OVERDUE: "过了期限还没有办结",
    RETURNED: "部门退回，等我们补充以后再转",
    OVER: "一年之内办结的，和不再需要的",
}
EMPTY = {
    OPEN: "没有在办的事项",
    SOON: "没有快到期的事项",
    OVERDUE: "没有逾期的事项",
    RETURNED: "没有被退回的事项",
    OVER: "还没有办结的事项",
}
TONES = {Duty.State.DONE: "good", Duty.State.RETURNED: "bad", Duty.State.OPEN: "wait"}


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as lists show it."""

    duty: Duty
    workdays: int | None

    @property
    def what(self) -> str:
        return duty_kinds.outward(self.duty)

    @property
    def article(self) -> str:
        return duty_kinds.outward_source(self.duty)

    @property
    def kind(self) -> str:
        return duty_kinds.label_of(self.duty)

    @property
    def tone(self) -> str:
        return TONES.get(Duty.State(self.duty.state), "plain")

    @property
    def is_open(self) -> bool:
        return self.duty.state not in duties.SETTLED

    @property
    def row_tone(self) -> str:
        return "bad" if self.is_open and self.workdays is not None and self.workdays < 0 else ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, as ``c-tabs`` takes it."""

    label: str
    href: str
    current: bool
    count: int


# The list -------------------------------------------------------------------------------------------------------------


@require_safe
@desk(*WHO)
def listing(request):
    """The lists of the acting person. A changed filter swaps lists and rows."""
    user, today = request.user, timezone.localdate()
    rows = duties.rows(user, today)
    facets = _facets(user, rows)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    lists, *panels = shown(sifted, chosen, facets)
    view = next(iter(chosen["view"]))
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, LIST, user.region.code, Purpose.CASE_WORK)
    context = {
        "tabs": _tabs(request.GET, lists),
        "view": view,
        "about": ABOUT.get(view, ""),
        "empty": EMPTY.get(view, EMPTY[OPEN]),
        "facets": panels,
        "filters": active(panels),
        "page": page,
        "lines": _lines(duties.seen_by(user), page, today),
        "anything": bool(rows),
        "offices": _offices(user, rows),
        "places": _places(user, rows),
    }
    return render(request, "clients/desk/_duties.html" if partial else "clients/desk/duties.html", context)


def _facets(user: User, rows: Iterable[Row]) -> tuple[Facet, ...]:
    """The list first, then what it can be narrowed by. Two queries: names of places and of workers."""
    codes = {row.home[: Level.STREET] for row in rows}
    places = names_of_places(codes)
    found = [
        Facet("view", "", lambda row: row.views, VIEWS, single=True, default=OPEN),
        Facet("department", "部门", lambda row: (row.department,), dict(Department.choices)),
        Facet(
            "place",
            "居住地",
            lambda row: (row.home[: Level.STREET],),
            label=lambda code: places.get(code, code),
            most=8,
        ),
        Facet("kind", "事项", lambda row: (row.kind,), {one.code: one.label for one in duty_kinds.BY_CODE.values()}),
    ]
    if user.role != Role.SOCIAL_WORKER:
        names = dict(User.objects.filter(pk__in={row.caseworker for row in rows}).values_list("pk", "name"))
        labels = {str(pk): name for pk, name in sorted(names.items(), key=lambda pair: pair[1])}
        found.append(Facet("worker", "责任社工", lambda row: (str(row.caseworker),), labels, most=8))
    return tuple(found)


def _tabs(query: QueryDict, lists: Shown) -> list[Tab]:
    """One tab per list, each keeping the filters of the address."""
    found = []
    for option in lists.options:
        address = query.copy()
        address.pop("page", None)
        address["view"] = option.value
        found.append(Tab(option.label, f"?{address.urlencode()}", option.selected, option.count))
    return found


def _lines(mine: QuerySet[Duty], page: Iterable[Row], today) -> list[Line]:
    """The rows with whose they are, in the same order. One query."""
    order = [row.pk for row in page]
    found: dict[int, Duty] = {
        one.pk: one
        for one in mine.filter(pk__in=order).select_related("client__caseworker", "client__residence_region", "region")
    }
    return [Line(found[pk], duties.workdays_left(found[pk].due_on, today)) for pk in order if pk in found]


@dataclass(frozen=True, slots=True)
class Office:
    """One office over the list, with its sheet: what it owes, what of that is late or came back."""

    department: Department
    open: int
    overdue: int
    returned: int


def _offices(user: User, rows: Iterable[Row]) -> list[Office]:
    found = []
    for one in duties.departments_of(user):
        mine = [row for row in rows if row.department == one and OPEN in row.views]
        late = sum(OVERDUE in row.views for row in mine)
        found.append(Office(one, len(mine), late, sum(RETURNED in row.views for row in mine)))
    return found


def _places(user: User, rows: Iterable[Row]) -> list[tuple[str, list[duties.Line]]]:
    """For a manager, what each office owes for the people of each place below her region."""
    if user.role != Role.MANAGER:
        return []
    lines = duties.by_place(rows, user.region.code)
    names = names_of_places(lines)
    words = {user.region.code: f"{user.region.name}（没有写到下一级）"}
    return [(words.get(code) or names.get(code, code), line) for code, line in lines.items()]


# One of them ----------------------------------------------------------------------------------------------------------


class StepForm(forms.Form):
    """What every step asks: the day, and a few words."""

    on = forms.DateField(label="日期", initial=timezone.localdate)
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )


class BackForm(StepForm):
    """The reason is what the next step begins with."""

    note = forms.CharField(
        label="退回原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300, "placeholder": "例如：缺户口簿复印件"}),
        error_messages={"required": "请写明为什么退回。"},
    )


class OtherForm(StepForm):
    """To another office of the same place."""

    department = forms.ChoiceField(label="改转给", choices=Department.choices, widget=forms.RadioSelect)
    field_order = ("department", "on", "note")


FORMS: dict[str, type[StepForm]] = {DutyEvent.Step.RETURNED: BackForm, DutyEvent.Step.REROUTED: OtherForm}
DONE = {
    DutyEvent.Step.RETURNED: "已登记退回。补充以后再转。",
    DutyEvent.Step.RESENT: "已再次转交。",
    DutyEvent.Step.REROUTED: "已改转其他部门。",
    DutyEvent.Step.DONE: "已登记办结。",
    DutyEvent.Step.DROPPED: "已登记不再需要。",
}


def _open(request, duty_id: int) -> Duty:
    """The duty through the door of its client; 404 for everybody whose affair it is not."""
    duty = get_object_or_404(duties.seen_by(request.user), pk=duty_id)
    is_officer = request.user.role == Role.WELFARE_OFFICER
    client = door.open_household(request, duty.client_id) if is_officer else door.open_case(request, duty.client_id)
    duty.client = client
    return duty


@require_safe
@desk(*WHO)
def one(request, duty_id):
    """One affair: whose turn it is, by when, what happened, and the steps that can be taken now (``?step=``)."""
    duty = _open(request, duty_id)
    return _page(request, duty, request.GET.get("step", ""))


@require_POST
@desk(*WHO)
def act(request, duty_id, step):
    """Take one step."""
    duty = _open(request, duty_id)
    if step not in owe.MOVES:
        raise Http404
    form = FORMS.get(step, StepForm)(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            _deed(request.user, duty, step, told)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, DONE[step])
            return redirect("clients:duty", duty.pk)
    return _page(request, duty, step, form)


def _deed(user: User, duty: Duty, step: str, told: dict[str, Any]) -> None:
    if step == DutyEvent.Step.REROUTED:
        owe.reroute(user, duty, told["department"], told["note"], told["on"])
        return
    deeds = {
        DutyEvent.Step.RETURNED: owe.hand_back,
        DutyEvent.Step.RESENT: owe.resend,
        DutyEvent.Step.DONE: owe.done,
        DutyEvent.Step.DROPPED: owe.drop,
    }
    deeds[DutyEvent.Step(step)](user, duty, told["note"], told["on"])


def _page(request, duty: Duty, step: str, form: StepForm | None = None):
    possible = owe.possible(request.user, duty)
    if form is None and step in possible:
        form = FORMS.get(step, StepForm)()
    if isinstance(form, OtherForm):
        others = [pair for pair in Department.choices if pair[0] != duty.department]
        form.fields["department"].choices = others  # type: ignore[attr-defined]
    is_officer = request.user.role == Role.WELFARE_OFFICER
    context = {
        "duty": duty,
        "line": Line(duty, duties.workdays_left(duty.due_on, timezone.localdate())),
        "client": duty.client,
        "events": _events(duty, is_officer),
        "moves": [(name, owe.MOVES[name].label) for name in possible],
        "step": step,
        "step_label": owe.MOVES[step].label if step in owe.MOVES else "",
        "form": form,
        "settled_in": owe.SETTLED_IN.get(duty.source, ""),
        "is_officer": is_officer,
    }
    return render(request, "clients/desk/duty.html", context, status=422 if form and form.is_bound else 200)


def _events(duty: Duty, is_officer: bool) -> list[tuple[DutyEvent, str]]:
    """What happened, each with its note; an officer reads none that would tell more than she may know."""
    events = duty.events.select_related("actor").order_by("-pk")
    return [(event, "" if is_officer and duty_kinds.tells(event.note) else event.note) for event in events]


# A new one ------------------------------------------------------------------------------------------------------------


class DutyForm(forms.Form):
    """Whom to ask for what. One list of affairs, by office: whoever is asked follows from what is wanted."""

    affair = forms.ChoiceField(label="请哪个部门办什么", choices=(), widget=forms.Select)
    what = forms.CharField(
        label="具体要办什么",
        required=False,
        max_length=200,
        help_text="只写要办的事，不写原因：除公安外，别的部门不知道服务对象的身份",
        widget=forms.TextInput(attrs={"placeholder": "例如：办理失业登记；孩子转学到康巴什一小"}),
    )
    on = forms.DateField(label="转交日期", initial=timezone.localdate)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        affair: Any = self.fields["affair"]
        affair.choices = [("", "请选择")] + [
            (office.label, [(f"{office.value}:{kind.code}", kind.label) for kind in duty_kinds.by_hand(office)])
            for office in Department
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("affair", "").endswith(":other") and not cleaned.get("what"):
            self.add_error("what", "请写明要办什么。")
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def new(request, client_id):
    """转交部门: ask an office for something."""
    client = door.open_case(request, client_id)
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        department, kind = told["affair"].split(":")
        try:
            duty = owe.send(
                request.user, client, department=department, kind=kind, what=told["what"], on=told["on"]
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已记下转交{duty.get_department_display()}。")
            return redirect("clients:duty", duty.pk)
    context = {"client": client, "form": form, "may_change": may.may_change(request.user, client) and client.is_open}
    return render(request, "clients/desk/duty_new.html", context, status=422 if form.is_bound else 200)


def card_context(client: Client) -> dict[str, Any]:
    """What the card on 概况 shows: what is open, and how many were settled."""
    today = timezone.localdate()
    rows = client.duties.select_related("region")
    lines = [Line(duty, duties.workdays_left(duty.due_on, today)) for duty in rows.open().order_by("due_on", "pk")]
    return {"duty_lines": lines, "duties_over": rows.filter(state__in=duties.SETTLED).count()}
