"""Where the clocks are written, and the shape in which a number is kept: by place and by day.

A place is the beginning of a region's code ("" is the country). The longest that fits and has a value that day wins;
where none fits nothing is known, and no neighbour's number is used.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from law.article import Article, unnumbered
from law.dated import Dated, Timeline

Value = TypeVar("Value")

REVIEW_BY = date(2027, 11, 23)

LAW = ("禁毒法", "主席令第79号")
LAW_SINCE = date(2008, 6, 1)
REGULATION = ("戒毒条例", "国务院令第597号")
REGULATION_SINCE = date(2011, 6, 26)
ORDOS = ("鄂尔多斯市人民政府关于加强社区戒毒社区康复工作的意见", "鄂府发〔2014〕75号")
ORDOS_SINCE = date(2014, 11, 5)
# The text that was read, of 56 articles. Since 1 March 2023 there are 60: what was amended and how the articles are
# counted now was not seen.
SHANGHAI = ("上海市禁毒条例（2016年文本）", "2023年3月1日起有修正，现行条文待核实")
SHANGHAI_SINCE = date(2016, 4, 1)
SHANDONG = ("山东省禁毒条例", "")
SHANDONG_SINCE = date(2018, 1, 1)
GUIZHOU_ISOLATION = unnumbered("贵州省强制隔离戒毒工作意见")
# Its own day was not seen: it is used from the day on which it was read.
GUIZHOU_ISOLATION_SINCE = date(2026, 11, 22)

ByPlace = Mapping[str, Timeline[Value]]


def of_law(article: str) -> Article:
    return Article(*LAW, article)


def of_regulation(article: str) -> Article:
    return Article(*REGULATION, article)


def since_law(value: Value, article: str) -> Dated[Value]:
    return Dated(value, LAW_SINCE, of_law(article), REVIEW_BY)


def since_regulation(value: Value, article: str) -> Dated[Value]:
    return Dated(value, REGULATION_SINCE, of_regulation(article), REVIEW_BY)


def in_force(table: ByPlace[Value], region_code: str, on: date) -> Dated[Value] | None:
    """What holds in this place on that day, with its source; None where nothing is known."""
    places = sorted((place for place in table if region_code.startswith(place)), key=len, reverse=True)
    return next((found for place in places if (found := table[place].at(on))), None)
