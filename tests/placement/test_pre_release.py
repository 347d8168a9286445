"""出所衔接: who appears when, what a plan keeps, and a sheet that names neither a measure nor a site."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients import close_case
from clients.models import Client, RehabMeasure
from employers.models import State, Vacancy
from people.errors import Refused
from placement import release, shortlist
from placement.first_day import STEPS
from placement.models.release_plan import FirstDay
from tests.cast import GONGYUAN, KANGBASHI, MONDAY, a_manager, a_social_worker
from tests.placement.builders import a_case, a_case_inside, an_open_vacancy, days_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

IN_TWO_MONTHS = date(2027, 1, 23)


def inside(name: str = "王建军", until: date = IN_TWO_MONTHS, worker=None) -> Client:
    return a_case_inside(until, name, worker)


def measure_of(client: Client) -> RehabMeasure:
    return client.measures.get(kind="compulsory_isolation")


def names(rows) -> list[str]:
    return [one.client.name for one in rows]


# Who appears


@pytest.mark.parametrize(
    ("until", "appears"),
    [
        (date(2027, 5, 23), True),
        (date(2027, 5, 24), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), True),
        (date(2026, 3, 1), True),
    ],
    ids=["in six months", "in six months and a day", "today", "since yesterday", "long since"],
)
def test_who_leaves_within_six_months_appears_and_nobody_falls_off_by_being_late(until, appears):
    client = inside(until=until)

    assert names(release.leaving(client.caseworker, MONDAY)) == (["王建军"] if appears else [])


def test_the_soonest_comes_first_and_the_day_announced_counts():
    worker = a_social_worker()
    inside("赵强", date(2027, 3, 1), worker)
    early = inside("孙丽", date(2027, 4, 1), worker)
    release.write_plan(worker, measure_of(early), expected_on=date(2026, 12, 20))

    rows = release.leaving(worker, MONDAY)

    assert names(rows) == ["孙丽", "赵强"]
    assert [(one.on, one.is_announced) for one in rows] == [(date(2026, 12, 20), True), (date(2027, 3, 1), False)]


def test_isolation_from_before_the_law_has_no_length_and_waits_for_somebody_to_end_it():
    client = inside()
    client.measures.filter(kind="compulsory_isolation").update(start=date(2007, 3, 1), decided_on=date(2007, 2, 1))

    (row,) = release.leaving(client.caseworker, MONDAY)

    assert (row.on, row.is_overdue(MONDAY)) == (date(2007, 3, 1), True)


def test_community_measures_are_no_release():
    client = a_case(measures=("community_treatment", "community_recovery"))

    assert release.leaving(client.caseworker, MONDAY) == []
    assert release.of_client(client) is None


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (a_social_worker, True),
        (lambda: a_social_worker("张伟", GONGYUAN), False),
        (a_manager, True),
        (lambda: a_manager("巴特尔", KANGBASHI), False),
    ],
    ids=["caseworker", "another worker", "manager", "manager elsewhere"],
)
def test_each_sees_her_own(who, sees):
    inside()

    assert bool(release.leaving(who(), MONDAY)) is sees


@pytest.mark.parametrize(("days", "appears"), [(0, True), (30, True), (31, False)])
def test_who_has_just_left_stays_until_the_first_days_are_done(days, appears):
    client = inside()
    RehabMeasure.objects.unscoped("test").filter(client=client).update(end=days_before(days), ended_how="early")

    assert bool(release.leaving(client.caseworker, MONDAY)) is appears


def test_who_has_left_and_has_everything_is_done():
    client = inside()
    for item in FirstDay:
        release.tick(client.caseworker, measure_of(client), item, True)
    RehabMeasure.objects.unscoped("test").filter(client=client).update(end=days_before(2), ended_how="early")

    assert release.leaving(client.caseworker, MONDAY) == []


def test_a_case_closed_for_the_custody_itself_still_appears():
    client = inside()
    close_case.close(client.caseworker, client, "custody", MONDAY)

    assert names(release.leaving(client.caseworker, MONDAY)) == ["王建军"]
    with pytest.raises(Refused, match="已经结案"):
        release.write_plan(client.caseworker, measure_of(client), skills="焊工")


def test_many_cost_the_same_queries_as_one(django_assert_num_queries):
    worker = a_social_worker()
    inside(worker=worker)
    # Her post is read once.
    release.leaving(worker, MONDAY)
    with django_assert_num_queries(1):
        release.leaving(worker, MONDAY)
    for name in ("孙丽", "赵强", "高娃"):
        inside(name, worker=worker)

    with django_assert_num_queries(1):
        release.leaving(worker, MONDAY)


# The plan


def test_a_plan_keeps_who_wrote_it_last():
    client = inside()
    measure = measure_of(client)
    release.write_plan(client.caseworker, measure, skills="焊工", course="初级焊工", course_until=date(2026, 12, 30))

    plan = release.write_plan(a_manager(), measure, skills="焊工、叉车")

    assert (plan.skills, plan.course, plan.recorded_by.name) == ("焊工、叉车", "", "苏日娜")
    assert client.release_plans.count() == 1


def test_nobody_else_writes_a_plan():
    client = inside()

    with pytest.raises(Refused, match="不归您负责"):
        release.tick(a_social_worker("张伟", GONGYUAN), measure_of(client), FirstDay.HOME, True)

    assert not client.release_plans.exists()


def test_a_tick_keeps_its_first_day_and_can_be_taken_back():
    client, worker = inside(), a_social_worker()
    release.tick(worker, measure_of(client), FirstDay.HOME, True, at=days_before(3))

    again = release.tick(worker, measure_of(client), FirstDay.HOME, True)
    assert again.done == {"home": days_before(3).isoformat()}

    assert release.tick(worker, measure_of(client), FirstDay.HOME, False).done == {}


def test_two_who_tick_different_lines_both_count():
    client, worker = inside(), a_social_worker()
    mine, hers = measure_of(client), measure_of(client)
    release.tick(worker, mine, FirstDay.HOME, True)

    release.tick(a_manager(), hers, FirstDay.PAPERS, True)

    assert set(client.release_plans.get().done) == {"home", "papers"}


def test_every_line_of_the_first_day_says_what_to_do():
    assert [step.item for step in STEPS] == list(FirstDay)


def test_the_report_is_due_on_the_fifteenth_day():
    (report,) = (step for step in STEPS if step.item == FirstDay.REPORT)

    assert report.due(date(2027, 1, 23)) == date(2027, 2, 7)
    assert "第三十八条" in report.law


# The vacancy


def a_plan_with(vacancy: Vacancy, until: date | None = date(2027, 1, 31)):
    client = inside()
    release.hold_vacancy(client.caseworker, measure_of(client), vacancy, until)
    return release.of_client(client)


def test_a_vacancy_that_expires_before_the_day_is_warned_of():
    one = a_plan_with(an_open_vacancy())

    assert one.warnings(MONDAY) == ["岗位 2026年12月23日到期，早于出所日：到期前请企业再确认一次。"]


def test_a_vacancy_that_lasts_needs_no_warning():
    client = inside(until=date(2026, 12, 20))
    release.hold_vacancy(client.caseworker, measure_of(client), an_open_vacancy(), date(2026, 12, 20))

    assert release.of_client(client).warnings(MONDAY) == []


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"state": State.PAUSED}, "岗位现在是“暂停”，请另选一个。"),
        ({"filled": 2}, "岗位已经招满，请另选一个。"),
    ],
)
def test_a_vacancy_that_is_gone_is_said_to_be_gone(change, warning):
    vacancy = an_open_vacancy()
    one = a_plan_with(vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(**change)

    assert warning in release.of_client(one.client).warnings(MONDAY)


def test_what_nobody_confirmed_is_to_be_asked_about():
    one = a_plan_with(an_open_vacancy(on=days_before(20)))

    assert "岗位超过 30 天没人确认，请打电话问企业还招不招。" in one.warnings(MONDAY + timedelta(days=11))


def test_a_promise_that_is_too_short_is_warned_of():
    one = a_plan_with(an_open_vacancy(), until=date(2027, 1, 22))

    assert "只留到 2027年1月22日，早于出所日，请和企业再商量。" in one.warnings(MONDAY)


def test_only_what_is_open_can_be_kept():
    client = inside()

    with pytest.raises(Refused, match="现在不在招"):
        release.hold_vacancy(client.caseworker, measure_of(client), an_open_vacancy(state=State.PAUSED), None)


def test_a_kept_vacancy_can_be_let_go():
    one = a_plan_with(an_open_vacancy())

    plan = release.let_go(one.client.caseworker, one.measure)

    assert (plan.vacancy, plan.held_until) == (None, None)


def test_nothing_of_it_reaches_the_vacancy():
    vacancy = an_open_vacancy()
    before = Vacancy.objects.filter(pk=vacancy.pk).values().get()

    a_plan_with(vacancy)

    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before
    assert not [field for field in Vacancy._meta.get_fields() if "release" in field.name]


# The pages


def test_the_list_tells_overdue_near_and_just_out_apart(enter):
    worker = a_social_worker()
    inside("王建军", date(2026, 11, 20), worker)
    inside("孙丽", IN_TWO_MONTHS, worker)
    out = inside("赵强", worker=worker)
    RehabMeasure.objects.unscoped("test").filter(client=out).update(end=days_before(5), ended_how="early")

    response = enter(worker, "pre_release")

    shown = response.context
    assert [names(shown[part]) for part in ("overdue", "near", "out")] == [["王建军"], ["孙丽"], ["赵强"]]
    assert "登记结束" in response.content.decode()


def test_the_plan_is_filled_in_and_read_again(client, enter):
    case = inside()
    client.force_login(case.caseworker)

    client.post(
        reverse("placement:release_plan", args=[case.pk]),
        {
            "expected_on": "2027-01-20",
            "skills": "面点",
            "course": "初级面点师",
            "course_until": "2027-02-01",
            "note": "母亲去接",
        },
    )  # fmt: skip

    page = enter(case.caseworker, "release_plan", case.pk).content.decode()
    for words in ("2027年1月20日", "面点", "母亲去接", "课程结束晚于出所日", "2027年2月4日前"):
        assert words in page


def test_a_tick_swaps_the_list_alone(client):
    case = inside()
    client.force_login(case.caseworker)

    page = client.post(
        reverse("placement:release_tick", args=[case.pk, "home"]), {"ready": "1"}, headers={"hx-request": "true"}
    ).content.decode()

    assert "<html" not in page
    assert "备好 1 项，共 10 项" in page


@pytest.mark.parametrize("name", ["release_plan", "release_vacancy", "release_sheet"])
def test_without_a_release_there_is_no_plan(enter, name):
    case = a_case()

    assert enter(case.caseworker, name, case.pk).status_code == 404


def test_an_unknown_line_is_404(client):
    case = inside()
    client.force_login(case.caseworker)

    assert client.post(reverse("placement:release_tick", args=[case.pk, "party"])).status_code == 404


def test_a_vacancy_is_chosen_from_what_is_kept_what_fits_and_what_is_found(client, enter):
    case = inside()
    kept, best = an_open_vacancy("配电工", shifts=["night"]), an_open_vacancy("维修电工(低压)")
    found = an_open_vacancy("夜班门卫", occupation="4-07-05-01", shifts=["night"])
    shortlist.add(case.caseworker, case, kept)

    shown = enter(case.caseworker, "release_vacancy", case.pk, q="门卫").context
    client.post(reverse("placement:release_vacancy", args=[case.pk]), {"vacancy": best.pk, "held_until": "2027-01-30"})

    options = {part: [(option.card.id, option.passes) for option in shown[part]] for part in ("kept", "best", "found")}
    assert options == {"kept": [(kept.pk, False)], "best": [(best.pk, True)], "found": [(found.pk, False)]}
    assert case.release_plans.get().vacancy == best


@pytest.mark.parametrize("typed", ["", "abc", "9" * 40, "999999"])
def test_what_is_no_vacancy_is_not_kept(client, typed):
    case = inside()
    client.force_login(case.caseworker)

    response = client.post(reverse("placement:release_vacancy", args=[case.pk]), {"vacancy": typed})

    assert response.status_code in (404, 422)
    assert not case.release_plans.exists()


def test_the_sheet_names_no_measure_and_no_site(enter):
    case = inside()
    release.hold_vacancy(case.caseworker, measure_of(case), an_open_vacancy(), date(2027, 1, 31))

    page = enter(case.caseworker, "release_sheet", case.pk).content.decode().replace("派出所", "")

    assert "2027年2月7日前，到街道（乡镇）报到。" in page
    for words in ("戒毒", "康复", "隔离", "出所", "所里", "禁毒", "解除", "服务对象"):
        assert words not in page
