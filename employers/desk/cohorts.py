"""班次: one class with the posts that firms keep for who passes; planning, correcting and cancelling it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import keep_training
from employers.class_stage import Stage, stage_of
from employers.desk.firms import keepers
from employers.desk.training_forms import CancelForm, CohortForm, CommitmentForm, FirmForm
from employers.models import Cohort, Course, PostCommitment
from people.errors import Refused


@require_safe
@keepers
def one(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """One class: its days, its place, what the course is, and who keeps posts for it."""
    today = timezone.localdate()
    cohort = get_object_or_404(
        _visible(request).prefetch_related("commitments__enterprise", "commitments__vacancy"), pk=cohort_id
    )
    stage = stage_of(cohort, today)
    may_keep = cohort.course.base.may_be_kept_by(request.user)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "stage": stage,
        "may_keep": may_keep,
        "may_cancel": may_keep and stage not in (Stage.OVER, Stage.CANCELLED),
        "commitments": [(made, made.holds(today)) for made in cohort.commitments.all()],
        "posts": cohort.posts_kept(today),
    }
    return render(request, "employers/cohort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest, course_id: int) -> HttpResponse:
    """Plan a class."""
    course = get_object_or_404(Course.objects.kept_by(request.user).select_related("base"), pk=course_id)
    form = CohortForm(request.POST or None)
    if form.is_valid():
        try:
            made = keep_training.plan_cohort(request.user, course_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "班次已安排。企业承诺了岗位的，在这里登记。")
            return redirect("employers:cohort", made.pk)
    return _form(request, form, course)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Correct a class."""
    cohort = _kept(request, cohort_id)
    form = CohortForm(request.POST or None, instance=cohort)
    if form.is_valid():
        try:
            keep_training.correct_cohort(request.user, cohort_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。日期、地点有变的，请通知学员。")
            return redirect("employers:cohort", cohort_id)
    return _form(request, form, cohort.course, cohort)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def cancel(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """The class is not held, and why."""
    cohort = _kept(request, cohort_id)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            keep_training.cancel_cohort(request.user, cohort_id, form.cleaned_data["words"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "班次已取消。请通知学员和承诺了岗位的企业。")
            return redirect("employers:cohort", cohort_id)
    context = {"form": form, "cohort": cohort}
    return render(request, "employers/cohort_cancel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def commit(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """A firm keeps posts: first which firm, by ``?firm=``, then of which of its vacancies, how many, until when."""
    cohort = _kept(request, cohort_id)
    chosen = FirmForm(request.user, request.GET if "firm" in request.GET else None)
    firm = chosen.cleaned_data["firm"] if chosen.is_valid() else None
    if firm is None and request.method == "POST":
        raise Http404("no firm chosen")
    form = CommitmentForm(request.user, firm, request.POST or None) if firm else None
    if form and form.is_valid():
        try:
            keep_training.commit_posts(request.user, cohort_id, enterprise=firm, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记企业留岗。")
            return redirect("employers:cohort", cohort_id)
    context = {"cohort": cohort, "chosen": chosen, "firm": firm, "form": form}
    wrong = chosen.errors or (form and form.errors)
    return render(request, "employers/commitment_form.html", context, status=422 if wrong else 200)


@require_POST
@keepers
def withdraw(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """The firm no longer keeps the posts."""
    made = get_object_or_404(PostCommitment.objects.kept_by(request.user), pk=commitment_id)
    try:
        keep_training.withdraw_commitment(request.user, commitment_id)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "承诺已撤回，记录还在。")
    return redirect("employers:cohort", made.cohort_id)


def _visible(request: HttpRequest):
    return Cohort.objects.visible_to(request.user).select_related("course__base__region__parent")


def _kept(request: HttpRequest, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.kept_by(request.user).select_related("course__base"), pk=cohort_id)


def _form(request: HttpRequest, form: CohortForm, course: Course, cohort: Cohort | None = None) -> HttpResponse:
    context = {"form": form, "course": course, "cohort": cohort}
    return render(request, "employers/cohort_form.html", context, status=422 if form.errors else 200)
