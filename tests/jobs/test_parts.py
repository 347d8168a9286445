"""Work in shares: asked for together, shown together, started again together."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, State
from jobs.run import ask, ask_again, run
from people.errors import Refused
from tests.cast import a_social_worker
from tests.jobs.works.tasks import STEPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """A whole that has asked for three shares."""
    li = a_social_worker("李敏")
    row = ask(li, "tests.count", "whole")
    run(row.pk)
    for number in range(3):
        ask(li, "tests.count", f"share-{number}", part_of=row, steps=STEPS)
    return row


def shown(row):
    return Job.objects.with_parts().get(pk=row.pk)


def test_a_whole_is_at_work_until_its_last_part_is_over(whole):
    assert (shown(whole).shown_state, shown(whole).shown_done, shown(whole).shown_total) == ("running", 0, 3 * STEPS)

    for part in whole.parts.all():
        assert shown(whole).is_going_on
        run(part.pk)

    assert (shown(whole).shown_state, shown(whole).shown_done) == ("done", 3 * STEPS)
    assert not shown(whole).is_going_on


def test_the_page_shows_the_whole_and_not_its_parts(whole, client):
    client.force_login(a_social_worker("李敏"))
    run(whole.parts.first().pk)

    page = client.get(reverse("jobs:mine"))

    assert list(page.context["page"]) == [whole]
    assert "分成 3 份同时进行，已完成 1 份" in page.content.decode()
    assert f"{STEPS} / {3 * STEPS}" in page.content.decode()


def test_parts_that_nobody_has_counted_leave_the_sum_open(whole):
    ask(None, "tests.count", "uncounted", part_of=whole)

    assert shown(whole).shown_total is None


def test_a_part_that_is_stuck_is_said_and_starts_again_with_the_whole(whole):
    run(whole.parts.first().pk)
    stuck = whole.parts.last()
    whole.parts.exclude(state=State.DONE).update(state=State.GIVEN_UP, attempts=5, finished_at=timezone.now())
    whole.parts.filter(pk=stuck.pk).update(state=State.FAILED)
    assert shown(whole).shown_state == State.FAILED
    assert shown(whole).shown_error.startswith("3 份里有 2 份没有完成")

    ask_again(a_social_worker("李敏"), whole.pk)

    assert shown(whole).shown_state == State.RUNNING
    assert whole.parts.filter(state=State.WAITING).count() == 2
    with pytest.raises(Refused):
        ask_again(a_social_worker("李敏"), whole.pk)


def test_what_somebody_else_asked_for_stays_hers(whole):
    hers = ask(a_social_worker("张伟"), "tests.count", "hers")

    same = ask(a_social_worker("李敏"), "tests.count", "hers", part_of=whole)

    assert same == hers
    assert same.part_of is None
