"""How soon a firm answers, how often not, and who reads it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from placement import answer
from placement.answer_statistics import AnswerStatistics, statistics_of
from tests.cast import MONDAY_9, a_contact, a_manager, a_social_worker, a_welfare_officer, an_enterprise
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import HOUR, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DAY = timedelta(days=1)
# The seven days after the 30th of September are off (国务院办公厅关于2026年部分节假日安排的通知).
BEFORE_THE_HOLIDAYS = datetime(2026, 9, 29, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def post():
    return an_open_vacancy(address="蒙泰路1号", headcount=40)


def answered_after(days: list[timedelta], post) -> None:
    """As many referrals on Monday, each declined so much later."""
    for place, after in enumerate(days):
        referral = a_referral(a_case(f"人{place}"), post)
        answer.decline(a_contact(), referral.uid, reason="skills", at=MONDAY_9 + after)


def test_a_firm_that_was_sent_nobody_has_no_statistics():
    told = statistics_of(an_enterprise(), MONDAY_9)

    assert told == AnswerStatistics()
    assert (told.unanswered_share, told.share_percent) == (None, None)


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ([timedelta(hours=2)], 0),
        ([DAY, 2 * DAY, 9 * DAY], 2),
        ([DAY, 2 * DAY], 1.5),
        # From Monday to the next one lies a weekend.
        ([7 * DAY], 5),
    ],
)
def test_the_median_counts_working_days_from_sending_to_the_first_answer(post, days, median):
    answered_after(days, post)

    told = statistics_of(post.enterprise, MONDAY_9 + 10 * DAY)

    assert (told.answered, told.median_workdays) == (len(days), median)


def test_holidays_are_no_days_of_waiting(post):
    sent = BEFORE_THE_HOLIDAYS
    post.refreshed_at = post.published_at = sent - DAY
    post.save()
    referral = a_referral(a_case(), post, at=sent)
    answer.decline(a_contact(), referral.uid, reason="skills", at=sent + 9 * DAY)

    # 30 September and 8 October; the seven days between are off.
    assert statistics_of(post.enterprise, MONDAY_9).median_workdays == 2


def test_what_was_answered_by_an_invitation_counts_at_its_invitation(post):
    referral = a_referral(a_case(), post)
    answer.invite(a_contact(), referral.uid, when=MONDAY_9 + 5 * DAY, place="蒙泰路1号", at=MONDAY_9 + DAY)
    answer.decline(a_contact(), referral.uid, reason="no_show", at=MONDAY_9 + 8 * DAY)

    assert statistics_of(post.enterprise, MONDAY_9 + 9 * DAY).median_workdays == 1


def test_unanswered_is_a_share_of_what_is_settled(post):
    for place, upto in enumerate(("lapse", "decline", "invite", "decline", "send", "turn_down")):
        a_referral(a_case(f"人{place}"), post, upto=upto)

    told = statistics_of(post.enterprise, MONDAY_9 + 2 * HOUR)

    assert (told.sent, told.answered, told.unanswered, told.waiting) == (6, 3, 1, 1)
    assert told.share_percent == 25


def test_an_answer_taken_back_is_none(post):
    referral = a_referral(a_case(), post, upto="decline")
    answer.undo(a_contact(), referral.uid, at=MONDAY_9 + 2 * HOUR + timedelta(minutes=5))

    told = statistics_of(post.enterprise, MONDAY_9 + DAY)

    assert (told.answered, told.waiting, told.median_workdays) == (0, 1, None)


@pytest.mark.parametrize(("later", "counted"), [(180, 1), (181, 0)])
def test_it_looks_back_180_days(post, later, counted):
    a_referral(a_case(), post, upto="decline")

    assert statistics_of(post.enterprise, MONDAY_9 + later * DAY).sent == counted


def test_other_firms_do_not_count(post):
    a_referral(a_case(), post, upto="decline")

    assert statistics_of(an_enterprise("恒晟物业"), MONDAY_9 + DAY).sent == 0


def test_few_answers_make_no_share():
    assert AnswerStatistics(answered=1, unanswered=1).unanswered_share is None
    assert AnswerStatistics(answered=2, unanswered=1).share_percent == 33


@pytest.mark.parametrize("many", [1, 4])
def test_queries_do_not_grow(post, many, django_assert_max_num_queries):
    answered_after([DAY] * many, post)
    statistics_of(post.enterprise, MONDAY_9)

    with django_assert_max_num_queries(3):
        statistics_of(post.enterprise, MONDAY_9 + 2 * DAY)


# Who reads it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upto", "words"),
    [("lapse", "有些求职者一直没有等到答复"), ("decline", "答复得很快"), ("send", "请在期限内答复")],
)
def test_the_firm_reads_its_own_with_a_word_of_advice(client, time_machine, post, upto, words):
    for place in range(3):
        a_referral(a_case(f"人{place}"), post, upto=upto)
    time_machine.move_to(MONDAY_9 + 21 * DAY)
    client.force_login(a_contact().user)

    page = client.get(reverse("candidates:statistics")).content.decode()

    assert words in page


def test_staff_read_it_beside_the_firm_and_only_their_own_referrals(enter, post):
    mine = a_referral(a_case("王建军"), post)
    theirs = a_referral(a_case("孟和", a_social_worker("张伟")), post)

    page = enter(a_social_worker(), "firm_referrals", post.enterprise.pk).content.decode()
    of_manager = enter(a_manager(), "firm_referrals", post.enterprise.pk).content.decode()

    assert mine.code in page
    assert theirs.code not in page
    assert "王建军" not in page
    assert "收到候选人" in page
    assert mine.code in of_manager
    assert theirs.code in of_manager


def test_nobody_else_opens_it(enter, client, post):
    assert enter(a_welfare_officer(), "firm_referrals", post.enterprise.pk).status_code == 404
    assert enter(a_contact().user, "firm_referrals", post.enterprise.pk).status_code == 404
    assert enter(a_manager("白音", "150702"), "firm_referrals", post.enterprise.pk).status_code == 404
