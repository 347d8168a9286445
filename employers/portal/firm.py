"""企业信息: what the platform knows of the firm; its owner keeps the part that no licence says."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import register_enterprise
from employers.doors import portal
from employers.models import Contact, Enterprise
from employers.portal.firm_form import clean_phone, industry_choices, phone_field


class FirmForm(forms.ModelForm):
    """What the owner may change herself."""

    industry = forms.ChoiceField(label="行业")
    contact_phone = phone_field(label="招聘联系电话")

    class Meta:
        model = Enterprise
        fields = ("industry", "size", "address", "contact_name", "contact_phone")

    field_order = Meta.fields

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        choices = industry_choices()
        now = self.instance.industry
        if now and now not in {code for _, group in choices[1:] for code, _ in group}:
            # Staff may have entered a finer class; it stays as long as nobody picks another.
            choices.insert(1, (now, self.instance.industry_name))
        self.fields["industry"].choices = choices
        self.fields["size"].required = self.fields["contact_name"].required = True
        self.fields["contact_name"].label = "招聘联系人"

    def clean_contact_phone(self) -> str:
        return clean_phone(self.cleaned_data["contact_phone"])


@require_safe
@portal()
def firm(request: HttpRequest) -> HttpResponse:
    """The firm as it is on record."""
    paused = not request.firm.accepts_referrals(timezone.localdate())
    return render(request, "employers/portal/firm.html", {"firm": request.firm, "paused": paused})


@require_http_methods(["GET", "HEAD", "POST"])
@portal(Contact.Role.OWNER)
def edit(request: HttpRequest) -> HttpResponse:
    """Change what no licence says."""
    form = FirmForm(request.POST or None, instance=Enterprise.objects.get(pk=request.firm.pk))
    if form.is_valid():
        register_enterprise.keep_up(request.user, request.contact, **form.cleaned_data)
        messages.success(request, "企业信息已保存。")
        return redirect("portal:firm")
    return render(request, "employers/portal/firm_edit.html", {"form": form}, status=422 if form.errors else 200)
