"""An advertisement that somebody pasted as one piece: which of its lines is the title, and what is left as the text.

pasted("招聘叉车司机2名\n工资5000-6500元…")      title 叉车司机
pasted("岗位：保洁员\n要求：男女不限")             title 保洁员
pasted("一、招普工 20名…\n二、电焊工 3名…")        the first of its posts, and how many there are
"""

import re
from dataclasses import dataclass

from employers.adverts.clauses import as_written, clauses
from employers.adverts.occupation import clean_title
from employers.adverts.posts import TRADE, find_posts

LONGEST = 20
_LOOKED_AT = 6
_LABELLED = re.compile(r"(?:招聘)?(?:岗位|职位|工种)(?:名称)?\s*[:：]\s*(?P<title>[^\n，,。；;]{2,20})")
_SOUGHT = re.compile(rf"[现急诚特拟]?(?:招聘|招收|招募|聘用|招|聘)\s*(?P<title>[\u4e00-\u9fffA-Za-z/]{{0,10}}?{TRADE})")
_NUMBER = re.compile(r"\s*(?:若干|数名|[\d一二两三四五六七八九十]+\s*(?:-\s*\d+\s*)?(?:名|人|位)).*$")
_OTHER_MATTER = re.compile(r"公司|地址|电话|联系|工资|薪|待遇|时间|要求|职责|启事|简介|集团")


@dataclass(frozen=True, slots=True)
class Pasted:
    """``title`` is "" where no line looks like one; ``posts`` is how many posts the text lists, 1 if it does not."""

    title: str
    text: str
    posts: int = 1


def pasted(text: str) -> Pasted:
    """The advertisement in its parts. Never raises; of several posts the first."""
    whole = as_written(text)
    posts = find_posts("", whole)
    if posts:
        return Pasted(posts[0].title, posts[0].text, len(posts))
    return Pasted(_title(whole), whole)


def _title(text: str) -> str:
    labelled = _LABELLED.search(text)
    if labelled:
        return _NUMBER.sub("", clean_title(labelled["title"]))[:LONGEST]
    first = clauses(text)[:_LOOKED_AT]
    for part in first:
        if sought := _SOUGHT.search(part):
            return str(sought["title"])
    for part in first:
        bare = _NUMBER.sub("", clean_title(part))
        if 2 <= len(bare) <= LONGEST and re.search(rf"{TRADE}$", bare) and not _OTHER_MATTER.search(bare):
            return bare
    return ""
