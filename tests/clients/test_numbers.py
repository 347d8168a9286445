"""The numbers that stand in for names, counted by county."""

import pytest

from clients.models.number import NumberSeries, allot_numbers, prefix_of

pytestmark = pytest.mark.django_db


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
