"""比较: two or three vacancies side by side for one client; first what differs, then what is the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import open_case
from clients.may import may_change
from lexicon.features import CERTIFICATES
from people.doors import desk
from people.models import Purpose, Role
from placement.best_vacancies import Matches, for_client
from placement.desk.family_pay import FamilyPay, Pay
from placement.desk.match_card import MatchCard, freshness, match_card, near_card, places_left, post_in
from placement.desk.referral import acts_for
from placement.matching.constraints.constraint import Pair
from placement.matching.constraints.place import distance_between
from ui.templatetags.ui import wage_range

LEAST, MOST = 2, 3


@dataclass(frozen=True, slots=True)
class Side:
    """One vacancy in the comparison."""

    shown: MatchCard
    fits: bool
    km: float | None
    matches: Matches
    family: Pay | None

    @property
    def post(self):
        return post_in(self.matches, self.shown.card)


# Label, what is written, and for what can be ranked the number of which the greatest is best.
Row = tuple[str, Callable[[Side], str], Callable[[Side], float | None] | None]
ROWS: tuple[Row, ...] = (
    ("匹配度", lambda s: str(s.shown.score) if s.fits else "不符合", lambda s: s.shown.score if s.fits else None),
    ("月工资", lambda s: wage_range(s.shown.card.wage_min, s.shown.card.wage_max), lambda s: _low(s)),
    ("与工资底线比", lambda s: s.shown.hint or "—", None),
    (
        "家庭每月",
        lambda s: _family(s),
        lambda s: float(s.family.total) if s.family else None,
    ),
    ("单位", lambda s: s.shown.card.firm, None),
    ("地点", lambda s: " ".join(filter(None, [s.shown.card.place, s.shown.card.address])), None),
    (
        "距离",
        lambda s: f"{s.km:.1f} 公里" if s.km is not None else "算不出",
        lambda s: -s.km if s.km is not None else None,
    ),
    ("职业", lambda s: s.shown.card.occupation or "未归类", None),
    ("班次", lambda s: s.shown.card.shift_words or "没写", None),
    ("工作特点", lambda s: s.shown.card.feature_words or "没写", None),
    ("学历要求", lambda s: s.post.education.label if s.post.education else "没写", None),
    ("证书要求", lambda s: _papers(s), None),
    ("待遇", lambda s: s.shown.card.offers or "没写", None),
    ("名额", lambda s: places_left(s.shown.card), None),
    ("信息", lambda s: freshness(s.shown.card, s.matches.as_of), None),
)


def _low(side: Side) -> float | None:
    return float(side.shown.card.wage_min) if side.shown.card.wage_min is not None else None


def _family(side: Side) -> str:
    if side.family is None:
        return "算不出"
    beside = f"（{side.family.beside}）" if side.family.beside else ""
    return side.family.text.removeprefix("家庭每月") + beside


def _papers(side: Side) -> str:
    codes = side.post.certificates
    if codes is None:
        return "没写"
    names = [CERTIFICATES[code].label if code in CERTIFICATES else code for code in sorted(codes)]
    return "、".join(names) or "不要求"


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def of_client(request, client_id):
    """Two or three vacancies, named by ``pick``; with fewer, back to the list with a word."""
    client = open_case(request, client_id, Purpose.MATCHING)
    matches = for_client(client, request.user, timezone.localdate())
    asked = dict.fromkeys(int(pick) for pick in request.GET.getlist("pick") if pick.isdecimal() and len(pick) < 19)
    picked = [pk for pk in asked if str(pk) in matches.pool.posts.index][:MOST]
    if len(picked) < LEAST:
        messages.warning(request, "请勾选 2 到 3 个在招的岗位再比较。")
        return redirect("placement:matches", client.pk)
    kept = set(client.shortlist.values_list("vacancy_id", flat=True))
    family = FamilyPay(client, matches.as_of)
    running = dict(client.referrals.running().values_list("vacancy_id", "pk"))
    sides = [_side(matches, pk, kept, family, running.get(pk)) for pk in picked]
    columns = [
        {"label": side.shown.card.title, "href": reverse("employers:vacancy", args=[side.shown.card.id])}
        for side in sides
    ]
    rows = [_row(row, sides) for row in ROWS]
    context = {
        "client": client,
        "sides": sides,
        "columns": columns,
        "differ": [row for row in rows if row["differs"]],
        "same": [(row["label"], row["cells"][0]["text"]) for row in rows if not row["differs"]],
        "may_change": may_change(request.user, client) and client.is_open,
        "may_refer": acts_for(request.user, client) and client.is_open,
    }
    return render(request, "placement/desk/compare.html", context)


def _side(matches: Matches, vacancy_id: int, kept: set[int], family: FamilyPay, referral_id: int | None) -> Side:
    card = matches.pool.cards[vacancy_id]
    told = matches.explain(vacancy_id)
    is_kept = vacancy_id in kept
    if told.allowed:
        shown = match_card(matches, card, kept=is_kept, referral_id=referral_id)
    else:
        shown = near_card(matches, told, kept=is_kept)
    km = distance_between(Pair(matches.seeker, post_in(matches, card), matches.as_of))
    return Side(shown, told.allowed, km, matches, family.of(card))


def _row(row: Row, sides: list[Side]) -> dict:
    """One line of the table; the best of what can be ranked is marked where not all are equally good."""
    label, text, rank = row
    texts = [text(side) for side in sides]
    ranks = [rank(side) if rank else None for side in sides]
    known = [value for value in ranks if value is not None]
    best = max(known) if len(set(known)) > 1 else None
    cells = [
        {"text": said, "best": best is not None and value == best} for said, value in zip(texts, ranks, strict=True)
    ]
    return {"label": label, "cells": cells, "differs": len(set(texts)) > 1}
