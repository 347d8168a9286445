"""From what somebody calls a job to occupations of the classification, without guessing."""

from collections.abc import Mapping
from functools import cache

from clients.identity import visible
from lexicon.occupations import OCCUPATIONS, occupation, suggest


@cache
def _by_word() -> Mapping[str, str]:
    """Names and words of advertisements that mean exactly one occupation; a name beats another one's word."""
    meanings: dict[str, set[str]] = {}
    for entry in OCCUPATIONS.values():
        for word in entry.advert:
            meanings.setdefault(word.lower(), set()).add(entry.code)
    words = {word: codes.pop() for word, codes in meanings.items() if len(codes) == 1}
    return words | {entry.name.lower(): entry.code for entry in OCCUPATIONS.values()}


def occupation_named(text: str) -> str | None:
    """The code of the one occupation that is called so; None if there is none or several."""
    return _by_word().get(visible(text).lower())


def near_names(text: str, k: int = 8) -> list[str]:
    """Names of likely occupations, best first, for a person to choose from."""
    return [entry.name for entry, _ in suggest(visible(text), k)]


def occupation_name(code: str) -> str:
    """What the code is called; the code itself if the classification does not know it."""
    entry = occupation(code)
    return entry.name if entry else code
