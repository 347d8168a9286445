"""帮扶计划: goals as cards with their next step, the plan made, reviewed, printed and closed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import door, make_plan, may
from clients.desk.help_form import SPOKEN
from clients.make_plan import NewGoal
from clients.models import Client, Goal, HelpEvent, Plan
from people.doors import desk
from people.errors import Refused
from people.models import Role, User
from ui.widgets import Segments

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
State = Goal.State
# What of a goal's history its card shows before the rest is only counted.
LATEST = 3
AGREED = [("yes", "同意"), ("", "还没有问"), ("no", "不同意")]


def _text(rows: int, length: int, example: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": length, "placeholder": example, **SPOKEN})


def _line(example: str) -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": example, **SPOKEN, "enterkeyhint": "next"})


def _yes(form: forms.Form, name: str) -> bool | None:
    return {"yes": True, "no": False}.get(form.cleaned_data[name])


class GoalForm(forms.Form):
    """One goal with its next step."""

    area = forms.ChoiceField(label="方面", choices=Goal.Area.choices, widget=Segments, initial=Goal.Area.WORK)
    text = forms.CharField(
        label="目标",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "例如：找到一份白班的工作", **SPOKEN}),
    )
    due_on = forms.DateField(label="希望何时达成", required=False)
    next_step = forms.CharField(
        label="下一步", required=False, max_length=200, help_text="谁去做、做什么，一件小事",
        widget=_line("例如：周三陪同去看万正物业的岗位"),
    )  # fmt: skip
    next_on = forms.DateField(label="下一步的日期", required=False, help_text="到了这天会出现在要办的事里")

    def goal(self) -> NewGoal:
        return NewGoal(**{name: self.cleaned_data[name] for name in NewGoal.__slots__})


class PlanForm(GoalForm):
    """A plan with its first goal; more are added on the page."""

    said = forms.CharField(
        label="本人想要的", required=False, max_length=500, help_text="照本人说的写，保存后不能改",
        widget=_text(2, 500, "例如：想有份稳定的活，把孩子接回来住"),
    )  # fmt: skip
    made_on = forms.DateField(label="制定日期", initial=timezone.localdate)
    review_on = forms.DateField(label="下次回顾", help_text="一起回头看看做到了哪里")
    agreed = forms.ChoiceField(label="本人同意这份计划", choices=AGREED, required=False, widget=Segments, initial="")

    field_order = ("said", "area", "text", "due_on", "next_step", "next_on", "agreed", "made_on", "review_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = timezone.localdate() + make_plan.USUAL_REVIEW

    def told(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("said", "made_on", "review_on")}
        return given | {"agreed": _yes(self, "agreed"), "goals": [self.goal()]}


class CloseGoalForm(forms.Form):
    state = forms.ChoiceField(label="结果", choices=State.choices[1:], widget=Segments)
    on = forms.DateField(label="日期", initial=timezone.localdate)
    note = forms.CharField(
        label="说明", required=False, max_length=200, help_text="不再做的，写明为什么",
        widget=_text(2, 200, "例如：11月10日上岗，月工资3,600元"),
    )  # fmt: skip


class ReviewForm(forms.Form):
    on = forms.DateField(label="回顾日期", initial=timezone.localdate)
    changed = forms.CharField(
        label="有什么变化", max_length=500, help_text="可以用键盘上的话筒说",
        widget=_text(3, 500, "做到了什么，什么没做成，接下来先做什么"),
    )  # fmt: skip
    said = forms.CharField(
        label="本人原话", required=False, max_length=500, widget=_text(2, 500, "例如：这个活我能干长")
    )
    agreed = forms.ChoiceField(
        label="本人同意现在的计划", choices=[("yes", "同意"), ("", "和以前一样"), ("no", "不同意")], required=False,
        widget=Segments, initial="",
    )  # fmt: skip
    next_on = forms.DateField(label="下次回顾")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].initial = timezone.localdate() + make_plan.USUAL_REVIEW

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"agreed": _yes(self, "agreed")}


class EndForm(forms.Form):
    on = forms.DateField(label="结束日期", initial=timezone.localdate)


def card_context(client: Client) -> dict[str, Any]:
    """What the card on 概况 shows. Two queries."""
    running = make_plan.running(client)
    goals = [one for one in running.goals.all() if one.state == State.OPEN] if running else []
    return {"plan": running, "plan_goals": goals}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def plan(request, client_id):
    """The running plan, and those before it; where none runs, the form to make one."""
    client = door.open_case(request, client_id)
    plans = list(_plans(client, request.user))
    running = next((one for one in plans if one.closed_on is None), None)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_plan.make_plan(request.user, client, **form.told())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "计划已做好。可以再加目标，打印出来请本人签字。")
            return redirect("clients:plan", client.pk)
    goals = list(running.goals.all()) if running else []
    context = {
        "client": client,
        "plan": running,
        "open_goals": [_card(one) for one in goals if one.state == State.OPEN],
        "closed_goals": [_card(one) for one in goals if one.state != State.OPEN],
        "past": [one for one in plans if one.closed_on],
        "form": form,
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    return render(request, "clients/desk/plan.html", context, status=422 if form.is_bound else 200)


def _plans(client: Client, user: User):
    events = HelpEvent.objects.visible_to(user).select_related("worker")
    return client.plans.select_related("client", "recorded_by").prefetch_related(
        "goals__recorded_by", Prefetch("goals__help_events", events), "reviews__recorded_by"
    )


def _card(goal: Goal) -> dict[str, Any]:
    events = list(goal.help_events.all())
    return {"goal": goal, "events": events[:LATEST], "more": len(events) - LATEST}


@require_safe
@desk(*STAFF)
def plan_sheet(request, client_id):
    """The running plan on paper, for the client to read, sign and take along."""
    client = door.open_case(request, client_id)
    running = get_object_or_404(_plans(client, request.user), closed_on=None)
    goals = [one for one in running.goals.all() if one.state != State.DROPPED]
    context = {"client": client, "plan": running, "goals": goals}
    return render(request, "clients/desk/plan_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def plan_review(request, client_id):
    """回顾: what has changed, and when one looks again."""
    client, running = _running(request, client_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_plan.review_plan(request.user, running, **form.told())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下这次回顾。")
            return redirect("clients:plan", client.pk)
    return _form_page(request, client, form, "回顾帮扶计划", plan=running)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def plan_close(request, client_id):
    """The plan is over."""
    client, running = _running(request, client_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_plan.close_plan(request.user, running, on=form.cleaned_data["on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "计划已结束，留在“以前的计划”里。")
            return redirect("clients:plan", client.pk)
    return _form_page(request, client, form, "结束帮扶计划", plan=running)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def goal_new(request, client_id):
    """One more goal."""
    client, running = _running(request, client_id)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_plan.add_goal(request.user, running, form.goal())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已加上这个目标。")
            return redirect("clients:plan", client.pk)
    return _form_page(request, client, form, "加一个目标")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def goal(request, client_id, goal_id):
    """What the goal is, by when, and its next step."""
    client, held = _goal(request, client_id, goal_id)
    form = GoalForm(request.POST or None, initial={name: getattr(held, name) for name in NewGoal.__slots__})
    if request.method == "POST" and form.is_valid():
        try:
            make_plan.change_goal(request.user, held, form.goal())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "目标已改好。")
            return redirect("clients:plan", client.pk)
    return _form_page(request, client, form, "改目标和下一步")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def goal_close(request, client_id, goal_id):
    """Reached, or dropped and why."""
    client, held = _goal(request, client_id, goal_id)
    form = CloseGoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            make_plan.close_goal(request.user, held, given.pop("state"), **given)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下这个目标的结果。")
            return redirect("clients:plan", client.pk)
    return _form_page(request, client, form, "目标有了结果", goal=held)


@require_POST
@desk(*STAFF)
def goal_reopen(request, client_id, goal_id):
    """Take a goal up again that has a result."""
    client, held = _goal(request, client_id, goal_id)
    try:
        make_plan.reopen_goal(request.user, held)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "目标已重新打开，写上下一步。")
    return redirect("clients:plan", client.pk)


def _running(request: HttpRequest, client_id: int) -> tuple[Client, Plan]:
    client = door.open_case(request, client_id)
    return client, get_object_or_404(client.plans.select_related("client"), closed_on=None)


def _goal(request: HttpRequest, client_id: int, goal_id: int) -> tuple[Client, Goal]:
    client = door.open_case(request, client_id)
    goals = Goal.objects.visible_to(request.user).filter(plan__client=client)
    return client, get_object_or_404(goals.select_related("plan__client"), pk=goal_id)


def _form_page(request: HttpRequest, client: Client, form: forms.Form, title: str, **more: object):
    context = {"client": client, "form": form, "title": title, **more}
    return render(request, "clients/desk/plan_form.html", context, status=422 if form.is_bound else 200)
