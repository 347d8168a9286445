"""工作人员: who works in the manager's region, and what she can do for them."""

import django_filters
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import enrol_staff
from people.desk.qualifications import standing
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Level, Membership, Region, Role, User
from people.scope import covers, within_scope

manager = desk(Role.MANAGER)


class StaffFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_name", label="姓名或登录名", widget=forms.TextInput(attrs={"type": "search"})
    )
    role = django_filters.ChoiceFilter(
        choices=[(role.value, role.label) for role in enrol_staff.APPOINTED],
        method="by_role",
        label="角色",
        empty_label="全部",
    )
    at_work = django_filters.ChoiceFilter(
        choices=[("no", "已全部结束")], method="by_post", label="任职", empty_label="在任"
    )

    def by_name(self, rows, name, value):
        return rows.filter(Q(name__icontains=value) | Q(username__icontains=value))

    def by_role(self, rows, name, value):
        return rows.filter(pk__in=Membership.objects.current().filter(role=value).values("user"))

    def by_post(self, rows, name, value):
        return rows.filter(is_at_work=False)

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("at_work"):
            queryset = queryset.filter(is_at_work=True)
        return super().filter_queryset(queryset)


@require_safe
@manager
def listing(request):
    """Everybody with a post in the region or below; a changed filter swaps the list alone."""
    filters = StaffFilter(request.GET, queryset=_with_signs(request.user))
    page = Paginator(filters.qs, 25).get_page(request.GET.get("page"))
    for user in page:
        user.posts = [held for held in user.memberships.all() if covers(request.user.region.code, held.region.code)]
    chosen = sum(bool(request.GET.get(name)) for name in filters.filters)
    template = "people/_staff_list.html" if request.htmx else "people/staff.html"
    return render(request, template, {"filters": filters, "page": page, "chosen": chosen})


def _with_signs(actor):
    """Staff with what the list shows of each: posts, second factor, lock. Its number of queries does not grow."""
    posts = Membership.objects.current().select_related("region__parent")
    locked_since = timezone.now() - settings.AXES_COOLOFF_TIME
    lock = AccessAttempt.objects.filter(
        username=OuterRef("username"),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gte=locked_since,
    )
    return (
        enrol_staff.staff_of(actor)
        .annotate(
            is_at_work=Exists(within_scope(actor, Membership.objects.current().filter(user=OuterRef("pk")))),
            has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type="totp")),
            is_locked=Exists(lock),
        )
        .prefetch_related(Prefetch("memberships", posts))
        .order_by("name", "username")
    )


class RegionField(forms.ModelChoiceField):
    """The regions a manager may give posts in: her own and below, down to the street."""

    def label_from_instance(self, region: Region) -> str:
        return region.short_name

    @classmethod
    def of(cls, actor) -> "RegionField":
        below = Region.objects.current().within(actor.region.code).filter(level__lte=Level.STREET)
        return cls(below.select_related("parent"), label="负责区域", empty_label="请选择")


class PostForm(forms.Form):
    """One post: a role in a region."""

    role = forms.ChoiceField(label="角色")

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        roles = enrol_staff.givable(actor)
        self.fields["role"].choices = [("", "请选择"), *((role.value, role.label) for role in roles)]
        self.fields["region"] = RegionField.of(actor)


class EnrolForm(PostForm):
    """A new person and her first post."""

    field_order = ("name", "username", "sex", "email", "role", "region")

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(actor, *args, **options)
        self.fields |= forms.fields_for_model(User, ("name", "username", "sex", "email"))
        self.order_fields(self.field_order)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@manager
def new(request):
    """Take somebody on. Her temporary password is shown once, on the answer to this very request."""
    form = EnrolForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            user, password = enrol_staff.enrol(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return render(request, "people/staff_password.html", {"person": user, "password": password, "is_new": True})
    return render(request, "people/staff_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@manager
def member(request, user_id: int):
    """One person: her posts here, and help with signing in."""
    return _member(request, user_id, PostForm(request.user))


def _member(request, user_id: int, form: PostForm, status: int = 200):
    person = get_object_or_404(_with_signs(request.user), pk=user_id)
    posts = within_scope(request.user, Membership.objects.filter(user=person)).select_related("region__parent")
    today = timezone.localdate()
    context = {
        "person": person,
        "form": form,
        "current": [held for held in posts if held.valid_to is None or held.valid_to >= today],
        "ended": [held for held in posts if held.valid_to is not None and held.valid_to < today],
        "is_self": person.pk == request.user.pk,
        "qualifications": standing(person, today),
        "is_wholly_hers": enrol_staff.is_wholly_hers(request.user, person),
    }
    return render(request, "people/staff_member.html", context, status=status)


@never_cache
@require_POST
@manager
def act(request, user_id: int, deed: str):
    """One deed for one person, by its name in the address."""
    try:
        return DEEDS[deed](request, user_id)
    except (KeyError, User.DoesNotExist, Membership.DoesNotExist):
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:staff_member", user_id)


def _appoint(request, user_id: int):
    form = PostForm(request.user, request.POST)
    if not form.is_valid():
        return _member(request, user_id, form, status=422)
    held = enrol_staff.appoint(request.user, user_id, **form.cleaned_data)
    messages.success(request, f"已任命：{held.region.short_name} {held.get_role_display()}。")
    return redirect("people:staff_member", user_id)


def _end(request, user_id: int):
    enrol_staff.end_membership(request.user, user_id, id_in(request.POST.get("membership", "")))
    messages.success(request, "任职已结束，马上生效。名下的服务对象请及时移交。")
    return redirect("people:staff_member", user_id)


def _reset_second_factor(request, user_id: int):
    user = enrol_staff.reset_second_factor(request.user, user_id)
    messages.success(request, f"已重置，{user.name}下次登录时重新绑定手机。")
    return redirect("people:staff_member", user_id)


def _unlock(request, user_id: int):
    user = enrol_staff.unlock(request.user, user_id)
    messages.success(request, f"已解锁，{user.name}可以马上再登录。")
    return redirect("people:staff_member", user_id)


def _give_password(request, user_id: int):
    user, password = enrol_staff.give_password(request.user, user_id)
    return render(request, "people/staff_password.html", {"person": user, "password": password, "is_new": False})


DEEDS = {
    "appoint": _appoint,
    "end": _end,
    "reset-second-factor": _reset_second_factor,
    "unlock": _unlock,
    "give-password": _give_password,
}
