"""What a contact does with the vacancies of her firm, without its pages."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from employers import fit_to_publish, post_vacancy, publish
from employers.models import By, Contact, Enterprise, Result, State, Vacancy, VacancyEvent
from people.errors import Refused
from tests.cast import MONDAY, MONDAY_9, a_contact, a_manager, a_region, a_social_worker, a_vacancy, an_enterprise
from tests.employers.firm_posts import FACTS, a_draft, a_submitted_one

pytestmark = pytest.mark.django_db
MONTH_LATER = MONDAY_9 + timedelta(days=31)


def offered(**fields) -> Vacancy:
    facts = {name: value for name, value in FACTS.items() if name != "title"}
    return a_vacancy("锅炉操作工", kinds_confirmed_at=MONDAY_9, **(facts | fields))


# Writing --------------------------------------------------------------------------------------------------------------


def test_a_contact_writes_a_draft_whose_kinds_are_only_guessed():
    zhou = a_contact()

    vacancy = a_draft(zhou, title="夜班保安", text="限男性，看守厂区大门。")

    assert (vacancy.state, vacancy.recorded_by, vacancy.enterprise) == (State.DRAFT, zhou.user, zhou.enterprise)
    assert vacancy.post_kinds == ["security_guard"]
    assert not vacancy.kinds_are_confirmed
    assert [demand["kind"] for demand in vacancy.demands] == ["sex"]
    event = vacancy.events.get()
    assert (event.name, event.by, event.actor) == ("record", By.FIRM, zhou.user)


def test_which_kinds_it_is_of_is_not_for_the_firm_to_say():
    with pytest.raises(ValueError, match="post_kinds"):
        a_draft(post_kinds=[])


def test_nobody_writes_for_another_firm():
    stranger = a_contact("王芳", "天泽物业")

    with pytest.raises(Enterprise.DoesNotExist):
        post_vacancy.record(stranger, an_enterprise().pk, region=a_region(), **FACTS)


@pytest.mark.parametrize("verb", [*publish.STEPS.values(), post_vacancy.copy], ids=lambda verb: verb.__name__)
def test_another_firms_vacancy_is_not_there(verb):
    vacancy = a_vacancy()

    with pytest.raises(Vacancy.DoesNotExist):
        verb(a_contact("王芳", "天泽物业"), vacancy.pk)


def test_who_has_left_the_firm_moves_nothing():
    zhou, vacancy = a_contact(), a_vacancy()
    Contact.objects.filter(pk=zhou.pk).update(state=Contact.State.LEFT, until=MONDAY_9)

    with pytest.raises(Vacancy.DoesNotExist):
        publish.refresh(zhou, vacancy.pk)
    with pytest.raises(Enterprise.DoesNotExist):
        a_draft(zhou)


def test_a_copy_is_a_draft_with_the_same_facts_and_nobody_hired():
    zhou = a_contact()
    old = offered(state=State.FILLED, filled=2, shifts=["three"])

    made = post_vacancy.copy(zhou, old.pk)

    assert (made.state, made.filled, made.published_at) == (State.DRAFT, 0, None)
    assert (made.title, made.wage_min, made.shifts) == (old.title, old.wage_min, ["three"])


# Handing in -----------------------------------------------------------------------------------------------------------


def test_a_submitted_vacancy_waits_for_review_and_is_offered_to_nobody():
    vacancy = a_submitted_one()

    assert vacancy.review_since == MONDAY_9
    assert vacancy in Vacancy.objects.kept_by(a_social_worker("李敏")).to_review()
    assert vacancy not in Vacancy.objects.open(MONDAY)


@pytest.mark.parametrize(
    ("missing", "words"),
    [({"headcount": None}, "几个人"), ({"wage_min": None}, "最低工资"), ({"text": " "}, "工作内容")],
)
def test_what_is_missing_is_said_and_nothing_handed_in(missing, words):
    zhou = a_contact()
    vacancy = a_draft(zhou, **missing)

    with pytest.raises(Refused, match=words):
        publish.submit(zhou, vacancy.pk)

    vacancy.refresh_from_db()
    assert vacancy.state == State.DRAFT


@pytest.mark.parametrize(
    ("wage", "part_time", "fits"), [("2270", False, True), ("2269.99", False, False), ("1500", True, True)]
)
def test_full_time_work_pays_the_minimum_of_its_place_and_day(wage, part_time, fits):
    vacancy = a_draft(wage_min=Decimal(wage), part_time=part_time)

    found = fit_to_publish.faults(vacancy, MONDAY)

    assert [name for name, _ in found] == ([] if fits else ["wage_min"])
    if not fits:
        assert "内蒙古自治区最低工资标准（一类地区）的 2,270 元/月" in found[0][1]


def test_the_minimum_is_that_of_the_day():
    vacancy = a_draft(wage_min=Decimal(2000))

    assert fit_to_publish.below_minimum(vacancy, date(2024, 11, 30)) == ""
    assert fit_to_publish.below_minimum(vacancy, date(2024, 12, 1))


def test_where_no_standard_is_known_nothing_is_claimed():
    elsewhere = a_region("520102", "南明区")

    assert fit_to_publish.below_minimum(a_draft(region=elsewhere, wage_min=Decimal(100)), MONDAY) == ""


def test_a_firm_takes_back_what_nobody_has_decided():
    zhou = a_contact()
    vacancy = publish.take_back(zhou, a_submitted_one(zhou).pk)

    assert (vacancy.state, vacancy.review_since) == (State.DRAFT, None)


def test_changing_what_waits_moves_it_to_the_end_of_the_queue():
    zhou = a_contact()
    first, second = a_submitted_one(zhou), a_submitted_one(zhou, MONDAY_9 + timedelta(hours=1), title="钳工")

    post_vacancy.edit(zhou, first.pk, at=MONDAY_9 + timedelta(hours=2), headcount=3)

    assert list(Vacancy.objects.to_review()) == [second, first]


# Passing by the review ------------------------------------------------------------------------------------------------


def test_a_dropped_draft_is_not_reopened_past_the_review():
    zhou = a_contact()
    vacancy = publish.withdraw(zhou, a_draft(zhou).pk)

    assert "reopen" not in vacancy.possible_moves(By.FIRM)
    with pytest.raises(Refused, match=r"还没有审核过.*复制"):
        publish.reopen(zhou, vacancy.pk)


def test_staff_do_not_publish_what_was_submitted_without_looking():
    with pytest.raises(Refused, match="岗位审核"):
        publish.publish(a_manager(), a_submitted_one().pk)


# Changing what is offered ---------------------------------------------------------------------------------------------


def test_a_change_stands_at_once_and_waits_to_be_looked_at():
    vacancy = post_vacancy.edit(a_contact(), offered().pk, at=MONDAY_9 + timedelta(days=1), wage_min=Decimal(4000))

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.wage_min) == (State.PUBLISHED, 4000)
    assert vacancy.review_since == MONDAY_9 + timedelta(days=1)
    assert vacancy.events.get().reason == "月工资，最低"


def test_saving_without_a_change_asks_nobody_to_look():
    vacancy = offered()

    post_vacancy.edit(a_contact(), vacancy.pk, wage_min=Decimal(4500), headcount=2)

    vacancy.refresh_from_db()
    assert vacancy.review_since is None
    assert not vacancy.events.exists()


def test_a_new_unlawful_demand_is_not_saved():
    vacancy = offered()

    with pytest.raises(Refused, match=r"不合法的：性别、个人经历。.*复制"):
        post_vacancy.edit(a_contact(), vacancy.pk, text="看管锅炉，限男性，无吸毒史。")

    vacancy.refresh_from_db()
    assert vacancy.text == FACTS["text"]


def test_what_narrows_or_stood_there_before_is_saved():
    vacancy = offered(text="限男性，看管锅炉。")
    vacancy.demands = post_vacancy.demands_of(vacancy.title, vacancy.text)
    vacancy.save()

    post_vacancy.edit(a_contact(), vacancy.pk, text="限男性，看管锅炉，45岁以下。")

    vacancy.refresh_from_db()
    assert vacancy.review_since is not None


def test_a_wage_below_the_minimum_is_not_saved_on_what_is_offered():
    with pytest.raises(Refused, match="最低工资标准"):
        post_vacancy.edit(a_contact(), offered().pk, wage_min=Decimal(2000))


def test_a_draft_may_say_what_cannot_be_handed_in_yet():
    zhou = a_contact()

    vacancy = post_vacancy.edit(zhou, a_draft(zhou).pk, wage_min=Decimal(2000), text="限男性。")

    assert (vacancy.review_since, vacancy.state) == (None, State.DRAFT)


def test_a_change_that_makes_it_another_kind_of_post_is_unconfirmed():
    vacancy = post_vacancy.edit(a_contact(), offered().pk, title="门卫")

    vacancy.refresh_from_db()
    assert (vacancy.post_kinds, vacancy.kinds_are_confirmed) == (["security_guard"], False)


@contextmanager
def somebody_quicker(vacancy: Vacancy, **changes):
    """Changes the row right before the next write to the table, as another request would."""
    waiting = [changes]

    def first(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "employers_vacancy" in sql and waiting:
            Vacancy.objects.filter(pk=vacancy.pk).update(**waiting.pop())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(first):
        yield


def test_a_change_whose_vacancy_has_moved_on_meanwhile_is_refused():
    zhou, vacancy = a_contact(), offered()

    with somebody_quicker(vacancy, state=State.PAUSED), pytest.raises(Refused, match="刚刚有人更新了"):
        post_vacancy.edit(zhou, vacancy.pk, headcount=5)

    vacancy.refresh_from_db()
    assert vacancy.headcount == 2


# Keeping and closing --------------------------------------------------------------------------------------------------


def test_a_firm_confirms_its_own_vacancy():
    vacancy = publish.refresh(a_contact(), a_vacancy().pk, at=MONTH_LATER)

    assert vacancy.fresh_until == MONDAY + timedelta(days=61)
    assert vacancy.days_left(MONDAY + timedelta(days=61)) == 0


def test_a_firm_says_how_many_it_found_here_and_elsewhere():
    vacancy = publish.close(a_contact(), a_vacancy().pk, Result.FULL, here=1, elsewhere=2)

    event = vacancy.events.get()
    assert vacancy.state == State.FILLED
    assert (event.result, event.hired_here, event.hired_elsewhere) == (Result.FULL, 1, 2)


@pytest.mark.parametrize(("result", "words"), [(Result.STOPPED, ""), (Result.OTHER, "改为外包")])
def test_a_search_that_ends_otherwise_takes_it_down(result, words):
    vacancy = publish.close(a_contact(), a_vacancy().pk, result, here=3, words=words)

    event = vacancy.events.get()
    assert vacancy.state == State.EXPIRED
    assert (event.result, event.hired_here, event.reason) == (result, None, words)


@pytest.mark.parametrize(
    ("result", "told", "words"),
    [(Result.FULL, {"here": 1}, "各几人"), (Result.FULL, {}, "各几人"), (Result.OTHER, {"words": " "}, "写明")],
)
def test_a_result_that_says_too_little_is_refused(result, told, words):
    vacancy = a_vacancy()

    with pytest.raises(Refused, match=words):
        publish.close(a_contact(), vacancy.pk, result, **told)

    assert not vacancy.events.exists()


@pytest.mark.parametrize(
    "impossible",
    [
        {"result": "full"},
        {"result": "stopped", "hired_here": 1},
        {"result": "stopped", "name": "pause"},
        {"result": "stopped", "by": "staff"},
        {"by": "system"},
        {"name": "return"},
        {"cause": "wage"},
        {"cause": "wage", "name": "pause"},
    ],
)
def test_the_database_forbids_impossible_history(impossible):
    publish.close(a_contact(), a_vacancy().pk, Result.STOPPED)
    plain = {"result": "", "hired_here": None, "hired_elsewhere": None, "cause": ""}

    with pytest.raises(IntegrityError), transaction.atomic():
        VacancyEvent.objects.update(**(plain | impossible))


def test_the_system_takes_down_what_nobody_confirmed():
    vacancy = publish.expire(a_vacancy().pk, at=MONTH_LATER)

    event = vacancy.events.get()
    assert (vacancy.state, event.by, event.actor, event.label) == (State.EXPIRED, By.SYSTEM, None, "到期下架")


def test_what_was_confirmed_in_time_stays():
    vacancy = a_vacancy()
    publish.refresh(a_contact(), vacancy.pk, at=MONTH_LATER)

    with pytest.raises(Refused, match="刚刚确认过"):
        publish.expire(vacancy.pk, at=MONTH_LATER)


def test_who_confirms_at_the_same_moment_keeps_it():
    vacancy = a_vacancy()

    with somebody_quicker(vacancy, refreshed_at=MONTH_LATER), pytest.raises(Refused, match="刚刚有人更新了"):
        publish.expire(vacancy.pk, at=MONTH_LATER)

    vacancy.refresh_from_db()
    assert vacancy.state == State.PUBLISHED


# A firm's pause and cap -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "accepts"), [(None, True), (MONDAY, False), (MONDAY - timedelta(days=1), True)])
def test_the_last_day_of_a_pause_belongs_to_it(until, accepts):
    firm = an_enterprise(referrals_paused_until=until)

    assert firm.accepts_referrals(MONDAY) is accepts


def test_a_cap_takes_somebody():
    firm = an_enterprise()

    with pytest.raises(IntegrityError):
        Enterprise.objects.filter(pk=firm.pk).update(weekly_cap=0)
