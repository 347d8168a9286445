"""GB/T 4754-2017 is whole and well formed."""

from collections import Counter

from lexicon.industries import INDUSTRIES, industry


def test_the_standard_is_whole():
    by_level = Counter(entry.level for entry in INDUSTRIES.values())

    assert by_level == {1: 20, 2: 97, 3: 473, 4: 1379}


def test_every_entry_hangs_under_one_that_exists():
    orphans = [e.code for e in INDUSTRIES.values() if e.level > 1 and e.parent not in INDUSTRIES]

    assert orphans == []


def test_an_entry_keeps_the_section_of_its_parent():
    strayed = [e.code for e in INDUSTRIES.values() if e.parent and INDUSTRIES[e.parent].section != e.section]

    assert strayed == []


def test_a_code_with_its_section_letter_is_understood():
    coal = industry("B0610")

    assert coal is not None
    assert coal.name == "烟煤和无烟煤开采洗选"
    assert industry("C0610") is None


def test_the_groups_without_classes_that_the_source_lacked():
    assert [INDUSTRIES[code].name for code in ("120", "910", "970")] == ["其他采矿业", "中国共产党机关", "国际组织"]


def test_names_are_clean():
    assert [e.code for e in INDUSTRIES.values() if e.name != "".join(e.name.split()) or not e.name] == []
