"""What comes into 今日 from elsewhere: cases another county sends here, and what offices gave back or are late with."""

from datetime import date

from django.urls import reverse

from clients import duties, duty_kinds, transfer
from clients.models import Duty
from people.models import User
from placement.desk.today_due import Due


def of_today(worker: User, day: date) -> list[Due]:
    """One line for each. Two queries."""
    return [*_to_receive(worker, day), *_to_chase(worker, day)]


def _to_receive(worker: User, day: date) -> list[Due]:
    """Before she has received a case she reads its number and a masked name."""
    rows = transfer.waiting_for(worker).select_related("client", "from_region__parent")
    lines = []
    for row in rows:
        href = reverse("clients:transfer_incoming", args=[row.pk])
        what = f"从{row.from_region.short_name}移送来，等接收"
        left = duties.workdays_left(row.due_on, day)
        lines.append(Due(f"{row.client.masked_name} {row.client.number}", href, what, row.due_on, "去接收", href, left))
    return lines


def _to_chase(worker: User, day: date) -> list[Due]:
    """What came back waits for her; what is late she asks after."""
    rows = Duty.objects.visible_to(worker).open().select_related("client")
    lines = []
    for duty in rows:
        returned = duty.state == Duty.State.RETURNED
        if not returned and (duty.due_on is None or duty.due_on >= day):
            continue
        href = reverse("clients:duty", args=[duty.pk])
        when = f"{duty.state_on.month}月{duty.state_on.day}日退回" if returned else "逾期没办"
        what = f"{duty.get_department_display()}{when}：{duty_kinds.outward(duty)}"
        lines.append(
            Due(
                duty.client.name,
                reverse("clients:overview", args=[duty.client_id]),
                what,
                None if returned else duty.due_on,
                "补充后再转" if returned else "催办",
                href,
                None if returned else duties.workdays_left(duty.due_on, day),
            )
        )
    return lines
