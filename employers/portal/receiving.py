"""接收候选人: how many a week, and a pause. Each press sets in at once, and another takes it back."""

from datetime import date, timedelta
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from employers import receive
from employers.doors import portal
from employers.models import Enterprise
from people.errors import Refused
from ui import widgets
from ui.templatetags.ui import day


class CapForm(forms.Form):
    weekly_cap = forms.IntegerField(
        label="每周最多接收",
        required=False,
        min_value=1,
        max_value=receive.MOST_PER_WEEK,
        widget=widgets.Measured("位", {"inputmode": "numeric"}),
        help_text="从周一到周日算。空着就是不限。",
    )


class PauseForm(forms.Form):
    until = forms.DateField(
        label="暂停到哪一天",
        help_text="含当天，到期自动恢复。",
        error_messages={"required": "请选一个日期。"},
    )


class Break(NamedTuple):
    """A pause by one press; its last day."""

    label: str
    until: date


def breaks(today: date) -> list[Break]:
    """Whole weeks from today on, today included."""
    return [Break(label, today + timedelta(days=days - 1)) for label, days in (("一周", 7), ("两周", 14), ("四周", 28))]


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def receiving(request: HttpRequest) -> HttpResponse:
    """Both settings. POST ``deed``: limit, pause, resume."""
    deed = request.POST.get("deed", "")
    cap = CapForm(request.POST if deed == "limit" else None, initial={"weekly_cap": request.firm.weekly_cap})
    pause = PauseForm(request.POST if deed == "pause" else None)
    if deed == "resume" or cap.is_valid() or pause.is_valid():
        try:
            if deed == "limit":
                firm = receive.limit(request.contact, cap.cleaned_data["weekly_cap"])
            elif deed == "pause":
                firm = receive.pause(request.contact, pause.cleaned_data["until"])
            else:
                firm = receive.resume(request.contact)
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _said(deed, firm))
        return redirect("portal:receiving")
    today = timezone.localdate()
    context = {"cap": cap, "pause": pause, "paused": not request.firm.accepts_referrals(today), "breaks": breaks(today)}
    status = 422 if cap.errors or pause.errors else 200
    return render(request, "employers/portal/receiving.html", context, status=status)


def _said(deed: str, firm: Enterprise) -> str:
    if deed == "pause":
        return f"已暂停接收新候选人，到{day(firm.referrals_paused_until)}为止。"
    if deed == "resume":
        return "已恢复接收新候选人。"
    return f"已保存：每周最多接收 {firm.weekly_cap} 位。" if firm.weekly_cap else "已保存：每周接收人数不限。"
