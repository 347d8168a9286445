"""The desk pages: who may enter, what they show, how many queries they cost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clients.door import KIND
from clients.models import HelpEvent
from employers.models import State, Vacancy
from people import ledger
from people.models import AccessEvent, Purpose
from placement import pool as pools
from placement import shortlist
from tests.cast import KANGBASHI, MONDAY, a_manager, a_social_worker, a_welfare_officer
from tests.placement.builders import CLEANER, a_case, a_vacancy, an_open_vacancy, days_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def looks_at(case) -> list[str]:
    return [event.purpose for event in ledger.of(KIND, case.pk)]


# 推荐岗位 -------------------------------------------------------------------------------------------------------------


def test_matches_show_reasons_points_and_obstacles(enter):
    case = a_case()
    an_open_vacancy("维修电工(低压)")
    an_open_vacancy("夜班电工", shifts=["night"])

    page = enter(case.caseworker, "matches", case.pk).content.decode()

    assert "对路的岗位 1 个" in page
    assert "与岗位是同一职业" in page
    assert "比底线高 1,000" in page
    (step,) = page.split('id="why-not"')[1].split('<section class="card')[1:]
    assert "接受夜班" in step
    assert "夜班电工" in step


def test_points_on_a_card_add_up_to_the_score(enter):
    case = a_case()
    an_open_vacancy()

    (card,) = enter(case.caseworker, "matches", case.pk).context["cards"]

    assert card.score == sum(part["value"] for part in card.parts)


def test_a_facet_applies_and_counts_what_a_click_lists(enter):
    case = a_case(districts=())
    an_open_vacancy("东胜电工")
    an_open_vacancy("康巴什电工", region=KANGBASHI, firm="康巴什水务")

    response = enter(case.caseworker, "matches", case.pk, district=KANGBASHI, htmx=True)

    assert [card.card.title for card in response.context["cards"]] == ["康巴什电工"]
    assert "对路的岗位 1 个" in response.content.decode()
    districts = response.context["facets"][0].options
    assert [(option.label, option.count) for option in districts] == [("东胜区", 1), ("康巴什区", 1)]
    assert "<html" not in response.content.decode()


def test_only_kept_shows_only_kept(enter):
    case, kept = a_case(), an_open_vacancy("收藏的电工")
    an_open_vacancy("别的电工")
    shortlist.add(case.caseworker, case, kept)

    response = enter(case.caseworker, "matches", case.pk, kept="1")

    assert [card.card.title for card in response.context["cards"]] == ["收藏的电工"]


def test_what_is_kept_and_cannot_be_recommended_is_not_lost(enter):
    case = a_case()
    night, paused = an_open_vacancy("夜班电工", shifts=["night"]), an_open_vacancy("停招的电工")
    for vacancy in (night, paused):
        shortlist.add(case.caseworker, case, vacancy)
    Vacancy.objects.filter(pk=paused.pk).update(state=State.PAUSED)

    everything = enter(case.caseworker, "matches", case.pk).content.decode()
    only_kept = enter(case.caseworker, "matches", case.pk, kept="1")

    assert "收藏里有 2 个岗位现在不能推荐" in everything
    assert [card.card.title for card in only_kept.context["kept_blocked"]] == ["夜班电工"]
    assert [vacancy.title for vacancy in only_kept.context["kept_gone"]] == ["停招的电工"]
    assert "收藏里现在不能推荐的" in only_kept.content.decode()


def test_open_facts_lead_to_the_page_that_takes_the_answer(enter):
    case = a_case(shifts=(), measures=())
    an_open_vacancy("电工")
    an_open_vacancy("保安", post_kinds=["security_guard"])

    asked = enter(case.caseworker, "matches", case.pk).context["questions"]

    assert asked[0].href == reverse("clients:answer", args=[case.pk, "bar_facts"])
    assert "依法先不推荐" in asked[0].why
    assert reverse("clients:answer", args=[case.pk, "wish"]) in {question.href for question in asked}


def test_a_closed_case_gets_no_vacancies(enter):
    case = a_case(status="closed", closed_on=MONDAY, closed_how="moved")
    an_open_vacancy()

    assert "不再推荐岗位" in enter(case.caseworker, "matches", case.pk).content.decode()


def test_a_client_of_whom_nothing_is_known_and_an_empty_city_still_have_a_page(enter):
    case = a_case(wish=False, skills=(), measures=())
    assert "暂时没有全部符合的岗位" in enter(case.caseworker, "matches", case.pk).content.decode()

    an_open_vacancy()
    assert enter(case.caseworker, "matches", case.pk).status_code == 200


def test_matches_cost_the_same_queries_for_one_and_for_many(enter, django_assert_max_num_queries):
    case = a_case()
    an_open_vacancy("电工一")
    worker = case.caseworker
    enter(worker, "matches", case.pk)
    with django_assert_max_num_queries(50) as few:
        enter(worker, "matches", case.pk)
    for number in range(8):
        an_open_vacancy(f"电工{number}", shifts=["day"] if number % 2 else ["night"])
    pools.of_actor(worker)

    with django_assert_max_num_queries(50) as many:
        enter(worker, "matches", case.pk)

    assert len(few) == len(many)


# 收藏与比较 -----------------------------------------------------------------------------------------------------------


def test_keeping_answers_htmx_with_the_button_and_others_with_the_way_back(client):
    case, vacancy = a_case(), an_open_vacancy()
    client.force_login(case.caseworker)
    where = reverse("placement:shortlist", args=[case.pk, vacancy.pk])
    back = reverse("placement:matches", args=[case.pk]) + "?page=2"

    pressed = client.post(where, {"keep": "1", "next": back}, headers={"hx-request": "true"})
    released = client.post(where, {"next": back})

    assert "已收藏" in pressed.content.decode()
    assert (released.status_code, released["Location"]) == (302, back)
    assert not case.shortlist.exists()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", "home", "40000"])
def test_the_way_back_never_leads_away(client, elsewhere):
    case, vacancy = a_case(), an_open_vacancy()
    client.force_login(case.caseworker)

    response = client.post(reverse("placement:shortlist", args=[case.pk, vacancy.pk]), {"keep": "1", "next": elsewhere})

    assert response["Location"] == reverse("placement:matches", args=[case.pk])


def test_what_nobody_may_see_any_more_can_still_be_let_go(client):
    case = a_case()
    vacancy = an_open_vacancy(region=KANGBASHI, firm="康巴什水务")
    shortlist.add(case.caseworker, case, vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(state=State.PAUSED)
    client.force_login(case.caseworker)

    client.post(reverse("placement:shortlist", args=[case.pk, vacancy.pk]))

    assert not case.shortlist.exists()


def test_comparison_puts_what_differs_first_and_marks_the_best(enter):
    case = a_case()
    one = an_open_vacancy("高薪电工", wage_min=Decimal(6000), wage_max=Decimal(6500))
    other = an_open_vacancy("普通电工", certificates=["forklift"])

    response = enter(case.caseworker, "compare", case.pk, pick=[one.pk, other.pk])

    wage = next(row for row in response.context["differ"] if row["label"] == "月工资")
    assert [cell["best"] for cell in wage["cells"]] == [True, False]
    assert ("单位", "蒙泰热电") in response.context["same"]
    assert [side.fits for side in response.context["sides"]] == [True, False]


@pytest.mark.parametrize("picks", [[], ["1"], ["x", "y"], ["999999", "888888"], ["9" * 40, "-1"]])
def test_comparing_less_than_two_leads_back(enter, picks):
    case = a_case()

    response = enter(case.caseworker, "compare", case.pk, pick=picks)

    assert response["Location"] == reverse("placement:matches", args=[case.pk])


# 岗位 -----------------------------------------------------------------------------------------------------------------


def test_vacancies_are_found_by_words_and_narrowed(enter):
    worker = a_social_worker()
    a_vacancy("电焊工", wage_min=Decimal(6000))
    a_vacancy("焊工学徒", wage_min=Decimal(3000))
    a_vacancy("保洁")

    found = enter(worker, "vacancies", q="焊工")
    narrowed = enter(worker, "vacancies", q="焊工", wage="5000", htmx=True)

    assert {row.card.title for row in found.context["rows"]} == {"电焊工", "焊工学徒"}
    assert [row.card.title for row in narrowed.context["rows"]] == ["电焊工"]
    assert "<html" not in narrowed.content.decode()


def test_sorting_by_wage_and_by_freshness(enter):
    worker = a_social_worker()
    a_vacancy("旧岗位", wage_min=Decimal(9000), on=days_before(5))
    a_vacancy("新岗位", wage_min=Decimal(4000))
    a_vacancy("面议岗位", on=days_before(1))

    def order(sort: str) -> list[str]:
        return [row.card.title for row in enter(worker, "vacancies", sort=sort).context["rows"]]

    assert order("new") == order("") == order("nonsense") == ["新岗位", "面议岗位", "旧岗位"]
    assert order("wage") == ["旧岗位", "新岗位", "面议岗位"]


def test_words_that_find_nothing_are_still_sorted_by_relevance(enter):
    response = enter(a_social_worker(), "vacancies", q="宇航员")

    assert (response.context["sort"], response.context["page"].paginator.count) == ("words", 0)
    assert "没有找到这样的岗位" in response.content.decode()


def test_a_draft_is_seen_by_those_who_keep_it_alone(enter):
    a_vacancy("草稿岗位", state=State.DRAFT)

    def sees(user) -> bool:
        return "草稿岗位" in enter(user, "vacancies", state="all").content.decode()

    assert sees(a_social_worker())
    assert not sees(a_manager("巴特尔", KANGBASHI))
    assert not sees(a_welfare_officer())


def test_a_stale_vacancy_is_flagged(enter):
    a_vacancy("旧岗位", on=days_before(31))

    assert "超过 30 天没确认" in enter(a_social_worker(), "vacancies").content.decode()


@pytest.mark.parametrize("page", ["x", "0", "-3", "999999", "1e9", ""])
def test_silly_page_numbers_are_answered(enter, page):
    case = a_case(opened_on=days_before(200))
    vacancy = an_open_vacancy()

    for user, name, args in (
        (case.caseworker, "vacancies", []),
        (case.caseworker, "matches", [case.pk]),
        (case.caseworker, "candidates", [vacancy.pk]),
        (a_manager(), "district", []),
    ):
        assert enter(user, name, *args, page=page).status_code == 200


def test_vacancies_cost_the_same_queries_for_one_and_for_many(enter, django_assert_max_num_queries):
    worker = a_social_worker()
    a_vacancy("保洁")
    enter(worker, "vacancies", q="保洁")
    with django_assert_max_num_queries(20) as few:
        enter(worker, "vacancies", q="保洁")
    for number in range(30):
        a_vacancy(f"保洁{number}", firm=f"公司{number}")
    enter(worker, "vacancies", q="保洁")

    with django_assert_max_num_queries(20) as many:
        enter(worker, "vacancies", q="保洁")

    assert len(few) == len(many)


# 推荐人选 -------------------------------------------------------------------------------------------------------------


def test_each_candidate_shown_is_a_look_in_the_ledger(enter):
    worker = a_social_worker()
    shown, hidden = a_case("王建军", worker), a_case("孙丽", worker, shifts=("night",))

    page = enter(worker, "candidates", an_open_vacancy().pk).content.decode()

    assert "王建军" in page
    assert "孙丽" not in page
    assert (looks_at(shown), looks_at(hidden)) == ([Purpose.MATCHING], [])


def test_whom_nothing_speaks_for_stands_in_a_short_list_below(enter):
    worker = a_social_worker()
    fits, passes = a_case("王建军", worker), a_case("孙丽", worker, wished=(), skills=())

    response = enter(worker, "candidates", an_open_vacancy().pk)

    assert [row.client for row in response.context["rows"]] == [fits]
    assert [row.client for row in response.context["others"]] == [passes]
    page = response.content.decode()
    assert "其余 1 人，没有一条意愿、经历和这个岗位相符" in page
    assert page.count('class="ranked"') == 1


def test_a_vacancy_that_is_not_on_offer_has_no_candidates(enter):
    case = a_case()
    paused = an_open_vacancy(state=State.PAUSED)

    page = enter(case.caseworker, "candidates", paused.pk).content.decode()

    assert "没有在招" in page
    assert case.name not in page


def test_candidates_cost_the_same_queries_for_one_and_for_many(enter, django_assert_max_num_queries):
    worker, vacancy = a_social_worker(), an_open_vacancy()
    a_case("王建军", worker)
    enter(worker, "candidates", vacancy.pk)
    with django_assert_max_num_queries(50) as few:
        enter(worker, "candidates", vacancy.pk)
    for name in ("孙丽", "赵强", "高娃", "巴图"):
        a_case(name, worker)

    with django_assert_max_num_queries(50) as many:
        enter(worker, "candidates", vacancy.pk)

    assert len(few) == len(many)


# 核准 -----------------------------------------------------------------------------------------------------------------


def test_an_override_opens_the_vacancy_and_keeps_what_was_typed_when_refused(client):
    case, manager = a_case(measures=("compulsory_isolation",)), a_manager()
    vacancy = an_open_vacancy("保安", occupation="4-07-05-01", text="巡逻。", post_kinds=["security_guard"])
    client.force_login(manager)
    where = reverse("placement:override", args=[case.pk, vacancy.pk, "security_guard"])

    wrong = client.post(where, {"citation": "同意", "scope": "one"})
    right = client.post(where, {"citation": "《保安服务管理条例》第十七条", "scope": "one"})

    assert wrong.status_code == 422
    assert "没有写清依据" in wrong.content.decode()
    assert ">同意</textarea>" in wrong.content.decode().replace("\n", "")
    assert right.status_code == 302
    shown = client.get(reverse("placement:matches", args=[case.pk]))
    assert vacancy.pk in [card.card.id for card in shown.context["cards"]]


def test_pages_write_nothing_but_the_ledger(enter):
    case = a_case()
    an_open_vacancy()
    events = HelpEvent.objects.unscoped("test").count()

    enter(case.caseworker, "today")

    assert HelpEvent.objects.unscoped("test").count() == events
    assert [event.kind for event in AccessEvent.objects.all()] == ["caseload"]


def test_cleaners_are_not_offered_to_an_electrician_as_fitting(enter):
    case = a_case()
    an_open_vacancy("保洁", occupation=CLEANER, text="打扫楼道。")

    response = enter(case.caseworker, "matches", case.pk)

    assert "对路的岗位 0 个" in response.content.decode()
    assert [card.related for card in response.context["cards"]] == [False]
