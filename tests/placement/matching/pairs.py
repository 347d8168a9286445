"""People and posts of the matching tests, and a relevance that counts shared words. All invented."""

from datetime import date

import numpy as np

from law.terms import Measure
from law.truth import Truth
from lexicon.features import Education, PostKind, Shift, WorkFeature
from placement.matching.case import Case, MeasureSpan
from placement.matching.constraints.constraint import Pair, Reason
from placement.matching.constraints.table import BY_CODE
from placement.matching.match import judge
from placement.matching.pool import PostColumns, SeekerColumns
from placement.matching.records import Appointment, Post, Seeker

TODAY = date(2026, 11, 22)

DONGSHENG, KANGBASHI, ORDOS = "150602", "150603", "150600"
HOME = (109.9633, 39.8226)
"""交通街道, roughly; one hundredth of a degree of latitude is 1.11 km."""

SIGN_IN = Appointment("签到", frozenset({1}), 9 * 60, 12 * 60)
DOSE = Appointment("服药", frozenset(range(7)), 8 * 60, 10 * 60)

NOTHING_ELSE = {
    "drug_driving": False,
    "three_detentions": False,
    "intentional_crime": False,
    "criminal_penalty": False,
    "detained": False,
}


def a_case(*measures: Measure, **facts: bool | None) -> Case:
    """A client whose list of measures is complete, each begun in March 2025."""
    return Case(measures=tuple(MeasureSpan(kind, date(2025, 3, 1)) for kind in measures), facts=facts)


def wang(**changes) -> Seeker:
    """王建军: an electrician of 东胜区 with his papers in order and everything recorded."""
    known = {
        "id": "王建军",
        "text": "维修电工 做了四年",
        "certificates": {"electrician_low": date(2028, 3, 1)},
        "certificates_complete": True,
        "education": Education.JUNIOR,
        "birth_date": date(1988, 5, 1),
        "wage_floor": 3200.0,
        "districts": frozenset({DONGSHENG}),
        "longitude": HOME[0],
        "latitude": HOME[1],
        "shifts": frozenset({Shift.DAY, Shift.TWO}),
        "appointments": (),
    }
    return Seeker(**(known | changes))


def electrician(**changes) -> Post:
    """维修电工: a post that 王建军 passes without a question."""
    known = {
        "id": "维修电工",
        "title": "维修电工",
        "text": "厂区电工",
        "wage_min": 4200.0,
        "wage_max": 5000.0,
        "region": DONGSHENG,
        "longitude": HOME[0],
        "latitude": HOME[1],
        "shifts": frozenset({Shift.DAY}),
        "hours": (8 * 60 + 30, 17 * 60 + 30),
        "rest_days": frozenset({5, 6}),
        "appointment_leave": False,
        "features_complete": True,
        "education": Education.JUNIOR,
        "certificates": frozenset({"electrician_low"}),
        "kinds": frozenset(),
        "headcount_left": 2,
        "fresh_until": date(2026, 12, 1),
        "industry": "4430",
        "board": True,
        "lodging": False,
        "insurance": True,
    }
    return Post(**(known | changes))


def a_kind(kind: PostKind, **changes) -> Post:
    return electrician(id=kind.value, title=kind.label, kinds=frozenset({kind}), **changes)


def reason(code: str, seeker: Seeker, post: Post, as_of: date = TODAY) -> Reason:
    """What one constraint says of one pair: its truth from the columns, its words from the records."""
    posts = PostColumns([post])
    verdicts = judge(SeekerColumns([seeker], posts, as_of), posts)
    said = BY_CODE[code].reason(Pair(seeker, post, as_of), Truth(int(verdicts.truths[code][0, 0])))
    assert said.excludes == bool(verdicts.excluded[code][0, 0])
    return said


class SharedWords:
    """A relevance anybody can check by hand: the share of the post's words (cut at spaces) that the seeker says."""

    def __init__(self, posts: PostColumns) -> None:
        self.posts = [set(f"{post.title} {post.text}".split()) for post in posts.posts]

    def scores(self, seekers) -> np.ndarray:
        shares = [[self.share(seeker, words) for words in self.posts] for seeker in seekers]
        return np.array(shares, np.float32).reshape(len(seekers), len(self.posts))

    @staticmethod
    def share(seeker, words: set[str]) -> float:
        return len(words & set(seeker.text.split())) / len(words) if words else 0.0


HEIGHTS = frozenset({WorkFeature.HEIGHT})
