"""抽查: the lot, the check, and the way back to the recorder."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients.models import FactCheck, FactSample, HouseholdFact, Skill
from people.errors import Refused
from people.models import AccessEvent, Notice
from placement.facts import sample
from tests.cast import DONGSHENG, KANGBASHI, MONDAY, MONDAY_9, a_client, a_manager, a_region, a_social_worker
from welfare.restricted import RESTRICTED_FACTS

pytestmark = pytest.mark.django_db
MONTH = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def on_monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def manager():
    return a_manager("苏日娜", DONGSHENG)


def some_skills(li, count):
    wang = a_client(li, "王建军", measure=None)
    for number in range(count):
        Skill.objects.create(client=wang, name=f"手艺{number}", recorded_by=li)
    return wang


def checks():
    return FactCheck.objects.unscoped("test")


def test_the_same_seed_draws_the_same_facts(li, manager):
    some_skills(li, 60)
    first = sample.draw(manager, manager.region, MONTH, seed="甲")
    drawn = list(checks().filter(sample=first).values_list("table", "row"))
    first.delete()

    again = sample.draw(manager, manager.region, MONTH, seed="甲")

    assert list(checks().filter(sample=again).values_list("table", "row")) == drawn
    assert again.drawn_from == 61


def test_every_fact_is_as_likely_as_every_other(li, manager):
    some_skills(li, 39)
    seen = Counter()
    for number in range(40):
        made = sample.draw(manager, manager.region, MONTH - timedelta(days=31 * number), seed=str(number), size=10)
        seen.update(checks().filter(sample=made).values_list("table", "row"))

    # Forty facts, ten of them forty times: ten each on average, and none forgotten.
    assert len(seen) == 40
    assert max(seen.values()) <= 22


def test_nobody_is_drawn_from_another_county(li, manager):
    a_client(a_social_worker("刘洋", "150603001"), "赵志强", measure=None)
    wang = some_skills(li, 3)

    made = sample.draw(manager, manager.region, MONTH)

    assert {check.client_id for check in checks().filter(sample=made)} == {wang.pk}


def test_what_tells_of_illness_is_never_drawn(li, manager):
    wang = some_skills(li, 1)
    for code in RESTRICTED_FACTS:
        HouseholdFact.objects.create(client=wang, code=code, value="null", known_on=MONDAY, recorded_by=li)

    made = sample.draw(manager, manager.region, MONTH)

    assert made.drawn_from == 2


def test_a_month_is_drawn_once(li, manager):
    some_skills(li, 2)
    sample.draw(manager, manager.region, MONTH)

    with pytest.raises(Refused, match="已经抽过"):
        sample.draw(manager, manager.region, MONTH)


def test_the_schedule_draws_for_each_county_with_a_manager(li, manager):
    some_skills(li, 2)
    a_manager("白音", KANGBASHI)

    assert sample.draw_everywhere(MONTH) == 1
    assert sample.draw_everywhere(MONTH) == 0
    assert FactSample.objects.get().region == a_region(DONGSHENG)


def test_a_difference_goes_back_to_who_recorded_it(li, manager):
    mate = a_social_worker("其其格")
    wang = a_client(li, "王建军", measure=None)
    wang.recorded_by = mate
    wang.save()
    sample.draw(manager, manager.region, MONTH)
    check = checks().get()

    sample.settle(manager, check.pk, "differs", "电话已经换了")

    assert {notice.user for notice in Notice.objects.all()} == {mate, li}
    assert "王建军" not in "".join(notice.text for notice in Notice.objects.all())
    assert [line["differs"] for line in sample.by_recorder(list(checks()))] == [1]


def test_a_difference_needs_words_and_a_check_comes_once(li, manager):
    some_skills(li, 1)
    sample.draw(manager, manager.region, MONTH)
    check = checks().first()

    with pytest.raises(Refused, match="写明实际"):
        sample.settle(manager, check.pk, "differs", "  ")
    sample.settle(manager, check.pk, "true")
    with pytest.raises(Refused, match="已经核对过"):
        sample.settle(manager, check.pk, "cannot_tell")


def test_a_manager_of_another_county_checks_nothing(li, manager):
    some_skills(li, 1)
    sample.draw(manager, manager.region, MONTH)

    with pytest.raises(FactCheck.DoesNotExist):
        sample.settle(a_manager("白音", KANGBASHI), checks().first().pk, "true")


def test_the_keeper_answers_and_the_line_is_gone(client, li, manager):
    some_skills(li, 0)
    sample.draw(manager, manager.region, MONTH)
    check = checks().get()
    sample.settle(manager, check.pk, "differs", "已经搬家")
    client.force_login(li)
    assert "已经搬家" in client.get(reverse("placement:facts")).content.decode()

    client.post(reverse("placement:fact_answer", args=[check.pk]), {"words": "地址已改"})

    assert "已经搬家" not in client.get(reverse("placement:facts")).content.decode()
    assert checks().get().answer == "地址已改"


def test_what_waits_for_an_answer_is_a_look_at_her(client, li, manager):
    wang = some_skills(li, 0)
    sample.draw(manager, manager.region, MONTH)
    sample.settle(manager, checks().get().pk, "differs", "已经搬家")
    client.force_login(li)

    client.get(reverse("placement:facts"))

    looks = AccessEvent.objects.filter(actor=li, action="view", kind="client")
    assert list(looks.values_list("object_id", flat=True)) == [str(wang.pk)]


def test_an_empty_answer_leaves_it_open(client, li, manager):
    some_skills(li, 0)
    sample.draw(manager, manager.region, MONTH)
    check = checks().get()
    sample.settle(manager, check.pk, "differs", "已经搬家")
    client.force_login(li)

    page = client.post(reverse("placement:fact_answer", args=[check.pk]), {"words": " "}, follow=True)

    assert "请写明怎么处理的" in page.content.decode()
    assert sample.to_answer(li).count() == 1


def test_a_manager_draws_and_checks_on_the_page(client, li, manager):
    some_skills(li, 4)
    client.force_login(manager)

    page = client.post(reverse("placement:fact_draw"), follow=True)
    check = checks().filter(table="skill").first()
    answer = client.post(reverse("placement:fact_settle", args=[check.pk]), {"result": "true"}, follow=True)

    assert "手艺" in page.content.decode()
    assert "李敏 录入" in page.content.decode()
    assert "已记下：属实" in answer.content.decode()


def test_a_record_that_has_gone_says_so(client, li, manager):
    some_skills(li, 1)
    made = sample.draw(manager, manager.region, MONTH)
    Skill.objects.unscoped("test").delete()
    client.force_login(manager)

    page = client.get(reverse("placement:fact_sample", args=[made.pk])).content.decode()

    assert "抽取以后这条记录已删除" in page


def test_a_change_before_the_check_does_not_hide_what_was_drawn(client, li, manager):
    some_skills(li, 1)
    made = sample.draw(manager, manager.region, MONTH)
    Skill.objects.unscoped("test").update(name="会焊接")
    client.force_login(manager)

    page = client.get(reverse("placement:fact_sample", args=[made.pk])).content.decode()

    assert "手艺0" in page
    assert "现在改为：会焊接" in page


def test_who_was_received_elsewhere_does_not_hold_the_sample_up(client, li, manager):
    wang = some_skills(li, 3)
    made = sample.draw(manager, manager.region, MONTH)
    wang.residence_region = a_region("150603001")
    wang.save()
    client.force_login(manager)
    assert "另有 4 条" in client.get(reverse("placement:fact_sample", args=[made.pk])).content.decode()

    client.post(reverse("placement:fact_moved", args=[made.pk]))

    assert set(checks().values_list("result", flat=True)) == {"moved"}
    assert sample.settle_moved(manager, made.pk) == 0


def test_nobody_says_that_somebody_moved_who_is_here(li, manager):
    some_skills(li, 1)
    made = sample.draw(manager, manager.region, MONTH)

    assert sample.settle_moved(manager, made.pk) == 0
    with pytest.raises(Refused, match="还没有选核对结果"):
        sample.settle(manager, checks().first().pk, "moved")
