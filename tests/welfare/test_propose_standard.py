"""A number counts when a second person has approved it; who would be touched is seen before."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clients.close_case import close, reopen
from clients.models import Client
from jobs.models import Job, State
from jobs.run import run
from people.errors import Refused
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    MONDAY,
    a_client,
    a_household_fact,
    a_household_member,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
)
from welfare import preview_change
from welfare.catalogue.minimum_living import minimum_living_standard
from welfare.catalogue.table import CATALOGUE
from welfare.determine import bounds
from welfare.gather import gather
from welfare.keep_current import together
from welfare.models import ImpactLine, ImpactPreview, StandardRow
from welfare.preview_change import ask_preview
from welfare.propose_standard import Proposal, approve, plain_value, propose, refuse, withdraw
from welfare.rules.assess import assess
from welfare.standards import book

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2027, 1, 1)
NOTICE = "鄂尔多斯市人民政府关于调整2027年社会救助标准的通知"


def a_proposal(**fields):
    given = {"code": "minimum_living_standard", "value": "1,100", "valid_from": NEW_YEAR, "source_title": NOTICE}
    return Proposal(**{**given, "urban": True, **fields})


def of_the_city():
    """娜仁 keeps the whole city, so she may decide on the city's numbers."""
    return a_welfare_officer("娜仁", region="1506")


def proposed(officer=None, region="1506", **fields):
    return propose(officer or a_welfare_officer(), a_region(region), a_proposal(**fields))


def the_standard(day=NEW_YEAR, urban=True, region=DONGSHENG):
    found = book().find(minimum_living_standard, region, urban, day)
    return None if found is None else found.value


def test_a_proposed_number_counts_for_nothing():
    proposed()

    assert the_standard() is None


def test_a_number_that_another_person_approved_holds_from_its_first_day():
    row = proposed(a_welfare_officer("乌云"))

    approve(of_the_city(), row.pk)

    assert the_standard() == Decimal(1100)
    assert the_standard(date(2026, 12, 31)) is None
    assert the_standard(urban=False) is None


def test_nobody_approves_her_own_number():
    row = proposed(a_welfare_officer("乌云"))

    with pytest.raises(Refused, match="不能自己审核"):
        approve(a_welfare_officer("乌云"), row.pk)

    assert the_standard() is None


def test_a_remark_that_is_too_long_is_told_its_length():
    row = proposed(a_welfare_officer("乌云"))
    longest = StandardRow._meta.get_field("decision_note").max_length

    with pytest.raises(Refused, match=f"{longest + 1} 个字，最多 {longest} 个"):
        refuse(of_the_city(), row.pk, "查" * (longest + 1))


def test_a_county_does_not_put_the_citys_number_into_force():
    row = proposed(a_welfare_officer("乌云"))

    with pytest.raises(Refused, match="不归您审核"):
        approve(a_manager(), row.pk)

    assert the_standard() is None


def test_the_database_refuses_one_person_as_both():
    row = proposed(a_welfare_officer("乌云"))

    with pytest.raises(IntegrityError), transaction.atomic():
        StandardRow.objects.filter(pk=row.pk).update(decided_by=a_welfare_officer("乌云"))


def test_the_second_of_two_who_decide_is_told():
    row = proposed(a_welfare_officer("乌云"))
    approve(of_the_city(), row.pk)

    with pytest.raises(Refused, match="已生效"):
        refuse(a_manager("敖登", "1506"), row.pk, "文号写错了")


def test_a_returned_number_says_why():
    row = proposed(a_welfare_officer("乌云"))

    with pytest.raises(Refused, match="原因"):
        refuse(of_the_city(), row.pk, " ")
    refuse(of_the_city(), row.pk, "农村标准写成了城市标准")

    row.refresh_from_db()
    assert (row.state, row.decision_note) == (StandardRow.State.REFUSED, "农村标准写成了城市标准")


def test_only_who_proposed_it_takes_it_back():
    row = proposed(a_welfare_officer("乌云"))

    with pytest.raises(Refused, match="只有提出人"):
        withdraw(of_the_city(), row.pk)

    assert withdraw(a_welfare_officer("乌云"), row.pk).state == StandardRow.State.WITHDRAWN


@pytest.mark.parametrize("region", ["150603", "4401"])
def test_another_countys_number_is_not_ours_to_keep(region):
    with pytest.raises(Refused, match="不归您维护"):
        proposed(region=region)


def test_a_social_worker_proposes_none():
    with pytest.raises(Refused, match="不归您维护"):
        proposed(a_social_worker())


@pytest.mark.parametrize(
    ("code", "written", "complaint"),
    [
        ("minimum_living_standard", "一千一", "不是数字"),
        ("minimum_living_standard", "-5", "不像是"),
        ("minimum_living_standard", "NaN", "不像是"),
        ("minimum_living_standard", "1100.00001", "小数位太多"),
        ("classified_aid_share", "40", "不能大于"),
        ("minimum_living_mode", "both", "没有这个选项"),
        ("no_such_number", "1", "没有这个标准"),
    ],
)
def test_what_cannot_be_the_number_is_refused_in_words(code, written, complaint):
    with pytest.raises(Refused, match=complaint):
        plain_value(code, written)


@pytest.mark.parametrize(
    ("days", "complaint"),
    [
        ({"valid_from": date(1, 1, 1)}, "年份不对"),
        ({"valid_from": date(9999, 6, 1)}, "年份不对"),
        ({"valid_to": date(9999, 12, 31)}, "停止日期太远"),
        ({"valid_to": date(2026, 12, 31)}, "停止日期早于执行日期"),
    ],
)
def test_days_that_no_notice_has_are_refused(days, complaint):
    with pytest.raises(Refused, match=complaint):
        proposed(**days)


def test_the_same_number_is_not_proposed_twice():
    proposed()

    with pytest.raises(Refused, match="已有人提出"):
        proposed(of_the_city(), value="1110")


# 影响预览


def a_poor_family(name="王建军", wage="700") -> Client:
    """In town, without property, he and his child of eleven on his wage."""
    client = a_client(a_social_worker(), name=name, measure=None)
    client.registered_region = client.residence_region
    client.save()
    child = a_household_member(client, "child", birth_date=date(2015, 9, 1))
    with together():
        for code, answer in {
            "is_urban_household": True,
            "financial_assets_total": 0,
            "dwellings_count": 0,
            "has_nonres_property": False,
            "has_motor_vehicle": False,
            "has_business_registration": False,
        }.items():
            a_household_fact(client, code, answer)
        for member, earned in ((None, wage), (child, "0")):
            sums = {"wage_income_month": earned, "business_income_month": "0", "property_income_month": "0"}
            for code, answer in {**sums, "transfer_income_month": "0"}.items():
                a_household_fact(client, code, Decimal(answer), member=member)
        for code, answer in {"custody_status": "无", "disability_grade": "无"}.items():
            a_household_fact(client, code, answer)
        a_household_fact(client, "lives_together", True, member=child)
    return client


def previewed(row, today=MONDAY) -> ImpactPreview:
    found = ask_preview(a_welfare_officer(), row, today)
    job = Job.objects.get(kind="welfare.preview", payload={"preview": found.pk})
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE, job.error
    found.refresh_from_db()
    return found


def lines_of(found, code="minimum_living"):
    return list(ImpactLine.objects.unscoped("test").filter(preview=found, entitlement=code))


def test_a_first_number_shows_who_would_be_entitled_and_to_how_much():
    client = a_poor_family()

    found = previewed(proposed())

    (line,) = lines_of(found)
    assert line.client_id == client.pk
    assert (line.before, line.after) == ("undetermined", "eligible")
    assert line.amount_after == Decimal("1500.00")
    assert found.households == 1
    assert found.as_of == NEW_YEAR


def test_a_lower_number_shows_who_would_drop_out():
    a_poor_family(wage="2000")
    approve(of_the_city(), proposed(valid_from=date(2026, 1, 1)).pk)

    found = previewed(proposed(valid_from=date(2026, 12, 1), value="900"))

    (line,) = lines_of(found)
    assert (line.before, line.after) == ("eligible", "ineligible")
    assert (line.amount_before, line.amount_after) == (Decimal("200.00"), Decimal(0))


def test_a_preview_changes_no_number():
    a_poor_family()

    previewed(proposed())

    assert the_standard() is None


def test_households_of_another_county_are_not_looked_at():
    a_poor_family()
    officer = a_welfare_officer("其木格", region=KANGBASHI)

    found = previewed(proposed(officer, region=KANGBASHI))

    assert (found.households, lines_of(found)) == (0, [])


def test_asking_again_gives_the_same_preview():
    a_poor_family()
    row = proposed()

    first, second = previewed(row), ask_preview(a_manager(), row, MONDAY)

    assert first == second
    assert len(lines_of(first)) == 1


def test_a_preview_that_was_killed_begins_anew_and_counts_nobody_twice(monkeypatch):
    monkeypatch.setattr(preview_change, "STEP", 1)
    first, second = a_poor_family(), a_poor_family("赵志强")
    close(a_social_worker(), first, "moved")
    found = ask_preview(a_welfare_officer(), proposed(), MONDAY)
    # One household was looked at, then the worker died; by the next attempt a case was opened again.
    Job.objects.filter(kind="welfare.preview").update(progress_done=1)
    ImpactLine.objects.create(
        preview=found, client=second, entitlement="minimum_living", before="undetermined", after="eligible"
    )
    reopen(a_manager(), first)

    found = previewed(found.row)

    assert sorted(line.client_id for line in lines_of(found)) == [first.pk, second.pk]


@pytest.mark.parametrize("value", ["900", "1,100", "1,460.55"])
def test_what_the_preview_said_is_what_comes_out_after_the_approval(value):
    families = {
        client.pk: client
        for client in (a_poor_family(), a_poor_family("赵志强", "2000"), a_poor_family("孙浩", "2500"))
    }
    approve(of_the_city(), proposed(valid_from=date(2026, 1, 1), value="1000").pk)
    row = proposed(value=value)
    said = {
        (one.client_id, one.entitlement): one
        for one in ImpactLine.objects.unscoped("test").filter(preview=previewed(row))
    }
    before = {pk: assess(gathered(client), CATALOGUE, book()) for pk, client in families.items()}

    approve(a_manager("敖登", "1506"), row.pk)

    for pk, client in families.items():
        for code, now in assess(gathered(client), CATALOGUE, book()).items():
            line = said.get((pk, code))
            then = before[pk][code]
            if line is None:
                assert (now.outcome, bounds(now)) == (then.outcome, bounds(then))
            else:
                low, high = bounds(now)
                assert (line.before, line.after) == (then.outcome.value, now.outcome.value)
                assert now.outcome.value != "eligible" or line.amount_after == (low if low == high else None)


def gathered(client):
    return next(gather([client], NEW_YEAR)).household
