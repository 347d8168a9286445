"""One 应享未享: how it stands, what was done about it, and the forms that move it; also as one row of the queue."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clients.door import open_household
from people.doors import desk
from people.errors import Refused
from people.models import User
from welfare import said, work_gap
from welfare.desk.entitled import WHO
from welfare.desk.take_up import line_of
from welfare.models import TakeUpGap


class ArrangeForm(forms.Form):
    """How it stands and what comes next. Nothing is required: each answer is a step.

    deeds  how many stand on the page with it; the form sends it back as ``seen``
    """

    seen = forms.IntegerField(required=False, min_value=0, max_value=32_767)
    why = forms.ChoiceField(label="没有享受的原因", required=False, choices=[("", "还没有问"), *TakeUpGap.Why.choices])
    missing_paper = forms.CharField(label="还缺的材料", required=False, max_length=120)
    next_action = forms.CharField(
        label="下一步",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "例如：周四上门取收入证明", "autocomplete": "off"}),
    )
    due_on = forms.DateField(label="办理期限", required=False)
    assigned_to: Any = forms.ModelChoiceField(label="经办人", required=False, queryset=None, empty_label="还没有人")

    def __init__(self, data=None, *, gap: TakeUpGap) -> None:
        names = ("why", "missing_paper", "next_action", "due_on", "assigned_to")
        super().__init__(data, initial={name: getattr(gap, name) for name in names}, auto_id=f"id_{gap.pk}_%s")
        self.deeds = gap.events.count()
        handlers = work_gap.handlers_of(gap.client)
        if gap.assigned_to_id:
            handlers = handlers | User.objects.filter(pk=gap.assigned_to_id)
        self.fields["assigned_to"].queryset = handlers


class CloseForm(forms.Form):
    """How it ended, and why one may say so."""

    how = forms.ChoiceField(label="办结方式", choices=[("", "请选择"), *TakeUpGap.Closed.choices])
    reason = forms.CharField(
        label="办结说明",
        max_length=200,
        error_messages={"required": "请写明办结说明，以后有人问起能说得清。"},
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "例如：11月20日首次领到；放弃书已收存；已搬到外地"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def page(request, gap_id):
    """The page with its form and history. For htmx: the row of the queue as a form, by POST or ``?row`` as a row."""
    gap = _gap_or_404(request, gap_id)
    form = ArrangeForm(request.POST or None, gap=gap)
    if request.method == "POST" and form.is_valid():
        try:
            gap = work_gap.arrange(request.user, gap.pk, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.htmx:
                return _row(request, gap)
            messages.success(request, "已保存。")
            return redirect("welfare:gap", gap.pk)
    if request.htmx and not request.htmx.boosted:
        if request.method == "GET" and "row" in request.GET:
            return _row(request, gap)
        context = {"line": line_of(request.user, gap), "form": form}
        return render(request, "welfare/desk/_gap_form_row.html", context, status=422 if form.is_bound else 200)
    return _page(request, gap, form, CloseForm())


@require_POST
@desk(*WHO)
def act(request, gap_id, deed):
    """``take`` it on, ``start`` the application, or ``close`` it with a reason."""
    if deed not in DEEDS:
        raise Http404
    return DEEDS[deed](request, _gap_or_404(request, gap_id))


def _take(request, gap: TakeUpGap):
    try:
        gap = work_gap.take(request.user, gap.pk)
    except Refused as no:
        messages.error(request, str(no))
    else:
        if request.htmx:
            return _row(request, gap)
        messages.success(request, "已由您经办。")
    return redirect(_back(request, gap))


def _start(request, gap: TakeUpGap):
    try:
        application = work_gap.start(request.user, gap.pk)
    except Refused as no:
        messages.error(request, str(no))
        return redirect(_back(request, gap))
    messages.success(request, "已发起申请。材料交齐后请登记受理，法定时限从受理起算。")
    return redirect("welfare:application", application.pk)


def _close(request, gap: TakeUpGap):
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            work_gap.close(request.user, gap.pk, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已办结。")
            return redirect("welfare:gap", gap.pk)
    return _page(request, gap, ArrangeForm(gap=gap), form, status=422)


DEEDS = {"take": _take, "start": _start, "close": _close}


def _gap_or_404(request, gap_id: int) -> TakeUpGap:
    try:
        gap = work_gap.gap_in_scope(request.user, gap_id)
    except TakeUpGap.DoesNotExist:
        raise Http404 from None
    open_household(request, gap.client_id)
    return gap


def _page(request, gap: TakeUpGap, form: ArrangeForm, close_form: CloseForm, status: int | None = None):
    line = line_of(request.user, gap)
    answer = gap.client.determinations.current().filter(entitlement=gap.entitlement).first()
    context = {
        "gap": gap,
        "client": gap.client,
        "line": line,
        "form": form,
        "close_form": close_form,
        "answer": answer,
        "why": said.why(answer) if answer else "",
        "missing": said.missing_of(answer.missing) if answer else [],
        "events": gap.events.select_related("recorded_by"),
        "query": "",
    }
    return render(request, "welfare/desk/gap.html", context, status=status or (422 if form.is_bound else 200))


def _row(request, gap: TakeUpGap):
    return render(request, "welfare/desk/_gap_row.html", {"line": line_of(request.user, gap)})


def _back(request, gap: TakeUpGap) -> str:
    """The queue as it was narrowed when the button was pressed, or the page of the gap."""
    if "back" not in request.POST:
        return reverse("welfare:gap", args=[gap.pk])
    query = QueryDict(request.POST["back"][:500]).urlencode()
    return f"{reverse('welfare:take_up')}?{query}" if query else reverse("welfare:take_up")
