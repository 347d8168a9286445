"""The page on which a reviewer answers the questions of a story, beside a look at what it says."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from wagtail import hooks

from cms.models import StoryPage
from cms.story_check import QUESTIONS, content_mark, latest, may_tell, record
from people.errors import Refused
from people.models import Role


class CheckForm(forms.Form):
    """Every question, each to be said yes to; ``seen`` is the mark of what stands beside them."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.code] = forms.BooleanField(
                label=question.text,
                help_text=question.help,
                error_messages={"required": "这一条要看过、答“是”才能通过；做不到就退回修改。"},
            )


def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """404 for what is no story; 403 for whoever does not act as reviewer."""
    story = latest(get_object_or_404(StoryPage, pk=page_id))
    if request.user.role != Role.REVIEWER:
        raise PermissionDenied
    form = CheckForm(request.POST or None, initial={"seen": content_mark(story)})
    if form.is_valid():
        try:
            record(request.user, story, form.cleaned_data["seen"], {one.code for one in QUESTIONS})
        except Refused as no:
            messages.error(request, str(no))
            return redirect("story_check", page_id)
        messages.success(request, "已记下：这一版由您核对过。以后再改，要重新核对。")
        return redirect("wagtailadmin_pages:edit", page_id)
    context = {
        "story": story,
        "form": form,
        "may_tell": may_tell(story),
        "missing": story.why_no_consent_now(),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=(page_id,)), "label": story.title},
            {"url": "", "label": "核对"},
        ],
    }
    return TemplateResponse(request, "cms/editor/story_check.html", context)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("stories/<int:page_id>/check/", check, name="story_check")]
