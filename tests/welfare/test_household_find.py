"""找一户: the officer finds the family at her counter; names and ID numbers stand in no address."""

import pytest
from django.urls import reverse

from people.models import AccessEvent
from tests.cast import KANGBASHI, a_client, a_social_worker, a_welfare_officer

pytestmark = pytest.mark.django_db


def asked(client, user, words):
    client.force_login(user)
    return client.post(reverse("welfare:household_find"), {"q": words}).content.decode()


def test_a_family_is_found_by_the_full_name_or_number_and_leads_to_its_page(client):
    wang = a_client(a_social_worker("李敏"), "王建军")
    officer = a_welfare_officer()

    for words in ("王建军", wang.number, "wjj"):
        assert reverse("welfare:household", args=[wang.pk]) in asked(client, officer, words)


def test_a_part_of_a_name_and_a_family_of_another_county_are_not_found(client):
    wang = a_client(a_social_worker("李敏"), "王建军")
    elsewhere = a_welfare_officer("其木格", region=KANGBASHI)

    assert "本辖区没有查到" in asked(client, a_welfare_officer(), "建军")
    assert reverse("welfare:household", args=[wang.pk]) not in asked(client, elsewhere, "王建军")


def test_a_search_is_written_down_without_what_was_searched_for(client):
    officer = a_welfare_officer()

    asked(client, officer, "王建军")

    row = AccessEvent.objects.filter(actor=officer, kind="household_list").last()
    assert row is not None
    assert "王建军" not in str(row.__dict__)


def test_it_is_a_page_of_the_officer_alone(client):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("welfare:household_find")).status_code in (403, 404)
