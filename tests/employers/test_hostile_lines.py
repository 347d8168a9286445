"""JSON lines that are made to break something: each gets an answer, and what was refused can be fetched."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from employers import uploads
from employers.models import Upload
from jobs.models import Job
from jobs.run import run
from people.errors import Refused
from tests.cast import a_manager

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "lines",
    [
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' + b"9" * 5_000 + b"}",
        b"{" + b",".join(b'"k%d":"v"' % n for n in range(300)) + b"}",
        b'{"a":"\xff"}',
    ],
    ids=["nested", "endless number", "hundreds of columns", "no UTF-8"],
)
def test_what_cannot_be_a_list_of_vacancies_is_refused(lines):
    with pytest.raises(Refused):
        uploads.read_file(lines)


@pytest.mark.parametrize(
    "title",
    ["\\ud83d\\u7535\\u5de5", "\\u0000\\u0007\\u7535\\u5de5", "=1+1", "@SUM(A1)"],
    ids=["half", "bell", "=", "@"],
)
def test_odd_characters_are_shown_refused_and_handed_back(client, title):
    client.force_login(a_manager())
    line = f'{{"\\u4f01\\u4e1a\\u540d\\u79f0": "\\u67d0\\u5382", "\\u5c97\\u4f4d\\u540d\\u79f0": "{title}"}}'

    client.post(reverse("employers:vacancy_imports"), {"file": SimpleUploadedFile("a.jsonl", line.encode())})
    made = Upload.objects.get()
    assert client.get(reverse("employers:vacancy_import", args=[made.pk])).status_code == 200
    client.post(reverse("employers:vacancy_import_apply", args=[made.pk]))
    run(Job.objects.get().pk)

    rest = client.get(reverse("employers:vacancy_import_rest", args=[made.pk]))
    assert rest.status_code == 200
    assert b"PK" in rest.content[:2]
