"""How quick the site stays with everybody at work, as it is served: real sessions over HTTP on this machine alone.

    GUIHANG_VAR=/somewhere DATABASE_URL=… python -m tests.benchmarks.load --seconds 300

The city must stand (``python -m tests.benchmarks.big_city``). Starts granian as the README says, signs 200 social
workers and 50 people of firms in, and some welfare officers and managers beside them, and lets each open a page or send
a form, think (a quarter of a minute to a minute, drawn anew each time), and go on: about ten requests a second, a busy
hour of such an office in ten minutes. Answers are looked at before their times count: status, and a text that only the
right page holds. Printed are p50, p95 and p99 by kind of page in milliseconds, faults by kind, requests per second,
the processor time of server, database and of this generator, and what else ran on the machine meanwhile.

Exits with 1 where an answer was wrong, or where the p95 of a kind with at least 20 answers is not below ``--limit``.
"""

import argparse
import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
LONGEST_RUN = 1_800
SEED = 20_261_124
FEWEST = 20


def sessions(counts: dict[str, int]) -> list[dict[str, Any]]:
    """People to sign in, with their session cookie and the ids of what is theirs; the same people each time."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db.models import Count

    from clients.models import Client
    from employers.models import Contact, Vacancy
    from people.models import Membership, Role
    from placement.models import Referral
    from placement.models.referral import WITH_FIRM

    chance = Random(SEED)
    open_cases = Client.objects.unscoped("benchmark").open()
    loads: dict[int, list[int]] = defaultdict(list)
    for client, worker in open_cases.order_by("pk").values_list("pk", "caseworker"):
        loads[worker].append(client)
    posts = list(Vacancy.objects.published().order_by("pk").values_list("pk", flat=True))
    own: dict[int, list[int]] = defaultdict(list)
    for firm, vacancy in Vacancy.objects.published().order_by("pk").values_list("enterprise", "pk"):
        own[firm].append(vacancy)
    before: dict[int, list[str]] = defaultdict(list)
    waiting = Referral.objects.unscoped("benchmark").filter(state__in=WITH_FIRM).order_by("pk")
    for firm, uid in waiting.values_list("vacancy__enterprise", "uid"):
        before[firm].append(str(uid))

    def of_role(role: str) -> list[Any]:
        held = Membership.objects.current().filter(role=role, user__is_active=True).select_related("user", "region")
        return list(held.order_by("user_id"))

    found: list[dict[str, Any]] = []

    def add(kind: str, user: Any, mine: dict[str, list[Any]]) -> None:
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        found.append({"kind": kind, "username": user.username, "session": store.session_key, "mine": mine})

    workers = [one for one in of_role(Role.SOCIAL_WORKER) if len(loads[one.user_id]) >= 5]
    for one in chance.sample(workers, min(counts["workers"], len(workers))):
        add(
            "worker", one.user, {"clients": loads[one.user_id], "vacancies": chance.sample(posts, min(200, len(posts)))}
        )
    hands = Contact.objects.owners().select_related("user").annotate(many=Count("enterprise__vacancies"))
    firms = [one for one in hands.order_by("pk") if own[one.enterprise_id]]
    for contact in chance.sample(firms, min(counts["employers"], len(firms))):
        firm = contact.enterprise_id
        add("employer", contact.user, {"own": own[firm], "candidates": before[firm]})
    places: dict[str, list[int]] = defaultdict(list)
    for client, code in open_cases.order_by("pk").values_list("pk", "residence_region__code"):
        places[code[:6]].append(client)
    for kind, role in (("officer", Role.WELFARE_OFFICER), ("manager", Role.MANAGER)):
        for one in of_role(role)[: counts[f"{kind}s"]]:
            near = places[one.region.code[:6]] or [pk for some in places.values() for pk in some]
            add(kind, one.user, {"clients": near[:500], "vacancies": posts[:200]})
    return found


@contextmanager
def served(port: int, workers: int, threads: int) -> Iterator[subprocess.Popen[bytes]]:
    """The site on loopback, as the README says it is served; gone when this ends."""
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "config.wsgi:application"]
    command += ["--host", HOST, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    server = subprocess.Popen([*command, "--no-ws", "--log-level", "warning"], cwd=ROOT, start_new_session=True)
    try:
        _until_ready(server, f"http://{HOST}:{port}/readyz")
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        with suppress(URLError, ConnectionError, TimeoutError), urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("the server is not ready after two minutes")


class Meter:
    """Times and faults by kind of page, from the moment that it is switched on."""

    def __init__(self) -> None:
        self.on = False
        self.times: dict[str, list[float]] = defaultdict(list)
        self.faults: dict[tuple[str, str], int] = defaultdict(int)

    def tell(self, kind: str, seconds: float, fault: str) -> None:
        if self.on:
            self.times[kind].append(seconds * 1000)
        # A wrong answer is one at any time.
        if fault:
            self.faults[kind, fault] += 1


async def at_work(found: list[dict[str, Any]], asked: argparse.Namespace, meter: Meter) -> None:
    """Everybody works; the first ``asked.warm`` seconds are not measured."""
    from tests.benchmarks import load_people as people
    from tests.benchmarks.load_http import Browser

    def pause(chance: Random) -> float:
        return min(chance.expovariate(1 / asked.think), 3 * asked.think)

    deeds = {"worker": people.WORKER, "employer": people.FIRM, "officer": people.OFFICER, "manager": people.MANAGER}
    until = time.monotonic() + asked.warm + asked.seconds
    token = secrets.token_hex(16)
    async with asyncio.TaskGroup() as group:
        for number, one in enumerate(found):
            browser = Browser(HOST, asked.port, {"sessionid": one["session"], "csrftoken": token})
            person = people.Person(
                one["username"], browser, one["mine"], Random(SEED + number), meter.tell, pause, time.monotonic
            )
            group.create_task(people.work(person, deeds[one["kind"]], until))
        await asyncio.sleep(asked.warm)
        meter.on = True


def processor(pids: list[int]) -> float:
    """Processor seconds that these processes have used so far; ended ones count nothing."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            found += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
    return found


def database_pids() -> list[int]:
    """The processes of PostgreSQL that serve this database, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [row[0] for row in cursor.fetchall()]


def machine() -> float:
    """Processor seconds that all processes of the machine have used so far."""
    fields = [int(ticks) for ticks in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return (sum(fields) - idle) / os.sysconf("SC_CLK_TCK")


def memory(pids: list[int]) -> float:
    """Megabytes that these processes hold alone or share."""
    held = 0
    for pid in pids:
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held / 1024


def quantile(ordered: list[float], share: float) -> float:
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """One measurement; what ``report`` prints."""
    from django.db import connection, connections

    counts = {name: getattr(asked, name) for name in ("workers", "employers", "officers", "managers")}
    found = sessions(counts)
    vendor = connection.vendor
    meter = Meter()
    load = os.getloadavg()
    with served(asked.port, asked.server_workers, asked.threads) as server:
        began = time.monotonic()
        marks: dict[str, Any] = {}

        async def measured() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(at_work(found, asked, meter))
                await asyncio.sleep(asked.warm)
                marks["first"] = (time.monotonic(), machine(), processor(family(server.pid)), time.process_time())
                await asyncio.sleep(asked.seconds)
                last = (time.monotonic(), machine(), processor(family(server.pid)), time.process_time())
                marks["last"], marks["memory"] = last, memory(family(server.pid))
                meter.on = False

        before = {pid: processor([pid]) for pid in database_pids()}
        asyncio.run(measured())
        spent = time.monotonic() - began
        # Persistent connections: whoever serves us now has served us all along, warm-up included.
        base = sum(processor([pid]) - before.get(pid, 0) for pid in database_pids()) * asked.seconds / spent
    connections.close_all()
    seconds, all_used, site, own = (b - a for a, b in zip(marks["first"], marks["last"], strict=True))
    return {
        "vendor": vendor,
        "people": dict(Counter(one["kind"] for one in found)),
        "seconds": seconds,
        "times": meter.times,
        "faults": {" · ".join(key): many for key, many in meter.faults.items()},
        "cores": {"site": site / seconds, "database": base / seconds, "generator": own / seconds,
                  "others": (all_used - site - base - own) / seconds},
        "memory": marks["memory"],
        "load": [load, os.getloadavg()],
    }  # fmt: skip


def report(found: dict[str, Any], limit: float) -> bool:
    """Print it; True where every answer was right and every kind quick enough."""
    times = {kind: sorted(some) for kind, some in found["times"].items()}
    everything = sorted(one for some in times.values() for one in some)
    print(f"\n{found['vendor']}: {found['people']}, {found['seconds']:.0f} s, {len(everything):,} answers")
    print(f"{'':<28}{'n':>6}{'p50':>7}{'p95':>7}{'p99':>7}   ms")
    well = not found["faults"]
    for kind, some in sorted([*times.items(), ("all", everything)], key=lambda one: (one[0] == "all", one[0])):
        p50, p95, p99 = (quantile(some, share) for share in (0.5, 0.95, 0.99))
        slow = len(some) >= FEWEST and p95 >= limit
        well &= not slow
        wide = 28 - sum(ord(character) > 0x2E7F for character in kind)
        print(f"{kind:<{wide}}{len(some):>6}{p50:>7.0f}{p95:>7.0f}{p99:>7.0f}{'   too slow' if slow else ''}")
    for fault, many in sorted(found["faults"].items()):
        print(f"FAULT  {fault}: {many}")
    cores = "  ".join(f"{name} {share:.2f}" for name, share in found["cores"].items())
    print(f"{len(everything) / found['seconds']:.1f} requests/s; processors in use: {cores}; {found['memory']:.0f} MB")
    before, after = ("/".join(f"{one:.1f}" for one in some) for some in found["load"])
    print(f"load of the machine (1/5/15 min) before {before}, after {after}")
    return well


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=300, help="measured, at most half an hour")
    parser.add_argument("--warm", type=int, default=60, help="at work before that, not measured")
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--employers", type=int, default=50)
    parser.add_argument("--officers", type=int, default=5)
    parser.add_argument("--managers", type=int, default=3)
    parser.add_argument("--think", type=float, default=25.0, help="seconds between two deeds, on average")
    parser.add_argument("--server-workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4, help="requests that one server process answers at once")
    parser.add_argument("--port", type=int, default=8_930)
    parser.add_argument("--limit", type=float, default=300.0, help="p95 in ms")
    parser.add_argument("--out", type=Path, help="also write all figures as JSON")
    asked = parser.parse_args()
    if asked.seconds + asked.warm > LONGEST_RUN or asked.workers + asked.employers > 1_000:
        parser.error("bounded: half an hour, a thousand people")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["GUIHANG_DEMO"] = "1"
    import django

    django.setup()
    found = run(asked)
    if asked.out:
        asked.out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    sys.exit(0 if report(found, asked.limit) else 1)


if __name__ == "__main__":
    main()
