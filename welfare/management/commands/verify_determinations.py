"""``manage.py verify_determinations``: computes every kept answer again."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from welfare.verify import Verdict, verify

SHOWN = 20


class Command(BaseCommand):
    help = "把每一条保存的认定结果按当时的事实、标准和规则重新算一遍，核对结果是否相同。"

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[Verdict] = Counter()
        for checked in verify():
            counts[checked.verdict] += 1
            if checked.verdict is Verdict.DIFFERENT and counts[checked.verdict] <= SHOWN:
                what = "、".join(checked.differs)
                self.stderr.write(f"认定结果 #{checked.determination}（{checked.entitlement}）不同：{what}")
        self.stdout.write(
            f"已核对 {sum(counts.values())} 条：相同 {counts[Verdict.SAME]} 条，不同 {counts[Verdict.DIFFERENT]} 条，"
            f"规则已经更新、不能重算 {counts[Verdict.OTHER_RULE]} 条。"
        )
        if counts[Verdict.DIFFERENT]:
            raise CommandError(f"{counts[Verdict.DIFFERENT]} 条结果与重算不同。")
