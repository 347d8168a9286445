"""Numbers of one place, year by year, as rows of a standard."""

from datetime import date
from decimal import Decimal

from law.article import Article
from welfare.rules.standards import Row

REVIEW = date(2026, 12, 31)
"""By then somebody looks at every number again: the standards of the next year are out."""


def rows_of(
    region: str, source: Article, *years: tuple[str, str, str, bool | None], within: bool = True
) -> tuple[Row, ...]:
    """Rows of one place: (first day, last day, number, urban); an empty last day while nothing ended the rule.

    A year whose first month is not known is taken as that calendar year, and no number outlives the year it was seen
    for, unless the day on which the next one began is known too. Blank stays blank.
    """
    return tuple(
        Row(
            region=region,
            value=Decimal(value),
            valid_from=date.fromisoformat(first),
            valid_to=date.fromisoformat(last) if last else None,
            source=source,
            review_by=REVIEW,
            urban=urban,
            within=within,
        )
        for first, last, value, urban in years
    )
