"""What the demo's workers have set aside for their clients: good matches, and a few posts that are gone since."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from employers.models.vacancy import State
from people.models import User
from placement.best_vacancies import Matches, caseload_of
from placement.models import Shortlist
from placement.pool import Pool, of_actor
from placement.seekers import seeker_of

# Every third client has a shortlist of the two best; every ninth also one post that is no longer on offer.
EVERY, KEPT, GONE_EVERY = 3, 2, 9


def build_shortlists(as_of: date, workers: list[User]) -> None:
    """Shortlists for the caseloads of these workers."""
    for worker in workers:
        pool = of_actor(worker)
        gone = _gone_from(pool)
        kept = [
            _entry(as_of, client, vacancy_id, place)
            for place, client in enumerate(caseload_of(worker))
            if place % EVERY == 0
            for vacancy_id in [
                *(found.card.id for found in Matches(seeker_of(client, as_of), pool, as_of).ranked[:KEPT]),
                *([gone[place % len(gone)]] if gone and place % GONE_EVERY == 0 else []),
            ]
        ]
        Shortlist.objects.bulk_create(kept)


def _gone_from(pool: Pool) -> list[int]:
    """Posts that were on offer and are paused or filled now, by id."""
    return sorted(card.id for card in pool.cards.values() if card.state in (State.PAUSED, State.FILLED))


def _entry(as_of: date, client, vacancy_id: int, place: int) -> Shortlist:
    day = as_of - timedelta(days=1 + place % 12)
    return Shortlist(
        client=client,
        vacancy_id=vacancy_id,
        recorded_by=client.caseworker,
        recorded_at=timezone.make_aware(datetime.combine(day, time(15, place))),
    )
