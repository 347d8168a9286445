"""Who somebody is: the ID number of GB 11643-1999, telephone numbers, and how people really type them.

Every refusal says what is wrong, where, and what to do, and never repeats the number itself: these texts reach
screens, spreadsheets and tickets.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import phonenumbers

# ISO 7064 MOD 11-2: the weight of each of the first 17 digits, and the check character of each remainder.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# First two digits: the province that issued the number (GB/T 2260); 81-83 residence permits, 91 foreign residents.
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 "
    "81 82 83 91".split()
)
OLDEST_BIRTH = date(1900, 1, 1)

_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BETWEEN_DIGITS = re.compile(r"[\s\-_.'’`]+")
_SEVERAL = re.compile(r"[,，、;；/／|]")


class NotAnIdNumber(ValueError):
    """The text is not a valid ID number; ``str()`` says in Chinese what is wrong and what to do."""


class NotAPhoneNumber(ValueError):
    """The text is not a Chinese telephone number; ``str()`` says in Chinese what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked 18-character number and what can be read from it.

    ``sex`` is "male" or "female". ``hints`` are Chinese sentences worth a second look; they never refuse.
    """

    value: str
    birth_date: date
    sex: str
    hints: tuple[str, ...] = ()

    @property
    def area(self) -> str:
        """GB/T 2260 code of the county that first issued the number; it may no longer exist."""
        return self.value[:6]


def visible(text: str) -> str:
    """``text`` in half width, without invisible characters and outer spaces."""
    return without_invisible(unicodedata.normalize("NFKC", text))


def without_invisible(text: str) -> str:
    """``text`` as it was typed, less zero-width characters and outer spaces."""
    return _INVISIBLE.sub("", text).strip()


def clean_id_number(text: str) -> str:
    """Half width, no spaces, separators or leading apostrophe, upper-case X; says nothing about validity."""
    return _BETWEEN_DIGITS.sub("", visible(text)).upper().replace("×", "X")


def check_character(first_17: str) -> str:
    """The 18th character that MOD 11-2 demands after these 17 digits."""
    return CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True)) % 11]


def read_id_number(text: str, *, as_of: date, area_known: Callable[[str], bool] | None = None) -> IdNumber:
    """The number in ``text`` with sex and birth date.

    ``area_known`` says whether a six-digit area code is in our table; counties are merged and renamed all the
    time, so an unknown one is a hint. Raises NotAnIdNumber.
    """
    value = clean_id_number(text)
    _require_shape(value)
    birth = _birth_date(value, as_of)
    if check_character(value[:17]) != value[17]:
        raise NotAnIdNumber("身份证号校验不通过，多半有一位抄错或两位颠倒，请对照证件逐位核对。")
    sex = "male" if int(value[16]) % 2 else "female"
    return IdNumber(value, birth, sex, tuple(_hints(value, birth, as_of, area_known)))


def _require_shape(value: str) -> None:
    if not value:
        raise NotAnIdNumber("没有填身份证号。")
    if len(value) == 15 and value.isascii() and value.isdigit():
        raise NotAnIdNumber(
            "这是 15 位的旧号码，2013 年起已停用。请填本人现在的 18 位号码；没有换过证的，可到户籍地派出所查询。"
        )
    if not re.fullmatch(r"[0-9X]*", value):
        raise NotAnIdNumber("身份证号里有数字和 X 以外的字符，请对照证件重新填写。")
    if len(value) != 18:
        raise NotAnIdNumber(f"身份证号应为 18 位，现在是 {len(value)} 位。")
    if "X" in value[:17]:
        raise NotAnIdNumber("X 只能是身份证号的最后一位。")


def _birth_date(value: str, as_of: date) -> date:
    try:
        birth = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        raise NotAnIdNumber("身份证号第 7 至 14 位不是有效的出生日期，请对照证件核对。") from None
    if not OLDEST_BIRTH <= birth <= as_of:
        raise NotAnIdNumber("身份证号第 7 至 14 位的出生日期早于 1900 年或晚于今天，请对照证件核对。")
    return birth


def _hints(value: str, birth: date, as_of: date, area_known: Callable[[str], bool] | None) -> list[str]:
    hints = []
    if value[:2] not in PROVINCES:
        hints.append("号码开头两位不是任何省份的代码，请再对照一次证件。")
    elif area_known is not None and not area_known(value[:6]):
        hints.append("号码开头六位不在现行区划表里，可能是已撤并的旗县；核对无误即可继续。")
    if age_on(birth, as_of) < 14:
        hints.append("按号码推算不满 14 周岁，请核对是否录成了家人的号码。")
    return hints


def age_on(birth: date, as_of: date) -> int:
    """Full years of age on ``as_of``."""
    return as_of.year - birth.year - ((as_of.month, as_of.day) < (birth.month, birth.day))


def masked_id_number(value: str) -> str:
    """The first six and the last two characters, for a screen that must not show the rest."""
    return f"{value[:6]}{'*' * 10}{value[-2:]}" if len(value) == 18 else ""


def read_phone(text: str) -> str:
    """The one Chinese telephone number in ``text``: 11 digits of a mobile, or area code, dash, number.

    Raises NotAPhoneNumber.
    """
    plain = visible(text)
    if not plain:
        raise NotAPhoneNumber("没有填电话号码。")
    if _SEVERAL.search(plain):
        raise NotAPhoneNumber("一格只填一个电话号码，其余的写进备注。")
    try:
        number = phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumber("这不是电话号码。手机填 11 位数字，座机填区号和号码，如 0477-8581234。") from None
    digits = str(number.national_number)
    if len(digits) in (7, 8) and plain[0] in "23456789":
        raise NotAPhoneNumber("座机请带区号，如 0477-8581234。")
    if number.country_code == 86 and phonenumbers.is_valid_number(number):
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
            return digits
        area = phonenumbers.length_of_geographical_area_code(number)
        return f"0{digits[:area]}-{digits[area:]}" if area else digits
    if digits.startswith("1") and len(digits) != 11:
        raise NotAPhoneNumber(f"手机号应为 11 位，现在是 {len(digits)} 位。")
    raise NotAPhoneNumber("没有这样的电话号码，请核对。手机填 11 位数字，座机填区号和号码，如 0477-8581234。")
