"""A firm posts a vacancy on its phone, is told what to mend while it types, and staff publish it."""

from django.urls import reverse

from employers.models import State, Vacancy
from tests.journeys.test_every_page import let_in

ADVERT = "招聘叉车司机2名，工资5000-6500元/月，要求男性，两班倒，持叉车证，包吃住，缴社保。装卸入库，每天约三十车。"


def test_from_a_pasted_advertisement_to_a_published_vacancy(phone, page, city, live_server):
    let_in(phone.context, live_server, city.zhou)
    phone.goto(live_server.url + reverse("portal:vacancies"))
    phone.get_by_role("link", name="发布岗位").click()
    phone.get_by_text("已有招聘启事").click()
    phone.get_by_label("招聘启事").fill(ADVERT)
    phone.get_by_role("button", name="读一读").click()
    assert phone.get_by_label("岗位名称").input_value() == "叉车司机"
    phone.get_by_text("不合法：性别“要求男性”").wait_for()

    phone.get_by_label("每天做什么，怎么做").fill(ADVERT.replace("要求男性，", ""))
    phone.get_by_text("不合法：性别").wait_for(state="detached")
    phone.get_by_role("button", name="存好，看一遍").click()
    phone.get_by_role("button", name="提交审核").click()
    phone.get_by_text("等待审核", exact=True).wait_for()

    vacancy = Vacancy.objects.get(title="叉车司机", text__contains="三十车")
    let_in(page.context, live_server, city.li)
    page.goto(live_server.url + reverse("employers:vacancy_review", args=[vacancy.pk]))
    page.get_by_role("button", name="发布").click()
    page.get_by_text("已发布，可以匹配了").wait_for()

    phone.goto(live_server.url + reverse("portal:vacancy", args=[vacancy.pk]))
    phone.get_by_role("button", name="还在招").wait_for()
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.headcount, vacancy.certificates) == (State.PUBLISHED, 2, ["forklift"])
