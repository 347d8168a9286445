"""Lists for offices: each reads its own columns, and none but the police learns why somebody is assisted."""

import io
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from openpyxl import load_workbook

from clients import duty_kinds, duty_sheets, owe
from clients.models import Department, Duty
from clients.report_in import expect
from people.models import AccessEvent
from tests.cast import KANGBASHI, MONDAY_9, a_client, a_manager, a_social_worker, a_welfare_officer
from tests.clients.duties import a_duty

pytestmark = pytest.mark.django_db

# Whatever tells whom the service is for; as tests/leaks/test_portal_words.py has it.
TELLING = re.compile(
    "戒毒|康复|禁毒|吸毒|涉毒|毒品|社戒|维持治疗|强制隔离|美沙酮|归航|guihang|rehab|detox|drug", re.IGNORECASE
)
NEUTRAL = [one for one in Department if one != Department.POLICE]
MARK = "标记社区戒毒协议里约定的事"


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军")


def opened(user) -> Browser:
    browser = Browser()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return browser


def a_telling_duty(client, department) -> Duty:
    """As if it had come past every check: words and source tell it all."""
    duty = a_duty(client, department, "other", "代办事项")
    duty.what, duty.article = MARK, "《戒毒条例》第十八条"
    duty.save()
    return duty


def sheet_of(user, department) -> str:
    """What lies on the printed page: the buttons above it are for the screen."""
    answer = opened(user).get(reverse("clients:duty_sheet", args=[department]))
    assert answer.status_code == 200
    return answer.content.decode()


def cells_of(answer) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.rows]


@pytest.mark.parametrize("department", NEUTRAL)
def test_no_sheet_but_that_of_the_police_carries_a_word_that_tells(li, wang, department):
    a_telling_duty(wang, department)

    page = sheet_of(li, department)
    excel = opened(li).get(reverse("clients:duty_excel", args=[department]))
    lines = cells_of(excel)

    printed = page.split("<article")[1].split("</article>")[0] + page.split("<title>")[1].split("</title>")[0]
    assert not TELLING.search(printed)
    assert not TELLING.search(str(lines))
    assert MARK not in page
    assert wang.number not in printed + str(lines)
    assert "其他事项" in printed
    assert "王建军" in printed


def test_the_police_read_the_measure_and_the_source(li, wang):
    a_telling_duty(wang, "police")

    page = sheet_of(li, "police")

    for word in (MARK, "社区戒毒", wang.number, "《戒毒条例》第十八条"):
        assert word in page


def test_of_whoever_has_yet_to_report_the_police_read_what_for(li):
    zhao = a_client(li, "赵国庆", measure=None)
    expect(li, zhao, cause="decision", kind="community_recovery", counted_from=MONDAY_9.date())
    a_duty(zhao, "police", "other", "通知街道")

    assert "社区康复" in sheet_of(li, "police")


@pytest.mark.parametrize("department", list(Department))
def test_an_office_reads_its_own_affairs_alone(li, wang, department):
    for one in Department:
        a_duty(wang, one, "other", f"标记{one.value}")

    page = sheet_of(li, department)

    assert {one for one in Department if f"标记{one.value}" in page} == {department}


def test_the_columns_of_each_office_are_declared_and_in_the_workbook(li, wang):
    for department in Department:
        a_duty(wang, department, "other", "代办事项")

        lines = cells_of(opened(li).get(reverse("clients:duty_excel", args=[department])))

        assert lines[0] == [column.title for column in duty_sheets.COLUMNS[department]]
        assert len(lines) == 2
    assert set(duty_sheets.COLUMNS) == set(Department)


def test_a_line_of_another_office_is_a_fault(li, wang):
    with pytest.raises(ValueError, match="on the sheet of"):
        duty_sheets.sheet(Department.SCHOOL, [a_duty(wang, "labour")])


def test_only_what_the_office_has_to_do_now_is_on_it(li, wang):
    back, over = a_duty(wang, "school", "schooling", "标记退回"), a_duty(wang, "school", "schooling", "标记办结")
    owe.hand_back(li, back, "缺户口簿")
    owe.done(li, over)

    page = sheet_of(li, "school")

    assert "标记退回" not in page
    assert "标记办结" not in page
    assert "缺户口簿" not in page


def test_the_name_of_the_file_says_nothing(li, wang):
    a_duty(wang, "labour")

    answer = opened(li).get(reverse("clients:duty_excel", args=["labour"]))

    assert re.fullmatch(r'attachment; filename="affairs-\d{8}\.xlsx"', answer["Content-Disposition"])


@pytest.mark.parametrize("name", ["duty_sheet", "duty_excel"])
def test_what_is_given_out_is_written_down(li, wang, name):
    a_duty(wang, "labour")

    opened(li).get(reverse(f"clients:{name}", args=["labour"]))

    event = AccessEvent.objects.filter(action="export").get()
    assert (event.kind, event.object_id, event.actor) == ("duty_list", "labour", li)


def test_who_does_not_deal_with_an_office_gets_nothing(wang):
    officer, elsewhere = opened(a_welfare_officer()), opened(a_manager("白音", KANGBASHI))
    a_duty(wang, "labour", "other", "标记事项")

    for name in ("duty_sheet", "duty_excel"):
        assert officer.get(reverse(f"clients:{name}", args=["labour"])).status_code == 404
        assert officer.get(reverse(f"clients:{name}", args=["nobody"])).status_code == 404
    assert "标记事项" not in elsewhere.get(reverse("clients:duty_sheet", args=["labour"])).content.decode()


def test_a_formula_that_somebody_typed_stays_words(li, wang):
    a_duty(wang, "labour", "other", '=HYPERLINK("http://x")')

    lines = cells_of(opened(li).get(reverse("clients:duty_excel", args=["labour"])))

    assert '=HYPERLINK("http://x")' in lines[1]


# Pages ----------------------------------------------------------------------------------------------------------------


def test_an_officer_reads_of_an_affair_that_was_written_carelessly_only_what_it_is(wang):
    duty = a_telling_duty(wang, "civil")
    duty.events.create(step="resent", department="civil", on=duty.state_on, actor=wang.caseworker, note=MARK)
    officer = opened(a_welfare_officer())

    pages = [officer.get(reverse("clients:duties")), officer.get(reverse("clients:duty", args=[duty.pk]))]

    for page in pages:
        words = page.content.decode().split("<main")[1]
        assert page.status_code == 200
        assert MARK not in words
        assert "戒毒" not in words
        assert "其他事项" in words


def test_from_the_form_to_the_hand_back_and_to_another_office(li, wang):
    browser = opened(li)
    sent = browser.post(
        reverse("clients:duty_new", args=[wang.pk]),
        {"affair": "school:schooling", "what": "孩子转学", "on": "2025-11-24"},
    )
    duty = wang.duties.get()

    assert sent["Location"] == reverse("clients:duty", args=[duty.pk])
    told = {"on": "2025-11-25", "note": ""}
    assert browser.post(reverse("clients:duty_act", args=[duty.pk, "returned"]), told).status_code == 422
    browser.post(reverse("clients:duty_act", args=[duty.pk, "returned"]), told | {"note": "缺户口簿"})
    browser.post(reverse("clients:duty_act", args=[duty.pk, "rerouted"]), told | {"department": "street"})

    duty.refresh_from_db()
    assert (duty.department, duty.state) == ("street", "open")


def test_words_that_tell_are_refused_and_what_was_entered_stays(li, wang):
    form = {"affair": "labour:training", "what": "安排戒毒人员培训", "on": "2025-11-24"}

    answer = opened(li).post(reverse("clients:duty_new", args=[wang.pk]), form)

    assert answer.status_code == 422
    assert "看出服务对象的身份" in answer.content.decode()
    assert "安排戒毒人员培训" in answer.content.decode()


def test_the_page_of_a_duty_is_that_of_its_case(li, wang):
    duty = a_duty(wang)

    for who in (a_social_worker("张伟"), a_manager("白音", KANGBASHI), a_welfare_officer()):
        assert opened(who).get(reverse("clients:duty", args=[duty.pk])).status_code == 404
        done = reverse("clients:duty_act", args=[duty.pk, "done"])
        assert opened(who).post(done, {"on": "2026-11-23"}).status_code == 404

    duty.refresh_from_db()
    assert duty.state == "open"
    assert opened(li).get(reverse("clients:duty", args=[duty.pk])).status_code == 200
    assert AccessEvent.objects.filter(actor=li, action="view", kind="client", object_id=str(wang.pk)).exists()


def test_the_list_narrows_by_office_and_view(li, wang):
    a_duty(wang, "labour", what="标记人社"), a_duty(wang, "school", "schooling", "标记教育")

    page = opened(li).get(reverse("clients:duties"), {"department": "school"}, headers={"HX-Request": "true"})

    assert "标记教育" in page.content.decode()
    assert "标记人社" not in page.content.decode()


def test_every_kind_by_hand_can_be_asked_of_its_offices():
    for department in Department:
        kinds = duty_kinds.by_hand(department)
        assert kinds
        assert all(department in kind.departments and not kind.source for kind in kinds)
        assert all(not duty_kinds.tells(kind.label) for kind in kinds)
