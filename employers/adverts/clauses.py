"""Advertisement text as clauses, and whether a clause says yes, no or "preferably".

plain("１０００～2000元")                 "1000-2000元"
clauses("1、男女不限；2、无需夜班。")       ["男女不限", "无需夜班"]
denied("本岗位不上夜班", "夜班")           True
denied("不能上夜班者请勿投递", "夜班")      False: the advertisement demands night work
preferred("有叉车证者优先")                True
"""

import re
import unicodedata
from collections.abc import Iterator

from lexicon.writable import writable

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\xad]")
_DASH = re.compile(
    r"\s*(?:[~∼〜―—–−‐‑‒─﹣]+|-{2,})\s*|(?<=\d)\s+-\s*(?=\d)|(?<=\d)-\s+(?=\d)|"
    r"(?<=[\d元])一{1,2}(?=\d)"
)
_BLANKS = re.compile(r"[ \t\r\f\v\u3000]+")
# A point between digits is a decimal, a point after a short number is an item of a list.
_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[\s。；;，,!?）)]))"
    r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}(?:[)）、]|"
    r"[.．:：](?!\d))|[①-⑳●★◆■•·*＊-](?!\d))\s*"
)
_BREAK = re.compile(r"[\n。；;！!？?，,|]+|\s{2,}|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")

_NO = r"(?:不|无|非|没有|没|未|免|勿|零|拒绝|禁止|避免|杜绝|告别|远离)"
_FILLER = (
    r"(?:需要?|用|必|须|要|会|得|含|涉及|从事|安排|接触|上|做|有|存在|任何|强制|熬|深|大|频繁|长期|参与|进行|"
    r"属于?|是|再|带|经常|过多|特别|其他|相关|明显|值|倒|轮|早|跑|外出|缴纳?|交|购买|提供|到|去|在|的|[、/和或与])"
)
_DENIED_BEFORE = re.compile(rf"{_NO}{_FILLER}{{0,4}}$")
_LISTED_BEFORE = re.compile(rf"{_NO}[\u4e00-\u9fff]{{1,4}}[、/和或及]$")
_DENIED_AFTER = re.compile(r"^(?:作业|工作)?[:：]?(?:无(?!论)|没有|不涉及|不需要?|不用|不安排|不参与|除外|免)")
# 不能上夜班的勿扰: whoever cannot is turned away, so the work is demanded.
_TURNED_AWAY = re.compile(r"(?:不能|无法|不愿意?|不接受|接受不了|不适应|受不了|怕|恐)[^，。；]{0,12}$")
_PREFERRED = re.compile(r"优先|更佳|尤佳|为佳|者佳|最佳|最好|更好|佳先|加分|优选|优先考虑|均可$")


def plain(text: object) -> str:
    """NFKC text with one kind of dash between numbers and no invisible characters; line breaks are kept.

    ``None`` and blanks give "". Numbers of a spreadsheet come back without a trailing ``.0``.
    """
    if text is None:
        return ""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    folded = writable(unicodedata.normalize("NFKC", str(text))).replace("\\n", "\n")
    folded = _INVISIBLE.sub("", folded)
    folded = _DASH.sub("-", folded)
    return _BLANKS.sub(" ", folded).strip()


def as_written(text: object) -> str:
    """The text as somebody wrote it, less invisible characters and blanks around it; "" for None."""
    return "" if text is None else _INVISIBLE.sub("", str(text).replace("\r\n", "\n")).strip()


def clauses(text: str) -> list[str]:
    """The clauses of plain text without their list numbers, in order; empty ones are dropped."""
    return [piece for piece in _pieces(text) if piece]


def _pieces(text: str) -> Iterator[str]:
    for piece in _BREAK.split(_ITEM.sub("\n", plain(text))):
        yield piece.strip(" 、:.-")


def denied(clause: str, cue: str | re.Pattern[str]) -> bool:
    """Whether every mention of ``cue`` in ``clause`` is negated. False if it is not mentioned."""
    pattern = re.compile(cue) if isinstance(cue, str) else cue
    hits = list(pattern.finditer(clause))
    return bool(hits) and all(_denied_at(clause, hit.start(), hit.end()) for hit in hits)


def _denied_at(clause: str, start: int, end: int) -> bool:
    before, after = clause[:start], clause[end:]
    if _TURNED_AWAY.search(before):
        return False
    return bool(_DENIED_BEFORE.search(before) or _LISTED_BEFORE.search(before) or _DENIED_AFTER.search(after))


def preferred(clause: str) -> bool:
    """Whether the clause states a wish (优先, 更佳) and not a condition."""
    return bool(_PREFERRED.search(clause))


def excerpt(clause: str, limit: int = 60) -> str:
    """The clause as evidence: at most ``limit`` characters, cut with an ellipsis."""
    return clause if len(clause) <= limit else clause[: limit - 1] + "…"
