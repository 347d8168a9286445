"""What is too large is turned away at the first line, whoever sends it; nothing that is sent touches the disk."""

import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs.read_workbook import LARGEST_FILE
from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stated", ["20971521", "9" * 12, "9" * 5000])
def test_a_body_beyond_the_limit_is_not_read(client, stated):
    answer = client.generic("POST", reverse("account_login"), b"", CONTENT_LENGTH=stated)

    assert answer.status_code == 413
    assert "一次最多能发送 20 MB" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("stated", ["", "x", "-1", "²"])
def test_a_length_that_is_none_is_no_crash(client, stated):
    assert client.generic("POST", reverse("account_login"), b"", CONTENT_LENGTH=stated).status_code < 500


def test_a_list_beyond_what_we_read_gets_a_reason_and_stays_off_the_disk(client, monkeypatch):
    client.force_login(a_social_worker())
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)  # Django would write a large upload there
    large = SimpleUploadedFile("名单.xlsx", b"PK\x03\x04" + b"0" * LARGEST_FILE)

    answer = client.post(reverse("clients:intake"), {"file": large})

    assert answer.status_code == 422
    assert "文件超过 10 MB" in answer.content.decode()
