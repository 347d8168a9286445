"""One application: how far it has come, what is due, which papers are there, and the one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import open_household
from clients.models import Paper
from people.doors import desk
from people.errors import Refused
from people.models import User
from ui.templatetags.ui import money
from welfare import apply, procedure, run_clocks, step_line
from welfare.applications import REVIEW_AHEAD
from welfare.calendar import calendar
from welfare.desk.applications import TONES, WHO
from welfare.models import Application, ApplicationEvent, Deadline
from welfare.models.application import MOVES, State
from welfare.needed_papers import Needed, matching_papers, needed
from welfare.restricted import is_visible, shown_to

ICONS = {
    "ask_papers": "mail-question-mark",
    "publicise": "megaphone",
    "grant": "check",
    "refuse": "x",
    "pay": "banknote",
    "review": "refresh-cw",
    "end": "circle-stop",
    "withdraw": "undo-2",
    "extend": "calendar-plus",
}
# What is handed over or put up with a step.
SHEETS = {"ask_papers": "welfare:papers_notice", "publicise": "welfare:publicity", "notify": "welfare:refusal"}
UNDECIDED = MOVES["refuse"].sources
# Not before a publicity has lasted its days.
TOO_EARLY = frozenset({"submit", "grant"})
EVENT_TONES = {"grant": "good", "pay": "good", "refuse": "bad", "ask_papers": "wait", "extend": "wait"}
NOTES = {
    "ask_papers": ("需要补正的材料", "一次写全：以后不能再要求补正"),
    "refuse": ("不予批准的理由", "写收入、财产等法定条件和数字，会印在告知书上；不写戒毒、治疗经历"),
    "extend": ("延长的理由", "例如：人户分离，需到外省核实"),
    "end": ("停止的原因", "例如：家庭收入超过标准，渐退期已满"),
    "withdraw": ("说明", "例如：本人书面撤回"),
    "survey": ("说明", "例如：娜仁、李敏两人入户，情况与声明一致"),
    "notify": ("说明", "例如：11月23日当面送达本人签收"),
}


class MoveForm(forms.Form):
    """One step: on which day, with which sum, and what to say about it. Which fields it has follows from the step."""

    move = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=32_767)
    on = forms.DateField(label="办理日期")
    amount = forms.DecimalField(label="金额", required=False, max_digits=10, decimal_places=2)
    months = forms.TypedChoiceField(label="下次复核", required=False, coerce=int, empty_value=None)
    note = forms.CharField(label="说明", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        application: Application,
        name: str,
        data: Any = None,
        *,
        today: date,
        missing: Sequence[str] = (),
        computed: Decimal | None = None,
    ) -> None:
        entitlement = application.declared
        super().__init__(
            data,
            initial={
                "move": name,
                "seen": application.turn,
                "on": today,
                "amount": application.amount or computed,
                "note": "；".join(missing) if name == "ask_papers" else "",
            },
        )
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        if name in apply.SUM_TAKEN and procedure.takes_sum(entitlement):
            self.fields["amount"].label = f"{'拟批准' if name != 'grant' else '批准'}金额（{entitlement.unit}）"
            self.fields["amount"].required = name in apply.SUM_ASKED
            if computed:
                self.fields["amount"].help_text = f"按现有情况测算为 {money(computed)} {entitlement.unit}"
        else:
            del self.fields["amount"]
        choices = [
            (months, f"{months} 个月以后")
            for step in procedure.clocks_from(entitlement, name)
            for months in step.months
            if len(step.months) > 1
        ]
        if choices:
            field: Any = self.fields["months"]
            field.choices, field.required = choices, True
            field.help_text = next(step.note for step in procedure.clocks_from(entitlement, name) if step.months)
        else:
            del self.fields["months"]
        label, hint = NOTES.get(name, ("说明", ""))
        note = self.fields["note"]
        note.label, note.required = label, name in apply.NOTE_ASKED
        note.widget.attrs["placeholder"] = hint
        if name in apply.NOTE_ASKED:
            note.error_messages["required"] = apply.NOTE_ASKED[name]


@dataclass(frozen=True, slots=True)
class Deed:
    """One step that may be taken now, with the words and the icon of its button."""

    name: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    event: ApplicationEvent
    label: str
    icon: str
    tone: str


def open_application(request: HttpRequest, application_id: int) -> Application:
    """The application with its household, in scope and recorded as a look at it; else Http404."""
    application = (
        Application.objects.households(request.user)
        .select_related("region__parent", "officer", "determination")
        .filter(pk=application_id)
        .first()
    )
    if application is None:
        raise Http404
    application.client = open_household(request, application.client_id)
    if not is_visible(request.user, application.client, application.entitlement):
        raise Http404
    return application


@require_safe
@desk(*WHO)
def page(request, application_id):
    """The page; ``?move=`` opens the form of another step than the usual next one."""
    application = open_application(request, application_id)
    return _page(request, application, request.GET.get("move", ""))


@require_POST
@desk(*WHO)
def move(request, application_id):
    """Take the step that the form names; what is wrong is said beside it, with all that was typed."""
    application = open_application(request, application_id)
    name = request.POST.get("move", "")
    if name not in MOVES:
        raise Http404
    form = MoveForm(application, name, request.POST, today=timezone.localdate())
    if form.is_valid():
        given = form.cleaned_data
        try:
            apply.move(
                request.user,
                application,
                name,
                given["on"],
                given["note"],
                given.get("amount"),
                seen=given["seen"],
                months=given.get("months"),
            )
        except Refused as no:
            # Whoever was too slow has now been told what stands, and may go on from there.
            application.refresh_from_db()
            form = MoveForm(application, name, _at_turn(request.POST, application), today=timezone.localdate())
            form.is_valid()
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{procedure.done(application.declared, name)}。")
            return redirect("welfare:application", application.pk)
    return _page(request, application, name, form)


def _at_turn(given, application: Application):
    data = given.copy()
    data["seen"] = application.turn
    return data


def _page(request, application: Application, asked: str, form: MoveForm | None = None):
    today, user, entitlement = timezone.localdate(), request.user, application.declared
    events = list(application.events.select_related("recorded_by"))
    past = [event.move for event in events]
    possible = procedure.open_moves(entitlement, application.state, past, run_clocks.can_extend(application))
    usual = procedure.next_move(entitlement, application.state, past)
    may = apply.may_apply(user, application.client)
    clocks = list(application.deadlines.all())
    waiting = next((clock for clock in clocks if clock.at_least and clock.is_running and clock.due_on >= today), None)
    too_early = TOO_EARLY if waiting or _unpublished(application, clocks) else frozenset()
    possible = [one for one in possible if one not in too_early]
    papers = papers_of(user, application)
    wanted = needed(application.client, entitlement, papers, today)
    missing = [one.name for one in wanted if not one.is_there]
    lines = step_line.lines(application, events, clocks, today, calendar())
    due = min((line for line in lines if line.is_owed), key=lambda line: line.clock.due_on, default=None)
    if usual == "review" and due and due.clock.due_on > today + REVIEW_AHEAD:
        usual = None  # not for months yet
    name = asked if asked in possible else usual if usual in possible else None
    if form is None and may and name:
        form = MoveForm(application, name, today=today, missing=missing, computed=_computed(application))
    sheets = sheets_of(application, past)
    context = {
        "application": application,
        "client": application.client,
        "entitlement": entitlement,
        "tone": TONES.get(State(application.state), "plain"),
        "has_sum": procedure.takes_sum(entitlement),
        "lines": lines,
        "due": due,
        "waiting": waiting,
        "after_waiting": waiting.due_on + timedelta(days=1) if waiting else None,
        "history": [
            Past(event, procedure.done(entitlement, event.move), ICONS.get(event.move, "check"),
                 EVENT_TONES.get(event.move, "plain"))
            for event in reversed(events)
        ],
        "form": form if may else None,
        "deed": _deed(application, name) if name else None,
        "is_usual": name == usual,
        "others": [_deed(application, one) for one in possible if one != name] if may else [],
        "papers_first": application.state == State.PREPARING,
        # What is missing is nobody's question once it is decided.
        "papers_later": application.state in UNDECIDED or (application.state != State.PREPARING and bool(papers)),
        "wanted": wanted,
        "missing": missing,
        "other_papers": other_papers(wanted, papers),
        "sheets": sheets,
        "sheet": next((sheet for sheet in sheets if name and sheet[0] == SHEETS.get(name)), None),
        "may": may,
        "where_to_ask": entitlement.where_to_ask,
    }  # fmt: skip
    bound = form is not None and form.is_bound
    return render(request, "welfare/desk/application.html", context, status=422 if bound else 200)


def _unpublished(application: Application, clocks: Sequence[Deadline]) -> bool:
    """Whether the rule asks for a publicity of some days and there was none."""
    step = procedure.publicity(application.declared)
    return step is not None and step.at_least and not any(clock.at_least for clock in clocks)


def _computed(application: Application) -> Decimal | None:
    """The sum that the rules came to, where they came to one: what the officer begins from."""
    found = application.client.determinations.current().filter(entitlement=application.entitlement).first()
    return found.amount_low if found and found.amount_low and found.amount_low == found.amount_high else None


def _deed(application: Application, name: str) -> Deed:
    return Deed(name, procedure.label(application.declared, name), ICONS.get(name, "check"))


def papers_of(user: User, application: Application) -> list[Paper]:
    """The papers of the application as ``user`` may see them; until it is accepted also what came in since."""
    attached = list(application.papers.all())
    if application.state == State.PREPARING:
        known = {paper.pk for paper in attached}
        attached += [
            paper for paper in matching_papers(application.client, application.declared) if paper.pk not in known
        ]
    own = shown_to(user, application.client)
    return [paper for paper in attached if own or not paper.restricted]


def other_papers(wanted: Sequence[Needed], papers: Sequence[Paper]) -> list[Paper]:
    """What is on file beside the list: papers that prove a fact."""
    listed = {paper.pk for one in wanted for paper in one.held}
    return [paper for paper in papers if paper.pk not in listed]


def sheets_of(application: Application, past: Sequence[str]) -> list[tuple[str, str]]:
    """What can be printed now: address name and words."""
    found = []
    if application.state == State.PREPARING or "ask_papers" in past:
        found.append(("welfare:papers_notice", "补正材料告知书"))
    if "accept" in past:
        found.append(("welfare:receipt", "受理回执"))
    if procedure.publicity(application.declared) and set(past) & {"check", "publicise"}:
        found.append(("welfare:publicity", "公示单"))
    if "refuse" in past:
        found.append(("welfare:refusal", "不予批准告知书"))
    return found
