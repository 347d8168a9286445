"""docs/incentives.md and its examples, made from the declarations and from what the command computes.

``python -m tests.employers.incentives.document`` writes them anew; test_docs.py asks that nothing would change.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.components import name_of, paths
from employers.incentives.incentive import Fact, FactKind, Incentive, Parameter
from law.dated import Dated, Timeline
from tests.house import ROOT

DOCUMENT = ROOT / "docs/incentives.md"
EXAMPLES = ROOT / "docs/examples/incentives"
KINDS = {
    FactKind.YES_NO: "yes or no",
    FactKind.COUNT: "whole number",
    FactKind.MONEY: "amount",
    FactKind.BALANCE: "balance",
    FactKind.RATIO: "share",
    FactKind.DAY: "day",
    FactKind.TEXT: "text",
}
# A longer table is kept and shown elsewhere.
MOST_PLACES = 30
Rows = list[tuple[str, ...]]


def example(code: str) -> Path:
    return EXAMPLES / f"{code}.jsonl"


def expected(code: str) -> Path:
    return EXAMPLES / f"{code}.results.jsonl"


@cache
def computed(code: str) -> list[dict]:
    """What the command makes of the examples of one incentive; nothing while it has none."""
    from employers.incentive_files import answer_line

    seen: dict[int, int] = {}
    if not example(code).exists():
        return []
    return [answer_line(raw, n, seen)[0] for n, raw in enumerate(example(code).read_bytes().splitlines(), 1)]


def as_lines(rows: list[dict]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def documented(text: str) -> str:
    """``text`` with everything between its marks made anew."""
    from employers.incentives.catalogue import INCENTIVES

    made = {
        "statuses": "\n\n".join((_labels("status", Status), _labels("insurance", Insurance))),
        "taxes": _labels("kind", Tax),
        "incentives": "\n\n".join(map(section, INCENTIVES)),
    }
    for mark, body in made.items():
        pattern = rf"(<!-- {mark} -->\n).*?(<!-- end -->)"
        text = re.sub(pattern, lambda found, body=body: f"{found[1]}{body}\n{found[2]}", text, flags=re.DOTALL)
    return text


def section(incentive: Incentive) -> str:
    """Everything on one incentive."""
    return "\n\n".join(
        (
            f"### {incentive.code} {incentive.name}",
            incentive.summary,
            f"`amount`: {incentive.amount_is}.",
            *_titled(
                "Versions", _table(("from", "to", "rule", "source", "look again by"), _versions(incentive.versions))
            ),
            *_titled("Facts", _table(("code", "holds", "question"), list(map(_fact, incentive.facts)))),
            *_titled("Parameters", _table(("code", "unit", "what it is"), list(map(_parameter, incentive.parameters)))),
            *_titled("On record", _table(("parameter", "place", "from", "to", "value", "source"), _numbers(incentive))),
            *_titled("Papers, in the order of the office", "、".join(one.name for one in incentive.documents)),
            *_titled("Not beside", "、".join(f"`{code}`" for code in sorted(incentive.excludes))),
            *_titled("Components", _table(("path", "what it is"), _components(incentive))),
            *_examples(incentive),
        )
    )


def _titled(title: str, body: str) -> tuple[str, ...]:
    return (f"**{title}**", body) if body else ()


def _table(head: tuple[str, ...], rows: Rows) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else ""


def _labels(title: str, of: type[Status] | type[Insurance] | type[Tax]) -> str:
    return _table((title, "name"), [(f"`{one.value}`", one.label) for one in of])


def _versions(versions: Timeline[str]) -> Rows:
    return [(*_span(one), one.value, one.source.full, one.review_by.isoformat()) for one in versions.values]


def _span(dated: Dated) -> tuple[str, str]:
    return dated.valid_from.isoformat(), dated.valid_to.isoformat() if dated.valid_to else "–"


def _fact(fact: Fact) -> tuple[str, ...]:
    kind = KINDS.get(fact.kind) or f"{KINDS[fact.of]} by {'month' if fact.kind is FactKind.MONTHS else 'year'}"
    if fact.options:
        kind = "one of " + "、".join(f"`{code}` {label}" for code, label in fact.options.items())
    return f"`{fact.code}`", f"{kind}{f', {fact.unit}' if fact.unit else ''}", fact.text


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    return f"`{parameter.code}`", parameter.unit or "–", parameter.text


def _numbers(incentive: Incentive) -> Rows:
    rows: Rows = []
    for parameter in incentive.parameters:
        if len(parameter.places) > MOST_PLACES:
            rows.append((f"`{parameter.code}`", f"{len(parameter.places)} places", "", "", "", "kept in `law/`"))
            continue
        of_places = [(_place(stem), timeline) for stem, timeline in sorted(parameter.places.items())]
        bounds = [("national floor", parameter.floor), ("national ceiling", parameter.ceiling)]
        for place, timeline in (*of_places, *bounds):
            rows += [
                (f"`{parameter.code}`", place, *_span(dated), f"{dated.value:f}", dated.source.full)
                for dated in (timeline.values if timeline else ())
            ]
    return rows


def _place(stem: str) -> str:
    return f"{stem} {''.join(_names().get(stem[:n], '') for n in (2, 4, 6) if n <= len(stem))}" if stem else "全国"


@cache
def _names() -> dict[str, str]:
    from people.import_regions import read_table

    return {row.code: row.name for row in read_table() if len(row.code) <= 6}


def _components(incentive: Incentive) -> Rows:
    found: dict[str, str] = {}
    for row in computed(incentive.code):
        for path, name in paths(incentive.code, row.get("components", {})):
            found.setdefault(path, name_of(incentive.code, name))
    return [(f"`{path}`", name) for path, name in found.items()]


def _examples(incentive: Incentive) -> Iterator[str]:
    """The first line with its result, whose reasons are in the file; of the others what they show."""
    rows = computed(incentive.code)
    if not rows:
        return
    raws = example(incentive.code).read_text(encoding="utf-8").splitlines()
    files = " → ".join(
        f"[{path.name}](examples/incentives/{path.name})"
        for path in (example(incentive.code), expected(incentive.code))
    )
    shown = {name: value for name, value in rows[0].items() if name != "reasons"}
    yield f"**Examples**: {files}"
    yield f"<details><summary>{json.loads(raws[0])['note']}</summary>"
    yield f"```json\n{raws[0]}\n```"
    yield f"```json\n{_spread(shown)}\n```"
    yield "</details>"
    others = zip(map(json.loads, raws[1:]), rows[1:], strict=True)
    yield "\n".join(
        f"- `{raw['id']}` → {row['outcome']}, {row['amount'] or 'null'}: {raw['note']}" for raw, row in others
    )


def _spread(row: dict) -> str:
    """One field a line, and one component a line."""
    lines = []
    for name, value in row.items():
        said = json.dumps(value, ensure_ascii=False)
        if name == "components":
            inner = (f"    {json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items())
            said = "{\n" + ",\n".join(inner) + "\n  }"
        lines.append(f"  {json.dumps(name)}: {said}")
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    import django

    import tests.environment  # noqa: F401 - the settings that Django needs

    django.setup()
    from employers.incentives.catalogue import CATALOGUE

    for code in CATALOGUE:
        if rows := computed(code):
            expected(code).write_text(as_lines(rows), encoding="utf-8")
    DOCUMENT.write_text(documented(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
