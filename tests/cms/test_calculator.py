"""The public calculator: any place, no script, nothing stored, and the result taken along into a registration."""

import re
from html import unescape

import pytest
from django.urls import reverse

from cms.count import write
from cms.models import CalculatorPage, DailyCount
from employers.incentives.catalogue import INCENTIVES
from tests.cast import DONGSHENG, a_region, a_social_worker
from tests.cms.sections import a_section
from tests.employers.test_portal_incentives import filled
from tests.leaks.test_portal_words import telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
HIRE = "/calculator/key_group_hire/"


@pytest.fixture(autouse=True)
def site():
    a_region(DONGSHENG)
    return a_section(CalculatorPage)


def text_of(answer) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


# Where and what -------------------------------------------------------------------------------------------------------


def test_every_incentive_is_offered_and_what_has_ended_stands_apart(client):
    answer = client.get("/calculator/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(f'href="{one.code}/?region=' in page for one in INCENTIVES)
    assert page.index("已经结束") < page.index("job_expansion_subsidy/")
    assert not answer.cookies
    assert telling(answer) == []


def test_a_visitor_begins_in_the_city_that_is_served_and_chooses_down_to_the_county(client):
    a_social_worker("李敏")

    first = client.get("/calculator/")
    county = client.get("/calculator/", {"region": DONGSHENG})

    assert first.context["place"].full_name == "内蒙古自治区鄂尔多斯市"
    assert "东胜区" in first.content.decode()
    assert county.context["place"].full_name == "内蒙古自治区鄂尔多斯市东胜区"
    assert f"key_group_hire/?region={DONGSHENG}" in county.content.decode()


def test_a_place_that_is_none_is_left_aside(client):
    for region in ("99", "150602001", "x", "15' or 1=1", "1" * 500, "\x00"):
        assert client.get("/calculator/", {"region": region}).context["place"].code == ""


def test_how_much_is_known_of_a_place_is_said_plainly(client):
    a_region("54", "西藏自治区")

    assert "收录了" in text_of(client.get("/calculator/", {"region": "15"}))
    answer = client.get(f"{HIRE}?region=54")
    assert "西藏自治区的“企业招用定额标准" in text_of(answer)
    assert "平台没有收录" in text_of(answer)


def test_choosing_costs_few_queries(client, django_assert_max_num_queries):
    client.get("/calculator/")

    with django_assert_max_num_queries(22):
        client.get("/calculator/", {"region": DONGSHENG})


# The sum --------------------------------------------------------------------------------------------------------------


def test_the_sum_stands_with_its_parts_reasons_and_what_was_typed(client):
    answer = client.post(f"{HIRE}?region={DONGSHENG}", filled())

    text = text_of(answer)
    assert answer.status_code == 200
    assert "10,900元" in text
    assert "两项只能选一项" in text
    assert "为什么" in text
    assert "怎么算的" in text
    assert ("增值税全年应纳税额", "10,000 元") in answer.context["typed"]
    assert ("几个人", "2 人") in answer.context["typed"]
    assert ("合同从哪天开始", "2026年1月1日") in answer.context["typed"]
    assert telling(answer) == []


def test_a_sum_that_was_typed_in_words_is_printed_in_figures(client):
    answer = client.post(f"{HIRE}?region={DONGSHENG}", filled(**{"tax-vat": "12万"}))

    assert ("增值税全年应纳税额", "120,000 元") in answer.context["typed"]


def test_nothing_is_kept_of_it_anywhere(client, django_assert_max_num_queries):
    client.get("/calculator/")

    with django_assert_max_num_queries(22) as asked:
        answer = client.post(HIRE, filled())

    writes = [one["sql"] for one in asked.captured_queries if re.match("INSERT|UPDATE|DELETE", one["sql"])]
    assert not any("10,000" in sql or "10000" in sql for sql in writes)
    assert "sessionid" not in answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert client.get(HIRE)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["disability_levy", "startup_loan", "charitable_donation"])
def test_each_answers_an_empty_form(client, code):
    answer = client.post(f"/calculator/{code}/", {"year": "2026"})

    assert answer.status_code == 200
    assert answer.context["answer"].told.word in ("待核实", "不符合", "符合")
    assert telling(answer) == []


def test_each_result_counts_once_for_the_day_and_a_mistake_does_not(client):
    before = _calculated()

    client.get(HIRE)
    client.post(HIRE, filled())
    client.post(HIRE, filled(**{"tax-vat": "一万"}))

    assert _calculated() == before + 1


def _calculated() -> int:
    write()
    return sum(DailyCount.objects.filter(step=DailyCount.Step.CALCULATED).values_list("count", flat=True))


def test_what_cannot_be_read_is_said_and_the_rest_stays(client):
    answer = client.post(HIRE, filled(**{"tax-vat": "一万"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应为一个金额" in page
    assert 'value="一万"' in page
    assert 'value="900"' in page
    assert "带着这个结果注册" not in page


def test_an_incentive_that_is_not_there_is_404_and_other_methods_are_refused(client):
    assert client.get("/calculator/nothing/").status_code == 404
    assert client.put(HIRE).status_code == 405


def test_what_has_ended_says_so(client):
    assert "这项政策已于2025年12月31日结束" in text_of(client.get("/calculator/job_expansion_subsidy/"))


# On into the registration ---------------------------------------------------------------------------------------------


def test_the_result_goes_along_into_the_registration(client):
    a_social_worker("李敏")
    page = client.post(f"{HIRE}?region={DONGSHENG}", filled()).content.decode()
    carried = unescape(re.search(r'name="calculation" value="([^"]+)"', page)[1])

    arrived = client.post(reverse("portal:register"), {"calculation": carried, "arrives": "yes"})

    assert f'action="{reverse("portal:register")}"' in page
    assert arrived.status_code == 200
    assert "会一起带来" in arrived.content.decode()
    assert arrived.context["calculation"] == carried
