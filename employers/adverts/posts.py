"""Several jobs in one advertisement: split only where the text itself lists them.

"一、招普工 20名…… 二、电焊工 3名……"     two posts with their own text, headcount and wage
"电工、焊工、钳工" as a title        three names, one text: recorded, not split
"""

import re
from dataclasses import dataclass

from employers.adverts.clauses import plain
from employers.adverts.headcount import Headcount, find_headcount, read_headcount
from employers.adverts.wage import Wage, find_wage

TRADE = (
    r"(?:工|员|师|司机|经理|主管|主任|助理|专员|文员|会计|出纳|保安|保洁|干部|店长|班长|"
    r"厨师|学徒|普工|客服|销售|代表|顾问|"
    r"技术人员|人员|教练|秘书|跟单|采购|仓管|美工|导购|前台|迎宾|设计|策划|编辑|领班|总监|"
    r"勤杂|出品|切配|打荷|阿姨|帮厨|骑手)"
)
_HEAD = re.compile(
    r"^\s*(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Ha-h])[)）、.．:：]\s*|[①-⑳●★◆■•·*#-]\s*)?"
    r"(?:(?:另外)?招聘(?:岗位[:：]?)?|急招|诚聘|招(?![商投标聘])|岗位(?:名称)?[:：]|职位(?:名称)?[:：])?\s*"
    rf"(?P<title>[\u4e00-\u9fffA-Za-z/()（）]{{0,12}}?{TRADE})"
    r"(?P<rest>\s*(?:[(（][^)）]{0,20}[)）])?\s*[:：]?\s*(?:若干|数名|"
    r"\d{1,3}(?:\s*-\s*\d{1,3})?)?\s*(?:名|人|位)?\s*"
    r"(?:[,，;；:：(（][^\n]*)?)$"
)
_DUTY = re.compile(
    r"负责|协助|要求|任职|岗位职责|岗位要求|工作|具有|能力|经验|学历|熟悉|完成|根据|服从|"
    r"对|可|的|优先|热爱|善于|配合|提供|欢迎|公司"
)
_NUMBERED = re.compile(r"\d{1,3}(?:\s*-\s*\d{1,3})?\s*(?:名|人|位)|若干|数名")
_TITLE_LIST = re.compile(r"[、,，;；]|\s/\s|\s+")


@dataclass(frozen=True, slots=True)
class Post:
    """One of several posts in an advertisement, with what its own section says."""

    title: str
    headcount: Headcount
    wage: Wage
    text: str


def find_posts(title: str, text: str) -> tuple[Post, ...]:
    """The posts that the text lists under headings of their own, two or more; otherwise ().

    A heading is a line that is a trade name, numbered or with a headcount. Anything less clear is not split.
    """
    lines = plain(text).split("\n")
    heads = [(index, hit) for index, line in enumerate(lines) if (hit := _heading(line))]
    if len(heads) < 2 or len({hit["title"] for _, hit in heads}) < 2:
        return _in_line(text)
    posts = []
    for position, (index, hit) in enumerate(heads):
        end = heads[position + 1][0] if position + 1 < len(heads) else len(lines)
        own = "\n".join(lines[index:end])
        posts.append(Post(hit["title"], find_headcount("", lines[index]), find_wage("", own), own))
    return tuple(posts)


_IN_LINE = re.compile(
    rf"(?:^|(?<=[\n。；;、,，\s)）:：]))(?P<title>[\u4e00-\u9fffA-Za-z/]{{0,10}}?{TRADE})\s*(?:[(（][男女][)）])?\s*"
    r"[(（:：]?\s*(?P<count>\d{1,3}(?:\s*-\s*\d{1,3})?)\s*[名人位][)）]?(?=[、,，。；;\s)）(（]|$)"
)


def _in_line(text: str) -> tuple[Post, ...]:
    """班组长（4名）、焊工（5名）: names and numbers in a row, without text of their own."""
    hits = [hit for hit in _IN_LINE.finditer(plain(text)) if not _DUTY.search(hit["title"])]
    if len({hit["title"] for hit in hits}) < 2:
        return ()
    ends = [*(hit.start() for hit in hits[1:]), len(plain(text))]
    return tuple(
        Post(hit["title"], read_headcount(f"{hit['count']}名"), find_wage("", said), said)
        for hit, end in zip(hits, ends, strict=True)
        if (said := plain(text)[hit.start() : end].strip())
    )


def _heading(line: str) -> re.Match[str] | None:
    hit = _HEAD.match(line)
    if hit is None or _DUTY.search(hit["title"]):
        return None
    rest = hit["rest"].strip()
    numbered = bool(_NUMBERED.search(rest)) or bool(re.match(r"\s*[(（]?[一二三四五六七八九十]{1,3}[)）、.．]", line))
    if len(line) > 80 or not (numbered or rest in ("", ":", "：")):
        return None
    if not numbered and not re.match(r"\s*(?:[(（]?\d|[①-⑳]|招)", line) and rest not in (":", "："):
        return None
    return hit


def listed_titles(title: str) -> tuple[str, ...]:
    """The trades of a title that lists several with 、 or commas; () for one trade (普工/操作工 is one)."""
    name = plain(title)
    parts = [part.strip() for part in _TITLE_LIST.split(name) if part.strip()]
    if len(name.split("/")) > 2:  # 普工/操作工 is one trade twice, three names are three posts
        parts = [part.strip() for part in name.split("/") if part.strip()]
    trades = [part for part in parts if re.search(rf"{TRADE}$", part) and len(part) <= 10]
    return tuple(trades) if len(trades) >= 2 and len(trades) == len(parts) else ()
