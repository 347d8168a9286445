"""The firm's own pages of its vacancies: writing, checking, handing in, keeping, closing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from employers import post_vacancy, review
from employers.models import Cause, State, Vacancy
from employers.portal.vacancies import VIEWS
from employers.portal.vacancy_form import FOLDED, PortalVacancyForm
from tests.cast import DONGSHENG, MONDAY_9, a_contact, a_manager, a_region, a_social_worker, a_vacancy, an_enterprise
from tests.employers.firm_posts import a_draft, a_submitted_one
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def zhou(client):
    contact = a_contact()
    client.force_login(contact.user)
    return contact


def filled(**changes) -> dict:
    return {
        "title": "锅炉操作工",
        "headcount": "2",
        "region": a_region(DONGSHENG).pk,
        "address": "铜川镇工业园 3 号",
        "part_time": "full",
        "shifts": ["three"],
        "wage_min": "4500",
        "wage_max": "5500",
        "text": "看管两台燃气锅炉，每小时抄表一次。",
        "is_public": "no",
    } | changes


def page_of(client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


# Writing --------------------------------------------------------------------------------------------------------------


def test_eleven_fields_stand_open_and_six_must_be_filled(zhou):
    form = PortalVacancyForm(zhou.enterprise, instance=Vacancy(enterprise=zhou.enterprise))
    folded = {name for _, names in FOLDED.values() for name in names}

    assert len([name for name in form.fields if name not in folded]) == 11
    asked = {
        name for name, field in form.fields.items() if field.required and not field.initial and name != "part_time"
    }
    assert asked == {"title", "headcount", "region", "wage_min", "text", "is_public"}


def test_what_is_saved_is_a_draft_and_shown_as_others_will_see_it(client, zhou):
    answer = client.post(reverse("portal:vacancy_new"), filled(), follow=True)

    vacancy = Vacancy.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("portal:vacancy", args=[vacancy.pk])
    assert (vacancy.state, vacancy.shifts, vacancy.part_time) == (State.DRAFT, ["three"], False)
    for said in ("4,500–5,500 元/月", "三班倒", "铜川镇工业园 3 号", "提交审核"):
        assert said in page


def test_half_a_vacancy_is_kept_as_a_draft(client, zhou):
    half = {"title": "钳工", "region": a_region(DONGSHENG).pk, "part_time": "full", "draft": "yes"}

    page = client.post(reverse("portal:vacancy_new"), half, follow=True).content.decode()

    assert Vacancy.objects.get().title == "钳工"
    assert "还差一点就能提交" in page
    assert "请写明招几个人。" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "请填写岗位名称。"),
        ({"headcount": ""}, "请填写招几个人。"),
        ({"wage_min": "2000"}, "不能低于内蒙古自治区最低工资标准（一类地区）的 2,270 元/月"),
        ({"wage_min": "6000"}, "最低工资不能高于最高工资。"),
        ({"occupation": "9-99-99-99"}, "没有这个职业代码，请从职业表里选。"),
    ],
)
def test_a_wrong_form_says_what_and_keeps_what_was_typed(client, zhou, wrong, words):
    answer = client.post(reverse("portal:vacancy_new"), filled(**wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "每小时抄表一次" in page
    assert not Vacancy.objects.exists()


def test_part_time_work_may_be_paid_less_a_month(client, zhou):
    client.post(reverse("portal:vacancy_new"), filled(part_time="part", wage_min="1500"))

    assert Vacancy.objects.get().part_time


def test_a_pasted_advertisement_fills_the_form(client, zhou):
    advert = "招聘叉车司机2名，工资5000-6500元/月，两班倒，持叉车证，包吃住，缴社保。"

    answer = client.post(reverse("portal:vacancy_new"), {"advert": advert, "fill": "yes", "part_time": "full"})

    form = answer.context["form"]
    said = {name: form[name].value() for name in ("title", "headcount", "shifts", "certificates", "board", "text")}
    assert said == {
        "title": "叉车司机", "headcount": 2, "shifts": ["two"], "certificates": ["forklift"], "board": "yes",
        "text": advert,
    }  # fmt: skip
    assert (form["wage_min"].value(), form["wage_max"].value(), form["wage_text"].value()) == (5000, 6500, "")
    assert "需要学历、经验或证书：叉车证（N1）" in answer.content.decode()
    assert not Vacancy.objects.exists()


def test_what_was_typed_is_not_overwritten_by_the_advertisement(client, zhou):
    typed = {"title": "仓库叉车工", "headcount": "5", "advert": "招聘叉车司机2名，工资5000元/月。", "fill": "yes"}

    form = client.post(reverse("portal:vacancy_new"), typed).context["form"]

    assert (form["title"].value(), form["headcount"].value()) == ("仓库叉车工", "5")


# The check while typing -----------------------------------------------------------------------------------------------


def test_the_check_names_the_law_the_wage_and_what_no_field_holds(client, zhou):
    typed = filled(title="前台", text="限女性，35岁以下，包吃。", wage_min="2000")

    page = client.post(reverse("portal:vacancy_check"), typed, headers=HTMX).content.decode()

    assert "不合法：性别“限女性”" in page
    assert "妇女权益保障法 第四十三条" in page
    assert "缩小了范围：年龄“35岁以下”" in page
    assert "工资低于最低工资标准" in page
    assert "吃住：包吃" in page


def test_the_check_of_a_half_typed_form_answers(client, zhou):
    page = client.post(reverse("portal:vacancy_check"), {"title": "", "wage_min": "abc"}).content.decode()

    assert "没有看到不合适的要求。" in page


@pytest.mark.parametrize(
    "text",
    ["无吸毒史", "限男性、无涉毒记录", "戒毒人员勿扰，乙肝勿扰", "持戒毒康复资格证上岗", "社区康复人员不要，35岁以下"],
)
def test_no_answer_of_the_check_tells_whom_the_platform_serves(client, zhou, text):
    answer = client.post(reverse("portal:vacancy_check"), filled(text=text), headers=HTMX)

    assert WORDS.findall(answer.content.decode()) == []


def test_the_title_suggests_five_occupations_and_chooses_none(client, zhou):
    answer = client.post(reverse("portal:vacancy_occupations"), {"title": "保洁员"})

    page = answer.content.decode()
    assert page.count('type="radio"') == 6
    assert page.count("checked") == 1
    assert not answer.context["form"]["occupation"].value()
    assert "保洁员" in page


# Handing in, and the answer -------------------------------------------------------------------------------------------


def test_handing_in_says_what_happens_next(client, zhou):
    vacancy = a_draft(zhou)

    page = client.post(reverse("portal:vacancy_step", args=[vacancy.pk, "submit"]), follow=True).content.decode()

    vacancy.refresh_from_db()
    assert vacancy.state == State.SUBMITTED
    assert "等待审核" in page
    assert "撤回" in page


def test_an_unlawful_draft_says_that_it_would_come_back(client, zhou):
    unlawful = page_of(client, "portal:vacancy", a_draft(zhou, text="限男性，看管锅炉。").pk)
    lawful = page_of(client, "portal:vacancy", a_draft(zhou).pk)

    assert "这样提交会被退回" in unlawful
    assert "没有问题就点“提交审核”" not in unlawful
    assert "没有问题就点“提交审核”" in lawful


def test_what_cannot_be_handed_in_has_no_button_for_it(client, zhou):
    page = page_of(client, "portal:vacancy", a_draft(zhou, wage_min=Decimal(2000)).pk)

    assert "2,270 元/月" in page
    assert reverse("portal:vacancy_step", args=[Vacancy.objects.get().pk, "submit"]) not in page


def test_the_reason_and_what_to_change_are_read_where_it_was_written(client, zhou):
    vacancy = a_submitted_one(zhou)
    review.send_back(a_social_worker("李敏"), vacancy.pk, Cause.PLACE, "写到门牌。", seen=MONDAY_9)

    page, listed = page_of(client, "portal:vacancy", vacancy.pk), page_of(client, "portal:vacancies")

    assert "工作地点没有写清" in page
    assert "写到门牌。" in page
    assert "请写到街道和门牌" in page
    assert "李敏" not in page
    assert "需要修改" in listed
    assert "有 1 个岗位需要修改" in page_of(client, "portal:home")
    assert 'value="锅炉操作工"' in page_of(client, "portal:vacancy_edit", vacancy.pk)


def test_an_edit_of_what_is_offered_says_that_it_is_looked_at(client, zhou):
    vacancy = a_vacancy("锅炉操作工", headcount=1)

    page = client.post(reverse("portal:vacancy_edit", args=[vacancy.pk]), filled(), follow=True).content.decode()

    vacancy.refresh_from_db()
    assert (vacancy.headcount, vacancy.state, vacancy.waits_for_review) == (2, State.PUBLISHED, True)
    assert "工作人员会再看一遍" in page


def test_a_new_unlawful_demand_comes_back_with_everything_typed(client, zhou):
    vacancy = a_vacancy("锅炉操作工")

    answer = client.post(reverse("portal:vacancy_edit", args=[vacancy.pk]), filled(text="限男性，看管锅炉。"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "新写的要求里有不合法的：性别。" in page
    assert "限男性，看管锅炉。" in page


# Keeping and closing --------------------------------------------------------------------------------------------------


def test_one_press_in_the_list_confirms_it(client, zhou):
    vacancy = a_vacancy(refreshed_at=MONDAY_9 - timedelta(days=27))
    assert "再过 3 天下架" in page_of(client, "portal:vacancies")

    row = client.post(reverse("portal:vacancy_step", args=[vacancy.pk, "refresh"]), headers=HTMX).content.decode()

    assert "再过 30 天下架" in row
    assert "已确认还在招" in row
    assert "<html" not in row


def test_a_step_that_is_not_possible_says_why_in_its_row(client, zhou):
    vacancy = a_vacancy(state=State.PAUSED)

    row = client.post(reverse("portal:vacancy_step", args=[vacancy.pk, "refresh"]), headers=HTMX).content.decode()

    assert "现在是“暂停”，不能确认还在招" in row


@pytest.mark.parametrize("name", ["publish", "return", "fill", "expire", "look", "delete"])
def test_steps_of_others_are_404(client, zhou, name):
    vacancy = a_vacancy(state=State.DRAFT)

    assert client.post(reverse("portal:vacancy_step", args=[vacancy.pk, name])).status_code == 404


def test_what_was_offered_does_not_end_without_a_result(client, zhou):
    vacancy = a_vacancy()

    page = client.post(reverse("portal:vacancy_step", args=[vacancy.pk, "withdraw"]), follow=True).content.decode()

    vacancy.refresh_from_db()
    assert vacancy.state == State.PUBLISHED
    assert "结束招聘" in page


def test_a_pause_takes_the_reason_along(client, zhou):
    vacancy = a_vacancy()

    client.post(reverse("portal:vacancy_step", args=[vacancy.pk, "pause"]), {"reason": "设备检修"})

    assert vacancy.events.get().reason == "设备检修"
    assert "设备检修" in page_of(client, "portal:vacancy", vacancy.pk)


def test_closing_asks_how_many_and_opens_the_question_again(client, zhou):
    vacancy = a_vacancy()
    where = reverse("portal:vacancy_close", args=[vacancy.pk])

    asked = client.post(where, {"result": "full", "here": "1"})
    done = client.post(where, {"result": "full", "here": "1", "elsewhere": "0"}, follow=True)

    assert asked.status_code == 422
    assert "各几人" in asked.content.decode()
    assert "data-open-now" in asked.content.decode()
    assert "招满了：来自本平台 1 人，其他途径 0 人" in done.content.decode()


def test_a_copy_opens_as_a_new_draft(client, zhou):
    vacancy = a_vacancy(state=State.EXPIRED)

    answer = client.post(reverse("portal:vacancy_copy", args=[vacancy.pk]))

    made = Vacancy.objects.get(state=State.DRAFT)
    assert answer.url == reverse("portal:vacancy_edit", args=[made.pk])


# What a firm does not see ---------------------------------------------------------------------------------------------


def test_another_firms_vacancy_is_404_on_every_page(client, zhou):
    vacancy = a_vacancy("保洁员", an_enterprise("天泽物业"))
    pages = [("vacancy", "get", []), ("vacancy_edit", "get", []), ("vacancy_copy", "post", []),
             ("vacancy_close", "post", []), ("vacancy_step", "post", ["refresh"])]  # fmt: skip

    answers = {
        name: getattr(client, method)(reverse(f"portal:{name}", args=[vacancy.pk, *more])).status_code
        for name, method, more in pages
    }

    assert set(answers.values()) == {404}
    assert "保洁员" not in page_of(client, "portal:vacancies")


def test_what_staff_note_and_decide_stays_on_the_desk(client, zhou):
    vacancy = a_vacancy(post_kinds=["narcotics_lab"], text="无犯罪记录。")
    post_vacancy.edit(a_manager(), vacancy.pk, post_kinds=["precursor_manager"], text="无犯罪记录，能上夜班。")

    page = page_of(client, "portal:vacancy", vacancy.pk)

    for secret in ("易制毒", "麻醉", "法定限制", "苏日娜", "禁毒法"):
        assert secret not in page


# The list -------------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_how_to_begin(client, zhou):
    assert "发布第一个岗位" in page_of(client, "portal:vacancies")


@pytest.mark.parametrize("view", [*VIEWS, "nonsense"])
def test_each_view_shows_its_states(client, zhou, view):
    for state in State:
        a_vacancy(f"岗位{state.label}", state=state)
    states = VIEWS.get(view, VIEWS[""])[1]

    page = page_of(client, "portal:vacancies", view=view)

    assert {state for state in State if f"岗位{state.label}" in page} == set(states)


def test_what_must_be_written_stands_before_what_runs_and_what_is_over(client, zhou):
    for state in reversed(State):
        a_vacancy(state=state)
    a_vacancy("快到期", refreshed_at=MONDAY_9 - timedelta(days=29))

    rows = client.get(reverse("portal:vacancies")).context["rows"]

    assert [row["vacancy"].state for row in rows] == [
        "draft", "submitted", "published", "published", "paused", "filled", "expired",
    ]  # fmt: skip
    assert rows[2]["vacancy"].title == "快到期"


@pytest.mark.parametrize("page", ["0", "999", "x"])
def test_a_silly_page_number_is_answered(client, zhou, page):
    a_vacancy()

    assert "维修电工" in page_of(client, "portal:vacancies", page=page)


def test_the_list_takes_the_same_queries_for_many_vacancies(client, zhou, django_assert_max_num_queries):
    client.get(reverse("portal:vacancies"))
    counts = []
    for many in (2, 20):
        for number in range(many):
            a_vacancy(f"岗位{number}", region=DONGSHENG, state=list(State)[number % len(State)])
        with django_assert_max_num_queries(12) as asked:
            client.get(reverse("portal:vacancies"))
        counts.append(len(asked))

    assert counts[0] == counts[1]
