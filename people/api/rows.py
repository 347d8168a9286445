"""Rows that are answered and kept nowhere: what they may be, and what every address may answer."""

from typing import Annotated, Any

from pydantic import Field

from people.api.errors import ApiError, Error

# Every no that an address may give, for its description.
NO = dict.fromkeys((400, 401, 403, 404, 413, 415, 422, 429, 500, 503), Error)
LONGEST_ROW = 20_000

Row = dict[str, Any]


def rows_of(most: int) -> Any:
    """A list of at least one and at most ``most`` free rows, as the type of a field."""
    return Annotated[list[Row], Field(min_length=1, max_length=most)]


def require_short(name: str, rows: list[Row]) -> None:
    """Raises ApiError for rows that hold more than anybody writes of one thing: reading them would take too long."""
    long = [index for index, row in enumerate(rows) if _length(row) > LONGEST_ROW]
    if long:
        items = [(f"{name}[{index}]", f"一行不超过 {LONGEST_ROW} 个字") for index in long]
        raise ApiError(422, "invalid", f"有 {len(long)} 处不对。", items=items)


def _length(value: Any) -> int:
    """About how many signs somebody wrote."""
    if isinstance(value, dict):
        return sum(len(str(key)) + _length(one) for key, one in value.items())
    if isinstance(value, list):
        return sum(_length(one) for one in value) + len(value)
    return len(value) if isinstance(value, str) else 8
