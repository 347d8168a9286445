"""Which parts of a text answer to the words of a question: for the reader's eye, the same on every engine."""

from collections.abc import Iterable

from lexicon.cut import normal

Pieces = list[tuple[str, bool]]
AROUND = 16


def pieces(text: str, marks: Iterable[str]) -> Pieces:
    """``text`` in parts, each with whether it is to be marked; one part where nothing is."""
    is_marked = _signs(text, marks)
    parts: Pieces = []
    for sign, marked in zip(text, is_marked, strict=True):
        if parts and parts[-1][1] == marked:
            parts[-1] = (parts[-1][0] + sign, marked)
        else:
            parts.append((sign, marked))
    return parts


def excerpt(text: str, marks: Iterable[str]) -> Pieces:
    """The first place in ``text`` that answers, with ``AROUND`` signs on either side; empty where none does."""
    line = " ".join(text.split())
    is_marked = _signs(line, marks)
    if True not in is_marked:
        return []
    first = is_marked.index(True)
    last = next((place for place in range(first, len(line)) if not is_marked[place]), len(line))
    low, high = max(first - AROUND, 0), min(last + AROUND, len(line))
    shown = pieces(line[low:high], marks)
    return [*([("…", False)] if low else []), *shown, *([("…", False)] if high < len(line) else [])]


def _signs(text: str, marks: Iterable[str]) -> list[bool]:
    # Signs that become several (㎡) are left as they are: places must stay places.
    plain = "".join(known if len(known := normal(sign)) == 1 else sign for sign in text)
    marked = [False] * len(text)
    for mark in marks:
        start = plain.find(mark)
        while mark and start >= 0:
            marked[start : start + len(mark)] = [True] * len(mark)
            start = plain.find(mark, start + 1)
    return marked
