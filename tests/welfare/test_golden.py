"""Golden households by region: lines as ``manage.py assess`` reads them, each with its source and what must come out.

``golden/*.jsonl`` hold one household a line; ``expected`` says of each entitlement the outcome, the amount (a number,
two bounds, "discretionary", or null), components by code, and codes that must be among what is missing.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from welfare.assess_files import answer_line
from welfare.catalogue.table import CATALOGUE
from welfare.rules.fact import FACTS

TODAY = date(2026, 11, 22)
# An end that nobody knows takes nothing from a status that is known: that is tested by itself.
UNKEPT = ("as_of_date", "region_code", "person_id", "custody_end")
FILES = sorted((Path(__file__).parent / "golden").glob("*.jsonl"))
REGIONS = {"ordos": "15", "guangzhou": "44", "zhuhai": "44", "guizhou": "52", "yunnan": "53", "shanxi": "14"}
LINES = [
    pytest.param(line, id=f"{path.stem}-{number}")
    for path in FILES
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
]


def number(said):
    """A number as the golden line writes it: the value, or both bounds."""
    return said["value"] if "value" in said else [said["min"], said["max"]]


def amount(said):
    if said is None:
        return None
    return "discretionary" if said.get("discretionary") else number(said)


@pytest.mark.parametrize("line", LINES)
def test_the_household_gets_what_its_source_says(line):
    row = json.loads(line)

    answer, errors = answer_line(line.encode(), 1, {}, TODAY)

    assert not errors
    assert row["source"]
    for code, expected in row["expected"].items():
        found = answer["entitlements"][code]
        assert (found["outcome"], amount(found["amount"])) == (expected["outcome"], expected["amount"]), code
        components = {name: number(found["components"][name]) for name in expected.get("components", {})}
        assert components == expected.get("components", {}), code
        assert {one["code"] for one in found["missing"]} >= set(expected.get("missing") or ()), code


def test_every_entitlement_is_granted_to_somebody():
    granted = {
        code
        for line in LINES
        for code, expected in json.loads(line.values[0])["expected"].items()
        if expected["outcome"] == "eligible"
    }

    assert granted == {entitlement.code for entitlement in CATALOGUE}


@pytest.mark.parametrize(("stem", "province"), REGIONS.items())
def test_each_region_has_households_of_its_own(stem, province):
    (path,) = (path for path in FILES if path.stem == stem)
    lines = path.read_bytes().splitlines()

    regions = [answer_line(line, 1, {}, TODAY)[0]["region"] for line in lines]

    assert regions
    assert all(region.startswith(province) for region in regions)


def test_a_missing_standard_and_the_change_of_2021_are_among_them():
    rows = [json.loads(line.values[0]) for line in LINES]

    waiting = [row for row in rows if "minimum_living_standard" in str(row["expected"])]
    isolated = [row for row in rows if "强制隔离戒毒" in str(row.get("members"))]

    assert any(row["expected"]["minimum_living"]["outcome"] == "undetermined" for row in waiting if row["expected"])
    assert {row["as_of_date"] >= "2021-07-01" for row in isolated} == {True, False}


def blanked(row, drop):
    """The household with one fact fewer, for each fact: written down as unknown, or not mentioned at all."""
    places = [row, *row.get("members", ())]
    for place in places:
        for name in [name for name in place if name in FACTS and FACTS[name].code not in UNKEPT]:
            if drop and FACTS[name].absent is not None:
                # Of rare things one would be told of: who does not mention a death says that there is none.
                continue
            kept = place.pop(name)
            if not drop:
                place[name] = None
            yield name, row
            place[name] = kept


@pytest.mark.parametrize("drop", [False, True], ids=["null", "left out"])
@pytest.mark.parametrize("line", LINES)
def test_no_blank_turns_a_yes_into_a_no_or_a_no_into_a_yes(line, drop):
    row = json.loads(line)
    settled = outcomes(row)

    turned = [
        (name, code, settled[code], outcome)
        for name, blank in blanked(row, drop)
        for code, outcome in outcomes(blank).items()
        if outcome not in (settled[code], "undetermined") and settled[code] != "undetermined"
    ]

    assert not turned


def outcomes(row):
    answer, errors = answer_line(json.dumps(row).encode(), 1, {}, TODAY)
    assert not errors
    return {code: found["outcome"] for code, found in answer["entitlements"].items()}
