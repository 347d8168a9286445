"""What a firm is shown is written down and was agreed to at that moment; and no row of consent is half a consent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clients import give_consent
from clients.models import Consent, Disclosure
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import MONDAY, MONDAY_9, a_client, a_contact, a_social_worker
from tests.clients.consents import NAME, asked, given

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def stored(consent) -> Consent:
    return Consent.objects.unscoped("test").get(pk=consent.pk)


def deeds(kind, pk):
    """What the ledger has of one thing, oldest first."""
    return [(event.action, event.actor and event.actor.name) for event in AccessEvent.objects.of(kind, pk)][::-1]


# Showing -------------------------------------------------------------------------------------------------------------


def test_each_showing_is_written_down_once_a_day_and_counted(wang):
    consent, zhou = given(wang), a_contact("周丽").user

    for later in (0 * HOUR, HOUR, DAY):
        give_consent.record_disclosure(consent, zhou, ["phone", "name"], MONDAY_9 + later)

    seen = list(wang.disclosures.values_list("on", "fields", "times"))
    assert seen == [(MONDAY + DAY, "name phone", 1), (MONDAY, "name phone", 2)]
    assert deeds("consent", consent.pk)[-3:] == [("disclose", "周丽")] * 3


@pytest.mark.parametrize("fields", [["phone"], ["profile", "phone"], [], ["papers"]])
def test_what_she_did_not_agree_to_is_not_shown(wang, fields):
    consent = given(wang, fields=[NAME])

    with pytest.raises(Refused):
        give_consent.record_disclosure(consent, a_contact().user, fields, MONDAY_9)

    assert not Disclosure.objects.unscoped("test").exists()


def test_a_consent_that_was_read_before_the_withdrawal_shows_nothing_after_it(wang):
    consent = given(wang)
    stale = stored(consent)
    give_consent.withdraw(None, consent, Consent.Way.PHONE)

    with pytest.raises(Refused):
        give_consent.record_disclosure(stale, a_contact().user, ["name"], MONDAY_9)
    assert stale.state == "given"


def test_nothing_is_shown_after_the_last_day(wang):
    consent = given(wang, until=MONDAY)

    with pytest.raises(Refused):
        give_consent.record_disclosure(consent, a_contact().user, ["name"], MONDAY_9 + DAY)


# The database --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "given"},
        {"state": "given", "answered_at": MONDAY_9},
        {"state": "given", "answered_at": MONDAY_9, "way": "word"},
        {"state": "given", "answered_at": MONDAY_9, "way": "paper"},
        {"state": "asked", "answered_at": MONDAY_9, "way": "phone"},
        {"state": "refused"},
        {"state": "recalled", "answered_at": MONDAY_9},
        {"state": "withdrawn", "answered_at": MONDAY_9, "way": "phone"},
        {"state": "withdrawn", "answered_at": MONDAY_9, "way": "phone", "withdrawn_at": MONDAY_9},
        {
            "state": "withdrawn",
            "answered_at": MONDAY_9,
            "way": "phone",
            "withdrawn_at": MONDAY_9 - HOUR,
            "withdrawn_way": "phone",
        },
        {"state": "replaced", "way": "phone"},
    ],
    ids=lambda broken: f"{broken['state']} with {len(broken) - 1}",
)
def test_the_database_knows_no_half_consent(wang, broken):
    consent, _ = asked(wang)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.unscoped("test").filter(pk=consent.pk).update(**broken)


def test_the_database_lets_one_stand_per_firm_and_purpose(wang):
    given(wang)
    consent, _ = asked(wang)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.unscoped("test").filter(pk=consent.pk).update(state="given", answered_at=MONDAY_9, way="phone")
