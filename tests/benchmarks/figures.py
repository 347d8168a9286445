"""How long the figures of a large city take: counting a month, closing it, and each page that reads them.

    python -m tests.benchmarks.figures --clients 35000 --years 5 --requests 30

Fills a database that is thrown away (GUIHANG_VAR keeps it) with the rows of ``generated_years``, counts and closes
months, lets the other months stand as the counted ones do, then reads again and again as a manager of the city and
prints the 95th percentile in milliseconds. Fails when a reading's p95 is not below 500.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

LIMIT_MS = 500
LAST = date(2026, 10, 31)


def pages() -> list[tuple[str, str]]:
    """Each report page of the desk: what it is called and its address."""
    from django.urls import reverse

    def at(name: str, *args: str, **asked: str) -> str:
        return f"{reverse(f'figures:{name}', args=args)}?{urlencode(asked)}"

    return [
        ("月报", at("month", period="2026-10")),
        ("月报，旗区", at("month", period="2026-10", region="150602")),
        ("年报", at("month", period="2025")),
        ("全部指标", at("all", period="2026-10")),
        ("全部指标，全年", at("all", period="2025")),
        ("一个指标", at("figure", "work.at_work", period="2026-10")),
        ("一个指标，比率", at("figure", "work.mark90.share", period="2026-10")),
        ("明细，在册", at("rows", "clients.open", period="2026-10")),
        ("月报表（打印）", at("sheet", period="2026-10")),
        ("月报表（Excel）", at("excel", period="2026-10")),
    ]


def readings(months: list[date]) -> list[tuple[str, Callable[[], object]]]:
    """What pages read, with the manager of the whole city, of one of her districts, and of one street."""
    from figures.corrections import corrections
    from figures.publish import published
    from figures.read import figure_series, month_table, span_table
    from figures.rows import rows_behind
    from people.models import Region, User

    manager = User.objects.get(username="suhe")
    city, county, street = (Region.objects.get(code=code) for code in ("1506", "150602", "150602001"))
    last = months[-1]
    return [
        ("月报，全市", lambda: month_table(manager, last, city)),
        ("月报，旗区", lambda: month_table(manager, last, county)),
        ("月报，街道到社区", lambda: month_table(manager, last, street)),
        ("季报，全市", lambda: span_table(manager, months[-3:], city)),
        ("年报，全市", lambda: span_table(manager, months[-12:], city)),
        ("走势，五年，在业", lambda: figure_series(manager, "work.at_work", city, months)),
        ("走势，五年，在业率", lambda: figure_series(manager, "work.share", city, months)),
        ("明细，在册，旗区", lambda: rows_behind(manager, "clients.open", last, county)),
        ("明细，在册，全市", lambda: rows_behind(manager, "clients.open", last, city)),
        ("更正，全市", lambda: corrections(manager, last, city)),
        ("对外报表，全市", lambda: published(manager, [last], city)),
        ("对外年报，全市", lambda: published(manager, months[-12:], city)),
    ]


def opened(browser: Any, path: str) -> None:
    """Asks for a page, and stops everything where it is not there."""
    answer = browser.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def p95(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    later = sorted(spent[1:])
    return later[max(0, -(-len(later) * 95 // 100) - 1)]


def fill(clients: int, years: int, counted: int) -> list[date]:
    """The city and its closed months; the first ones stand as the last counted one does."""
    from dateutil.relativedelta import relativedelta

    from figures.close_month import close, months_from, recount
    from figures.models import FigureSet, StoredFigure
    from figures.period import month_of
    from figures.stored import WRITING
    from tests.benchmarks.generated_years import Years, build

    begun = time.perf_counter()
    first = month_of(LAST) - relativedelta(months=12 * years - 1)
    made = build(Years(clients, first, LAST))
    print("，".join(f"{name} {rows:,}" for name, rows in made.items()), f"（{time.perf_counter() - begun:.0f} 秒）")
    months = months_from(first, month_of(LAST))
    for month in months[-counted:]:
        begun, used = time.perf_counter(), time.process_time()
        close(None, month)
        spent, cpu = time.perf_counter() - begun, time.process_time() - used
        print(f"结账 {month:%Y-%m}：{spent:.1f} 秒（处理器 {cpu:.1f} 秒）", flush=True)
    like = list(StoredFigure.objects.filter(figure_set__month=months[-1]))
    for month in months[:-counted]:
        made_set = FigureSet.objects.create(month=month, kind=WRITING, counted_at="2026-11-03T02:00:00Z")
        StoredFigure.objects.bulk_create(
            StoredFigure(figure_set=made_set, code=one.code, counts=one.counts, rows=one.rows, hidden=one.hidden)
            for one in like
        )
        FigureSet.objects.filter(pk=made_set.pk).update(kind="closed")
    recount(months[-1])
    size = sum(len(one.rows) + len(str(one.counts)) + len(str(one.hidden)) for one in like)
    hidden = sum(len(one.hidden) for one in like)
    print(f"一个月 {len(like)} 个指标，{size / 1e6:.1f} MB，对外隐去 {hidden} 格")
    return months


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=35_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--counted", type=int, default=3, help="months that are really counted")
    parser.add_argument("--requests", type=int, default=30)
    asked = parser.parse_args()
    with ExitStack() as stack:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ["GUIHANG_DEMO"] = "1"
        if "GUIHANG_VAR" not in os.environ:
            os.environ["GUIHANG_VAR"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="guihang-bench-"))
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.test import Client as Browser

        from people.models import User

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        months = fill(asked.clients, asked.years, asked.counted)
        work = readings(months)
        browser = Browser()
        browser.force_login(User.objects.get(username="suhe"), "allauth.account.auth_backends.AuthenticationBackend")
        work += [(f"页面：{name}", partial(opened, browser, path)) for name, path in pages()]
        print(f"\n{'读数':<24}{'p95':>8}   毫秒，{asked.requests} 次，负载 {os.getloadavg()[0]:.1f}")
        well = True
        for name, one in work:
            spent = p95(one, asked.requests)
            well &= spent < LIMIT_MS
            wide = 26 - sum(ord(character) > 0x2E7F for character in name)
            print(f"{name:<{wide}}{spent:>8.0f}{'' if spent < LIMIT_MS else '  太慢'}", flush=True)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
