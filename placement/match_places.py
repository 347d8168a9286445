"""One code of a place that a line gives in several parts, from large to small."""

from collections.abc import Iterable

from people.place_names import place_codes


def place_code(parts: Iterable[str]) -> str | None:
    """As precise as it can be told; None where nothing can."""
    code: str | None = None
    for part in parts:
        found = {c for c in place_codes(part) if code is None or c.startswith(code)} if part else set()
        if len(found) == 1:
            code = found.pop()
    return code
