"""What somebody signed in has seen stays in no cache."""

import pytest
from django.urls import reverse

from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db


def test_a_page_of_somebody_signed_in_is_kept_nowhere(client):
    client.force_login(a_social_worker())

    answer = client.get(reverse("people:me"))

    assert {"no-store", "private"} <= {word.strip() for word in answer["Cache-Control"].split(",")}


def test_a_fragment_is_not_taken_for_its_page(client):
    client.force_login(a_social_worker())

    assert "HX-Request" in client.get(reverse("people:me"))["Vary"]


def test_the_sign_in_page_answers_without_a_user(client):
    assert client.get(reverse("account_login")).status_code == 200
