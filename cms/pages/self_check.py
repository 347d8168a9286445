"""The self-check on the screen: one step after the other, what was said before travels hidden in the form.

Nothing is kept: no row, no session, no log line; the answer may not be stored by anybody on the way either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.pages.assistance import choices, chosen
from welfare.public.options import GATE
from welfare.public.people import MOST, Person
from welfare.public.questions import BY_KEY, QUESTIONS, STEPS, Question, people_asked
from welfare.public.questions import Field as Asked
from welfare.public.results import NO_DECISION, Result, Verdict
from welfare.public.self_check import Check, self_check
from welfare.public.told import AGE, LIVES, RELATION, Told, gate_of

ROWS = 4
LONGEST = 24
NAMES = frozenset(
    {one.name for question in QUESTIONS for one in question.fields}
    | {gate_of(question) for question in QUESTIONS if question.gate}
    | {
        f"m{index}-{one.name}"
        for index in range(1, MOST + 1)
        for one in (AGE, RELATION, LIVES, *(row for question in QUESTIONS for row in question.each))
    }
)
"""Every field that a form of the check can hold; whatever else is sent is dropped."""

AS_CARDS = 12
LATER = "办下别的，再看这些"
_UNLIKELY = ((Verdict.UNLIKELY, True), (Verdict.UNLIKELY, False))
TONES = {Verdict.HAS: "plain", Verdict.LIKELY: "good", Verdict.OPEN: "wait", Verdict.UNLIKELY: "plain"}


@dataclass(frozen=True, slots=True)
class Input:
    """One field as drawn. ``cards``: its options as a list to press, else as a menu."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    unit: str
    value: str
    error: str
    cards: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Fields of one person, or of the family (``who`` empty)."""

    who: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as drawn."""

    key: str
    text: str
    help: str
    gate: Input | None
    rows: tuple[Row, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one verdict, each with the address of its page, empty where it has none.

    later  what another one opens: not now, but perhaps once that is there
    """

    verdict: Verdict
    title: str
    tone: str
    later: bool
    results: tuple[tuple[Result, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the form stands: answers as given, which questions it has behind it, how many rows for people."""

    answers: dict[str, str]
    rows: int
    go: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def checking(request: HttpRequest, hrefs: Mapping[str, str]) -> dict[str, Any]:
    """The context of the page: the open step, or what came out.

    hrefs  addresses of the pages of entitlements, by code
    """
    place, today = chosen(request), timezone.localdate()
    sheet = _sheet(request)
    seen = self_check(sheet.answers, place.code, today)
    if sheet.go == "finish" and seen.told.errors:
        # Who wants to see the result leaves the questions of this page for later.
        sheet = replace(sheet, answers=sheet.answers | {"asked": " ".join(one.key for one in seen.answered)})
        seen = self_check(sheet.answers, place.code, today)
    is_over = seen.is_done or (sheet.go == "finish" and seen.step != "home")
    begun = request.method == "POST"
    errors = seen.told.errors if begun and sheet.go not in ("more", "back") else {}
    drawn = [] if is_over else [_drawn(question, seen.told, sheet, errors) for question in seen.questions]
    asked_in = {one.name: question.text for question in drawn for one in _inputs(question)}
    return {
        "place": place,
        "choices": choices(place),
        "begun": begun,
        "questions": drawn,
        "errors": [(name, f"{asked_in[name]}{text}") for name, text in errors.items() if name in asked_in],
        "step": seen.step,
        "steps": [(key, title) for key, title in STEPS.items()],
        "step_number": list(STEPS).index(seen.step) + 1 if seen.step else 0,
        "before": _before(seen) if not is_over else "now",
        "asked": " ".join(_asked(seen, is_over)),
        "hidden": [(name, value) for name, value in sheet.answers.items() if name not in asked_in and name != "asked"],
        "rows": sheet.rows,
        "may_add": sheet.rows < MOST,
        "settled": seen.settled,
        "all": len(seen.results),
        "is_over": is_over,
        "more_to_ask": is_over and not seen.is_done,
        "groups": _groups(seen, hrefs) if is_over else [],
        "papers": _papers(seen) if is_over else [],
        "told": list(_told(seen, sheet)) if is_over else [],
        "today": today,
        "no_decision": NO_DECISION,
    }


def _sheet(request: HttpRequest) -> Sheet:
    """The form as sent: known names with short values."""
    given = request.POST if request.method == "POST" else {}
    answers = {name: str(value)[:LONGEST] for name, value in given.items() if name in NAMES and str(value)}
    asked = [key for key in str(given.get("asked", "")).split() if key in BY_KEY]
    go, _, where = str(given.get("go", "")).partition(":")
    if go == "back" and where in STEPS:
        later = list(STEPS)[list(STEPS).index(where) :]
        asked = [key for key in asked if BY_KEY[key].step not in later]
    if go == "more":
        asked = [key for key in asked if BY_KEY[key].step != "home"]
    rows = str(given.get("rows", ""))
    count = int(rows) if rows.isascii() and rows.isdigit() and len(rows) == 1 else ROWS
    return Sheet(answers | {"asked": " ".join(asked)}, min(MOST, max(ROWS, count + 2 * (go == "more"))), go)


def _asked(seen: Check, is_over: bool) -> list[str]:
    """Keys that the next form answers: what is behind and what it shows."""
    shown = () if is_over else seen.questions
    return [question.key for question in QUESTIONS if question in seen.answered or question in shown]


def _before(seen: Check) -> str:
    """The step before the one that is open, empty at the first."""
    behind = [question.step for question in seen.answered if question.step != seen.step]
    earlier = [step for step in STEPS if step in behind and list(STEPS).index(step) < list(STEPS).index(seen.step)]
    return earlier[-1] if earlier else ""


# Drawing


def _drawn(question: Question, told: Told, sheet: Sheet, errors: dict[str, str]) -> Shown:
    if question.key == "people":
        return Shown(question.key, question.text, question.help, None, tuple(_people_rows(sheet, errors)))
    gate = None
    if question.gate:
        name = gate_of(question)
        gate = _input(Asked(name, "", GATE, must=True), name, sheet, errors)
    rows: list[Row] = []
    if question.fields:
        rows.append(Row("", tuple(_input(one, one.name, sheet, errors) for one in question.fields)))
    for person in people_asked(question, told.people):
        own = (_input(one, f"{person.key}-{one.name}", sheet, errors, person) for one in question.each)
        rows.append(Row(told.labels[person.key], tuple(own)))
    return Shown(question.key, question.text, question.help, gate, tuple(rows))


def _people_rows(sheet: Sheet, errors: dict[str, str]) -> Iterator[Row]:
    yield Row("您自己", (_input(AGE, "m1-age", sheet, errors),))
    for index in range(2, sheet.rows + 1):
        inputs = (_input(one, f"m{index}-{one.name}", sheet, errors) for one in (RELATION, AGE, LIVES))
        yield Row(f"第 {index} 个人", tuple(inputs))


def _input(asked: Asked, name: str, sheet: Sheet, errors: dict[str, str], person: Person | None = None) -> Input:
    value = sheet.answers.get(name, "")
    if not value and person is not None and _is_nothing(asked, person) and name not in errors:
        value = "0"
    cards = 0 < len(asked.options) <= AS_CARDS and (person is None and asked not in (RELATION, LIVES))
    return Input(name, asked.label, asked.options, asked.unit, value, errors.get(name, ""), cards)


def _is_nothing(asked: Asked, person: Person) -> bool:
    """Children and those who are held somewhere usually earn nothing: written there to be changed."""
    young = person.age is not None and person.age < 16
    return asked.name in ("work", "other") and (young or person.where in ("prison", "held"))


def _inputs(question: Shown) -> Iterator[Input]:
    if question.gate:
        yield question.gate
    for row in question.rows:
        yield from row.inputs


# What came out


def _groups(seen: Check, hrefs: Mapping[str, str]) -> list[Group]:
    """Those to act on first; what another one opens stands apart from what is unlikely altogether."""
    groups = []
    for verdict, later in ((Verdict.LIKELY, False), (Verdict.HAS, False), (Verdict.OPEN, False), *_UNLIKELY):
        found = tuple(
            (one, hrefs.get(one.code, ""))
            for one in seen.results
            if one.verdict is verdict and (verdict is not Verdict.UNLIKELY or bool(one.first) is later)
        )
        if found:
            groups.append(Group(verdict, LATER if later else verdict.value, TONES[verdict], later, found))
    return groups


def _papers(seen: Check) -> list[str]:
    """What to bring for all that is likely, each once; what only some bring stays with its entitlement."""
    likely = (one for one in seen.results if one.verdict is Verdict.LIKELY)
    return list(dict.fromkeys(paper.name for one in likely for paper in one.papers if not paper.when))


def _told(seen: Check, sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """What was said, question by question, for whoever takes the sheet along."""
    for question in seen.answered:
        drawn = _drawn(question, seen.told, Sheet(sheet.answers, max(2, len(seen.told.people))), {})
        said = [line for row in drawn.rows if (line := _line(row))]
        if drawn.gate and drawn.gate.value != "yes":
            said = [_word(drawn.gate)]
        yield question.text, said or ["不清楚"]


def _line(row: Row) -> str:
    words = [f"{one.label} {_word(one)}".strip() if len(row.inputs) > 1 else _word(one) for one in row.inputs]
    said = "，".join(word for one, word in zip(row.inputs, words, strict=True) if one.value)
    if not said:
        return ""
    return f"{row.who}：{said}" if row.who else said


def _word(one: Input) -> str:
    if one.options:
        return dict(one.options).get(one.value, "不清楚")
    return f"{one.value} {one.unit}" if one.value else "不清楚"
