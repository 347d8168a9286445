"""What forked processes are told to do, by name."""

import time

from jobs.run import ask
from people.models import User


def ask_at(moment: float, actor: int) -> None:
    """Ask for the same twenty jobs, beginning at this moment."""
    li = User.objects.get(pk=actor)
    time.sleep(max(0.0, moment - time.time()))
    for number in range(20):
        ask(li, "tests.count", str(number))
