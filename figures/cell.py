"""What stands in a cell of a table of figures: a number, or why there is none."""

from decimal import Decimal

HIDDEN = "hidden"
"""In the place of a number that must not leave the house: it is small, or a small one could be worked out from it."""
UNKNOWN = "unknown"
"""In the place of a number that nobody has recorded, or that cannot be told: never 0."""

Value = int | float | Decimal | str
