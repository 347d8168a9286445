"""The smallest change that would open a refused pair, found by making the change and judging the pair again.

Only what a person can decide is proposed: a certificate, another shift, a sign-in on another day or leave for it, a
wider radius or another district, a lower floor, a refreshed or enlarged vacancy. Never a health limit, an age, a
schooling, a statute, or a trade that the person does not want.
"""

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import combinations

from law.money import per_month
from law.truth import Truth
from lexicon.features import CERTIFICATES, Shift, satisfied
from placement.matching.constraints.constraint import Pair
from placement.matching.constraints.hours import describe
from placement.matching.constraints.offer import highest_wage
from placement.matching.constraints.place import distance_between
from placement.matching.match import judge
from placement.matching.pool import PostColumns, SeekerColumns, region_within
from placement.matching.records import Seeker

MOST = 3
"""More changes than this at once are no plan."""
# The constraints for which anything is proposed, by the sort of change that answers them.
SORTS = {
    "certificates": "certificates",
    "licence": "licence",
    "shifts": "hours",
    "appointments": "hours",
    "place": "place",
    "wage": "wage",
    "fresh": "fresh",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One decision, and how a pair looks after it.

    kind  certificate, shift, appointment, leave, radius, district, wage_floor, refresh
    text  what has to happen, in Chinese
    cost  order among changes: 1 a word, 2 an arrangement, 3 a concession of the client, 4 a course
    """

    kind: str
    text: str
    cost: int
    make: Callable[[Pair], Pair] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unlock:
    """Changes that open the pair together and not without one of them; ``also_opens`` counts other posts that the
    seeker's side of them opens in the same pool."""

    changes: tuple[Change, ...]
    also_opens: int


def unlocks(seeker: Seeker, post: str, posts: PostColumns, as_of: date) -> list[Unlock]:
    """Every smallest set of changes (as few as possible, at most ``MOST``) that opens the pair, cheapest first.

    Empty when the pair is open already or nothing proposed here opens it. Raises KeyError for an unknown post.
    """
    pair = Pair(seeker, posts.posts[posts.index[post]], as_of)
    if is_open(pair):
        return []
    single = list(_proposals(pair, _refusing(pair)))
    for size in range(1, MOST + 1):
        found = [changes for changes in combinations(single, size) if is_open(_after(pair, changes))]
        if found:
            found.sort(key=lambda changes: sum(change.cost for change in changes))
            return [Unlock(changes, _also_opens(pair, changes, posts)) for changes in found]
    return []


def one_step(seeker: Seeker, post: str, refusing: Collection[str], posts: PostColumns, as_of: date) -> Change | None:
    """The cheapest single change that opens the pair: the first of ``unlocks`` where that is one change, for much less.

    refusing  codes of the constraints that refuse the pair, as its explanation lists them
    None when the pair is open already or takes more than one. Raises KeyError for an unknown post.
    """
    pair = Pair(seeker, posts.posts[posts.index[post]], as_of)
    # Judging a pair costs milliseconds, and no single change answers obstacles of two sorts.
    if len({SORTS.get(code, code) for code in refusing}) != 1 or not SORTS.keys() >= set(refusing):
        return None
    opening = [change for change in _proposals(pair, refusing) if is_open(change.make(pair))]
    return min(opening, key=lambda change: change.cost, default=None)


def opens_along(seeker: Seeker, post: str, change: Change, posts: PostColumns, as_of: date) -> int:
    """How many other posts the seeker's side of a change opens."""
    return _also_opens(Pair(seeker, posts.posts[posts.index[post]], as_of), (change,), posts)


def is_open(pair: Pair) -> bool:
    """Whether the pair passes every hard constraint, computed by the constraints themselves."""
    posts = PostColumns([pair.post])
    return bool(judge(SeekerColumns([pair.seeker], posts, pair.as_of), posts).allowed[0, 0])


def _refusing(pair: Pair) -> set[str]:
    posts = PostColumns([pair.post])
    verdicts = judge(SeekerColumns([pair.seeker], posts, pair.as_of), posts)
    return {code for code, pairs in verdicts.excluded.items() if pairs[0, 0]}


def _proposals(pair: Pair, failed: Collection[str]) -> Iterator[Change]:
    """Single changes worth trying for what fails."""
    for code in ("certificates", "licence"):
        if code in failed:
            yield _take_course(pair, driving=code == "licence")
    if "shifts" in failed or "appointments" in failed:
        yield from _accept_shifts(pair)
    if "appointments" in failed:
        yield from _make_room(pair)
    if "place" in failed:
        yield from _go_farther(pair)
    if "wage" in failed:
        yield _lower_floor(pair)
    if "fresh" in failed:
        yield Change("refresh", "请企业确认仍在招并更新岗位信息", 1, _refresh)


def _take_course(pair: Pair, *, driving: bool) -> Change:
    valid = pair.seeker.valid_certificates(pair.as_of)
    needed = sorted(c for c in pair.post.certificates or () if c.startswith("driving") is driving)
    lacking = [code for code in needed if not satisfied(code, valid)]
    names = "、".join(CERTIFICATES[code].label if code in CERTIFICATES else code for code in lacking)

    def make(before: Pair) -> Pair:
        held = {**before.seeker.certificates, **dict.fromkeys(lacking)}
        return replace(before, seeker=replace(before.seeker, certificates=held))

    return Change("certificate", f"取得{names}", 4, make)


def _accept_shifts(pair: Pair) -> Iterator[Change]:
    for shift in Shift:
        if pair.seeker.shifts and shift in (pair.post.shifts or ()) and shift not in pair.seeker.shifts:
            yield Change("shift", f"接受{shift.label}", 3, partial(_accept, shift=shift))


def _accept(before: Pair, *, shift: Shift) -> Pair:
    accepted = (before.seeker.shifts or frozenset()) | {shift}
    return replace(before, seeker=replace(before.seeker, shifts=accepted))


def _make_room(pair: Pair) -> Iterator[Change]:
    """Move what is not daily to a day off, or ask for leave; a daily dose cannot be moved by either."""
    movable = [a for a in pair.seeker.appointments or () if not a.daily]
    if movable and pair.post.rest_days:
        days = frozenset({min(pair.post.rest_days)})
        texts = "、".join(describe(replace(a, weekdays=days)) for a in movable)
        yield Change("appointment", f"改到岗位休息日：{texts}", 2, partial(_move, days=days))
    if movable:
        names = "、".join(a.label for a in movable)
        yield Change("leave", f"请单位同意{names}时请假", 2, _grant_leave)


def _move(before: Pair, *, days: frozenset[int]) -> Pair:
    moved = tuple(a if a.daily else replace(a, weekdays=days) for a in before.seeker.appointments or ())
    return replace(before, seeker=replace(before.seeker, appointments=moved))


def _grant_leave(before: Pair) -> Pair:
    return replace(before, post=replace(before.post, appointment_leave=True))


def _refresh(before: Pair) -> Pair:
    return replace(before, post=replace(before.post, fresh_until=before.as_of))


def _go_farther(pair: Pair) -> Iterator[Change]:
    km, radius = distance_between(pair), pair.seeker.radius_km
    if km is not None and radius is not None and km > radius:
        wider = float(math.ceil(km))

        def widen(before: Pair) -> Pair:
            return replace(before, seeker=replace(before.seeker, radius_km=wider))

        yield Change("radius", f"距离放宽到{wider:g}公里", 3, widen)
    region, districts = pair.post.region, pair.seeker.districts
    if districts and region and all(region_within(region, district) is Truth.NO for district in districts):
        accepted = districts | {region}

        def add(before: Pair) -> Pair:
            return replace(before, seeker=replace(before.seeker, districts=accepted))

        yield Change("district", "接受岗位所在的区域", 3, add)


def _lower_floor(pair: Pair) -> Change:
    offered = highest_wage(pair.post)
    assert offered is not None  # without an upper end the floor is never refused

    def lower(before: Pair) -> Pair:
        return replace(before, seeker=replace(before.seeker, wage_floor=offered))

    return Change("wage_floor", f"工资底线降到{per_month(round(offered))}", 3, lower)


def _after(pair: Pair, changes: tuple[Change, ...]) -> Pair:
    for change in changes:
        pair = change.make(pair)
    return pair


def _also_opens(pair: Pair, changes: tuple[Change, ...], posts: PostColumns) -> int:
    after = _after(pair, changes).seeker
    if after == pair.seeker:
        return 0
    verdicts = judge(SeekerColumns([pair.seeker, after], posts, pair.as_of), posts)
    opened = verdicts.allowed[1] & ~verdicts.allowed[0]
    opened[posts.index[pair.post.id]] = False
    return int(opened.sum())
