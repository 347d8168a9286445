"""Consent: asked firm by firm, answered by the client alone, taken back at once, and every showing written down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clients import consent_words, give_consent, papers
from clients.close_case import close
from clients.give_consent import consent_given, consent_withdrawn
from clients.models import Client, Consent, ConsentField, ConsentPurpose, Paper, PersonalLink
from people.errors import Refused
from people.models import AccessEvent, Notice
from tests.cast import (
    GONGYUAN,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_credit_code,
    a_manager,
    a_social_worker,
    a_user,
    a_welfare_officer,
)
from tests.clients.consents import NAME, PHONE, PROFILE, UNTIL, asked, given
from tests.clients.papers import an_upload

pytestmark = pytest.mark.django_db

MONTAI, TONGDA = "蒙泰热电", "通达汽修"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


@pytest.fixture
def heard():
    """What the signals told, in order."""
    told = []

    def listen(name):
        def hear(sender, **said):
            told.append((name, said["consent"].pk))

        return hear

    hear_given, hear_withdrawn = listen("given"), listen("withdrawn")
    consent_given.connect(hear_given)
    consent_withdrawn.connect(hear_withdrawn)
    yield told
    consent_given.disconnect(hear_given)
    consent_withdrawn.disconnect(hear_withdrawn)


def stored(consent) -> Consent:
    return Consent.objects.unscoped("test").get(pk=consent.pk)


def standing(client, firm=MONTAI, **options):
    return give_consent.standing_for(client, a_credit_code(firm), **options)


def deeds(kind, pk):
    """What the ledger has of one thing, oldest first."""
    return [(event.action, event.actor and event.actor.name) for event in AccessEvent.objects.of(kind, pk)][::-1]


def on_paper(actor, client, *, fields=(PROFILE, NAME, PHONE), upload=None, until=UNTIL):
    return give_consent.record_on_paper(
        actor, client, a_credit_code(), MONTAI, ConsentPurpose.REFERRAL, fields, until, upload or an_upload()
    )


# Asking --------------------------------------------------------------------------------------------------------------


def test_a_question_waits_with_its_words_and_tells_nobody_anything(wang, heard):
    consent, link = asked(wang)

    assert (consent.state, consent.way, consent.answered_at) == ("asked", "", None)
    assert (link.purpose, link.consent, link.expires_at) == ("consent", consent, MONDAY_9 + 7 * DAY)
    assert standing(wang) is None
    assert heard == []
    assert deeds("consent", consent.pk) == [("create", "李敏")]
    assert ("change", "李敏") in deeds("client", wang.pk)


def test_the_words_say_who_what_what_for_until_when_and_how_to_say_no(wang):
    consent, _ = asked(wang, fields=[PROFILE, PHONE])

    said = {line.about: line.says for line in consent_words.read(consent.words)}
    assert MONTAI in said["告诉谁"]
    assert a_credit_code() in said["告诉谁"]
    assert said["想告诉什么"] == f"{PROFILE.label}；{PHONE.label}。"
    assert said["不告诉什么"] == "别的一概不说。"
    assert "2027年5月20日" in said["到什么时候"]
    assert "别的帮助一样也不少" in said["不同意行不行"]
    assert "撤回" in said["以后反悔行不行"]


def test_the_words_name_how_the_firm_is_reached_where_that_is_known():
    words = consent_words.write(
        MONTAI, a_credit_code(), ConsentPurpose.REFERRAL, [PROFILE], UNTIL, "周丽，0477-8581234"
    )

    assert "联系方式：周丽，0477-8581234。" in words


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_no_words_are_longer_than_the_row_or_tell_whom_the_service_is_for(purpose):
    words = consent_words.write("某" * 100, a_credit_code(), purpose, ConsentField, UNTIL, "联" * 200)

    assert len(words) <= Consent._meta.get_field("words").max_length
    assert [word for word in ("毒", "康复", "服务对象", "社区") if word in words] == []


def test_asked_again_the_question_is_put_anew_and_the_old_link_is_dead(wang):
    first, old = asked(wang, fields=[PROFILE])

    second, new = asked(wang, at=MONDAY_9 + HOUR)

    assert second.pk == first.pk
    assert stored(second).fields == ["profile", "name", "phone"]
    working = PersonalLink.objects.unscoped("test").working(MONDAY_9 + HOUR)
    assert list(working) == [new]
    with pytest.raises(Refused, match="已经用过，或者过期"):
        give_consent.answer(old, True, at=MONDAY_9 + HOUR)


@pytest.mark.parametrize(
    "asks",
    [
        {"fields": [NAME, PHONE]},
        {"fields": [PROFILE, ConsentField.PAPERS]},
        {"fields": ["profile", "health"]},
        {"fields": []},
        {"purpose": ConsentPurpose.INCENTIVE, "fields": [NAME]},
        {"until": MONDAY - DAY},
        {"until": MONDAY + timedelta(days=366)},
    ],
    ids=["no profile", "not for it", "unknown", "nothing", "name alone", "yesterday", "over a year"],
)
def test_what_no_question_may_be_is_refused(wang, asks):
    with pytest.raises(Refused):
        asked(wang, **asks)

    assert not wang.consents.exists()
    assert not wang.personal_links.exists()


@pytest.mark.parametrize(
    "who",
    [lambda: a_social_worker("张伟"), lambda: a_manager("白音", KANGBASHI), a_welfare_officer, lambda: a_user("周丽")],
)
def test_only_who_answers_for_the_client_asks_for_her(wang, who):
    consent, _ = asked(wang)
    stranger = who()

    for attempt in (
        lambda: give_consent.ask(stranger, wang, a_credit_code(), MONTAI, "referral", [PROFILE], UNTIL),
        lambda: on_paper(stranger, wang),
        lambda: give_consent.sign(stranger, consent, [PROFILE], an_upload()),
        lambda: give_consent.renew_link(stranger, consent),
        lambda: give_consent.recall(stranger, consent),
        lambda: give_consent.make_own_link(stranger, wang),
    ):
        with pytest.raises(Refused, match="不归您办理"):
            attempt()

    assert stored(consent).state == "asked"


def test_a_closed_case_is_asked_nothing_and_may_still_withdraw(wang):
    consent = given(wang)
    close(wang.caseworker, wang, Client.ClosedHow.MOVED, timezone.localdate())

    with pytest.raises(Refused, match="已经结案"):
        asked(wang, TONGDA)
    give_consent.withdraw(wang.caseworker, consent, Consent.Way.WORD)
    give_consent.make_own_link(wang.caseworker, wang)

    assert standing(wang) is None


def test_a_question_taken_back_can_no_longer_be_answered(wang):
    consent, link = asked(wang)

    give_consent.recall(wang.caseworker, consent)

    assert stored(consent).state == "recalled"
    with pytest.raises(Refused):
        give_consent.answer(link, True)
    with pytest.raises(Refused, match="刚刚有了变化"):
        give_consent.recall(wang.caseworker, consent)


# Answering -----------------------------------------------------------------------------------------------------------


def test_a_yes_stands_for_what_she_ticked_and_no_more(wang, heard):
    consent, link = asked(wang)

    give_consent.answer(link, True, ["phone"], at=MONDAY_9 + HOUR)

    held = standing(wang)
    assert held == consent
    assert held.fields == ["profile", "phone"]
    assert (held.way, held.answered_at) == ("phone", MONDAY_9 + HOUR)
    assert held.allows(PHONE, MONDAY)
    assert not held.allows(NAME, MONDAY)
    assert heard == [("given", consent.pk)]
    assert deeds("consent", consent.pk) == [("create", "李敏"), ("change", None)]


def test_her_worker_hears_of_an_answer_without_a_name(wang):
    _, link = asked(wang)

    give_consent.answer(link, False)

    notice = Notice.objects.get(user=wang.caseworker)
    assert wang.name not in notice.text
    assert wang.number not in notice.text
    assert (notice.url_name, notice.url_args) == ("clients:consents", [wang.pk])


def test_a_no_is_an_answer_and_changes_nothing_else(wang, heard):
    other = given(wang, TONGDA)
    heard.clear()
    consent, link = asked(wang)

    give_consent.answer(link, False)

    assert (stored(consent).state, stored(consent).way) == ("refused", "phone")
    assert standing(wang) is None
    assert standing(wang, TONGDA) == other
    assert heard == []


def test_a_link_answers_once(wang):
    _, link = asked(wang)
    give_consent.answer(link, False)

    with pytest.raises(Refused, match="已经用过"):
        give_consent.answer(link, True)

    assert standing(wang) is None


def test_what_was_not_asked_cannot_be_agreed_to(wang):
    consent, link = asked(wang, fields=[PROFILE])

    with pytest.raises(Refused, match="和问的不一样"):
        give_consent.answer(link, True, ["phone"])

    # The link is not used up by it.
    give_consent.answer(link, True)
    assert stored(consent).fields == ["profile"]


@pytest.mark.parametrize("later", [7 * DAY, 300 * DAY], ids=["the link is over", "the day is over"])
def test_too_late_is_no_answer(wang, later):
    consent, link = asked(wang)

    with pytest.raises(Refused):
        give_consent.answer(link, True, at=MONDAY_9 + later)

    assert stored(consent).state == "asked"


def test_a_question_whose_last_day_has_passed_is_not_agreed_to(wang):
    consent, link = asked(wang, until=MONDAY)

    with pytest.raises(Refused, match="已经过期"):
        give_consent.answer(link, True, at=MONDAY_9 + DAY)

    assert stored(consent).state == "asked"


def test_the_link_to_her_own_page_answers_nothing(wang):
    asked(wang)
    own = give_consent.make_own_link(wang.caseworker, wang)

    with pytest.raises(Refused):
        give_consent.answer(own, True)


def test_a_new_yes_stands_instead_of_the_old_one(wang, heard):
    old = given(wang, fields=[NAME, PHONE])

    new = given(wang, fields=[], at=MONDAY_9 + HOUR)

    assert stored(old).state == "replaced"
    assert standing(wang) == new
    assert not standing(wang).allows(PHONE, MONDAY)
    assert heard == [("given", old.pk), ("given", new.pk)]


def test_a_no_to_more_leaves_what_stands(wang):
    old = given(wang, fields=[])
    _, link = asked(wang, at=MONDAY_9 + HOUR)

    give_consent.answer(link, False, at=MONDAY_9 + HOUR)

    assert standing(wang) == old


def test_a_consent_ends_with_its_last_day(wang):
    consent = given(wang, until=MONDAY + DAY)

    assert standing(wang, on=MONDAY + DAY) == consent
    assert standing(wang, on=MONDAY + 2 * DAY) is None
    assert stored(consent).state == "given"


# On paper ------------------------------------------------------------------------------------------------------------


def test_a_signed_sheet_stands_at_once_and_only_her_caseworker_sees_it(wang, heard):
    manager, officer = a_manager(), a_welfare_officer()

    consent = on_paper(wang.caseworker, wang, fields=[PROFILE, NAME])

    assert standing(wang) == consent
    assert (consent.way, consent.fields) == ("paper", ["profile", "name"])
    assert Paper.objects.shown_to(wang.caseworker).get() == consent.paper
    assert not Paper.objects.shown_to(manager).exists()
    assert not Paper.objects.shown_to(officer).exists()
    assert heard == [("given", consent.pk)]


def test_the_sheet_of_a_question_that_waits_answers_it(wang):
    consent, link = asked(wang)

    give_consent.sign(wang.caseworker, consent, ["profile", "phone"], an_upload())

    assert standing(wang) == consent
    assert stored(consent).fields == ["profile", "phone"]
    with pytest.raises(Refused):
        give_consent.answer(link, False)


@pytest.mark.parametrize("ticked", [["name"], ["profile", "papers"]], ids=["without the least", "not asked"])
def test_a_sheet_with_other_ticks_is_refused(wang, ticked):
    consent, _ = asked(wang, fields=[PROFILE, NAME])

    with pytest.raises(Refused, match="勾选的内容"):
        give_consent.sign(wang.caseworker, consent, ticked, an_upload())

    assert not Paper.objects.shown_to(wang.caseworker).exists()


def test_a_file_that_is_nothing_we_keep_is_no_consent(wang):
    with pytest.raises(Refused):
        on_paper(wang.caseworker, wang, upload=an_upload(b"<html>", "同意书.pdf"))

    assert not wang.consents.exists()


def test_the_sheet_of_a_consent_cannot_be_removed(wang):
    consent = on_paper(wang.caseworker, wang)

    with pytest.raises(Refused, match="同意书"):
        papers.remove(wang.caseworker, consent.paper)

    assert papers.read(consent.paper)


def test_who_takes_a_case_over_hears_of_its_answers(wang):
    _, link = asked(wang)
    zhang = a_social_worker("张伟", GONGYUAN)
    Client.objects.unscoped("test").filter(pk=wang.pk).update(caseworker=zhang)

    give_consent.answer(PersonalLink.objects.unscoped("test").get(pk=link.pk), True)

    assert Notice.objects.filter(user=zhang).count() == 1


# Taking back ---------------------------------------------------------------------------------------------------------


def test_a_withdrawal_holds_at_once_and_for_this_firm_alone(wang, heard):
    consent, other = given(wang), given(wang, TONGDA)
    heard.clear()

    give_consent.withdraw(None, consent, Consent.Way.PHONE, at=MONDAY_9 + HOUR)

    assert standing(wang) is None
    assert standing(wang, TONGDA) == other
    assert (stored(consent).withdrawn_at, stored(consent).withdrawn_way) == (MONDAY_9 + HOUR, "phone")
    assert heard == [("withdrawn", consent.pk)]
    assert deeds("consent", consent.pk)[-1] == ("change", None)
    assert Notice.objects.filter(user=wang.caseworker, text__contains="撤回").count() == 1


def test_a_withdrawal_of_one_purpose_leaves_the_other(wang):
    referral = given(wang)
    code, until = a_credit_code(), UNTIL
    _, link = give_consent.ask(
        wang.caseworker, wang, code, MONTAI, ConsentPurpose.INCENTIVE, [NAME, ConsentField.PAPERS], until
    )
    incentive = give_consent.answer(link, True)

    give_consent.withdraw(None, incentive, Consent.Way.PHONE)

    assert incentive.fields == ["name", "papers"]
    assert standing(wang) == referral
    assert standing(wang, purpose=ConsentPurpose.INCENTIVE) is None


def test_her_word_is_enough_to_withdraw_and_her_worker_writes_it_down(wang):
    consent = given(wang)

    give_consent.withdraw(wang.caseworker, consent, Consent.Way.WORD)

    assert stored(consent).withdrawn_way == "word"
    assert deeds("consent", consent.pk)[-1] == ("change", "李敏")


def test_nobody_withdraws_twice_and_no_stranger_at_all(wang):
    consent = given(wang)

    with pytest.raises(Refused, match="不归您办理"):
        give_consent.withdraw(a_social_worker("张伟"), consent, Consent.Way.WORD)
    give_consent.withdraw(None, consent, Consent.Way.PHONE)
    with pytest.raises(Refused, match="刚刚有了变化"):
        give_consent.withdraw(None, consent, Consent.Way.PHONE)


def test_what_follows_a_withdrawal_fails_with_it(wang):
    consent = given(wang)

    def stumble(sender, **_):
        raise RuntimeError

    consent_withdrawn.connect(stumble)
    try:
        with pytest.raises(RuntimeError):
            give_consent.withdraw(None, consent, Consent.Way.PHONE)
    finally:
        consent_withdrawn.disconnect(stumble)

    assert standing(wang) == consent
