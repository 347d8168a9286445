"""服务对象: the list of one's clients, and the way to look somebody up in the region."""

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients.desk import sealed_words
from clients.desk.labels import certificate_choices
from clients.find_clients import read_through
from clients.may import caseworkers_for
from clients.models import Client
from clients.models.client import EDUCATION_CHOICES
from clients.names import name_key
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Region, Role

PAGE = 25


class CaseloadFilter(django_filters.FilterSet):
    """The filters of the list. ``q`` looks for a name, initials or number."""

    q = django_filters.CharFilter(
        label="姓名、拼音首字母或编号",
        method="find",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    place = django_filters.ChoiceFilter(label="居住地", field_name="residence_region__code", empty_label="全部")
    caseworker = django_filters.ChoiceFilter(label="责任社工", field_name="caseworker_id", empty_label="全部")
    status = django_filters.ChoiceFilter(
        label="状态",
        choices=[*Client.Status.choices, ("all", "全部")],
        empty_label=None,
        null_label=None,
        method="in_state",
    )
    education = django_filters.MultipleChoiceFilter(
        label="文化程度", choices=EDUCATION_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    certificate = django_filters.ChoiceFilter(
        label="持有证书", choices=certificate_choices, method="holding", empty_label="不限"
    )
    attention = django_filters.MultipleChoiceFilter(
        label="需要留意",
        choices=[("silent", "30 天没有联系"), ("wishless", "没有记录意愿"), ("overdue", "过了约定的联系日")],
        method="needing",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Client
        fields = ("q", "place", "caseworker", "status", "education", "certificate", "attention")

    def __init__(self, data=None, *args, **kwargs) -> None:
        super().__init__(data, *args, **kwargs)
        user = self.request.user
        self.form.fields["place"].choices = [("", "全部"), *_places_of(user)]
        if user.role == Role.MANAGER:
            workers = caseworkers_for(user.region.code)
            self.form.fields["caseworker"].choices = [("", "全部"), *((w.pk, w.name) for w in workers)]
        else:
            del self.form.fields["caseworker"]

    def find(self, queryset, name, words):
        return find(queryset, words)

    def in_state(self, queryset, name, state):
        return queryset if state == "all" else queryset.filter(status=state)

    def holding(self, queryset, name, code):
        return queryset.filter(certificates__code=code)

    def needing(self, queryset, name, kinds):
        today = timezone.localdate()
        if "silent" in kinds:
            queryset = queryset.without_contact(today)
        if "wishless" in kinds:
            queryset = queryset.without_wish()
        if "overdue" in kinds:
            queryset = queryset.filter(next_contact_on__lt=today)
        return queryset

    @property
    def chosen(self) -> int:
        """How many filters are set, for the folded panel on a phone."""
        standing = {"status": Client.Status.OPEN, "q": self.data.get("q")}
        return sum(bool(self.data.get(name)) and self.data.get(name) != standing.get(name) for name in self.form.fields)

    def _options(self, name: str) -> list[dict[str, object]]:
        chosen = self.data.getlist(name)
        return [
            {"value": value, "label": label, "count": None, "selected": str(value) in chosen}
            for value, label in self.form.fields[name].choices
        ]

    @property
    def attention_options(self) -> list[dict[str, object]]:
        return self._options("attention")

    @property
    def education_options(self) -> list[dict[str, object]]:
        return self._options("education")

    @property
    def status_options(self) -> list[dict[str, object]]:
        return self._options("status")


def _places_of(user) -> list[tuple[str, str]]:
    """Regions in which clients of ``user`` live, by code."""
    codes = Client.objects.visible_to(user).order_by().values("residence_region")
    return [
        (region.code, region.short_name)
        for region in Region.objects.filter(pk__in=codes).select_related("parent").order_by("code")
    ]


def find(queryset, words: str):
    """Clients of ``queryset`` called so: by a whole key, or by a part where the list is short enough to read.

    Two queries.
    """
    if not name_key(words):
        return queryset
    return queryset.called(words) | queryset.filter(pk__in=read_through(queryset, words) or ())


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def caseload(request):
    """The acting person's clients, 25 a page; a changed filter swaps the list alone.

    The filters come by POST and lead to the address of the list, in which what was typed is sealed.
    """
    if request.method == "POST":
        query = sealed_words.address_of(request.POST, request.user)
        return redirect(f"{reverse('clients:caseload')}?{query}" if query else "clients:caseload")
    query = sealed_words.with_words(request.GET, request.user)
    query.setdefault("status", Client.Status.OPEN)
    mine = Client.objects.visible_to(request.user)
    filters = CaseloadFilter(query, queryset=mine, request=request)
    rows = filters.qs.select_related("residence_region__parent", "caseworker", "wish").order_by("number")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "today": timezone.localdate(), "anybody": bool(page) or mine.exists()}
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        _note_list(request)
    return render(request, "clients/desk/_caseload.html" if partial else "clients/desk/caseload.html", context)


def _note_list(request) -> None:
    """A list of names is a look as well: one row when it is opened, not one for each client, letter or page."""
    region = request.user.region
    ledger.record(request.user, Action.VIEW, "caseload", region.code if region else "-", Purpose.CASE_WORK)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def find_in_region(request):
    """Whether somebody is on file in the region: by full name, ID number, telephone or number, never by a part.

    Shows number, masked name, place and caseworker; opening needs a purpose unless the client is one's own.
    """
    # By POST alone: an ID number in an address would stay in the history of the browser and in logs.
    words = request.POST.get("q", "").strip()[: sealed_words.LONGEST]
    found = []
    if words:
        reach = Client.objects.lookup(request.user)
        own = set(Client.objects.visible_to(request.user).called(words).values_list("pk", flat=True))
        rows = reach.called(words).select_related("residence_region__parent", "caseworker").order_by("number")[:PAGE]
        found = [(client, client.pk in own) for client in rows]
        region = request.user.region
        ledger.record(request.user, Action.LOOK_UP, "caseload", region.code if region else "-", Purpose.LOOK_UP)
    return render(request, "clients/desk/find.html", {"words": words, "found": found})
