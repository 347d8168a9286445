"""资格名单: who stands where with one entitlement, as page and as Excel, and for whose eyes."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.models import AccessEvent
from tests.cast import (
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.welfare.results import a_benefit, a_determination, a_gap, a_screening
from welfare.apply import start

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def town():
    """Five households of 东胜区: entitled, receiving, applying, lacking one paper, not entitled."""
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    wang, zhao, sun = (a_client(li, name) for name in ("王建军", "赵志强", "孙浩"))
    qian, zhou = (a_client(zhang, name) for name in ("钱进", "周立民"))
    a_determination(wang, amount=650)
    a_determination(zhao, amount=950, grade="claimed")
    a_benefit(zhao)
    a_determination(sun, amount=300)
    start(li, sun, "minimum_living")
    a_determination(
        qian, outcome="undetermined", missing=("disability_grade@self",), why="残疾等级为一级、二级", detail=""
    )
    a_determination(zhou, outcome="ineligible", detail="家庭月人均收入 2,100 元/月；最低生活保障标准 950 元/月")
    return {"li": li, "zhang": zhang, "wang": wang, "zhao": zhao, "sun": sun, "qian": qian, "zhou": zhou}


def of(code="minimum_living", name="entitled"):
    return reverse(f"welfare:{name}", args=[code])


def listed(answer):
    return [line.client.name for line in answer.context["lines"]]


def sheet_of(answer):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]


def counts(answer, name):
    panel = next(one for one in answer.context["facets"] if one.facet.name == name)
    return {option.label: option.count for option in panel.options}


def test_an_officer_reads_each_household_with_its_sum_and_its_reason(client, town):
    client.force_login(a_welfare_officer())

    answer = client.get(of())

    assert listed(answer) == ["王建军", "赵志强", "孙浩", "钱进", "周立民"]
    page = answer.content.decode()
    assert "650 元/月" in page
    assert "家庭月人均收入 300 元/月；最低生活保障标准 950 元/月" in page
    assert "不满足“家庭月人均收入低于最低生活保障标准”：家庭月人均收入 2,100 元/月" in page
    assert "还没定“残疾等级为一级、二级”" in page
    assert reverse("welfare:notice", args=[town["zhou"].pk, "minimum_living"]) in page
    assert "先要：残疾证" in page


def test_each_facet_counts_what_a_click_lists(client, town):
    client.force_login(a_welfare_officer())

    answer = client.get(of())

    assert counts(answer, "outcome") == {"符合": 3, "不符合": 1, "待核实": 1}
    assert counts(answer, "receiving") == {"未享受": 3, "办理中": 1, "正在享受": 1}
    assert counts(answer, "street") == {"交通街道": 3, "公园街道": 2}
    assert counts(answer, "grade") == {"本人陈述": 1, "有材料": 4}
    assert counts(answer, "worker") == {"李敏": 3, "张伟": 2}
    assert counts(answer, "paper") == {"不论哪一份": 1, "残疾证（残疾等级）": 1}
    for panel in answer.context["facets"]:
        for option in panel.options:
            found = client.get(of(), {panel.facet.name: option.value})
            assert len(listed(found)) == option.count, (panel.facet.name, option.value)


def test_facets_count_under_the_other_filters(client, town):
    client.force_login(a_welfare_officer())

    answer = client.get(of(), {"outcome": "eligible", "receiving": "none"}, headers=HTMX)

    assert listed(answer) == ["王建军"]
    assert counts(answer, "outcome") == {"符合": 1, "不符合": 1, "待核实": 1}
    assert counts(answer, "receiving") == {"未享受": 1, "办理中": 1, "正在享受": 1}
    assert b"<html" not in answer.content


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("number", "王建军"),
        ("-number", "周立民"),
        ("amount", "孙浩"),
        ("-amount", "赵志强"),
        ("street", "王建军"),
        ("x", "王建军"),
    ],
)
def test_rows_come_in_the_order_asked_for(client, town, sort, first):
    client.force_login(a_welfare_officer())

    names = listed(client.get(of(), {"sort": sort}))

    assert names[0] == first
    assert len(names) == 5
    if "amount" in sort:
        assert set(names[3:]) == {"钱进", "周立民"}


def test_a_household_leads_to_its_gap(client, town):
    gap = a_gap(town["wang"], next_action="周四上门取收入证明")
    client.force_login(a_welfare_officer())

    page = client.get(of()).content.decode()

    assert reverse("welfare:gap", args=[gap.pk]) in page
    assert "周四上门取收入证明" in page


def test_what_changed_since_the_last_screening_is_marked_and_can_be_chosen(client, town):
    a_screening(at=MONDAY_9 - timedelta(hours=1))
    for one in ("wang", "zhou"):
        town[one].determinations.update(recorded_at=MONDAY_9 - timedelta(days=30))
    a_determination(town["zhou"], outcome="eligible", amount=120)
    client.force_login(a_welfare_officer())

    answer = client.get(of(), {"changed": "1", "outcome": "eligible", "worker": town["zhang"].pk})

    assert listed(answer) == ["周立民"]
    assert "上次筛查以来有变化" in answer.content.decode()


def test_a_closed_case_is_in_no_list(client, town):
    wang = town["wang"]
    wang.status, wang.closed_on, wang.closed_how = "closed", MONDAY, "moved"
    wang.save()
    client.force_login(a_welfare_officer())

    assert "王建军" not in listed(client.get(of()))


def test_who_lives_elsewhere_and_is_registered_here_is_listed_under_that(client, town):
    a_determination(a_client(a_social_worker("刘洋", "150603001"), "高勇", registered_region=a_region(GONGYUAN)))
    client.force_login(a_welfare_officer())

    assert counts(client.get(of()), "street") == {"交通街道": 3, "公园街道": 2, "户籍在本地，住在外地": 1}


def test_everybody_sees_only_her_own(client, town):
    seen = {}
    for who in (
        town["li"],
        a_manager(),
        a_welfare_officer("斯琴", GONGYUAN),
        a_welfare_officer("娜仁", KANGBASHI),
        a_manager("白音", KANGBASHI),
    ):
        client.force_login(who)
        seen[who.name] = len(listed(client.get(of())))

    assert seen == {"李敏": 3, "苏日娜": 5, "斯琴": 2, "娜仁": 0, "白音": 0}


@pytest.mark.parametrize("name", ["entitled", "entitled_excel"])
def test_others_find_nothing(client, town, name):
    client.force_login(an_auditor())

    assert client.get(of(name=name)).status_code == 404
    client.force_login(a_welfare_officer())
    assert client.get(of("no_such_thing", name)).status_code == 404


@pytest.mark.parametrize("name", ["entitled", "entitled_excel"])
def test_a_restricted_entitlement_exists_for_the_caseworker_alone(client, town, name):
    a_determination(town["wang"], "hiv_care")

    statuses = {}
    for who in (town["li"], a_welfare_officer(), a_manager()):
        client.force_login(who)
        statuses[who.name] = client.get(of("hiv_care", name)).status_code
        others = [one.code for one in client.get(of()).context["others"]]
        assert ("hiv_care" in others) is (who == town["li"])

    assert statuses == {"李敏": 200, "乌云": 404, "苏日娜": 404}


def test_opening_the_list_is_one_line_in_the_ledger(client, town):
    client.force_login(a_welfare_officer())

    client.get(of())
    client.get(of(), {"outcome": "eligible"}, headers=HTMX)

    events = AccessEvent.objects.filter(kind="household_list")
    assert [(one.action, one.object_id, one.purpose) for one in events] == [("view", "minimum_living", "welfare")]


def test_a_page_costs_the_same_for_few_and_for_many(client, town):
    client.force_login(a_welfare_officer())
    client.get(of())

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(of())
    for number in range(12):
        a_determination(
            a_client(town["li"], f"康{number}", born=date(1990, 1, 1 + number)), missing=("disability_grade@self",)
        )
    with CaptureQueriesContext(connection) as many:
        client.get(of())

    assert len(many) == len(few)
    assert len(few) <= 24


def test_a_silly_page_number_shows_a_page(client, town):
    client.force_login(a_welfare_officer())

    assert len(listed(client.get(of(), {"page": "zzz"}))) == 5


@pytest.mark.parametrize("name", ["outcome", "receiving", "street", "paper", "grade", "worker", "changed", "sort"])
def test_a_choice_that_nobody_offers_lists_nobody_and_breaks_nothing(client, town, name):
    client.force_login(a_welfare_officer())

    for value in ("zz", "standard:zz", "-1", "hiv_status_confirmed"):
        answer = client.get(of(), {name: value})
        assert answer.status_code == 200
        assert len(listed(answer)) == (5 if name == "sort" else 0)


# Excel


def test_the_workbook_has_the_rows_and_words_of_the_screen(client, town):
    client.force_login(a_welfare_officer())

    head, *rows = sheet_of(client.get(of(name="entitled_excel"), {"outcome": "eligible", "sort": "-amount"}))

    assert head[:8] == ["编号", "姓名", "居住地", "家庭人数", "救助项目", "结果", "金额", "单位"]
    assert [(row[1], row[6], row[7], row[10]) for row in rows] == [
        ("赵志强", 950, "元/月", "正在享受"),
        ("王建军", 650, "元/月", "未享受"),
        ("孙浩", 300, "元/月", "办理中"),
    ]
    assert rows[1][2] == "东胜区交通街道"
    assert rows[1][8] == "家庭月人均收入 300 元/月；最低生活保障标准 950 元/月"


def test_the_workbook_holds_everybody_not_one_page(client, town):
    for number in range(25):
        a_determination(a_client(town["li"], f"康{number}", born=date(1990, 1, 1 + number)))
    client.force_login(a_welfare_officer())

    assert len(sheet_of(client.get(of(name="entitled_excel")))) == 1 + 30


def test_what_begins_like_a_formula_stays_a_text(client, town):
    a_gap(town["wang"], next_action='=HYPERLINK("http://x")')
    client.force_login(a_welfare_officer())

    answer = client.get(of(name="entitled_excel"))

    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"]


def test_taking_the_list_away_is_written_down_for_the_list_and_for_each_household(client, town):
    wuyun = a_welfare_officer()
    client.force_login(wuyun)

    client.get(of(name="entitled_excel"), {"receiving": "none"})

    exports = AccessEvent.objects.filter(action="export", actor=wuyun)
    assert set(exports.values_list("kind", "object_id", "purpose")) == {
        ("household_list", "minimum_living", "welfare"),
        *(("household", str(town[name].pk), "welfare") for name in ("wang", "qian", "zhou")),
    }


def test_the_ledger_does_not_tell_whom_a_restricted_list_is_about(client, town):
    a_determination(town["wang"], "hiv_care")
    client.force_login(town["li"])

    client.get(of("hiv_care"))
    client.get(of("hiv_care", "entitled_excel"))
    client.get(of("minimum_living"))

    lists = AccessEvent.objects.filter(kind="household_list").values_list("action", "object_id")
    assert list(lists) == [("view", "entitled"), ("export", "entitled"), ("view", "entitled")]


def test_the_file_is_named_for_nobody(client, town):
    client.force_login(town["li"])
    a_determination(town["wang"], "hiv_care")

    named = {client.get(of(code, "entitled_excel"))["Content-Disposition"] for code in ("hiv_care", "minimum_living")}

    assert named == {'attachment; filename="qualified-20261123.xlsx"'}


def test_the_workbook_keeps_to_the_scope(client, town):
    client.force_login(a_welfare_officer("斯琴", GONGYUAN))

    rows = sheet_of(client.get(of(name="entitled_excel")))

    assert [row[1] for row in rows[1:]] == ["钱进", "周立民"]
    assert JIAOTONG not in str(rows)
