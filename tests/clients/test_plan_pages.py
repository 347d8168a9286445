"""帮扶计划 on the desk: made with the client, printed for her to sign, looked at again, closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import make_plan
from tests.cast import MONDAY_9, a_client, a_manager, a_social_worker, a_welfare_officer
from tests.clients.forms import as_it_stands
from tests.clients.plans import a_goal, a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li)


@pytest.fixture(autouse=True)
def _signed_in(client, li):
    client.force_login(li)


def page(client, name, *args):
    return client.get(reverse(f"clients:{name}", args=args)).content.decode()


def send(client, name, *args, **changes):
    """The form of that page as it stands, with these changes; follows to the next page."""
    address = reverse(f"clients:{name}", args=args)
    return client.post(address, as_it_stands(client.get(address), "plan-form") | changes, follow=True)


def test_a_plan_begins_with_one_goal_and_her_own_words(client, wang):
    response = send(client, "plan", wang.pk, said="想学个手艺", text="拿到焊工证", area="skills", agreed="yes")

    assert "计划已做好" in response.content.decode()
    plan = make_plan.running(wang)
    assert (plan.said, plan.agreed, plan.made_on) == ("想学个手艺", True, timezone.localdate())
    assert plan.review_on == timezone.localdate() + make_plan.USUAL_REVIEW
    assert [(goal.area, goal.text) for goal in plan.goals.all()] == [("skills", "拿到焊工证")]


def test_a_plan_without_a_goal_comes_back_with_what_was_said(client, wang):
    response = send(client, "plan", wang.pk, said="想学个手艺")

    assert response.status_code == 422
    assert "请填写目标" in response.content.decode()
    assert "想学个手艺" in response.content.decode()
    assert not wang.plans.exists()


def test_the_page_shows_each_goal_with_its_step_and_what_was_done(client, wang):
    a_plan(wang, a_goal(next_step="陪同看岗位", next_on=timezone.localdate()), said="想找个白班的活", at=MONDAY_9)

    shown = page(client, "plan", wang.pk)

    for words in ("想找个白班的活", "找到一份白班的工作", "陪同看岗位", "今天到期", "办完了，记一笔", "打印签字"):
        assert words in shown


def test_a_goal_goes_its_way_on_the_pages(client, wang):
    plan = a_plan(wang, at=timezone.now())
    send(client, "goal_new", wang.pk, text="拿到焊工证", area="skills")
    goal = plan.goals.get()

    send(client, "goal", wang.pk, goal.pk, next_step="问清开班日期")
    goal.refresh_from_db()
    assert goal.next_step == "问清开班日期"

    refused = send(client, "goal_close", wang.pk, goal.pk, state="dropped")
    assert (refused.status_code, "请写明为什么" in refused.content.decode()) == (422, True)
    send(client, "goal_close", wang.pk, goal.pk, state="dropped", note="眼睛不好，不学了")
    assert "眼睛不好，不学了" in page(client, "plan", wang.pk)

    client.post(reverse("clients:goal_reopen", args=[wang.pk, goal.pk]))
    goal.refresh_from_db()
    assert goal.state == "open"


def test_a_review_and_the_end_of_a_plan(client, wang):
    plan = a_plan(wang, a_goal(), at=timezone.now())
    send(client, "plan_review", wang.pk, changed="学了两周", said="这个活我能干长", agreed="yes")
    shown = page(client, "plan", wang.pk)
    assert "学了两周" in shown
    assert "这个活我能干长" in shown

    assert "还有 1 个目标没有结果" in send(client, "plan_close", wang.pk).content.decode()
    send(client, "goal_close", wang.pk, plan.goals.get().pk, state="reached")
    send(client, "plan_close", wang.pk)

    shown = page(client, "plan", wang.pk)
    assert "以前的计划" in shown
    assert "做一份帮扶计划" in shown


def test_the_sheet_is_for_her_to_sign_and_tells_nothing_of_why(client, li, wang):
    plan = a_plan(wang, a_goal(next_step="陪同看岗位"), a_goal("看牙", "health"), said="想学个手艺", at=MONDAY_9)
    make_plan.close_goal(li, plan.goals.last(), "dropped", on=plan.made_on, note="本人说不去了")

    sheet = page(client, "plan_sheet", wang.pk)

    for words in ("想学个手艺", "找到一份白班的工作", "陪同看岗位", "本人签字", "社工签字"):
        assert words in sheet
    for words in ("看牙", "戒毒", "康复", "禁毒", wang.number):
        assert words not in sheet


def test_without_a_plan_there_is_nothing_to_print_review_or_close(client, wang):
    for name in ("plan_sheet", "plan_review", "plan_close", "goal_new"):
        assert client.get(reverse(f"clients:{name}", args=[wang.pk])).status_code == 404


def test_a_goal_is_found_under_its_own_client_only(client, li, wang):
    goal = a_plan(a_client(li, "赵志强"), a_goal()).goals.get()

    for name in ("goal", "goal_close"):
        assert client.get(reverse(f"clients:{name}", args=[wang.pk, goal.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [(a_manager, 200), (a_welfare_officer, 404), (lambda: a_social_worker("张伟"), 404)]
)
def test_who_may_read_a_plan(client, wang, who, status):
    a_plan(wang, a_goal())
    client.force_login(who())

    for name in ("plan", "plan_sheet", "plan_review"):
        assert client.get(reverse(f"clients:{name}", args=[wang.pk])).status_code == status


def test_the_first_page_of_a_client_leads_to_her_plan(client, wang):
    assert "做一份计划" in page(client, "overview", wang.pk)

    a_plan(wang, a_goal(next_step="陪同看岗位", next_on=timezone.localdate() + timedelta(days=3)), at=timezone.now())

    shown = page(client, "overview", wang.pk)
    assert "下一步：陪同看岗位" in shown
    assert reverse("clients:plan", args=[wang.pk]) in shown


def test_a_step_waits_among_what_is_due_today(client, wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=timezone.localdate()), at=timezone.now()).goals.get()

    shown = client.get(reverse("placement:today")).content.decode()

    assert "计划的下一步：陪同看岗位" in shown
    assert f"{reverse('clients:help', args=[wang.pk])}?goal={goal.pk}&amp;done=1" in shown
