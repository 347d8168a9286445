"""Links for a client's own phone: random, signed, for one thing and for a time, locked after five wrong answers."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse
from hypothesis import given as assume_any
from hypothesis import strategies as st

from clients import give_consent, personal_links
from clients.desk.shown_link import EDGE, shown_link
from clients.models import PersonalLink
from config.logs import WithoutTexts
from people.errors import Refused
from people.models import Notice
from tests.cast import MONDAY_9, a_client, a_social_worker
from tests.clients.consents import asked, last_four, token

DAY = timedelta(days=1)


@pytest.fixture
def monday(db, time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def wang(monday):
    return a_client(a_social_worker("李敏"))


def own(client) -> PersonalLink:
    return give_consent.make_own_link(client.caseworker, client)


def wrong(client) -> str:
    return "0000" if last_four(client) != "0000" else "1111"


def again(link) -> PersonalLink:
    return PersonalLink.objects.unscoped("test").get(pk=link.pk)


def test_the_address_holds_a_random_number_and_nothing_of_her(wang):
    address = personal_links.address(own(wang))

    assert re.fullmatch(r"/me/[0-9a-f]{32}\.[\w-]{43}/", address)
    for telling in (wang.number, str(wang.uid), wang.uid.hex, last_four(wang), wang.phone[-4:]):
        assert telling not in address.replace(again(wang.personal_links.get()).uid.hex, "")


def test_an_address_finds_its_link_until_it_is_over(wang):
    link = own(wang)

    assert personal_links.find(token(link)) == link
    assert personal_links.find(token(link), at=MONDAY_9 + 30 * DAY - timedelta(seconds=1)) == link
    assert personal_links.find(token(link), at=MONDAY_9 + 30 * DAY) is None


def test_an_address_with_another_signature_finds_nothing(wang):
    link = own(wang)
    real = token(link)

    forged = [
        link.uid.hex,
        f"{link.uid.hex}.",
        real[:-1],
        real + "A",
        f"{uuid4().hex}.{real.split('.')[1]}",
        signing.Signer(salt="something else", sep=".").sign(link.uid.hex),
        "",
    ]

    assert [personal_links.find(one) for one in forged] == [None] * len(forged)


@assume_any(st.text(max_size=120))
def test_no_text_is_taken_for_a_signed_number(text):
    assert personal_links.uid_of(text) == personal_links.NOBODY


def test_a_new_link_is_the_end_of_the_one_before_it_and_of_no_other(wang):
    first = own(wang)
    _, question = asked(wang)
    _, another = asked(wang, "通达汽修")

    second = own(wang)

    assert personal_links.find(token(first)) is None
    assert {*PersonalLink.objects.unscoped("test").working(MONDAY_9)} == {second, question, another}


def test_the_right_answer_opens_and_is_kept_as_a_time_alone(wang):
    link = own(wang)

    assert personal_links.question(link) == "身份证号"
    assert personal_links.open_with(link, f" {last_four(wang).lower()} ")

    assert (again(link).opened_at, again(link).tries) == (MONDAY_9, 0)


def test_without_an_id_number_she_is_asked_for_her_telephone(monday):
    bare = a_client(a_social_worker("李敏"), id_number="", phone="0477-8581234")
    link = own(bare)

    assert personal_links.question(link) == "手机号码"
    assert personal_links.open_with(link, "1234")


def test_without_either_there_is_no_link_and_the_worker_knows_what_to_do(monday):
    bare = a_client(a_social_worker("李敏"), id_number="", phone="")

    with pytest.raises(Refused, match="在纸上签字"):
        asked(bare)

    assert not bare.consents.exists()


def test_five_wrong_answers_lock_it_for_good_and_her_worker_is_told_once(wang):
    link = own(wang)

    assert [personal_links.open_with(link, wrong(wang)) for _ in range(7)] == [False] * 7

    assert not personal_links.open_with(link, last_four(wang))
    assert personal_links.find(token(link)) is None
    assert (again(link).tries, again(link).opened_at) == (5, None)
    (notice,) = Notice.objects.filter(user=wang.caseworker)
    assert wang.name not in notice.text
    assert (notice.url_name, notice.url_args) == ("clients:consents", [wang.pk])


def test_a_right_answer_does_not_forgive_the_wrong_ones(wang):
    link = own(wang)
    for _ in range(4):
        personal_links.open_with(link, wrong(wang))

    assert personal_links.open_with(link, last_four(wang))
    assert not personal_links.open_with(link, wrong(wang))

    assert again(link).is_locked


@pytest.mark.parametrize("answer", ["", "   ", "身份证号", "\0\0\0\0", "9" * 500])
def test_no_answer_is_too_strange_to_be_wrong(wang, answer):
    assert not personal_links.open_with(own(wang), answer)


def test_a_locked_question_gets_a_new_link(wang):
    consent, link = asked(wang)
    for _ in range(5):
        personal_links.open_with(link, wrong(wang))

    fresh = give_consent.renew_link(wang.caseworker, consent)

    assert personal_links.open_with(fresh, last_four(wang))


def test_the_square_code_is_the_address_and_nothing_else(wang, rf):
    link = own(wang)

    shown = shown_link(rf.get("/desk/"), link)

    assert shown.url == f"http://testserver{personal_links.address(link)}"
    # The three corner marks: seven dark modules on top of each other's white ring.
    assert shown.path.startswith(f"M{EDGE},{EDGE}h7v1h-7z")
    assert f"M{shown.side - EDGE - 7},{EDGE}h7v1h-7z" in shown.path
    assert wang.name not in shown.url + shown.path


def test_no_log_line_holds_an_address(wang):
    address = personal_links.address(own(wang))
    lines = [
        logging.LogRecord(name, logging.WARNING, "", 0, "Gone: %s", (address,), None)
        for name in ("django.request", "clients.me.door", "granian")
    ]

    written = [WithoutTexts().format(line) for line in lines]

    assert [address in line or address.strip("/").split("/")[-1] in line for line in written] == [False] * 3
    assert written[1].endswith("clients.me.door Gone: /me/…/")


def test_the_addresses_of_its_pages_tell_nothing():
    for name in ("answer", "done", "own", "leave"):
        assert reverse(f"me:{name}") == f"/me/{name}/"
