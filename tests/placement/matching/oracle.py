"""The slow twin: matching as three nested loops over records, written without columns, bits or blocks.

Shares with the kernel the records, the vocabulary, the table of bars and the truth about one appointment; nothing of
how columns are encoded, joined, scored or sorted.
"""

from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from law.truth import Truth, all_of, any_of
from lexicon.features import Shift, WorkFeature, satisfied
from placement.matching.bars import BARS, Effect
from placement.matching.constraints.hours import accepts, fits
from placement.matching.pool import industry_within, region_within
from placement.matching.records import Post, Seeker

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


def obstacles(seeker: Seeker, post: Post, as_of: date) -> list[str]:
    """Codes of all constraints that exclude the pair, in no particular order."""
    checks = {
        "fresh": post.fresh_until is None or post.fresh_until >= as_of,
        "headcount": post.headcount_left is None or post.headcount_left > 0,
        "age": old_enough(seeker, post, as_of),
        "limits": not any(seeker.limits.get(feature) is False for feature in post.features),
        "certificates": papers(seeker, post, as_of, driving=False),
        "licence": papers(seeker, post, as_of, driving=True),
        "education": None in (seeker.education, post.education) or seeker.education.rank >= post.education.rank,
        "shifts": not post.shifts
        or not seeker.shifts
        or any(accepts(seeker.shifts, shift) is not NO for shift in post.shifts),
        "appointments": fits(seeker, post) is not NO,
        "place": reachable(seeker, post) is not NO,
        "industry": not any(
            post.industry and industry_within(post.industry, area) is YES for area in seeker.excluded_industries
        ),
        "wage": seeker.wage_floor is None or highest(post) is None or highest(post) >= seeker.wage_floor,
    }
    found = [code for code, passes in checks.items() if not passes]
    return found + [f"bar.{bar.code}" for bar in BARS if barred(bar, seeker, post, as_of)]


def old_enough(seeker: Seeker, post: Post, as_of: date) -> bool:
    needed = 18 if WorkFeature.UNDERGROUND in post.features else 16
    if seeker.birth_date is None:
        return True
    try:
        birthday = seeker.birth_date.replace(year=seeker.birth_date.year + needed)
    except ValueError:
        birthday = seeker.birth_date.replace(year=seeker.birth_date.year + needed, day=28) + timedelta(days=1)
    return as_of >= birthday


def papers(seeker: Seeker, post: Post, as_of: date, *, driving: bool) -> bool:
    valid = [code for code, last in seeker.certificates.items() if last is None or last >= as_of]
    for code in post.certificates or ():
        lacking = code.startswith("driving") is driving and not satisfied(code, valid)
        if lacking and (seeker.certificates_complete or satisfied(code, seeker.certificates)):
            return False
    return True


def reachable(seeker: Seeker, post: Post) -> Truth:
    parts = []
    if seeker.districts:
        known = post.region is not None
        parts.append(any_of(region_within(post.region, d) for d in seeker.districts) if known else UNKNOWN)
    if seeker.radius_km is not None:
        km = haversine(seeker, post)
        parts.append(UNKNOWN if km is None else Truth.of(km <= seeker.radius_km))
    return all_of(parts) if parts else UNKNOWN


def haversine(seeker: Seeker, post: Post) -> float | None:
    if None in (seeker.longitude, seeker.latitude, post.longitude, post.latitude):
        return None
    a, b = radians(seeker.latitude), radians(post.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(post.longitude - seeker.longitude) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def highest(post: Post) -> float | None:
    ends = [wage for wage in (post.wage_min, post.wage_max) if wage is not None]
    return max(ends) if post.wage_max is not None else None


def barred(bar, seeker: Seeker, post: Post, as_of: date) -> bool:
    if bar.effect is Effect.CHECK or any(o.covers(bar.code, post.id, as_of) for o in seeker.overrides):
        return False
    concerned = UNKNOWN if post.kinds is None else Truth.of(bool(post.kinds & bar.kinds))
    if bar.region:
        concerned &= UNKNOWN if post.region is None else Truth.of(post.region.startswith(bar.region))
    applies = bar.finding(seeker.case, as_of).truth
    if concerned is YES and applies is UNKNOWN:
        return seeker.case is not None
    return (concerned & applies) is YES


def score(seeker: Seeker, post: Post, relevance: float) -> int:
    """Ten-thousandths of a point."""
    weight = min(1.0, relevance / 0.5)
    ends = [wage for wage in (post.wage_min, post.wage_max) if wage is not None]
    wage = 0.0
    if seeker.wage_floor and ends:
        wage = min(1.0, max(0.0, (sum(ends) / len(ends) / seeker.wage_floor - 1) / 0.5))
    km = haversine(seeker, post)
    near = 0.0 if km is None else max(0.0, 1 - km / 25)
    keeps = 4.0 * (post.insurance is True) + 1.5 * (post.board is True) + 1.5 * (post.lodging is True)
    keeps += 3.0 * (post.shifts == frozenset({Shift.DAY}))
    return sum(
        round(part * 10_000) for part in (relevance * 60, weight * 15 * wage, weight * 15 * near, weight * keeps)
    )


def best(seekers: list[Seeker], posts: list[Post], share, k: int, as_of: date) -> dict[str, list[tuple[str, int]]]:
    """For each seeker the k best posts with their scores; ``share(seeker, post)`` is the relevance."""
    ranked = {}
    for seeker in seekers:
        allowed = [
            (-score(seeker, post, share(seeker, post)), post.id) for post in posts if not obstacles(seeker, post, as_of)
        ]
        ranked[seeker.id] = [(id_, -negative) for negative, id_ in sorted(allowed)[:k]]
    return ranked
