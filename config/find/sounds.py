"""How words of the interface and names of firms are typed without an input method: 救助 as jz or jiuzhu.

Never for people: what it has worked out stays in the memory of the process.
"""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """The first letters of the pinyin in lower case; other scripts stay as they are."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=2_000)
def sound(text: str) -> str:
    """The whole pinyin in lower case, without tones."""
    return "".join(lazy_pinyin(text)).lower()


def is_typed(words: str) -> bool:
    """Whether ``words`` can be letters of a pinyin."""
    return words.isascii() and words.isalpha()


def is_spelt(spelling: str, asked: str) -> bool:
    """Whether ``spelling`` begins with ``asked``, or holds it: two letters stand inside too many names to help."""
    return spelling.startswith(asked) or (len(asked) > 2 and asked in spelling)
