"""``manage.py match``: match a file of clients against a file of vacancies. Touches no database."""

import zlib
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from placement.match_files import Listener, Problem, match_files


def positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("应为大于 0 的整数")
    return int(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("应为日期，如 2026-11-22") from None


class Command(BaseCommand):
    help = "为文件中的每位求职者找出最合适的岗位（不使用数据库）。行格式见 placement/match_lines.py。"
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own name and shape

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clients", required=True, type=Path, help="求职者，每行一个 JSON 对象")
        parser.add_argument("--vacancies", required=True, type=Path, help="岗位，每行一个 JSON 对象")
        parser.add_argument("--out", required=True, type=Path, help="结果文件")
        parser.add_argument("--top", type=positive, default=20, help="每人最多列出几个岗位，默认 20")
        parser.add_argument("--as-of", type=day, default=None, help="按哪一天判断，默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        bars: dict[Path, tqdm] = {}

        def progress(path: Path, done: int, total: int) -> None:
            if path not in bars:
                bars[path] = tqdm(total=total, desc=path.name, unit="行", file=self.stderr)
            bars[path].update(done - bars[path].n)
            if done == total:
                bars[path].close()

        def problem(found: Problem) -> None:
            tqdm.write(str(found), file=self.stderr)

        try:
            summary = match_files(
                options["clients"],
                options["vacancies"],
                options["out"],
                top=options["top"],
                as_of=options["as_of"] or date.today(),  # noqa: DTZ011 - the day where the command runs
                listener=Listener(problem, progress),
            )
        except OSError as error:
            raise CommandError(f"文件读写失败：{error.filename or ''} {error.strerror or error}") from None
        except (EOFError, zlib.error):
            raise CommandError("压缩文件不完整。") from None
        finally:
            for bar in bars.values():
                bar.close()
        for name, times in sorted(summary.ignored.items()):
            self.stderr.write(f"不认识的字段 {name}，已忽略（{times} 行）")
        self.stderr.write(f"岗位 {summary.vacancies} 条，求职者 {summary.clients} 名，未采用 {summary.left_out} 行。")
        if not summary.clients or not summary.vacancies:
            raise CommandError("没有可用的求职者或岗位。")
