"""Whoever watches the site asks without signing in, and learns nothing but whether it serves."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_stranger_may_ask_whether_the_process_lives(client):
    response = client.get(reverse("healthz"))

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_a_migrated_site_is_ready(client):
    assert client.get(reverse("readyz")).json() == {"status": "ok"}


def test_a_site_behind_its_migrations_is_not_ready(client, db):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="jobs").delete()

    response = client.get(reverse("readyz"))

    assert response.status_code == 503
    assert response.json() == {"status": "migrations"}


def test_the_start_page_asks_a_stranger_to_sign_in(client):
    response = client.get(reverse("home"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
