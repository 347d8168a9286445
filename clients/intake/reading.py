"""One row of somebody's list, cell by cell, so that everything that is wrong with it is said at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from clients.enrol import NewCase
from clients.identity import IdNumber, NotAnIdNumber, NotAPhoneNumber, read_id_number, read_phone
from clients.intake.cells import Cell, Unreadable, amount_of, date_of, id_number_text, said, text_of, words_of
from clients.intake.columns import BY_FIELD, EXAMPLE_MARK
from clients.may import caseworkers_for, may_enrol
from clients.models import Client, RehabMeasure
from clients.names import NotAName, normal_name
from clients.occupation_words import occupation_named
from lexicon.features import recognise
from people.models import Level, Region, Role, Sex, User
from people.places import Places

EDUCATION_WORDS = {
    "none": "未上学 文盲 无 没上过学 半文盲",
    "primary": "小学",
    "junior": "初中 初级中学",
    "senior": "高中 中专 职高 技校 中职 中技 高中/中专 普通高中",
    "college": "大专 专科 高职 大学专科",
    "bachelor": "本科 大学 大学本科 学士",
    "master": "研究生 硕士 博士 硕士研究生",
}
MEASURE_WORDS = {
    "voluntary": "自愿戒毒",
    "community_treatment": "社区戒毒 社戒 社戒人员 社区戒毒人员",
    "compulsory_isolation": "强制隔离戒毒 强戒 强制戒毒 强隔",
    "community_recovery": "社区康复 社康 社康人员 社区康复人员",
    "maintenance": "药物维持治疗 维持治疗 美沙酮 美沙酮维持治疗",
}
CATEGORY_WORDS = {
    "rehabilitation": "戒毒康复人员 戒毒康复 戒毒人员 康复人员",
    "hard_to_place": "其他就业困难人员 就业困难人员 就业困难 困难人员 其他",
}
_CATEGORY = {word: code for code, words in CATEGORY_WORDS.items() for word in words.split()}
_EDUCATION = {word: code for code, words in EDUCATION_WORDS.items() for word in words.split()}
_MEASURE = {word: code for code, words in MEASURE_WORDS.items() for word in words.split()}
_SEX = {"男": Sex.MALE, "女": Sex.FEMALE, "男性": Sex.MALE, "女性": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell, in plain Chinese."""

    column: str
    text: str


@dataclass(slots=True)
class Row:
    """One line of the file. ``case`` is there exactly when nothing is wrong."""

    line: int
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    case: NewCase | None = None
    known: bool = False

    @property
    def is_good(self) -> bool:
        return self.case is not None and not self.known

    @property
    def reasons(self) -> str:
        """One line for the spreadsheet column 问题."""
        if self.known:
            return "已在册，不重复导入。"
        return "".join(f"{problem.column}：{problem.text}" for problem in self.problems)


class Surroundings:
    """What the rows are checked against: who imports, where, today's places and workers. Five queries."""

    def __init__(self, actor: User, as_of: date) -> None:
        self.actor = actor
        self.as_of = as_of

    @cached_property
    def near(self) -> Places:
        """Where clients may live: the actor's region and below, and its county above, to be told apart."""
        return Places(self._regions_around())

    def _regions_around(self) -> Iterable[Region]:
        code = self.actor.region.code if self.actor.region else ""
        above = [code[:length] for length in Level.values if length < len(code)]
        return [
            *Region.objects.current(self.as_of).filter(code__in=above),
            *Region.objects.current(self.as_of).within(code),
        ]

    @cached_property
    def counties(self) -> Places:
        """Every county and what lies above it: where people may be registered."""
        return Places(Region.objects.current(self.as_of).filter(level__lte=Level.COUNTY))

    @cached_property
    def workers(self) -> dict[str, list[User]]:
        """Social workers of the actor's county, by name and by sign-in."""
        found: dict[str, list[User]] = {}
        for worker in caseworkers_for(self.actor.region.code if self.actor.region else "-"):
            for word in {worker.name, worker.username}:
                found.setdefault(word, []).append(worker)
        return found


def read_row(line: int, cells: Mapping[str, Cell], around: Surroundings) -> Row:
    """The row on this line, from its cells by field. Doubles and people on file are the caller's to find."""
    return _Reading(line, cells, around).row()


class _Reading:
    """Reads one row; every cell is looked at, so that all that is wrong is said at once."""

    def __init__(self, line: int, cells: Mapping[str, Cell], around: Surroundings) -> None:
        self.cells = cells
        self.around = around
        self.result = Row(line)

    def row(self) -> Row:
        if any(text_of(cell).startswith(EXAMPLE_MARK) for cell in self.cells.values()):
            self._wrong("name", "这是模板里的示例行，请删掉。")
            return self.result
        identity = self._id_number()
        case: dict[str, Any] = dict(self._fields(identity))
        if not self.result.problems:
            self.result.case = NewCase(**case)
        return self.result

    def _fields(self, identity: IdNumber | None) -> Iterator[tuple[str, object]]:
        yield "name", self._name()
        yield "id_number", identity.value if identity else ""
        yield "sex", self._sex(identity)
        yield "birth_date", self._birth_date(identity)
        yield "phone", self._phone()
        residence = self._residence()
        yield "residence_region", residence
        yield "address", said(self._cell("address"))[:200]
        yield "registered_region", self._registered()
        yield "education", self._choice("education", _EDUCATION, "文化程度没有认出，请从填写说明里选一个。")
        category, measure = self._category(), self._measure()
        if measure and category == Client.Category.HARD_TO_PLACE:
            self._wrong("category", "其他就业困难人员没有措施，请核对哪一列错了。")
        yield "category", category
        yield "measure", measure
        yield "caseworker", self._caseworker()
        yield "skills", tuple(word[:40] for word in words_of(self._cell("skills")))
        yield "certificates", self._certificates()
        wishes = words_of(self._cell("wish"))
        yield "wish_text", said(self._cell("wish"))[:500]
        yield "wish_occupations", tuple(dict.fromkeys(code for word in wishes if (code := occupation_named(word))))
        yield "wage_floor", self._amount("wage_floor")

    # Cells

    def _cell(self, field: str) -> Cell:
        return self.cells.get(field, "")

    def _text(self, field: str) -> str:
        return text_of(self._cell(field))

    def _wrong(self, field: str, text: str) -> None:
        self.result.problems.append(Problem(BY_FIELD[field].title, text))

    def _hint(self, field: str, text: str) -> None:
        self.result.hints.append(Problem(BY_FIELD[field].title, text))

    # Columns

    def _id_number(self) -> IdNumber | None:
        try:
            identity = read_id_number(
                id_number_text(self._cell("id_number")),
                as_of=self.around.as_of,
                area_known=self.around.counties.knows_code,
            )
        except (NotAnIdNumber, Unreadable) as wrong:
            self._wrong("id_number", str(wrong))
            return None
        for hint in identity.hints:
            self._hint("id_number", hint)
        return identity

    def _name(self) -> str:
        try:
            return normal_name(self._text("name"))
        except NotAName as wrong:
            self._wrong("name", str(wrong))
            return ""

    def _sex(self, identity: IdNumber | None) -> str:
        text = self._text("sex")
        stated = _SEX.get(text)
        if text and stated is None:
            self._wrong("sex", "性别请填“男”或“女”，或者留空。")
        elif stated and identity and stated != identity.sex:
            self._wrong("sex", f"填的是{stated.label}，身份证号显示是{Sex(identity.sex).label}，请核对哪个错了。")
        return identity.sex if identity else ""

    def _birth_date(self, identity: IdNumber | None) -> date | None:
        try:
            stated = date_of(self._cell("birth_date"), whole=False)
        except Unreadable as wrong:
            self._wrong("birth_date", str(wrong))
            return None
        if stated and identity:
            born = identity.birth_date
            # 1986年3月 is read as its first day: only the month can be compared.
            same = (stated.year, stated.month) == (born.year, born.month) if stated.day == 1 else stated == born
            if not same:
                self._wrong("birth_date", "和身份证号里的出生日期不一致，请核对哪个错了。")
        return identity.birth_date if identity else None

    def _phone(self) -> str:
        text = self._text("phone")
        if not text:
            return ""
        try:
            return read_phone(text)
        except NotAPhoneNumber as wrong:
            self._wrong("phone", str(wrong))
            return ""

    def _residence(self) -> Region | None:
        text = self._text("residence")
        region = self.around.near.find(text) if text else self.around.actor.region
        if region is None:
            self._wrong("residence", "没有认出居住地，或不在您的负责区域。请写全，例如“东胜区交通街道”。")
        elif not may_enrol(self.around.actor, region.code):
            self._wrong("residence", "居住地不在您的负责区域，请由当地社工导入。")
        return region

    def _registered(self) -> Region | None:
        text = self._text("registered")
        region = self.around.counties.find(text) if text else None
        if text and region is None:
            self._hint("registered", "户籍地没有认出，先留空，导入后可补。")
        return region

    def _choice(self, field: str, words: Mapping[str, str], wrong: str) -> str:
        text = self._text(field)
        if text and text not in words:
            self._wrong(field, wrong)
        return words.get(text, "")

    def _category(self) -> str:
        text = self._text("category")
        if text and text not in _CATEGORY and text not in _MEASURE:
            self._wrong("category", "请填“戒毒康复人员”或“其他就业困难人员”，或者留空。")
        return _CATEGORY.get(text, Client.Category.REHABILITATION)

    def _measure(self) -> tuple[str, date] | None:
        # Rosters of the authority write the measure under 人员类别.
        field = "measure" if self._text("measure") or self._text("category") not in _MEASURE else "category"
        kind = self._choice(field, _MEASURE, "措施没有认出，请从填写说明里选一个。")
        try:
            start = date_of(self._cell("measure_start"), whole=False)
        except Unreadable as wrong:
            self._wrong("measure_start", str(wrong))
            return None
        if kind and not start:
            self._wrong("measure_start", f"填了{RehabMeasure.Kind(kind).label}，还要填开始日期。")
        if start and start > self.around.as_of and kind:
            self._wrong("measure_start", "开始日期在将来，请核对。")
        return (kind, start) if kind and start else None

    def _caseworker(self) -> User | None:
        actor = self.around.actor
        text = self._text("caseworker")
        if actor.role == Role.SOCIAL_WORKER:
            if text and text not in (actor.name, actor.username):
                self._wrong("caseworker", "社工只能导入由自己负责的对象。别人负责的，请由本人或负责人导入。")
            return actor
        found = self.around.workers.get(text, [])
        if not text:
            self._wrong("caseworker", "没有填责任社工。")
        elif not found:
            self._wrong("caseworker", "本旗县区没有这位在任社工，请填姓名或登录名。")
        elif len(found) > 1:
            self._wrong("caseworker", f"有 {len(found)} 位社工同名，请填登录名。")
        return found[0] if len(found) == 1 else None

    def _certificates(self) -> tuple[str, ...]:
        codes: list[str] = []
        for word in words_of(self._cell("certificates")):
            codes += recognise(word) or [word[:60]]
        return tuple(dict.fromkeys(codes))

    def _amount(self, field: str):
        try:
            return amount_of(self._cell(field))
        except Unreadable as wrong:
            self._wrong(field, str(wrong))
            return None
