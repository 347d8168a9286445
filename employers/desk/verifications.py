"""企业核实: who says that she acts for which firm, her licence, and the answer."""

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from employers import licences, verify
from employers.desk.firms import keepers
from employers.models import Contact, Enterprise, Reason, Verification
from employers.models.verification import PATIENCE
from employers.register_enterprise import KIND
from people import ledger
from people.errors import Refused
from people.file_types import PDF, SUFFIX
from people.models import Action, Purpose

PER_PAGE = 25


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """What waits in the county, the oldest first."""
    waiting = Verification.objects.for_staff(request.user).select_related("user", "region__parent", "previous")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "employers/verifications.html", {"page": page})


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(label="原因", choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="补充说明",
        help_text="对方看得到。写清楚哪里要改，不写内部情况。",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def one(request: HttpRequest, verification_id: int) -> HttpResponse:
    """One submission with its licence and what is known besides; POST decides: ``deed`` verify or refuse."""
    found = get_object_or_404(
        Verification.objects.for_staff(request.user).select_related("user", "region__parent", "previous__decided_by"),
        pk=verification_id,
    )
    refusing = request.POST.get("deed") == "refuse"
    form = RefusalForm(request.POST if refusing else None)
    if request.method == "POST" and (form.is_valid() if refusing else request.POST.get("deed") == "verify"):
        try:
            if refusing:
                verify.refuse(request.user, found.pk, Reason(form.cleaned_data["reason"]), form.cleaned_data["words"])
                messages.success(request, "已退回，对方会看到原因和怎么改。")
            else:
                verify.verify(request.user, found.pk)
                messages.success(request, "已通过，对方现在可以使用企业端。")
        except Refused as no:
            form.add_error(None, str(no)) if refusing else messages.error(request, str(no))
        except Verification.DoesNotExist:
            messages.error(request, "刚刚有人处理了这份申请。")
            return redirect("employers:verifications")
        else:
            return redirect("employers:verifications")
    context = {"row": found, "form": form, "is_pdf": found.licence_type == PDF, **_checks(found)}
    return render(request, "employers/verification.html", context, status=422 if form.errors else 200)


def _checks(row: Verification) -> dict[str, object]:
    """What to compare with: the firm of that code, others who ask for it, firms of the same name, earlier refusals."""
    firm = Enterprise.objects.filter(credit_code=row.credit_code).select_related("region__parent").first()
    same = Verification.objects.open().filter(credit_code=row.credit_code).exclude(pk=row.pk)
    return {
        "firm": firm,
        "name_differs": firm is not None and firm.name != row.name,
        "rivals": same.select_related("user"),
        "namesakes": Enterprise.objects.filter(name=row.name).exclude(credit_code=row.credit_code)[:5],
        "owners": Contact.objects.owners().filter(enterprise=firm).select_related("user") if firm else (),
        "patience": PATIENCE.days,
        "former": Contact.objects.filter(enterprise=firm).exists() if firm else False,
    }


@require_safe
@keepers
@csp_update({"sandbox": True})
def licence(request: HttpRequest, verification_id: int) -> HttpResponse:
    """The scan: pictures are drawn by the browser, PDFs only saved. The look is written down."""
    found = get_object_or_404(Verification.objects.for_staff(request.user), pk=verification_id)
    ledger.record(request.user, Action.VIEW, KIND, f"v{found.pk}", Purpose.MATCHING)
    response = HttpResponse(licences.read(found), content_type=found.licence_type)
    how = "attachment" if found.licence_type == PDF else "inline"
    response["Content-Disposition"] = f'{how}; filename="licence-{found.pk}.{SUFFIX[found.licence_type]}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response
