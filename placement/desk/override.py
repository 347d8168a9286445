"""核准不受从业限制: the manager's form, reached from 为什么不行."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients.door import open_case
from employers.models import Vacancy
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role
from placement.matching.bars import BARS
from placement.override_bar import override_bar


class OverrideForm(forms.Form):
    citation = forms.CharField(
        label="依据",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="法规名称和条款，或者批准文书的文号。这段话会显示给社工。",
    )
    scope = forms.ChoiceField(
        label="核准范围",
        choices=[("one", "只限这个岗位"), ("all", "这一类岗位都适用")],
        initial="one",
        widget=forms.RadioSelect,
    )
    until = forms.DateField(label="有效期至", required=False, help_text="长期有效就留空")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.MANAGER)
def new(request, client_id, vacancy_id, bar):
    """One bar, one client, seen from a vacancy that it concerns; 404 from any other."""
    client = open_case(request, client_id, Purpose.MATCHING)
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=vacancy_id)
    found = next((row for row in BARS if row.code == bar), None)
    if found is None or not found.kinds & set(vacancy.post_kinds):
        raise Http404
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        try:
            override_bar(
                request.user,
                client,
                bar,
                answer["citation"],
                vacancy=vacancy if answer["scope"] == "one" else None,
                until=answer["until"],
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已核准：{client.number} 不受“{found.name}”限制。")
            return redirect("placement:matches", client.pk)
    context = {"client": client, "vacancy": vacancy, "bar": found, "form": form}
    return render(request, "placement/desk/override.html", context, status=422 if form.is_bound else 200)
