"""From what somebody calls a job to occupations of the classification, without guessing."""

from collections.abc import Mapping
from functools import cache, lru_cache

from clients.identity import visible
from lexicon.occupations import OCCUPATIONS, occupation, suggest


@cache
def _by_name() -> Mapping[str, str]:
    return {entry.name.lower(): entry.code for entry in OCCUPATIONS.values()}


@lru_cache(maxsize=4096)
def occupation_named(text: str) -> str | None:
    """The code of the one occupation that is called so; None if there is none, or if it is not certain.

    An official name is certain. A word of advertisements is, when the occupation that has it is also the likeliest
    one: 保洁 means 保洁员, but 服务员 may serve meals or clean rooms, and a person must say which.
    """
    word = visible(text).lower()
    if not word:
        return None
    if code := _by_name().get(word):
        return code
    likeliest = next(iter(suggest(word, 1)), None)
    if likeliest and word in {said.lower() for said in likeliest[0].advert}:
        return likeliest[0].code
    return None


def near_names(text: str, k: int = 8) -> list[str]:
    """Names of likely occupations, best first, for a person to choose from."""
    return [entry.name for entry, _ in suggest(visible(text), k)]


def occupation_name(code: str) -> str:
    """What the code is called; the code itself if the classification does not know it."""
    entry = occupation(code)
    return entry.name if entry else code
