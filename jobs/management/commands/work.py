"""``manage.py work``: a worker process beside the site."""

import signal

from django.core.management.base import BaseCommand, CommandParser

from jobs.models import WorkerKind
from jobs.worker import Worker, drain


class Command(BaseCommand):
    help = "Do background jobs until told to stop (Ctrl-C, SIGTERM). A second signal ends at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is ready now, then end")

    def handle(self, *args: object, **options) -> None:
        if options["once"]:
            self.stdout.write(f"{drain()} jobs")
            return
        worker = Worker(WorkerKind.PROCESS)

        def stop(number: int, frame: object) -> None:
            # The job in hand goes back to the queue at its next progress(); the next signal is the usual one.
            worker.stop()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        worker.run()
