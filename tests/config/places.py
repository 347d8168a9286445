"""A small site with files, the folder its backups go to, and another place for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from wagtail.documents.models import Document

from clients.models import Client, Paper
from clients.models.evidence import PAPER_FILES
from people import ledger
from people.models import Action, Purpose
from tests.cast import a_client, a_social_worker, a_vacancy
from tests.databases import own_copy, use

FOLDERS = ("MEDIA_ROOT", "PAPERS_DIR", "LICENCES_DIR", "DOSSIERS_DIR")


def folders_in(home: Path) -> dict[str, Path]:
    return {name: home / name.lower() for name in FOLDERS}


def a_paper(client: Client, content: bytes = "工资流水 3,200 元".encode()) -> Paper:
    """The file first, as everywhere."""
    paper = Paper(client=client, kind="工资流水", media_type="application/pdf", size=len(content))
    PAPER_FILES.write(paper.uid, content)
    paper.save()
    return paper


def a_city() -> Client:
    """One of each that can go wrong: a sealed cell, a sealed file, a chain of looks, words of a vacancy, media."""
    li = a_social_worker("李敏", password="在东胜区上班2026")
    wang = a_client(li, "王建军")
    a_paper(wang)
    a_vacancy("维修电工")
    for _ in range(3):
        ledger.record(li, Action.VIEW, "client", wang.pk, Purpose.CASE_WORK)
    Document.objects.create(title="登记表", file=ContentFile("%PDF-1.4 登记表".encode(), name="登记表.pdf"))
    return wang


@contextmanager
def elsewhere(folder: Path) -> Iterator[Path]:
    """Within the block, ``connection`` and the settings mean an empty migrated database of the same engine and empty
    folders; returns where these lie."""
    home = folder / "elsewhere"
    home.mkdir()
    here, process = connection.settings_dict["NAME"], os.environ.get("PYTEST_XDIST_WORKER", "alone")
    # The name that the tests' own copy was named after.
    use(here.removeprefix("test_").removesuffix(f"_{process}"))
    try:
        with own_copy(f"elsewhere_{process}", home), override_settings(**folders_in(home)):
            yield home
    finally:
        use(here)
