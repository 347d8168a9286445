"""The pages of applications: who opens them, what they show, what they print."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import AccessEvent
from tests.cast import GONGYUAN, a_client, a_manager, a_social_worker, a_welfare_officer, an_auditor
from tests.welfare.applications import SUMS, USUAL, a_paper, an_application
from tests.welfare.results import a_determination
from welfare import apply
from welfare.models import Application

pytestmark = pytest.mark.django_db


def page(client, user, name, *args, query=""):
    client.force_login(user)
    return client.get(reverse(f"welfare:{name}", args=args) + query)


def words_of(response) -> str:
    return re.sub(r"\s+", "", response.content.decode())


def today_minus(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


# Who


def test_officer_caseworker_and_manager_open_it_and_others_do_not_find_it(client):
    application = an_application(upto="accept")

    for reader in (a_welfare_officer(), a_social_worker("李敏"), a_manager()):
        assert page(client, reader, "application", application.pk).status_code == 200
    for other in (a_social_worker("张伟"), a_welfare_officer("娜仁", GONGYUAN), an_auditor()):
        assert page(client, other, "application", application.pk).status_code == 404


def test_each_look_is_recorded_as_a_look_at_the_household(client):
    application = an_application()

    page(client, a_manager(), "application", application.pk)

    seen = AccessEvent.objects.filter(kind="household", object_id=str(application.client_id), action="view")
    assert [event.purpose for event in seen] == ["welfare"]


def test_a_manager_reads_and_has_no_button(client):
    application = an_application(upto="accept")

    answer = page(client, a_manager(), "application", application.pk)

    assert reverse("welfare:application_move", args=[application.pk]) not in answer.content.decode()


def test_restricted_applications_are_there_for_the_caseworker_alone(client):
    li = a_social_worker("李敏")
    application = apply.start(li, a_client(li), "hiv_care")

    assert page(client, li, "application", application.pk).status_code == 200
    assert page(client, a_welfare_officer(), "application", application.pk).status_code == 404
    assert "艾滋" not in page(client, a_welfare_officer(), "applications").content.decode()


# The list


def test_lists_with_their_counts(client):
    officer, li = a_welfare_officer(), a_social_worker("李敏")
    late, soon = a_client(li, "王建军"), a_client(li, "赵志强")
    for one, days in ((late, 60), (soon, 1)):
        started = an_application(client=one, on=today_minus(days))
        apply.move(officer, started, "accept", today_minus(days))
    an_application("legal_aid", client=late)

    answer = page(client, officer, "applications")

    tabs = {tab.label: tab.count for tab in answer.context["tabs"]}
    assert tabs == {"进行中": 3, "即将到期": 1, "已逾期": 1, "待复核": 0, "已办结": 0}
    assert next(line.application.client.name for line in answer.context["lines"]) == "王建军"


def test_the_list_is_narrowed_and_counts_follow(client):
    officer, li = a_welfare_officer(), a_social_worker("李敏")
    an_application(client=a_client(li, "王建军"))
    an_application("legal_aid", client=a_client(li, "赵志强"))

    answer = page(client, officer, "applications", query="?entitlement=legal_aid")

    assert [line.application.client.name for line in answer.context["lines"]] == ["赵志强"]
    assert {tab.label: tab.count for tab in answer.context["tabs"]}["进行中"] == 1


def test_settled_and_to_review_stand_on_their_own_lists(client):
    officer, li = a_welfare_officer(), a_social_worker("李敏")
    an_application(client=a_client(li, "王建军"), upto="pay", on=today_minus(200))
    withdrawn = an_application(client=a_client(li, "赵志强"), on=today_minus(10))
    apply.move(officer, withdrawn, "withdraw")

    review = page(client, officer, "applications", query="?view=review").context["lines"]
    done = page(client, officer, "applications", query="?view=done").context["lines"]

    assert [line.application.client.name for line in review] == ["王建军"]
    assert {line.application.client.name for line in done} == {"王建军", "赵志强"}


def test_a_silly_address_gives_the_list(client):
    an_application()

    answer = page(client, a_welfare_officer(), "applications", query="?view=x&page=99999&officer=%00&entitlement=no")

    assert answer.status_code == 200


@pytest.mark.parametrize("view", ["running", "done"])
def test_the_list_asks_as_many_queries_for_many_as_for_one(client, django_assert_max_num_queries, view):
    officer, li = a_welfare_officer(), a_social_worker("李敏")
    for number in range(8):
        one = an_application(client=a_client(li, f"王建{'一二三四五六七八'[number]}"), on=today_minus(9))
        apply.move(officer, one, "accept" if number % 2 else "withdraw", today_minus(8))
    client.force_login(officer)
    address = reverse("welfare:applications") + f"?view={view}"
    client.get(address)

    with django_assert_max_num_queries(16):
        client.get(address)


# The page


def test_the_page_says_what_is_next_and_what_is_late(client):
    application = an_application(on=today_minus(90))
    apply.move(a_welfare_officer(), application, "accept", today_minus(90))

    words = words_of(page(client, a_welfare_officer(), "application", application.pk))

    assert "下一步：启动家庭经济状况调查" in words
    assert "已逾期" in words
    assert "《最低生活保障审核确认办法》第十五条" in words


def test_a_step_is_taken_from_the_page(client):
    application = an_application(upto="accept")
    client.force_login(a_welfare_officer())

    answer = client.post(
        reverse("welfare:application_move", args=[application.pk]),
        {"move": "start_survey", "seen": application.turn, "on": "2026-05-28", "note": "已派两人"},
        follow=True,
    )

    application.refresh_from_db()
    assert application.turn == 2
    assert "已启动家庭经济状况调查" in answer.content.decode()


def test_what_is_refused_comes_back_with_all_that_was_typed(client):
    application = an_application(upto="accept")
    client.force_login(a_welfare_officer())

    answer = client.post(
        reverse("welfare:application_move", args=[application.pk]),
        {"move": "refuse", "seen": application.turn, "on": "2026-06-01", "note": "申请人有吸毒史"},
    )

    assert answer.status_code == 422
    assert "不能以戒毒、治疗、羁押经历作为不予批准的理由" in answer.content.decode()
    assert "申请人有吸毒史" in answer.content.decode()


def test_a_page_left_open_is_told_that_somebody_was_quicker(client):
    application = an_application(upto="accept")
    apply.move(a_welfare_officer(), application, "start_survey", date(2026, 5, 28))
    client.force_login(a_social_worker("李敏"))

    answer = client.post(
        reverse("welfare:application_move", args=[application.pk]),
        {"move": "survey", "seen": 1, "on": "2026-06-01"},
    )

    assert answer.status_code == 422
    assert "刚刚有人办过一步" in answer.content.decode()


def test_an_unknown_step_is_not_found(client):
    application = an_application()
    client.force_login(a_welfare_officer())

    address = reverse("welfare:application_move", args=[application.pk])

    assert client.post(address, {"move": "dance"}).status_code == 404
    assert client.get(address).status_code == 405


def test_a_sum_is_typed_where_one_is_decided(client):
    application = an_application(upto="check")
    client.force_login(a_welfare_officer())
    address = reverse("welfare:application_move", args=[application.pk])
    asked = {"move": "publicise", "seen": application.turn, "on": "2026-06-05"}

    without = client.post(address, asked)
    client.post(address, asked | {"amount": "1460.50"})

    application.refresh_from_db()
    assert without.status_code == 422
    assert application.amount == Decimal("1460.50")


def test_papers_given_before_and_missing_ones_stand_on_the_page(client):
    wang = a_client(a_social_worker("李敏"))
    a_paper(wang, "户口簿")
    application = an_application(client=wang)

    answer = page(client, a_welfare_officer(), "application", application.pk)

    assert "户口簿" not in answer.context["missing"]
    assert "身份证" in answer.context["missing"]


def test_a_restricted_paper_is_the_caseworkers_alone(client):
    li = a_social_worker("李敏")
    wang = a_client(li)
    paper = a_paper(wang, "身份证", restricted=True)
    application = an_application(client=wang)

    assert str(paper.uid) in page(client, li, "application", application.pk).content.decode()
    assert str(paper.uid) not in page(client, a_welfare_officer(), "application", application.pk).content.decode()


# On paper


def test_the_publicity_holds_name_number_and_sum_and_nothing_else(client):
    li = a_social_worker("李敏")
    wang = a_client(
        li, "王建军", address="鄂尔多斯西街12号院", certificates=("electrician_low",), wage_floor=3200, skills=("砌墙",)
    )
    wang.household_facts.create(code="members_complete", value="true")
    girl = wang.household_members.create(name="王小雨", relation="child", birth_date=date(2015, 9, 1), note="爱画画")
    wang.household_facts.create(member=girl, code="lives_together", value="true")
    application = an_application(client=wang, upto="check")
    apply.move(a_welfare_officer(), application, "publicise", date(2026, 6, 5), note="内部备注", amount=Decimal(1460))

    whole = page(client, li, "publicity", application.pk).content.decode()

    visible = re.sub(r"\s+", " ", re.sub(r"<head>.*?</head>|<[^>]+>", " ", whole, flags=re.S)).strip()
    assert visible == (
        "跳到正文 返回 打印 最低生活保障初审公示 公示时间：2026年6月5日至2026年6月12日 申请人 王建军 "
        "家庭成员人数 2 人 拟保障金额 1,460 元/月 对以上内容有异议的，请在公示期内向东胜区交通街道反映， 电话： "
        "东胜区交通街道（盖章）"
    )
    for word in ("戒毒", "禁毒", "吸毒", wang.number, wang.phone, wang.id_number, "西街", "王小雨", "砌墙", "备注"):
        assert word not in whole


def test_what_the_law_keeps_unpublished_has_no_publicity(client):
    application = an_application("unattended_child", upto="accept")
    apply.move(a_welfare_officer(), application, "check", date(2026, 6, 1))

    assert page(client, a_welfare_officer(), "publicity", application.pk).status_code == 404


def test_the_refusal_says_why_by_what_and_where_to_turn(client):
    application = an_application(upto="survey")
    apply.move(
        a_welfare_officer(), application, "refuse", date(2026, 6, 5), note="家庭人均月收入1,210元，高于当地标准950元"
    )

    words = words_of(page(client, a_welfare_officer(), "refusal", application.pk))

    assert "家庭人均月收入1,210元，高于当地标准950元" in words
    assert "《最低生活保障审核确认办法》（民发〔2021〕57号）" in words
    assert all(way in words for way in ("行政复议", "行政诉讼", "法律援助"))
    assert "戒毒" not in words


def test_the_receipt_names_the_day_by_which_an_answer_is_owed(client):
    application = an_application(upto="accept")

    words = words_of(page(client, a_welfare_officer(), "receipt", application.pk))

    assert "30个工作日内，也就是<b>2026年7月8日</b>以前" in words


def test_everything_missing_is_told_at_once(client):
    application = an_application()

    before = words_of(page(client, a_welfare_officer(), "papers_notice", application.pk))
    apply.move(a_welfare_officer(), application, "ask_papers", application.started_on, note="户口簿；收入证明")
    after = words_of(page(client, a_welfare_officer(), "papers_notice", application.pk))

    assert "<li>身份证</li>" in before
    assert "<li>户口簿</li><li>收入证明</li>" in after


@pytest.mark.parametrize("name", ["publicity", "receipt", "refusal"])
def test_a_sheet_is_not_there_before_its_step(client, name):
    application = an_application()

    assert page(client, a_welfare_officer(), name, application.pk).status_code == 404


def test_every_page_of_the_usual_way_opens(client):
    application = an_application()
    officer = a_welfare_officer()
    for name in USUAL:
        apply.move(
            officer, application, name, application.started_on + timedelta(days=USUAL[name]), amount=SUMS.get(name)
        )
        assert page(client, officer, "application", application.pk).status_code == 200
    assert Application.objects.unscoped("test").get().state == "paying"


def test_nothing_is_offered_while_a_publicity_lasts(client):
    application = an_application(upto="publicise", on=today_minus(13))

    answer = page(client, a_welfare_officer(), "application", application.pk)

    assert "正在公示" in answer.content.decode()
    assert {deed.name for deed in answer.context["others"]} == {"extend", "refuse", "withdraw"}
    assert answer.context["form"] is None


def test_what_must_be_published_first_is_not_offered_to_be_granted(client):
    application = an_application(upto="survey")

    others = page(client, a_welfare_officer(), "application", application.pk).context["others"]

    assert "grant" not in {deed.name for deed in others}


def test_a_review_is_asked_for_when_its_time_comes(client):
    fresh = an_application(upto="pay", on=today_minus(40))

    calm = page(client, a_welfare_officer(), "application", fresh.pk)
    asked = page(client, a_welfare_officer(), "application", fresh.pk, query="?move=review")

    assert calm.context["form"] is None
    assert "下次复核" in asked.content.decode()


def test_the_sum_begins_with_what_the_rules_came_to(client):
    wang = a_client(a_social_worker("李敏"))
    a_determination(wang, "minimum_living", amount=1460)
    application = an_application(client=wang, upto="check")

    answer = page(client, a_welfare_officer(), "application", application.pk)

    assert answer.context["form"]["amount"].value() == Decimal(1460)
    assert "按现有情况测算为 1,460 元/月" in answer.content.decode()
