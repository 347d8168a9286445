"""Features, shifts, education and certificates: one word per thing, and reading certificates from text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.features import CERTIFICATES, Education, PostKind, Shift, WorkFeature, recognise, satisfied


def test_a_stored_value_comes_back_with_its_label():
    assert WorkFeature("night") is WorkFeature.NIGHT
    assert WorkFeature.NIGHT == "night"
    assert WorkFeature.NIGHT.label == "夜班"


@pytest.mark.parametrize("kind", [WorkFeature, Shift, Education, PostKind])
def test_every_member_has_its_own_label(kind):
    labels = [member.label for member in kind]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_choices_are_what_a_form_wants():
    assert PostKind.choices()[0] == ("entertainment_venue", "娱乐场所")


def test_education_is_ordered():
    ranks = [level.rank for level in Education]

    assert ranks == sorted(ranks)
    assert Education.JUNIOR.rank < Education.SENIOR.rank < Education.COLLEGE.rank


def test_a_rotating_shift_does_not_say_whether_it_holds_nights():
    assert Shift.ROTATING.includes_night is None
    assert Shift.THREE.includes_night is True
    assert Shift.DAY.includes_night is False


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("持低压电工证", ["electrician_low"]),
        ("需电工证", ["electrician"]),
        ("叉车证（N1）、健康证", ["forklift", "health"]),
        ("有C1驾照，会开车", ["driving_c1"]),
        ("驾照即可", ["driving"]),
        ("Ａ２以上司机", ["driving_a2"]),
        ("B2/A2货车司机，有从业资格证", ["driving_b2", "driving_a2"]),
        ("焊工证、登高证齐全", ["welder", "height_work"]),
        ("C1栋保洁", []),
        ("ERN12型设备", []),
        ("", []),
    ],
)
def test_certificates_are_read_from_text(text, codes):
    assert recognise(text) == codes


def test_each_label_is_read_as_its_own_certificate():
    wrong = {c.label: recognise(c.label) for c in CERTIFICATES.values() if c.code not in recognise(c.label)}

    assert wrong == {}


def test_no_alias_names_two_certificates():
    owners: dict[str, set[str]] = {}
    for certificate in CERTIFICATES.values():
        for alias in certificate.aliases:
            owners.setdefault(alias.lower(), set()).add(certificate.code)

    assert {alias: codes for alias, codes in owners.items() if len(codes) > 1} == {}


def test_covers_names_only_known_certificates():
    assert {code for c in CERTIFICATES.values() for code in c.covers} <= CERTIFICATES.keys()


@pytest.mark.parametrize(
    ("required", "held", "fits"),
    [
        ("driving_c1", {"driving_a2"}, True),
        ("driving_a1", {"driving_a2"}, False),
        ("driving", {"driving_c2"}, True),
        ("electrician", {"electrician_high"}, True),
        ("electrician_low", {"electrician"}, False),
        ("古法制香证", {"古法制香证"}, True),
        ("古法制香证", {"health"}, False),
        ("health", set(), False),
    ],
)
def test_a_higher_paper_stands_for_the_lower(required, held, fits):
    assert satisfied(required, held) is fits


@given(st.sets(st.sampled_from(sorted(CERTIFICATES))), st.sampled_from(sorted(CERTIFICATES)))
def test_one_more_certificate_never_loses_anything(held, extra):
    before = {code for code in CERTIFICATES if satisfied(code, held)}

    assert before <= {code for code in CERTIFICATES if satisfied(code, held | {extra})}
