"""Small random worlds full of blanks, ties and barred posts, for properties."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from law.terms import Measure
from lexicon.features import Education, PostKind, Shift, WorkFeature
from placement.matching.case import Case, Fact, MeasureSpan, Override
from placement.matching.records import Post, Seeker
from tests.placement.matching.pairs import DOSE, SIGN_IN, TODAY

WORDS = ("电工", "保洁", "叉车", "保安")
PAPERS = ("electrician_low", "electrician", "driving_c1", "driving_b2", "health", "本厂上岗证")
REGIONS = ("150602", "150602001", "150603", "150600", "500103", "110105")
INDUSTRIES = ("H", "62", "6210", "44", "4430")
KINDS = tuple(PostKind)
SOME_FEATURES = (WorkFeature.HEIGHT, WorkFeature.UNDERGROUND, WorkFeature.SCREEN)


def maybe(strategy):
    return st.none() | strategy


def subsets(values, **limits):
    return st.frozensets(st.sampled_from(values), **limits)


DAYS = st.integers(-800, 400).map(lambda n: TODAY + timedelta(days=n))
WAGES = st.sampled_from((2000.0, 3000.0, 3500.0, 5000.0))
LONGITUDES = st.sampled_from((109.96, 109.97, 110.2))
LATITUDES = st.sampled_from((39.82, 39.83, 39.6))
TEXTS = st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(" ".join)
MEASURES = st.builds(MeasureSpan, st.sampled_from(list(Measure)), maybe(DAYS), maybe(DAYS))
CASES = st.builds(
    Case,
    measures=maybe(st.lists(MEASURES, max_size=2).map(tuple)),
    facts=st.dictionaries(st.sampled_from(list(Fact)), maybe(st.booleans()), max_size=6),
    last_use_on=maybe(DAYS),
    licence_cancelled_on=maybe(DAYS),
    licence_regained_on=maybe(DAYS),
)
OVERRIDES = st.builds(
    Override,
    st.sampled_from(("security_guard", "taxi", "kindergarten")),
    st.just("书面答复"),
    st.just("许可-7"),
    DAYS,
    maybe(st.sampled_from(("p0", "p1"))),
    maybe(DAYS),
)

_POST = st.builds(
    Post,
    id=st.just(""),
    title=st.sampled_from(WORDS),
    text=TEXTS,
    wage_min=maybe(WAGES),
    wage_max=maybe(WAGES),
    region=maybe(st.sampled_from(REGIONS)),
    longitude=maybe(LONGITUDES),
    latitude=maybe(LATITUDES),
    shifts=maybe(subsets(list(Shift), max_size=2)),
    hours=maybe(st.sampled_from(((480, 1020), (570, 1110)))),
    rest_days=maybe(subsets(range(7), max_size=2)),
    appointment_leave=maybe(st.booleans()),
    features=subsets(SOME_FEATURES, max_size=1),
    features_complete=st.booleans(),
    education=maybe(st.sampled_from((Education.NONE, Education.JUNIOR, Education.COLLEGE))),
    certificates=maybe(subsets(PAPERS, max_size=1)),
    kinds=maybe(subsets(KINDS, max_size=1)),
    headcount_left=maybe(st.sampled_from((0, 1, 5, 5))),
    fresh_until=maybe(st.sampled_from((TODAY, date(2026, 12, 31), date(2026, 11, 21)))),
    industry=maybe(st.sampled_from(INDUSTRIES)),
    board=maybe(st.booleans()),
    lodging=maybe(st.booleans()),
    insurance=maybe(st.booleans()),
)
_SEEKER = st.builds(
    Seeker,
    id=st.just(""),
    text=TEXTS,
    certificates=st.dictionaries(st.sampled_from(PAPERS), maybe(DAYS), max_size=3),
    certificates_complete=st.booleans(),
    education=maybe(st.sampled_from((Education.NONE, Education.JUNIOR, Education.BACHELOR))),
    birth_date=maybe(st.sampled_from((date(1988, 5, 1), date(2009, 5, 1), date(2008, 2, 29), date(2011, 5, 1)))),
    wage_floor=maybe(WAGES),
    districts=maybe(subsets(REGIONS, max_size=2)),
    longitude=maybe(LONGITUDES),
    latitude=maybe(LATITUDES),
    radius_km=maybe(st.sampled_from((0.5, 3.0, 40.0))),
    shifts=maybe(subsets(list(Shift), max_size=3)),
    limits=st.dictionaries(st.sampled_from(SOME_FEATURES), maybe(st.booleans()), max_size=2),
    appointments=maybe(st.sampled_from(((), (SIGN_IN,), (DOSE,), (SIGN_IN, DOSE)))),
    undated=st.sampled_from(((), ("到检",))),
    excluded_industries=subsets(INDUSTRIES, max_size=1),
    case=maybe(CASES),
    overrides=st.lists(OVERRIDES, max_size=1).map(tuple),
)


def _numbered(letter, records):
    return [replace(record, id=f"{letter}{i}") for i, record in enumerate(records)]


POSTS = st.lists(_POST, min_size=1, max_size=8).map(lambda records: _numbered("p", records))
SEEKERS = st.lists(_SEEKER, min_size=1, max_size=5).map(lambda records: _numbered("s", records))
