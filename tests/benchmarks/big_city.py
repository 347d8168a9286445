"""A big city to measure in: the demo city again and again, in bulk, with everything that pages read.

    GUIHANG_VAR=/somewhere DATABASE_URL=… python -m tests.benchmarks.big_city --clients 35000 --vacancies 10000

Builds the demo city in GUIHANG_VAR and the database where there is none yet, then copies its people with all that is
on file of them, their social workers at 1 : 30 and welfare officers, and, apart from them, its firms with posts, people
who sign in for them, hires and papers to be, until both numbers are reached. Everybody has a name, an ID number and a
telephone of her own that belong to nobody, as in the demo; cells are encrypted for their own rows. Same seed, same
rows, on SQLite and on PostgreSQL. Not copied: classes and who sits in them, uploaded papers, fairs, the access ledger
and the months that are closed.

Whoever signs in has the demo's password: ``limin`` and her copies ``limin.1``, ``limin.2`` …, firms ``zhouli.1``,
``firm0.1`` …
"""

import argparse
import os
import sys
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=35_000)
    parser.add_argument("--vacancies", type=int, default=10_000)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["GUIHANG_DEMO"] = "1"
    import django

    django.setup()
    from config.demo.build import build
    from tests.benchmarks.big_city_growth import grow

    begun = time.perf_counter()

    def tell(words: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {words}", flush=True)

    build(sys.stdout)
    tell("the demo city stands")
    made = grow(asked.clients, asked.vacancies, tell)
    for label, rows in made.most_common():
        print(f"{rows:>12,}  {label}")
    tell(f"{sum(made.values()):,} rows in all")


if __name__ == "__main__":
    main()
