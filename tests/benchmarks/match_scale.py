"""Time and memory of ``manage.py match``:  python -m tests.benchmarks.match_scale path/to/vacancies.jsonl.gz [clients]

Writes a file of generated clients (seeded, half of them thin, half with everything), runs the command as a process of
its own with an empty environment, and prints its wall time, processor time and peak resident memory, and what came
out. Nothing is asserted but that the run ends well and every client has a line.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lexicon.features import CERTIFICATES, Education, Shift, WorkFeature
from lexicon.occupations import OCCUPATIONS
from tests.house import ROOT

WISHES = ("想做{0}，有时也做过{1}", "以前在厂里做{0}，想离家近一点", "{0}或者{1}都行", "学过{0}，能吃苦")
DISTRICTS = ("松江区", "徐汇区", "合肥市", "苏州市", "重庆市", "闵行区", "浦东新区")


def a_client(number: int, chance: random.Random) -> dict[str, object]:
    """One client line: thin when the number is even."""
    trades = [occupation.name for occupation in chance.sample(list(OCCUPATIONS.values()), 2)]
    line: dict[str, object] = {"id": f"c{number:05}", "text": chance.choice(WISHES).format(*trades)}
    if number % 2 == 0:
        return line
    born = f"{chance.randint(1966, 2006)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    limits = chance.sample(list(WorkFeature), 3)
    return line | {
        "certificates": chance.sample(list(CERTIFICATES), chance.randint(0, 3)),
        "education": chance.choice(list(Education)),
        "birth_date": born,
        "wage_floor": chance.choice((2500, 3000, "3500元/月", "4千")),
        "districts": chance.sample(DISTRICTS, chance.randint(1, 4)),
        "shifts": chance.sample(list(Shift), chance.randint(1, 3)),
        "limits": {feature: chance.choice((True, False, None)) for feature in limits},
        "sign_in": chance.choice(([], ["周二上午"], ["周五下午"])),
        "measures": chance.choice((None, [{"kind": "社区戒毒", "start": "2025-03-01"}], [{"kind": "强制隔离戒毒"}])),
    }


def main(vacancies: Path, clients: int) -> None:
    chance = random.Random(20261122)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "c.jsonl", Path(folder) / "m.jsonl"
        lines = [json.dumps(a_client(number, chance), ensure_ascii=False) for number in range(clients)]
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, str(ROOT / "manage.py"), "match", "--clients", str(source)]
        command += ["--vacancies", str(vacancies), "--top", "20", "--out", str(out), "--as-of", "2026-11-22"]

        began = time.perf_counter()
        subprocess.run(command, check=True, env={"PATH": os.defpath, "HOME": folder}, capture_output=True)
        wall = time.perf_counter() - began

        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    if len(rows) != clients:
        raise SystemExit(f"{len(rows)} lines for {clients} clients")
    full = sum(len(row["matches"]) == 20 for row in rows)
    print(f"{clients} clients: {wall:.1f} s, processor {used.ru_utime + used.ru_stime:.1f} s, ", end="")
    print(f"peak {used.ru_maxrss / 1024:.0f} MB; {full} lists of 20, {sum(len(r['matches']) for r in rows)} matches")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
