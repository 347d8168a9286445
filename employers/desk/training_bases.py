"""培训基地: the list of the city, one with its courses, entering and correcting it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import keep_training
from employers.desk.firms import keepers
from employers.desk.training_forms import BaseForm
from employers.models import TrainingBase
from people.errors import Refused


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """Those of the city, the closed ones last; with how many courses each holds."""
    today = timezone.localdate()
    held = Count("courses", filter=Q(courses__closed=False))
    found = TrainingBase.objects.visible_to(request.user).select_related("region__parent", "enterprise")
    bases = sorted(found.annotate(held=held), key=lambda base: not base.is_open(today))
    return render(request, "employers/training_bases.html", {"rows": [(base, base.is_open(today)) for base in bases]})


@require_safe
@keepers
def one(request: HttpRequest, base_id: int) -> HttpResponse:
    """One base with what it teaches, and when each course begins next."""
    today = timezone.localdate()
    base = get_object_or_404(
        TrainingBase.objects.visible_to(request.user).select_related("region__parent", "enterprise"), pk=base_id
    )
    courses = base.courses.prefetch_related("cohorts").order_by("closed", "name", "pk")
    rows = [
        (course, next((one for one in course.cohorts.all() if one.takes_sign_ups(today)), None)) for course in courses
    ]
    context = {
        "base": base,
        "rows": rows,
        "is_open": base.is_open(today),
        "may_keep": base.may_be_kept_by(request.user),
    }
    return render(request, "employers/training_base.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Enter one."""
    form = BaseForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            made = keep_training.open_base(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记。接着录入这里开的课程。")
            return redirect("employers:training_base", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, base_id: int) -> HttpResponse:
    """Correct or close one."""
    base = get_object_or_404(TrainingBase.objects.kept_by(request.user), pk=base_id)
    form = BaseForm(request.user, request.POST or None, instance=base)
    if form.is_valid():
        try:
            keep_training.correct_base(request.user, base_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:training_base", base_id)
    return _form(request, form, base)


def _form(request: HttpRequest, form: BaseForm, base: TrainingBase | None = None) -> HttpResponse:
    context = {"form": form, "base": base}
    return render(request, "employers/training_base_form.html", context, status=422 if form.errors else 200)
