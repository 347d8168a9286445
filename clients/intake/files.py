"""The two spreadsheets that we hand out: the template, and the rows that were not taken."""

import json

from clients.intake.cells import said
from clients.intake.columns import COLUMNS
from jobs import write_workbook

REASON_HEADING = "问题"
_WIDE = ("id_number", "residence", "address")
_CHOICES = {
    "sex": ("男", "女"),
    "education": ("未上学", "小学", "初中", "高中", "中专", "大专", "本科", "研究生"),
    "measure": ("自愿戒毒", "社区戒毒", "强制隔离戒毒", "社区康复", "药物维持治疗"),
}


def template() -> bytes:
    """The empty list; its example rows are refused if left in."""
    return write_workbook.template(
        "服务对象",
        COLUMNS,
        frozen="C2",
        wide=[column.title for column in COLUMNS if column.field in _WIDE],
        choices={column.title: _CHOICES[column.field] for column in COLUMNS if column.field in _CHOICES},
        remarks=(
            ("身份证号", "这一列已设为“文本”。从别处粘贴时请选“只粘贴文本”，否则 Excel 会把后几位变成 0。"),
            ("重复", "已经在册的人不会重复导入，同一个文件可以放心再传一次。"),
        ),
    )


def left_over(stored: str) -> bytes:
    """The rows that were not taken, as they came, each with its reason in a last column; ready to be mended and sent
    again."""
    content = json.loads(stored)
    lines = ([*cells, reason] for _, reason, cells in content["rows"])
    return write_workbook.text_table(
        "未导入", ([said(cell) for cell in line] for line in ([*content["headings"], REASON_HEADING], *lines))
    )
