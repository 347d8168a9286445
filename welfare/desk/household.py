"""家庭与救助: one family on one page; each answer is changed in its place, and what follows is seen at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clients import door, may
from clients.models import Client, HouseholdMember
from people.doors import desk
from people.errors import Refused
from people.models import Role
from welfare.desk.fact_form import AnswerForm
from welfare.desk.lookout import Lookout, look
from welfare.desk.results import Result, amount_words, asks, picture, results
from welfare.desk.shown import fact_href, fact_line, household_lines, household_more, person_cards
from welfare.gather import SELF
from welfare.record_answer import OF_THE_MEASURES, forget_answer
from welfare.rules.assess import Assessment, Outcome
from welfare.rules.fact import FACTS, HOUSEHOLD

WHO = (Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)
FIRST_QUESTIONS = 5


@require_safe
@desk(*WHO)
def household(request, client_id):
    """The page; with htmx its content alone, which is how a cancelled change brings everything back."""
    client = door.open_household(request, client_id)
    template = "welfare/desk/_household.html" if request.htmx else "welfare/desk/household.html"
    return render(request, template, page_context(request, look(request.user, client)))


def page_context(request, seen: Lookout, changes: Iterable[str] = ()) -> dict[str, Any]:
    """What the page shows. ``changes``: what the last answer changed, one line each."""
    found = results(seen)
    questions = asks(seen, seen.questions)
    decided_by_one = [one for one in found if one.outcome is Outcome.UNDETERMINED and _one_paper(seen.found[one.code])]
    persons = person_cards(seen)
    return {
        "client": seen.client,
        "today": seen.today,
        "changes": list(changes),
        "persons": persons,
        "counted": [sum(card.counted == word for card in persons) for word in ("计入", "不计入", "还没定")],
        "members_known": bool(seen.gathered.household.members),
        "picture": picture(seen),
        "receiving": [one for one in found if one.benefit],
        "running": [one for one in found if one.application and not one.benefit],
        "gaps": [one for one in found if one.is_gap],
        "one_paper": [(one, _paper_of(seen, one)) for one in decided_by_one if not one.benefit],
        "entitled": [one for one in found if one.outcome is Outcome.ELIGIBLE or one.benefit or one.application],
        "open": [
            one for one in found if one.outcome is Outcome.UNDETERMINED and not one.benefit and not one.application
        ],
        "not_now": [
            one for one in found if one.outcome is Outcome.INELIGIBLE and not one.benefit and not one.application
        ],
        "asks": questions[:FIRST_QUESTIONS],
        "more_asks": questions[FIRST_QUESTIONS:],
        "household_lines": household_lines(seen),
        "household_more": household_more(seen),
        "benefits": seen.benefits,
        "applications": seen.applications,
        "papers": seen.papers,
        "may_change": may.may_record_household(request.user, seen.client) and seen.client.is_open,
        "next": _next(seen, found, questions, persons),
        **frame(request, seen.client),
    }


def frame(request, client: Client) -> dict[str, Any]:
    """What the frame around every page of one household needs."""
    return {"client": client, "tab_kind": "household" if request.user.role == Role.WELFARE_OFFICER else "client"}


def _one_paper(found: Assessment) -> bool:
    return len(found.missing) == 1 and found.missing[0].kind in ("fact", "members")


def _paper_of(seen: Lookout, one: Result) -> str:
    missing = seen.found[one.code].missing[0]
    return missing.documents[0] if missing.documents else missing.text


def _next(seen: Lookout, found: list[Result], questions: list[Any], persons: list[Any]) -> tuple[str, str]:
    """The one thing to do now, as (words, address)."""
    pk = seen.client.pk
    interview = reverse("welfare:interview", args=(pk,))
    if not seen.gathered.household.members:
        return "登记家里有谁", reverse("welfare:members", args=(pk,))
    if any(one.is_gap for one in found):
        return "发起申请", f"{reverse('welfare:interview_summary', args=(pk,))}#apply"
    if len(questions) == 1:
        return f"问清：{questions[0].term}", questions[0].href
    if questions:
        return "一起问清", interview
    return "打印告知单", reverse("welfare:notices", args=(pk,))


# One answer -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def fact(request, client_id, code, member_id=None):
    """One question with its evidence. Saved, the whole page comes back with a line on what changed and why."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    member = get_object_or_404(client.household_members, pk=member_id) if member_id else None
    fact = FACTS.get(code)
    if fact is None or not seen.shows(code) or (fact.of == HOUSEHOLD and member):
        raise Http404
    if member is None and code in OF_THE_MEASURES and request.user.role != Role.WELFARE_OFFICER:
        return redirect("clients:overview", client.pk)
    held = client.household_facts.current().filter(code=code, member=member).select_related("recorded_by").first()
    forget = request.method == "POST" and "forget" in request.POST
    form = AnswerForm(
        request.POST if request.method == "POST" and not forget else None,
        actor=request.user,
        client=client,
        code=code,
        member=member,
        held=held,
    )
    if forget and held is not None:
        try:
            forget_answer(request.user, held)
        except Refused as no:
            messages.error(request, str(no))
            return redirect(fact_href(client.pk, code, _key(member)))
        return saved(request, seen, f"已删去“{_whose(seen, member, code)}”这条记录")
    if request.method == "POST" and not forget and form.is_valid():
        try:
            form.save()
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return saved(request, seen, f"{_whose(seen, member, code)}已记下")
    context = {
        "form": form,
        "fact": fact,
        "held": fact_line(held, seen.today) if held else None,
        "whose": seen.names[_key(member)] if fact.of != HOUSEHOLD else "家庭",
        "here": fact_href(client.pk, code, _key(member)),
        "waits": _waiting_for(seen, code),
        **frame(request, client),
    }
    template = "welfare/desk/_fact.html" if request.htmx else "welfare/desk/fact.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _key(member: HouseholdMember | None) -> str:
    return SELF if member is None else f"m{member.pk}"


def _whose(seen: Lookout, member: HouseholdMember | None, code: str) -> str:
    term = FACTS[code].term
    return term if FACTS[code].of == HOUSEHOLD else f"{seen.names[_key(member)]}的{term}"


def _waiting_for(seen: Lookout, code: str) -> str:
    """Names of the entitlements that read it and are still open."""
    waits = [
        one.entitlement.name for one in seen.found.values() if any(missing.code == code for missing in one.missing)
    ]
    return "、".join(waits[:4]) + (f"等 {len(waits)} 项" if len(waits) > 4 else "")


def saved(request, before: Lookout, because: str) -> HttpResponse:
    """After a change: results brought up to date, and the page again with what changed.

    With htmx the content of the page is swapped whole, wherever the form stood; else a message and the page.
    """
    after = look(request.user, Client.objects.households(request.user).select_related(
        "residence_region__parent", "registered_region__parent", "caseworker"
    ).get(pk=before.client.pk))  # fmt: skip
    lines = [f"{because}。", *differences(before.found, after.found)]
    if not request.htmx:
        messages.success(request, "".join(lines) if len(lines) > 1 else f"{because}，各项结果没有变化。")
        return redirect("welfare:household", before.client.pk)
    if len(lines) == 1:
        lines = [f"{because}，各项结果没有变化。"]
    response = render(request, "welfare/desk/_household.html", page_context(request, after, lines))
    response["HX-Retarget"] = "#household"
    response["HX-Reswap"] = "outerHTML show:#household:top"
    return response


def differences(before: Mapping[str, Assessment], after: Mapping[str, Assessment]) -> list[str]:
    """What came out differently, one line per entitlement: 最低生活保障：待核实 → 符合，1,068 元/月。"""
    lines = []
    for code, now in after.items():
        then = before[code]
        name = now.entitlement.name
        amount = amount_words(now)
        if now.outcome is not then.outcome:
            lines.append(f"{name}：{then.outcome.label} → {now.outcome.label}{f'，{amount}' if amount else ''}。")
        elif amount != amount_words(then):
            lines.append(f"{name}：{amount_words(then) or '金额没定'} → {amount or '金额没定'}。")
    return lines
