"""Where a reader of a feed stands: the number of the last row it has, and the head of the feed when it began."""

import re
from typing import NamedTuple, Self

from people.api.errors import ApiError

MOST_DIGITS = 18


class Cursor(NamedTuple):
    """number  of the last row that was read
    base    the highest number when reading began: what was gone by then was never told to this reader
    """

    number: int
    base: int

    def __str__(self) -> str:
        return f"{self.number}-{self.base}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ApiError for what is no cursor of ours."""
        found = re.fullmatch(rf"(\d{{1,{MOST_DIGITS}}})-(\d{{1,{MOST_DIGITS}}})", text, re.ASCII)
        if found is None:
            words = "应为上一次答复里的 next，照原样带回"
            raise ApiError(422, "invalid", "有 1 处不对。", items=[("cursor", words)])
        return cls(int(found[1]), int(found[2]))


def require_known(given: object, known: set[str]) -> None:
    """Raises ApiError for a parameter of the address that nobody knows: a slip would otherwise ask something else."""
    unknown = sorted(set(given) - known)  # type: ignore[call-overload]
    if unknown:
        items = [("", f"没有的参数；可用：{'、'.join(sorted(known))}")]
        raise ApiError(422, "invalid", "地址里有不认识的参数。", items=items)
