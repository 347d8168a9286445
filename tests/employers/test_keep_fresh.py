"""What nobody confirms for 30 days goes, its firm is told before, and no clock that stood still makes it twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from employers import keep_fresh, publish
from employers.models import By, Contact, ExpiryReminder, State, Vacancy, VacancyEvent
from jobs.models import Job, Recurrence
from jobs.run import run
from jobs.schedule import tick
from people.models import Notice
from tests.cast import a_contact, a_social_worker, a_vacancy
from tests.employers.portal import work_off

pytestmark = pytest.mark.django_db


def local(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


# Confirmed on 10月23日 in the evening: the last day is 11月22日.
CONFIRMED = local(10, 23, 21, 30)
LAST = date(2026, 11, 22)


def told(who: Contact) -> list[str]:
    return [notice.text for notice in Notice.objects.of(who.user)]


def states() -> dict[str, str]:
    return dict(Vacancy.objects.values_list("title", "state"))


# Taking down ----------------------------------------------------------------------------------------------------------


def test_it_stands_through_its_last_day_and_goes_the_night_after():
    a_vacancy("维修电工", refreshed_at=CONFIRMED)

    assert keep_fresh.take_down(local(11, 22, 23, 59)) == 0
    assert keep_fresh.take_down(local(11, 23, 0, 20)) == 1

    assert states() == {"维修电工": State.EXPIRED}


def test_the_history_says_that_the_system_did_it():
    a_vacancy(refreshed_at=CONFIRMED)

    keep_fresh.take_down(local(11, 23, 0, 20))

    step = VacancyEvent.objects.get(name="expire")
    assert (step.by, step.actor, step.at) == (By.SYSTEM, None, local(11, 23, 0, 20))


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PAUSED, State.FILLED, State.EXPIRED])
def test_what_is_not_offered_does_not_expire(state):
    a_vacancy(state=state, refreshed_at=CONFIRMED)

    assert keep_fresh.take_down(local(12, 30)) == 0


def test_the_firm_reads_of_all_that_went_in_one_line():
    zhou, he = a_contact("周丽"), a_contact("贺秀兰", "恒晟物业")
    for title in ("维修电工", "司炉工"):
        a_vacancy(title, refreshed_at=CONFIRMED)
    a_vacancy("保洁", "恒晟物业", refreshed_at=CONFIRMED)

    keep_fresh.take_down(local(11, 23, 0, 20))

    assert told(zhou) == ["有 2 个岗位满 30 天没有确认，已经下架。还招的话，可以重新发布。"]
    assert told(he) == ["岗位“保洁”满 30 天没有确认，已经下架。还招的话，可以重新发布。"]


def test_who_confirms_in_time_begins_a_new_count():
    li = a_social_worker("李敏")
    vacancy = a_vacancy("维修电工", refreshed_at=CONFIRMED)
    publish.refresh(li, vacancy.pk, at=local(11, 22, 23))

    assert keep_fresh.take_down(local(11, 23, 0, 20)) == 0
    assert Vacancy.objects.get().fresh_until == date(2026, 12, 22)


def test_who_confirms_while_it_is_being_taken_down_keeps_it(monkeypatch):
    li = a_social_worker("李敏")
    zhou = a_contact()
    vacancy = a_vacancy("维修电工", refreshed_at=CONFIRMED)
    expire = publish.expire

    def just_before(vacancy_id, **options):
        publish.refresh(li, vacancy.pk, at=local(11, 23, 0, 19))
        return expire(vacancy_id, **options)

    monkeypatch.setattr(publish, "expire", just_before)

    assert keep_fresh.take_down(local(11, 23, 0, 20)) == 0
    assert states() == {"维修电工": State.PUBLISHED}
    assert told(zhou) == []


# Reminding ------------------------------------------------------------------------------------------------------------


def test_it_is_told_five_days_before_and_one_day_before_and_not_in_between():
    zhou = a_contact()
    a_vacancy("维修电工", refreshed_at=CONFIRMED)
    by_day = {}

    for number in range(10, 25):
        before = len(told(zhou))
        keep_fresh.remind(local(11, number, 8, 10))
        by_day[number] = len(told(zhou)) - before

    assert [number for number, notices in by_day.items() if notices] == [17, 21]
    assert told(zhou)[0] == "岗位“维修电工”到2026年11月22日满 30 天没有确认，之后自动下架。还招的话，请确认。"


def test_the_same_morning_twice_tells_once():
    zhou = a_contact()
    a_vacancy(refreshed_at=CONFIRMED)

    assert keep_fresh.remind(local(11, 17, 8, 10)) == 1
    assert keep_fresh.remind(local(11, 17, 8, 11)) == 0

    assert len(told(zhou)) == 1


@pytest.mark.parametrize(
    ("back_on", "notices"), [(18, 1), (20, 1), (21, 1), (22, 1)], ids=["five", "two", "one", "the last day"]
)
def test_after_days_of_silence_the_firm_is_told_once_what_is_due(back_on, notices):
    zhou = a_contact()
    a_vacancy(refreshed_at=CONFIRMED)

    keep_fresh.remind(local(11, back_on))
    keep_fresh.remind(local(11, back_on, 10))

    assert len(told(zhou)) == notices


def test_many_are_one_line_with_the_first_day():
    zhou, zhao = a_contact("周丽"), a_contact("赵强", role=Contact.Role.MEMBER)
    a_vacancy("司炉工", refreshed_at=CONFIRMED + timedelta(days=2))
    a_vacancy("维修电工", refreshed_at=CONFIRMED)

    keep_fresh.remind(local(11, 20))

    line = "有 2 个岗位快满 30 天没有确认，最早的在2026年11月22日之后自动下架。还招的话，请确认。"
    assert told(zhou) == told(zhao) == [line]


def test_a_new_confirmation_has_reminders_of_its_own():
    a_contact()
    li = a_social_worker("李敏")
    vacancy = a_vacancy(refreshed_at=CONFIRMED)
    keep_fresh.remind(local(11, 17))
    publish.refresh(li, vacancy.pk, at=local(11, 18))

    assert keep_fresh.remind(local(11, 19)) == 0
    assert keep_fresh.remind(local(12, 13)) == 1


def test_where_nobody_acts_for_the_firm_the_reminder_waits_for_who_comes():
    a_vacancy(refreshed_at=CONFIRMED)
    assert keep_fresh.remind(local(11, 17)) == 0

    zhou = a_contact()
    keep_fresh.remind(local(11, 18))

    assert len(told(zhou)) == 1


def test_a_stumble_between_two_firms_loses_and_doubles_nothing(monkeypatch):
    zhou, he = a_contact("周丽"), a_contact("贺秀兰", "恒晟物业")
    a_vacancy("维修电工", refreshed_at=CONFIRMED)
    a_vacancy("保洁", "恒晟物业", refreshed_at=CONFIRMED)

    def stumble(done: int, total: int) -> None:
        if done == 2:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        keep_fresh.remind(local(11, 17), stumble)
    assert ExpiryReminder.objects.count() == 1

    keep_fresh.remind(local(11, 17, 9))

    assert (len(told(zhou)), len(told(he))) == (1, 1)


def test_the_mail_does_not_say_what_it_is_about(settings):
    a_contact()
    a_vacancy("维修电工", refreshed_at=CONFIRMED)

    keep_fresh.remind(local(11, 17))
    work_off()

    (letter,) = mail.outbox
    assert "电工" not in letter.subject + letter.body
    assert "岗位" not in letter.subject + letter.body


# By the clock ---------------------------------------------------------------------------------------------------------


def test_both_come_round_by_themselves_and_a_week_of_silence_is_made_up_for(time_machine):
    zhou = a_contact()
    a_vacancy("维修电工", refreshed_at=CONFIRMED)
    a_vacancy("司炉工", refreshed_at=CONFIRMED + timedelta(days=6))
    time_machine.move_to(local(11, 16), tick=False)
    tick()

    time_machine.move_to(local(11, 24, 7), tick=False)
    asked = tick()
    for pk in Job.objects.filter(kind__startswith="vacancies.").values_list("pk", flat=True):
        run(pk)

    assert {"vacancies.expire", "vacancies.remind"} <= set(asked)
    assert states() == {"维修电工": State.EXPIRED, "司炉工": State.PUBLISHED}
    assert sorted(text[:6] for text in told(zhou)) == sorted(["岗位“维修电", "岗位“司炉工"])
    assert tick() == []
    assert Recurrence.objects.filter(kind__startswith="vacancies.").count() == 2


def test_what_ends_soon_is_a_list_for_staff():
    a_vacancy("明天到期", refreshed_at=CONFIRMED)
    a_vacancy("还早", refreshed_at=CONFIRMED + timedelta(days=9))
    a_vacancy("已过期", refreshed_at=CONFIRMED - timedelta(days=9))

    rows = keep_fresh.ending(Vacancy.objects.all(), LAST - timedelta(days=1))

    assert [vacancy.title for vacancy in rows] == ["明天到期"]
