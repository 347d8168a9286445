"""基地还是点: from how many people a district has to build a 安置基地; below that an 安置点 is enough.

A city's own rule, and known for one city alone. Elsewhere nothing is known: no neighbour's number is used.
"""

from datetime import date
from enum import StrEnum

from law.article import Article
from law.dated import Dated, Timeline

# Where the rule holds: the code of the city that gave it.
BASE_FROM: dict[str, Timeline[int]] = {
    "1506": Timeline(
        "建安置基地的人数",
        Dated(
            500,
            valid_from=date(2014, 11, 5),
            source=Article("鄂尔多斯市人民政府鄂府发〔2014〕75号文件"),
            review_by=date(2027, 11, 5),
        ),
    ),
}


class Need(StrEnum):
    BASE = "base"
    POINT = "point"
    UNKNOWN = "unknown"


def rule_of(region_code: str, on: date) -> Dated[int] | None:
    """The number from which a district of this city builds a base, with its source; None where none is known."""
    timeline = next((found for city, found in BASE_FROM.items() if region_code.startswith(city)), None)
    return timeline.at(on) if timeline else None


def need_of(people: int, rule: Dated[int] | None) -> Need:
    """What a district with so many people has to have. The number itself asks for a base already."""
    if rule is None:
        return Need.UNKNOWN
    return Need.BASE if people >= rule.value else Need.POINT
