"""A row's number as somebody's browser sent it."""

# The greatest number of digits that always fits the database's integers.
MOST_DIGITS = 18


def id_in(text: str) -> int:
    """The number in ``text``; 0, which no row has, for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
