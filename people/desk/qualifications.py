"""职业资格 of one worker: the form of a certificate, on her own account and on her manager's page of her."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people import qualify
from people.doors import desk
from people.errors import Refused
from people.models import Qualification, Role, User

STAFF = (Role.SOCIAL_WORKER, Role.WELFARE_OFFICER, Role.MANAGER, Role.EDITOR, Role.REVIEWER, Role.AUDITOR)
SOON_DAYS = qualify.SOON.days


class QualificationForm(forms.ModelForm):
    """A certificate as it lies on the table."""

    class Meta:
        model = Qualification
        fields = ("kind", "name", "number", "issued_on", "expires_on")
        help_texts = {  # noqa: RUF012 - Django's own way
            "name": "只有“其他证书”要填。",
            "expires_on": "照登记证上的日期填；证书没有写的空着。",
        }
        widgets = {"kind": forms.RadioSelect}  # noqa: RUF012 - Django's own way


def standing(person: User, today: date) -> list[tuple[Qualification, str, str]]:
    """Each certificate of a person with how it stands in words and the tone of it, the newest first."""
    return [(held, *_standing(held, today)) for held in person.qualifications.all()]


def _standing(held: Qualification, today: date) -> tuple[str, str]:
    if held.expires_on is None:
        return "没有写有效期", ""
    left = (held.expires_on - today).days
    if left < 0:
        return "已过期", "bad"
    return (f"还有 {left} 天到期", "wait") if left <= SOON_DAYS else ("有效", "good")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def new(request, user_id: int):
    """Enter a certificate."""
    person = _person(request, user_id)
    return _form(request, person, Qualification(user=person), "登记职业资格")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def edit(request, qualification_id: int):
    """Put one right, or prolong it after it was registered again."""
    held = get_object_or_404(Qualification, pk=qualification_id)
    return _form(request, _person(request, held.user_id), held, "修改职业资格")


@require_POST
@desk(*STAFF)
def remove(request, qualification_id: int):
    """Delete one that was entered by mistake."""
    held = get_object_or_404(Qualification, pk=qualification_id)
    person = _person(request, held.user_id)
    qualify.remove(request.user, held)
    messages.success(request, "已删除这张证书。")
    return _back(request, person)


def _person(request, user_id: int) -> User:
    try:
        return qualify.person_for(request.user, user_id)
    except User.DoesNotExist:
        raise Http404 from None


def _form(request, person: User, held: Qualification, title: str):
    form = QualificationForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            qualify.keep(request.user, form.save(commit=False), timezone.localdate())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已登记。{_reminder(held, timezone.localdate())}")
            return _back(request, person)
    context = {"form": form, "person": person, "title": title, "held": held, "is_self": person == request.user}
    return render(request, "people/qualification.html", context, status=422 if form.is_bound else 200)


def _reminder(held: Qualification, today: date) -> str:
    if held.expires_on is None:
        return "没有写有效期，不会提醒。"
    return f"到期前 {SOON_DAYS} 天会提醒。" if held.expires_on >= today else "这张证书已经过期。"


def _back(request, person: User):
    return redirect("people:me") if person == request.user else redirect("people:staff_member", person.pk)
