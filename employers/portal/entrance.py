"""注册、确认、受邀: the pages of the portal that stand open to visitors. They tell nothing about who is known."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from employers import manage_contacts, sign_up
from employers.incentives.catalogue import CATALOGUE
from employers.mail_limits import may_register
from employers.models import Contact
from employers.portal.firm_form import RegisterForm, clean_phone, password_field, phone_field
from employers.public.calculator import read, written
from people.errors import Refused
from people.models import User

# What people sign in through; an account that has just been made has not been asked yet.
BACKEND = settings.AUTHENTICATION_BACKENDS[1]


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def register(request: HttpRequest) -> HttpResponse:
    """Register a firm and its contact. Whatever is known already, the answer is the same.

    Who comes from the public calculator brings what she worked out; it goes through the form in a hidden field.
    """
    arrives = "arrives" in request.POST
    form = RegisterForm(None if arrives else request.POST or None, request.FILES or None)
    calculation = read(request.POST.get("calculation"), timezone.localdate())
    if form.is_valid():
        if not (may_register(form.cleaned_data["email"]) and ratelimit.consume(request, action="portal_register")):
            return render(request, "429.html", status=429)
        try:
            sign_up.register(origin=origin_of(request), calculation=calculation, **form.stated())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("portal:register_sent")
    status = 422 if form.errors else 200
    context = {"form": form}
    if calculation is not None:
        context |= {"calculation": written(calculation), "calculated": CATALOGUE[calculation["code"]].name}
    return render(request, "employers/portal/register.html", context, status=status)


@require_safe
@login_not_required
def register_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "employers/portal/register_sent.html")


class PasswordForm(forms.Form):
    """The password that was chosen on registering."""

    password = forms.CharField(
        label="注册时填的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Opening it changes nothing; the password and a press do."""
    found = sign_up.opened(token)
    if found is None:
        return render(request, "employers/portal/link_over.html", status=410)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            if not ratelimit.consume(request, action="portal_confirm", key=found.uid.hex):
                raise Refused("试的次数太多。", "请过一小时再试，或者重新注册。")
            user = sign_up.confirm(found.pk, form.cleaned_data["password"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            _let_in(request, user)
            messages.success(request, "邮箱已确认，资料已经提交。")
            return redirect("portal:home")
    # Always 200: anything else would be logged with its address, and this address is a key as long as it is open.
    return render(request, "employers/portal/confirm.html", {"form": form})


class NewcomerForm(forms.Form):
    """Who was invited and has no sign-in yet. Her address is known: the link went there."""

    name = forms.CharField(label="姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = phone_field(label="联系电话")
    password = password_field()

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_password(self) -> str:
        holder = User(username=self.email, name=self.cleaned_data.get("name", ""), email=self.email)
        validate_password(self.cleaned_data["password"], holder)
        return self.cleaned_data["password"]


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: accept it, signed in, or make a sign-in with it."""
    found = manage_contacts.opened(token)
    if found is None:
        return render(request, "employers/portal/link_over.html", {"invited": True}, status=410)
    signed_in = request.user.is_authenticated
    form = None if signed_in or sign_up.is_known(found.email) else NewcomerForm(request.POST or None, email=found.email)
    if request.method == "POST" and (signed_in or (form is not None and form.is_valid())):
        try:
            contact = _take_up(request, found, form)
        except Refused as no:
            if form is None:
                messages.error(request, str(no))
            else:
                form.add_error(None, str(no))
        else:
            messages.success(request, f"您已经是{contact.enterprise.name}的联系人。")
            return redirect("portal:home")
    context = {"form": form, "invitation": found, "signed_in": signed_in, "here": request.path}
    # Always 200, as in ``confirm``.
    return render(request, "employers/portal/invited.html", context)


def _take_up(request: HttpRequest, found: Contact, form: NewcomerForm | None) -> Contact:
    if form is None:
        return manage_contacts.take_up(request.user, found.pk)  # type: ignore[arg-type]
    contact = manage_contacts.take_up_newly(found.pk, **form.cleaned_data)
    _let_in(request, contact.user)
    return contact


def _let_in(request: HttpRequest, user: User | None) -> None:
    login(request, user, backend=BACKEND)  # type: ignore[arg-type]


def origin_of(request: HttpRequest) -> str:
    """The site as this visitor sees it, without a slash at the end."""
    return f"{request.scheme}://{request.get_host()}"
