"""Which leave a post needs: a note beside the match that excludes nothing and that no employer reads."""

import pytest

from law.truth import Truth
from lexicon.features import WorkFeature
from placement.matching.away import leave_note, outside_county
from placement.matching.explain import Desk
from placement.matching.match import fitted
from placement.matching.pool import PostColumns
from tests.placement.matching.pairs import DONGSHENG, KANGBASHI, ORDOS, TODAY, electrician, wang

TRAVEL, OVERNIGHT = frozenset({WorkFeature.TRAVEL}), frozenset({WorkFeature.OVERNIGHT})


def note(seeker=None, **post):
    return leave_note(seeker or wang(executing_county=DONGSHENG), electrician(**post), TODAY)


@pytest.mark.parametrize(
    ("region", "outside"),
    [
        (DONGSHENG, Truth.NO),
        ("150602001", Truth.NO),
        (KANGBASHI, Truth.YES),
        ("150602", Truth.NO),
        (ORDOS, Truth.UNKNOWN),
        ("1506", Truth.UNKNOWN),
        ("150000", Truth.UNKNOWN),
        ("131000", Truth.YES),
        ("1502", Truth.YES),
        (None, Truth.UNKNOWN),
    ],
)
def test_whether_a_post_lies_outside_the_county(region, outside):
    assert outside_county(region, DONGSHENG) is outside


def test_regulation_article_19_outside_the_county_three_days_are_reported_before():
    said = note(region=KANGBASHI)

    assert said.worker == (
        "岗位不在执行地的县（市、区、旗）。每天往返的不用请假；一次离开3日以上的，走之前书面报告；长期在那边做的，办执行地变更。"
    )
    assert said.client == "这份工作不在本县。每天往返的不用请假；要离开3天以上的，走之前和社工一起写外出报告。"
    assert str(said.article) == "《戒毒条例》第十九条"


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({"region": KANGBASHI, "lodging": True}, "提供住宿"),
        ({"region": KANGBASHI, "features": OVERNIGHT}, "要住外过夜"),
        ({"features": TRAVEL}, "要出差"),
        ({"features": TRAVEL | OVERNIGHT}, "要出差、要住外过夜"),
        ({"region": ORDOS}, "没写明"),
    ],
)
def test_what_else_takes_somebody_away(post, words):
    assert words in note(**post).worker


def test_who_sleeps_elsewhere_is_not_told_of_coming_home_daily():
    assert "每天往返" not in note(region=KANGBASHI, features=OVERNIGHT).worker


def test_work_in_the_county_from_which_one_comes_home_needs_none():
    assert note() is None
    assert note(lodging=True) is None


def test_who_is_under_no_measure_of_a_street_is_told_nothing():
    assert note(wang(), region=KANGBASHI) is None


@pytest.mark.parametrize("post", [{"region": KANGBASHI}, {"region": ORDOS}, {"features": TRAVEL}])
def test_a_note_excludes_nothing_and_an_employer_reads_nothing(post):
    said = note(**post)

    assert not said.excludes
    assert said.employer == ""


def test_the_explanation_carries_the_note_for_staff_and_client_in_their_words():
    posts = PostColumns([electrician(region=KANGBASHI)])
    seeker = wang(executing_county=DONGSHENG, districts=frozenset({KANGBASHI}))

    told = Desk(seeker, posts, fitted(posts), TODAY).explain("维修电工")

    assert told.allowed
    assert [one.code for one in told.notes] == ["leave"]
    assert told.lines()[-1].startswith("→ 岗位不在执行地")
    assert told.lines(client=True)[-1].startswith("→ 这份工作不在本县")
