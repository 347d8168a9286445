"""``manage.py assess``: what the households of a file are entitled to. Touches no database."""

import sys
import zlib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from jobs.json_lines import Problem
from welfare.assess_files import Listener, assess_file


class Command(BaseCommand):
    help = (
        "逐户判断文件中的家庭符合哪些救助（不使用数据库）。"
        "行格式见 welfare/assess_lines.py，结果格式见 welfare/assess_answers.py。"
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own name and shape

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cases", type=Path, help="家庭，每行一个 JSON 对象，可用 gzip 压缩")
        parser.add_argument("--out", required=True, type=Path, help="结果文件")
        parser.add_argument("--ask", action="store_true", help="每户另写下一个最该问的问题（较慢）")

    def handle(self, *args: Any, **options: Any) -> None:
        cases, out = options["cases"], options["out"]
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
            summary = assess_file(
                cases,
                out,
                today=date.today(),  # noqa: DTZ011 - the day where the command runs
                listener=Listener(problem, progress),
                ask=options["ask"],
            )
        except OSError as error:
            raise CommandError(f"文件读写失败：{error.filename or ''} {error.strerror or error}") from None
        except (EOFError, zlib.error):
            raise CommandError("压缩文件不完整。") from None
        finally:
            if bar is not None:
                bar.close()
        self.stderr.write(f"已判断 {summary.assessed} 户，有误 {summary.left_out} 行。")
        if not summary.assessed:
            raise CommandError("没有一行可用。")
