"""查阅台账: who saw or changed what, for auditors, and for managers as far as their own staff goes."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.doors import desk
from people.enrol_staff import staff_of
from people.models import AccessEvent, Action, Purpose, Role, User
from people.models.access_event import KIND_LABELS

DATE = forms.DateInput(attrs={"type": "date"})
PER_PAGE = 30


class EventFilter(django_filters.FilterSet):
    actor = django_filters.ModelChoiceFilter(queryset=User.objects.none(), label="工作人员", empty_label="全部")
    action = django_filters.ChoiceFilter(choices=Action.choices, label="操作", empty_label="全部")
    purpose = django_filters.ChoiceFilter(choices=Purpose.choices, label="目的", empty_label="全部")
    kind = django_filters.ChoiceFilter(choices=list(KIND_LABELS.items()), label="对象类别", empty_label="全部")
    object_id = django_filters.CharFilter(label="对象编号", max_length=40)
    since = django_filters.DateFilter(method="from_day", label="从哪天", widget=DATE)
    until = django_filters.DateFilter(method="to_day", label="到哪天", widget=DATE)

    def __init__(self, *args, actors, **options) -> None:
        super().__init__(*args, **options)
        self.filters["actor"].queryset = actors

    def from_day(self, rows, name, day):
        return rows.filter(at__gte=_midnight(day))

    def to_day(self, rows, name, day):
        return rows.filter(at__lt=_midnight(day + timedelta(days=1)))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@require_safe
@desk(Role.AUDITOR, Role.MANAGER)
def listing(request):
    """What the staff of the viewer's region and below did, latest first; a changed filter swaps the list alone."""
    actors = staff_of(request.user).order_by("name", "username")
    filters = EventFilter(request.GET, queryset=AccessEvent.objects.select_related("actor"), actors=actors)
    pages = Paginator(filters.qs.walk_within(request.user.region.code), PER_PAGE)
    # Counting goes the other way: along the region's index.
    pages.count = filters.qs.within(request.user.region.code).count()
    page = pages.get_page(request.GET.get("page"))
    chosen = sum(bool(request.GET.get(name)) for name in filters.filters)
    template = "people/_audit_list.html" if request.htmx else "people/audit.html"
    return render(request, template, {"filters": filters, "page": page, "chosen": chosen})
