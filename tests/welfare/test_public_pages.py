"""What everybody may read of an entitlement: from its declaration, neutral, never a number that nobody published."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from law.article import unnumbered
from tests.leaks.test_portal_words import WORDS
from tests.welfare.households import GUANGZHOU, GUIYANG, ORDOS, ZHUHAI
from welfare import standards
from welfare.catalogue.minimum_living_numbers import minimum_living_standard
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.public import plain_conditions, plain_steps
from welfare.public.about import ABOUT, Situation
from welfare.public.page import conditions_of, fingerprint, page
from welfare.public.sums import MISSING, standards_in
from welfare.public.which import PUBLIC, entitlements
from welfare.rules import expressions as ex
from welfare.rules.fact import FACTS, DerivedFlag, Fact
from welfare.rules.node import walk
from welfare.rules.standards import DECLARED, Row
from welfare.rules.words import words

DAY = date(2024, 6, 3)
SPECIFIC = {"maintenance_support", "hiv_care", *(f"ordos_o{number}" for number in range(1, 7))}
CODES = [entitlement.code for entitlement in PUBLIC]
PLACES = ("", ORDOS, GUANGZHOU, ZHUHAI, GUIYANG, "150602001")
DAYS = (DAY, date(2023, 5, 1), DAY, date(2019, 3, 1), date(2025, 5, 1), date(2026, 11, 23))


def a_page(code, region=ZHUHAI, day=DAY, book=DECLARED):
    return page(code, region, day, book)


# Which


def test_what_is_of_drugs_or_a_hidden_illness_alone_is_not_there():
    assert {entitlement.code for entitlement in CATALOGUE} - set(CODES) == SPECIFIC
    with pytest.raises(KeyError):
        a_page("maintenance_support")


def test_a_rule_that_comes_to_read_a_recovery_leaves_the_public_site():
    from welfare.public.which import is_public

    school = BY_CODE["school_aid"]
    changed = replace(school, condition=school.condition | FACTS["in_community_rehab"])

    assert is_public(school)
    assert not is_public(changed)


def test_only_what_is_in_force_is_listed():
    assert "rigid_expense" not in {one.code for one in entitlements(date(2020, 1, 1))}
    assert len(entitlements(DAY)) == len(CODES)


# Neutral


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_any_page_names_it(code):
    seen = [a_page(code, place, day) for place, day in zip(PLACES, DAYS, strict=True)]

    sources = [
        source.full for one in seen for source in (*one.sources, *(own for sum_ in one.sums for own in sum_.sources))
    ]
    texts = [text for one in seen for text in one.sentences()]
    assert [text for text in (*texts, *sources) if WORDS.search(text)] == []


def test_the_paper_that_tells_is_a_question_to_the_office():
    declared = [str(paper) for paper in BY_CODE["minimum_living"].documents]
    shown = [paper.name for paper in a_page("minimum_living").papers]

    assert any("戒毒" in name for name in declared)
    assert len(shown) == len(declared)
    assert any("当面问工作人员" in name for name in shown)


# Who


@pytest.mark.parametrize("entitlement", PUBLIC, ids=CODES)
def test_every_line_of_who_is_said_plainly(entitlement):
    def lines(condition):
        bare = bare_of(condition)
        return bare.of if isinstance(bare, ex.AllOf | ex.AnyOf) else ()

    top = lines(entitlement.condition) or (entitlement.condition,)
    shown = [one for one in top if words(one) not in plain_conditions.NOT_SAID]
    below = [
        part for one in shown if words(one) not in plain_conditions.SAID_WHOLE for part in lines(one)
        if words(part) not in plain_conditions.NOT_SAID
    ]  # fmt: skip

    assert [words(one) for one in (*shown, *below) if words(one) not in plain_conditions.CONDITIONS] == []


def bare_of(condition):
    while isinstance(condition, ex.Clause | DerivedFlag):
        condition = condition.of if isinstance(condition, ex.Clause) else condition.by
    return condition


def test_nothing_is_said_of_conditions_that_no_rule_has():
    declared = {
        words(node)
        for entitlement in PUBLIC
        for node in walk(entitlement.condition)
        if isinstance(node, ex.Condition)
    }  # fmt: skip
    said = {*plain_conditions.CONDITIONS, *plain_conditions.MORE_DETAILED, *plain_conditions.NOT_SAID,
            *plain_conditions.SAID_WHOLE, *plain_conditions.HEADINGS}  # fmt: skip

    assert said - declared == set()


def test_a_page_of_low_income_lists_at_most_two_levels():
    joined, conditions = conditions_of(BY_CODE["minimum_living"].condition)

    assert joined == "下面几条都要符合"
    assert [condition.text for condition in conditions] == ["家里的收入低", "家里的存款、房子、车不超过当地的规定"]
    assert conditions[0].joined == "下面有一条符合就行"
    assert conditions[0].parts[0] == "全家每月的收入，除以家里的人数，每人比当地低保标准少"


def test_words_that_a_rule_changed_are_shown_as_declared_until_somebody_says_them_plainly():
    condition = ex.all_of(FACTS["owns_dwelling"].worded("名下有住房两套以上"), ~FACTS["has_motor_vehicle"])

    _, lines = conditions_of(condition)

    assert lines[0].text == "名下有住房两套以上"


@pytest.mark.parametrize("entitlement", PUBLIC, ids=CODES)
def test_steps_and_papers_have_plain_words(entitlement):
    assert [step.name for step in entitlement.steps if step.name not in plain_steps.STEPS] == []
    some = [one.name for one in entitlement.documents if not isinstance(one, str) and one.only_if is not None]
    told = {**plain_conditions.WHEN_NEEDED}
    assert [name for name in some if name not in told and "戒毒" not in name] == []


@pytest.mark.parametrize("entitlement", PUBLIC, ids=CODES)
def test_the_sentences_are_read_again_when_a_rule_changes(entitlement):
    """Read the sentences of ``about`` and ``plain_conditions`` once more, then write the new version there."""
    assert ABOUT[entitlement.code].reviewed == entitlement.version


# How much


def test_every_public_entitlement_has_its_sentences_and_every_situation_a_page():
    assert set(ABOUT) == set(CODES)
    assert {situation for about in ABOUT.values() for situation in about.situations} == set(Situation)


@pytest.mark.parametrize("code", CODES)
def test_a_number_is_one_that_the_rule_reads_and_nobodys_own(code):
    reads = BY_CODE[code].reads
    for shown in ABOUT[code].numbers:
        facts = {node.code for node in walk(shown.number) if isinstance(node, Fact)}
        # A guide that a table of the province names may stand behind a number that the rule reads.
        assert {standard.code for standard in standards_in(shown)} <= reads, shown.label
        assert facts <= {"is_urban_household"}, shown.label


def test_the_standard_of_a_city_says_from_when_to_when_and_who_set_it():
    town, country = [one for one in a_page("minimum_living", ORDOS, date(2023, 5, 1)).sums if "低保标准" in one.label]

    assert (town.who, town.value) == ("城镇", "950 元/月")
    assert (country.who, country.value) == ("农村", "720 元/月")
    assert town.span == "2023年1月1日起，到2023年12月31日"
    assert "鄂尔多斯" in town.sources[0].title


def test_a_number_out_of_force_is_never_shown_as_the_number():
    town, _ = [one for one in a_page("minimum_living", ORDOS, date(2026, 5, 1)).sums if "低保标准" in one.label]

    assert town.value == ""
    assert town.text == MISSING
    assert town.earlier == "950 元/月（只到2023年12月31日，已经过期，不能按它算）"


def test_a_place_without_a_number_has_no_neighbours():
    """云南's guide binds its places; it is nobody's own number."""
    (line,) = [one for one in a_page("minimum_living", "530502").sums if "低保标准" in one.label]

    assert (line.value, line.earlier) == ("", "")


def test_without_a_place_only_the_countrys_numbers_stand():
    known = {one.label: one.value for one in a_page("school_aid", "").sums if one.is_known}

    assert known["小学，住校"] == "1,250 元/年"
    assert [one.value for one in a_page("minimum_living", "").sums if "低保标准" in one.label] == [""]


def test_a_sum_that_only_its_province_bounds_says_not_less_than():
    (line,) = a_page("unattended_child", GUIYANG, date(2024, 6, 3)).sums

    assert line.value == "不少于 1,400 元/月"


def test_a_share_is_a_percentage_and_a_limit_that_limits_nothing_is_none():
    shares = {one.label: one.value for one in a_page("medical_aid", "371082", date(2023, 5, 1)).sums}

    assert shares["低保对象：报销比例"] == "75%"
    assert shares["特困人员：一年最多"] == "没有上限"


def test_a_page_past_its_review_says_so():
    fresh, stale = (a_page("school_aid", "", day) for day in (date(2026, 12, 30), date(2027, 1, 1)))

    assert (fresh.review_by, fresh.is_past_review) == (date(2026, 12, 31), False)
    assert stale.is_past_review


def test_a_page_says_when_the_rule_ended_or_is_yet_to_begin():
    assert "现在还没有开始" in a_page("rigid_expense", ZHUHAI, date(2020, 1, 1)).force
    assert not a_page("rigid_expense", ZHUHAI, date(2020, 1, 1)).in_force


# Fingerprint


def test_the_fingerprint_changes_with_a_number_of_any_place_and_with_nothing_else():
    row = Row(region="150602", value=Decimal(1020), valid_from=date(2026, 1, 1), review_by=date(2026, 12, 31),
              source=unnumbered("东胜区城乡低保标准"), urban=True)  # fmt: skip
    book = DECLARED.replaced("minimum_living_standard", (*minimum_living_standard.rows, row))

    assert fingerprint("minimum_living", DECLARED) == a_page("minimum_living", ORDOS).fingerprint
    assert fingerprint("minimum_living", book) != fingerprint("minimum_living", DECLARED)
    assert fingerprint("student_loan", book) == fingerprint("student_loan", DECLARED)


@pytest.mark.parametrize(
    "change",
    [
        {"where_to_ask": "县级民政部门"},
        {"unverified": ()},
        {"documents": ("身份证",)},
        {"steps": ()},
        {"ended": date(2030, 1, 1)},
        {"condition": FACTS["receives_minimum_living"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_fingerprint_changes_with_everything_declared(change, monkeypatch):
    from welfare.public import which

    before = fingerprint("near_minimum", DECLARED)
    monkeypatch.setitem(which.BY_CODE, "near_minimum", replace(BY_CODE["near_minimum"], **change))

    assert fingerprint("near_minimum", DECLARED) != before


@pytest.mark.django_db
def test_the_book_of_the_site_is_one_query(django_assert_num_queries):
    standards.book()

    with django_assert_num_queries(1):
        page("minimum_living", ORDOS, DAY)
