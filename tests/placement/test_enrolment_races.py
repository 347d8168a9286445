"""Two at the same moment: one seat goes to one of them, and a seat that falls free goes to one who waits."""

import pytest

from placement.enrol_in_course import drop, enrol
from placement.models import Enrolment
from tests.cast import MONDAY_9, a_social_worker
from tests.placement.builders import a_case
from tests.placement.classes import a_class, an_enrolment
from tests.placement.test_referral_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def states(cohort) -> list[str]:
    return sorted(Enrolment.objects.unscoped("test").filter(cohort=cohort).values_list("state", flat=True))


def test_of_two_who_sign_up_at_once_for_the_last_seat_one_waits():
    li, zhang, cohort = a_social_worker(), a_social_worker("张伟"), a_class(seats=1)
    wang, chen = a_case("王建军"), a_case("陈志远", zhang)

    refused = at_once(
        lambda: enrol(li, wang, cohort, at=MONDAY_9),
        lambda: enrol(zhang, chen, cohort, at=MONDAY_9),
    )

    assert states(cohort) == (["enrolled"] if refused else ["enrolled", "waiting"])


def test_of_two_enrolments_of_one_person_at_once_one_stands():
    li, cohort = a_social_worker(), a_class()
    wang = a_case()

    refused = at_once(*[lambda: enrol(li, wang, cohort, at=MONDAY_9)] * 2)

    assert (len(refused), states(cohort)) == (1, ["enrolled"])


def test_of_two_seats_that_fall_free_at_once_each_goes_to_another():
    li, cohort = a_social_worker(), a_class(seats=2)
    leaving = [an_enrolment(a_case(name), cohort, at=MONDAY_9) for name in ("王建军", "孙丽")]
    for name in ("赵强", "孟和", "高娃"):
        an_enrolment(a_case(name), cohort, at=MONDAY_9)

    at_once(*[lambda row=row: drop(li, row, "work", at=MONDAY_9) for row in leaving])

    assert states(cohort) == ["dropped", "dropped", "enrolled", "enrolled", "waiting"]
