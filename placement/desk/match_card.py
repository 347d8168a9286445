"""How one match looks on a card: points that add up, short facts, the reasons worth reading."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from law.truth import Truth
from lexicon.features import Education, WorkFeature
from placement.best_vacancies import Matches
from placement.desk.family_pay import Pay
from placement.matching.away import outside_county
from placement.matching.bars import BARS, Bar
from placement.matching.constraints.constraint import Pair, Reason
from placement.matching.constraints.place import distance_between
from placement.matching.explain import Explanation
from placement.matching.records import Post, Seeker
from placement.search.card import Card

PARTS = {"relevance": "职业与技能", "wage": "工资", "distance": "距离", "retention": "稳岗"}
# Said by the card itself, or too obvious to be a reason.
SHOWN_ELSEWHERE = frozenset({"wage", "headcount", "fresh", "place", "age", "industry"})
# Open facts about the person that concern every vacancy alike: asked once, above the list.
ASKED_ONCE = frozenset(
    {
        "client.wage_floor",
        "client.shifts",
        "client.districts",
        "client.appointments",
        "client.appointment_days",
        "client.education",
        "client.birth_date",
        "client.position",
    }
)
# What advertisements rarely say and nobody decides by; said on the vacancy's own page.
LEFT_OUT = frozenset({"vacancy.headcount", "vacancy.education", "vacancy.kinds"})
NIGHT = f"vacancy.features.{WorkFeature.NIGHT.value}"
MOST_HOLDS, MOST_ASKS = 3, 3
_BARS = {f"bar.{bar.code}": bar for bar in BARS}


@dataclass(frozen=True, slots=True)
class LeaveNote:
    """Which leave the post needs, with its article; ``outside``: for good it means a change of the executing place."""

    text: str
    outside: bool


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One vacancy and one client, in words and whole points."""

    card: Card
    score: int
    parts: list[dict[str, Any]]
    meta: list[str]
    reasons: list[dict[str, str]]
    hint: str
    hint_tone: str
    related: bool = True
    kinds_open: bool = False
    kept: bool = False
    referral_id: int | None = None
    ways: tuple[str, ...] = ()
    also_opens: int = 0
    bars: tuple[Bar, ...] = ()
    family: Pay | None = None
    leave: LeaveNote | None = None


def match_card(
    matches: Matches, card: Card, *, kept: bool = False, family: Pay | None = None, referral_id: int | None = None
) -> MatchCard:
    """The card of a vacancy that passes; ``referral_id``: the referral to it that runs already."""
    told = matches.explain(card.id)
    parts = whole_points(told.contributions)
    hint, tone = wage_hint(card, matches.seeker.wage_floor)
    related = matches.is_related(card.id)
    return MatchCard(
        card=card,
        score=sum(part["value"] for part in parts),
        parts=parts,
        meta=meta_of(card, matches.seeker, post_in(matches, card), matches.as_of),
        reasons=reasons_for(told, card) if related else reasons_in_brief(told, card),
        hint=hint,
        hint_tone=tone,
        related=related,
        kinds_open=kinds_open(matches, card),
        kept=kept,
        family=family,
        referral_id=referral_id,
        leave=leave_note(matches, told, card),
    )


def near_card(matches: Matches, told: Explanation, *, kept: bool = False) -> MatchCard:
    """The card of a vacancy that does not pass: all that stands in the way, and what would open it."""
    card = matches.pool.card(told.post)
    ways, also = matches.ways_open(told)
    hint, tone = wage_hint(card, matches.seeker.wage_floor)
    return MatchCard(
        card=card,
        score=sum(part["value"] for part in whole_points(told.contributions)),
        parts=[],
        meta=meta_of(card, matches.seeker, post_in(matches, card), matches.as_of),
        reasons=obstacles(told),
        hint=hint,
        hint_tone=tone,
        kept=kept,
        ways=ways,
        also_opens=also,
        bars=tuple(_BARS[reason.code] for reason in told.fails if reason.code in _BARS),
    )


def leave_line(told: Explanation) -> list[dict[str, str]]:
    """The same among reasons, where one vacancy stands over many clients; none or one line."""
    return [_line(note, "wait") for note in told.notes]


def leave_note(matches: Matches, told: Explanation, card: Card) -> LeaveNote | None:
    """What the explanation says of leave; None where nothing."""
    if not told.notes:
        return None
    text = "".join(f"{note.worker}{note.article or ''}" for note in told.notes)
    county = matches.seeker.executing_county or ""
    return LeaveNote(text, outside_county(post_in(matches, card).region, county) is Truth.YES)


def kinds_open(matches: Matches, card: Card) -> bool:
    """Whether nobody has said if the post is one that a statute names; the client's case makes that a question."""
    return matches.seeker.case is not None and post_in(matches, card).kinds is None


def post_in(matches: Matches, card: Card) -> Post:
    posts = matches.pool.posts
    return posts.posts[posts.index[str(card.id)]]


def whole_points(contributions: dict[str, float]) -> list[dict[str, Any]]:
    """The contributions as whole points that add up to the rounded score: the largest remainders are rounded up."""
    whole = {name: int(value) for name, value in contributions.items()}
    missing = round(sum(contributions.values())) - sum(whole.values())
    by_rest = sorted(contributions, key=lambda name: (whole[name] - contributions[name], list(PARTS).index(name)))
    for name in by_rest[:missing]:
        whole[name] += 1
    return [{"label": PARTS[name], "value": whole[name]} for name in PARTS]


def meta_of(card: Card, seeker: Seeker, post: Post, as_of: date) -> list[str]:
    """Firm, place, distance, places left, freshness."""
    km = distance_between(Pair(seeker, post, as_of))
    facts = [card.firm, card.place]
    if km is not None:
        facts.append(f"{km:.1f} 公里")
    facts.append(places_left(card))
    facts.append(freshness(card, as_of))
    return [fact for fact in facts if fact]


def places_left(card: Card) -> str:
    if card.places is None:
        return "人数没写"
    return f"招 {card.places} 人" if card.places else "已招满"


def freshness(card: Card, as_of: date) -> str:
    """3 天前确认, in days because a vacancy lives thirty of them."""
    if card.refreshed_on is None:
        return ""
    days = (as_of - card.refreshed_on).days
    return "今天确认" if days <= 0 else f"{days} 天前确认"


def wage_hint(card: Card, floor: float | None) -> tuple[str, str]:
    """The wage against the floor as (words, tone): 比底线高 1,000, 起薪低于底线 200."""
    if floor is None or card.wage_min is None:
        return "", ""
    above = round(float(card.wage_min) - floor)
    if above < 0:
        return f"起薪比底线低 {-above:,}", "wait"
    return (f"比底线高 {above:,}", "good") if above else ("与底线持平", "")


def reasons_for(told: Explanation, card: Card | None) -> list[dict[str, str]]:
    """Why it fits ✓ and what is still to be asked ?, the telling ones first, few enough to be read."""
    said = [{"text": sentence, "tone": "good"} for sentence in told.evidence]
    said += [_line(r, "good") for r in told.holds if r.code not in SHOWN_ELSEWHERE and not _asks_nothing(r)][
        :MOST_HOLDS
    ]
    said += [_line(r, "wait") for r in told.asks if _worth_asking(r, card)][:MOST_ASKS]
    return said


def reasons_in_brief(told: Explanation, card: Card | None) -> list[dict[str, str]]:
    """For what only passes: the one thing that speaks for it, and the first that is to be asked."""
    said = reasons_for(told, card)
    good, open_ = [line for line in said if line["tone"] == "good"], [line for line in said if line["tone"] == "wait"]
    return good[:1] + open_[:1]


def obstacles(told: Explanation) -> list[dict[str, str]]:
    """Everything that failed, nearest to passing first, then one line of why it would have been good."""
    said = [_line(r, "wait" if r.blocks else "bad") for r in told.fails]
    return said + [{"text": sentence, "tone": "good"} for sentence in told.evidence[:1]]


def _line(reason: Reason, tone: str) -> dict[str, str]:
    return {"text": reason.worker, "tone": tone}


def _asks_nothing(reason: Reason) -> bool:
    """学历符合 is no reason where the post takes everybody."""
    return reason.code == "education" and f"（{Education.NONE.label}）" in reason.worker


def _worth_asking(reason: Reason, card: Card | None) -> bool:
    """Not what is asked once, or left out; nor whether a post with day shifts only has night work."""
    missing = set(reason.missing)
    if card is not None and card.shifts and all(shift.includes_night is False for shift in card.shifts):
        missing -= {NIGHT}
    return not (missing <= ASKED_ONCE or missing <= LEFT_OUT)
