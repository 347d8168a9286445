"""Whatever stands in a line, it gets an answer or an error: never a crash, never both."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from welfare.assess_files import answer_line
from welfare.assess_lines import IGNORED
from welfare.catalogue.table import CATALOGUE
from welfare.rules.fact import FACTS
from welfare.rules.standards import STANDARDS, Standard

TODAY = date(2026, 11, 22)
CODES = {entitlement.code for entitlement in CATALOGUE}

NAMES = st.sampled_from(
    [
        *(
            *FACTS,
            *STANDARDS,
            *IGNORED,
            "id",
            "region",
            "urban",
            "members",
            "household",
            "standards",
            "readings",
            "age",
        ),
        *("o1_reading", "救助身份", "client", "rent", "deductible", "insured"),
    ]
)
WORDS = st.sampled_from(
    "是 无 A 因病致贫 特困 本人 子女 强制隔离戒毒 2024-05-01 2099-01-01 一级 低保 difference 1,980".split()
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | WORDS
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=5000, places=2).map(float)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=6)
)
PLAUSIBLE = st.fixed_dictionaries(
    {"id": st.just("x"), "as_of_date": st.dates(date(2014, 1, 1), TODAY).map(str), "region": st.just("150602")},
    optional={
        "urban": st.booleans() | st.none(),
        "members": st.lists(st.dictionaries(NAMES, LEAVES, max_size=5), max_size=3),
        "household": st.dictionaries(NAMES, LEAVES, max_size=3),
        "standards": st.dictionaries(st.sampled_from(sorted(STANDARDS)), LEAVES, max_size=3),
    },
)


def _is_an_answer_or_an_error(row):
    found = answer_line(json.dumps(row).encode(), 1, {}, TODAY)[0]

    json.dumps(found, allow_nan=False)
    assert ("entitlements" in found) is not bool(found.get("errors"))
    for one in found.get("entitlements", {}).values():
        assert one["outcome"] in ("eligible", "ineligible", "undetermined")
        assert (one["amount"] is None) or one["outcome"] != "ineligible"
    return found


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_no_json_crashes_it(row):
    _is_an_answer_or_an_error(row)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLAUSIBLE, st.dictionaries(NAMES, VALUES, max_size=2))
def test_no_almost_right_line_crashes_it(row, more):
    _is_an_answer_or_an_error(row | more)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_it(raw):
    assert "errors" in answer_line(raw, 1, {}, TODAY)[0]


def _kind(code):
    fact = FACTS[code]
    if fact.kind == "enum":
        return st.sampled_from(fact.options)
    if fact.kind == "bool":
        return st.booleans()
    if fact.kind == "date":
        return st.dates(date(1950, 1, 1), date(2014, 1, 1)).map(str)
    if fact.kind == "number":
        return st.integers(0, int(min(fact.highest, 100)))
    return st.just("甲")


def _facts(of):
    taken = ("as_of_date", "region_code", "is_urban_household", "person_id", "relation_to_applicant")
    return st.fixed_dictionaries(
        {},
        optional={code: st.none() | _kind(code) for code, fact in FACTS.items() if fact.of == of and code not in taken},
    )


def _levels():
    """Any numbers that a case may state, with four digits after the point."""
    numbers = {
        code: st.integers(0, 10_000 if standard.high else 10_000 * 9_999_999).map(lambda n: n / 10_000)
        for code, standard in STANDARDS.items()
        if isinstance(standard, Standard) and standard.high in (None, 1)
    }
    return st.fixed_dictionaries({}, optional=numbers)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(PLAUSIBLE, _facts("household"), st.lists(_facts("person"), max_size=3), _levels())
def test_every_readable_household_is_answered(row, facts, members, standards):
    relations = ("本人", "配偶", "子女")
    case = {
        "id": "x",
        "as_of_date": row["as_of_date"],
        "region": "150602",
        **facts,
        "standards": standards,
        "members": [
            {name: value for name, value in member.items() if name != "custody_end"} | {"relation_to_applicant": who}
            for member, who in zip(members, relations, strict=False)
        ],
    }

    assert _is_an_answer_or_an_error(case)["entitlements"].keys() == CODES
