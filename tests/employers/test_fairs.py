"""推介会: planned, opened, held or cancelled by staff of the county; who came and what was signed stays countable."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from employers import fairs, hold_fair
from employers.hold_fair import Mark
from employers.models import Fair, FairGuest, FairState, LetterOfIntent
from employers.models.fair import Stage
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import DONGSHENG, KANGBASHI, MONDAY_9, a_manager, a_region, a_social_worker, an_enterprise
from tests.employers.fairs import a_fair, a_fair_begun, a_guest
from tests.employers.portal import work_off
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# The fair itself ------------------------------------------------------------------------------------------------------


def test_a_fair_goes_its_way_with_a_history():
    li = a_social_worker()
    fair = a_fair_begun(worker=li)

    hold_fair.hold(li, fair.pk, words="来的企业比上次多，下次多备几张桌子。")

    fair.refresh_from_db()
    assert fair.state == FairState.HELD
    assert [event.label for event in fair.events.order_by("pk")] == ["登记", "公布并开放报名", "登记为已举办"]
    assert AccessEvent.objects.filter(kind="fair", object_id=str(fair.pk), actor=li).count() == 3


@pytest.mark.parametrize("field", ["title", "place", "contact", "words"])
def test_nothing_that_the_public_reads_tells_whom_it_is_for(field):
    for words in ("社区戒毒人员就业", "戒 毒", "康复医院报告厅"):
        with pytest.raises(Refused, match="会公开"):
            a_fair(is_open=False, **{field: words})

    assert not Fair.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ends_at": MONDAY_9}, "结束时间要晚于开始时间"),
        ({"register_until": MONDAY_9 + 30 * DAY}, "报名截止不能晚于结束时间"),
        ({"seats": 0}, "最小填 1"),
    ],
)
def test_facts_that_do_not_fit_together_are_refused(facts, words):
    with pytest.raises(Refused, match=words):
        a_fair(is_open=False, **facts)


def test_it_is_not_held_before_it_begins():
    fair = a_fair()

    with pytest.raises(Refused, match="还没有开始"):
        hold_fair.hold(a_social_worker(), fair.pk)

    assert "hold" not in fair.possible_moves(MONDAY_9)


def test_a_fair_can_be_entered_after_the_event():
    starts = MONDAY_9 - 5 * DAY
    fair = a_fair(starts_at=starts, is_open=False)

    with pytest.raises(Refused, match="不用再公布"):
        hold_fair.open_registration(a_social_worker(), fair.pk)

    assert hold_fair.hold(a_social_worker(), fair.pk).state == FairState.HELD


def test_what_was_held_by_mistake_is_taken_back_with_its_ticks():
    li, fair = a_social_worker(), a_fair_begun()
    guest = a_guest(fair)
    hold_fair.mark(li, fair.pk, {guest.pk: Mark(True, 2)})
    hold_fair.hold(li, fair.pk)

    hold_fair.take_back(li, fair.pk)

    guest.refresh_from_db()
    assert (guest.came, guest.letters.count()) == (True, 2)
    assert Fair.objects.get().state == FairState.OPEN


def test_cancelling_wants_a_reason_that_firms_may_read():
    fair = a_fair()

    for words, why in (("  ", "写明原因"), ("戒毒人员来不了", "会给企业看")):
        with pytest.raises(Refused, match=why):
            hold_fair.cancel(a_social_worker(), fair.pk, words)

    assert hold_fair.cancel(a_social_worker(), fair.pk, "场地检修，改期再办").state == FairState.CANCELLED


def test_what_is_cancelled_is_over():
    li, fair = a_social_worker(), a_fair()
    hold_fair.cancel(li, fair.pk, "场地检修")

    for deed in (
        lambda: hold_fair.change(li, fair.pk, title="改期的推介会"),
        lambda: hold_fair.cancel(li, fair.pk, "再取消一次"),
        lambda: a_guest(fair),
        lambda: hold_fair.open_registration(li, fair.pk),
    ):
        with pytest.raises(Refused, match="取消"):
            deed()


def test_staff_of_another_county_change_nothing():
    fair = a_fair()
    stranger = a_manager("白音", KANGBASHI)

    for deed in (
        lambda: hold_fair.change(stranger, fair.pk, title="别的名称"),
        lambda: hold_fair.cancel(stranger, fair.pk, "不办了"),
        lambda: a_guest(fair, worker=stranger),
        lambda: hold_fair.mark(stranger, fair.pk, {}),
    ):
        with pytest.raises(Fair.DoesNotExist):
            deed()
    with pytest.raises(Refused, match="不归您"):
        a_fair(worker=stranger, region=a_region(DONGSHENG))
    assert Fair.objects.visible_to(stranger).get() == fair


# Letters --------------------------------------------------------------------------------------------------------------


def test_a_new_place_is_told_to_each_firm_that_left_an_address(django_capture_on_commit_callbacks):
    li, fair = a_social_worker(), a_fair()
    a_guest(fair, email="hanmei@yuanwang.example")
    a_guest(fair, "恒信物流", phone="13947705678")

    hold_fair.change(li, fair.pk, place="东胜区体育馆")
    hold_fair.change(li, fair.pk, words="午饭自理。")
    work_off()

    (letter,) = mail.outbox
    assert letter.to == ["hanmei@yuanwang.example"]
    assert "东胜区体育馆" in letter.body
    assert "变动" in letter.subject


def test_of_a_cancelled_fair_only_the_cancellation_is_told():
    li, fair = a_social_worker(), a_fair()
    a_guest(fair, email="hanmei@yuanwang.example")
    hold_fair.change(li, fair.pk, place="东胜区体育馆")

    hold_fair.cancel(li, fair.pk, "场地检修，改期再办")
    work_off()

    (letter,) = mail.outbox
    assert "场地检修，改期再办" in letter.body


def test_no_letter_says_whom_the_platform_serves():
    li, fair = a_social_worker(), a_fair()
    a_guest(fair, email="hanmei@yuanwang.example")
    fairs.register(
        fair.uid, firm_name="恒信物流", contact_name="白云", phone="13947705678", email="baiyun@hengxin.example",
        own_pages="https://jiuye.example/fairs/guest/",
    )  # fmt: skip
    work_off()
    hold_fair.change(li, fair.pk, place="东胜区体育馆")
    work_off()
    hold_fair.cancel(li, fair.pk, "场地检修，改期再办")
    work_off()

    assert [letter.subject.partition("】")[2] for letter in mail.outbox] == [
        "推介会报名成功", *["推介会的时间或地点有变动"] * 2, *["推介会取消"] * 2,
    ]  # fmt: skip
    for letter in mail.outbox:
        assert WORDS.findall(f"{letter.subject}{letter.body}{letter.from_email}") == []
        assert "&" not in letter.body


# Its guests -----------------------------------------------------------------------------------------------------------


def test_staff_put_a_firm_of_the_platform_on_the_list_under_its_own_name():
    firm = an_enterprise("蒙泰热电")

    guest = a_guest(a_fair(), "随便写的", enterprise=firm)

    assert (guest.firm_name, guest.credit_code, guest.by) == ("蒙泰热电", firm.credit_code, FairGuest.By.STAFF)


def test_the_same_firm_with_the_same_telephone_stands_once_on_the_list():
    fair = a_fair()
    a_guest(fair, "蒙泰热电")

    with pytest.raises(Refused, match="已经用这个电话报过名"):
        a_guest(fair, " 蒙泰　热电 ")

    assert a_guest(fair, "蒙泰热电", phone="13947705678").firm_key == "蒙泰热电"


def test_who_is_dropped_frees_the_name_and_stays_on_record():
    li, fair = a_social_worker(), a_fair()
    first = hold_fair.drop_guest(li, a_guest(fair).pk)

    second = a_guest(fair)

    assert first.withdrawn_at == MONDAY_9
    assert list(fair.guests.standing()) == [second]
    with pytest.raises(Refused, match="已经取消报名"):
        hold_fair.drop_guest(li, first.pk)


def test_seats_cannot_be_fewer_than_firms():
    fair = a_fair(seats=2)
    for firm in ("远望仓储", "恒信物流"):
        a_guest(fair, firm)
    a_guest(fair, "远望仓储", phone="13947705678")

    with pytest.raises(Refused, match="已经有 2 家企业"):
        hold_fair.change(a_social_worker(), fair.pk, seats=1)

    assert hold_fair.change(a_social_worker(), fair.pk, seats=2).seats == 2


# What came of it ------------------------------------------------------------------------------------------------------


def test_not_ticked_is_not_known_until_the_fair_has_been_held():
    li, fair = a_social_worker(), a_fair_begun()
    here, there = a_guest(fair), a_guest(fair, "恒信物流")
    hold_fair.mark(li, fair.pk, {here.pk: Mark(True, 3), there.pk: Mark(False)})

    def came() -> list[bool | None]:
        return [guest.came for guest in fair.guests.order_by("pk")]

    before = came()
    hold_fair.hold(li, fair.pk)

    assert (before, came()) == ([True, None], [True, False])


def test_letters_are_counted_one_by_one_and_can_be_corrected():
    li, fair = a_social_worker(), a_fair_begun()
    guest = a_guest(fair)

    hold_fair.mark(li, fair.pk, {guest.pk: Mark(True, 3)})
    kept = set(guest.letters.values_list("pk", flat=True))
    hold_fair.mark(li, fair.pk, {guest.pk: Mark(True, 4)})
    more = set(guest.letters.values_list("pk", flat=True))
    hold_fair.mark(li, fair.pk, {guest.pk: Mark(True, 1)})

    assert kept < more
    assert [letter.number for letter in guest.letters.all()] == [1]
    assert LetterOfIntent.objects.get().pk in kept


@pytest.mark.parametrize(
    ("mark", "words"), [(Mark(False, 1), "没有到场"), (Mark(True, 201), "份数不对"), (Mark(True, -1), "份数不对")]
)
def test_letters_that_cannot_be_are_refused(mark, words):
    fair = a_fair_begun()
    guest = a_guest(fair)

    with pytest.raises(Refused, match=words):
        hold_fair.mark(a_social_worker(), fair.pk, {guest.pk: mark})

    assert not LetterOfIntent.objects.exists()


def test_nobody_is_ticked_before_the_fair_begins_or_on_a_list_of_another():
    li, ahead, runs = a_social_worker(), a_fair(), a_fair_begun(title="康巴什区就业推介会")
    guest = a_guest(ahead)

    with pytest.raises(Refused, match="还没有开始"):
        hold_fair.mark(li, ahead.pk, {guest.pk: Mark(True)})
    with pytest.raises(FairGuest.DoesNotExist):
        hold_fair.mark(li, runs.pk, {guest.pk: Mark(True)})


def test_who_came_is_not_dropped():
    li, fair = a_social_worker(), a_fair_begun()
    guest = a_guest(fair)
    hold_fair.mark(li, fair.pk, {guest.pk: Mark(True)})

    with pytest.raises(Refused, match="已经登记到场"):
        hold_fair.drop_guest(li, guest.pk)


# Stages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "left", "stage"),
    [
        (18 * HOUR, None, Stage.OPEN),
        (18 * HOUR, 3, Stage.OPEN),
        (18 * HOUR, 0, Stage.FULL),
        (16 * HOUR, 0, Stage.FULL),
        (15 * HOUR, 3, Stage.SHUT),
        (0 * HOUR, 3, Stage.RUNNING),
        (-3 * HOUR, 3, Stage.OVER),
    ],
)
def test_where_a_fair_stands(ahead, left, stage):
    fair = a_fair()

    assert fair.stage(fair.starts_at - ahead, left) == stage


def test_counts_are_of_firms_not_of_registrations():
    li, fair = a_social_worker(), a_fair_begun()
    first, again = a_guest(fair), a_guest(fair, phone="13947705678")
    hold_fair.drop_guest(li, a_guest(fair, "恒信物流").pk)
    hold_fair.mark(li, fair.pk, {first.pk: Mark(True, 2), again.pk: Mark(True, 1)})

    counted = Fair.objects.with_counts().get()

    assert (counted.firms, counted.came, counted.letters) == (1, 1, 3)
    assert timezone.localdate(counted.starts_at) == timezone.localdate()
