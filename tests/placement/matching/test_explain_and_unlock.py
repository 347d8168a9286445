from datetime import date

import pytest

from law.terms import Measure
from lexicon.features import PostKind, Shift, WorkFeature
from lexicon.occupations import occupation
from placement.matching.explain import Desk, evidence_sentences
from placement.matching.match import fitted
from placement.matching.pool import PostColumns
from placement.matching.relevance import Evidence, Nearness
from placement.matching.unlock import one_step, opens_along, unlocks
from tests.placement.matching.pairs import (
    DOSE,
    HEIGHTS,
    HOME,
    KANGBASHI,
    SIGN_IN,
    TODAY,
    a_case,
    a_kind,
    electrician,
    wang,
)


def desk(seeker, *posts):
    pool = PostColumns(posts)
    return Desk(seeker, pool, fitted(pool), TODAY)


def changes(seeker, post, *others):
    pool = PostColumns([post, *others])
    return [[change.text for change in unlock.changes] for unlock in unlocks(seeker, post.id, pool, TODAY)]


def the_step(seeker, post):
    refusing = {reason.code for reason in desk(seeker, post).explain(post.id).fails}
    return one_step(seeker, post.id, refusing, PostColumns([post]), TODAY)


def test_a_match_reads_as_facts_questions_and_no_obstacle():
    told = desk(wang(limits={WorkFeature.HEIGHT: None}), electrician(features=HEIGHTS)).explain("维修电工")

    assert told.allowed
    assert told.nearest is None
    assert "✓ 持有低压电工作业证，符合要求（有效至2028年3月1日）。" in told.lines()
    assert "? 岗位有高空，本人能否胜任未记录：问清后再推荐。" in told.lines()
    assert any("电工" in sentence for sentence in told.evidence)
    assert not any(line.startswith("✗") for line in told.lines())


def test_a_refusal_shows_every_obstacle_nearest_first():
    told = desk(wang(wage_floor=5100.0), electrician(headcount_left=0, certificates=frozenset({"forklift"}))).explain(
        "维修电工"
    )

    assert [reason.code for reason in told.fails] == ["wage", "certificates", "headcount"]
    assert told.nearest.code == "wage"
    assert told.lines()[0].startswith("✗ 4,200–5,000 元/月")
    assert told.score > 0


def test_a_blocking_question_is_marked_as_a_question():
    told = desk(wang(case=a_case(Measure.COMMUNITY_TREATMENT)), a_kind(PostKind.SECURITY_GUARD)).explain(
        "security_guard"
    )

    assert not told.allowed
    assert told.lines()[0].startswith("? 先核实")
    assert "戒毒" not in "".join(told.lines(client=True))


def test_bars_of_other_kinds_are_not_talked_about():
    told = desk(wang(case=a_case(Measure.COMPULSORY_ISOLATION)), electrician()).explain("维修电工")

    assert not any("从业" in line for line in told.lines())


def test_a_post_of_unknown_kind_leaves_one_question_for_a_client():
    post = electrician(kinds=None)

    told = desk(wang(case=a_case(Measure.COMPULSORY_ISOLATION)), post).explain("维修电工")

    assert told.allowed
    assert sum("限制从业" in line for line in told.lines()) == 1
    assert not any("限制从业" in line for line in desk(wang(), post).explain("维修电工").lines())


def test_near_misses_come_with_fewest_obstacles_then_smallest_gap():
    posts = [
        electrician(id="两处", headcount_left=0, fresh_until=date(2026, 1, 1)),
        electrician(id="差一点", wage_min=3000.0, wage_max=3100.0),
        electrician(id="差很多", wage_min=2000.0, wage_max=2000.0),
        a_kind(PostKind.KINDERGARTEN),
        electrician(id="合适"),
    ]
    found = desk(wang(case=a_case(Measure.COMMUNITY_TREATMENT)), *posts).near_misses(9)

    assert [told.post for told in found] == ["差一点", "差很多", "两处", "kindergarten"]
    assert [told.post for told in desk(wang(), *posts).near_misses(1)] == ["差一点"]


@pytest.mark.parametrize(
    ("nearness", "sentence"),
    [
        (Nearness.SAME, "是同一职业"),
        (Nearness.SMALL, "同属一个职业小类"),
        (Nearness.MAJOR, "同属一个职业大类"),
    ],
)
def test_evidence_in_words(nearness, sentence):
    electrical = occupation("6-31-01-03")

    said = evidence_sentences(Evidence(0.5, ("电工", "线路"), electrical, electrical, nearness, "past"))

    assert sentence in said[0]
    assert said[0].startswith("做过")
    assert said[1] == "都提到：电工、线路。"


def test_unrelated_occupations_are_no_evidence():
    electrical = occupation("6-31-01-03")

    assert evidence_sentences(Evidence(0.1, (), electrical, electrical, Nearness.NONE, "text")) == ()


def test_no_evidence_says_nothing():
    assert evidence_sentences(Evidence(0.0, (), None, None, Nearness.NONE, "")) == ()


CHANGES = [
    ({}, {"certificates": frozenset({"forklift"})}, [["取得叉车证（N1）"]]),
    ({}, {"certificates": frozenset({"driving_c1"})}, [["取得驾驶证 C1"]]),
    ({}, {"shifts": frozenset({Shift.NIGHT})}, [["接受夜班"]]),
    ({"radius_km": 5.0}, {"latitude": HOME[1] + 0.1}, [["距离放宽到12公里"]]),
    ({}, {"region": KANGBASHI}, [["接受岗位所在的区域"]]),
    ({"wage_floor": 6000.0}, {}, [["工资底线降到5,000 元/月"]]),
    ({}, {"fresh_until": date(2026, 11, 1)}, [["请企业确认仍在招并更新岗位信息"]]),
    ({"appointments": (SIGN_IN,)}, {}, [["改到岗位休息日：签到（周六9:00–12:00）"], ["请单位同意签到时请假"]]),
    (
        {"appointments": (SIGN_IN,), "shifts": frozenset({Shift.DAY})},
        {"shifts": frozenset({Shift.DAY, Shift.NIGHT}), "rest_days": frozenset()},
        [["请单位同意签到时请假"], ["接受夜班"]],
    ),
    ({}, {"headcount_left": 0}, []),
    ({"limits": {WorkFeature.HEIGHT: False}}, {"features": HEIGHTS}, []),
    ({"appointments": (DOSE,)}, {"hours": (450, 1080)}, []),
    ({}, {}, []),
]


@pytest.mark.parametrize(("seeker", "post", "expected"), CHANGES)
def test_the_smallest_change(seeker, post, expected):
    assert changes(wang(**seeker), electrician(**post)) == expected


@pytest.mark.parametrize(("seeker", "post", "expected"), CHANGES)
def test_one_step_is_the_first_of_the_smallest_changes(seeker, post, expected):
    step = the_step(wang(**seeker), electrician(**post))

    assert (step and step.text) == (expected[0][0] if expected else None)


def test_two_changes_are_not_one_step():
    assert (
        the_step(wang(certificates={}), electrician(certificates=frozenset({"electrician_low", "driving_c1"}))) is None
    )
    assert the_step(wang(radius_km=5.0), electrician(region=KANGBASHI, latitude=HOME[1] + 0.1)) is None


def test_several_changes_are_needed_together():
    seeker = wang(certificates={}, radius_km=5.0)
    post = electrician(
        certificates=frozenset({"electrician_low", "driving_c1"}), region=KANGBASHI, latitude=HOME[1] + 0.1
    )

    assert changes(seeker, electrician(certificates=frozenset({"electrician_low", "driving_c1"}))) == [
        ["取得低压电工作业证", "取得驾驶证 C1"]
    ]
    assert changes(seeker, post) == []  # four changes are no plan


def test_a_change_says_what_else_it_opens():
    forklift = frozenset({"forklift"})
    posts = [electrician(id=id_, certificates=forklift) for id_ in ("甲", "乙", "丙")]
    pool = PostColumns([*posts, electrician(id="满", certificates=forklift, headcount_left=0), electrician()])

    (unlock,) = unlocks(wang(), "甲", pool, TODAY)

    assert unlock.also_opens == 2
    assert opens_along(wang(), "甲", unlock.changes[0], pool, TODAY) == 2


def test_a_change_of_the_post_opens_nothing_else():
    stale = [electrician(id=id_, fresh_until=date(2026, 1, 1)) for id_ in ("甲", "乙")]

    (unlock,) = unlocks(wang(), "甲", PostColumns(stale), TODAY)

    assert unlock.also_opens == 0
