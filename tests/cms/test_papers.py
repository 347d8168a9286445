"""材料清单: what each incentive asks for, with the forms that editors uploaded, one list to a sheet of paper."""

from html import unescape

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from cms.models import PapersPage
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from tests.cms.sections import a_section
from tests.leaks.test_portal_words import telling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page():
    return a_section(PapersPage)


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def lists_in(text: str) -> list[str]:
    return text.split('class="site-section site-policy-list"')[1:]


def test_each_incentive_has_its_list_with_who_gives_each_paper_out(client):
    answer = client.get("/papers/")

    lists = lists_in(text_of(answer))
    assert len(lists) == len(INCENTIVES)
    assert telling(answer) == []
    of_hire = next(one for one in lists if 'id="key_group_hire"' in one)
    for paper in CATALOGUE["key_group_hire"].documents:
        assert paper.name in of_hire
        assert paper.ours or paper.issuer in of_hire


@time_machine.travel("2026-01-02 09:00+08:00", tick=False)
def test_what_has_ended_stands_last_and_says_so(client):
    lists = lists_in(text_of(client.get("/papers/")))

    assert 'id="job_expansion_subsidy"' in lists[-1]
    assert "已于2025年12月31日停止执行，现在不能再申请" in lists[-1]
    assert "停止执行" not in "".join(lists[:-1])


def test_one_list_alone_can_be_printed(client):
    text = text_of(client.get("/papers/?policy=startup_loan"))

    assert len(lists_in(text)) == 1
    assert "创业担保贷款" in text


def test_a_list_that_is_not_there_is_all_of_them(client):
    assert len(lists_in(text_of(client.get("/papers/?policy=%00")))) == len(INCENTIVES)


def a_document(title: str, page: PapersPage | None = None) -> Document:
    """In the library; with ``page`` also in its published body."""
    document = Document.objects.create(title=title, file=ContentFile(b"%PDF-1.4", name="form.pdf"))
    if page is not None:
        page.body.append(("files", {"title": "表格", "items": [{"document": document, "note": ""}]}))
        page.save()
    return document


def test_a_form_stands_at_the_paper_whose_name_it_bears(client, page):
    a_document("补贴申请表", page)
    a_document("食堂菜单", page)

    lists = lists_in(text_of(client.get("/papers/")))

    asking = [one for one in lists if ">补贴申请表<" in one]
    assert len(asking) == sum("补贴申请表" in [paper.name for paper in one.documents] for one in INCENTIVES)
    assert all("下载表格" in one for one in asking)
    assert sum("下载表格" in one for one in lists) == len(asking)


def test_a_form_that_nobody_else_has_seen_yet_stands_nowhere(client):
    document = a_document("补贴申请表")

    assert "下载表格" not in text_of(client.get("/papers/"))
    assert client.get(document.url).status_code == 404


def test_all_lists_cost_few_queries(client, django_assert_max_num_queries):
    client.get("/papers/")

    with django_assert_max_num_queries(14):
        client.get("/papers/")
