"""Which columns a list of people may have, and how their headings are recognised. No Django here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clients.identity import visible
from clients.intake.cells import Cell, text_of

LAST_HEADING_LINE = 10
FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of column: ``title`` is what the template says, ``also`` other headings, separated by spaces."""

    field: str
    title: str
    also: str = ""
    required: bool = False
    note: str = ""
    examples: tuple[str, str] = ("", "")


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        "姓名",
        also="人员姓名 服务对象姓名 服务对象 名字 对象姓名",
        required=True,
        note="证件上的姓名",
        examples=("示例：张三", "示例：李四"),
    ),
    Column(
        "id_number",
        "身份证号",
        also="身份证号码 身份证 公民身份号码 证件号码 证件号 居民身份证号 公民身份证号码",
        required=True,
        note="18 位。这一列必须是“文本”格式，否则 Excel 会丢掉后几位",
        examples=("示例：18 位号码", "示例：末位可以是 X"),
    ),
    Column(
        "sex",
        "性别",
        note="可不填，由身份证号得出；填了会核对",
        examples=("男", "女"),
    ),
    Column(
        "birth_date",
        "出生日期",
        also="出生年月日 出生年月 生日",
        note="可不填，由身份证号得出；填了会核对",
        examples=("1986-3-5", "1990年11月2日"),
    ),
    Column(
        "phone",
        "联系电话",
        also="手机 手机号 手机号码 电话 电话号码 联系方式 本人电话",
        note="一格一个号码",
        examples=("13800000000", "0477-8580000"),
    ),
    Column(
        "residence",
        "居住地",
        also="现居住地 居住地区划 所属街道 街道 乡镇街道 所在街道 管控地 执行地",
        note="写到街道或苏木乡镇；不填就是您负责的区域",
        examples=("东胜区交通街道", "康巴什区"),
    ),
    Column(
        "address",
        "详细地址",
        also="居住地址 现住址 家庭住址 住址 居住地详址 现居住地址 地址",
        note="小区、楼号、门牌",
        examples=("示例小区 1 号楼", ""),
    ),
    Column(
        "registered",
        "户籍地",
        also="户籍所在地 户籍地址 户口所在地 户籍",
        note="写到旗县区",
        examples=("鄂尔多斯市东胜区", "榆林市神木市"),
    ),
    Column(
        "education",
        "文化程度",
        also="学历 教育程度",
        note="未上学、小学、初中、高中、中专、大专、本科、研究生",
        examples=("初中", "中专"),
    ),
    Column(
        "category",
        "人员类别",
        also="类别 援助类别 人员分类",
        note="戒毒康复人员、其他就业困难人员；不填就是戒毒康复人员。写了措施名称的，当作措施",
        examples=("戒毒康复人员", "其他就业困难人员"),
    ),
    Column(
        "measure",
        "戒毒措施",
        also="措施 现行措施 管控类别 当前措施",
        note="自愿戒毒、社区戒毒、强制隔离戒毒、社区康复、药物维持治疗",
        examples=("社区戒毒", "社区康复"),
    ),
    Column(
        "measure_start",
        "措施开始日期",
        also="开始日期 报到日期 报到时间 起始日期 执行开始日期 社区戒毒开始日期",
        note="填了措施就要填",
        examples=("2025-6-1", "2024年3月"),
    ),
    Column(
        "caseworker",
        "责任社工",
        also="社工 负责社工 帮扶社工 包联社工 责任人 专职社工",
        note="社工的姓名或登录名；社工本人导入不用填",
        examples=("", ""),
    ),
    Column(
        "skills",
        "技能",
        also="特长 技能特长 掌握技能 技术特长",
        note="几样用顿号隔开",
        examples=("水电维修、砌墙", "做面食"),
    ),
    Column(
        "certificates",
        "证书",
        also="资格证书 职业证书 持有证书 证照 职业资格",
        note="几本用顿号隔开",
        examples=("低压电工证、驾驶证C1", "健康证"),
    ),
    Column(
        "wish",
        "想做的工作",
        also="求职意向 就业意向 意向岗位 意愿岗位 就业意愿 期望岗位 求职意愿",
        note="职业名称，最想做的写在前面",
        examples=("电工、物业维修", "面点师"),
    ),
    Column(
        "wage_floor",
        "最低月工资",
        also="最低月薪 期望月薪 期望月工资 期望工资 期望薪资 薪资要求 工资要求 最低工资要求",
        note="元/月",
        examples=("3500", "3000"),
    ),
)

BY_FIELD: Mapping[str, Column] = {column.field: column for column in COLUMNS}
EXAMPLE_MARK = "示例"

_ASIDE = re.compile(r"[（(【\[].*?[）)】\]]|[*＊:：\s]|必填|选填")


def plain_heading(text: str) -> str:
    """A heading without stars, remarks in brackets and spaces: ``* 身份证号（18位）`` → ``身份证号``."""
    return _ASIDE.sub("", visible(text))


_BY_HEADING: Mapping[str, str] = {
    plain_heading(heading): column.field for column in COLUMNS for heading in (column.title, *column.also.split())
}


def recognise(headings: Sequence[str]) -> dict[int, str]:
    """Column number → field, for the headings that are known; a field goes to its first column only."""
    mapping: dict[int, str] = {}
    for number, heading in enumerate(headings):
        field = _BY_HEADING.get(plain_heading(heading))
        if field and field not in mapping.values():
            mapping[number] = field
    return mapping


def heading_line(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Index of the row of headings: the first of the best among the first lines (a title may stand above it)."""
    scores = [len(recognise([text_of(cell) for cell in row])) for row in rows[:LAST_HEADING_LINE]]
    best = max(scores, default=0)
    return scores.index(best) if best >= FEWEST_HEADINGS else None


def missing(mapping: Mapping[int, str]) -> list[Column]:
    """Required columns that no column of the file stands for."""
    return [column for column in COLUMNS if column.required and column.field not in mapping.values()]
