"""What a firm is told without a name is true of five people or more, in any population."""

from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clients.identity import age_on
from clients.models import Client, ClientCertificate, Skill, WorkExperience
from clients.models.wish import Wish
from lexicon.features import CERTIFICATES, Shift, satisfied
from lexicon.occupations import ENTRIES, occupation
from placement.disclose import profile_lines, profile_of
from placement.profiles import BANDS, NIGHT, Field, K, choose
from tests.cast import DONGSHENG, GONGYUAN, JIAOTONG, KANGBASHI, MONDAY, a_region, a_social_worker
from tests.placement.builders import CLEANER, ELECTRICIAN, FORKLIFT, WELDER, a_vacancy

_serial = count(1)
FITTER = "6-31-01-01"
HELD = (ELECTRICIAN, FITTER, WELDER, CLEANER, FORKLIFT, "6-31-01-00", "9-99-99-99", "")
PAPERS = ("driving_c1", "driving_b2", "driving", "electrician_low", "electrician_high", "health", "自制证书")


def a_person(
    code: str = JIAOTONG,
    *,
    born: date | None = date(1988, 3, 5),
    works: tuple[str, ...] = (),
    can: tuple[str, ...] = (),
    papers: tuple[tuple[str, date | None], ...] = (),
    shifts: tuple[str, ...] = (),
    **fields,
) -> Client:
    """An open case with what a profile may read of it."""
    worker, number = a_social_worker(), next(_serial)
    client = Client.objects.create(
        number=f"T-{number}", name=f"第{number}位", residence_region=a_region(code), birth_date=born,
        caseworker=worker, recorded_by=worker, **{"opened_on": date(2025, 6, 3), **fields},
    )  # fmt: skip
    for held in works:
        WorkExperience.objects.create(client=client, title="干过的活", occupation=held, recorded_by=worker)
    for place, held in enumerate(can):
        Skill.objects.create(client=client, name=f"会{place}", occupation=held, recorded_by=worker)
    for held, expires in papers:
        ClientCertificate.objects.create(client=client, code=held, expires_on=expires, recorded_by=worker)
    if shifts:
        Wish.objects.create(client=client, shifts=list(shifts), recorded_by=worker)
    return client


# The brute force: written apart from the code under test, one person at a time ---------------------------------------


def says(client: Client, field: str, value: str, day: date) -> bool:
    """Whether the record of this person says so."""
    if field == "occupations":
        held = [*client.skills.values_list("occupation", flat=True)]
        held += client.work_experiences.values_list("occupation", flat=True)
        stem = value.removesuffix("-00").removesuffix("-00")
        return any(one == value or (one.startswith(stem + "-") and value.endswith("-00")) for one in held)
    if field == "certificates":
        held = [paper.code for paper in client.certificates.all() if not paper.expires_on or paper.expires_on >= day]
        return any(satisfied(value, [one]) for one in held)
    if field == "age":
        first, _, last = value.partition("-")
        return client.birth_date is not None and int(first) <= age_on(client.birth_date, day) <= int(last or 999)
    if field == "shifts":
        wish = Wish.objects.unscoped("test").filter(client=client).first()
        said = wish.shifts if wish else []
        return bool({"two", "three", "night"} & {*said}) if value == NIGHT else value in said
    raise AssertionError(field)


def sharing(profile: dict, day: date = MONDAY) -> list[Client]:
    """Every open client of the profile's region of whom all of it is true."""
    return [
        client
        for client in Client.objects.unscoped("test").filter(status="open").select_related("residence_region")
        if client.residence_region.code.startswith(profile["region"])
        if all(
            says(client, field, value, day)
            for field in profile.keys() - {"region", "district"}
            for value in profile[field]
        )
    ]


# Any population -------------------------------------------------------------------------------------------------------

people = st.builds(
    dict,
    code=st.sampled_from((JIAOTONG, JIAOTONG, GONGYUAN, KANGBASHI)),
    born=st.none() | st.dates(date(1950, 1, 1), date(2009, 12, 31)) | st.just(date(1988, 2, 29)),
    works=st.lists(st.sampled_from(HELD), max_size=2).map(tuple),
    can=st.lists(st.sampled_from(HELD), max_size=2).map(tuple),
    papers=st.lists(
        st.tuples(st.sampled_from(PAPERS), st.none() | st.sampled_from((MONDAY, date(2026, 11, 22)))),
        max_size=3, unique_by=lambda paper: paper[0],
    ).map(tuple),
    shifts=st.lists(st.sampled_from([shift.value for shift in Shift]), max_size=3, unique=True).map(tuple),
    category=st.sampled_from(("rehabilitation", "hard_to_place")),
)  # fmt: skip


class AnyPopulation(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(people, min_size=1, max_size=16), st.sampled_from((ELECTRICIAN, CLEANER, "")))
    def test_five_share_whatever_is_told(self, described, wanted):
        everybody = [a_person(**one) for one in described]
        vacancy = a_vacancy(occupation=wanted, certificates=["driving_c1"], shifts=["night"])

        for client in everybody:
            profile = profile_of(client, vacancy, MONDAY)

            assert profile == {} or client in (same := sharing(profile))
            assert profile == {} or len(same) >= K
            assert profile == profile_of(client, vacancy, MONDAY)
            assert (profile == {}) == (len(described) < K)


class AnyChoice(TestCase):
    chains = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3, unique=True).map(tuple), max_size=4)

    @given(
        st.integers(K, 12),
        st.lists(chains, min_size=1, max_size=3),
        st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.integers(0, 11))),
    )
    def test_the_choice_is_shared_and_no_finer_value_was_left(self, n, offers, holders):
        everybody = set(range(n))
        names = ("occupations", "certificates", "shifts")
        fields = [
            Field(name, chains, lambda value: frozenset(), lambda: holders)
            for name, chains in zip(names, offers, strict=False)
        ]

        told = choose(everybody, fields)

        left = everybody
        for values in told.values():
            for value in values:
                left = left & holders[value]
        assert len(left) >= K
        for field in fields:
            first = field.chains[0][0] if field.chains else None
            if field is fields[0] and first and len(everybody & holders.get(first, set())) >= K:
                assert told[field.name][0] == first


# Single promises ------------------------------------------------------------------------------------------------------


@pytest.fixture
def vacancy(db):
    return a_vacancy(occupation=ELECTRICIAN, shifts=["day"])


def test_fewer_than_five_in_the_city_show_nothing_but_the_code(vacancy):
    someone, *_others = [a_person(works=(ELECTRICIAN,)) for _ in range(4)]

    assert profile_of(someone, vacancy, MONDAY) == {}
    assert profile_lines({}) == ()


def test_a_small_county_is_counted_with_its_city(vacancy):
    someone = a_person(KANGBASHI, works=(ELECTRICIAN,))
    for _ in range(4):
        a_person(JIAOTONG, works=(ELECTRICIAN,))

    profile = profile_of(someone, vacancy, MONDAY)

    assert (profile["region"], profile["district"]) == ("1506", "鄂尔多斯市")
    assert profile["occupations"] == [ELECTRICIAN]


def test_a_large_county_stands_for_itself(vacancy):
    people = [a_person(works=(ELECTRICIAN,)) for _ in range(5)]

    assert profile_of(people[0], vacancy, MONDAY)["region"] == DONGSHENG


def test_closed_cases_do_not_hide_anybody(vacancy):
    someone = a_person(works=(ELECTRICIAN,))
    for _ in range(4):
        a_person(works=(ELECTRICIAN,), status="closed", closed_on=MONDAY, closed_how="moved")

    assert profile_of(someone, vacancy, MONDAY) == {}


def test_a_rare_occupation_is_told_by_its_group(vacancy):
    someone = a_person(works=(ELECTRICIAN,))
    for _ in range(4):
        a_person(works=(FITTER,))

    assert profile_of(someone, vacancy, MONDAY)["occupations"] == ["6-31-01-00"]


def test_what_is_unknown_of_others_does_not_count_as_equal(vacancy):
    someone = a_person(works=(ELECTRICIAN,), papers=(("health", None),), shifts=("day",))
    for _ in range(8):
        a_person(born=None)

    assert profile_of(someone, vacancy, MONDAY).keys() == {"region", "district"}


def test_what_is_unknown_of_her_is_not_told(vacancy):
    someone = a_person(born=None)
    for _ in range(8):
        a_person(works=(ELECTRICIAN,), papers=(("health", None),), shifts=("day",))

    assert profile_of(someone, vacancy, MONDAY).keys() == {"region", "district"}


def test_an_expired_certificate_is_none(vacancy):
    people = [a_person(papers=(("health", date(2026, 11, 22)),)) for _ in range(6)]

    assert "certificates" not in profile_of(people[0], vacancy, MONDAY)


def test_words_that_somebody_typed_never_come_along(vacancy):
    people = [a_person(papers=(("自制证书", None),), can=("",)) for _ in range(6)]
    profile = profile_of(people[0], vacancy, MONDAY)
    told = [word for line in profile_lines(profile) for word in line.words]

    assert told == ["30—39 岁", "东胜区"]


@pytest.mark.parametrize("code", [code for code, entry in ENTRIES.items() if "康复" in entry.name])
def test_an_occupation_whose_name_would_tell_is_not_told(vacancy, code):
    people = [a_person(works=(code,)) for _ in range(6)]

    profile = profile_of(people[0], vacancy, MONDAY)

    assert code not in profile.get("occupations", ())
    kept_before = profile | {"occupations": [code]}
    assert "康复" not in "".join(word for line in profile_lines(kept_before) for word in line.words)


def test_a_licence_that_few_have_is_told_by_what_it_covers(vacancy):
    someone = a_person(papers=(("driving_b2", None),))
    for _ in range(4):
        a_person(papers=(("driving_c1", None),))

    assert profile_of(someone, vacancy, MONDAY)["certificates"] == ["driving_c1"]


def test_a_rare_night_shift_is_told_as_readiness(vacancy):
    someone = a_person(shifts=("three",))
    for _ in range(4):
        a_person(shifts=("two",))

    assert profile_of(someone, vacancy, MONDAY)["shifts"] == [NIGHT]


def test_a_rare_age_is_told_by_its_half(vacancy):
    someone = a_person(born=date(2004, 1, 1))
    for _ in range(4):
        a_person(born=date(1990, 1, 1))

    assert profile_of(someone, vacancy, MONDAY)["age"] == ["0-39"]


@pytest.mark.parametrize(("born", "band"), [(date(1986, 11, 23), "40-49"), (date(1986, 11, 24), "30-39")])
def test_the_band_turns_on_the_birthday(vacancy, born, band):
    people = [a_person(born=born) for _ in range(5)]

    assert profile_of(people[0], vacancy, MONDAY)["age"] == [band]


def test_the_vacancy_decides_what_comes_first_not_what_may_be_told(vacancy):
    people = [a_person(works=(CLEANER, WELDER, FORKLIFT, ELECTRICIAN)) for _ in range(5)]
    other = a_vacancy("保洁员", occupation=CLEANER)

    assert profile_of(people[0], vacancy, MONDAY)["occupations"][0] == ELECTRICIAN
    assert profile_of(people[0], other, MONDAY)["occupations"][0] == CLEANER


@pytest.mark.parametrize("category", Client.Category)
def test_why_somebody_is_assisted_changes_nothing(vacancy, category):
    someone = a_person(works=(ELECTRICIAN,), shifts=("day",), category=category)
    for place in range(7):
        a_person(works=(ELECTRICIAN,), shifts=("day",), category=[*Client.Category][place % 2])

    assert profile_of(someone, vacancy, MONDAY) == {
        "region": DONGSHENG, "district": "东胜区", "occupations": [ELECTRICIAN], "age": ["30-39"], "shifts": ["day"]
    }  # fmt: skip


def test_every_word_of_a_profile_is_of_the_vocabulary():
    full = {
        "occupations": [ELECTRICIAN, "nothing"], "certificates": ["health", "自制证书"], "age": [*BANDS, "0-39", "17"],
        "shifts": ["day", NIGHT, "通宵"], "note": ["标记"],
    }  # fmt: skip

    lines = {line.label: line.words for line in profile_lines(full)}

    assert lines["做过、会做的工作"] == (occupation(ELECTRICIAN).name,)
    assert lines["证书"] == (CERTIFICATES["health"].label,)
    assert lines["能上的班"] == ("白班", "可以上夜班")
    assert len(lines["年龄段"]) == len(BANDS) + 1
    assert "标记" not in str(lines)


def test_queries_do_not_grow_with_the_population(vacancy):
    def asked() -> int:
        people = [
            a_person(works=(ELECTRICIAN,), can=(WELDER,), papers=(("health", None),), shifts=("day",)) for _ in range(5)
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            profile_of(Client.objects.unscoped("test").get(pk=people[0].pk), vacancy, MONDAY)
        return len(queries)

    assert asked() == asked() <= 14
