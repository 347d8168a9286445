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
from law.outcome import Outcome
from law.truth import Truth
from people.doors import desk
from people.errors import Refused
from people.models import Role
from welfare.desk.fact_form import AnswerForm
from welfare.desk.lookout import Lookout, look
from welfare.desk.results import Result, amount_words, asks, picture, results
from welfare.desk.shown import fact_href, fact_line, household_lines, household_more, person_cards
from welfare.gather import SELF
from welfare.reasons import Reason, tree
from welfare.record_answer import OF_THE_MEASURES, forget_answer
from welfare.rules.assess import Assessment
from welfare.rules.dictionary import relation_to_applicant
from welfare.rules.fact import FACTS, HOUSEHOLD, Fact
from welfare.rules.household import Household

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
    held = next((row for row in seen.rows if (row.code, row.member) == (code, member)), None)
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
        return saved(request, seen, f"已删去“{_whose(member, fact)}”这条记录")
    if request.method == "POST" and not forget and form.is_valid():
        try:
            form.save()
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return saved(request, seen, f"{_whose(member, fact)}已记下")
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


def _whose(member: HouseholdMember | None, fact: Fact) -> str:
    """What was changed, without a name and without a word on illness: it may wait in the session for the next page."""
    if fact.restricted:
        return "这一项"
    if fact.of == HOUSEHOLD:
        return fact.term
    return f"{member.get_relation_display() if member else '本人'}的{fact.term}"


def _waiting_for(seen: Lookout, code: str) -> str:
    """Names of the entitlements that read it and are still open."""
    waits = [
        one.entitlement.name for one in seen.found.values() if any(missing.code == code for missing in one.missing)
    ]
    return "、".join(waits[:4]) + (f"等 {len(waits)} 项" if len(waits) > 4 else "")


def saved(request, before: Lookout, said_done: str) -> HttpResponse:
    """After a change: results brought up to date, and the page again with what changed.

    With htmx the content of the page is swapped whole, wherever the form stood; else a message and the page.
    """
    after = look(request.user, Client.objects.households(request.user).select_related(
        "residence_region__parent", "registered_region__parent", "caseworker"
    ).get(pk=before.client.pk))  # fmt: skip
    changed = differences(before.found, after.found, after.gathered.household)
    if not request.htmx:
        plain = {code: one for code, one in after.found.items() if not one.entitlement.restricted}
        changed = differences(before.found, plain, after.gathered.household)
    lines = [f"{said_done}。", *changed] if changed else [f"{said_done}，各项结果没有变化。"]
    if not request.htmx:
        messages.success(request, "".join(lines))
        return redirect("welfare:household", before.client.pk)
    response = render(request, "welfare/desk/_household.html", page_context(request, after, lines))
    response["HX-Retarget"] = "#household"
    response["HX-Reswap"] = "outerHTML show:#household:top"
    return response


def differences(before: Mapping[str, Assessment], after: Mapping[str, Assessment], household: Household) -> list[str]:
    """What came out differently and why, one line per entitlement.

    最低生活保障：待核实 → 符合，1,068 元/月，因为家庭月人均收入 450 元/月；最低生活保障标准 950 元/月。
    """
    lines = []
    for code, now in after.items():
        if code not in before:
            continue
        then, name, amount = before[code], now.entitlement.name, amount_words(now)
        if now.outcome is not then.outcome:
            sum_of = f"，{amount}" if amount else ""
            lines.append(f"{name}：{then.outcome.label} → {now.outcome.label}{sum_of}{because(now, household)}。")
        elif amount != amount_words(then):
            lines.append(f"{name}：{amount_words(then) or '金额没定'} → {amount or '金额没定'}。")
    return lines


def because(found: Assessment, household: Household) -> str:
    """，因为 and what decided: sums where sums were compared, else the condition, and of persons about whom it is, by
    relation; of an open answer what it lacks.
    """
    if found.outcome is Outcome.UNDETERMINED:
        return f"，还缺{'、'.join(dict.fromkeys(one.text for one in found.missing[:2]))}"
    root = tree(found, household)
    # Of persons the one who comes closest: that a father is no pupil says nothing about his child.
    branches = [part for part in root.parts if part.member and part.truth is root.truth]
    branch = min(branches, key=_lacks) if branches else root
    deciding = [one for one in branch.walk() if one.truth is root.truth and one is not branch] or [branch]
    sums = next((one.detail for one in deciding if "元" in one.detail), "")
    one = next((one for one in deciding if one.detail), deciding[0])
    said = sums or (one.detail or one.text if root.truth is Truth.YES else f"不满足“{one.text}”")
    relations = {member.key: member.facts.get("relation_to_applicant") for member in household.members}
    whose = relations.get(branch.member)
    return f"，因为{whose}：{said}" if whose else f"，因为{said}"


def _lacks(branch: Reason) -> tuple[bool, int]:
    """How far one person is from it: in another relation is not meant at all, else how many conditions are not met."""
    unmet = [one for one in branch.walk() if not one.parts and one.truth is not Truth.YES]
    return any(one.text.startswith(relation_to_applicant.term) for one in unmet), len(unmet)
