"""Lists of vacancies as files: what comes in (.xlsx, .xls, .jsonl), and the two sheets that we hand out."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from python_calamine import CalamineSheet

from employers.adverts.clauses import plain
from employers.adverts.read import COLUMNS
from jobs import read_workbook, write_workbook
from people.errors import Refused

MOST_COLUMNS = 200
LAST_HEADING_LINE = 10
REASONS = "未导入的原因"


class Table(NamedTuple):
    """``rows`` are (line number in the file, {heading: text}) of the filled lines."""

    headings: list[str]
    rows: list[tuple[int, dict[str, str]]]


class Column(NamedTuple):
    title: str
    note: str
    examples: tuple[str, str]
    required: bool = False


TEMPLATE: tuple[Column, ...] = (
    Column("统一社会信用代码", "营业执照上的 18 位代码；没有登记过的企业必须填", ("示例：18 位代码", "")),
    Column("企业名称", "与营业执照一致", ("示例：某某热电有限公司", "示例：某某物业公司"), required=True),
    Column("岗位名称", "一行一个岗位", ("低压电工", "夜班保洁"), required=True),
    Column("招聘人数", "写数字；不清楚就空着", ("2", "若干")),
    Column("工资", "怎么说就怎么写：4000-5000元/月、150元/天、18元/时、面议", ("4500-5500元/月", "130元/天")),
    Column("城市", "写到旗区：东胜区；不填就按企业所在地", ("东胜区", "康巴什区")),
    Column("工作地点", "街路门牌或园区", ("示例路 1 号", "示例园区 3 号楼")),
    Column("学历", "不限、初中、高中、中专、大专……", ("高中", "不限")),
    Column("经验", "不限、1年、3年以上……", ("1年", "无需经验")),
    Column("班次", "白班、两班倒、三班倒、夜班、弹性", ("三班倒", "夜班")),
    Column("福利", "五险、包吃住……", ("五险一金、管午餐", "五险")),
    Column(
        "岗位描述",
        "做什么、在哪里做、要什么证；照招聘启事原文粘贴就行",
        ("持低压电工证，能登高作业。", "负责三层办公区保洁。"),
    ),
)  # fmt: skip
# A firm need not say who it is.
TEMPLATE_OF_A_FIRM = tuple(column for column in TEMPLATE if column.title not in ("统一社会信用代码", "企业名称"))
_KNOWN_HEADINGS = frozenset(name for names in COLUMNS.values() for name in names)


def read_file(data: bytes) -> Table:
    """The filled lines of an .xlsx, .xls or JSON-lines file. Raises Refused with a text for the screen."""
    read_workbook.require_sound(data)
    if read_workbook.is_workbook(data):
        answered = read_workbook.read_aside("employers.uploads", data)
        table = Table(answered["headings"], [(line, row) for line, row in answered["rows"]])
    elif data.lstrip()[:1] == b"{" or data[:3] == b"\xef\xbb\xbf":
        table = _json_lines(data)
    else:
        raise Refused("这个文件读不了。", "请上传 Excel 文件（.xlsx、.xls）。")
    if not table.rows:
        raise Refused("文件里没有岗位。", "请下载模板，填好后再上传。")
    read_workbook.require_few(len(table.rows))
    return table


def _json_lines(data: bytes) -> Table:
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise Refused("文件不是 UTF-8 编码。", "请另存为 UTF-8 再上传。") from None
    rows = []
    headings: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except (ValueError, RecursionError):
            raise Refused(f"第 {number} 行不是完整的 JSON。", "请核对这一行的引号和括号。") from None
        if not isinstance(content, dict):
            raise Refused(f"第 {number} 行不是一个岗位。", "每行应是一对大括号，里面是列名和内容。")
        row = {plain(key): plain(value) for key, value in content.items() if not isinstance(value, dict | list)}
        headings |= dict.fromkeys(row)
        if len(headings) > MOST_COLUMNS:
            raise Refused(f"一共有 {len(headings)} 种列名，最多 {MOST_COLUMNS} 种。", "请对照模板，只留用得上的列。")
        if any(row.values()):
            rows.append((number, {key: value for key, value in row.items() if value}))
    return Table(list(headings), rows)


def answer(data: bytes) -> bytes:
    """The child's side of reading a workbook."""
    return read_workbook.answer(lambda: _read_here(data)._asdict())


def _read_here(data: bytes) -> Table:
    table = read_workbook.first_sheet(data, _table_of)
    if table is None:
        raise Refused(f"前 {LAST_HEADING_LINE} 行里没有找到“企业名称”“岗位名称”这样的表头。", "请对照模板加上表头。")
    return table


def _table_of(sheet: CalamineSheet) -> Table | None:
    return _table([[_text(value) for value in line] for line in sheet.to_python(skip_empty_area=False)])


def _text(value: object) -> str:
    return str(value)[:10] if hasattr(value, "isoformat") else plain(value)


def _table(lines: Sequence[Sequence[str]]) -> Table | None:
    """The lines under the first that has two headings which we know; None if no line has."""
    for number, line in enumerate(lines[:LAST_HEADING_LINE], start=1):
        names = [text.rstrip("*＊ ") for text in line]
        if len(_KNOWN_HEADINGS & set(names)) >= 2:
            return Table([name for name in names if name], list(_filled(names, lines[number:], number + 1)))
    return None


def _filled(names: Sequence[str], lines: Iterable[Sequence[str]], first: int) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines, start=first):
        row = {name: text for name, text in zip(names, line, strict=False) if name and text}
        if row:
            yield number, row


def template(columns: Sequence[Column] = TEMPLATE, frozen: str = "D2") -> bytes:
    """The empty list; its example lines are refused if left in."""
    return write_workbook.template(
        "岗位",
        columns,
        frozen=frozen,
        wide=("岗位描述",),
        remarks=(("重复", "同一条岗位不会重复导入，同一个文件可以放心再传一次。"),),
    )


def left_over(headings: Sequence[str], rows: Iterable[tuple[dict[str, str], str]]) -> bytes:
    """Rows that were not taken, as they came, each with its reason in a last column; ready to be mended and resent."""
    names = [name for name in headings if name != REASONS]
    lines = ([*(row.get(name, "") for name in names), why] for row, why in rows)
    return write_workbook.text_table("未导入", ([*names, REASONS], *lines))
