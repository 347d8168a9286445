"""The self-check: a few plain questions for everything at once; unknown is not no, and nothing but the form is read."""

import re
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from law.outcome import Outcome
from tests.leaks.test_portal_words import WORDS
from tests.welfare.households import NO_PROPERTY, ORDOS, ZHUHAI, a_child, a_household, a_member
from welfare.public import told
from welfare.public.options import (
    GATE,
    GRADES,
    INCIDENTS,
    LEVELS,
    MATTERS,
    NOBODY,
    PARENT_STATES,
    STANDINGS,
    YES,
)  # fmt: skip
from welfare.public.people import MOST, UNKNOWN, born_on, months_before
from welfare.public.questions import BY_KEY, QUESTIONS, people_asked
from welfare.public.results import Verdict
from welfare.public.self_check import MOST_QUESTIONS, assessments, self_check
from welfare.public.told import tell
from welfare.public.which import entitlements
from welfare.rules.assess import assess
from welfare.rules.elapsed import full_months, full_years
from welfare.rules.expressions import Elapsed, Recorded
from welfare.rules.fact import FACTS
from welfare.rules.node import walk
from welfare.rules.standards import DECLARED

DAY = date(2024, 6, 3)
# A whole check is a tenth of a second; to shrink one takes minutes and tells no more than the draws themselves.
MANY, WITHOUT_SHRINKING = 10, (Phase.explicit, Phase.reuse, Phase.generate)
NO_GATES = {"disability-gate": NOBODY, "illness-gate": NOBODY, "school-gate": NOBODY}
NOTHING_OWNED = {"savings": "0", "dwellings": "0", "shops": "no", "car": "no", "business": "no"}
QUIET = {
    "standing": "none",
    "child": "no",
    "incident": "none",
    "severe": "no",
    "matter": "none",
    "supporter": "no",
    "danger": "no",
}


def a_family(*others, age="35", **more):
    """A form's first page: who asks, and others as (relation, age, where)."""
    answers = {"asked": "urban people", "urban": "town", "m1-age": age}
    for index, (relation, years, where) in enumerate(others, 2):
        answers |= {f"m{index}-relation": relation, f"m{index}-age": years, f"m{index}-where": where}
    return answers | more


def check(answers, region=ZHUHAI, day=DAY):
    return self_check(answers, region, day, DECLARED)


def gone_through(answers, replies, region=ZHUHAI, day=DAY):
    """The forms of a whole check, page after page, what ``replies`` does not answer left blank; and how it ended."""
    seen = check(answers, region, day)
    pages = 0
    while not seen.is_done:
        keys = [question.key for question in seen.questions]
        answers = answers | {"asked": f"{answers['asked']} {' '.join(keys)}"} | replies(seen)
        seen = check(answers, region, day)
        assert not seen.told.errors, seen.told.errors
        pages += 1
        assert pages < 9
    return answers, seen


def saying(**replies):
    """Replies that are the same whatever is asked."""
    flat = {name.replace("__", "-"): value for name, value in replies.items()}
    return lambda seen: blanks(seen) | {name: value for name, value in flat.items() if name in fields(seen)}


def fields(seen):
    return [name for question in seen.questions for name in told.names(question, seen.told.people)]


def blanks(seen):
    """Where a blank is an error, 不清楚."""
    must = {}
    for question in seen.questions:
        for name, one in named_fields(question, seen.told.people):
            if one is None or one.must:
                must[name] = UNKNOWN
    return must


def named_fields(question, people):
    if question.gate:
        yield told.gate_of(question), None
    yield from ((one.name, one) for one in question.fields)
    for person in people_asked(question, people):
        yield from ((f"{person.key}-{one.name}", one) for one in question.each)


def verdicts(seen):
    return {one.code: one.verdict for one in seen.results}


# What it asks


def test_it_begins_with_the_family():
    seen = check({})

    assert [question.key for question in seen.questions] == ["urban", "people"]
    assert not seen.is_done


def test_nothing_that_it_says_names_it_nor_asks_for_a_name():
    texts = [
        text
        for question in QUESTIONS
        for text in (question.text, question.help, *texts_of((*question.fields, *question.each)))
    ]
    texts += texts_of((told.RELATION, told.LIVES))

    assert [text for text in texts if WORDS.search(text)] == []
    assert [text for text in texts if re.search(r"姓名|叫什么|身份证号|电话|住址|门牌", text)] == []


def texts_of(of):
    return [text for one in of for text in (one.label, *(words for _, words in one.options))]


def test_it_answers_no_fact_of_anybodys_drugs():
    drugs = [fact.code for fact in FACTS.values() if fact.history or fact.restricted]
    answered = {code for question in QUESTIONS for code in question.settles}

    assert answered.intersection(drugs) == {
        "custody_status",
        *(f"{parent}_state{part}" for parent in ("father", "mother") for part in ("", "_months", "_start", "_end")),
    }
    given = {value for code in ("custody_status", "father_state") for value in answers_given(code)}
    assert [value for value in given if value and WORDS.search(value)] == []


def answers_given(code):
    """Every option of a fact that some answer of the form writes down."""
    from welfare.public.people import _WHERE_FACTS

    if code == "custody_status":
        return [facts[code] for facts in _WHERE_FACTS.values()]
    return [state for _, state, _ in PARENT_STATES.values()]


def test_a_step_groups_what_belongs_together():
    seen = check(a_family(("child", "8", "home")))

    assert seen.step == "means"
    assert [question.key for question in seen.questions] == ["standing", "income", "assets"]


def test_a_grown_person_alone_is_asked_little():
    _, seen = gone_through(a_family(), saying(**flat(QUIET | NO_GATES | NOTHING_OWNED | {"m1-work": "0"})))

    assert not {"parents", "support", "grown", "pension", "bills"} & set(seen.told.asked)
    assert len(seen.told.asked) < MOST_QUESTIONS


def test_what_a_place_has_no_line_for_is_not_asked():
    """Without last year's local income nobody can be found to spend too much of their own."""
    answers, _ = gone_through(a_family(("child", "8", "home")), saying(standing="none"))

    assert "spend" not in answers["asked"].split()


def test_it_asks_of_parents_only_where_none_is_known_to_be_there():
    with_mother, _ = gone_through(a_family(("child", "8", "home")), saying(**flat(NO_GATES)))
    with_grandmother, _ = gone_through(a_family(("grandchild", "8", "home"), age="63"), saying(**flat(NO_GATES)))

    assert "parents" not in with_mother["asked"].split()
    assert "parents" in with_grandmother["asked"].split()


def flat(replies):
    return {name.replace("-", "__"): value for name, value in replies.items()}


# Errors


@pytest.mark.parametrize(
    ("wrong", "name", "message"),
    [
        ({"urban": ""}, "urban", "不知道就选“不清楚”"),
        ({"urban": "moon"}, "urban", "请从列出的几项里选"),
        ({"m1-age": "三十"}, "m1-age", "请只填数字"),
        ({"m1-age": "350"}, "m1-age", "太大了"),
        ({"m1-age": ""}, "m1-age", "请填您自己几岁"),
        ({"m1-age": "35.5"}, "m1-age", "请填整数"),
        ({"m2-age": "8"}, "m2-relation", "请选一项"),
        ({"m2-relation": "child"}, "m2-where", "不知道就选“不清楚”"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_asked_again(wrong, name, message):
    seen = check(a_family() | wrong)

    assert message in seen.told.errors[name]
    assert {"urban", "people"} & {question.key for question in seen.questions}


def test_who_says_there_is_somebody_must_say_who():
    answers = a_family(("child", "8", "home"), **{"disability-gate": YES})
    answers["asked"] += " standing income assets disability"

    seen = check(answers | {"standing": "none", "child": "no"} | NOTHING_OWNED)

    assert seen.told.errors == {"disability-gate": "选了“有”，请在下面选是谁。"}
    assert [question.key for question in seen.questions] == ["disability"]


@given(st.dictionaries(st.sampled_from(["asked", "urban", "m1-age", "m2-relation", "m9-age", "income"]), st.text()))
@settings(max_examples=50, deadline=None)
def test_whatever_a_form_holds_something_comes_back(answers):
    assert check(answers).results


def test_people_write_numbers_as_they_do():
    answers = a_family(**{"m1-work": "1,500元", "m1-other": "３００ 元/月"})
    answers["asked"] += " income"

    (member,) = tell(answers, ZHUHAI, DAY).household.members

    assert (member.facts["wage_income_month"], member.facts["transfer_income_month"]) == (1500, 300)


# What comes out


def a_mother(**more):
    """A mother with a child at primary school and nothing else; the answers of her whole check."""
    replies = QUIET | NO_GATES | NOTHING_OWNED | {
        "m1-work": "900", "m1-other": "0", "m2-work": "0", "m2-other": "0",
        "school-gate": YES, "m2-level": "primary", "m2-school_poor": "no",
    }  # fmt: skip
    return gone_through(a_family(("child", "8", "home")), saying(**flat(replies | more)))[1]


def test_a_mother_without_much_may_have_minimum_living_and_is_told_what_to_bring():
    found = {one.code: one for one in a_mother().results}["minimum_living"]

    assert found.verdict is Verdict.LIKELY
    assert found.amount == "1,580 元/月"
    assert "户口簿" in [paper.name for paper in found.papers]
    assert "街道" in found.where_to_ask


def test_what_minimum_living_opens_says_to_apply_for_that_first():
    found = {one.code: one for one in a_mother().results}

    assert found["school_aid"].verdict is Verdict.UNLIKELY
    assert "低保" in found["school_aid"].first
    assert "家里或者孩子有下面一种情况" in found["school_aid"].lines[0]


def test_what_minimum_living_would_not_open_does_not_send_there():
    """Nobody of them is disabled, and nobody needs a lawyer."""
    found = {one.code: one for one in a_mother().results}

    assert found["disability_allowance"].first == found["legal_aid"].first == ()


def test_no_is_never_said_without_why():
    for one in a_mother().results:
        assert one.verdict not in (Verdict.UNLIKELY, Verdict.OPEN) or one.lines, one.code
        assert [text for text in one.sentences() if WORDS.search(text)] == []


def test_what_a_family_has_already_is_said_so():
    assert verdicts(a_mother(standing="minimum"))["minimum_living"] is Verdict.HAS


def test_income_above_the_line_says_both_numbers():
    found = {one.code: one for one in a_mother(m1__work="6000").results}["minimum_living"]

    assert found.verdict is Verdict.UNLIKELY
    assert any("家庭月人均收入 3,000 元/月；最低生活保障标准 1,240 元/月" in line for line in found.lines)


def test_a_severely_disabled_person_above_the_line_may_still_apply_alone():
    replies = {"m1-work": "1500", "m1-other": "0", "disability-gate": YES, "m1-grade": "1", "m1-kind": "肢体"}
    _, seen = gone_through(a_family(), saying(**flat(QUIET | NO_GATES | NOTHING_OWNED | replies)))

    assert verdicts(seen)["minimum_living"] is Verdict.LIKELY


def test_where_the_place_has_no_number_the_office_is_asked_and_nobody_refused():
    _, seen = gone_through(
        a_family(("child", "8", "home")),
        saying(**flat(QUIET | NO_GATES | NOTHING_OWNED | {"m1-work": "0", "m1-other": "0", "m2-work": "0"})),
        ORDOS,
        date(2026, 5, 1),
    )
    found = {one.code: one for one in seen.results}["minimum_living"]

    assert found.verdict is Verdict.OPEN
    assert any("当地的“最低生活保障标准”，我们没有查到" in line for line in found.lines)


def test_somebody_held_elsewhere_is_a_question_to_the_office_in_neutral_words():
    replies = QUIET | NO_GATES | NOTHING_OWNED | {
        f"m{index}-{what}": "0" for index in (1, 2, 3) for what in ("work", "other")
    }  # fmt: skip
    family = a_family(("spouse", "36", "held"), ("child", "8", "home"))
    _, seen = gone_through(family, saying(**flat(replies | {"m1-work": "3000"})))
    found = {one.code: one for one in seen.results}["minimum_living"]

    assert found.verdict is Verdict.OPEN
    assert found.lines == ("有一项条件和家人现在的状况有关，请当面问工作人员。",)


def test_a_prisoner_is_not_counted():
    replies = QUIET | NO_GATES | NOTHING_OWNED | {"m1-work": "1300", "m1-other": "0", "m2-work": "0", "m2-other": "0"}
    in_prison, at_home = (
        gone_through(a_family(("spouse", "36", where)), saying(**flat(replies)))[1] for where in ("prison", "home")
    )

    assert verdicts(in_prison)["minimum_living"] is Verdict.UNLIKELY
    assert verdicts(at_home)["minimum_living"] is Verdict.LIKELY


def test_a_grandmother_learns_of_the_childs_allowance():
    replies = QUIET | NO_GATES | {"m2-father": "held", "m2-mother": "dead", "m2-support": "yes"}
    _, seen = gone_through(a_family(("grandchild", "8", "home"), age="63"), saying(**flat(replies)))
    found = {one.code: one for one in seen.results}["unattended_child"]

    assert found.verdict is Verdict.LIKELY
    assert found.who == ("孙辈（8岁）",)


# The same as for staff

OUTCOMES = {
    Verdict.LIKELY: {Outcome.ELIGIBLE},
    Verdict.UNLIKELY: {Outcome.INELIGIBLE},
    Verdict.OPEN: {Outcome.UNDETERMINED},
    Verdict.HAS: set(Outcome),
}
FAMILIES = {
    "mother and child": ({}, {}),
    "above the line": ({"m1-work": "6000"}, {"wage_income_month": 6000}),
    "on minimum living": ({"standing": "minimum"}, {"aid_class": "低保", "receives_minimum_living": True}),
    "after a fire": (
        {"incident": "fire", "severe": "yes"},
        {"incident_type": "火灾", "basic_living_severe_hardship": True},
    ),
    "with savings": ({"savings": "80000"}, {"financial_assets_total": 80000}),
    "of the law": ({"matter": "violence"}, {"legal_matter": "虐待、遗弃或者家庭暴力"}),
}
"""By what a mother of one child says otherwise than ``a_mother``: as she says it, as staff record it."""


@pytest.mark.parametrize("name", FAMILIES)
def test_the_same_answers_come_out_as_they_do_for_staff(name):
    said, recorded = FAMILIES[name]
    facts = {
        "aid_class": "无", "receives_minimum_living": False, "incident_type": "无", "owns_dwelling": False,
        "basic_living_severe_hardship": False, "has_other_able_supporter": False, "applies_as_single_person": True,
    }  # fmt: skip
    hers = {"wage_income_month": 900, "birth_date": "1988-03-01", "legal_matter": "无"}
    hers |= {code: answer for code, answer in recorded.items() if code in hers}
    facts |= {code: answer for code, answer in recorded.items() if code not in hers}
    child = a_child("2015-09-01", enrolled_fulltime_level="小学", school_confirmed_poor=False)

    staff = assess(a_household(a_member("本人", **hers), child, **(NO_PROPERTY | facts)), entitlements(DAY), DECLARED)
    seen = a_mother(**flat(said))

    for code, verdict in verdicts(seen).items():
        assert staff[code].outcome in OUTCOMES[verdict], code


def test_no_rule_of_a_birthday_looks_at_more_than_the_years():
    """So that an age is as good as a birthday."""
    for entitlement in entitlements(DAY):
        for node in walk(entitlement.condition):
            if FACTS["birth_date"] in node.parts:
                assert isinstance(node, Recorded) or (isinstance(node, Elapsed) and node.unit == "years"), (
                    entitlement.code
                )


@given(st.dates(date(2016, 1, 1), date(2030, 12, 31)), st.integers(0, 110))
def test_an_age_and_so_many_months_ago_are_days_of_that_many(day, number):
    assert full_years(born_on(number, day), day) == number
    assert full_months(months_before(day, number), day) == number


# Unknown is not no


def first_page(data):
    answers = {"asked": "urban people", "urban": data.draw(st.sampled_from(["town", "country", UNKNOWN]))}
    answers["m1-age"] = data.draw(st.sampled_from(["19", "35", "61", "72"]))
    relations, places = [key for key, _ in told.RELATION.options], [key for key, _ in told.LIVES.options]
    for index in range(2, 2 + data.draw(st.integers(0, 3))):
        answers |= {
            f"m{index}-relation": data.draw(st.sampled_from(relations)),
            f"m{index}-age": data.draw(st.sampled_from(["", "0", "8", "15", "19", "35", "66"])),
            f"m{index}-where": data.draw(st.sampled_from(places)),
        }
    return answers


AMOUNTS = st.sampled_from(["", "0", "1", "413.33", "1240", "1860", "24800"])


def replying(data):
    """Random replies to whatever is asked."""

    def replies(seen):
        given_now = {}
        for question in seen.questions:
            for name, one in named_fields(question, seen.told.people):
                if one is None:
                    given_now[name] = data.draw(st.sampled_from([key for key, _ in GATE]))
                elif one.options:
                    given_now[name] = data.draw(st.sampled_from([key for key, _ in one.options]))
                else:
                    given_now[name] = data.draw(AMOUNTS if not one.whole else st.sampled_from(["", "0", "1", "2"]))
            if question.gate and given_now[told.gate_of(question)] == YES:
                first = people_asked(question, seen.told.people)[0]
                given_now[f"{first.key}-{question.each[0].name}"] = question.each[0].options[1][0]
        return given_now

    return replies


def refused(answers):
    found = assessments(answers, ZHUHAI, DAY, DECLARED)
    return {code for code, one in found.items() if one.outcome is Outcome.INELIGIBLE}


@settings(max_examples=MANY, deadline=None, phases=WITHOUT_SHRINKING)
@given(st.data())
def test_not_to_know_and_to_stop_early_never_turn_an_answer_into_no(data):
    """Of a whole check: one question forgotten, one person's age and place forgotten, all from some question on."""
    answers, seen = gone_through(first_page(data), replying(data))
    keys = answers["asked"].split()
    question = data.draw(st.sampled_from([BY_KEY[key] for key in keys if key != "people"]))
    one = data.draw(st.sampled_from(seen.told.people))
    no_longer_known = [
        {name: UNKNOWN if row is None or row.options else "" for name, row in named_fields(question, seen.told.people)},
        {f"{one.key}-age": ""} | ({} if one.is_applicant else {f"{one.key}-where": UNKNOWN}),
        {"asked": " ".join(keys[: data.draw(st.integers(2, len(keys)))])},
    ]

    noes = refused(answers)
    household = tell(answers, ZHUHAI, DAY).household

    assert all(FACTS[code].of == "household" for code in household.facts)
    assert all(FACTS[code].of == "person" for one in household.members for code in one.facts)
    assert len(set(keys)) == len(keys) <= MOST_QUESTIONS
    for less in no_longer_known:
        assert refused(answers | less) <= noes, less


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (STANDINGS, "aid_class"), (INCIDENTS, "incident_type"), (MATTERS, "legal_matter"), (GRADES, "disability_grade"),
        (LEVELS, "enrolled_fulltime_level"), (PARENT_STATES, "father_state"), (PARENT_STATES, "mother_state"),
    ],
)  # fmt: skip
def test_what_can_be_chosen_is_what_the_rules_call_it(table, code):
    assert {row[1] for row in table.values()} - {None} <= set(FACTS[code].options)


def test_a_family_of_more_than_eight_is_cut_to_eight():
    many = {f"m{index}-{part}": value for index in range(2, 15) for part, value in
            (("relation", "child"), ("age", "5"), ("where", "home"))}  # fmt: skip

    assert len(tell(a_family() | many, ZHUHAI, DAY).people) == MOST
