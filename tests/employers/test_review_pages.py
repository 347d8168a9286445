"""The queue of what firms handed in, and the page on which staff decide."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from employers import post_vacancy, review
from employers.models import State, Vacancy
from people.models import Role
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    MONDAY_9,
    a_contact,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_vacancy,
    a_welfare_officer,
    an_enterprise,
)
from tests.employers.firm_posts import FACTS, a_submitted_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
QUEUE = "employers:vacancy_reviews"


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def where(vacancy: Vacancy) -> str:
    return reverse("employers:vacancy_review", args=[vacancy.pk])


def seen(vacancy: Vacancy, **changes) -> dict:
    return {"seen": vacancy.review_since.isoformat(), "post_kinds": []} | changes


def mend(vacancy: Vacancy, **changes) -> dict:
    return {f"mend-{name}": value for name, value in (seen(vacancy) | changes).items()}


def a_changed_one() -> Vacancy:
    vacancy = a_submitted_one()
    review.publish(a_manager(), vacancy.pk, seen=MONDAY_9, post_kinds=[], at=MONDAY_9)
    return post_vacancy.edit(a_contact(), vacancy.pk, at=MONDAY_9 + timedelta(hours=1), headcount=5, text="看管锅炉。")


# The queue ------------------------------------------------------------------------------------------------------------


def test_what_waits_longest_comes_first_and_says_what_it_is(client, li):
    changed = a_changed_one()
    submitted = a_submitted_one(title="门卫", text="限男性。")

    answer = client.get(reverse(QUEUE))

    page = answer.content.decode()
    assert [vacancy for vacancy, _ in answer.context["rows"]] == [submitted, changed]
    for said in ("新提交", "修改待看", "1 处不合法要求"):
        assert said in page


def test_the_menu_says_how_many_wait(client, li):
    assert '<span class="count">' not in client.get(reverse(QUEUE)).content.decode()
    a_submitted_one()

    assert '岗位审核<span class="count">1</span>' in client.get(reverse(QUEUE)).content.decode()


def test_an_empty_queue_says_what_will_stand_there(client, li):
    a_vacancy()

    assert "没有等待审核的岗位" in client.get(reverse(QUEUE)).content.decode()


def test_each_county_has_its_own(client):
    a_submitted_one(a_contact("王芳", an_enterprise("康巴什物业", KANGBASHI)), region=a_region(KANGBASHI))
    client.force_login(a_social_worker("李敏"))

    assert not client.get(reverse(QUEUE)).context["rows"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR, Role.WELFARE_OFFICER])
def test_other_roles_get_404(client, role):
    vacancy = a_submitted_one()
    client.force_login(a_member("高远", role, DONGSHENG))

    assert client.get(reverse(QUEUE)).status_code == 404
    assert client.get(where(vacancy)).status_code == 404
    assert client.post(where(vacancy), {"deed": "publish"} | seen(vacancy)).status_code == 404


def test_the_queue_takes_the_same_queries_for_many_vacancies(client, li, django_assert_max_num_queries):
    zhou = a_contact()
    client.get(reverse(QUEUE))
    counts = []
    for many in (2, 10):
        for number in range(many):
            a_submitted_one(zhou, title=f"岗位{number}")
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse(QUEUE))
        counts.append(len(asked))

    assert counts[0] == counts[1]


# Deciding -------------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_law_the_kinds_and_what_else_there_is(client, li):
    a_vacancy("门卫", wage_min=Decimal(3000))
    vacancy = a_submitted_one(title="门卫", text="限男性，无吸毒史。看守大门。")

    page = client.get(where(vacancy)).content.decode()

    for said in ("第四十三条", "禁毒法 第五十二条", "同名的在招岗位", "企业还没有核实"):
        assert said in page
    assert 'value="security_guard" id="id_post_kinds_1" checked' in " ".join(page.split())


def test_publishing_leads_back_to_the_queue(client, li):
    vacancy = a_submitted_one()

    answer = client.post(where(vacancy), {"deed": "publish"} | seen(vacancy, post_kinds=["driver"]), follow=True)

    vacancy.refresh_from_db()
    assert answer.redirect_chain[-1][0] == reverse(QUEUE)
    assert (vacancy.state, vacancy.post_kinds) == (State.PUBLISHED, ["driver"])
    assert "企业会收到消息" in answer.content.decode()


def test_sending_back_needs_a_reason_and_keeps_the_question_open(client, li):
    vacancy = a_submitted_one()

    asked = client.post(where(vacancy), {"deed": "return"} | mend(vacancy))
    done = client.post(
        where(vacancy), {"deed": "return"} | mend(vacancy, cause="work", words="写清几台。"), follow=True
    )

    vacancy.refresh_from_db()
    assert asked.status_code == 422
    assert "data-open-now" in asked.content.decode()
    assert vacancy.state == State.DRAFT
    assert "已退回" in done.content.decode()


def test_words_that_a_firm_must_not_read_come_back(client, li):
    vacancy = a_submitted_one()

    answer = client.post(where(vacancy), {"deed": "return"} | mend(vacancy, cause="demand", words="禁毒法不允许"))

    assert answer.status_code == 422
    assert "不能让企业看到" in answer.content.decode()


def test_what_was_changed_is_listed_and_may_stand(client, li):
    vacancy = a_changed_one()

    page = client.get(where(vacancy)).content.decode()
    client.post(where(vacancy), {"deed": "look"} | seen(vacancy))

    vacancy.refresh_from_db()
    assert "周丽：招聘人数、岗位说明" in page
    assert (vacancy.state, vacancy.waits_for_review) == (State.PUBLISHED, False)


def test_what_was_changed_may_be_taken_off(client, li):
    vacancy = a_changed_one()

    client.post(where(vacancy), {"deed": "pause"} | mend(vacancy, cause="wage"))

    vacancy.refresh_from_db()
    assert vacancy.state == State.PAUSED


def test_who_comes_second_is_told(client, li):
    vacancy = a_submitted_one()
    form = {"deed": "publish"} | seen(vacancy)
    review.publish(a_manager(), vacancy.pk, seen=MONDAY_9, post_kinds=[])

    page = client.post(where(vacancy), form, follow=True).content.decode()

    assert "有人处理了这个岗位" in page


def test_who_looked_at_an_older_text_is_told_and_reads_the_new_one(client, li):
    vacancy = a_submitted_one()
    form = {"deed": "publish"} | seen(vacancy)
    post_vacancy.edit(a_contact(), vacancy.pk, at=MONDAY_9 + timedelta(minutes=5), text="看管三台锅炉。")

    page = client.post(where(vacancy), form).content.decode()

    vacancy.refresh_from_db()
    assert vacancy.state == State.SUBMITTED
    assert "企业刚刚改过" in page
    assert "看管三台锅炉。" in page


@pytest.mark.parametrize("broken", [{"seen": ""}, {"seen": "昨天"}, {"post_kinds": ["pilot"]}])
def test_a_broken_form_decides_nothing(client, li, broken):
    vacancy = a_submitted_one()

    answer = client.post(where(vacancy), {"deed": "publish"} | seen(vacancy, **broken))

    vacancy.refresh_from_db()
    assert answer.status_code == 422
    assert vacancy.state == State.SUBMITTED


def test_what_waits_for_nobody_leads_to_its_own_page(client, li):
    vacancy = a_vacancy()

    assert client.get(where(vacancy)).url == reverse("employers:vacancy", args=[vacancy.pk])


# The vacancy on the desk ----------------------------------------------------------------------------------------------


def test_the_vacancy_of_a_firm_leads_to_its_review(client, li):
    vacancy = a_submitted_one(text="限男性。" + FACTS["text"])

    answer = client.get(reverse("employers:vacancy", args=[vacancy.pk]))

    assert answer.context["steps"] == []
    assert where(vacancy) in answer.content.decode()
    assert "企业 周丽" in answer.content.decode()


def test_a_welfare_officer_is_not_led_there(client):
    vacancy = a_changed_one()
    client.force_login(a_welfare_officer())

    assert where(vacancy) not in client.get(reverse("employers:vacancy", args=[vacancy.pk])).content.decode()
