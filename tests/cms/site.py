"""The public site as it begins, for tests."""

from cms.models import HomePage
from cms.set_up import set_up


def a_site() -> HomePage:
    """The first page of a site with every section; call it inside a test with the database."""
    return set_up()
