"""结对帮扶: the cadres of the county with their clients, and the pairs of one client."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clients import door, may, pair
from clients.models import Cadre, Client, HelpEvent, Pairing
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Level, Purpose, Region, Role

PAGE = 25
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


class CadreForm(forms.ModelForm):
    """Who the cadre is and where she works; nothing of any client."""

    class Meta:
        model = Cadre
        fields = ("name", "unit", "post", "phone", "region", "is_active")

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        near = Region.objects.current().within(may.county_of(actor.region.code)).filter(level__lte=Level.STREET)
        self.fields["region"].queryset = near.select_related("parent")
        self.fields["region"].label_from_instance = lambda region: region.short_name
        if self.instance.pk is None:
            del self.fields["is_active"]


class PairForm(forms.Form):
    """With whom, and since when."""

    cadre = forms.ModelChoiceField(Cadre.objects.none(), label="结对干部", empty_label="请选择")
    since = forms.DateField(label="结对日期", initial=timezone.localdate)

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["cadre"].queryset = pair.cadres_near(actor).filter(is_active=True)


class EndForm(forms.Form):
    """Until when, and what came of it."""

    until = forms.DateField(label="结束日期", initial=timezone.localdate)
    result = forms.ChoiceField(label="成效", choices=Pairing.Result.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def card_context(client: Client) -> dict[str, object]:
    """The pairs of a client with the number of visits and the last one. Two queries."""
    visits = client.help_events.filter(pairing__isnull=False).order_by("-at")
    pairs = client.pairings.select_related("cadre").prefetch_related(Prefetch("help_events", visits, "visits"))
    return {"pairings": list(pairs)}


@require_safe
@desk(*STAFF)
def listing(request):
    """The cadres of the county, and how many of the clients whom the reader may see each looks after."""
    seen = Pairing.objects.visible_to(request.user).select_related("client").annotate(last=Max("help_events__at"))
    cadres = pair.cadres_near(request.user).select_related("region__parent")
    rows = cadres.order_by("-is_active", "unit", "name").prefetch_related(Prefetch("pairings", seen, "pairs"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    running = Pairing.objects.visible_to(request.user).filter(until=None, client__status=Client.Status.OPEN)
    ledger.record(request.user, Action.VIEW, "caseload", request.user.region.code, Purpose.CASE_WORK)
    for cadre in page:
        cadre.running = [one for one in cadre.pairs if one.until is None and one.client.is_open]
        cadre.last = max((one.last for one in cadre.pairs if one.last), default=None)
    context = {
        "page": page,
        "pairs": running.count(),
        "paired": running.values("client").distinct().count(),
        "visits": HelpEvent.objects.visible_to(request.user)
        .filter(pairing__isnull=False, at__year=timezone.localdate().year)
        .count(),
    }
    return render(request, "clients/desk/pairings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def cadre(request, cadre_id=None):
    """Register a cadre, or put one right."""
    held = get_object_or_404(pair.cadres_near(request.user), pk=cadre_id) if cadre_id else Cadre()
    form = CadreForm(request.user, request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            saved = pair.register_cadre(request.user, form.save(commit=False))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已登记{saved.name}。到服务对象的“结对帮扶”里结对。")
            return redirect("clients:pairings")
    title = f"修改{held.name}的登记" if cadre_id else "登记结对干部"
    return render(
        request, "clients/desk/cadre.html", {"form": form, "title": title}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def of_client(request, client_id):
    """The pairs of one client, over the form for a new one."""
    client = door.open_case(request, client_id)
    form = PairForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = pair.pair(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已和{made.cadre.name}结对。走访记在“记一次联系”里，选上这位干部。")
            return redirect("clients:client_pairings", client.pk)
    context = card_context(client) | {
        "client": client,
        "form": form,
        "has_cadres": form.fields["cadre"].queryset.exists(),
        "may_change": may.may_change(request.user, client),
    }
    return render(request, "clients/desk/client_pairings.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def end(request, client_id, pairing_id):
    """End a pair, and say what came of it."""
    client = door.open_case(request, client_id)
    pairing = client.pairings.select_related("cadre").filter(pk=pairing_id, until=None).first()
    if pairing is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"until": client.closed_on or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            pair.end_pairing(request.user, pairing, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下结对的成效。")
            return redirect("clients:client_pairings", client.pk)
    context = {"client": client, "pairing": pairing, "form": form}
    return render(request, "clients/desk/pairing_end.html", context, status=422 if form.is_bound else 200)
