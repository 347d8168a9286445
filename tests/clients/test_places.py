"""Places as people write them, and the numbers that are counted by county."""

import pytest

from clients.models.number import NumberSeries, allot_numbers, prefix_of
from clients.places import Places
from people.models import Region
from tests.cast import PLACES, a_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    for code in PLACES:
        a_region(code)
    return Places(Region.objects.all())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("东胜区交通街道", "150602001"),
        ("交通街道", "150602001"),
        ("内蒙古自治区鄂尔多斯市东胜区交通街道", "150602001"),
        ("鄂尔多斯市东胜区交通街道吉劳庆社区 3 号楼", "150602001"),
        ("东胜区 交通街道", "150602001"),
        ("东胜", None),
        ("东胜区", "150602"),
        ("内蒙古鄂尔多斯东胜", "150602"),
        ("150602001", "150602001"),
        (" 150602 ", "150602"),
        ("150602000000", "150602"),
        ("伊金霍洛旗阿勒腾席热镇", "150627100"),
        ("火星", None),
        ("", None),
        ("区", None),
    ],
)
def test_a_place_is_known_by_many_spellings(places, written, code):
    found = places.find(written)

    assert (found.code if found else None) == code


def test_a_name_of_two_places_means_neither(places):
    a_region("150627001", "交通街道")
    both = Places(Region.objects.all())

    assert both.find("交通街道") is None
    assert both.find("伊金霍洛旗交通街道").code == "150627001"


@pytest.mark.parametrize(
    ("county", "prefix"),
    [
        ("东胜区", "DS"),
        ("伊金霍洛旗", "YJHL"),
        ("鄂托克前旗", "ETKQ"),
        ("达拉特旗", "DLT"),
        ("神木市", "SM"),
        ("", "QX"),
    ],
)
def test_a_prefix_is_the_county_in_pinyin_initials(county, prefix):
    assert prefix_of(county) == prefix


def test_numbers_go_on_where_they_stopped_and_counties_do_not_mix():
    assert allot_numbers("150602", "东胜区", 2) == ["DS-000001", "DS-000002"]
    assert allot_numbers("150602", "东胜区") == ["DS-000003"]
    # 独山县 would be DS as well.
    assert allot_numbers("410823", "独山县") == ["DS23-000001"]
    assert NumberSeries.objects.count() == 2
