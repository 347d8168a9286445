"""Two at the same moment: one receives, one office's answer counts, one duty comes of one record."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from clients import hand_over, owe, transfer
from clients.models import Client, Duty, HandOver, Transfer
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import MONDAY, MONDAY_9, a_client, a_region, a_social_worker
from tests.clients.casework import a_report_in
from tests.clients.duties import a_duty
from tests.clients.transfers import HABAGEXI, a_transfer, baiyin, liu, received

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of these at the same moment, each on a connection of its own; returns what was refused."""
    start, refused, broken = Barrier(len(deeds)), [], []

    def do(deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            deed()
        except Refused as no:
            refused.append(str(no))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert broken == []
    return refused


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def own_copy(duty: Duty) -> Duty:
    """As another request has read it before anything happened."""
    return (
        Duty.objects.unscoped("test").select_related("client__caseworker", "client__residence_region").get(pk=duty.pk)
    )


def test_of_two_who_receive_at_once_one_has_the_case(wang):
    row, home = a_transfer(wang), a_region(HABAGEXI)
    worker, mate, manager = liu(), a_social_worker("乌兰", HABAGEXI), baiyin()

    refused = at_once(
        lambda: transfer.receive(worker, row.pk, home),
        lambda: transfer.receive(mate, row.pk, home),
        lambda: transfer.receive(manager, row.pk, home, worker),
    )

    row.refresh_from_db()
    assert len(refused) == 2
    assert all("已接收" in words for words in refused)
    assert Client.objects.unscoped("test").get(pk=wang.pk).caseworker == row.new_caseworker
    assert wang.report_ins.count() == wang.duties.count() == 1
    assert AccessEvent.objects.filter(action="hand_over", object_id=str(wang.pk)).count() == 2


def test_of_a_receiver_and_a_giver_who_takes_it_back_one_is_told(wang):
    row, home, worker, giver = a_transfer(wang), a_region(HABAGEXI), liu(), wang.caseworker

    refused = at_once(lambda: transfer.receive(worker, row.pk, home), lambda: transfer.withdraw(giver, row.pk))

    row.refresh_from_db()
    moved = Client.objects.unscoped("test").get(pk=wang.pk).caseworker == worker
    assert len(refused) == 1
    assert moved is (row.state == Transfer.State.RECEIVED)
    assert wang.report_ins.exists() is moved


def test_of_a_receipt_here_and_one_there_one_has_the_case(wang):
    """Both were offered at the same moment, so that neither saw the other."""
    giver, zhang, worker, home = wang.caseworker, a_social_worker("张伟"), liu(), a_region(HABAGEXI)
    hand_over.offer(giver, [wang.pk], zhang, "休假")
    inside = HandOver.objects.unscoped("test").get()
    HandOver.objects.unscoped("test").update(state="withdrawn", closed_at=inside.recorded_at)
    row = a_transfer(wang)
    HandOver.objects.unscoped("test").update(state="offered", closed_at=None)

    refused = at_once(lambda: hand_over.receive(zhang, inside.pk), lambda: transfer.receive(worker, row.pk, home))

    moved = Client.objects.unscoped("test").select_related("residence_region").get(pk=wang.pk)
    assert len(refused) == 1
    assert (moved.caseworker, moved.residence_region.code) in ((zhang, "150602001"), (worker, HABAGEXI))


def test_of_two_answers_of_an_office_one_counts(wang):
    duty, worker = a_duty(wang, on=MONDAY), wang.caseworker
    one, other = own_copy(duty), own_copy(duty)

    refused = at_once(
        lambda: owe.done(worker, one, on=MONDAY), lambda: owe.hand_back(worker, other, "缺材料", on=MONDAY)
    )

    duty.refresh_from_db()
    assert len(refused) == 1
    assert "刚刚有人办过" in refused[0]
    assert duty.events.count() == 2
    assert duty.events.last().step == duty.state


def test_one_record_brings_one_duty_though_asked_twice_at_once(wang):
    report, worker = a_report_in(wang, MONDAY), wang.caseworker

    refused = at_once(lambda: owe.police_file(worker, report), lambda: owe.police_file(worker, report))

    assert refused == []
    assert wang.duties.count() == 1
    assert wang.duties.get().events.count() == 1


def test_two_presses_on_send_offer_once(wang):
    worker, place = liu(), a_region(HABAGEXI)

    refused = at_once(
        *(lambda: transfer.offer(wang.caseworker, wang.pk, place, MONDAY, "搬家", as_of=MONDAY) for _ in range(2))
    )

    assert len(refused) == 1
    assert Transfer.objects.unscoped("test").waiting().count() == 1
    assert received(wang.transfers.get()).new_caseworker == worker
