"""递交、到账: what a firm asked for with a dossier and what came; and that it does not go for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from employers import hand_in_dossier, prepare_dossier
from employers.doors import portal
from employers.portal.dossier_forms import ClaimForm, DropForm, PaidForm, RefusedForm
from employers.portal.dossiers import dossier_or_404, dossier_page
from people.errors import Refused

SAID = {
    "paid": "已登记到账。",
    "refuse": "已记下没有通过的原因，补齐后可以再递交。",
    "take_back": "已撤回，可以重新登记递交。",
}


@require_POST
@portal()
def hand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It was handed in at the office."""
    found = dossier_or_404(request, uid)
    form = ClaimForm(timezone.localdate(), request.POST)
    if form.is_valid():
        try:
            hand_in_dossier.hand_in(request.contact, found, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记递交。钱到账，或者税抵减了，再来登记一下。")
            return redirect("portal:dossier", found.uid)
    return dossier_page(request, found, claim=form)


@require_POST
@portal()
def settle(request: HttpRequest, uid: UUID, claim: UUID, deed: str) -> HttpResponse:
    """``deed`` paid, refuse or take_back."""
    if deed not in SAID:
        raise Http404
    found = dossier_or_404(request, uid)
    row = get_object_or_404(found.claims, uid=claim)
    form: Any = None
    if deed != "take_back":
        form = (PaidForm if deed == "paid" else RefusedForm)(request.POST, auto_id=f"claim_{row.pk}_%s")
        if not form.is_valid():
            return dossier_page(request, found, settle=form, settled=row.pk)
    try:
        if deed == "paid":
            hand_in_dossier.paid(request.contact, row, **form.cleaned_data)
        elif deed == "refuse":
            hand_in_dossier.refuse(request.contact, row, **form.cleaned_data)
        else:
            hand_in_dossier.take_back(request.contact, row, on=timezone.localdate())
    except Refused as no:
        if form is None:
            messages.error(request, str(no))
            return redirect("portal:dossier", found.uid)
        form.add_error(None, str(no))
        return dossier_page(request, found, settle=form, settled=row.pk)
    messages.success(request, SAID[deed])
    return redirect("portal:dossier", found.uid)


@require_POST
@portal()
def turn(request: HttpRequest, uid: UUID, deed: str) -> HttpResponse:
    """``deed`` drop, with why; or resume."""
    found = dossier_or_404(request, uid)
    form = DropForm(request.POST, auto_id="drop_%s")
    if deed not in ("drop", "resume"):
        raise Http404
    if deed == "drop" and not form.is_valid():
        return dossier_page(request, found, drop=form)
    try:
        if deed == "drop":
            prepare_dossier.drop(request.contact, found, form.cleaned_data["words"])
        else:
            prepare_dossier.resume(request.contact, found)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(
            request, "已登记不办了，材料都留着，随时可以恢复。" if deed == "drop" else "已恢复，可以继续准备。"
        )
    return redirect("portal:dossier", found.uid)
