"""Whose vacancy a row of an uploaded list is, and what its uploader is told about it.

Staff upload for the firms of their county, by credit code or name; a contact uploads for her own firm and no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from employers.acting import Actor
from employers.adverts.demands import KIND_LABELS, Lawful
from employers.adverts.for_firms import for_firm
from employers.adverts.read import Reading, cell
from employers.fit_to_publish import faults
from employers.may import kept_code, may_keep
from employers.models import Contact, Enterprise, Vacancy
from employers.models.enterprise import clean_credit_code
from people.models import Region, User
from people.places import Places

EXAMPLE = "示例"
HEADINGS = {
    "title": "岗位名称",
    "firm": "企业名称",
    "credit_code": "统一社会信用代码",
    "place": "城市",
    "wage": "工资",
    "wage_min": "工资",
    "headcount": "招聘人数",
    "education": "学历",
    "text": "岗位描述",
    "posts": "岗位描述",
}
# A column heading, or "", and a Chinese sentence about it.
Note = tuple[str, str]


@dataclass(frozen=True)
class NewFirm:
    """A firm that the list names with its credit code and that is not registered yet."""

    credit_code: str
    name: str
    region: Region


Firm = Enterprise | NewFirm


@dataclass(frozen=True)
class Remarks:
    """What is told about a row that can be taken; ``ready``: nothing keeps it from being handed in as it is."""

    notes: tuple[Note, ...]
    ready: bool = True


class OfStaff:
    """The firms that the actor keeps. Reads them and the regions of her city once, on construction."""

    def __init__(self, actor: User) -> None:
        self._actor = actor
        firms = list(Enterprise.objects.kept_by(actor).select_related("region"))
        self._by_code = {firm.credit_code: firm for firm in firms}
        self._by_name: dict[str, list[Enterprise]] = {}
        for firm in firms:
            self._by_name.setdefault(_same(firm.name), []).append(firm)
        upper = kept_code(actor.region.code) if actor.region else ""
        city = _city(upper)
        self.places = Places(city)
        self._own = next((region for region in city if region.code == upper), actor.region)

    def completed(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """The row as it is read: as it came."""
        return cells

    def find(self, cells: Mapping[str, str], reading: Reading) -> tuple[Firm | None, Note | None]:
        """The firm of a row, or what is wrong; neither for an example line."""
        stated = cell(cells, "credit_code")
        if stated.startswith(EXAMPLE) or reading.firm.startswith(EXAMPLE):
            return None, None
        if stated:
            try:
                code = clean_credit_code(stated)
            except ValidationError as wrong:
                return None, (HEADINGS["credit_code"], wrong.messages[0])
            return self._by_credit_code(code, reading)
        if not reading.firm:
            return None, (HEADINGS["firm"], "没有写企业名称，也没有统一社会信用代码，不知道是哪家企业的岗位。")
        same = self._by_name.get(_same(reading.firm), [])
        if len(same) == 1:
            return same[0], None
        if same:
            return None, (HEADINGS["firm"], "有几家同名企业，请填写统一社会信用代码。")
        return None, (HEADINGS["firm"], "没有登记过这家企业，请先登记，或填写统一社会信用代码后再导入。")

    def _by_credit_code(self, code: str, reading: Reading) -> tuple[Firm | None, Note | None]:
        if code in self._by_code:
            return self._by_code[code], None
        if Enterprise.objects.filter(credit_code=code).exists():
            return None, (HEADINGS["credit_code"], "这家企业由别的旗区管理，请联系那里的工作人员导入。")
        if not reading.firm:
            return None, (HEADINGS["firm"], "新企业要写企业名称。")
        region = self.places.find_in_cells(reading.place.district, reading.place.city)
        seat = region if region and self._may_keep(region) else self._own
        if seat is None:
            return None, (HEADINGS["firm"], "您现在没有任职，不能登记企业。")
        return NewFirm(code, reading.firm[:100], seat), None

    def _may_keep(self, region: Region) -> bool:
        acting = self._actor.region
        return acting is not None and may_keep(self._actor.role, acting.code, region.code)

    def remarks(self, reading: Reading, firm: Firm, fields: Mapping[str, Any]) -> Remarks:
        """What the reader was not sure of, and which kinds of demand are unlawful."""
        return Remarks((*_doubts(reading), *_flagged(reading)))


class OfFirm:
    """The contact's own firm. Its name and code need not stand in the list; another firm's code is an error."""

    def __init__(self, contact: Contact) -> None:
        self._firm = contact.enterprise
        self.places = Places(_city(self._firm.region.code))

    def completed(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """The row as it is read: with the firm's name and trade, by which statutory kinds of posts are told."""
        return {HEADINGS["firm"]: self._firm.name, "行业": self._firm.industry_name, **cells}

    def find(self, cells: Mapping[str, str], reading: Reading) -> tuple[Firm | None, Note | None]:
        """Always the own firm, unless the row states the code of another."""
        stated = cell(cells, "credit_code")
        if stated.startswith(EXAMPLE) or reading.firm.startswith(EXAMPLE):
            return None, None
        if not stated:
            return self._firm, None
        try:
            code = clean_credit_code(stated)
        except ValidationError as wrong:
            return None, (HEADINGS["credit_code"], wrong.messages[0])
        if code != self._firm.credit_code:
            return None, (HEADINGS["credit_code"], "这是另一家企业的代码，只能导入本单位的岗位。")
        return self._firm, None

    def remarks(self, reading: Reading, firm: Firm, fields: Mapping[str, Any]) -> Remarks:
        """What is missing before it can be handed in, in the words of the portal; then what the reader doubted."""
        post = Vacancy(enterprise=self._firm, **fields)
        missing = faults(post, timezone.localdate())
        unlawful = dict.fromkeys(item.label for item in for_firm(post.title, post.text) if item.is_unlawful)
        notes = [(HEADINGS.get(name, ""), words) for name, words in missing]
        if unlawful:
            notes.append(("", f"对人的要求里有不合法的（{'、'.join(unlawful)}），请在岗位页上照提示改写后提交。"))
        asked = {HEADINGS.get(name, "") for name, _ in missing}
        notes += [(column, words) for column, words in _doubts(reading) if column not in asked]
        if reading.firm and _same(reading.firm) != _same(self._firm.name):
            notes.append((HEADINGS["firm"], "和本单位登记的名称不同，按本单位的岗位导入。"))
        return Remarks(tuple(notes), ready=not missing and not unlawful)


def whose(actor: Actor) -> OfStaff | OfFirm:
    """What the rows of this actor's lists are held against."""
    return OfFirm(actor) if isinstance(actor, Contact) else OfStaff(actor)


def _city(region_code: str) -> list[Region]:
    return list(Region.objects.current().within(region_code[:4]).order_by("code")) if region_code else []


def _doubts(reading: Reading) -> list[Note]:
    return [(HEADINGS.get(item.field, ""), item.text) for item in reading.problems]


def _flagged(reading: Reading) -> Iterator[Note]:
    unlawful = dict.fromkeys(KIND_LABELS[item.kind] for item in reading.demands if item.lawful is Lawful.UNLAWFUL)
    if unlawful:
        yield "", f"对人的要求里有不合法的（{'、'.join(unlawful)}），导入后会标出，请提醒企业改。"


def _same(name: str) -> str:
    return "".join(name.split()).replace("(", "（").replace(")", "）")
