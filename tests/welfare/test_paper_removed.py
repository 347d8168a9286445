"""A paper that was handed in by mistake is deleted after a question; whoever may not see it may not delete it."""

import pytest
from django.urls import reverse

from clients import papers
from clients.models import Paper
from tests.cast import a_client, a_household_fact, a_social_worker, a_welfare_officer
from tests.clients.papers import an_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path
    return a_client(a_social_worker("李敏"), "王建军")


def papers_of(client):
    return Paper.objects.unscoped("test").filter(client=client)


def address(wang, paper):
    return reverse("welfare:paper_remove", args=[wang.pk, paper.uid])


def test_a_paper_goes_only_after_the_question(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "工资流水")
    fact = a_household_fact(wang, "wage_income_month", 900, paper=paper)
    client.force_login(wang.caseworker)

    asked = client.get(address(wang, paper)).content.decode()
    assert "删除“工资流水”？" in asked
    assert papers_of(wang).exists()
    done = client.post(address(wang, paper))

    assert done.url == reverse("welfare:household", args=[wang.pk])
    assert not papers_of(wang).exists()
    fact.refresh_from_db()
    assert (fact.value, fact.paper) == ('"900"', None)


def test_what_the_officer_may_not_see_she_does_not_delete(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "确证检测报告", restricted=True)
    client.force_login(a_welfare_officer())

    assert client.get(address(wang, paper)).status_code == 404
    assert client.post(address(wang, paper)).status_code == 404
    assert papers_of(wang).exists()


def test_a_paper_of_another_family_is_not_found_under_this_one(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "工资流水")
    other = a_client(a_social_worker("李敏"), "孙丽")
    client.force_login(wang.caseworker)

    assert client.post(address(other, paper)).status_code == 404
    assert papers_of(wang).exists()
