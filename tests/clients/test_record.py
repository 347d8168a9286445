"""Recording what is known: who recorded it, what a form does when something is wrong, and closing a case."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import close_case, correct_help, record_facts, record_help
from clients.enrol import NewCase, enrol
from clients.models import BarFact, Client, HelpEvent, RehabMeasure, Skill
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import DONGSHENG, JIAOTONG, a_client, a_manager, a_region, a_social_worker, an_id_number

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


@pytest.fixture
def wang(li):
    return a_client(li)


def changes(client_id):
    return AccessEvent.objects.filter(kind="client", object_id=str(client_id), action="change").count()


# Enrolling


def form_of(**fields):
    return {
        "name": "王建军", "id_number": an_id_number(), "phone": "138 4771 2345", "education": "junior",
        "residence_region": a_region(JIAOTONG).pk, "measure": "community_treatment", "measure_start": "2025-06-02",
        "category": "rehabilitation",
    } | fields  # fmt: skip


def test_a_person_is_enrolled_in_one_form(client, li):
    response = client.post(reverse("clients:enrol"), form_of(wish_text="想做电工"), follow=True)

    wang = Client.objects.visible_to(li).get()
    assert "已建档，编号 DS-000001" in response.content.decode()
    assert (wang.name, wang.phone, wang.sex, wang.birth_date) == ("王建军", "13847712345", "male", date(1988, 3, 5))
    assert (wang.caseworker, wang.recorded_by, wang.wish.text) == (li, li, "想做电工")
    assert wang.measures.get().kind == RehabMeasure.Kind.COMMUNITY_TREATMENT


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id_number": "150602198803050010"}, "校验不通过"),
        ({"id_number": ""}, "没有身份证号时，请填性别和出生日期"),
        ({"sex": "female"}, "身份证号显示是男"),
        ({"birth_date": "1988-03-06"}, "和身份证号里的出生日期不一致"),
        ({"phone": "1384771"}, "应为 11 位"),
        ({"name": "王2"}, "数字或符号"),
        ({"measure_start": ""}, "还要填开始日期"),
        ({"measure_start": "2099-01-01"}, "日期在将来"),
        ({"registered_region": "火星"}, "没有认出这个地方"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, li, fields, message):
    response = client.post(reverse("clients:enrol"), form_of(**fields, address="示例小区 3 号楼"))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "示例小区 3 号楼" in page
    assert not Client.objects.visible_to(li)


def test_without_papers_sex_and_birth_date_are_enough(client, li):
    client.post(reverse("clients:enrol"), form_of(id_number="", sex="male", birth_date="1988-03-05"))

    assert Client.objects.visible_to(li).get().id_number_index is None


def test_the_same_person_is_not_enrolled_twice(client, li, wang):
    page = client.post(reverse("clients:enrol"), form_of()).content.decode()

    assert "已经在册" in page
    assert wang.number in page
    assert Client.objects.visible_to(li).count() == 1


def test_elsewhere_only_the_fact_is_said(client, wang):
    client.force_login(a_social_worker("张伟"))

    page = client.post(
        reverse("clients:enrol"), form_of(residence_region=a_social_worker("张伟").region.pk)
    ).content.decode()

    assert "已经在册" in page
    assert wang.number not in page
    assert "李敏" not in page


def test_a_closed_case_does_not_stand_in_the_way(li, wang):
    close_case.close(li, wang, "finished")

    again = enrol(li, NewCase(name="王建军", id_number=an_id_number(), residence_region=a_region(), caseworker=li))

    assert again.number != wang.number
    with pytest.raises(Refused, match="另有一份在册档案"):
        close_case.reopen(a_manager(), wang)


def test_places_and_caseworkers_beyond_ones_own_are_refused(li):
    zhang = a_social_worker("张伟")

    for case, message in (
        (NewCase(name="王建军", residence_region=zhang.region, caseworker=li), "负责区域"),
        (NewCase(name="王建军", residence_region=li.region, caseworker=zhang), "由自己负责"),
    ):
        with pytest.raises(Refused, match=message):
            enrol(li, case)
    with pytest.raises(Refused, match="任职"):
        enrol(a_manager(), NewCase(name="王建军", residence_region=li.region, caseworker=a_manager()))


def test_identity_is_corrected_with_the_same_checks(client, li, wang):
    address = reverse("clients:edit", args=[wang.pk])
    fields = {
        "name": "王健军", "id_number": wang.id_number, "residence_region": wang.residence_region_id,
        "category": wang.category,
    }  # fmt: skip

    assert client.post(address, fields | {"longitude": "109.99"}).status_code == 422
    client.post(address, fields | {"longitude": "109.99", "latitude": "39.81", "datum": "gcj02"})

    wang.refresh_from_db()
    assert (wang.name, wang.longitude, wang.datum) == ("王健军", 109.99, "gcj02")
    assert changes(wang.pk) == 1


def test_a_move_to_another_county_is_no_correction_but_a_transfer(client, wang):
    client.force_login(a_manager("敖登", "1506"))
    fields = {"name": wang.name, "id_number": wang.id_number, "category": wang.category}

    page = client.post(reverse("clients:edit", args=[wang.pk]), fields | {"residence_region": a_region("150603001").pk})

    assert page.status_code == 422
    assert "变更执行地" in page.content.decode()
    wang.refresh_from_db()
    assert wang.residence_region.code == JIAOTONG


# Facts


FACTS = {
    "certificate": {"code": "低压电工证", "expires_on": "2028-03-01"},
    "work": {"title": "维修电工", "workplace": "棋盘井某厂", "start": "2015-03", "end": "2019-08"},
    "skill": {"name": "砌墙", "years": "3"},
    "fixed_time": {"kind": "sign_in", "every": "week", "weekday": "2", "half_day": "am"},
    "measure": {"kind": "community_recovery", "start": "2025-06-02"},
}
WRONG = {
    "certificate": ({"issued_on": "2029-01-01"}, "有效期不能早于发证日期"),
    "work": ({"end": "2014-01"}, "结束月份不能早于开始月份"),
    "skill": ({"name": ""}, "请填写会什么。"),
    "fixed_time": ({"every": "day"}, "每天的事项不选周几"),
    "measure": ({"ended_how": "expired"}, "还要填结束日期"),
}


@pytest.mark.parametrize(("kind", "fields"), FACTS.items())
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_fact_is_added_changed_and_removed(client, li, wang, kind, fields, headers):
    wang.measures.all().delete()
    shown = client.post(reverse("clients:fact_new", args=[wang.pk, kind]), fields, follow=True, headers=None, **headers)
    assert shown.status_code == 200
    assert "已保存" in shown.content.decode()

    from clients.desk.fact_forms import GROUPS

    fact = getattr(wang, GROUPS[kind].related).get()
    assert fact.recorded_by == li
    again = client.post(reverse("clients:fact", args=[wang.pk, kind, fact.pk]), fields, follow=True, **headers)
    assert "已保存" in again.content.decode()

    asked = client.get(reverse("clients:fact_remove", args=[wang.pk, kind, fact.pk]), **headers).content.decode()
    assert "确认删除" in asked
    client.post(reverse("clients:fact_remove", args=[wang.pk, kind, fact.pk]), **headers)
    assert not getattr(wang, GROUPS[kind].related).exists()
    assert changes(wang.pk) == 3


@pytest.mark.parametrize(("kind", "wrong"), WRONG.items())
def test_a_wrong_fact_is_refused_and_kept_in_the_form(client, wang, kind, wrong):
    fields, message = wrong

    response = client.post(reverse("clients:fact_new", args=[wang.pk, kind]), FACTS[kind] | fields, **HTMX)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'id="group-{kind}"' in page


def test_the_same_certificate_is_not_recorded_twice(client, wang):
    address = reverse("clients:fact_new", args=[wang.pk, "certificate"])
    client.post(address, {"code": "驾照C1"})

    assert "已经登记过" in client.post(address, {"code": "驾驶证 C1"}).content.decode()


def test_the_same_fact_written_by_two_at_once_is_refused_to_the_second(li, wang):
    record_facts.record(li, wang, Skill(client=wang, name="砌墙"))

    with pytest.raises(Refused, match="刚刚有人"):
        record_facts.record(li, wang, Skill(client=wang, name="砌墙"))

    assert wang.skills.count() == 1
    assert changes(wang.pk) == 1


def test_a_certificate_keeps_words_that_nobody_listed(client, wang):
    client.post(reverse("clients:fact_new", args=[wang.pk, "certificate"]), {"code": "羊毛分级员证"})

    assert wang.certificates.get().label == "羊毛分级员证"


def test_a_fact_of_another_client_is_not_reached_through_ones_own(client, li, wang):
    other = a_client(a_social_worker("张伟"), "赵志强", skills=("做面食",))

    address = reverse("clients:fact", args=[wang.pk, "skill", other.skills.get().pk])

    assert client.get(address).status_code == 404


def test_the_wish_is_answered_in_words_of_the_classification(client, li, wang):
    address = reverse("clients:answer", args=[wang.pk, "wish"])

    wrong = client.post(address, {"first": "电工", "second": "服务员", "wage_floor": "3500"}, **HTMX)
    assert wrong.status_code == 422
    assert "餐厅服务员" in wrong.content.decode()
    assert "3500" in wrong.content.decode()

    client.post(
        address, {"first": "电工", "wage_floor": "3500", "shifts": ["day", "two"], "districts": [DONGSHENG]}, **HTMX
    )

    wish = Client.objects.visible_to(li).get(pk=wang.pk).wish
    assert (wish.occupations, wish.wage_floor, wish.shifts) == (["6-31-01-03"], 3500, ["day", "two"])
    assert wish.recorded_by == li


def test_limits_keep_who_recorded_what_did_not_change(li, wang):
    boss = a_manager()
    record_facts.record_limits(li, wang, {"height": ("cannot", "恐高"), "night": ("can", "")})

    record_facts.record_limits(
        boss, wang, {"height": ("cannot", "恐高"), "night": ("unknown", ""), "dust": ("can", "")}
    )

    assert {limit.feature: (limit.answer, limit.recorded_by) for limit in wang.limits.all()} == {
        "height": ("cannot", li),
        "dust": ("can", boss),
    }


def test_what_statutes_ask_is_dated_and_may_be_unknown(client, li, wang):
    address = reverse("clients:answer", args=[wang.pk, "bar_facts"])
    answers = dict.fromkeys(BarFact.Kind.values, "unknown") | {"detained": "yes", "detained_on": "2022-04-02"}

    assert client.post(address, answers | {"drug_crime_on": "2020-01-01"}).status_code == 422
    client.post(address, answers)

    fact = wang.bar_facts.get()
    assert (fact.kind, fact.answer, fact.on) == ("detained", "yes", date(2022, 4, 2))


def test_only_the_caseworker_and_the_manager_of_the_region_record(li, wang):
    zhang = a_social_worker("张伟")
    event = HelpEvent(client=wang)

    for deed in (
        lambda: record_facts.record(zhang, wang, event),
        lambda: record_facts.remove(zhang, wang, wang.measures.get()),
        lambda: record_help.record_help(zhang, wang, kind="call", at=timezone.now(), note="问近况"),
        lambda: close_case.close(zhang, wang, "moved"),
    ):
        with pytest.raises(Refused):
            deed()
    assert changes(wang.pk) == 0


# Help


def test_one_contact_moves_last_and_next_contact(client, li, wang):
    today = timezone.localdate()
    response = client.post(
        reverse("clients:help", args=[wang.pk]),
        {
            "kind": "call",
            "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "note": "找到零工了",
            "next_on": today + timedelta(days=14),
        },
        follow=True,
    )

    assert "已记下这次联系" in response.content.decode()
    wang.refresh_from_db()
    assert (wang.last_contact_on, wang.next_contact_on) == (today, today + timedelta(days=14))


def test_an_attempt_is_no_contact(li, wang):
    at = timezone.make_aware(datetime(2026, 1, 5, 10))
    record_help.record_help(li, wang, kind="visit", at=at, note="在家", next_on=date(2026, 1, 20))

    record_help.record_help(li, wang, kind="attempt", at=at + timedelta(days=15), note="没接")

    wang.refresh_from_db()
    assert wang.last_contact_on == date(2026, 1, 5)
    assert wang.next_contact_on is None


def test_a_contact_is_not_in_the_future_and_the_next_not_before_it(li, wang):
    with pytest.raises(Refused, match="将来"):
        record_help.record_help(li, wang, kind="call", at=timezone.now() + timedelta(hours=1), note="约")
    with pytest.raises(Refused, match="早于"):
        record_help.record_help(
            li, wang, kind="call", at=timezone.now(), note="约", next_on=timezone.localdate() - timedelta(days=1)
        )


def test_who_wrote_it_corrects_it(client, li, wang):
    event = record_help.record_help(li, wang, kind="call", at=timezone.now(), note="找到零工")
    address = reverse("clients:help_edit", args=[wang.pk, event.pk])

    client.post(address, {"kind": "call", "at": "2026-01-05T10:00", "note": "找到零工，按天结"})
    event.refresh_from_db()
    assert event.note == "找到零工，按天结"

    client.force_login(a_manager())
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="别人写的"):
        correct_help.correct_help(a_manager(), event)


# Closing


def test_a_closed_case_stays_readable_and_changes_no_more(client, li, wang):
    response = client.post(
        reverse("clients:close", args=[wang.pk]), {"how": "finished", "on": timezone.localdate()}, follow=True
    )

    assert "已结案" in response.content.decode()
    wang.refresh_from_db()
    with pytest.raises(Refused, match="已经结案"):
        record_facts.record(li, wang, wang)
    with pytest.raises(Refused, match="已经结案"):
        close_case.close(li, wang, "finished")
    assert "重新开案" not in client.get(reverse("clients:overview", args=[wang.pk])).content.decode()


def test_the_manager_opens_it_again(client, li, wang):
    close_case.close(li, wang, "mistake")
    client.force_login(a_manager())

    client.post(reverse("clients:reopen", args=[wang.pk]))

    wang.refresh_from_db()
    assert wang.is_open


def test_a_closing_lies_between_opening_and_today(li, wang):
    for day in (wang.opened_on - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused, match="之间"):
            close_case.close(li, wang, "moved", day)
