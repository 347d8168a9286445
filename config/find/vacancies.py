"""岗位 in the search box."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from config.find.found import Group, Hit
from people.models import Role, User
from placement import pool as pools
from placement.desk.vacancies import is_visible
from placement.search.documents import demands
from placement.search.engine import asked_by, engine
from ui.templatetags.ui import wage_range

MOST = 5
READERS = (Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)


def vacancies(actor: User, words: str) -> Group:
    """The vacancies of the actor's city that hold the words, best first, those that take nobody at the end.

    A handful of queries while no vacancy has changed; none for words without a letter, which name no work.
    """
    if actor.role not in READERS or not any(sign.isalpha() for sign in words) or not demands(words):
        return Group("vacancies", "岗位")
    today = timezone.localdate()
    pool = pools.of_actor(actor)
    found = engine().search(replace(asked_by(actor, today), words=words, sort="open", size=MOST))
    cards = [pool.cards[pk] for pk in found.ids if pk in pool.cards and is_visible(pool.cards[pk], actor)]
    hits = [
        Hit(
            card.title,
            reverse("employers:vacancy", args=[card.id]),
            "briefcase",
            f"{wage_range(card.wage_min, card.wage_max)} · {card.firm} · {card.place}",
            "" if card.is_open(today) else "需要确认" if card.is_stale(today) else _state(card),
        )
        for card in cards[:MOST]
    ]
    if found.total > MOST:
        every = f"在岗位中查看全部 {found.total} 个"
        hits.append(Hit(every, reverse("placement:vacancies"), "arrow-right", method="get", sends={"q": words}))
    return Group("vacancies", "岗位", hits)


def _state(card) -> str:
    return "已招满" if card.is_published else card.state.label
