"""A disk that is really full: the form says so, no half file lies about, and what fits is kept."""

import json

import pytest

from tests.cast import a_client, a_social_worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_upload_that_finds_no_room_is_refused_whole_and_a_smaller_one_is_kept(nursery, tmp_path):
    wang = a_client(a_social_worker("李敏"), "王建军")
    papers, told = tmp_path / "papers", tmp_path / "told.json"
    papers.mkdir()

    sending = nursery.start(
        "call",
        settings={"PAPERS_DIR": str(papers)},
        with_={"function": "tests.faults.deeds:upload_without_room", "client": wang.pk, "told": str(told)},
    )

    assert sending.wait() == 0, sending.log.read_text()
    answered = json.loads(told.read_text())
    assert "服务器的存储空间满了，文件没有保存。" in answered["large"].pop("page")
    assert answered["large"] == {"status": 422, "files": 0, "events": 0}
    assert answered["small"] == {"status": 302, "files": 1, "papers": 1}
