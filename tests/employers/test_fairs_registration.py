"""A firm registers for a fair, changes what it said and takes it back; nobody learns from it who else comes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.utils import timezone

from employers import fairs, hold_fair
from employers.fair_form import GuestForm
from employers.mail_limits import may_write_guest
from employers.models import Fair, FairGuest
from employers.models.fair import Stage
from people.errors import Refused
from tests.cast import MONDAY_9, a_contact, a_credit_code, a_social_worker, an_enterprise
from tests.employers.fairs import PLACE, TITLE, a_fair, a_guest
from tests.employers.portal import link_in, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
OWN_PAGES = "https://jiuye.example/fairs/guest/"
HANMEI = "hanmei@yuanwang.example"
TYPED = {
    "firm_name": " 远望仓储 ", "credit_code": "", "contact_name": "韩梅", "phone": "１３９ 4770 1234",
    "email": "HanMei@yuanwang.example", "people": "2", "posts": "装卸工 5 人\n包住",
}  # fmt: skip


def cleaned(**fields) -> dict:
    form = GuestForm(TYPED | fields)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def register(fair: Fair, *, at=None, contact=None, **fields) -> fairs.Registered:
    return fairs.register(fair.uid, own_pages=OWN_PAGES, contact=contact, at=at, **cleaned(**fields))


# The form -------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_as_people_mean_it():
    guest = register(a_fair()).guest

    assert (guest.firm_name, guest.phone, guest.email) == ("远望仓储", "13947701234", HANMEI)
    assert guest.posts == "装卸工 5 人 包住"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("firm_name", " ", "企业名称"),
        ("phone", "12345", "11 位手机号"),
        ("credit_code", "91150602MA0", "应为 18 位"),
        ("people", "0", "至少来 1 个人"),
        ("people", "21", "最多登记 20 个人"),
        ("email", "hanmei", "邮箱"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field, typed, words):
    form = GuestForm(TYPED | {field: typed})

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in str(form.errors) or words in str(form.fields[field].label)


# Registering ----------------------------------------------------------------------------------------------------------


def test_a_guest_gets_a_letter_with_a_link_of_its_own():
    fair = a_fair()

    guest, mine = register(fair)
    work_off()

    (letter,) = mail.outbox
    assert mine
    assert letter.to == [HANMEI]
    assert TITLE in letter.body
    assert PLACE in letter.body
    assert link_in(letter) == f"/fairs/guest/{guest.uid}/"
    assert fair.events.first().label == "企业报名"
    assert fair.events.first().actor is None


def test_without_an_address_there_is_a_guest_and_no_letter():
    register(a_fair(), email="")
    work_off()

    assert FairGuest.objects.get().link
    assert mail.outbox == []


def test_the_same_form_sent_twice_makes_one_guest():
    fair, once = a_fair(), str(uuid4())

    first, second = register(fair, once=once), register(fair, once=once)
    work_off()

    assert first == second
    assert FairGuest.objects.count() == len(mail.outbox) == 1


def test_who_fills_it_in_again_gets_the_letter_again_and_no_page():
    fair = a_fair()
    first = register(fair, once=str(uuid4()))
    work_off()

    again = register(fair, once=str(uuid4()), at=MONDAY_9 + timedelta(hours=2))
    work_off()

    assert (again.guest, again.mine) == (first.guest, False)
    assert [letter.to for letter in mail.outbox] == [[HANMEI]] * 2
    assert FairGuest.objects.count() == 1


def test_whoever_knows_firm_and_telephone_does_not_get_its_link():
    fair = a_fair()
    register(fair)
    work_off()

    register(fair, email="somebody@else.example")
    work_off()

    mine, foreign = (link_in(letter) for letter in mail.outbox)
    assert mine != foreign
    assert fairs.upcoming(timezone.now())[0].seats_left == 29


def test_the_last_seat_is_given_once_and_a_colleague_of_who_has_it_may_come():
    fair = a_fair(seats=1)
    register(fair)

    with pytest.raises(Refused, match="已经报满"):
        register(fair, firm_name="恒信物流", email="")

    assert register(fair, phone="13947705678").mine
    assert fairs.fair_or_none(fair.uid, MONDAY_9).stage == Stage.FULL


def test_a_seat_that_was_given_back_can_be_taken():
    fair = a_fair(seats=1)
    fairs.withdraw(register(fair).guest.uid)

    assert register(fair, firm_name="恒信物流").mine


@pytest.mark.parametrize(("hours", "words"), [(-15, "报名已经截止"), (1, "报名已经截止"), (4, "已经结束")])
def test_nobody_registers_too_late(hours, words):
    fair = a_fair()

    with pytest.raises(Refused, match=words):
        register(fair, at=fair.starts_at + timedelta(hours=hours))


def test_nobody_registers_for_what_is_cancelled_or_not_yet_public():
    cancelled, planned = a_fair(), a_fair("康巴什区就业推介会", is_open=False)
    hold_fair.cancel(a_social_worker(), cancelled.pk, "场地检修")

    with pytest.raises(Refused, match="已经取消"):
        register(cancelled)
    with pytest.raises(Fair.DoesNotExist):
        register(planned)
    assert fairs.fair_or_none(planned.uid, MONDAY_9) is None


def test_the_firm_is_linked_only_where_its_own_contact_registers():
    fair, contact = a_fair(), a_contact("周丽", "蒙泰热电")
    code = contact.enterprise.credit_code

    own = register(fair, contact=contact, firm_name="蒙泰热电", credit_code=code).guest
    claimed = register(fair, firm_name="蒙泰热电", credit_code=code, phone="13947705678").guest
    other = register(fair, contact=contact, credit_code=a_credit_code("远望仓储")).guest

    assert [guest.enterprise for guest in (own, claimed, other)] == [contact.enterprise, None, None]


def test_who_is_signed_in_finds_the_form_filled_in():
    contact = a_contact("周丽", "蒙泰热电")

    known = fairs.prefilled(fairs.contact_of(contact.user))

    assert known["firm_name"] == "蒙泰热电"
    assert GuestForm(known | {"people": 2}).is_valid()
    assert fairs.prefilled(fairs.contact_of(AnonymousUser())) == {}
    assert fairs.contact_of(a_social_worker()) is None


def test_no_more_than_three_letters_an_hour_go_to_one_address():
    fair = a_fair()
    for phone in ("13947701234", "13947701235", "13947701236"):
        assert may_write_guest(HANMEI)
        register(fair, phone=phone)

    assert not may_write_guest("HANMEI@yuanwang.example")
    assert may_write_guest("")


# The own link ---------------------------------------------------------------------------------------------------------


def test_a_guest_changes_what_it_said():
    guest = register(a_fair()).guest

    changed = fairs.change(guest.uid, people=3, phone="13947705678")

    assert (changed.people, changed.phone) == (3, "13947705678")
    assert changed.fair.events.first().label == "改报名信息"


def test_a_new_address_gets_the_link():
    guest = register(a_fair(), email="").guest

    fairs.change(guest.uid, email=HANMEI)
    work_off()

    assert mail.outbox[0].to == [HANMEI]


def test_a_change_into_another_registration_is_refused():
    fair = a_fair()
    register(fair)
    second = register(fair, phone="13947705678").guest

    with pytest.raises(Refused, match="报过名"):
        fairs.change(second.uid, phone="13947701234")


def test_what_was_taken_back_cannot_be_changed_and_the_firm_may_come_again():
    fair = a_fair()
    guest = register(fair).guest
    fairs.withdraw(guest.uid)

    for deed in (lambda: fairs.withdraw(guest.uid), lambda: fairs.change(guest.uid, people=3)):
        with pytest.raises(Refused, match="已经取消"):
            deed()

    assert register(fair).guest != guest


@pytest.mark.parametrize("hours", [0, 3])
def test_too_late_to_change(hours):
    guest = register(a_fair()).guest

    with pytest.raises(Refused, match=r"已经开始|已经结束"):
        fairs.change(guest.uid, people=3, at=guest.fair.starts_at + timedelta(hours=hours))


def test_a_letter_is_not_sent_to_who_took_it_back_meanwhile():
    guest = register(a_fair()).guest
    fairs.withdraw(guest.uid)

    work_off()

    assert mail.outbox == []


def test_the_own_page_says_less_once_it_is_over():
    guest = register(a_fair()).guest
    ends = guest.fair.ends_at

    before, after = fairs.own_or_none(guest.uid, MONDAY_9), fairs.own_or_none(guest.uid, ends)

    assert before.stated["phone"] == "13947701234"
    assert before.may_change
    assert after.stated == {}
    assert not after.may_withdraw
    assert fairs.own_or_none(uuid4(), MONDAY_9) is None


# What the public reads ------------------------------------------------------------------------------------------------


def test_the_lists_hold_what_is_to_come_and_what_was():
    li = a_social_worker()
    a_fair("筹备中的推介会", is_open=False)
    next_month = a_fair("元旦推介会", starts_at=MONDAY_9 + timedelta(days=40))
    next_week = a_fair("冬季推介会", starts_at=MONDAY_9 + timedelta(days=7))
    old = a_fair("秋季推介会", starts_at=MONDAY_9 - timedelta(days=60), is_open=False)
    hold_fair.hold(li, old.pk)
    hold_fair.cancel(li, next_month.pk, "改期")

    ahead, before = fairs.upcoming(MONDAY_9), fairs.past(MONDAY_9)

    assert [(one.title, one.stage) for one in ahead] == [(next_week.title, "open"), (next_month.title, "cancelled")]
    assert [(one.title, one.stage) for one in before] == [("秋季推介会", "held")]


def test_a_list_asks_once_however_many_fairs(django_assert_num_queries):
    for number in range(5):
        a_guest(a_fair(f"第 {number} 场推介会"), enterprise=an_enterprise("蒙泰热电"))

    with django_assert_num_queries(1):
        assert len(fairs.upcoming(MONDAY_9)) == 5
