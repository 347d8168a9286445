"""``manage.py screen``: looks at every open household now, district by district."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jobs.models import Job, State
from jobs.run import run
from welfare.screen import districts
from welfare.tasks import ask_screening

POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = "核定每一户在册家庭的救助资格，按旗区进行。同一天、同一套标准和规则，已经核定过的不再重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", default="", help="只核定这个区划代码以内的家庭，例如 150602")
        parser.add_argument("--as-of", type=date.fromisoformat, help="核定日，例如 2026-11-22；默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        as_of = options["as_of"] or today
        if as_of > today:
            raise CommandError("核定日不能在将来。")
        found = districts(options["region"])
        if not found:
            raise CommandError("这个区划里没有在册的服务对象。")
        wrong = 0
        for region in found:
            row = _done(ask_screening(None, region, as_of))
            if row.state != State.DONE:
                raise CommandError(f"{region.name}：{row.error or '没有完成'}")
            result = row.result or {}
            self.stdout.write(
                f"{region.name}：{result['households']} 户，结果有变化 {result['changed']} 项，"
                f"两种算法不一致 {result['differences']} 项"
            )
            wrong += result["differences"]
        if wrong:
            raise CommandError(f"两种算法对 {wrong} 项结果不一致，请联系系统管理员。")


def _done(row: Job) -> Job:
    """The job when it is over, whether we did it or a worker that was quicker."""
    while row.is_open:
        if not run(row.pk):
            time.sleep(POLL_SECONDS)
        row.refresh_from_db()
    return row
