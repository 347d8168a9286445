"""The public site as it begins, for tests."""

from wagtail.models import Collection, Locale, Page

from cms.models import HomePage
from cms.set_up import set_up


def a_site() -> HomePage:
    """The first page of a site with every section."""
    _as_migrated()
    return set_up()


def _as_migrated() -> None:
    """What Wagtail's migrations write is gone where a test that commits was cleaned up after."""
    Locale.objects.get_or_create(language_code="zh-hans")
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
