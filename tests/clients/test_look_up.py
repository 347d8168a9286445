"""A client of the region on somebody else's caseload: first the purpose, then little, and every step in the ledger."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from people.models import AccessEvent
from tests.cast import JIAOTONG, MONDAY_9, a_client, a_manager, a_social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"), wish_text="想做电工", address="示例小区 3 号楼")


@pytest.fixture
def mate(client):
    worker = a_social_worker("其其格", JIAOTONG)
    client.force_login(worker)
    return worker


def looks(client_id):
    return list(
        AccessEvent.objects.filter(kind="client", object_id=str(client_id), action__in=["view", "look_up"])
        .order_by("pk")
        .values_list("action", "purpose")
    )


def test_the_first_page_asks_for_the_purpose_and_shows_nothing(client, wang, mate):
    response = client.get(reverse("clients:overview", args=[wang.pk]), follow=True)

    assert response.redirect_chain[0][0] == reverse("clients:look_up", args=[wang.pk])
    page = response.content.decode()
    assert "请先说明查阅目的" in page
    assert wang.name not in page
    assert not looks(wang.pk)


def test_with_a_purpose_she_sees_who_answers_for_him_and_no_more(client, wang, mate):
    response = client.post(
        reverse("clients:look_up", args=[wang.pk]), {"aim": "cover", "reason": "李敏休假，代接来电"}, follow=True
    )

    page = response.content.decode()
    assert "王建军" in page
    assert "李敏" in page
    for hidden in ("13847712345", "示例小区", "社区戒毒", "想做电工", wang.id_number[:6] + "*"):
        assert hidden not in page
    assert looks(wang.pk) == [("look_up", "case_work")]


def test_without_a_reason_the_purpose_is_kept_and_nothing_opens(client, wang, mate):
    response = client.post(reverse("clients:look_up", args=[wang.pk]), {"aim": "cover", "reason": "嗯"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "至少 4 个字" in page
    assert 'value="cover"' in page
    assert wang.name not in page
    assert not looks(wang.pk)


def test_the_purpose_holds_half_an_hour(client, wang, mate):
    with time_machine.travel(MONDAY_9, tick=False) as clock:
        client.force_login(mate)
        client.post(reverse("clients:look_up", args=[wang.pk]), {"aim": "enrolled", "reason": "核对是否建档"})
        clock.shift(timedelta(minutes=29))
        assert "王建军" in client.get(reverse("clients:look_up", args=[wang.pk])).content.decode()
        clock.shift(timedelta(minutes=2))
        assert "王建军" not in client.get(reverse("clients:look_up", args=[wang.pk])).content.decode()


def test_the_purpose_of_one_opens_nothing_to_another(client, wang, mate):
    client.post(reverse("clients:look_up", args=[wang.pk]), {"aim": "enrolled", "reason": "核对是否建档"})
    client.force_login(a_social_worker("红梅", JIAOTONG))

    assert "王建军" not in client.get(reverse("clients:look_up", args=[wang.pk])).content.decode()


def test_a_worker_of_another_street_gets_404(client, wang):
    client.force_login(a_social_worker("张伟"))

    assert client.get(reverse("clients:look_up", args=[wang.pk])).status_code == 404
    assert (
        client.post(reverse("clients:look_up", args=[wang.pk]), {"aim": "other", "reason": "随便看看"}).status_code
        == 404
    )


def test_the_caseworker_and_the_manager_need_no_purpose(client, wang):
    for user in (wang.caseworker, a_manager()):
        client.force_login(user)

        response = client.get(reverse("clients:look_up", args=[wang.pk]))

        assert response.url == reverse("clients:overview", args=[wang.pk])


def test_the_caseworker_reads_why_somebody_looked(client, wang, mate):
    client.post(
        reverse("clients:look_up", args=[wang.pk]), {"aim": "cover", "reason": "李敏休假，代接来电"}, follow=True
    )
    client.force_login(wang.caseworker)

    page = client.get(reverse("clients:who_looked", args=[wang.pk])).content.decode()

    assert "李敏休假，代接来电" in page
    assert "其其格" in page


def test_the_search_masks_names_and_needs_the_whole_word(client, wang, mate):
    assert "DS-000001" in (page := client.post(reverse("clients:find"), {"q": "王建军"}).content.decode())
    assert "王**" in page
    assert "13847712345" not in page

    for words in ("王", "建军", "1506021988"):
        assert "DS-000001" not in client.post(reverse("clients:find"), {"q": words}).content.decode()
    for words in ("wjj", "ds-000001", wang.id_number, "13847712345"):
        assert "DS-000001" in client.post(reverse("clients:find"), {"q": words}).content.decode()
    assert AccessEvent.objects.filter(kind="caseload", action="look_up", actor=mate).count() == 8
