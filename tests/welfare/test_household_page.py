"""家庭与救助: one family on one page. Seen by who may, changed in place, and what follows is said at once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clients.models import HouseholdFact
from people.models import AccessEvent, Purpose
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    a_client,
    a_household_member,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.clients.papers import a_pdf
from welfare import plain
from welfare.keep_current import together
from welfare.models import Benefit, Determination, StandardRow
from welfare.record_answer import record_answer

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
NO_INCOME = ("business_income_month", "property_income_month", "transfer_income_month")


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def a_line(li):
    """东胜区's line of today: 1,100 元/月 in town."""
    return a_standard(date(timezone.localdate().year, 1, 1))


@pytest.fixture
def wang(li):
    return a_client(li, "王建军", region="150602001")


def a_family(li, wang, **told):
    """王建军 with wife and child; ``told`` are answers about himself."""
    wife = a_household_member(wang, "spouse", "赵秀英", birth_date=date(1990, 4, 1))
    child = a_household_member(wang, "child", "王小雨", birth_date=date(2016, 9, 1))
    with together():
        for member in (wife, child):
            record_answer(li, wang, "lives_together", True, member=member)
        for member in (None, wife):
            for code in NO_INCOME:
                record_answer(li, wang, code, 0, member=member)
        for code, answer in told.items():
            record_answer(li, wang, code, answer)
    return wife, child


def a_standard(since):
    """An approved line of 低保 for the town of 东胜区."""
    proposer, approver = a_welfare_officer("其木格"), a_welfare_officer("娜日苏")
    return StandardRow.objects.create(
        code="minimum_living_standard", region=a_region(DONGSHENG), urban=True, value="1100", valid_from=since,
        review_by=since.replace(year=since.year + 2), source_title="东胜区城乡低保标准", state="approved",
        proposed_by=proposer, decided_by=approver, decided_at=timezone.now(),
    )  # fmt: skip


def page(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(f"welfare:{name}", args=args), **more)


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
@pytest.mark.parametrize(
    "name", ["household", "members", "member_new", "paper_new", "benefit_new", "notices", "interview_summary"]
)
def test_only_who_may_see_the_household_opens_its_pages(client, wang, who, status, name):
    assert page(client, who(), name, wang.pk).status_code == status


def test_the_look_is_written_down_once_with_its_purpose(client, wang):
    officer = a_welfare_officer()

    page(client, officer, "household", wang.pk)

    looks = AccessEvent.objects.filter(actor=officer, kind="household", object_id=str(wang.pk))
    assert [look.purpose for look in looks] == [Purpose.WELFARE]


def test_an_officer_reads_nothing_of_measures_or_health(client, li, wang):
    record_answer(li, wang, "hiv_status_confirmed", True)
    a_family(li, wang)

    html = page(client, a_welfare_officer(), "household", wang.pk).content.decode()

    assert "戒毒措施记录" not in html
    assert "艾滋病确诊" not in html
    assert "四免一关怀" not in html
    assert reverse("clients:overview", args=(wang.pk,)) not in html


def test_the_caseworker_sees_what_she_alone_may_see(client, li, wang):
    a_family(li, wang)
    record_answer(li, wang, "hiv_status_confirmed", True)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "艾滋病确诊" in html
    assert "四免一关怀" in html


@pytest.mark.parametrize("who", [a_manager, a_welfare_officer])
def test_a_restricted_question_does_not_exist_for_others(client, wang, who):
    assert page(client, who(), "fact", wang.pk, "hiv_status_confirmed").status_code == 404
    assert page(client, who(), "notice", wang.pk, "hiv_care").status_code == 404


# What is seen --------------------------------------------------------------------------------------------------------


def test_who_counts_and_why_stands_on_top(client, li, wang):
    wife, _ = a_family(li, wang)
    record_answer(li, wang, "lives_together", False, member=wife)

    html = page(client, li, "household", wang.pk).content.decode()

    top = html[: html.index('id="results"')]
    assert "赵秀英" in top
    assert "不共同居住" in top


def test_each_condition_comes_with_its_source(client, li, wang):
    a_family(li, wang, wage_income_month=900)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "《社会救助暂行办法》第九条" in html
    assert "规则版本" in html


def test_a_fact_shows_what_it_rests_on_and_that_it_expired(client, li, wang):
    a_family(li, wang)
    yesterday = timezone.localdate() - timedelta(days=1)
    record_answer(
        li,
        wang,
        "wage_income_month",
        1200,
        grade="documented",
        source="工资流水",
        known_on=date(2026, 1, 5),
        expires_on=yesterday,
    )

    html = page(client, li, "household", wang.pk).content.decode()

    assert "1,200 元/月" in html
    assert "有材料" in html
    assert "工资流水" in html
    assert "已过期，要重新核实" in html


def test_who_lives_there_is_the_first_thing_to_do(client, li, wang):
    html = page(client, li, "household", wang.pk).content.decode()

    assert "登记家里有谁" in html
    assert reverse("welfare:members", args=(wang.pk,)) in html


def test_the_page_asks_the_database_no_more_for_a_larger_family(client, li, wang, django_assert_max_num_queries):
    a_family(li, wang)
    for number in range(5):
        a_household_member(wang, "sibling", f"王建{number}", birth_date=date(1991, 1, 1))
    client.force_login(li)
    client.get(reverse("welfare:household", args=(wang.pk,)))

    with django_assert_max_num_queries(40):
        client.get(reverse("welfare:household", args=(wang.pk,)))


# What is changed ------------------------------------------------------------------------------------------------------

ANSWERED = {"grade": "documented", "source": "工资流水", "known_on": "2026-01-05"}


def settle(li, wang, wife, child):
    """Everything that 低保 asks of this family, but the wage of 王建军."""
    with together():
        for code in ("financial_assets_total", "dwellings_count"):
            record_answer(li, wang, code, 0)
        for code in ("has_nonres_property", "has_motor_vehicle", "has_business_registration"):
            record_answer(li, wang, code, False)
        record_answer(li, wang, "is_urban_household", True)
        record_answer(li, wang, "custody_status", "无", member=wife)
        for member in (wife, child):
            record_answer(li, wang, "wage_income_month", 0, member=member)
        for code in NO_INCOME:
            record_answer(li, wang, code, 0, member=child)
        for member in (None, wife, child):
            record_answer(li, wang, "disability_grade", "无", member=member)


def test_a_changed_income_changes_the_answer_on_the_same_page_and_says_why(client, li, wang, a_line):
    settle(li, wang, *a_family(li, wang))
    officer = a_welfare_officer()
    client.force_login(officer)

    answer = client.post(
        reverse("welfare:fact", args=(wang.pk, "wage_income_month")), ANSWERED | {"answer_0": "1,200"}, **HTMX
    )

    html = answer.content.decode()
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == "#household"
    assert "本人的工资性收入已记下" in html
    assert "最低生活保障：待核实 → 符合" in html
    assert "因为" in html
    stored = Determination.objects.unscoped("test").current().get(client=wang, entitlement="minimum_living")
    assert stored.outcome == "eligible"


def test_without_scripts_the_page_comes_back_with_the_same_words(client, li, wang, a_line):
    settle(li, wang, *a_family(li, wang))
    client.force_login(li)

    answer = client.post(
        reverse("welfare:fact", args=(wang.pk, "wage_income_month")), ANSWERED | {"answer_0": "1200"}, follow=True
    )

    assert "最低生活保障：待核实 → 符合" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"answer_0": "一千二"}, "请填数字"),
        ({"answer_0": ""}, "请填写"),
        ({"answer_0": "-5"}, "不能是负数"),
        ({"answer_0": "1200", "source": ""}, "请写明看的是哪份材料"),
        ({"answer_0": "1200", "expires_on": "2025-12-01"}, "有效期不能早于核实日期"),
    ],
)
def test_a_refused_answer_keeps_what_was_typed(client, li, wang, typed, told):
    a_family(li, wang)
    client.force_login(li)

    answer = client.post(reverse("welfare:fact", args=(wang.pk, "wage_income_month")), ANSWERED | typed, **HTMX)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert f'value="{typed["answer_0"]}"' in html or not typed["answer_0"]
    assert not HouseholdFact.objects.unscoped("test").filter(client=wang, code="wage_income_month").exists()


def test_an_answer_recorded_by_mistake_is_taken_back(client, li, wang):
    a_family(li, wang, wage_income_month=1200)
    client.force_login(li)

    client.post(reverse("welfare:fact", args=(wang.pk, "wage_income_month")), {"forget": "1"})

    assert not wang.household_facts.current().filter(code="wage_income_month", member=None).exists()
    assert wang.household_facts.filter(code="wage_income_month", member=None).exists()


def test_nothing_is_changed_in_a_closed_case(client, li, wang):
    a_family(li, wang)
    wang.status, wang.closed_on, wang.closed_how = "closed", date(2026, 1, 5), "moved"
    wang.save()
    client.force_login(li)

    answer = client.post(reverse("welfare:fact", args=(wang.pk, "wage_income_month")), ANSWERED | {"answer_0": "1"})

    assert answer.status_code == 422
    assert "已经结案" in answer.content.decode()


def test_who_lives_alone_says_so_and_can_be_looked_at(client, li, wang):
    client.force_login(li)

    client.post(reverse("welfare:members", args=(wang.pk,)), {"complete": "yes"})

    html = page(client, li, "household", wang.pk).content.decode()
    assert "申请人本人" in html
    assert "登记家里有谁" not in html


def test_a_relative_is_added_by_the_officer_and_removed_when_mistaken(client, wang):
    officer = a_welfare_officer()
    client.force_login(officer)

    added = client.post(
        reverse("welfare:member_new", args=(wang.pk,)),
        {"relation": "mother", "name": "刘桂兰", "birth_date": "1961-03-02", "sex": "female"},
    )

    mother = wang.household_members.get()
    assert added["Location"] == reverse("welfare:members", args=(wang.pk,))
    assert mother.recorded_by == officer
    client.post(reverse("welfare:member_remove", args=(wang.pk, mother.pk)))
    assert not wang.household_members.exists()


def test_a_benefit_is_written_down_and_ended(client, li, wang):
    a_family(li, wang)
    client.force_login(li)
    new = reverse("welfare:benefit_new", args=(wang.pk,))

    client.post(new, {"entitlement": "minimum_living", "since": "2026-03-01", "amount": "850", "grade": "claimed"})

    benefit = Benefit.objects.unscoped("test").get(client=wang)
    assert "正在享受" in page(client, li, "household", wang.pk).content.decode()
    client.post(reverse("welfare:benefit_end", args=(wang.pk, benefit.pk)), {"until": "2026-06-01"})
    benefit.refresh_from_db()
    assert benefit.until == date(2026, 6, 1)


def test_what_is_received_and_no_longer_carried_by_the_answers_is_to_be_looked_at_again(client, li, wang, a_line):
    settle(li, wang, *a_family(li, wang, wage_income_month=9000))
    client.force_login(li)
    new = reverse("welfare:benefit_new", args=(wang.pk,))

    client.post(new, {"entitlement": "minimum_living", "since": "2026-03-01", "amount": "850", "grade": "claimed"})

    text = page(client, li, "household", wang.pk).content.decode()
    assert "正在享受，要复核" in text
    assert "按程序复核后停止" in text


def test_a_paper_is_handed_in_once_and_offered_as_evidence(client, li, wang):
    a_family(li, wang)
    client.force_login(li)
    sheet = SimpleUploadedFile("流水.pdf", a_pdf("工资流水"), content_type="application/pdf")

    client.post(reverse("welfare:paper_new", args=(wang.pk,)), {"kind": "工资流水", "file": sheet})

    assert wang.papers.get().kind == "工资流水"
    assert "工资流水" in page(client, li, "fact", wang.pk, "wage_income_month").content.decode()


def test_a_paper_on_treatment_is_the_caseworkers_alone_whatever_its_name_goes_on_with(client, li, wang):
    client.force_login(li)
    sheet = SimpleUploadedFile("1.pdf", a_pdf("检测"), content_type="application/pdf")

    client.post(reverse("welfare:paper_new", args=(wang.pk,)), {"kind": "确证检测报告（复印件）", "file": sheet})

    assert wang.papers.get().restricted
    assert "确证检测报告" not in page(client, a_welfare_officer(), "household", wang.pk).content.decode()


def test_a_file_that_is_no_paper_is_refused_with_words(client, li, wang):
    client.force_login(li)
    program = SimpleUploadedFile("工资流水.pdf", b"MZ" + b"\0" * 400, content_type="application/pdf")

    answer = client.post(reverse("welfare:paper_new", args=(wang.pk,)), {"kind": "工资流水", "file": program})

    assert answer.status_code == 422
    assert not wang.papers.exists()


# What is taken home ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [lambda: a_social_worker("李敏"), a_welfare_officer])
def test_paper_for_the_kitchen_table_is_neutral(client, li, wang, who):
    a_family(li, wang)

    html = page(client, who(), "notices", wang.pk).content.decode()
    sheet = html[html.index("<article") : html.index("</article>")]

    assert not plain.is_delicate(sheet)
    assert "不符合" not in sheet
    assert "电话" in sheet
    assert "王建军" not in sheet


def test_the_own_copy_says_that_it_is_one(client, li, wang):
    a_family(li, wang)

    html = page(client, li, "notice", wang.pk, "ordos_o2").content.decode()

    assert "本人自留" in html


def test_a_result_says_what_stood_before_and_what_changed_since(client, li, wang, a_line):
    settle(li, wang, *a_family(li, wang))
    record_answer(li, wang, "wage_income_month", 1200)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "测算为“待核实”，以后的变化：" in html
    assert "王建军的工资性收入：没有记录 → 1,200 元/月" in html


def test_town_or_country_answered_last_is_told_as_that_answer(client, li, wang, a_line):
    settle(li, wang, *a_family(li, wang, wage_income_month=1200))
    record_answer(li, wang, "is_urban_household", None)
    record_answer(li, wang, "is_urban_household", True)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "城镇家庭：不清楚 → 是" in html
