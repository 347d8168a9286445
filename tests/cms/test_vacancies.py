"""Posts in public: found by words and place, told to machines, and gone with a word of what else there is."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import VacanciesPage
from employers.models import State
from tests.cast import DONGSHENG, JIAOTONG, KANGBASHI, MONDAY_9
from tests.cms.sections import a_section
from tests.employers.test_public_vacancies import a_public_one
from tests.leaks.test_portal_words import telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture(autouse=True)
def site():
    return a_section(VacanciesPage)


def titles(answer) -> list[str]:
    return [row.title for row in answer.context["rows"]]


def test_the_list_shows_what_is_offered_and_sets_no_cookie(client):
    post = a_public_one(wage_min=Decimal(4500), wage_max=Decimal(5500), headcount=2)
    a_public_one("门卫", is_public=None)

    answer = client.get("/vacancies/")

    page = answer.content.decode()
    assert titles(answer) == ["维修电工（低压）"]
    assert f"/vacancies/{post.uid}/" in page
    assert "4,500–5,500 元/月" in page
    assert not answer.cookies
    assert telling(answer) == []


def test_words_and_place_narrow_it_and_stay_in_the_form(client):
    a_public_one()
    a_public_one("保洁员", region=KANGBASHI)

    assert titles(client.get("/vacancies/", {"words": "保洁"})) == ["保洁员"]
    answer = client.get("/vacancies/", {"region": DONGSHENG, "words": "电工"})
    assert titles(answer) == ["维修电工（低压）"]
    assert 'value="电工"' in answer.content.decode()
    assert f'value="{DONGSHENG}" selected' in answer.content.decode()


@pytest.mark.parametrize(
    "query", [{"page": "x"}, {"page": "999"}, {"region": "x"}, {"words": "\x00"}, {"words": "（" * 900}]
)
def test_silly_questions_get_an_answer(client, query):
    a_public_one()

    assert client.get("/vacancies/", query).status_code == 200


def test_where_nothing_is_found_it_says_what_to_do(client):
    assert "现在没有公开招人的岗位" in client.get("/vacancies/").content.decode()
    a_public_one()
    assert "换一个词" in client.get("/vacancies/", {"words": "飞行员"}).content.decode()


def test_a_list_of_many_costs_as_little_as_one_of_few(client):
    a_public_one()
    client.get("/vacancies/")
    few = _queries(client)

    for number in range(8):
        a_public_one(f"岗位{number}", firm=f"企业{number}", region=JIAOTONG)

    assert _queries(client) == few <= 14


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/vacancies/").status_code == 200
    return len(asked)


def test_a_post_is_told_to_people_and_to_machines(client):
    post = a_public_one(
        wage_min=Decimal(4500), region=JIAOTONG, board=True, text="检修线路。</script><script>alert(1)</script>"
    )

    answer = client.get(f"/vacancies/{post.uid}/")

    page = answer.content.decode()
    blocks = [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.+?)</script>', page)]
    (posting,) = [block for block in blocks if block["@type"] == "JobPosting"]
    assert (posting["@type"], posting["title"]) == ("JobPosting", "维修电工（低压）")
    assert posting["hiringOrganization"]["name"] == "蒙泰热电"
    assert posting["description"].endswith("alert(1)</script>")
    assert page.count("<script") == len(blocks)
    assert "2026年11月23日确认还在招" in page
    assert "就业服务点" in page
    assert re.search(rf'<link rel="canonical" href="https?://[^/"]+/vacancies/{post.uid}/">', page)
    assert telling(answer) == []


def test_one_that_is_gone_says_so_and_shows_what_is_like_it(client):
    gone = a_public_one("维修电工", state=State.FILLED)
    a_public_one("高压电工")

    answer = client.get(f"/vacancies/{gone.uid}/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "已经招满或下架" in page
    assert "高压电工" in page
    assert 'content="noindex"' in page
    assert "维修电工" not in page


def test_one_that_never_was_or_is_not_public_answers_like_one_that_is_gone(client):
    private = a_public_one("秘书", is_public=False)

    answers = [client.get(f"/vacancies/{uid}/") for uid in (private.uid, uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("秘书" not in answer.content.decode() for answer in answers)
    assert client.get("/vacancies/nothing/").status_code == 404
    assert client.post("/vacancies/").status_code == 405


def test_a_post_that_nobody_confirmed_is_gone(client, time_machine):
    post = a_public_one()
    time_machine.move_to(MONDAY_9 + timedelta(days=32))

    assert client.get(f"/vacancies/{post.uid}/").status_code == 404


def test_every_post_stands_in_the_map_of_the_site(client):
    post = a_public_one()
    private = a_public_one("秘书", is_public=False)

    page = client.get("/sitemap.xml").content.decode()

    assert f"/vacancies/{post.uid}/" in page
    assert str(private.uid) not in page
