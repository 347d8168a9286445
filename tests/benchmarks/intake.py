"""Time and memory of a large intake:  python -m tests.benchmarks.intake [rows, 5000]

Makes a database of its own with every region of the country, writes a workbook of invented people (seeded; one row in
twenty is wrong), and prints how long upload, preview and import take, then the same file again. Asserts that the good
rows came in once and that the second time added nobody.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import tests.environment  # noqa: F401 - must come before the settings are read

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "建军 志强 海龙 永胜 国庆 秀英 桂兰 丽娟 晓东 文斌 春生 立新 振华 玉梅 小红 大伟 金宝 玉柱 长海 保国".split()
WISHES = ("电工", "保洁", "物业维修", "厨师", "什么都行", "叉车工、仓库管理", "")
STREETS = ("东胜区交通街道", "公园街道", "内蒙古自治区鄂尔多斯市东胜区林荫街道", "150602005", "诃额伦街道")


def timed(what: str, work: Callable):
    """Do the work, print how long it took, hand its result on."""
    began = time.perf_counter()
    result = work()
    print(f"{what:<28}{time.perf_counter() - began:8.2f} s")
    return result


def people(count: int) -> list[list[object]]:
    """Rows of invented people; every twentieth has a wrong ID number."""
    from clients.identity import check_character

    chance = random.Random(20261122)
    rows: list[list[object]] = []
    for number in range(count):
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))
        first = f"150602{born:%Y%m%d}{number % 1000:03d}"
        last = check_character(first) if number % 20 else "?"
        rows.append(
            [
                number + 1,
                chance.choice(SURNAMES) + chance.choice(GIVEN),
                first + last,
                13800000000.0 + chance.randrange(10**8) if number % 3 else "",
                chance.choice(STREETS),
                chance.choice(("小学", "初中", "高中", "中专", "")),
                "社区戒毒",
                "2025年6月2日",
                chance.choice(WISHES),
                chance.choice((3000, "3500元", "")),
                chance.choice(("li", "zhang")),
            ]
        )
    return rows


def main(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from clients.desk.intake import PAGE
    from clients.intake.apply import checked, start, upload
    from clients.models import Client
    from jobs import run
    from people import ledger
    from people.models import Membership, Region, Role, User
    from tests.clients.workbooks import an_xlsx

    call_command("migrate", verbosity=0)
    timed("regions of the country", lambda: call_command("import_regions", stdout=open("/dev/null", "w")))  # noqa: SIM115, PTH123
    county = Region.objects.current().get(code="150602")
    for username, role in (("boss", Role.MANAGER), ("li", Role.SOCIAL_WORKER), ("zhang", Role.SOCIAL_WORKER)):
        user = User.objects.create_user(username, username)
        Membership.objects.create(user=user, role=role, region=county, valid_from=date(2022, 1, 4))
    boss = User.objects.get(username="boss")

    headings = "序号 姓名 身份证号 手机 街道 文化程度 戒毒措施 报到日期 求职意向 期望月薪 责任社工".split()
    data = timed(f"writing {count:,} rows", lambda: an_xlsx(people(count), headings))
    print(f"file: {len(data) / 1024:,.0f} KB; list pages show {PAGE} rows")
    for attempt in ("first", "second"):
        print(f"-- {attempt} time")
        intake = timed("upload", lambda: upload(boss, data))
        rows = timed("preview", lambda intake=intake: checked(intake, boss))
        good = sum(row.is_good for row in rows)
        timed("import", lambda intake=intake: run.run(start(boss, intake).pk))
        intake.refresh_from_db()
        print(
            f"rows {intake.rows:,}  good {good:,}  added {intake.added:,}"
            f"  known {intake.known:,}  refused {intake.refused:,}"
        )
        assert intake.added == good
    assert intake.added == 0
    assert Client.objects.unscoped("benchmark").count() == intake.known
    assert ledger.verify(date.today().year) is None  # noqa: DTZ011
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
