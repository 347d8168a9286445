"""The pages, sheets and workbooks of 台账: who gets in, what is written down, what they cost, what they say."""

import io
from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from figures.desk import registers as pages
from figures.registers import table
from people.models import AccessEvent, Role
from tests.cast import a_client, a_manager, a_region, a_social_worker, a_welfare_officer, an_auditor
from tests.figures.ledgers import OCTOBER, a_whole_case, at, help_given, read
from welfare.models import Benefit
from welfare.restricted import RESTRICTED_ENTITLEMENTS

pytestmark = pytest.mark.django_db
ALL = pytest.mark.parametrize("register", table.REGISTERS, ids=lambda one: one.code)
NAMES = ("王建军", "赵志强", "孙海")
# Queries of reading a whole register for a manager, however many rows there are.
COSTS = {
    "roster": 4, "moves": 5, "workers": 3, "report-ins": 1, "leaves": 1, "planned-days": 5, "help": 1, "plans": 4,
    "pairings": 2, "placements": 2, "services": 5, "aid": 5,
}  # fmt: skip


def asked(register, **query) -> dict[str, str]:
    return {("on" if register.as_of else "period"): "2026-10-31" if register.as_of else OCTOBER, **query}


def url(name: str, register) -> str:
    return reverse(f"figures:{name}", args=[register.code])


def cells(answer, sheet: int = 0) -> list[tuple]:
    book = load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[sheet].iter_rows(values_only=True))


# Who gets in ----------------------------------------------------------------------------------------------------------


@ALL
def test_a_register_opens_to_its_roles_and_to_nobody_else(client, register):
    mine = a_whole_case()
    people = [mine.caseworker, a_manager(), a_welfare_officer(), an_auditor()]

    for user in people:
        client.force_login(user)
        expected = 200 if user.role in register.roles else 404
        for name in ("register", "register_sheet", "register_excel"):
            assert client.get(url(name, register), asked(register)).status_code == expected, (name, user.role)


@ALL
def test_another_worker_and_another_district_read_nothing_of_her(client, register):
    mine = a_whole_case()

    for user in (a_social_worker("张伟"), a_manager("白音", "150603")):
        if user.role not in register.roles:
            continue
        client.force_login(user)
        text = client.get(url("register", register), asked(register, private="1")).content.decode()
        assert mine.name not in text
        # 张伟 gave her away: his line has her number, and nothing else.
        assert (mine.number in text) == (register.code == "moves" and user.role == Role.SOCIAL_WORKER)


@pytest.mark.parametrize(
    "query", [{"period": "2026-13"}, {"period": "x"}, {"region": "150603"}, {"region": "nowhere"}, {"region": "15"}]
)
def test_days_that_are_none_and_places_that_are_not_hers_are_not_there(client, query):
    a_region("150603")
    client.force_login(a_manager())

    assert client.get(reverse("figures:register", args=["help"]), query).status_code == 404


def test_a_worker_cannot_narrow_by_place(client):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("figures:register", args=["help"]), {"region": "150602002"}).status_code == 404


@pytest.mark.parametrize("on", ["2026-02-30", "yesterday", "9999999"])
def test_a_day_that_is_none_is_not_there(client, on):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("figures:register", args=["roster"]), {"on": on}).status_code == 404


def test_the_menu_and_the_list_show_what_the_role_has(client):
    client.force_login(a_social_worker("李敏"))
    of_the_worker = client.get(reverse("figures:registers")).content.decode()
    client.force_login(a_manager())
    of_the_manager = client.get(reverse("figures:registers")).content.decode()

    assert "花名册" in of_the_worker
    assert "社工名册" not in of_the_worker
    assert all(register.label in of_the_manager for register in table.REGISTERS)
    assert f'href="{reverse("figures:registers")}"' in of_the_worker


# What they cost -------------------------------------------------------------------------------------------------------


@ALL
def test_a_register_costs_the_same_for_one_row_and_for_many(client, register):
    client.force_login(a_manager())
    a_whole_case()
    one = costs(client, register)
    for number, who in enumerate(NAMES[1:], start=1):
        a_whole_case(who, number)

    many = costs(client, register)

    assert many == one
    assert many[-1] == COSTS[register.code]


def costs(client, register) -> tuple[int, ...]:
    """Queries of the page, of the sheet, and of reading all of it."""
    addresses = [url(name, register) for name in ("register", "register_sheet")]
    manager = a_manager()
    deeds = [partial(client.get, address, asked(register)) for address in addresses]
    deeds.append(partial(read, manager, register.code, *asked(register).values()))
    found = []
    for deed in deeds:
        deed()
        with CaptureQueriesContext(connection) as queries:
            deed()
        found.append(len(queries))
    return tuple(found)


# What is shown --------------------------------------------------------------------------------------------------------


@ALL
def test_page_sheet_and_workbook_show_the_same_lines(client, register):
    a_whole_case()
    client.force_login(a_manager())

    page = client.get(url("register", register), asked(register))
    sheet = client.get(url("register_sheet", register), asked(register))
    book = cells(client.get(url("register_excel", register), asked(register)))

    count = len(sheet.context["rows"])
    assert count == page.context["page"].paginator.count == len(book) - 1 > 0
    assert list(book[0]) == ["序号", *(column.title for column in register.columns if not column.private)]
    for row, line in zip(sheet.context["rows"], book[1:], strict=True):
        for cell, value in zip(row.cells, line[1:], strict=True):
            shown = value.date() if hasattr(value, "date") else value
            assert shown == cell.value or (cell.is_blank and shown is None)


def test_the_sheet_says_what_it_is_and_that_it_stays_inside(client):
    mine = a_whole_case()
    client.force_login(mine.caseworker)

    text = client.get(reverse("figures:register_sheet", args=["help"]), {"period": OCTOBER}).content.decode()

    for words in (
        "走访和帮扶台账",
        "2026年10月",
        "李敏负责的服务对象",
        "共 1 条",
        pages.SECRET,
        "制表：李敏",
        "审核：",
    ):
        assert words in text
    assert "合计" in text


def test_private_columns_are_left_out_until_they_are_asked_for(client):
    mine = a_whole_case()
    help_given(mine, at(10, 9), said="我想先照顾我妈")
    client.force_login(mine.caseworker)
    address = reverse("figures:register_sheet", args=["help"])

    without = client.get(address, {"period": OCTOBER}).content.decode()
    having = client.get(address, {"period": OCTOBER, "private": "1"}).content.decode()

    assert "我想先照顾我妈" not in without
    assert "我想先照顾我妈" in having


def test_a_text_that_begins_like_a_formula_stays_a_text_in_the_workbook(client):
    mine = a_whole_case()
    help_given(mine, at(10, 9), note="=1+1")
    client.force_login(mine.caseworker)

    book = cells(client.get(reverse("figures:register_excel", args=["help"]), {"period": OCTOBER}))

    assert "=1+1" in [value for line in book for value in line]


def test_restricted_aid_is_on_no_sheet_of_a_manager(client):
    mine = a_whole_case()
    telling = sorted(RESTRICTED_ENTITLEMENTS)[0]
    Benefit.objects.create(client=mine, entitlement=telling, since=date(2026, 10, 1))
    address = reverse("figures:register_sheet", args=["aid"])

    client.force_login(mine.caseworker)
    hers = client.get(address, {"period": OCTOBER})
    client.force_login(a_manager())
    managers = client.get(address, {"period": OCTOBER})

    assert len(hers.context["rows"]) == len(managers.context["rows"]) + 1


@ALL
def test_an_empty_register_says_what_to_record(client, register):
    user = a_manager("白音", "150603")
    client.force_login(user)

    text = client.get(url("register", register), asked(register)).content.decode()

    assert register.fills.text in text
    assert reverse(register.fills.url_name) in text
    assert url("register_sheet", register) not in text


def test_a_page_holds_some_rows_and_names_the_number_of_all(client, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 2)
    mine = a_client(a_social_worker("李敏"))
    for day in (1, 2, 3):
        help_given(mine, at(10, day), note=f"第{day}次")
    client.force_login(mine.caseworker)
    address = reverse("figures:register", args=["help"])

    first = client.get(address, {"period": OCTOBER}).content.decode()
    silly = client.get(address, {"period": OCTOBER, "page": "zwei"}).content.decode()
    last = client.get(address, {"period": OCTOBER, "page": "9"}).content.decode()

    assert "第2次" in first
    assert "第3次" not in first
    assert "共 3 条" in first
    assert "第1次" in silly
    assert "第3次" in last


def test_what_is_too_long_is_asked_for_in_parts(client, monkeypatch):
    monkeypatch.setattr(pages, "MOST_PRINTED", 1)
    mine = a_client(a_social_worker("李敏"))
    help_given(mine, at(10, 1))
    help_given(mine, at(10, 2))
    client.force_login(mine.caseworker)

    answer = client.get(reverse("figures:register_sheet", args=["help"]), {"period": OCTOBER}, follow=True)

    assert answer.redirect_chain[0][0].endswith(f"?period={OCTOBER}")
    assert "请选短一点的时间" in answer.content.decode()
    assert not AccessEvent.objects.filter(action="export").exists()


def test_calendars_of_too_many_people_are_asked_for_by_street(client, monkeypatch):
    register = table.BY_CODE["planned-days"]
    mine = a_whole_case()
    client.force_login(a_manager())
    monkeypatch.setitem(table.BY_CODE, register.code, _limited(register))

    page = client.get(url("register", register), asked(register))
    sheet = client.get(url("register_sheet", register), asked(register))

    assert "请在上面选一个下级地区" in page.content.decode()
    assert mine.name not in page.content.decode()
    assert sheet.status_code == 302


def _limited(register):
    from dataclasses import replace

    return replace(register, most=0)


# The ledger -----------------------------------------------------------------------------------------------------------


def test_who_takes_a_list_away_stands_in_the_ledger_client_by_client(client):
    mine = a_whole_case()
    help_given(mine, at(10, 9))
    client.force_login(mine.caseworker)

    answer = client.get(reverse("figures:register_excel", args=["help"]), {"period": OCTOBER, "private": "1"})

    taken = AccessEvent.objects.filter(action="export").values_list("kind", "object_id", "purpose")
    assert set(taken) == {
        ("register", "help 2026-10 150602001 +", "case_work"),
        ("client", str(mine.pk), "case_work"),
    }
    assert answer["Content-Disposition"] == 'attachment; filename="register-help-2026-10.xlsx"'


def test_a_managers_look_stands_in_the_record_of_whom_she_read_about(client):
    mine = a_whole_case()

    client.force_login(mine.caseworker)
    client.get(reverse("figures:register", args=["help"]), {"period": OCTOBER})
    assert list(AccessEvent.objects.filter(kind="client", action="view")) == []

    client.force_login(a_manager())
    client.get(reverse("figures:register", args=["help"]), {"period": OCTOBER})
    looks = AccessEvent.objects.filter(kind="client", action="view").values_list("object_id", "purpose")
    assert list(looks) == [(str(mine.pk), "supervision")]


@ALL
def test_names_of_a_register_fit_into_the_ledger_and_a_file_name(register):
    assert len(f"{register.code} 2026-11-23 150602001001 +") <= 40
    assert register.code.isascii()


def test_today_is_what_a_register_opens_with(client):
    mine = a_client(a_social_worker("李敏"))
    help_given(mine, timezone.now(), note="刚才打的电话")
    client.force_login(mine.caseworker)

    assert "刚才打的电话" in client.get(reverse("figures:register", args=["help"])).content.decode()
    assert mine.name in client.get(reverse("figures:register", args=["roster"]), {"on": "2999-01-01"}).content.decode()
