"""``manage.py demo``: from nothing to a running site with a city in it."""

import socket

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.demo.build import INTRODUCED, build
from config.demo.serve import serve


class Command(BaseCommand):
    """Parses the port, builds what is missing, prints the sign-ins and serves until Ctrl+C."""

    help = "Build the demo city (first run only) and start the site with its worker"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--build-only", action="store_true", help="build the city and stop")

    def handle(self, *, port, host, build_only, **options):
        if not settings.DEMO:
            raise CommandError("demo 命令要从命令行直接运行：python manage.py demo")
        if not build_only:
            self._require_free(host, port)

        build(self.stdout)
        if build_only:
            return

        self.stdout.write(
            f"\n归航演示站点已启动\n  公开网站  http://{host}:{port}/\n  登录      http://{host}:{port}/account/login/"
            "\n\n登录（演示数据，所有人与单位均为虚构）："
        )
        for sign_in in INTRODUCED:
            self.stdout.write(f"  {sign_in.label}  用户名 {sign_in.username}  密码 {sign_in.password}")
        self.stdout.write("\n邮件不会真的发出，内容显示在这个窗口里。企业从公开网站注册。")
        self.stdout.write("\n按 Ctrl+C 停止。再次运行会保留已录入的内容。")
        self.stdout.flush()
        serve(host, port)

    def _require_free(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"端口 {port} 已被占用。请先停掉占用它的程序，或换一个端口：python manage.py demo --port {port + 1}"
                ) from error
