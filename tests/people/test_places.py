"""Places as people write them: on forms, in spreadsheets, in advertisements."""

import pytest

from people.models import Region
from people.places import Places, without_kind
from tests.cast import PLACES


def regions(**more):
    """The cast's places and ``more``, by code."""
    names = {code: name for code, (name, *_) in PLACES.items()} | {code[1:]: name for code, name in more.items()}
    return [
        Region(
            code=code,
            name=name,
            full_name="".join(names[code[:length]] for length in (2, 4, 6, 9) if code[:length] in names),
            level=len(code),
        )
        for code, name in names.items()
    ]


def code_of(region):
    return region.code if region else None


@pytest.fixture
def places():
    return Places(regions())


@pytest.fixture
def city():
    """What the employer zone looks at: the city and what lies in it, not the province."""
    return Places(region for region in regions(_150623="鄂托克前旗", _150624="鄂托克旗") if region.code != "15")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("东胜区交通街道", "150602001"),
        ("交通街道", "150602001"),
        ("内蒙古自治区鄂尔多斯市东胜区交通街道", "150602001"),
        ("鄂尔多斯市东胜区交通街道吉劳庆社区 3 号楼", "150602001"),
        ("东胜区 交通街道", "150602001"),
        ("东胜区（交通街道）", "150602001"),
        ("东胜交通街道办事处", "150602001"),
        ("东胜", "150602"),
        ("东胜区", "150602"),
        ("东胜\u200b区", "150602"),
        ("内蒙古鄂尔多斯东胜", "150602"),
        ("内蒙古东胜区", "150602"),
        ("鄂尔多斯-康巴什区", "150603"),
        ("鄂尔多斯市鄂尔多斯市康巴什", "150603"),
        ("鄂尔多斯市市辖区", "1506"),
        ("150602001", "150602001"),
        (" 150602 ", "150602"),
        ("150602000000", "150602"),
        ("150627100000", "150627100"),
        ("伊金霍洛旗阿勒腾席热镇", "150627100"),
        ("火星", None),
        ("", None),
        ("区", None),
        ("999999", None),
    ],
)
def test_a_place_is_known_by_many_spellings(places, written, code):
    assert code_of(places.find(written)) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("东胜路 5 号", None), ("东胜区公园路 5 号", "150602"), ("东胜区公园", "150602002")],
)
def test_a_short_name_before_something_else_may_be_a_street(places, written, code):
    assert code_of(places.find(written)) == code


def test_a_name_of_two_places_means_neither():
    both = Places(regions(_150627001="交通街道"))

    assert both.find("交通街道") is None
    assert both.find_in_cells("交通街道") is None
    assert both.find("伊金霍洛旗交通街道").code == "150627001"
    assert both.meanings("交通街道") == {"150602001", "150627001"}


def test_of_two_places_in_each_other_the_outer_one_is_meant():
    both = Places(regions(_150627101="伊金霍洛镇"))

    assert both.find("伊金霍洛").code == "150627"
    assert both.find("伊金霍洛镇").code == "150627101"


@pytest.mark.parametrize(
    ("district", "of_city", "code"),
    [
        ("东胜", "", "150602"),
        ("康巴什区", "鄂尔多斯", "150603"),
        ("", "鄂尔多斯市", "1506"),
        ("", "内蒙古自治区鄂尔多斯市", "1506"),
        ("", "鄂尔多斯市康巴什新区", "150603"),
        ("阿勒腾席热镇", "鄂尔多斯", "150627100"),
        ("150603", "东胜", "150603"),
        ("全市（以康巴什区为主）", "", "150603"),
        ("内蒙古自治区鄂尔多斯市鄂托克前旗", "", "150623"),
        ("鄂托克前旗 3 号楼", "", "150623"),
        ("东胜区哈巴格希路", "", "150602"),
        ("没有的区", "鄂尔多斯", None),
        ("", "", None),
    ],
)
def test_the_district_of_an_advertisement_comes_before_its_city(city, district, of_city, code):
    assert code_of(city.find_in_cells(district, of_city)) == code


def test_districts_of_a_municipality_stand_under_the_name_of_the_city():
    shanghai = Places(
        (
            Region(code="3101", name="市辖区", full_name="上海市", level=4),
            Region(code="310104", name="徐汇区", full_name="上海市徐汇区", level=6),
        )
    )

    assert shanghai.find("上海").code == "3101"
    assert shanghai.find("上海市市辖区徐汇区").code == "310104"


def test_a_code_is_known_as_it_stands(places):
    assert places.knows_code("150602")
    assert not places.knows_code("150699")


def test_meanings_are_of_the_whole_text(places):
    assert places.meanings("鄂尔多斯东胜") == {"150602"}
    assert places.meanings("东胜区 3 号楼") == frozenset()
    assert places.meanings("火星") == frozenset()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("东胜区", "东胜"),
        ("内蒙古自治区", "内蒙古"),
        ("宁夏回族自治区", "宁夏"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("浦东新区", "浦东"),
        ("交通街道办事处", "交通"),
        ("忠县", "忠县"),
        ("火星", "火星"),
    ],
)
def test_the_kind_word_goes_where_two_characters_stay(name, short):
    assert without_kind(name) == short
