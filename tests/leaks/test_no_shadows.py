"""No address stands in front of another: each leads to the page of its own name."""

import pytest
from django.urls import resolve

from tests.leaks.addresses import ADDRESSES
from tests.leaks.town import address

pytestmark = pytest.mark.django_db


def test_each_address_leads_to_its_own_page(town):
    shadowed = {name: found for name in ADDRESSES if (found := resolve(address(town, name)).view_name) != name}

    assert shadowed == {}
