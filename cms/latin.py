"""The last part of a page's address, from its Chinese title: short, Latin, to be read out on the telephone."""

import re

from pypinyin import lazy_pinyin

LONGEST = 48
_WORD = re.compile(r"[a-z0-9]+")


def latin(title: str) -> str:
    """Syllables of Pinyin and what is Latin already, joined by hyphens: dian-han-pei-xun-8-yue-kai-ban. "page" where
    nothing can be read out."""
    words = [word for part in lazy_pinyin(title) for word in _WORD.findall(part.lower())]
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > LONGEST:
            break
        kept = longer
    return kept or "page"
