"""净收入: what the family has in a month at each wage that one of them could earn: drawn, as a table, in a sentence."""

from decimal import ROUND_CEILING, Decimal
from typing import Any

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients import door
from clients.identity import age_on
from law.money import parse_yuan
from law.truth import Truth
from people.doors import desk
from ui.widgets import Amount
from welfare.desk.household import WHO, frame
from welfare.desk.lookout import Lookout, look
from welfare.desk.net_income_words import (
    band_words,
    drawn,
    enough,
    grace_rows,
    left_out,
    open_questions,
    rows,
    sentence,
    unclaimed,
)
from welfare.earner import Earner
from welfare.gather import SELF, member_key
from welfare.month import Unsettled
from welfare.net_income import FEN, MOST

UPTO = Decimal(8000)
"""Wages looked at, 元/月; more where somebody asks about a higher one."""
WORKING_AGE = 16


class WageForm(forms.Form):
    """Which wage, and who earns it. Asked by GET: a wage names nobody."""

    wage = forms.CharField(
        label="每月到手工资",
        widget=Amount("元/月"),
        max_length=20,
        help_text="扣掉个人交的社会保险和个税以后拿到手的",
    )
    who = forms.ChoiceField(label="谁去挣")

    def __init__(self, *args: Any, earners: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["who"].choices = earners  # type: ignore[attr-defined]
        if len(earners) < 2:
            del self.fields["who"]

    def clean_wage(self) -> Decimal:
        try:
            wage = parse_yuan(self.cleaned_data["wage"])
        except ValueError:
            raise forms.ValidationError("请填一个数，例如 3200。") from None
        if wage > MOST:
            raise forms.ValidationError(f"每月工资最多填 {MOST:,} 元，是不是多写了一位？")
        if wage != wage.quantize(FEN):
            raise forms.ValidationError("最多写到分。")
        return wage


@require_safe
@desk(*WHO)
def net_income(request, client_id):
    """The curve of one earner; with ``wage`` the sentence about it. Where a sum cannot be said, what is missing."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    who = earners(seen)
    # Somebody unknown is the client herself; and a wrong wage is no reason to forget whose it is.
    key = request.GET.get("who", SELF)
    key = key if key in dict(who) else SELF
    asked = {"wage": request.GET["wage"], "who": key} if "wage" in request.GET else None
    form = WageForm(asked, earners=who, initial={"who": key})
    wage = form.cleaned_data["wage"] if form.is_bound and form.is_valid() else None
    earner = Earner(seen.gathered, seen.receiving, seen.book, key)
    context = {"form": form, "wage": wage, **page_of(seen, earner, wage), **frame(request, client)}
    return render(request, "welfare/desk/net_income.html", context)


def earners(seen: Lookout) -> list[tuple[str, str]]:
    """(key, name) of the client, and of relatives old enough to work or of unknown age."""
    grown = [one for one in seen.members if one.birth_date is None or age_on(one.birth_date, seen.today) >= WORKING_AGE]
    return [(SELF, f"{seen.client.name}（本人）")] + [
        (member_key(one), f"{one.name}（{one.get_relation_display()}）") for one in grown
    ]


def page_of(seen: Lookout, earner: Earner, wage: Decimal | None) -> dict[str, Any]:
    """What the page says of one earner and one wage; ``unsettled``: what keeps some of it from being said."""
    name = seen.names[earner.key]
    context: dict[str, Any] = {"earner": earner, "name": name, "uncounted": earner.counted is Truth.NO}
    if context["uncounted"]:
        return context
    missing = earner.missing_now
    then = None if wage is None else earner.at(wage)
    if wage is not None:
        missing |= earner.missing_at(wage)
        if then is not None:
            more = earner.more(wage)
            grace = earner.grace(wage)
            context |= {
                "then": then,
                "grace_longest": len(grace),
                "less": more is not None and more < 0,
                "sentence": sentence(earner, wage, whose="" if earner.key == SELF else name),
                "grace": grace_rows(grace, then),
            }
    context |= {"now": earner.now, "unclaimed": unclaimed(earner), "left_out": left_out(seen, then or earner.now)}
    try:
        curve = earner.curve(upto(wage, earner.wage_now))
    except Unsettled as unsettled:
        missing |= unsettled.missing
    else:
        context |= {
            "curve": drawn(curve, earner, wage),
            "bands": [band_words(band) for band in curve.worse],
            "rows": rows(curve, earner, wage),
            "enough": enough(earner, curve, wage) if wage is not None and context.get("less") else None,
        }
    return context | {"unsettled": open_questions(seen, missing)}


def upto(*wages: Decimal | None) -> Decimal:
    """Where the drawing ends: at ``UPTO``, or at the next thousand after a higher wage."""
    highest = max((wage for wage in wages if wage is not None), default=Decimal(0))
    return min(MOST, max(UPTO, (highest / 1000).quantize(Decimal(1), ROUND_CEILING) * 1000))
