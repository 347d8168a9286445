"""联系人: who acts for the firm, who is invited, who asks to; and leaving it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import manage_contacts, verify
from employers.doors import portal
from employers.mail_limits import may_invite
from employers.models import Contact, Verification
from employers.portal.entrance import origin_of
from employers.portal.firm_form import email_field
from people.errors import Refused

Role = Contact.Role


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """The firm's contacts; its owners also see who is invited and who asks."""
    owner = request.contact.is_owner
    context = {
        "contacts": Contact.objects.active().filter(enterprise=request.firm).select_related("user"),
        "invited": Contact.objects.invited().filter(enterprise=request.firm) if owner else (),
        "asked": Verification.objects.for_owner_of(request.firm).select_related("user") if owner else (),
    }
    return render(request, "employers/portal/contacts.html", context)


class InviteForm(forms.Form):
    email = email_field(label="同事的电子邮箱", help_text="邀请链接会发到这个邮箱，十四天内有效。")
    role = forms.ChoiceField(
        label="角色",
        choices=Role.choices,
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
        help_text="成员可以办理招聘；负责人还能邀请、移除联系人，修改企业信息。",
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


@require_http_methods(["GET", "HEAD", "POST"])
@portal(Role.OWNER)
def invite(request: HttpRequest) -> HttpResponse:
    """Ask a colleague to join."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        if not may_invite(request.firm):
            return render(request, "429.html", status=429)
        given = form.cleaned_data
        try:
            manage_contacts.invite(request.contact, given["email"], Role(given["role"]), origin_of(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "邀请已发出，对方接受后会出现在联系人里。")
            return redirect("portal:contacts")
    return render(request, "employers/portal/invite.html", {"form": form}, status=422 if form.errors else 200)


DEEDS = {
    "owner": (lambda me, pk: manage_contacts.give_role(me, pk, Role.OWNER), "已设为负责人。"),
    "member": (lambda me, pk: manage_contacts.give_role(me, pk, Role.MEMBER), "已改为成员。"),
    "remove": (manage_contacts.remove, "已移除，对方不能再代表本单位。"),
    "revoke": (manage_contacts.revoke, "邀请已撤回，链接失效。"),
}
ANSWERS = {
    "accept": (verify.accept, "已同意，对方现在是本单位的联系人。"),
    "decline": (verify.decline, "已回复不是本单位的人。"),
}


@require_POST
@portal(Role.OWNER)
def act(request: HttpRequest, contact_id: int, deed: str) -> HttpResponse:
    """Change or end what a colleague may do; a deed of ``DEEDS``."""
    if deed not in DEEDS:
        raise Http404
    do, done = DEEDS[deed]
    return _done(request, lambda: do(request.contact, contact_id), done)


@require_POST
@portal(Role.OWNER)
def answer(request: HttpRequest, verification_id: int, deed: str) -> HttpResponse:
    """Say whether somebody who asks is of the firm; a deed of ``ANSWERS``."""
    if deed not in ANSWERS:
        raise Http404
    do, done = ANSWERS[deed]
    return _done(request, lambda: do(request.user, request.contact, verification_id), done)


@require_POST
@portal()
def leave(request: HttpRequest) -> HttpResponse:
    """Not to act for this firm any more."""
    return _done(request, lambda: manage_contacts.leave(request.contact), "您已退出这家企业。", "portal:home")


def _done(request: HttpRequest, do, words: str, where: str = "portal:contacts") -> HttpResponse:
    try:
        do()
    except (Contact.DoesNotExist, Verification.DoesNotExist):
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
        return redirect("portal:contacts")
    messages.success(request, words)
    return redirect(where)
