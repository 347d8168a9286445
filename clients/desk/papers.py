"""One paper that a household handed in, or that was photographed at a contact.

Adding papers to a household is a page of welfare, which knows what each of them proves.
"""

import logging
from datetime import date
from typing import Any

from csp.decorators import csp_update
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients import door, papers
from clients.models import Client, Paper
from people import ledger
from people.doors import desk
from people.file_types import LARGEST, PDF, SUFFIX
from people.models import Action, Purpose, Role, User
from people.vault import VaultError

logger = logging.getLogger(__name__)

ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)
@csp_update({"sandbox": True})
def paper(request, uid):
    """What was handed in: pictures are drawn by the browser, PDFs only saved. The look is written down.

    404 as well for a file that is lost or was changed, which goes to the log as an error.
    """
    found = Paper.objects.shown_to(request.user).filter(uid=uid).first()
    if found is not None:
        door.open_household(request, found.client_id)
        ledger.record(request.user, Action.VIEW, papers.KIND, found.pk, Purpose.WELFARE)
    else:
        found = get_object_or_404(Paper.objects.of_contacts_shown_to(request.user), uid=uid)
        door.open_case(request, found.client_id)
        ledger.record(request.user, Action.VIEW, papers.KIND, found.pk, Purpose.CASE_WORK)
    try:
        content = papers.read(found)
    except (FileNotFoundError, VaultError) as fault:
        logger.error("the file of paper %d cannot be read: %s", found.pk, type(fault).__name__)
        raise Http404 from None
    response = HttpResponse(content, content_type=found.media_type)
    how = "attachment" if found.media_type == PDF else "inline"
    # Neutral: it will lie in somebody's download folder.
    response["Content-Disposition"] = f'{how}; filename="paper-{found.uid.hex[:8]}.{SUFFIX[found.media_type]}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class PaperForm(forms.ModelForm):
    """A paper to hand in. ``kinds`` are offered while one types; any other name will do too."""

    file = forms.FileField(
        label="文件",
        help_text=f"PDF 或者照片（JPG、PNG、WebP），最大 {LARGEST // 1024 // 1024} MB",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    field_order = ("kind", "file", "member", "issued_on", "expires_on", "restricted")

    class Meta:
        model = Paper
        fields = ("kind", "member", "issued_on", "expires_on", "restricted")
        labels = {"member": "是谁的"}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "kind": "写材料的名称，例如：户口簿、工资流水、残疾证",
            "expires_on": "没有有效期就留空",
            "restricted": "涉及病情、治疗的材料请勾选，其他人在任何页面都看不到它",
        }

    def __init__(self, *args: Any, actor: User, client: Client, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.instance.client, self.kinds = actor, client, kinds
        self.fields["kind"].widget.attrs |= {"list": "paper-kinds", "autocomplete": "off"}
        member: Any = self.fields["member"]
        member.queryset = client.household_members.all()
        member.empty_label = "本人或者全家"
        member.label_from_instance = lambda one: f"{one.name}（{one.get_relation_display()}）"

    def clean_issued_on(self) -> date | None:
        issued_on = self.cleaned_data["issued_on"]
        if issued_on and issued_on > timezone.localdate():
            raise forms.ValidationError("出具日期在将来，请核对。")
        return issued_on

    def save_paper(self, *, restricted: bool = False) -> Paper:
        """Keep the paper; call it on a valid form. ``restricted`` adds to what the form says. Raises Refused as
        ``papers.keep``."""
        given = self.cleaned_data
        return papers.keep(
            self.actor,
            self.instance.client,
            given["file"],
            given["kind"],
            member=given["member"],
            issued_on=given["issued_on"],
            expires_on=given["expires_on"],
            restricted=given["restricted"] or restricted,
        )
