"""What a family brings and what it has: papers, given once for everything they prove; benefits that it receives."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import door, papers
from clients.desk.papers import PaperForm
from clients.models import Grade, Paper
from people.doors import desk
from people.errors import Refused
from ui.widgets import Amount, Cards
from welfare import record_benefit, restricted
from welfare.desk.household import WHO, frame, saved
from welfare.desk.lookout import Lookout, look
from welfare.rules.entitlement import Document
from welfare.rules.fact import FACTS


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def paper_new(request, client_id):
    """A paper as PDF or picture; what proves only restricted facts is kept from everybody else by its name alone."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    kinds = _kinds(seen)
    form = PaperForm(request.POST or None, request.FILES or None, actor=request.user, client=client, kinds=kinds)
    if not restricted.shown_to(request.user, client):
        del form.fields["restricted"]
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.setdefault("restricted", False)
        try:
            form.save_paper(restricted=restricted.tells(form.cleaned_data["kind"]))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return saved(request, seen, "材料已收下，各项申请都可以用")
    context = {"form": form, "kinds": kinds, **frame(request, client)}
    return render(request, "welfare/desk/paper_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def paper_remove(request, client_id, paper_id):
    """Ask whether a paper was handed in by mistake, then delete it; answers that rest on it stay without it."""
    client = door.open_household(request, client_id)
    held = get_object_or_404(
        Paper.objects.shown_to(request.user).filter(client=client).select_related("client"), uid=paper_id
    )
    refused = None
    if request.method == "POST":
        seen = look(request.user, client)
        try:
            papers.remove(request.user, held)
        except Refused as no:
            refused = no
        else:
            return saved(request, seen, "材料已删除")
    context = {"paper": held, "refused": refused, **frame(request, client)}
    return render(request, "welfare/desk/paper_remove.html", context, status=422 if refused else 200)


def _kinds(seen: Lookout) -> tuple[str, ...]:
    """Names of papers that the visible entitlements ask for or that prove their facts, each once."""
    names: list[str] = []
    for one in seen.entitlements:
        names += [document.name if isinstance(document, Document) else document for document in one.documents]
        for code in sorted(one.reads):
            if code in FACTS and seen.shows(code):
                names += FACTS[code].documents
    return tuple(dict.fromkeys(name for name in names if len(name) <= 30))


class BenefitForm(forms.Form):
    entitlement = forms.ChoiceField(label="享受哪一项")
    since = forms.DateField(label="开始享受", help_text="第一次发放的日期")
    amount = forms.DecimalField(
        label="金额", required=False, min_value=0, max_digits=10, decimal_places=2, widget=Amount("元")
    )
    grade = forms.ChoiceField(
        label="佐证等级", choices=Grade.choices, widget=Cards, initial=Grade.CLAIMED, help_text="依据什么得知"
    )
    note = forms.CharField(label="备注", required=False, max_length=200)


class EndForm(forms.Form):
    until = forms.DateField(label="停止享受", initial=timezone.localdate, help_text="从这一天起不再发放")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def benefit_new(request, client_id):
    """Write down that the household receives something already."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    form = BenefitForm(request.POST or None, initial={"entitlement": request.GET.get("code", "")})
    choice: forms.ChoiceField = form.fields["entitlement"]  # type: ignore[assignment]
    choice.choices = [(one.code, one.name) for one in seen.entitlements if one.code not in seen.receiving]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        code = given.pop("entitlement")
        try:
            record_benefit.record_benefit(request.user, client, code, **given)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return saved(request, seen, "正在享受的救助已登记")
    context = {"form": form, "title": "登记正在享受的救助", "do": "保存", **frame(request, client)}
    return render(request, "welfare/desk/benefit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def benefit_end(request, client_id, benefit_id):
    """From which day it is received no more."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    benefit = get_object_or_404(client.benefits.select_related("client"), pk=benefit_id, until__isnull=True)
    if not seen.shows(benefit.entitlement):
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_benefit.end_benefit(request.user, benefit, form.cleaned_data["until"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return saved(request, seen, "停止享受已登记")
    title = f"停止享受{benefit.declared.name}"
    context = {"form": form, "title": title, "do": "登记停止", **frame(request, client)}
    return render(request, "welfare/desk/benefit.html", context, status=422 if form.is_bound else 200)
