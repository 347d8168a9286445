"""A place's number where only what its province allows is known."""

from welfare.rules.expressions import Number, greatest, least, when
from welfare.rules.standards import Standard


def bounded(exact: Standard, lowest: Standard, highest: Standard | None = None) -> Number:
    """The number of the place; where nobody knows it, not below ``lowest`` and not above ``highest``, which were set
    for all places around; where these are blank too it is missing."""
    between = greatest(lowest, exact)
    if highest is not None:
        between = when(highest.is_recorded(), least(highest, between), between)
    return when(exact.is_recorded(), exact, when(lowest.is_recorded(), between, exact))
