"""The tables of docs/case-clocks.md, made from the declarations.

``python -m tests.law.document_clocks`` writes them anew; test_case_clocks_document.py asks that nothing would change.
"""

import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module

from law import case_clocks
from law.case_clocks.calendars import TESTS, VISITS, Schedule
from law.case_clocks.clock import Clock, Kind, Series
from law.case_clocks.control import Start
from law.case_clocks.facts import MeasureFacts, Pause, ReportIn
from law.dated import Dated, Timeline
from tests.house import ROOT

DOCUMENT = ROOT / "docs/case-clocks.md"
ON = date(2026, 11, 23)
ORDOS = "150602"
Rows = list[tuple[str, ...]]


def documented(text: str) -> str:
    """``text`` with everything between its marks made anew."""
    made = {
        "declared": _table(("number", "place", "from", "to", "value", "source", "look again by"), declared()),
        "calendars": _table(("calendar", "place", "span", "in all", "source"), calendars()),
        "kinds": _table(("kind", "name"), [(f"`{one.value}`", one.label) for one in Kind]),
        "examples": _table(("case", "due", "how it was counted, or what is open", "source"), examples()),
    }
    for mark, body in made.items():
        pattern = rf"(<!-- {mark} -->\n).*?(<!-- end -->)"
        text, found = re.subn(pattern, lambda at, body=body: f"{at[1]}{body}\n{at[2]}", text, flags=re.DOTALL)
        assert found == 1, f"the document has {found} places for {mark}"
    return text


def declared() -> Rows:
    """Every number of the package that stands in a timeline; calendars have a table of their own."""
    rows = [
        (timeline.name, _place(place), *_span(dated), _value(dated.value), _source(dated), _again(dated))
        for place, timeline in timelines()
        for dated in timeline.values
        if not isinstance(dated.value, Schedule)
    ]
    return sorted(rows, key=lambda row: (row[1] != "全国", row))


def calendars() -> Rows:
    rows: Rows = []
    for name, table in (("检测", TESTS), ("走访", VISITS)):
        for measure, places in table.items():
            for place, timeline in places.items():
                for dated in timeline.values:
                    spans = "；".join(dated.value.frequency())
                    rows.append(
                        (f"{measure.label}{name}", _place(place), spans, f"{dated.value.total}", _source(dated))
                    )
            if not places:
                rows.append((f"{measure.label}{name}", "no place known", "–", "–", "–"))
    return rows


def timelines() -> Iterator[tuple[str, Timeline]]:
    """Each timeline that a module of the package holds, with its place; "" for the country."""
    seen: set[int] = set()
    for module in pkgutil.iter_modules(case_clocks.__path__):
        for held in vars(import_module(f"{case_clocks.__name__}.{module.name}")).values():
            for place, timeline in _within("", held):
                if id(timeline) not in seen:
                    seen.add(id(timeline))
                    yield place, timeline


def _within(place: str, held: object) -> Iterator[tuple[str, Timeline]]:
    if isinstance(held, Timeline):
        yield place, held
    elif isinstance(held, dict):
        for key, inner in held.items():
            by_place = isinstance(key, str) and key.isdecimal()
            yield from _within(key if by_place else place, inner)


def examples() -> Rows:
    """Cases of the policy, computed."""
    start = date(2025, 3, 10)
    treatment = MeasureFacts("community_treatment", start)
    paused = MeasureFacts("community_treatment", start, pauses=(Pause(date(2026, 1, 1), date(2026, 1, 31)),))
    standing = MeasureFacts("community_treatment", start, pauses=(Pause(date(2026, 5, 3), None),))
    carried = MeasureFacts("community_treatment", start, carried_days=200)
    inside = MeasureFacts("compulsory_isolation", date(2025, 6, 2), date(2025, 5, 20))
    told = (
        ("decision received on 2025-03-01", case_clocks.report_in(ReportIn(date(2025, 3, 1), "decision"))),
        ("moved on 2026-05-01", case_clocks.report_in(ReportIn(date(2026, 5, 1), "moved"))),
        ("reported on 2025-03-10", case_clocks.term_end(treatment, ON)),
        ("with 30 days in detention", case_clocks.term_end(paused, ON)),
        ("still in detention", case_clocks.term_end(standing, ON)),
        ("200 days served before a change", case_clocks.term_end(carried, ON)),
        ("isolation decided on 2025-05-20", case_clocks.term_end(inside, ON)),
        ("third test in 东胜区", case_clocks.tests(treatment, ORDOS, ON).clocks[2]),
        ("tests in 广州", case_clocks.tests(treatment, "440106", ON)),
        ("visits in 东胜区", case_clocks.visits(treatment, ORDOS, ON)),
        ("papers from the police in 东胜区", case_clocks.hand_over(date(2025, 9, 29), ORDOS)),
        ("动态管控 in 上海", case_clocks.control_end([treatment], "310101", ON)),
        ("动态管控 in 东胜区", case_clocks.control_end([treatment], ORDOS, ON)),
    )
    return [(case, *_told(clock)) for case, clock in told if clock]


def _told(clock: Clock | Series) -> tuple[str, str, str]:
    if isinstance(clock, Series):
        return "–", clock.open_question, "–"
    due = clock.due_on.isoformat() if clock.due_on else "–"
    return due, clock.open_question or clock.why, str(clock.article or "–")


def _value(value: object) -> str:
    if isinstance(value, Start):
        changed = {True: "from the release", False: "as 社区戒毒", None: "not said"}[value.changed_by_release]
        return f"start of execution, else release; after a change: {changed}; {value.excepted}"
    return str(value)


def _span(dated: Dated) -> tuple[str, str]:
    return dated.valid_from.isoformat(), dated.valid_to.isoformat() if dated.valid_to else "–"


def _source(dated: Dated) -> str:
    return dated.source.full


def _again(dated: Dated) -> str:
    return dated.review_by.isoformat()


def _place(stem: str) -> str:
    return f"{stem} {''.join(_names().get(stem[:n], '') for n in (2, 4, 6) if n <= len(stem))}" if stem else "全国"


@cache
def _names() -> dict[str, str]:
    from people.import_regions import read_table

    return {row.code: row.name for row in read_table() if len(row.code) <= 6}


def _table(head: tuple[str, ...], rows: Rows) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    import django

    import tests.environment  # noqa: F401 - the settings that Django needs

    django.setup()
    DOCUMENT.write_text(documented(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
