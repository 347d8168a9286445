"""Lists of vacancies as files: what comes in (.xlsx, .xls, .jsonl), and the two sheets that we hand out."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import python_calamine
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from employers.adverts.clauses import plain
from employers.adverts.read import COLUMNS
from jobs.aside import Crashed, run_aside
from people.errors import Refused

LARGEST_FILE = 10 * 1024 * 1024
# An .xlsx is a zip: a small one may unpack to anything.
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 200
LAST_HEADING_LINE = 10
REASONS = "未导入的原因"
TEXT = "@"
DAMAGED = ("文件打不开，可能已损坏。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")


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
_KNOWN_HEADINGS = frozenset(name for names in COLUMNS.values() for name in names)


def read_file(data: bytes) -> Table:
    """The filled lines of an .xlsx, .xls or JSON-lines file. Raises Refused with a text for the screen."""
    if not data:
        raise Refused("文件是空的。", "请重新选择文件。")
    if len(data) > LARGEST_FILE:
        raise Refused(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB。", "请删去图片，或分成几个文件上传。")
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        table = _workbook(data)
    elif data.lstrip()[:1] == b"{" or data[:3] == b"\xef\xbb\xbf":
        table = _json_lines(data)
    else:
        raise Refused("这个文件读不了。", "请上传 Excel 文件（.xlsx、.xls），或每行一个岗位的 JSON 文件。")
    if not table.rows:
        raise Refused("文件里没有岗位。", "请下载模板，填好后再上传。")
    if len(table.rows) > MOST_ROWS:
        raise Refused(f"一次最多导入 {MOST_ROWS} 行，这个文件有 {len(table.rows)} 行。", "请分成几个文件。")
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


def _workbook(data: bytes) -> Table:
    """The reader runs in a process of its own: a damaged .xls can make it ask for 50 GB, which ends the process."""
    _require_small(data)
    try:
        answered = json.loads(run_aside("employers.uploads", data))
    except Crashed:
        raise Refused(*DAMAGED) from None
    if "refused" in answered:
        raise Refused(*answered["refused"])
    return Table(answered["headings"], [(line, row) for line, row in answered["rows"]])


def answer(data: bytes) -> bytes:
    """The child's side: the table as JSON, or under ``refused`` the two texts of the refusal."""
    try:
        return json.dumps(_read_here(data)._asdict()).encode()
    except Refused as no:
        return json.dumps({"refused": [no.message, no.next_step]}).encode()


def _read_here(data: bytes) -> Table:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            cells = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            table = _table([[_text(value) for value in line] for line in cells])
            if table is not None:
                return table
    except python_calamine.PasswordError:
        raise Refused("文件设了打开密码。", "请在 Excel 里去掉密码，另存后再上传。") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused(*DAMAGED) from None
    raise Refused(f"前 {LAST_HEADING_LINE} 行里没有找到“企业名称”“岗位名称”这样的表头。", "请对照模板加上表头。")


def _require_small(data: bytes) -> None:
    if data[:4] != b"PK\x03\x04":
        return
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except zipfile.BadZipFile:
        raise Refused("文件打不开，可能没有传完整。", "请重新上传。") from None
    if unpacked > LARGEST_UNPACKED:
        raise Refused("文件展开后太大。", "请把岗位复制到新的空白表格里再上传。")


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


def template() -> bytes:
    """The empty list as .xlsx: columns as text, two example lines that are refused if left in, a page of notes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "岗位"
    for number, column in enumerate(TEMPLATE, start=1):
        head = sheet.cell(1, number, f"{column.title}{'*' if column.required else ''}")
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E1EFEB")
        head.comment = Comment(column.note, "归航")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 40 if column.title == "岗位描述" else 18
        sheet.column_dimensions[letter].number_format = TEXT
        for line, example in enumerate(column.examples, start=2):
            cell = sheet.cell(line, number, example or None)
            cell.number_format, cell.font = TEXT, Font(italic=True, color="808080")
    sheet.freeze_panes = "D2"
    notes = workbook.create_sheet("填写说明")
    lines = [
        *((column.title, f"{'必填。' if column.required else ''}{column.note}。") for column in TEMPLATE),
        ("示例行", "第 2、3 行是示例，填写前请删掉；留着也不会导入。"),
        ("重复", "同一条岗位不会重复导入，同一个文件可以放心再传一次。"),
    ]
    for number, (name, note) in enumerate(lines, start=1):
        notes.cell(number, 1, name).font = Font(bold=True)
        notes.cell(number, 2, note).alignment = Alignment(wrap_text=True, vertical="top")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 18, 70
    return _bytes(workbook)


def left_over(headings: Sequence[str], rows: Iterable[tuple[dict[str, str], str]]) -> bytes:
    """Rows that were not taken, as they came, each with its reason in a last column; ready to be mended and resent."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "未导入"
    names = [name for name in headings if name != REASONS]
    lines = [[*names, REASONS], *([*(row.get(name, "") for name in names), why] for row, why in rows)]
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            # Always text: neither lost digits nor a formula that somebody smuggled in.
            cell.value, cell.number_format = value, TEXT
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    return _bytes(workbook)


def _bytes(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
