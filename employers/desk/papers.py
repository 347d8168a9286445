"""核对材料: one paper of a firm, looked at: it does, or another one is wanted. Each look is written down."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import prepare_dossier
from employers.desk.firms import keepers
from employers.desk.incentives import DOCUMENTS, actor_of, document_name
from employers.models import DossierPaper
from employers.portal.dossier_forms import period_words
from employers.prepare_dossier import PAPER
from people import ledger
from people.errors import Refused
from people.file_types import PDF, SUFFIX
from people.models import Action, Purpose

STATE = DossierPaper.State
TONES = {STATE.UPLOADED: "wait", STATE.CHECKED: "good", STATE.SENT_BACK: "bad", STATE.REPLACED: "plain"}


class SendBackForm(forms.Form):
    words = forms.CharField(
        label="哪里不行，要怎么换",
        max_length=200,
        help_text="企业看得到。只写材料本身，例如“缺第二页”“印章不清楚”。",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The paper with what it is to prove; POST decides: ``deed`` check or send_back. Then comes the next one."""
    found = _paper_or_404(request, uid)
    sending = request.POST.get("deed") == "send_back"
    form = SendBackForm(request.POST if sending else None)
    if request.method == "POST" and (form.is_valid() if sending else request.POST.get("deed") == "check"):
        try:
            if sending:
                prepare_dossier.send_back(actor_of(request), found, form.cleaned_data["words"])
                messages.success(request, "已退回，企业会看到原因。")
            else:
                prepare_dossier.check(actor_of(request), found)
                messages.success(request, "已核对通过。")
        except Refused as no:
            form.add_error(None, str(no)) if sending else messages.error(request, str(no))
        else:
            return redirect(_next(request))
    if request.method == "GET":
        ledger.record(actor_of(request), Action.VIEW, PAPER, found.pk, Purpose.MATCHING)
    context: dict[str, Any] = {
        "paper": found,
        "name": document_name(found),
        "document": DOCUMENTS.get(found.document),
        "period": period_words(found.period) if found.period else "",
        "tone": TONES[STATE(found.state)],
        "is_pdf": found.media_type == PDF,
        "form": form,
        "expired": found.expires_on is not None and found.expires_on < timezone.localdate(),
        "may_check": found.state == STATE.UPLOADED,
        "may_send_back": found.state in (STATE.UPLOADED, STATE.CHECKED),
    }
    return render(request, "employers/dossier_paper.html", context, status=422 if form.errors else 200)


@require_safe
@keepers
@csp_update({"sandbox": True})
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """As it was handed in: pictures are drawn by the browser, PDFs only saved. The look is written down."""
    found = _paper_or_404(request, uid)
    ledger.record(actor_of(request), Action.VIEW, PAPER, found.pk, Purpose.MATCHING)
    response = HttpResponse(prepare_dossier.read(found), content_type=found.media_type)
    how = "attachment" if found.media_type == PDF else "inline"
    response["Content-Disposition"] = f'{how}; filename="paper-{found.pk}.{SUFFIX[found.media_type]}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _paper_or_404(request: HttpRequest, uid: UUID) -> DossierPaper:
    rows = DossierPaper.objects.kept_by(actor_of(request))
    return get_object_or_404(rows.select_related("enterprise", "hire", "uploaded_by", "looked_by"), uid=uid)


def _next(request: HttpRequest) -> str:
    """The one that waits longest; the empty queue says that it is empty."""
    waiting = DossierPaper.objects.kept_by(actor_of(request)).to_look_at().order_by("uploaded_at", "pk").first()
    if waiting is None:
        return f"{reverse('employers:incentives')}?view=papers"
    return reverse("employers:dossier_paper", args=[waiting.uid])
