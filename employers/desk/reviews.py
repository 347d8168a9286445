"""岗位审核: what firms handed in, or changed after it was published, and the answer."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import review
from employers.adverts.demands import Lawful
from employers.adverts.occupation import post_kinds
from employers.desk.vacancies import TONES, flags, keepers
from employers.fit_to_publish import below_minimum
from employers.models import By, Cause, State, Vacancy
from lexicon.features import PostKind
from people.errors import Refused

PER_PAGE = 25


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """What waits in the county, the oldest first."""
    waiting = Vacancy.objects.kept_by(request.user).to_review().select_related("enterprise", "region__parent")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(found, sum(demand["lawful"] == Lawful.UNLAWFUL for demand in found.demands)) for found in page]
    return render(request, "employers/reviews.html", {"page": page, "rows": rows})


class SeenForm(forms.Form):
    """What was looked at, and the statutory kinds that staff confirm."""

    seen = forms.CharField(widget=forms.HiddenInput)
    post_kinds = forms.MultipleChoiceField(
        label="法律对从业资格有规定的类别",
        required=False,
        choices=PostKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="系统按名称勾好了像的，请逐项核对；不属于就不勾。企业看不到。",
    )

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise ValidationError("页面不完整，请刷新后再试。") from None


class MendForm(SeenForm):
    cause = forms.ChoiceField(label="原因", choices=Cause.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="补充说明",
        help_text="企业看得到。写清楚哪里要改，不写内部情况。",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        del self.fields["post_kinds"]


DONE = {
    "publish": "已发布，可以匹配了；企业会收到消息。",
    "look": "已看过，从审核里移出。",
    "return": "已退回，企业会看到原因和怎么改。",
    "pause": "已暂停，企业会看到原因；改好重新发布后会再到这里。",
}


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def one(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """One vacancy as its firm wrote it, with what the law says of it; POST decides: ``deed`` is one of ``DONE``."""
    kept = Vacancy.objects.kept_by(request.user).select_related("enterprise__region__parent", "region__parent")
    found = get_object_or_404(kept, pk=vacancy_id)
    if not found.waits_for_review:
        if request.method == "POST":
            messages.error(request, "".join(review.CHANGED))
        return redirect("employers:vacancy", vacancy_id)
    deed = request.POST.get("deed", "")
    mending = deed in ("return", "pause")
    seen = {"seen": found.review_since.isoformat() if found.review_since else "", "post_kinds": _likely_kinds(found)}
    form = SeenForm(request.POST if deed and not mending else None, initial=seen)
    mend = MendForm(request.POST if mending else None, initial=seen, prefix="mend")
    if request.method == "POST" and deed in DONE and (mend if mending else form).is_valid():
        try:
            _decide(request, found, deed, (mend if mending else form).cleaned_data)
        except Refused as no:
            if mending:
                mend.add_error(None, str(no))
            else:
                messages.error(request, str(no))
        else:
            messages.success(request, DONE[deed])
            return redirect("employers:vacancy_reviews")
    context = {
        "vacancy": found,
        "tone": TONES[State(found.state)],
        "flags": flags(found.demands),
        "wage": below_minimum(found, timezone.localdate()),
        "form": form,
        "mend": mend,
        "submitted": found.state == State.SUBMITTED,
        "changes": _changes(found),
        "sent_back": found.events.filter(name="return").first(),
        "twins": _twins(found),
    }
    status = 422 if mend.errors or form.errors else 200
    return render(request, "employers/review.html", context, status=status)


def _decide(request: HttpRequest, found: Vacancy, deed: str, given: dict) -> None:
    """Raises Refused, also when the vacancy has gone out of the actor's sight meanwhile."""
    user, seen = request.user, given["seen"]
    if deed == "publish":
        review.publish(user, found.pk, seen=seen, post_kinds=given["post_kinds"])
    elif deed == "look":
        review.look(user, found.pk, seen=seen, post_kinds=given["post_kinds"])
    elif deed == "return":
        review.send_back(user, found.pk, Cause(given["cause"]), given["words"], seen=seen)
    else:
        review.take_off(user, found.pk, Cause(given["cause"]), given["words"], seen=seen)


def _likely_kinds(found: Vacancy) -> list[str]:
    """What is on record and what title, firm and text suggest besides."""
    firm = found.enterprise
    guessed = [kind.value for kind in post_kinds(found.title, firm.name, firm.industry_name, found.text)]
    return list(dict.fromkeys([*found.post_kinds, *guessed]))


def _changes(found: Vacancy) -> list:
    """What the firm has written over since staff last looked or published it."""
    if found.state != State.PUBLISHED:
        return []
    looked = found.events.filter(name__in=("look", "publish")).first()
    edits = found.events.filter(name="edit", by__in=(By.FIRM, By.SENDER)).select_related("actor")
    return list(edits.filter(at__gt=looked.at) if looked else edits)


def _twins(found: Vacancy) -> list[Vacancy]:
    """Offered by the same firm under the same name already."""
    same = Vacancy.objects.published().filter(enterprise=found.enterprise, title=found.title)
    return list(same.exclude(pk=found.pk)[:5])
