"""Every address × every role: who gets in stands in ``who_may.py``, and nobody else does."""

from collections import Counter

import pytest
from django.urls import reverse

from tests.leaks.addresses import ADDRESSES
from tests.leaks.crawl import Opened, each
from tests.leaks.who_may import EVERYBODY, WHO_MAY

pytestmark = pytest.mark.django_db


def lets_in(page: Opened) -> bool:
    """Whether the address does something for this person: it answers, or refuses what was sent in words.

    Not found, the sign-in page, and the portal's first page for somebody without a firm are doors that stay shut.
    """
    answer = page.posted or page.got
    assert answer.status < 500
    led_away = answer.status == 302 and answer.leads_to == reverse("portal:home") and page.where.startswith("/portal/")
    return not (answer.status in (403, 404, 410) or answer.is_to_sign_in or led_away)


def test_each_address_has_one_expectation():
    expected = Counter(name for _, names in WHO_MAY for name in names)

    assert {name for name, count in expected.items() if count > 1} == set()
    assert set(expected) == set(ADDRESSES)


@pytest.mark.parametrize("who", each(EVERYBODY))
def test_who_gets_in_is_who_may(crawled, who):
    inside = {name for name, page in crawled.items() if lets_in(page)}

    assert inside == {name for people, names in WHO_MAY if who in people for name in names}
