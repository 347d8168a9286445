"""How much of a file of real advertisements the kernel reads: ``python tests/benchmarks/adverts.py ADS.jsonl[.gz]``.

Prints the number of rows that raised, the share of rows with each field read, and the time per row. A share says how
often something was read, not how often it was right: that is judged by hand on a sample.
"""

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from employers.adverts.read import Reading, read

FIELDS = {
    "wage": lambda reading: reading.wage.known,
    "wage from prose": lambda reading: reading.wage.known and reading.wage.place != "cell",
    "headcount": lambda reading: reading.headcount.known,
    "headcount unlimited": lambda reading: reading.headcount.unlimited,
    "city or district": lambda reading: bool(reading.place.city or reading.place.district),
    "address": lambda reading: bool(reading.place.address),
    "education": lambda reading: reading.education is not None,
    "experience": lambda reading: reading.experience_years is not None,
    "certificates": lambda reading: bool(reading.certificates),
    "shifts": lambda reading: bool(reading.shifts),
    "features": lambda reading: bool(reading.features),
    "board": lambda reading: reading.board is not None,
    "lodging": lambda reading: reading.lodging is not None,
    "insurance": lambda reading: bool(reading.insurance),
    "demands": lambda reading: bool(reading.demands),
    "several posts": lambda reading: len(reading.posts) > 1,
    "post kinds": lambda reading: bool(reading.post_kinds),
}


def rows_of(path: Path) -> Iterator[dict[str, object]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main(path: Path) -> None:
    rows = list(rows_of(path))
    read(rows[0])  # the vocabulary is compiled on first use
    readings: list[Reading] = []
    crashes: Counter[str] = Counter()
    slowest = 0.0
    started = time.perf_counter()
    for row in rows:
        before = time.perf_counter()
        try:
            readings.append(read(row))
        except Exception as error:
            crashes[type(error).__name__] += 1
        slowest = max(slowest, time.perf_counter() - before)
    spent = time.perf_counter() - started

    print(f"{len(rows)} advertisements, {sum(crashes.values())} crashes {dict(crashes)}")
    print(f"{spent / len(rows) * 1000:.2f} ms each, slowest {slowest * 1000:.1f} ms, {spent:.1f} s in all")
    for name, present in FIELDS.items():
        count = sum(present(reading) for reading in readings)
        print(f"{name:>20}  {count:5d}  {count / len(readings):6.1%}")
    demands = Counter(f"{item.kind} {item.lawful}" for reading in readings for item in reading.demands)
    print("demands:", ", ".join(f"{name} {count}" for name, count in demands.most_common()))
    problems = Counter(problem.field for reading in readings for problem in reading.problems)
    print("problems:", ", ".join(f"{name} {count}" for name, count in problems.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
