"""``manage.py incentives``: what incentives bring in the cases of a file. Touches no database."""

import sys
import zlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from employers.incentive_files import Listener, compute_file
from employers.incentive_reference import listing
from jobs.json_lines import Problem


class Command(BaseCommand):
    help = "逐行计算文件中的扶持政策（不使用数据库）。行格式、结果格式和例子见 docs/incentives.md。"
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own name and shape

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cases", type=Path, nargs="?", help="每行一个 JSON 对象，可用 gzip 压缩")
        parser.add_argument("--out", type=Path, help="结果文件")
        parser.add_argument("--list", action="store_true", help="列出各项政策和要填的内容，不计算")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write(listing())
            return
        cases, out = options["cases"], options["out"]
        if cases is None or out is None:
            raise CommandError("请写明输入文件和 --out 结果文件，或者用 --list 查看各项政策。")
        if cases.resolve() == out.resolve():
            raise CommandError("结果文件不能与输入文件相同。")
        bar: tqdm | None = None

        def progress(done: int, total: int) -> None:
            nonlocal bar
            if bar is None:
                bar = tqdm(total=total, desc=cases.name, unit="行", file=sys.stderr)
            bar.update(done - bar.n)

        def problem(found: Problem) -> None:
            tqdm.write(str(found), file=sys.stderr)

        try:
            summary = compute_file(cases, out, Listener(problem, progress))
        except OSError as error:
            raise CommandError(f"文件读写失败：{error.filename or ''} {error.strerror or error}") from None
        except (EOFError, zlib.error):
            raise CommandError("压缩文件不完整。") from None
        finally:
            if bar is not None:
                bar.close()
        self.stderr.write(f"已计算 {summary.computed} 行，有误 {summary.left_out} 行。")
        if not summary.computed and not summary.left_out:
            raise CommandError("文件里没有内容。")
        if summary.left_out:
            raise CommandError("有误的行没有计算，其余各行的结果已写好。")
