"""企业联系人 on the desk: staff end what somebody may do for a firm, or name its 负责人."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from employers import manage_contacts
from employers.models import Contact, Enterprise
from people.doors import desk
from people.errors import Refused
from people.models import Role

keepers = desk(Role.SOCIAL_WORKER, Role.MANAGER)


class EndForm(forms.Form):
    cause = forms.ChoiceField(label="原因", choices=Contact.EndCause.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="说明",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text="只有工作人员看得到；选“其他原因”时必须写。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def end(request: HttpRequest, firm_id: int, contact_id: int) -> HttpResponse:
    """Ask why, and end it."""
    firm = get_object_or_404(Enterprise.objects.kept_by(request.user), pk=firm_id)
    held = get_object_or_404(Contact.objects.active().filter(enterprise=firm).select_related("user"), pk=contact_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            manage_contacts.end(request.user, held.pk, Contact.EndCause(given["cause"]), given["words"])
        except Contact.DoesNotExist:
            raise Http404 from None
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已结束，对方马上不能再代表这家企业，并会收到消息。")
            return redirect("employers:firm", firm.pk)
    context = {"form": form, "firm": firm, "held": held}
    return render(request, "employers/contact_end.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def appoint(request: HttpRequest, firm_id: int, contact_id: int) -> HttpResponse:
    """Make somebody the firm's 负责人."""
    firm = get_object_or_404(Enterprise.objects.kept_by(request.user), pk=firm_id)
    held = get_object_or_404(Contact.objects.active().filter(enterprise=firm), pk=contact_id)
    try:
        manage_contacts.appoint(request.user, held.pk)
    except Contact.DoesNotExist:
        raise Http404 from None
    messages.success(request, "已设为负责人，对方会收到消息。")
    return redirect("employers:firm", firm.pk)
