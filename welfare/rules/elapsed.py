"""Full years and months between two days, as 周岁 and 满…个月 are counted: the same day of the month completes them."""

from datetime import date


def full_months(since: date, day: date) -> int:
    """Months completed; 0 if ``since`` is yet to come. From the 31st, a shorter month completes on the 1st after it."""
    months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
    return max(0, months)


def full_years(since: date, day: date) -> int:
    """Years completed; who was born on 29 February completes the year on 1 March of a common year."""
    return full_months(since, day) // 12
