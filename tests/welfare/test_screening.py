"""A district is looked at once, goes on after a crash, agrees with the columns, and tells what changed."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clients.models import HouseholdFact
from jobs.models import Job, State
from jobs.run import run
from jobs.schedule import tick
from law.article import Article
from tests.cast import DONGSHENG, a_client, a_manager, a_region, a_social_worker, a_welfare_officer
from tests.welfare.records import a_whole_file, an_answer
from welfare.catalogue.minimum_living import minimum_living_standard
from welfare.catalogue.table import CATALOGUE
from welfare.changes import NEWLY, NOW_OPEN, changes
from welfare.determine import look, refresh, store
from welfare.gather import gather
from welfare.models import Determination, Screening
from welfare.rules.standards import DECLARED, Row
from welfare.screen import begin, disagreements, districts, key_of, screen
from welfare.tasks import ask_screening, ask_screenings, is_screened

TODAY = date(2026, 11, 22)
NAMES = ("王建军", "赵志强", "刘洋")


def rows():
    return Determination.objects.unscoped("test")


@pytest.fixture
def families(db):
    worker = a_social_worker()
    return [a_whole_file(a_client(worker, name, measure=None)) for name in NAMES]


def screened(as_of=TODAY):
    job = ask_screening(None, a_region(DONGSHENG), as_of)
    run(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_who_was_enrolled_after_the_screening_is_looked_at_when_it_is_asked_again(families):
    screened()
    late = a_client(a_social_worker(), "孙浩", measure=None)

    screened()

    assert rows().filter(client=late).exists()


@pytest.mark.django_db
def test_a_screening_looks_at_everybody_in_the_district(families):
    a_client(a_social_worker("张伟", "150603001"), "陈静")

    job = screened()

    screening = Screening.objects.get()
    assert job.state == State.DONE
    assert job.result == {
        "screening": screening.pk,
        "households": 3,
        "changed": 3 * len(CATALOGUE),
        "differences": 0,
    }
    assert (screening.households, screening.reached) == (3, families[-1].pk)
    assert screening.finished_at is not None
    assert set(rows().values_list("screening", flat=True)) == {screening.pk}


@pytest.mark.django_db
def test_closed_cases_are_left_alone(families):
    families[0].status, families[0].closed_on, families[0].closed_how = "closed", TODAY, "moved"
    families[0].save()

    assert screened().result["households"] == 2


@pytest.mark.django_db
def test_the_same_district_and_day_is_looked_at_once(families):
    first, again = screened(), screened()

    assert first.pk == again.pk
    assert rows().count() == 3 * len(CATALOGUE)
    screen(Screening.objects.get())
    assert rows().count() == 3 * len(CATALOGUE)


@pytest.mark.django_db
def test_the_next_day_confirms_what_is_the_same(families):
    screened()

    job = screened(TODAY + timedelta(days=1))

    assert job.result["changed"] == 0
    assert rows().count() == 3 * len(CATALOGUE)
    assert set(rows().values_list("confirmed_on", flat=True)) == {TODAY + timedelta(days=1)}


@pytest.mark.django_db
def test_it_goes_on_where_it_stopped(families, monkeypatch):
    monkeypatch.setattr("welfare.screen.BATCH", 1)
    screening = begin(a_region(DONGSHENG), TODAY, key_of(a_region(DONGSHENG), TODAY))
    seen = []

    class Killed(BaseException):
        pass

    def dies_in_the_second_batch(done, total, note):
        seen.append((done, total))
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        screen(screening, dies_in_the_second_batch)
    assert rows().count() == len(CATALOGUE)

    result = screen(Screening.objects.get())

    assert seen == [(1, 3), (2, 3)]
    assert (result.households, result.changed) == (3, 3 * len(CATALOGUE))
    assert rows().count() == 3 * len(CATALOGUE)


@pytest.mark.django_db
def test_both_ways_of_looking_agree(families):
    an_answer(families[1], "aid_class", "低保边缘")
    HouseholdFact.objects.unscoped("test").filter(client=families[2], code="members_complete").delete()
    book = DECLARED.replaced(minimum_living_standard.code, [a_line(1100)])
    looked = [look(one, book) for one in gather(families, TODAY)]

    assert disagreements(looked, book) == 0


@pytest.mark.django_db
def test_a_disagreement_is_counted_and_logged(families, caplog):
    looked = [look(one, DECLARED) for one in gather(families, TODAY)]

    assert disagreements(looked, DECLARED.replaced(minimum_living_standard.code, [a_line(1100)])) > 0
    assert "disagree" in caplog.text


def a_line(value):
    source = Article("东胜区2026年城乡低保标准")
    return Row(
        region=DONGSHENG,
        value=Decimal(value),
        valid_from=date(2026, 1, 1),
        source=source,
        review_by=date(2026, 12, 31),
    )


@pytest.mark.django_db
def test_every_night_each_district_is_asked_for(families):
    now = timezone.now()
    tick(now)

    a_client(a_social_worker("张伟", "150603001"), "陈静")

    tick(now + timedelta(days=1))
    night = Job.objects.get(kind="welfare.screen_all")
    run(night.pk)

    assert [(row.payload["region"], row.progress_total) for row in night.parts.order_by("pk")] == [
        (DONGSHENG, 3),
        ("150603", 1),
    ]


@pytest.mark.django_db
def test_a_city_is_one_job_that_shows_how_far_its_districts_are(families):
    a_client(a_social_worker("张伟", "150603001"), "陈静")
    whole = ask_screenings(None, districts(), TODAY)
    run(whole.pk)
    run(whole.parts.get(payload__region=DONGSHENG).pk)

    half = Job.objects.with_parts().get(pk=whole.pk)

    assert (half.shown_state, half.shown_done, half.shown_total) == (State.RUNNING, 3, 4)
    assert not is_screened(districts(), TODAY)
    run(whole.parts.get(payload__region="150603").pk)
    assert Job.objects.with_parts().get(pk=whole.pk).shown_state == State.DONE
    assert is_screened(districts(), TODAY)


@pytest.mark.django_db
def test_a_city_is_asked_for_whole_or_not_at_all(families, monkeypatch):
    a_client(a_social_worker("张伟", "150603001"), "陈静")
    whole = ask_screenings(None, districts(), TODAY)
    monkeypatch.setattr("welfare.tasks.key_of", lambda region, day: 1 / (region.code == DONGSHENG) and region.code)

    run(whole.pk)

    whole.refresh_from_db()
    assert (whole.state, whole.attempts, whole.parts.count()) == (State.WAITING, 1, 0)


@pytest.mark.django_db
def test_districts_are_those_with_somebody_on_file(families):
    a_client(a_social_worker("张伟", "150603001"), "陈静")

    assert [one.code for one in districts()] == [DONGSHENG, "150603"]
    assert [one.code for one in districts("150603")] == ["150603"]
    assert [one.code for one in districts("150602001")] == [DONGSHENG]
    assert districts("150627") == []


# Commands


@pytest.mark.django_db
def test_the_commands_say_what_they_did(families):
    out = StringIO()

    call_command("screen", "--region", DONGSHENG, stdout=out)
    call_command("verify_determinations", stdout=out)

    said = out.getvalue().splitlines()
    assert said[0] == f"东胜区：3 户，结果有变化 {3 * len(CATALOGUE)} 项，两种算法不一致 0 项"
    assert (
        said[1]
        == f"已核对 {3 * len(CATALOGUE)} 条：相同 {3 * len(CATALOGUE)} 条，不同 0 条，规则已经更新、不能重算 0 条。"
    )


@pytest.mark.django_db
def test_a_day_in_the_future_or_an_empty_place_is_refused(families):
    with pytest.raises(CommandError, match="将来"):
        call_command("screen", "--as-of", (timezone.localdate() + timedelta(days=1)).isoformat())
    with pytest.raises(CommandError, match="没有在册"):
        call_command("screen", "--region", "44")


@pytest.mark.django_db
def test_a_difference_ends_the_command_with_an_error(families):
    screened()
    rows().filter(entitlement="near_minimum").update(missing_count=9, missing=["members"])
    err = StringIO()

    with pytest.raises(CommandError, match="3 条"):
        call_command("verify_determinations", stdout=StringIO(), stderr=err)
    assert "near_minimum）不同：missing" in err.getvalue()


# Changes


@pytest.fixture
def after_a_change(families):
    """低保 was open for all, then a number came; then 王建军 earned more than it."""
    screened(TODAY - timedelta(days=1))
    screening = begin(a_region(DONGSHENG), TODAY, "second")
    book = DECLARED.replaced(minimum_living_standard.code, [a_line(1100)])
    store(None, [look(one, book) for one in gather(families, TODAY)], book, screening)
    wage = HouseholdFact.objects.unscoped("test").get(client=families[0], code="wage_income_month")
    wage.value = json.dumps("2600")
    wage.save()
    store(None, [look(one, book) for one in gather(families[:1], TODAY)], book)
    return screening


def of_minimum_living(found):
    return sorted((one.number, one.before, one.kind) for one in found if one.entitlement == "minimum_living")


@pytest.mark.django_db
def test_changes_compare_with_what_stood_before_the_screening(after_a_change, families):
    found = of_minimum_living(changes(families[0].caseworker, after_a_change))

    assert found == [
        (families[0].number, "undetermined", "other"),
        (families[1].number, "undetermined", NEWLY),
        (families[2].number, "undetermined", NEWLY),
    ]


@pytest.mark.django_db
def test_changes_since_a_moment(after_a_change, families):
    moment = timezone.now()
    store(None, [look(one, DECLARED) for one in gather(families, TODAY)], DECLARED)

    assert of_minimum_living(changes(families[0].caseworker, moment)) == [
        (families[0].number, "ineligible", NOW_OPEN),
        (families[1].number, "eligible", NOW_OPEN),
        (families[2].number, "eligible", NOW_OPEN),
    ]


@pytest.mark.django_db
def test_a_first_answer_is_news_where_it_is_yes(after_a_change, families):
    # All of it was written today, so nothing stood before.
    found = of_minimum_living(changes(families[0].caseworker, timezone.localdate()))

    assert found == [(families[1].number, "", NEWLY), (families[2].number, "", NEWLY)]


@pytest.mark.django_db
def test_changes_are_of_those_one_may_see(after_a_change):
    assert of_minimum_living(changes(a_social_worker("张伟"), after_a_change)) == []
    assert len(of_minimum_living(changes(a_manager(), after_a_change))) == 3
    assert len(of_minimum_living(changes(a_welfare_officer(), after_a_change))) == 3


@pytest.mark.django_db
def test_restricted_entitlements_are_told_to_the_caseworker_alone(families):
    screening = begin(a_region(DONGSHENG), TODAY, "first")
    refresh(families[0], TODAY)
    an_answer(families[0], "on_maintenance_treatment", True)
    an_answer(families[0], "living_hardship_confirmed", True)
    refresh(families[0], TODAY)
    row = rows().current().get(client=families[0], entitlement="maintenance_support")
    assert row.outcome != "ineligible"

    told = {one.entitlement for one in changes(families[0].caseworker, screening)}
    told_others = {one.entitlement for one in changes(a_welfare_officer(), screening)}

    assert told_others <= told
    assert "maintenance_support" not in told_others
