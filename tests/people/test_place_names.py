"""Places as people write them in files, without a database."""

import pytest

from people.place_names import is_known_code, place_codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("鄂尔多斯市东胜区", "150602"),
        ("鄂尔多斯", "1506"),
        ("广东省广州市越秀区", "440104"),
        ("贵阳", "5201"),
        ("德宏州", "5331"),
        ("云南省德宏州瑞丽市", "533102"),
        ("黔西南州", "5223"),
        ("云南省德宏傣族景颇族自治州", "5331"),
        ("150602", "150602"),
    ],
)
def test_a_name_or_code_means_one_place(name, code):
    assert place_codes(name) == {code}


def test_a_name_of_several_counties_means_all_of_them():
    assert len(place_codes("朝阳区")) > 1
    assert place_codes("北京市朝阳区") == {"110105"}
    assert place_codes("火星") == frozenset()


@pytest.mark.parametrize(
    ("code", "known"),
    [("15", True), ("150000", True), ("1506", True), ("150602", True), ("150602001", True), ("159900", False)],
)
def test_codes_of_places_that_exist(code, known):
    assert is_known_code(code) is known


def test_a_county_that_is_no_more_lies_in_a_city_that_is():
    assert is_known_code("140624")
