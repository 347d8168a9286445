"""Every address × every role: who gets in stands in ``who_may.py``, and nobody else does."""

from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse

from tests.leaks.addresses import ADDRESSES
from tests.leaks.test_every_address import browser_of, to_sign_in
from tests.leaks.town import address
from tests.leaks.who_may import EVERYBODY, WHO_MAY

pytestmark = pytest.mark.django_db


def gets_in(browser, where: str) -> bool:
    """Whether the address does something for this person: it answers, or refuses what was sent in words.

    Not found, the sign-in page, and the portal's first page for somebody without a firm are doors that stay shut.
    """
    answer = browser.get(where)
    if answer.status_code == 405:
        answer = browser.post(where)
    if answer.streaming:
        list(answer.streaming_content)
    assert answer.status_code < 500
    led_away = (
        answer.status_code == 302 and answer["Location"] == reverse("portal:home") and where.startswith("/portal/")
    )
    return not (answer.status_code in (403, 404, 410) or to_sign_in(answer) or led_away)


def test_each_address_has_one_expectation():
    expected = Counter(name for _, names in WHO_MAY for name in names)

    assert {name for name, count in expected.items() if count > 1} == set()
    assert set(expected) == set(ADDRESSES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_gets_in_is_who_may(town, who):
    # Signed in once; whatever an address does to the session is taken back with the rest, and the cookies begin anew.
    signed_in, inside = browser_of(town, who).cookies, set()

    for name in ADDRESSES:
        with transaction.atomic():
            browser = browser_of(town, None)
            browser.cookies.load(signed_in)
            if gets_in(browser, address(town, name)):
                inside.add(name)
            transaction.set_rollback(True)

    assert inside == {name for people, names in WHO_MAY if who in people for name in names}
