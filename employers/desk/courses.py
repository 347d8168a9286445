"""课程: one with its classes, entering and correcting it. Which classes can be joined is listed a floor higher, where
those who sit in them are known."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import keep_training
from employers.class_stage import stage_of
from employers.desk.firms import keepers
from employers.desk.training_forms import CourseForm
from employers.models import Course, TrainingBase
from people.errors import Refused


@require_safe
@keepers
def one(request: HttpRequest, course_id: int) -> HttpResponse:
    """What it teaches and costs, and its classes, the latest first, with the posts that firms keep for them."""
    today = timezone.localdate()
    course = get_object_or_404(_visible(request), pk=course_id)
    classes = course.cohorts.prefetch_related("commitments").order_by("-starts_on", "-pk")
    rows = [(cohort, stage_of(cohort, today), cohort.posts_kept(today)) for cohort in classes]
    may_keep = course.base.may_be_kept_by(request.user)
    return render(request, "employers/course.html", {"course": course, "rows": rows, "may_keep": may_keep})


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest, base_id: int) -> HttpResponse:
    """What a base teaches from now on."""
    base = get_object_or_404(TrainingBase.objects.kept_by(request.user), pk=base_id)
    form = CourseForm(request.POST or None)
    if form.is_valid():
        try:
            made = keep_training.add_course(request.user, base_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "课程已录入。接着安排班次。")
            return redirect("employers:course", made.pk)
    return _form(request, form, base)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, course_id: int) -> HttpResponse:
    """Correct one, or say that it is not held any more."""
    course = get_object_or_404(Course.objects.kept_by(request.user).select_related("base"), pk=course_id)
    form = CourseForm(request.POST or None, instance=course)
    if form.is_valid():
        try:
            keep_training.correct_course(request.user, course_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:course", course_id)
    return _form(request, form, course.base, course)


def _visible(request: HttpRequest):
    return Course.objects.visible_to(request.user).select_related("base__region__parent")


def _form(request: HttpRequest, form: CourseForm, base: TrainingBase, course: Course | None = None) -> HttpResponse:
    context = {"form": form, "base": base, "course": course}
    return render(request, "employers/course_form.html", context, status=422 if form.errors else 200)
