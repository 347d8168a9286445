"""What would become of each row of an uploaded list: added, known already, or left behind with reasons per column."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from employers.acting import Actor
from employers.adverts.posts import Post
from employers.adverts.read import Reading, cell, read
from employers.models import Vacancy
from employers.post_vacancy import demands_of
from employers.whose_rows import EXAMPLE, HEADINGS, Firm, Note, whose
from lexicon.occupations import suggest

LONGEST_TITLE = Vacancy._meta.get_field("title").max_length or 60
LONGEST_TEXT = 4000
# Below this weight the best occupation is a guess that would only mislead.
SURE_OCCUPATION = 0.15


class Outcome(StrEnum):
    ADD = "add"
    KNOWN = "known"
    REFUSE = "refuse"

    @property
    def label(self) -> str:
        return {"add": "可导入", "known": "已有", "refuse": "不能导入"}[self.value]


@dataclass(frozen=True)
class Row:
    """One vacancy of the list: a line, or one of several posts of a line.

    Errors keep it out, notes go with it. ``fields`` are those of Vacancy. ``firm`` is None only with errors. ``ready``:
    nothing keeps it from being handed in as it is, see ``whose_rows``.
    """

    line: int
    title: str
    firm_name: str
    outcome: Outcome
    errors: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    firm: Firm | None = None
    ready: bool = True
    fields: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """What the preview shows, as JSON."""
        return {
            "line": self.line,
            "title": self.title,
            "firm": self.firm_name,
            "outcome": self.outcome.value,
            "label": self.outcome.label,
            "errors": [list(error) for error in self.errors],
            "notes": [list(note) for note in self.notes],
            "ready": self.ready,
        }

    @property
    def reasons(self) -> str:
        return "；".join(f"{column}：{text}" if column else text for column, text in self.errors)


class Checker:
    """Checks rows for one actor. Reads the firms and regions that concern her once, on construction."""

    def __init__(self, actor: Actor) -> None:
        self._whose = whose(actor)

    def check(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[Row]:
        """What would become of every row, in order. Two equal rows of the list: the second is known."""
        checked = [row for line, cells in rows for row in self._line(line, cells)]
        known = set(
            Vacancy.objects.filter(import_key__in={row.key for row in checked if row.key}).values_list(
                "import_key", flat=True
            )
        )
        settled = []
        for row in checked:
            if row.outcome is Outcome.ADD and row.key in known:
                row = replace(row, outcome=Outcome.KNOWN, errors=(("", "这条岗位已经导入过，不重复添加。"),))
            if row.key:
                known.add(row.key)
            settled.append(row)
        return settled

    def _line(self, line: int, cells: Mapping[str, str]) -> Iterator[Row]:
        cells = self._whose.completed(cells)
        reading = read(cells)
        errors = list(self._faults(reading, cells))
        firm, firm_fault = self._whose.find(cells, reading)
        region = self._whose.places.find_in_cells(reading.place.district, reading.place.city) or (
            None if reading.place.district or reading.place.city else getattr(firm, "region", None)
        )
        if firm_fault:
            errors.append(firm_fault)
        if region is None and not firm_fault:
            named = reading.place.district or reading.place.city
            errors.append((HEADINGS["place"], f"看不出“{named}”是本市的哪个旗区，请写成“东胜区”这样的名称。"))
        for post in reading.posts or (None,):
            title = (post.title if post else reading.title)[:LONGEST_TITLE]
            name = getattr(firm, "name", reading.firm)
            row = Row(line, title, name, Outcome.REFUSE, tuple(errors))
            if errors or firm is None or region is None:
                yield row
                if errors:
                    return
                continue
            fields = fields_of(reading, cells, post) | {"region": region, "title": title}
            told = self._whose.remarks(reading, firm, fields)
            yield replace(
                row, outcome=Outcome.ADD, firm=firm, fields=fields, key=_key(firm, fields), notes=told.notes,
                ready=told.ready,
            )  # fmt: skip

    def _faults(self, reading: Reading, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if any(value.startswith(EXAMPLE) for value in cells.values()):
            yield "", "这是模板里的示例行，没有导入。"
            return
        if not reading.title:
            yield HEADINGS["title"], "没有写岗位名称，请补上。"
        if len(reading.text) > LONGEST_TEXT:
            yield HEADINGS["text"], f"岗位描述超过 {LONGEST_TEXT} 字，请删去与岗位无关的内容。"


def fields_of(reading: Reading, cells: Mapping[str, str], post: Post | None = None) -> dict[str, Any]:
    """The fields of Vacancy that an advertisement fills; of one ``post`` where it holds several. No region."""
    wage = post.wage if post and post.wage.known else reading.wage
    headcount = post.headcount if post else reading.headcount
    title = post.title if post else reading.title
    text = as_advertised(post.text if post else reading.text, cells)
    best = next(iter(suggest(title, 1)), None)
    part = read({"title": title, "description": text}) if post else reading
    return {
        "title": title,
        "occupation": best[0].code if best and best[1] >= SURE_OCCUPATION else "",
        "headcount": headcount.most,
        "wage_min": wage.least,
        "wage_max": wage.most,
        "wage_text": wage.stated[:120],
        "address": reading.place.address[:200],
        "shifts": [found.code for found in (part.shifts or reading.shifts)],
        "features": [found.code for found in part.features],
        "certificates": [found.code for found in part.certificates],
        "post_kinds": [kind.value for kind in (part.post_kinds if post else reading.post_kinds)],
        "education": reading.education.value if reading.education else "",
        "experience_years": None if reading.experience_years is None else int(reading.experience_years),
        "board": reading.board,
        "lodging": reading.lodging,
        "insurance": True if reading.insurance else None,
        "text": text[:LONGEST_TEXT],
        "demands": demands_of(title, text),
    }


def as_advertised(text: str, cells: Mapping[str, str]) -> str:
    """The prose with what the cells demand of the person, so that the record holds the whole advertisement."""
    extra = [
        f"{name}：{value}"
        for name, value in (
            ("性别要求", cell(cells, "sex")),
            ("年龄要求", cell(cells, "age")),
            ("福利", cell(cells, "benefits")),
        )
        if value and value != "不限"
    ]
    return "\n".join(part for part in (text, *extra) if part)


def _key(firm: Firm, fields: Mapping[str, Any]) -> str:
    """A digest of what makes an advertisement this one: firm, title, place, wage as written, number, text."""
    parts = (
        firm.credit_code,
        fields["title"],
        fields["region"].code,
        fields["address"],
        fields["wage_text"],
        str(fields["headcount"]),
        fields["text"],
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
