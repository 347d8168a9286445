"""Occupations suggested for titles:  python -m tests.benchmarks.suggest path/to/titles.csv

The file has the columns title and csco_code. Printed are the shares of titles whose code is the first suggestion and
among the first five, over the titles labelled with an occupation; and of all titles, the share whose first suggestion
lies in the labelled small group (some are labelled with a group only).
"""

import csv
import sys
import time
from pathlib import Path

from lexicon.occupations import OCCUPATIONS, suggest


def main(source: Path) -> None:
    with source.open(encoding="utf-8-sig", newline="") as handle:
        rows = [(row["title"], row["csco_code"]) for row in csv.DictReader(handle)]
    suggest("电焊工", 1)  # builds the index outside the clock
    started = time.perf_counter()
    found = [[occ.code for occ, _ in suggest(title, 5)] for title, _ in rows]
    spent = time.perf_counter() - started

    exact = [(code, codes) for (_, code), codes in zip(rows, found, strict=True) if code in OCCUPATIONS]
    first = sum(codes[:1] == [code] for code, codes in exact) / len(exact)
    five = sum(code in codes for code, codes in exact) / len(exact)
    small = sum(bool(codes) and codes[0][:7] == code[:7] for (_, code), codes in zip(rows, found, strict=True))
    print(f"{len(rows)} titles, {len(exact)} labelled with an occupation, {1000 * spent / len(rows):.1f} ms each")
    print(f"first {first:.3f}   among five {five:.3f}   same small group {small / len(rows):.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.benchmarks.suggest path/to/titles.csv")
    main(Path(sys.argv[1]))
