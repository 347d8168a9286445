"""ID numbers of GB 11643, telephones and names, as people really type them."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.identity import (
    CHECK_CHARACTERS,
    NotAnIdNumber,
    NotAPhoneNumber,
    check_character,
    masked_id_number,
    read_id_number,
    read_phone,
)
from clients.names import NotAName, initials, masked_name, name_key, normal_name

TODAY = date(2026, 11, 23)
# The standard's own worked example (GB 11643-1999, annex A).
STANDARD_EXAMPLE = "11010519491231002X"


@st.composite
def id_numbers(draw):
    area = draw(st.sampled_from(["110105", "150602", "150627", "652901", "810000"]))
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    first = f"{area}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + check_character(first)


def test_the_example_of_the_standard_is_read():
    known = read_id_number(STANDARD_EXAMPLE, as_of=TODAY)

    assert (known.value, known.birth_date, known.sex, known.area) == (
        STANDARD_EXAMPLE,
        date(1949, 12, 31),
        "female",
        "110105",
    )
    assert known.hints == ()


@given(id_numbers())
def test_every_number_made_by_the_rule_is_read(number):
    known = read_id_number(number, as_of=TODAY)

    assert known.value == number
    assert f"{known.birth_date:%Y%m%d}" == number[6:14]
    assert known.sex == ("male" if int(number[16]) % 2 else "female")


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    with pytest.raises(NotAnIdNumber):
        read_id_number(wrong, as_of=TODAY)


@given(id_numbers(), st.integers(0, 15))
def test_two_digits_that_changed_places_are_always_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if swapped == number:
        assert read_id_number(swapped, as_of=TODAY).value == number
    else:
        with pytest.raises(NotAnIdNumber):
            read_id_number(swapped, as_of=TODAY)


@given(id_numbers(), st.sampled_from(CHECK_CHARACTERS))
def test_only_one_check_character_fits(number, last):
    if last == number[-1]:
        assert read_id_number(number[:17] + last, as_of=TODAY)
    else:
        with pytest.raises(NotAnIdNumber, match="校验"):
            read_id_number(number[:17] + last, as_of=TODAY)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    with contextlib.suppress(NotAnIdNumber):
        assert len(read_id_number(text, as_of=TODAY).value) == 18


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
        "\u200b11010519491231002X\ufeff",
        "'11010519491231002X",
        "‘11010519491231002X",
        "11010519491231002×",
    ],
)
def test_the_ways_people_type_it_are_understood(typed):
    assert read_id_number(typed.replace("‘", "’"), as_of=TODAY).value == STANDARD_EXAMPLE


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("", "没有填"),
        ("1101054912310 02", "2013 年起已停用"),
        ("11010519491231002", "应为 18 位，现在是 17 位"),
        ("1101051949123100200", "应为 18 位，现在是 19 位"),
        ("11010519491331002X", "第 7 至 14 位不是有效的出生日期"),
        ("11010520990101002X", "晚于今天"),
        ("110105194912310021", "校验不通过"),
        ("1101051949123X0021", "只能是身份证号的最后一位"),
        ("11010519491231OO2X", "数字和 X 以外的字符"),
    ],
)
def test_a_refusal_says_what_to_do_and_not_the_number(number, message):
    with pytest.raises(NotAnIdNumber, match=message) as no:
        read_id_number(number, as_of=TODAY)

    assert not number or number not in str(no.value)


def test_an_unknown_area_is_a_hint():
    first = "15029919880305123"

    known = read_id_number(first + check_character(first), as_of=TODAY, area_known=lambda code: False)

    assert "已撤并的旗县" in known.hints[0]


def test_a_birth_date_today_is_read_and_tomorrow_is_refused():
    today, tomorrow = (f"150602{day:%Y%m%d}001" for day in (TODAY, TODAY + timedelta(days=1)))

    assert read_id_number(today + check_character(today), as_of=TODAY).birth_date == TODAY
    with pytest.raises(NotAnIdNumber):
        read_id_number(tomorrow + check_character(tomorrow), as_of=TODAY)


def test_a_masked_number_keeps_what_tells_nothing():
    assert masked_id_number(STANDARD_EXAMPLE) == "110105**********2X"
    assert masked_id_number("") == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13847712345", "13847712345"),
        ("138 4771 2345", "13847712345"),
        ("138-4771-2345", "13847712345"),
        ("+86 13847712345", "13847712345"),
        ("１３８４７７１２３４５", "13847712345"),
        ("0477-8581234", "0477-8581234"),
        ("(0477)8581234", "0477-8581234"),
        ("010 62345678", "010-62345678"),
    ],
)
def test_telephones_are_stored_one_way(typed, stored):
    assert read_phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1384771234", "应为 11 位，现在是 10 位"),
        ("138477123456", "应为 11 位，现在是 12 位"),
        ("8581234", "请带区号"),
        ("12345678901", "没有这样的电话号码"),
        ("13847712345、13900001111", "只填一个"),
        ("没有", "不是电话号码"),
        ("", "没有填"),
    ],
)
def test_a_wrong_telephone_says_what_to_do(typed, message):
    with pytest.raises(NotAPhoneNumber, match=message):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "name", "letters"),
    [
        ("王　建 军", "王建军", "wjj"),
        ("巴图• 孟和", "巴图·孟和", "btmh"),
        ("巴图．孟和", "巴图·孟和", "btmh"),
        ("单雪梅", "单雪梅", "sxm"),
        ("仇大力", "仇大力", "qdl"),
        ("解放", "解放", "xf"),
        ("查良", "查良", "zl"),
        ("尉迟恭", "尉迟恭", "ycg"),
        ("区志", "区志", "oz"),
        ("\u200b吕布 ", "吕布", "lb"),
        ("Anna  Petrova", "Anna Petrova", "ap"),
    ],
)
def test_names_are_written_one_way_and_abbreviated_by_how_they_are_spoken(typed, name, letters):
    assert normal_name(typed) == name
    assert initials(name) == letters


@pytest.mark.parametrize(("typed", "message"), [("  ", "没有填"), ("王建军2", "数字或符号"), ("王" * 41, "太长")])
def test_what_is_no_name_is_refused(typed, message):
    with pytest.raises(NotAName, match=message):
        normal_name(typed)


def test_two_spellings_of_one_name_have_one_key():
    assert name_key("巴图·孟和") == name_key("巴图 孟和") == name_key("巴图•孟和")
    assert masked_name("王建军") == "王**"
    assert masked_name("尉迟恭") == "尉迟*"
