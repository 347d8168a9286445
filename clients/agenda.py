"""What waits to be done for a client, and what is not known yet. Read from records, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clients import clocks, duties, plan_due
from clients.due import Task
from clients.models import Client, HandOver

CERTIFICATE_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that nobody has recorded and that matching asks for; ``place`` as in ``Task``."""

    text: str
    place: str


def tasks(client: Client, as_of: date) -> list[Task]:
    """What is due, soonest first. Reads the clocks, the plan, certificates and hand-overs: prefetch the last two."""
    return sorted(_tasks(client, as_of), key=lambda task: (task.on, task.text))


def _tasks(client: Client, as_of: date) -> Iterator[Task]:
    for hand_over in client.hand_overs.all():
        if hand_over.state == HandOver.State.OFFERED:
            left = hand_over.workdays_left(as_of)
            yield Task(f"移交给{hand_over.receiver.name}，等待签收", hand_over.due_on, "hand_over", left)
    if not client.is_open:
        return
    yield from duties.tasks_of(client, as_of)
    steps, asked = plan_due.with_contact(client, plan_due.of_clients([client], as_of)[client.pk])
    if client.next_contact_on:
        yield Task(f"下次联系：{steps}" if steps else "下次联系", client.next_contact_on, "help")
    yield from (Task(one.text, one.on, "plan") for one in asked)
    yield from clocks.tasks_of(client, as_of)
    for certificate in client.certificates.all():
        if certificate.expires_on and certificate.expires_on <= as_of + CERTIFICATE_AHEAD:
            yield Task(f"{certificate.label}到期", certificate.expires_on, "certificate")


def gaps(client: Client) -> list[Gap]:
    """What is missing before jobs can be found well, the most telling first."""
    return list(_gaps(client))


def _gaps(client: Client) -> Iterator[Gap]:
    wish = getattr(client, "wish", None)
    if wish is None or not (wish.occupations or wish.text):
        yield Gap("想做什么工作", "wish")
    if wish is None or wish.wage_floor is None:
        yield Gap("最低月工资", "wish")
    if wish is None or not (wish.districts or wish.radius_km):
        yield Gap("愿意去哪些地方", "wish")
    if wish is None or not wish.shifts:
        yield Gap("能上的班次", "wish")
    if not client.limits.all():
        yield Gap("身体条件（高空、夜班、重体力等）", "limits")
    if not client.fixed_times.all():
        yield Gap("签到、服药的固定时间", "fixed_time")
    if not client.education:
        yield Gap("文化程度", "identity")
    if not (client.work_experiences.all() or client.skills.all()):
        yield Gap("做过什么、会什么", "work")
    if client.category == Client.Category.REHABILITATION and not client.bar_facts.all():
        yield Gap("从业限制相关事项", "bar_facts")
