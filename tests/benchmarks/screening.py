"""Who is entitled to what, timed:  python -m tests.benchmarks.screening [--households 1000000] [--sample 2000]

First the gate: on a random sample the columns must say of every household and entitlement what looking at it alone
says, to the 分, else nothing is timed. Then one household with reasons; so many households a second one by one; the
whole generated city in columns with its peak memory, in a process of its own; and 低保 with 低保边缘 on a city without
blanks beside OpenFisca-Core (``requirements/bench.txt``), which must give the same answers. Without OpenFisca-Core the
benchmark says so and prints the rest.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import polars as pl

from law.outcome import Outcome
from tests.benchmarks.generated_city import DAY, generated_city, households_of
from tests.house import ROOT
from welfare.catalogue.minimum_living import MINIMUM_LIVING, minimum_living_standard
from welfare.catalogue.near_minimum import NEAR_MINIMUM
from welfare.catalogue.table import CATALOGUE
from welfare.rules.assess import assess
from welfare.rules.columns import screen
from welfare.rules.entitlement import Entitlement
from welfare.rules.household import Household
from welfare.rules.standards import DECLARED

OUTCOMES = {Outcome.INELIGIBLE: 0, Outcome.UNDETERMINED: 1, Outcome.ELIGIBLE: 2}
EQUIVALENT = (MINIMUM_LIVING, NEAR_MINIMUM)


def as_screened(household: Household, entitlements: Sequence[Entitlement] = CATALOGUE) -> dict[str, int | None]:
    """What ``screen`` should say of this household."""
    row: dict[str, int | None] = {}
    for code, found in assess(household, entitlements).items():
        amount = None if found.outcome is Outcome.INELIGIBLE else found.amount
        row[code] = OUTCOMES[found.outcome]
        for end in ("lo", "hi"):
            bound = getattr(amount, end, None)
            row[f"{code}_{end}"] = None if bound is None else int(bound.scaleb(2))
    return row


def differences(homes: pl.DataFrame, people: pl.DataFrame) -> Iterator[str]:
    """Each answer in which columns and one by one differ: row, column, both values."""
    rows = screen(homes, people, CATALOGUE).rows(named=True)
    for index, household in enumerate(households_of(homes, people, range(homes.height))):
        for column, alone in as_screened(household).items():
            if rows[index][column] != alone:
                yield f"household {index}, {column}: columns {rows[index][column]}, alone {alone}"


def gate(sample: int) -> None:
    homes, people = generated_city(sample)
    if found := list(differences(homes, people)):
        raise SystemExit("\n".join([f"{len(found)} answers differ, nothing is timed", *found[:20]]))
    print(f"gate: {sample:,} households × {len(CATALOGUE)} entitlements agree, columns and one by one")


def one_by_one(sample: int) -> None:
    homes, people = generated_city(sample)
    households = households_of(homes, people, range(homes.height))
    for household in households[:50]:
        assess(household, CATALOGUE)
    taken: list[float] = []
    for household in households:
        began = time.perf_counter()
        assess(household, CATALOGUE)
        taken.append(time.perf_counter() - began)
    family = [spent for spent, household in zip(taken, households, strict=True) if 3 <= len(household.members) <= 5]
    each = [len(one.facts) + sum(len(member.facts) for member in one.members) for one in households]
    quantiles = statistics.quantiles(family, n=20)
    print(
        f"one household of 3 to 5 with reasons: median {quantiles[9] * 1000:.2f} ms, p95 {quantiles[18] * 1000:.2f} ms"
    )
    print(f"one by one: {len(taken) / sum(taken):,.0f} households/s, {statistics.mean(each):.0f} facts each")


def columns(count: int) -> dict[str, Any]:
    homes, people = generated_city(count)
    before = _peak()
    began = time.perf_counter()
    found = screen(homes, people, CATALOGUE)
    spent = time.perf_counter() - began
    shares = {code.code: [int((found[code.code] == value).sum()) for value in (2, 1, 0)] for code in CATALOGUE}
    return {"seconds": spent, "members": people.height, "before": before, "peak": _peak(), "outcomes": shares}


def beside_openfisca(count: int) -> dict[str, Any]:
    """Both on one city without blanks; raises SystemExit where they differ."""
    from tests.benchmarks import openfisca_rules

    homes, people = generated_city(count, blank=0)
    began = time.perf_counter()
    ours = screen(homes, people, EQUIVALENT)
    our_seconds = time.perf_counter() - began
    began = time.perf_counter()
    ready = openfisca_rules.simulation(homes, people, _lines(homes))
    built = time.perf_counter() - began
    began = time.perf_counter()
    theirs = openfisca_rules.answers(ready)
    their_seconds = time.perf_counter() - began
    paid = ours["minimum_living_lo"].fill_null(0).to_numpy()
    equal = {
        "低保": (ours["minimum_living"].to_numpy() == np.where(theirs["minimum_living"], 2, 0)),
        "低保金": paid == theirs["minimum_living_amount"],
        "低保边缘": (ours["near_minimum"].to_numpy() == np.where(theirs["near_minimum"], 2, 0)),
    }
    for name, same in equal.items():
        if not same.all():
            raise SystemExit(
                f"{name}: {int((~same).sum()):,} of {count:,} differ, the first in row {int(same.argmin())}"
            )
    entitled = [int(theirs[code].sum()) for code in ("minimum_living", "near_minimum")]
    return {"ours": our_seconds, "theirs": their_seconds, "built": built, "entitled": entitled}


def _lines(homes: pl.DataFrame) -> pl.DataFrame:
    """The line of 低保 and the one above it, in 分, looked up as OpenFisca's parameters would be."""
    places = homes.select("region_code", "is_urban_household").unique().rows()
    found: list[tuple[str, bool, int, int]] = []
    for region, urban in places:
        dated = DECLARED.find(minimum_living_standard, region, urban, DAY)
        assert dated is not None
        yuan = int(dated.value)
        found.append((region, urban, yuan * 100, -(-yuan * 3 // 2) * 100))
    names = ["region_code", "is_urban_household", "line", "near_line"]
    return homes.join(pl.DataFrame(found, names, orient="row"), on=names[:2], how="left", maintain_order="left")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


CHILDREN = {"columns": columns, "openfisca": beside_openfisca}


def in_a_process_of_its_own(name: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.screening", "--only", name, "--households", str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr.strip()[-2000:]}")
    return dict(json.loads(done.stdout))


def main(count: int, sample: int) -> None:
    gate(sample)
    one_by_one(sample)
    whole = in_a_process_of_its_own("columns", count)
    print(
        f"in columns: {count:,} households, {whole['members']:,} members × {len(CATALOGUE)} entitlements:"
        f" {whole['seconds']:.1f} s, {count / whole['seconds']:,.0f} households/s,"
        f" peak {whole['peak']:,.0f} MB of which {whole['before']:,.0f} MB before the rules ran"
    )
    for code, (yes, unknown, no) in whole["outcomes"].items():
        print(f"  {code:<24}{yes:>10,} entitled{unknown:>10,} open{no:>10,} not")
    if find_spec("openfisca_core") is None:
        print("OpenFisca-Core is not installed, so nothing is compared with it: pip install -r requirements/bench.txt")
        return
    both = in_a_process_of_its_own("openfisca", count)
    low, near = both["entitled"]
    print(
        f"beside OpenFisca-Core, {count:,} households without blanks, same {low:,} in 低保, same {near:,} just above:"
        f" ours {both['ours']:.2f} s, OpenFisca {both['theirs']:.2f} s (and {both['built']:.2f} s to set its inputs),"
        f" ours / OpenFisca {both['ours'] / both['theirs']:.1f};"
        " ours carries blanks and two bounds for every number, and 单人户, 分类施保, 最低补差 and 分档 besides"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=2_000)
    parser.add_argument("--only", choices=CHILDREN, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(CHILDREN[given.only](given.households)))
    else:
        main(given.households, given.sample)
