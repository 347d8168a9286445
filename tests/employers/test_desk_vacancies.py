"""The pages of vacancies: reading, keeping, moving, entering."""

from datetime import timedelta

import pytest
from django.urls import reverse

from employers.models import State, Vacancy
from people.models import Role
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    MONDAY_9,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_vacancy,
    a_welfare_officer,
    an_enterprise,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


def filled(**changes) -> dict:
    return {
        "title": "低压电工",
        "occupation": "",
        "headcount": "2",
        "wage_text": "4500-5500元/月",
        "wage_min": "4500",
        "wage_max": "5500",
        "region": a_region(DONGSHENG).pk,
        "address": "铜川镇工业园 3 号",
        "shifts": ["three"],
        "features": ["height", "electricity"],
        "education": "senior",
        "experience_years": "1",
        "certificates": ["electrician_low"],
        "other_certificates": "高压试验证",
        "board": "yes",
        "lodging": "no",
        "insurance": "",
        "text": "限男性，45岁以下，能登高作业。",
        "post_kinds": [],
    } | changes


def test_entering_by_the_form_makes_a_draft(client):
    firm = an_enterprise()
    client.force_login(a_social_worker("李敏"))

    answer = client.post(reverse("employers:vacancy_new", args=[firm.pk]), filled())

    vacancy = Vacancy.objects.get()
    assert answer.url == reverse("employers:vacancy", args=[vacancy.pk])
    assert vacancy.state == State.DRAFT
    assert vacancy.certificates == ["electrician_low", "高压试验证"]
    assert (vacancy.board, vacancy.lodging, vacancy.insurance) == (True, False, None)
    assert [demand["kind"] for demand in vacancy.demands] == ["sex", "age"]


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"title": ""}, "请填写岗位名称。"),
        ({"wage_min": "6000"}, "最低工资不能高于最高工资。"),
        ({"longitude": "109.9"}, "经度、纬度和坐标系要么都填，要么都不填。"),
        ({"longitude": "10", "latitude": "39.8", "datum": "gcj02"}, "最小填"),
        ({"headcount": "0"}, "最小填"),
        ({"occupation": "9-99-99-99"}, "没有这个职业代码，请从职业表里选。"),
        ({"features": ["flying"]}, "这个选项已经不能选了"),
    ],
)
def test_a_wrong_form_says_what_and_keeps_what_was_typed(client, wrong, text):
    firm = an_enterprise()
    client.force_login(a_social_worker("李敏"))

    answer = client.post(reverse("employers:vacancy_new", args=[firm.pk]), filled(**wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert "铜川镇工业园 3 号" in page
    assert not Vacancy.objects.exists()


def test_editing_shows_what_is_recorded_and_changes_it(client):
    vacancy = a_vacancy(certificates=["electrician_low", "高压试验证"], board=True)
    client.force_login(a_social_worker("李敏"))
    address = reverse("employers:vacancy_edit", args=[vacancy.pk])

    form = client.get(address).context["form"]
    client.post(address, filled(title="高压电工"))

    vacancy.refresh_from_db()
    assert form["board"].value() == "yes"
    assert form["other_certificates"].value() == "高压试验证"
    assert (vacancy.title, vacancy.state) == ("高压电工", State.PUBLISHED)


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({}, False),
        ({"text": "专门安置街道的戒毒人员，能登高作业。"}, True),
        ({"title": "电工（社戒对象）"}, True),
        ({"address": "禁毒办隔壁"}, True),
    ],
)
def test_who_writes_what_no_firm_should_read_is_warned(client, changes, warned):
    vacancy = a_vacancy()
    client.force_login(a_social_worker("李敏"))

    for name, args in (("vacancy_new", [vacancy.enterprise_id]), ("vacancy_edit", [vacancy.pk])):
        page = client.post(reverse(f"employers:{name}", args=args), filled(**changes), follow=True)

        assert ("里面有不该让企业看到的词" in page.content.decode()) is warned


def test_flags_stand_beside_the_form_while_typing(client):
    firm = an_enterprise()
    client.force_login(a_social_worker("李敏"))

    page = client.post(
        reverse("employers:vacancy_hear", args=[firm.pk]), {"title": "夜班保安", "text": "限女性，上夜班。"}
    ).content.decode()

    assert "不合法" in page
    assert "第四十三条" in page
    assert "夜班" in page
    assert "保安员" in page
    assert not Vacancy.objects.exists()


def test_the_title_suggests_occupations(client):
    client.force_login(a_social_worker("李敏"))

    page = client.post(reverse("employers:vacancy_occupations"), {"title": "保洁"}).content.decode()

    assert "保洁员" in page
    assert "都不是，以后再定" in page


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (State.DRAFT, ["发布", "下架"]),
        (State.PUBLISHED, ["确认还在招", "暂停", "招满", "下架"]),
        (State.EXPIRED, ["重新发布"]),
    ],
)
def test_the_buttons_follow_the_table_of_moves(client, state, labels):
    vacancy = a_vacancy(state=state)
    client.force_login(a_social_worker("李敏"))

    answer = client.get(reverse("employers:vacancy", args=[vacancy.pk]))

    assert [step["label"] for step in answer.context["steps"]] == labels


def test_a_button_moves_and_says_so(client):
    vacancy = a_vacancy(state=State.DRAFT)
    client.force_login(a_social_worker("李敏"))

    page = client.post(reverse("employers:vacancy_step", args=[vacancy.pk, "publish"]), follow=True).content.decode()

    vacancy.refresh_from_db()
    assert vacancy.state == State.PUBLISHED
    assert "已发布，可以匹配了。" in page


def test_a_step_that_is_not_possible_says_why(client):
    vacancy = a_vacancy(state=State.EXPIRED)
    client.force_login(a_social_worker("李敏"))

    page = client.post(reverse("employers:vacancy_step", args=[vacancy.pk, "pause"]), follow=True).content.decode()

    assert "这个岗位现在是“已下架”，不能暂停。请刷新页面看最新状态。" in page


def test_an_unknown_step_is_404(client):
    vacancy = a_vacancy()
    client.force_login(a_social_worker("李敏"))

    assert client.post(reverse("employers:vacancy_step", args=[vacancy.pk, "delete"])).status_code == 404


def test_a_get_moves_nothing(client):
    vacancy = a_vacancy(state=State.DRAFT)
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("employers:vacancy_step", args=[vacancy.pk, "publish"])).status_code == 405


def test_a_welfare_officer_reads_without_buttons(client):
    vacancy = a_vacancy()
    client.force_login(a_welfare_officer())

    answer = client.get(reverse("employers:vacancy", args=[vacancy.pk]))

    assert answer.status_code == 200
    assert answer.context["steps"] == []
    assert client.post(reverse("employers:vacancy_step", args=[vacancy.pk, "pause"])).status_code == 404


def test_a_neighbour_reads_what_is_published_and_moves_nothing(client):
    vacancy = a_vacancy("保洁员", an_enterprise("康巴什物业", KANGBASHI), region=KANGBASHI)
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("employers:vacancy", args=[vacancy.pk])).status_code == 200
    assert client.get(reverse("employers:vacancy_edit", args=[vacancy.pk])).status_code == 404
    assert client.post(reverse("employers:vacancy_step", args=[vacancy.pk, "pause"])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR])
def test_other_roles_get_404(client, role):
    vacancy = a_vacancy()
    client.force_login(a_member("高远", role, DONGSHENG))

    assert client.get(reverse("employers:vacancy", args=[vacancy.pk])).status_code == 404
    assert client.get(reverse("employers:vacancies_kept")).status_code == 404
    assert client.get(reverse("employers:vacancy_imports")).status_code == 404


def test_the_page_shows_flags_with_law_and_wording(client):
    vacancy = a_vacancy(state=State.DRAFT)
    client.force_login(a_social_worker("李敏"))
    client.post(reverse("employers:vacancy_edit", args=[vacancy.pk]), filled())

    page = client.get(reverse("employers:vacancy", args=[vacancy.pk])).content.decode()

    assert "只给工作人员看，不会用来筛人。" in page
    assert "限男性" in page
    assert "删去性别要求" in page


def test_what_goes_soon_is_found_and_confirmed_before_it_goes(client):
    soon = a_vacancy("快到期", refreshed_at=MONDAY_9 - timedelta(days=27))
    a_vacancy("还早", refreshed_at=MONDAY_9 - timedelta(days=20))
    a_vacancy("老岗位", refreshed_at=MONDAY_9 - timedelta(days=31))
    client.force_login(a_social_worker("李敏"))
    kept = reverse("employers:vacancies_kept")

    before = client.get(kept, {"state": "ending"})
    client.post(reverse("employers:vacancy_step", args=[soon.pk, "refresh"]), headers={"HX-Request": "true"})

    assert [item["vacancy"] for item in before.context["rows"]] == [soon]
    assert "再过 3 天下架" in before.content.decode()
    assert "确认还在招" in before.content.decode()
    assert not client.get(kept, {"state": "ending"}).context["rows"]


def test_stale_ones_are_found_and_confirmed_in_the_list(client):
    stale = a_vacancy("老岗位", refreshed_at=MONDAY_9 - timedelta(days=31))
    a_vacancy("新岗位")
    client.force_login(a_social_worker("李敏"))
    kept = reverse("employers:vacancies_kept")

    before = client.get(kept, {"state": "stale"})
    row = client.post(
        reverse("employers:vacancy_step", args=[stale.pk, "refresh"]), headers={"HX-Request": "true"}
    ).content.decode()

    assert [item["vacancy"] for item in before.context["rows"]] == [stale]
    assert row.strip().startswith(("{#", "<tr")) or "<tr" in row
    assert "待确认" not in row
    assert not client.get(kept, {"state": "stale"}).context["rows"]


def test_the_list_takes_the_same_queries_for_many_vacancies(client, django_assert_max_num_queries):
    client.force_login(a_manager())
    client.get(reverse("employers:vacancies_kept"))
    counts = []
    for many in (2, 20):
        for number in range(many):
            a_vacancy(f"电工{number}", an_enterprise(f"企业{number}"))
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("employers:vacancies_kept"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["0", "999", "x"])
def test_a_silly_page_number_is_answered(client, page):
    a_vacancy()
    client.force_login(a_manager())

    assert client.get(reverse("employers:vacancies_kept"), {"page": page}).status_code == 200


def test_what_was_heard_fills_the_blanks_and_nothing_else(client):
    firm = an_enterprise()
    client.force_login(a_social_worker("李敏"))
    typed = {"title": "低压电工", "headcount": "3", "region": firm.region_id, "fill": "yes"}
    text = "招2名，工资4500-5500元/月，三班倒，须登高，持低压电工证，包吃。"

    answer = client.post(reverse("employers:vacancy_new", args=[firm.pk]), typed | {"text": text})

    form = answer.context["form"]
    assert answer.status_code == 200
    assert form["headcount"].value() == "3"
    assert (form["wage_min"].value(), form["wage_max"].value()) == (4500, 5500)
    assert form["shifts"].value() == ["three"]
    assert form["certificates"].value() == ["electrician_low"]
    assert form["board"].value() == "yes"
    assert not Vacancy.objects.exists()
