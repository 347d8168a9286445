"""接口令牌: the keys of other systems, as the system's administrator gives, renews and revokes them."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import issue_token
from people.doors import desk
from people.errors import Refused
from people.models import ApiToken, Holder, Level, Region, Role, Scope

administrator = desk(Role.ADMINISTRATOR)
PER_PAGE = 25
SOON_DAYS = 30


def standing(token: ApiToken, today: date) -> tuple[str, str]:
    """How it stands, in words and their tone."""
    if token.revoked_at is not None:
        return "已停用", ""
    if token.is_expired(today):
        return "已过期", "bad"
    left = (token.expires_on - today).days
    return (f"还有 {left} 天到期", "wait") if left <= SOON_DAYS else ("有效", "good")


class RegionField(forms.ModelChoiceField):
    def label_from_instance(self, region: Region) -> str:
        return region.name


class TokenForm(forms.ModelForm):
    """A new token. The scopes stand in words."""

    scopes = forms.MultipleChoiceField(
        label="可以做什么",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="只选用得到的。判断救助、匹配岗位只给本市政务系统。",
    )
    holder = forms.ChoiceField(label="是谁的系统", choices=Holder.choices, widget=forms.RadioSelect)
    expires_on = forms.DateField(
        label="有效期到", widget=forms.DateInput(attrs={"type": "date"}), help_text="含当天，最长一年。"
    )

    class Meta:
        model = ApiToken
        fields = ("name", "organisation", "holder", "credit_code", "region", "scopes", "expires_on")
        field_classes = {"region": RegionField}  # noqa: RUF012 - Django's own way

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        region = self.fields["region"]
        below = Region.objects.current().within(actor.region.code).filter(level__lte=Level.COUNTY)
        region.queryset, region.empty_label = below.order_by("code"), None
        region.help_text = "只读得到、送得进这里的岗位。"
        self.initial.setdefault("region", actor.region.pk)
        self.initial.setdefault("expires_on", timezone.localdate() + issue_token.LONGEST)

    def _post_clean(self) -> None:
        """The verb looks at the whole; a half-made token is not."""


class RenewForm(forms.Form):
    expires_on = forms.DateField()


@require_safe
@administrator
def listing(request):
    """The tokens of her region, the newest first."""
    rows = issue_token.tokens_of(request.user).select_related("region", "issued_by", "revoked_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for token in page:
        token.words, token.tone = standing(token, today)
        token.is_in_use = token.revoked_at is None
    return render(request, "people/tokens.html", {"page": page, "latest": today + issue_token.LONGEST})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def new(request):
    """Issue one. The key is shown once, on the answer to this very request."""
    form = TokenForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            token, key = issue_token.issue(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return render(request, "people/token_key.html", {"token": token, "key": key})
    return render(request, "people/token_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
@administrator
def act(request, token_id: int, deed: str):
    """Renew or revoke one."""
    token = get_object_or_404(issue_token.tokens_of(request.user), pk=token_id)
    try:
        if deed == "revoke":
            issue_token.revoke(request.user, token.pk)
            messages.success(request, f"已停用 {token.prefix}，马上生效。")
            return redirect("people:tokens")
        if deed == "renew":
            form = RenewForm(request.POST)
            if not form.is_valid():
                raise Refused("没有写有效期到哪天。", "请选一个日期再发。")
            renewed, key = issue_token.renew(request.user, token.pk, expires_on=form.cleaned_data["expires_on"])
            return render(request, "people/token_key.html", {"token": renewed, "key": key, "old": token})
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:tokens")
    raise Http404
