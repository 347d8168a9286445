"""How far the search engine is behind the vacancies: for whoever runs the platform."""

from dataclasses import dataclass

from django.conf import settings

from placement.search.versions import index_lag


@dataclass(frozen=True, slots=True)
class Lag:
    """Vacancies that the engine does not hold as they are, and for how many seconds the oldest waits."""

    rows: int = 0
    seconds: int = 0


def search_lag() -> Lag:
    """One query; nothing waits where the database itself is the engine: it cuts words before it answers."""
    return Lag(*index_lag()) if settings.ELASTICSEARCH_URL else Lag()
