"""Rebuild data/occupations.tsv from the table of 职业分类大典 2022:  python -m lexicon.rebuild csco2022.csv

The table has the columns level, code, name, green_L, digital_S, definition, tasks. What is kept are facts: code,
level, name, flags, and per occupation a bag of weighted words of its definition and tasks in order of weight.
Sentences are not kept and cannot be put together again from the bag.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

from lexicon.cut import words

TARGET = Path(__file__).parent / "data" / "occupations.tsv"
HEADER = "code\tlevel\tname\tgreen\tdigital\tterms"
MOST_TERMS = 60


def weighted_bags(texts: Sequence[str], most: int = MOST_TERMS) -> list[dict[str, int]]:
    """Per text its heaviest words with weight 1..1000: (1 + log count) times idf, the heaviest of a text being 1000.

    Words of one character carry too little to be kept. Equal weights are ordered by the word, so that the same
    table always gives the same file.
    """
    counts = [Counter(word for word in words(text) if len(word) > 1) for text in texts]
    spread = Counter(word for count in counts for word in count)
    bags = []
    for count in counts:
        raw = {w: (1 + log(n)) * (log((1 + len(texts)) / (1 + spread[w])) + 1) for w, n in count.items()}
        heaviest = sorted(raw.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        bags.append({w: max(1, round(1000 * weight / heaviest[0][1])) for w, weight in heaviest})
    return bags


def compact(rows: Iterable[dict[str, str]]) -> list[str]:
    """Lines of data/occupations.tsv, header first. Raises KeyError when a column is missing."""
    table = list(rows)
    bags = weighted_bags([row["name"] + "。" + row["definition"] + "。" + row["tasks"] for row in table])
    lines = [HEADER]
    for row, bag in zip(table, bags, strict=True):
        terms = " ".join(f"{word}:{weight}" for word, weight in bag.items()) if row["level"] == "4" else ""
        fields = (row["code"], row["level"], row["name"].strip(), row["green_L"], row["digital_S"], terms)
        lines.append("\t".join(fields))
    return lines


def main(source: Path) -> None:
    with source.open(encoding="utf-8-sig", newline="") as handle:
        lines = compact(csv.DictReader(handle))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(lines) - 1} entries, {TARGET.stat().st_size // 1024} KiB\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m lexicon.rebuild path/to/csco2022.csv")
    main(Path(sys.argv[1]))
