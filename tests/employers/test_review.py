"""Staff look at what a firm handed in, or changed: publish, send back, take off, let stand. Of two, one wins."""

from datetime import timedelta

import pytest

from employers import post_vacancy, publish, review
from employers.models import By, Cause, State, Vacancy
from employers.models.vacancy_moves import ADVICE
from people.errors import Refused
from people.models import Notice
from tests.cast import KANGBASHI, MONDAY_9, a_contact, a_manager, a_social_worker, a_welfare_officer
from tests.employers.firm_posts import FACTS, a_submitted_one

pytestmark = pytest.mark.django_db
LATER = MONDAY_9 + timedelta(hours=3)


def told(contact) -> list[tuple[str, str, list]]:
    return [(notice.text, notice.url_name, notice.url_args) for notice in Notice.objects.of(contact.user)]


def a_changed_one() -> Vacancy:
    """Published by 李敏, then changed by its firm three hours later."""
    vacancy = a_submitted_one()
    review.publish(a_social_worker("李敏"), vacancy.pk, seen=MONDAY_9, post_kinds=[], at=MONDAY_9)
    return post_vacancy.edit(a_contact(), vacancy.pk, at=LATER, headcount=5)


# Publishing -----------------------------------------------------------------------------------------------------------


def test_publishing_confirms_the_kinds_and_tells_the_firm():
    zhou, mate = a_contact(), a_contact("赵强", role="member")
    vacancy = a_submitted_one(zhou, title="门卫")

    done = review.publish(a_social_worker("李敏"), vacancy.pk, seen=MONDAY_9, post_kinds=["security_guard"], at=LATER)

    done.refresh_from_db()
    assert (done.state, done.published_at, done.refreshed_at) == (State.PUBLISHED, LATER, LATER)
    assert (done.post_kinds, done.kinds_confirmed_at, done.review_since) == (["security_guard"], LATER, None)
    expected = [("岗位“门卫”审核通过，已经发布。", "portal:vacancy", [vacancy.pk])]
    assert told(zhou) == told(mate) == expected


def test_an_unknown_kind_is_refused():
    with pytest.raises(Refused, match="不认识"):
        review.publish(a_manager(), a_submitted_one().pk, seen=MONDAY_9, post_kinds=["pilot"])


# Sending back ---------------------------------------------------------------------------------------------------------


def test_what_is_sent_back_keeps_everything_entered_and_says_why():
    zhou = a_contact()
    vacancy = a_submitted_one(zhou)

    review.send_back(a_social_worker("李敏"), vacancy.pk, Cause.WORK, "请写清看管几台锅炉。", seen=MONDAY_9, at=LATER)

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.review_since) == (State.DRAFT, None)
    assert (vacancy.title, vacancy.wage_min, vacancy.text) == (FACTS["title"], FACTS["wage_min"], FACTS["text"])
    event = vacancy.events.latest("pk")
    assert (event.cause, event.reason, event.is_for_the_firm) == (Cause.WORK, "请写清看管几台锅炉。", True)
    assert event.advice == ADVICE[Cause.WORK]
    assert told(zhou) == [("岗位“锅炉操作工”需要修改，请看原因。", "portal:vacancy", [vacancy.pk])]


def test_mended_it_is_handed_in_again():
    zhou = a_contact()
    vacancy = a_submitted_one(zhou)
    review.send_back(a_manager(), vacancy.pk, Cause.WORK, seen=MONDAY_9)

    post_vacancy.edit(zhou, vacancy.pk, text="看管两台燃气锅炉，每小时抄表，三班倒。")
    publish.submit(zhou, vacancy.pk, at=LATER)

    assert list(Vacancy.objects.to_review()) == [vacancy]


def test_another_reason_is_written_out():
    with pytest.raises(Refused, match="要写明"):
        review.send_back(a_manager(), a_submitted_one().pk, Cause.OTHER, "  ", seen=MONDAY_9)


@pytest.mark.parametrize("words", ["对吸毒史的要求违反禁毒法", "康复人员也可以做", "we place rehab clients"])
def test_words_that_a_firm_must_not_read_do_not_go_out(words):
    zhou = a_contact()
    vacancy = a_submitted_one(zhou)

    with pytest.raises(Refused, match="不能让企业看到"):
        review.send_back(a_manager(), vacancy.pk, Cause.DEMAND, words, seen=MONDAY_9)

    vacancy.refresh_from_db()
    assert vacancy.state == State.SUBMITTED
    assert told(zhou) == []


def test_every_cause_says_what_to_do():
    assert ADVICE.keys() == set(Cause)


# What was changed after it was published ------------------------------------------------------------------------------


def test_a_change_that_may_stand_leaves_the_queue():
    vacancy = a_changed_one()

    review.look(a_social_worker("李敏"), vacancy.pk, seen=LATER, post_kinds=["driver"])

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.review_since, vacancy.post_kinds) == (State.PUBLISHED, None, ["driver"])
    assert vacancy.events.filter(name="look", by=By.STAFF).count() == 1
    assert not Vacancy.objects.to_review().exists()


def test_a_change_that_may_not_stand_takes_it_off_until_it_is_mended():
    zhou = a_contact()
    vacancy = a_changed_one()

    review.take_off(a_manager(), vacancy.pk, Cause.WAGE, "请写清试用期工资。", seen=LATER)
    assert not Vacancy.objects.to_review().exists()
    assert told(zhou)[0] == ("岗位“锅炉操作工”已暂停，需要修改。", "portal:vacancy", [vacancy.pk])
    publish.reopen(zhou, vacancy.pk, at=LATER + timedelta(days=1))

    assert list(Vacancy.objects.to_review()) == [vacancy]


# Who, and who first ---------------------------------------------------------------------------------------------------


def test_of_two_who_decide_at_once_one_wins():
    vacancy = a_submitted_one()
    review.publish(a_social_worker("李敏"), vacancy.pk, seen=MONDAY_9, post_kinds=[])

    with pytest.raises(Refused, match="有人处理了这个岗位"):
        review.send_back(a_manager(), vacancy.pk, Cause.WORK, seen=MONDAY_9)

    vacancy.refresh_from_db()
    assert vacancy.state == State.PUBLISHED
    assert list(vacancy.events.filter(by=By.STAFF).values_list("name", flat=True)) == ["publish"]


def test_a_decision_on_what_the_firm_has_rewritten_meanwhile_is_refused():
    zhou = a_contact()
    vacancy = a_submitted_one(zhou)
    post_vacancy.edit(zhou, vacancy.pk, at=LATER, text="限女性，看管锅炉。")

    with pytest.raises(Refused, match="企业刚刚改过"):
        review.publish(a_manager(), vacancy.pk, seen=MONDAY_9, post_kinds=[])

    vacancy.refresh_from_db()
    assert vacancy.state == State.SUBMITTED


def test_a_look_at_an_older_change_does_not_cover_the_newer_one():
    vacancy = a_changed_one()
    post_vacancy.edit(a_contact(), vacancy.pk, at=LATER + timedelta(hours=1), headcount=9)

    with pytest.raises(Refused, match="企业刚刚改过"):
        review.look(a_manager(), vacancy.pk, seen=LATER)


def test_what_the_firm_took_back_is_not_decided():
    zhou = a_contact()
    vacancy = a_submitted_one(zhou)
    publish.take_back(zhou, vacancy.pk)

    with pytest.raises(Refused, match="企业刚刚改过"):
        review.publish(a_manager(), vacancy.pk, seen=MONDAY_9, post_kinds=[])


@pytest.mark.parametrize("who", ["neighbour", "officer"])
def test_who_does_not_keep_the_firm_does_not_decide(who):
    actor = a_manager("白音", KANGBASHI) if who == "neighbour" else a_welfare_officer()
    vacancy = a_submitted_one()

    with pytest.raises(Vacancy.DoesNotExist):
        review.publish(actor, vacancy.pk, seen=MONDAY_9, post_kinds=[])
