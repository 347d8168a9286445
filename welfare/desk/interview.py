"""一网办理 on the screen: one question at a time, large enough for a thumb; everything answered counts everywhere."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clients import door, may, record_household
from clients.models import Grade
from people.doors import desk
from people.errors import Refused
from welfare import restricted
from welfare.catalogue.table import BY_CODE
from welfare.desk.fact_form import ChosenAnswer, TypedAnswer, as_written, field_for
from welfare.desk.household import WHO, because, frame
from welfare.desk.lookout import Lookout, is_recordable, look
from welfare.gather import SELF
from welfare.interview import progress, setbacks
from welfare.record_answer import record_answer
from welfare.rules.ask import Question
from welfare.rules.assess import Assessment, Missing
from welfare.rules.dictionary import birth_date, members_complete
from welfare.rules.fact import FACTS, HOUSEHOLD, Day, Fact, Flag, Quantity
from welfare.rules.household import Answer

KEPT = "interview"
LONGEST = 200
MEMBERS = "members"


class Trail:
    """Which questions this person asked in this interview, in the session: keys and codes, never an answer.

    passed   keys that were left open and hold no row of their own (a birth date)
    changed  (code, outcome before, outcome after) of the last answer; ``reopened`` names of codes it opened again
    """

    def __init__(self, session: Any, client_id: int) -> None:
        kept = session.get(KEPT) or {}
        if kept.get("client") != client_id:
            kept = {"client": client_id, "grade": Grade.CLAIMED.value}
            kept |= {name: [] for name in ("keys", "passed", "changed", "reopened")}
        self._session, self.kept = session, kept

    @property
    def last(self) -> str:
        return self.kept["keys"][-1] if self.kept["keys"] else ""

    def answered(self, key: str) -> None:
        """Going back to a question forgets the way from there on."""
        keys = self.kept["keys"]
        self.kept["keys"] = [*(keys[: keys.index(key)] if key in keys else keys), key][-LONGEST:]

    def save(self) -> None:
        self._session[KEPT] = self.kept

    def before(self, key: str) -> str:
        """The question before this one, empty at the beginning."""
        keys = self.kept["keys"]
        at = keys.index(key) if key in keys else len(keys)
        return keys[at - 1] if at else ""


class OneAnswer(forms.Form):
    """One question; what nobody knows has a button of its own."""

    def __init__(self, data: Any, fact: Fact, held: Answer | str = "") -> None:
        super().__init__(data)
        self.fields["answer"] = field_for(fact) if isinstance(field_for(fact), ChosenAnswer) else Typed(fact)
        if held not in ("", None):
            self.initial["answer"] = as_written(held)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The answers as buttons; empty for what is typed."""
        field: Any = self.fields["answer"]
        chosen = self.initial.get("answer")
        words = getattr(field, "words", ())[:-1]
        return [{"value": word, "label": word, "chosen": word == chosen} for word in words]


class Typed(TypedAnswer):
    """As its dictionary says, without the box 不清楚: here that is a button."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(fact=fact, required=True, label=fact.term, help_text=fact.note)
        self.widget = self.widget.widgets[0]  # type: ignore[attr-defined]

    def clean(self, value: Any) -> Any:
        return super().clean([value, False])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question on the screen. ``settles`` and ``waits`` are names of entitlements."""

    key: str
    missing: Missing
    fact: Fact
    who: str
    settles: tuple[str, ...]
    waits: tuple[str, ...]

    @property
    def title(self) -> str:
        """The question as one asks it: 任玉兰的工资性收入是多少？"""
        about = f"{self.who}的{self.fact.term}" if self.who and not isinstance(self.fact, Flag) else self.fact.term
        if isinstance(self.fact, Flag):
            return f"{self.who}{'：' if self.who else ''}{about}，是吗？"
        return about + (
            "是多少？"
            if isinstance(self.fact, Quantity)
            else "是哪天？"
            if isinstance(self.fact, Day)
            else "是哪一种？"
        )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*WHO)
def interview(request, client_id):
    """The next best question, or the one that ``?ask`` names. At the end the summary."""
    client = door.open_household(request, client_id)
    if not may.may_record_household(request.user, client) or not client.is_open:
        raise Http404
    seen, trail = look(request.user, client), Trail(request.session, client.pk)
    if request.method == "POST":
        return _answered(request, seen, trail)
    key = request.GET.get("ask", "")
    if not key and not seen.gathered.household.members:
        key = MEMBERS
    if key == MEMBERS:
        return _page(request, seen, trail, None, None)
    asked = _named(seen, key) if key else _next(seen, trail)
    if asked is None:
        return redirect("welfare:interview_summary", client.pk)
    return _page(request, seen, trail, asked, OneAnswer(None, asked.fact, _held(seen, asked.missing)))


def _page(request, seen: Lookout, trail: Trail, asked: Asked | None, form: OneAnswer | None, status: int = 200):
    kept = trail.kept
    key = asked.key if asked else MEMBERS
    context = {
        "asked": asked,
        "form": form,
        "members": seen.members,
        "key": key,
        "before": trail.before(key),
        "progress": progress(seen.found, lambda missing: _skip(seen, trail, missing)),
        "changed": [
            (BY_CODE[code].name, was, now, because(seen.found[code], seen.gathered.household))
            for code, was, now in kept["changed"]
            if code in seen.found
        ],
        "reopened": [BY_CODE[code].name for code in kept["reopened"] if seen.shows(code)],
        "grades": Grade.choices,
        "grade": kept["grade"],
        "restricted": _restricted(seen),
        **frame(request, seen.client),
    }
    return render(request, "welfare/desk/interview.html", context, status=status)


def _skip(seen: Lookout, trail: Trail, missing: Missing) -> bool:
    return seen.is_not_to_ask(missing) or missing.key in trail.kept["passed"]


def _next(seen: Lookout, trail: Trail) -> Asked | None:
    """The best question; among equals one about the person just spoken of, so that nobody is asked to and fro."""
    left = [one for one in seen.questions if one.missing.key not in trail.kept["passed"]]
    if not left:
        return None
    best = [one for one in left if one.weight == left[0].weight]
    person = trail.last.partition("@")[2]
    return _asked(seen, next((one for one in best if one.missing.member == person), best[0]))


def _asked(seen: Lookout, question: Question) -> Asked:
    missing = question.missing
    who = seen.names.get(missing.member or "", "")
    names = {one.code: one.name for one in seen.entitlements}
    rest = tuple(names[code] for code in question.waits if code not in question.settles)
    settles = tuple(names[code] for code in question.settles)
    return Asked(missing.key, missing, FACTS[missing.code], who, settles, rest)


def _named(seen: Lookout, key: str) -> Asked:
    """A question asked by name: one gone back to, or a restricted one that the caseworker chose. 404 for any other."""
    code, _, member = key.partition("@")
    fact = FACTS.get(code)
    keys = {one.key for one in seen.gathered.household.members}
    if fact is None or not seen.shows(code) or (member not in keys if fact.of != HOUSEHOLD else bool(member)):
        raise Http404
    missing = Missing.of(key)
    if not is_recordable(missing):
        raise Http404
    waits = tuple(one.entitlement.name for one in seen.found.values() if missing in one.missing)
    return Asked(key, missing, fact, seen.names.get(member, ""), (), waits)


def _restricted(seen: Lookout) -> list[tuple[str, str]]:
    """What the caseworker may ask of her own client if the client speaks of it; nobody else learns that it exists."""
    if not restricted.shown_to(seen.actor, seen.client) or not seen.gathered.household.members:
        return []
    here = reverse("welfare:interview", args=(seen.client.pk,))
    return [
        (fact.term, f"{here}?ask={code}@{SELF}") for code, fact in FACTS.items() if fact.restricted and fact.personal
    ]


def _held(seen: Lookout, missing: Missing) -> Answer:
    household = seen.gathered.household
    if missing.member is None:
        return household.urban if missing.code == "is_urban_household" else household.facts.get(missing.code)
    return next(one.facts.get(missing.code) for one in household.members if one.key == missing.member)


# What was answered ----------------------------------------------------------------------------------------------------


def _answered(request, seen: Lookout, trail: Trail) -> HttpResponse:
    key, client = request.POST.get("key", ""), seen.client
    if request.POST.get("grade") in Grade.values:
        trail.kept["grade"] = request.POST["grade"]
    try:
        if key == MEMBERS:
            record_answer(request.user, client, members_complete.code, True)
        else:
            asked = _named(seen, key)
            unknown = "unknown" in request.POST
            form = OneAnswer(request.POST, asked.fact)
            if not unknown and not form.is_valid():
                return _page(request, seen, trail, asked, form, 422)
            _record(request.user, seen, trail, asked.missing, None if unknown else form.cleaned_data["answer"])
    except Refused as no:
        if key == MEMBERS:
            raise Http404 from None
        form.add_error(None, str(no)) if form.is_bound else None
        return _page(request, seen, trail, asked, form, 422)
    trail.answered(key)
    _note_changes(seen, look(request.user, client), trail)
    trail.save()
    return redirect("welfare:interview", client.pk)


def _record(actor, seen: Lookout, trail: Trail, missing: Missing, answer: Answer) -> None:
    member = None
    if missing.member not in (None, SELF):
        member = next(one for one in seen.members if f"m{one.pk}" == missing.member)
    if missing.code == birth_date.code and member is not None:
        if answer is None:
            trail.kept["passed"] = [*trail.kept["passed"], missing.key]
            return
        member.birth_date = answer
        record_household.record_member(actor, seen.client, member)
        return
    record_answer(actor, seen.client, missing.code, answer, member=member, grade=Grade(trail.kept["grade"]))


def _note_changes(before: Lookout, after: Lookout, trail: Trail) -> None:
    """What the answer changed, as codes; the names of restricted entitlements never lie in a session."""
    telling = restricted.RESTRICTED_ENTITLEMENTS
    was, now = _plain(before.found, telling), _plain(after.found, telling)
    trail.kept["changed"] = [
        [code, was[code].outcome.label, one.outcome.label]
        for code, one in now.items()
        if one.outcome is not was[code].outcome
    ]
    names = setbacks(was, now, lambda missing: _skip(after, trail, missing))
    trail.kept["reopened"] = [code for code, one in now.items() if one.entitlement.name in names]


def _plain(found: dict[str, Assessment], but: frozenset[str]) -> dict[str, Assessment]:
    return {code: one for code, one in found.items() if code not in but}
