"""职业分类大典 2022 as facts: 8 major, 72 medium, 335 small groups and 1,632 occupations.

    6-00-00-00   major    生产制造及有关人员
    6-31-00-00   medium   机械设备修理人员 …
    6-31-01-00   small
    6-31-01-03   occupation, with terms

Most occupations stand under a small group; where the classification has none, the small group's code is still the
code's first three parts, so that nearness can be told from the code alone.

An occupation carries three bags of words, kept apart because they weigh differently:
``names`` (its own name, cut), ``advert`` (what advertisements and workers say), ``tasks`` (its definition and tasks).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

DATA = files("lexicon") / "data"

SAME, SMALL, MEDIUM, MAJOR, UNRELATED = range(5)
"""Tree distances: the same occupation, the same small, medium or major group, nothing shared."""


@dataclass(frozen=True)
class Occupation:
    """One entry of the classification; ``level`` is 1 major, 2 medium, 3 small, 4 occupation.

    ``green`` 绿色职业 and ``digital`` 数字职业 are the classification's own marks. ``tasks`` maps word to weight in
    (0, 1]; ``advert`` holds the words of advertisements, most usual first. Both are empty above level 4.
    """

    code: str
    name: str
    level: int
    green: bool
    digital: bool
    tasks: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    advert: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """All its words with one weight each in (0, 1]: advertisement words and its name weigh 1."""
        return MappingProxyType({**self.tasks, **dict.fromkeys(self.advert, 1.0), self.name: 1.0})


def occupation(code: str) -> Occupation | None:
    """The entry of any level with this code, or None."""
    return ENTRIES.get(code)


def tree_distance(a: str, b: str) -> int:
    """SAME, SMALL, MEDIUM, MAJOR or UNRELATED: the nearest group that two codes share."""
    if a == b:
        return SAME
    shared = 0
    for left, right in zip(a.split("-"), b.split("-"), strict=True):
        if left != right:
            break
        shared += 1
    return UNRELATED - min(shared, 3)


def suggest(title: str, k: int = 5) -> list[tuple[Occupation, float]]:
    """The k likeliest occupations of a vacancy's title, best first, with weights in (0, 1] that sum to at most 1.

    Empty when no word of the title is known. The first call builds the index (see lexicon.suggest).
    """
    from lexicon.suggest import occupation_index  # late: the index itself reads this module

    return occupation_index().suggest(title, k)


@cache
def advert_words() -> Mapping[str, tuple[str, ...]]:
    """Words of advertisements by occupation code, from every data/advert_words/*.tsv, in file order, each once.

    Raises ValueError on a line whose code is not an occupation.
    """
    merged: dict[str, dict[str, None]] = {}
    folder = DATA / "advert_words"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name):
        for line in file.read_text(encoding="utf-8").splitlines():
            code, _, said = line.partition("\t")
            if line.startswith("#") or not said.strip():
                continue
            merged.setdefault(code.strip(), {}).update(dict.fromkeys(said.split()))
    return MappingProxyType({code: tuple(said) for code, said in merged.items()})


def _load() -> Mapping[str, Occupation]:
    said = advert_words()
    entries = {}
    for line in (DATA / "occupations.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, level, name, green, digital, bag = line.split("\t")
        tasks = {word: int(weight) / 1000 for word, _, weight in (term.rpartition(":") for term in bag.split())}
        entries[code] = Occupation(
            code, name, int(level), green == "1", digital == "1", MappingProxyType(tasks), said.get(code, ())
        )
    if unknown := sorted(said.keys() - entries.keys()):
        raise ValueError(f"data/advert_words names codes that the classification does not have: {unknown[:5]}")
    return MappingProxyType(entries)


ENTRIES: Mapping[str, Occupation] = _load()
"""All 2,047 entries by code, in the order of the classification."""

OCCUPATIONS: Mapping[str, Occupation] = MappingProxyType({c: o for c, o in ENTRIES.items() if o.level == 4})
"""The 1,632 occupations by code."""
