"""How many people are sought: cells, titles, prose.

read_headcount("5人")          5 to 5
read_headcount("2-3名")        2 to 3
read_headcount("不限人")        no number, unlimited
read_headcount("若干")          no number: several, not said how many
find_headcount("急招保安", "现招保安员五名，另招保洁2人")   None to None: the text names several posts' numbers
"""

import re
from dataclasses import dataclass

from employers.adverts.clauses import excerpt, plain

MOST_CREDIBLE = 5_000
_DIGITS = {"一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNT = r"\d{1,4}|[一二两俩三四五六七八九]?十[一二三四五六七八九]?|[一二两俩三四五六七八九]"
_PERSON = r"(?:名|人|位|员)"
_CELL = re.compile(
    rf"^(?:招聘?)?\s*({_COUNT})\s*{_PERSON}*\s*(?:(?:-|到|至)\s*({_COUNT})\s*{_PERSON}*)?\s*(?:左右|以上)?$"
)
_UNLIMITED = re.compile(r"(?:人数)?不限(?:人数|人|名额)?|无限|长期招聘?")
_SEVERAL = re.compile(r"(?<!\d)(?:若干|数名|数人|多名|多人|几名|几个)")
# In prose a number of people is also the size of the staff, of a class, of a team led.
_PROSE = re.compile(
    r"(?:(?:招聘?|诚聘|急聘|招收|招募|需要?|聘请?|录用|增补|缺)(?:[^\d。;，,\n]{0,12}?)|"
    r"人数[:：]?\s*|[:：（(]\s*|(?<=[\u4e00-\u9fff])\s?)"
    rf"({_COUNT})\s*(?:(?:-|到|至)\s*({_COUNT})\s*)?(?:名|人(?![员力以才资民事间份次均合月])|位(?!置|于))"
)
_NOT_SOUGHT = re.compile(
    r"(?:员工|团队|职工|拥有|现有|管理|带领|规模|以上|共有|培养|服务|有着|超过|近|约|达|"
    r"班|宿舍|间|住|每|寝室|公寓|组织|"
    r"面试|参加|客户|[满足]|推荐|介绍|吨|第|前)\s*[\u4e00-\u9fff]{0,3}$"
)


@dataclass(frozen=True, slots=True)
class Headcount:
    """``least`` and ``most`` people sought; both None when no number is given. ``stated`` is the wording."""

    least: int | None = None
    most: int | None = None
    unlimited: bool = False
    stated: str = ""

    @property
    def known(self) -> bool:
        return self.most is not None


def read_headcount(stated: object) -> Headcount:
    """The headcount of a table cell. Never raises; an unreadable cell keeps its text and no number."""
    text = plain(stated)
    hit = _CELL.match(text)
    if hit:
        return _between(hit[1], hit[2], text)
    return Headcount(unlimited=bool(_UNLIMITED.search(text)), stated=text)


def find_headcount(title: str, text: str) -> Headcount:
    """The headcount in title or prose; when different numbers are named for several posts, none of them."""
    for place in (title, text):
        found = [
            _between(hit[1], hit[2], excerpt(_around(place, hit)))
            for hit in _PROSE.finditer(plain(place))
            if not _NOT_SOUGHT.search(plain(place)[max(0, hit.start() - 8) : hit.start(1)])
        ]
        known = [item for item in found if item.known]
        if len({(item.least, item.most) for item in known}) == 1:
            return known[0]
        if known:
            return Headcount(stated=" / ".join(item.stated for item in known[:4]))
    several = _SEVERAL.search(plain(text))
    return Headcount(stated=several.group() if several else "")


def _around(place: str, hit: re.Match[str]) -> str:
    return hit.group().strip(" :：(（")


def _between(low: str, high: str | None, stated: str) -> Headcount:
    least = _number(low)
    most = _number(high) if high else least
    if least < 1 or most > MOST_CREDIBLE or least > most:
        return Headcount(stated=stated)
    return Headcount(least, most, stated=stated)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS[word]
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
