"""净收入: what a wage leaves the family with, drawn and said; nothing is guessed, and less is said to be less."""

from datetime import date

import pytest
from django.urls import reverse

from people.models import AccessEvent, Purpose
from tests.cast import (
    KANGBASHI,
    a_client,
    a_household_fact,
    a_household_member,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.welfare.families import a_known_family, on_minimum_living, the_line_is

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    """Where 低保 fills up to 1,090 元 a head and pays 7.5 % of that at least."""
    the_line_is("1090", least="0.075")
    return a_client(li, "王建军", region="150602001")


def page(client, user, wang, **query):
    client.force_login(user)
    return client.get(reverse("welfare:net_income", args=(wang.pk,)), query)


def lines(response):
    return " ".join(response.content.decode().split())


# Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: a_social_worker("李敏"), 200),
        (lambda: a_social_worker("张伟"), 404),
        (lambda: a_manager(), 200),
        (lambda: a_manager("白音", KANGBASHI), 404),
        (lambda: a_welfare_officer(), 200),
        (lambda: a_welfare_officer("娜仁", KANGBASHI), 404),
        (lambda: an_auditor(), 404),
    ],
)
def test_only_who_may_see_the_household_opens_it(client, wang, who, status):
    assert page(client, who(), wang).status_code == status


def test_the_look_is_written_down_as_one_at_the_household(client, wang):
    officer = a_welfare_officer()

    page(client, officer, wang, wage="3200")

    looks = AccessEvent.objects.filter(actor=officer, kind="household", object_id=str(wang.pk))
    assert [look.purpose for look in looks] == [Purpose.WELFARE]


# What is said --------------------------------------------------------------------------------------------------------


def test_one_sentence_says_what_comes_home_what_ends_and_what_softens_it(client, li, wang):
    a_known_family(wang, wage=0)
    on_minimum_living(wang, 2180)

    said = page(client, li, wang, wage="3200").context["sentence"]

    assert said == "每月挣 3,200 元，全家到手 3,200 元，比现在多 1,020 元；低保停发，渐退期最多 6 个月。"


def test_less_than_now_is_said_to_be_less_and_how_much_would_do(client, li, wang):
    a_known_family(wang, wage=2100)
    on_minimum_living(wang, "163.50")

    response = page(client, li, wang, wage="2200")

    assert "全家到手 2,200 元，比现在少 64 元；低保停发" in response.context["sentence"]
    assert "每月挣到 2,264 元，就不比现在少" in lines(response)
    assert 'data-tone="wait"' in lines(response)
    assert response.context["bands"] == ["每月挣 2,180–2,343.48 元，全家到手比只挣 2,179.99 元还少，最多少 163.49 元。"]


def test_what_nobody_has_applied_for_is_not_called_todays_money(client, li, wang):
    a_known_family(wang, wage=2100)

    response = page(client, li, wang, wage="2200")

    assert "比现在应有的少 64 元；不再符合低保条件" in response.context["sentence"]
    assert "“现在”里算进了还没领的：低保 164 元" in lines(response)
    assert reverse("welfare:interview_summary", args=(wang.pk,)) in lines(response)


def test_grace_is_told_by_month_and_left_to_the_place_where_it_said_nothing(client, li, wang):
    a_known_family(wang, wage=0)
    on_minimum_living(wang, 2180)

    (row,) = page(client, li, wang, wage="3200").context["grace"]

    assert row.months == "第 1 到第 6 个月，每月"
    assert row.amount is None
    assert row.together_most == 3200 + row.most


def test_the_table_holds_every_piece_and_who_stands_where(client, li, wang):
    a_known_family(wang, wage=1200)

    rows = page(client, li, wang, wage="2200").context["rows"]

    assert [row.wages for row in rows] == [
        "0–2,016.50 元", "2,016.51–2,179.99 元", "2,180–2,343.48 元", "2,343.49–8,000 元"
    ]  # fmt: skip
    assert [row.here for row in rows] == [["现在"], [], ["这份工作"], []]
    assert [row.worse for row in rows] == [False, False, True, False]
    assert rows[0].benefits == ["低保 2,180 → 163.50 元"]
    assert [row.slope for row in rows] == ["到手不变", *["到手多 100 元"] * 3]


def test_the_drawing_has_both_wages_and_the_jump_open_on_its_left(client, li, wang):
    a_known_family(wang, wage=1200)

    response = page(client, li, wang, wage="2200")

    drawn = response.context["curve"]
    assert [mark["label"] for mark in drawn["marks"]] == ["现在 1,200", "这份工作 2,200"]
    assert (drawn["pieces"][1]["open_end"], drawn["pieces"][2]["open_start"]) == (True, False)
    assert lines(response).count("data-open") == 1
    assert "style=" not in response.content.decode().split("<main")[1]


def test_the_wife_may_be_the_one_who_earns(client, li, wang):
    wife = a_known_family(wang, wage=1200)

    response = page(client, li, wang, wage="2000", who=f"m{wife.pk}")

    assert response.context["sentence"].startswith("赵秀英每月挣 2,000 元，全家到手 3,200 元")


def test_a_wage_above_the_drawing_makes_it_longer(client, li, wang):
    a_known_family(wang)

    rows = page(client, li, wang, wage="9,500").context["rows"]

    assert rows[-1].wages.endswith("–10,000 元")


# What cannot be said --------------------------------------------------------------------------------------------------


def test_what_is_not_known_is_named_with_a_way_to_answer_it_and_no_number_is_given(client, li, wang):
    a_known_family(wang, but=("transfer_income_month",))

    response = page(client, li, wang, wage="3200")

    assert "sentence" not in response.context
    assert "curve" not in response.context
    href = reverse("welfare:fact", args=(wang.pk, "transfer_income_month"))
    assert response.context["unsettled"] == [("王建军的转移净收入", href)]
    assert "没问清的不猜" in lines(response)


def test_a_family_that_nobody_wrote_down_is_asked_for_first(client, li, wang):
    asked = page(client, li, wang, wage="3200").context["unsettled"]

    assert asked == [("家里有谁一起生活", reverse("welfare:members", args=(wang.pk,)))]


def test_without_todays_wage_there_is_a_sum_and_no_comparison(client, li, wang):
    a_known_family(wang, but=("wage_income_month",))

    response = page(client, li, wang, wage="3200")

    assert response.context["sentence"] == "每月挣 3,200 元，全家到手 3,200 元。"
    assert [words for words, _ in response.context["unsettled"]] == ["王建军的工资性收入"]


def test_a_benefit_that_is_open_is_left_out_and_says_what_would_settle_it(client, li, wang):
    wife = a_known_family(wang, owns_dwelling=True)
    a_household_fact(wang, "disability_category", "肢体", wife)
    a_household_fact(wang, "disability_grade", None, wife)

    left_out = page(client, li, wang, wage="1000").context["left_out"]

    (one,) = (one for one in left_out if one.name == "残疾人两项补贴")
    assert ("赵秀英的残疾等级", reverse("welfare:member_fact", args=(wang.pk, wife.pk, "disability_grade"))) in one.asks


def test_whom_the_rules_do_not_count_brings_nothing_into_the_sum(client, li, wang):
    wife = a_known_family(wang)
    a_household_fact(wang, "custody_status", "监狱服刑", wife)

    response = page(client, li, wang, wage="3200", who=f"m{wife.pk}")

    assert "赵秀英现在不计入家庭" in lines(response)
    assert "curve" not in response.context


@pytest.mark.parametrize(
    ("wage", "problem"),
    [("很多", "请填一个数"), ("-3", "请填一个数"), ("200000", "最多填 100,000 元"), ("3.005", "最多写到分")],
)
def test_a_wage_that_is_none_is_sent_back_with_a_word(client, li, wang, wage, problem):
    a_known_family(wang)

    response = page(client, li, wang, wage=wage)

    assert problem in lines(response)
    assert "sentence" not in response.context


def test_wages_are_read_as_people_write_them(client, li, wang):
    a_known_family(wang)

    assert page(client, li, wang, wage="３，200").status_code == 200
    assert "每月挣 3,200 元" in page(client, li, wang, wage="3,200 元").context["sentence"]


def test_a_larger_family_asks_the_database_no_more(client, li, wang, django_assert_max_num_queries):
    a_known_family(wang)
    page(client, li, wang, wage="3200")
    with django_assert_max_num_queries(30) as small:
        page(client, li, wang, wage="3200")
    for number in range(4):
        a_household_member(wang, "sibling", f"王建{number}", birth_date=date(1991, 1, 1))

    with django_assert_max_num_queries(30) as large:
        page(client, li, wang, wage="3200")

    assert len(small) == len(large)
