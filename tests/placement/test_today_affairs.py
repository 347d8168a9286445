"""今日: what another county sends here and what offices gave back or are late with, and of a case not hers no name."""

from datetime import timedelta

import pytest
import time_machine

from clients import owe
from placement.desk.today_affairs import of_today
from tests.cast import MONDAY, MONDAY_9, a_client, a_social_worker
from tests.clients.duties import a_duty
from tests.clients.transfers import a_transfer, liu

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def test_who_is_to_receive_reads_number_and_masked_name():
    wang = a_client(a_social_worker("李敏"), "王建军")
    row = a_transfer(wang, as_of=MONDAY)

    (line,) = of_today(liu(), MONDAY)

    assert line.who == f"{wang.masked_name} {wang.number}"
    assert (line.on, line.workdays, line.deed) == (row.due_on, 7, "去接收")
    assert of_today(wang.caseworker, MONDAY) == []


def test_what_came_back_or_is_late_is_hers_to_follow_up_and_what_is_in_time_is_not():
    li = a_social_worker("李敏")
    wang = a_client(li, "王建军")
    back = a_duty(wang, "school", "schooling", "孩子转学")
    owe.hand_back(li, back, "缺户口簿", on=MONDAY)
    a_duty(wang, "police", what="送材料", due_on=MONDAY - timedelta(days=3))
    a_duty(wang, "police", what="别的", due_on=MONDAY)

    lines = {line.what: (line.on, line.deed) for line in of_today(li, MONDAY)}

    assert lines == {
        "教育11月23日退回：孩子转学": (None, "补充后再转"),
        "公安逾期没办：送材料": (MONDAY - timedelta(days=3), "催办"),
    }
