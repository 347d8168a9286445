"""How a person's name is written, compared and abbreviated."""

import re

from pypinyin import Style, lazy_pinyin

from clients.identity import visible

LONGEST_NAME = 40

# Characters read differently as a surname: 单 is Shàn there, not Dān.
SURNAME_INITIALS = {
    "尉迟": "yc", "万俟": "mq", "澹台": "tt", "长孙": "zs", "令狐": "lh", "尉": "w", "单": "s", "仇": "q", "解": "x",
    "查": "z", "区": "o", "盖": "g", "翟": "z", "曾": "z", "朴": "p", "覃": "q", "召": "s", "冼": "x", "洗": "x",
    "种": "c", "重": "c", "繁": "p", "员": "y", "宓": "m", "折": "s", "秘": "b", "祭": "z", "乜": "n", "黑": "h",
    "晟": "c", "缪": "m", "乐": "y", "任": "r", "那": "n", "葛": "g", "瞿": "q", "卜": "b", "石": "s", "车": "c",
    "都": "d", "郇": "x", "隗": "k", "褚": "c", "谌": "c", "逄": "p", "过": "g", "不": "f", "句": "g", "少": "s",
}  # fmt: skip

_DOTS = re.compile(r"\s*[·•・‧∙⋅･．.]\s*")
_HAN = "\u3400-\u9fff\U00020000-\U0003134f"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_ALLOWED = re.compile(rf"[{_HAN}A-Za-z\u00c0-\u024f·' \-]+")


class NotAName(ValueError):
    """The text cannot be a person's name; ``str()`` says in Chinese what is wrong."""


def normal_name(text: str) -> str:
    """The name as it is stored: half width, one kind of dot, no space beside a Chinese character.

    ``王　建 军`` becomes ``王建军``; ``巴图• 孟和`` becomes ``巴图·孟和``. Raises NotAName.
    """
    # The dot first: NFKC leaves some of its look-alikes alone and turns the full-width stop into a plain one.
    name = _SPACE_BESIDE_HAN.sub("", _DOTS.sub("·", visible(text)))
    name = re.sub(r"\s+", " ", name).strip("· ")
    if not name:
        raise NotAName("没有填姓名。")
    if not _ALLOWED.fullmatch(name):
        raise NotAName("姓名里有数字或符号，请只填证件上的姓名。")
    if len(name) > LONGEST_NAME:
        raise NotAName(f"姓名太长，最多 {LONGEST_NAME} 个字。")
    return name


def name_key(text: str) -> str:
    """What two spellings of one name have in common: no dots, spaces or case. For looking up, not for showing."""
    return re.sub(r"[·•・‧∙⋅･．.\s'\-]", "", visible(text)).lower()


def initials(name: str) -> str:
    """First letters of the pinyin in lower case: 王建军 → wjj, 单雪梅 → sxm. Other scripts keep their first letters."""
    surname = next((known for known in SURNAME_INITIALS if name.startswith(known)), "")
    rest = re.sub(r"[·'\-]", " ", name.removeprefix(surname))
    letters = lazy_pinyin(rest, style=Style.FIRST_LETTER, errors=_first_letters)
    return (SURNAME_INITIALS.get(surname, "") + "".join(letters)).lower()


def _first_letters(run: str) -> str:
    """The first letters of words in another script."""
    return "".join(word[0] for word in run.split())


def masked_name(name: str) -> str:
    """The surname with stars for the rest: 王建军 → 王**."""
    shown = 2 if name[:2] in SURNAME_INITIALS else 1
    return name[:shown] + "*" * max(1, len(name) - shown)
