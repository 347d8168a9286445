"""The records of seekers and posts as columns: what the constraints and the score compute on.

``Truth`` is an int8 here, its ``value``: 0 no, 1 unknown, 2 yes, so that & is ``np.minimum`` and | ``np.maximum``.
"""

import math
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from law.truth import Truth
from lexicon.features import PostKind, Shift, WorkFeature, satisfied
from lexicon.industries import INDUSTRIES, industry
from placement.matching.records import Post, Seeker

NO, UNKNOWN, YES = (np.int8(truth.value) for truth in (Truth.NO, Truth.UNKNOWN, Truth.YES))


class PostColumns:
    """n posts in order of id, so that equal scores stay in order of id.

    wage_min, wage_max   float64 元/月, NaN unknown
    points               float64 (n, 3) unit vectors, NaN unknown
    region, industry     int32 index into ``regions``, ``industries`` (codes of this pool, sorted), -1 unknown
    shifts               uint64 bits in the order of ``Shift``; ``shifts_known`` bool
    features             uint64 bits in the order of ``WorkFeature``; ``features_complete`` bool
    education            int8 rank asked for, 0 for none, -1 unknown
    certificates         uint64 (n, words) bits in the order of ``certificate_codes``; ``certificates_known`` bool
    kinds                int8 (kinds, n) truth of each ``PostKind``
    headcount            int32 places left, -1 unknown
    fresh_until          int32 ordinal of the last fresh day, -1 unknown
    board, lodging, insurance, appointment_leave   int8 truth
    hours                int32 (n, 2) minutes, -1 unknown
    rest_days            uint64 bits, Monday first; ``rest_days_known`` bool
    memo                 what constraints have worked out of these posts alone, under names of their own

    Raises ValueError if an id occurs twice.
    """

    def __init__(self, posts: Iterable[Post]) -> None:
        self.memo: dict[str, Any] = {}
        self.posts = tuple(sorted(posts, key=lambda post: post.id))
        self.ids = tuple(post.id for post in self.posts)
        _require_distinct(self.ids)
        self.index = {code: i for i, code in enumerate(self.ids)}

        ends = [_ordered(p.wage_min, p.wage_max) for p in self.posts]
        self.wage_min, self.wage_max = _floats(low for low, _ in ends), _floats(high for _, high in ends)
        self.points = np.array([point(p.longitude, p.latitude) for p in self.posts], np.float64).reshape(-1, 3)
        self.regions, self.region = _coded(p.region for p in self.posts)
        self.industries, self.industry = _coded(p.industry for p in self.posts)
        self.shifts = bits((p.shifts or () for p in self.posts), list(Shift))[:, 0]
        self.shifts_known = np.array([bool(p.shifts) for p in self.posts], bool)
        self.features = bits((p.features for p in self.posts), list(WorkFeature))[:, 0]
        self.features_complete = np.array([p.features_complete for p in self.posts], bool)
        self.education = np.array([-1 if p.education is None else p.education.rank for p in self.posts], np.int8)
        self.certificate_codes = tuple(sorted({code for p in self.posts for code in p.certificates or ()}))
        self.certificates = bits((p.certificates or () for p in self.posts), self.certificate_codes)
        self.certificates_known = np.array([p.certificates is not None for p in self.posts], bool)
        self.kinds = np.array(
            [[_truth(None if p.kinds is None else kind in p.kinds) for p in self.posts] for kind in PostKind], np.int8
        )
        self.headcount = _ints(p.headcount_left for p in self.posts)
        self.fresh_until = _ints(p.fresh_until.toordinal() if p.fresh_until else None for p in self.posts)
        self.board = _truths(p.board for p in self.posts)
        self.lodging = _truths(p.lodging for p in self.posts)
        self.insurance = _truths(p.insurance for p in self.posts)
        self.appointment_leave = _truths(p.appointment_leave for p in self.posts)
        self.hours = np.array([p.hours or (-1, -1) for p in self.posts], np.int32).reshape(-1, 2)
        self.rest_days = bits((p.rest_days or () for p in self.posts), range(7))[:, 0]
        self.rest_days_known = np.array([p.rest_days is not None for p in self.posts], bool)

    def __len__(self) -> int:
        return len(self.posts)

    def renewed(self, gone: Collection[str], posts: Iterable[Post]) -> tuple["PostColumns", np.ndarray]:
        """These columns without the posts ``gone`` and with ``posts``, which replace those of the same id.

        The same bits as ``PostColumns`` of all of them, at the price of the new ones. Beside it where each of its posts
        was before, int (n,), -1 for those of ``posts``. Raises ValueError if an id occurs twice in ``posts``.
        """
        fresh = PostColumns(posts)
        kept = [i for i, id_ in enumerate(self.ids) if id_ not in gone and id_ not in fresh.index]
        # Two sorted runs: sorting them together is one merge.
        ids = [*(self.ids[i] for i in kept), *fresh.ids]
        order = sorted(range(len(ids)), key=ids.__getitem__)
        taken, place = np.array(kept, np.intp), np.array(order, np.intp)
        both = PostColumns.__new__(PostColumns)
        both.memo = {}
        all_posts = [*(self.posts[i] for i in kept), *fresh.posts]
        both.posts = tuple(all_posts[i] for i in order)
        both.ids = tuple(ids[i] for i in order)
        both.index = {code: i for i, code in enumerate(both.ids)}
        for name in _PLAIN:
            joined = np.concatenate([getattr(self, name)[taken], getattr(fresh, name)])
            setattr(both, name, joined[place])
        both.kinds = np.concatenate([self.kinds[:, taken], fresh.kinds], axis=1)[:, place]
        both.regions, region = _recoded((self.regions, self.region[taken]), (fresh.regions, fresh.region))
        both.industries, industry = _recoded(
            (self.industries, self.industry[taken]), (fresh.industries, fresh.industry)
        )
        both.region, both.industry = region[place], industry[place]
        both.certificate_codes, bits_ = _rebitted(
            (self.certificate_codes, self.certificates[taken]), (fresh.certificate_codes, fresh.certificates)
        )
        both.certificates = bits_[place]
        before = np.concatenate([taken, np.full(len(fresh), -1, np.intp)])
        return both, before[place]

    @cached_property
    def certificate_masks(self) -> tuple[np.ndarray, np.ndarray]:
        """(driving licences, all other papers) as bit masks (words,) over ``certificate_codes``."""
        driving = bits([[c for c in self.certificate_codes if c.startswith("driving")]], self.certificate_codes)[0]
        return driving, ~driving


# Columns that mean the same in every pool: one value or row per post, without codes of this pool.
_PLAIN = (
    "wage_min", "wage_max", "points", "shifts", "shifts_known", "features", "features_complete", "education",
    "certificates_known", "headcount", "fresh_until", "board", "lodging", "insurance", "appointment_leave", "hours",
    "rest_days", "rest_days_known",
)  # fmt: skip


class SeekerColumns:
    """n seekers in the order given, encoded in the codes of one pool of posts, as they stand on one day.

    wage_floor           float64 元/月, NaN not recorded
    points, radius       float64 (n, 3) unit vectors and km, NaN unknown
    districts            int8 (n, regions + 1) truth of "accepted" for each region of the pool, the last unknown
    excluded             int8 (n, industries + 1) truth of "excluded", the last for an unknown industry
    shifts               uint64 bits accepted; ``shifts_known`` bool
    cannot, undecided    uint64 bits of work features
    education            int8 rank, -1 unknown
    age                  int16 full years, -1 unknown
    held, expired        uint64 (n, words) bits of the pool's certificates; ``certificates_complete`` bool
    memo                 what constraints have worked out of these seekers alone, under names of their own
    """

    def __init__(self, seekers: Sequence[Seeker], posts: PostColumns, as_of: date) -> None:
        self.memo: dict[str, Any] = {}
        self.seekers = tuple(seekers)
        self.as_of = as_of
        self.wage_floor = _floats(s.wage_floor for s in self.seekers)
        self.points = np.array([point(s.longitude, s.latitude) for s in self.seekers], np.float64).reshape(-1, 3)
        self.radius = _floats(s.radius_km for s in self.seekers)
        self.districts = _lookup((s.districts for s in self.seekers), posts.regions, region_within, UNKNOWN)
        self.excluded = _lookup((s.excluded_industries for s in self.seekers), posts.industries, industry_within, NO)
        self.shifts = bits((s.shifts or () for s in self.seekers), list(Shift))[:, 0]
        self.shifts_known = np.array([bool(s.shifts) for s in self.seekers], bool)
        features = list(WorkFeature)
        self.cannot = bits(([f for f, can in s.limits.items() if can is False] for s in self.seekers), features)[:, 0]
        self.undecided = bits(([f for f, can in s.limits.items() if can is None] for s in self.seekers), features)[:, 0]
        self.education = np.array([-1 if s.education is None else s.education.rank for s in self.seekers], np.int8)
        self.age = np.array([-1 if s.birth_date is None else age(s.birth_date, as_of) for s in self.seekers], np.int16)
        codes = posts.certificate_codes
        self.held = bits((_allowed(s.valid_certificates(as_of), codes) for s in self.seekers), codes)
        self.expired = bits((_allowed(frozenset(s.certificates), codes) for s in self.seekers), codes) & ~self.held
        self.certificates_complete = np.array([s.certificates_complete for s in self.seekers], bool)

    def __len__(self) -> int:
        return len(self.seekers)


def age(birth: date, day: date) -> int:
    """Full years on that day; somebody born on 29 February is a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def point(longitude: float | None, latitude: float | None) -> tuple[float, float, float]:
    """Degrees to a unit vector, NaN where one is unknown."""
    if longitude is None or latitude is None:
        return (math.nan, math.nan, math.nan)
    lon, lat = math.radians(longitude), math.radians(latitude)
    return (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))


def region_within(region: str, district: str) -> Truth:
    """Whether a place coded ``region`` lies in ``district``; UNKNOWN when its code is too coarse to say."""
    place, area = region_stem(region), region_stem(district)
    if place.startswith(area):
        return Truth.YES
    return Truth.UNKNOWN if area.startswith(place) else Truth.NO


def region_stem(code: str) -> str:
    """A GB/T 2260 code without the zeros that only fill it up: 150600 → 1506, 150602003000 → 150602003."""
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    if len(code) == 6:
        while len(code) > 2 and code.endswith("00"):
            code = code[:-2]
    return code


def industry_within(code: str, area: str) -> Truth:
    """Whether industry ``code`` is ``area`` or part of it; UNKNOWN when ``code`` is the coarser of the two."""
    if area in _industry_line(code):
        return Truth.YES
    return Truth.UNKNOWN if code in _industry_line(area) else Truth.NO


def bits(sets: Iterable[Iterable[Hashable]], codes: Sequence[Hashable]) -> np.ndarray:
    """Sets of codes as uint64 (n, words), one bit per code in the order of ``codes``. Raises KeyError for others."""
    place = {code: divmod(i, 64) for i, code in enumerate(codes)}
    rows = []
    for members in sets:
        words = [0] * max(1, -(-len(codes) // 64))
        for code in members:
            word, bit = place[code]
            words[word] |= 1 << bit
        rows.append(words)
    return np.array(rows, np.uint64).reshape(len(rows), max(1, -(-len(codes) // 64)))


@lru_cache(maxsize=4096)
def _allowed(held: frozenset[str], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``codes`` that the papers held satisfy; a B2 licence allows what C1 allows."""
    return tuple(code for code in codes if satisfied(code, held)) if held else ()


@lru_cache(maxsize=4096)
def _industry_line(code: str) -> tuple[str, ...]:
    """The industry and all above it: 6210 → 6210, 621, 62, H. An unknown code stands alone."""
    found = industry(code)
    line = [found.code if found else code]
    while found and found.parent:
        line.append(found.parent)
        found = INDUSTRIES.get(found.parent)
    return tuple(line)


def _lookup(
    wanted: Iterable[frozenset[str] | None],
    codes: tuple[str, ...],
    within: Callable[[str, str], Truth],
    nothing: np.int8,
) -> np.ndarray:
    """int8 (n, codes + 1): whether each code lies in one of the areas wanted.

    A row without areas is ``nothing`` throughout. The last column stands for an unknown code.
    """
    rows = []
    for areas in wanted:
        if areas:
            row = [max(within(code, area).value for area in areas) for code in codes]
            rows.append([*row, Truth.UNKNOWN.value])
        else:
            rows.append([int(nothing)] * (len(codes) + 1))
    return np.array(rows, np.int8).reshape(len(rows), len(codes) + 1)


def _require_distinct(ids: Sequence[str]) -> None:
    twice = next((a for a, b in pairwise(ids) if a == b), None)
    if twice is not None:
        raise ValueError(f"two vacancies have the id {twice!r}")


def _ordered(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """A range written the wrong way round is the same range."""
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def _truth(fact: bool | None) -> int:
    return Truth.of(fact).value


def _truths(facts: Iterable[bool | None]) -> np.ndarray:
    return np.array([_truth(fact) for fact in facts], np.int8)


def _floats(values: Iterable[float | None]) -> np.ndarray:
    return np.array([math.nan if value is None else value for value in values], np.float64)


def _ints(values: Iterable[int | None]) -> np.ndarray:
    return np.array([-1 if value is None else value for value in values], np.int32)


def _coded(values: Iterable[str | None]) -> tuple[tuple[str, ...], np.ndarray]:
    """The codes that occur, sorted, and each value as its place among them; -1 for None."""
    listed = list(values)
    codes = tuple(sorted({value for value in listed if value is not None}))
    place = {code: i for i, code in enumerate(codes)}
    return codes, np.array([-1 if value is None else place[value] for value in listed], np.int32)


Coded = tuple[tuple[str, ...], np.ndarray]


def _recoded(*parts: Coded) -> Coded:
    """Columns of places among codes as one after the other, among the codes that still occur, sorted."""
    used = {codes[place] for codes, column in parts for place in np.unique(column) if place >= 0}
    codes = tuple(sorted(used))
    at = {code: place for place, code in enumerate(codes)}
    # The last place of each table stands for -1, not known.
    tables = [np.array([*(at.get(code, -1) for code in own), -1], np.int32) for own, _ in parts]
    return codes, np.concatenate([table[column] for table, (_, column) in zip(tables, parts, strict=True)])


def _rebitted(*parts: Coded) -> Coded:
    """Rows of bits among codes as one after the other, among the codes that still occur, sorted."""
    held = [{code: _bit(rows, i) for i, code in enumerate(own)} for own, rows in parts]
    codes = tuple(sorted({code for one in held for code, column in one.items() if column.any()}))
    joined = np.zeros((sum(len(rows) for _, rows in parts), max(1, -(-len(codes) // 64))), np.uint64)
    start = 0
    for one, (_, rows) in zip(held, parts, strict=True):
        for i, code in enumerate(codes):
            if code in one:
                joined[start : start + len(rows), i // 64] |= one[code].astype(np.uint64) << np.uint64(i % 64)
        start += len(rows)
    return codes, joined


def _bit(rows: np.ndarray, i: int) -> np.ndarray:
    """bool (n,): whether bit ``i`` is set."""
    return np.asarray(rows[:, i // 64] >> np.uint64(i % 64) & np.uint64(1), bool)
