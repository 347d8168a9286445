"""A case went to another county: at the old place it is gone from every address, whoever had it there."""

import pytest
from django.utils import timezone

from clients import transfer
from tests.cast import a_region
from tests.leaks.addresses import ADDRESSES, OF_THE_CASE
from tests.leaks.crawl import answer_of, browser_of
from tests.leaks.town import LEFT_BEHIND, address

pytestmark = pytest.mark.django_db

# Of one who moved and of nobody else in this town: the inside is another client, still of 李敏.
OF_HER = [name for name in OF_THE_CASE if "inside" not in ADDRESSES[name]]


@pytest.fixture
def moved(town):
    transfer.receive(town.users["liu"], town.transfer.pk, a_region("150603001"), as_of=timezone.localdate())
    return town


@pytest.mark.parametrize("who", ["li", "manager", "officer"])
def test_no_address_of_the_old_place_shows_anything_of_her(moved, who):
    browser, wrong = browser_of(moved, who), []

    # What is about another client of hers stays hers.
    for name in (one for one in ADDRESSES if "inside" not in ADDRESSES[one]):
        answer = answer_of(browser.get(address(moved, name)))
        # What she herself uploaded of people who were never taken in is hers still.
        if found := set(answer.markers) - {LEFT_BEHIND}:
            wrong.append((name, found))
        if name in OF_HER and answer.status not in (404, 405):
            wrong.append((name, answer.status))

    assert wrong == []


def test_the_new_worker_reads_it_all_and_her_own_manager_with_her(moved):
    for who in ("liu", "elsewhere", "city"):
        browser = browser_of(moved, who)
        for name in ("clients:overview", "clients:clocks", "clients:transfer_receipt", "welfare:members"):
            assert browser.get(address(moved, name)).status_code == 200, (who, name)
