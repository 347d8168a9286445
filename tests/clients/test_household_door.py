"""The door to a household: who comes in, and that each look is written down once."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from clients.door import open_case, open_household
from people.models import AccessEvent
from tests.cast import GONGYUAN, a_client, a_manager, a_social_worker, a_welfare_officer, an_auditor

pytestmark = pytest.mark.django_db


def a_request(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def looks(client):
    events = AccessEvent.objects.filter(object_id=str(client.pk), action="view").order_by("pk")
    return list(events.values_list("kind", "purpose"))


@pytest.mark.parametrize("who", [lambda: a_social_worker("李敏"), a_manager, a_welfare_officer])
def test_who_has_business_there_comes_in_and_is_written_down_once(who):
    wang = a_client(a_social_worker("李敏"))
    request = a_request(who())

    assert open_household(request, wang.pk) == wang
    assert open_household(request, wang.pk) == wang

    assert looks(wang) == [("household", "welfare")]


@pytest.mark.parametrize(
    "who", [lambda: a_social_worker("张伟"), lambda: a_welfare_officer("斯琴", GONGYUAN), an_auditor]
)
def test_for_everybody_else_there_is_no_such_household(who):
    wang = a_client(a_social_worker("李敏"))

    with pytest.raises(Http404):
        open_household(a_request(who()), wang.pk)

    assert looks(wang) == []


def test_the_door_to_a_household_opens_no_case():
    wang = a_client(a_social_worker("李敏"))
    request = a_request(a_welfare_officer())
    open_household(request, wang.pk)

    with pytest.raises(Http404):
        open_case(request, wang.pk)


def test_the_caseworker_reads_who_looked_at_the_household(client):
    li = a_social_worker("李敏")
    wang = a_client(li)
    open_household(a_request(a_welfare_officer("乌云")), wang.pk)
    client.force_login(li)

    page = client.get(reverse("clients:who_looked", args=[wang.pk])).content.decode()

    assert "乌云" in page
    assert "救助帮扶" in page
