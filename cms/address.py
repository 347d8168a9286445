"""Addresses for whoever reads them elsewhere: a feed, a search engine, a shared link."""

from django.conf import settings

BEHIND_DOORS = ("/account/", "/desk/", "/editor/", "/me/", "/portal/", "/start/", "/ui/")
"""Beginnings of paths at which nobody but those who sign in has anything to look for."""


def is_behind_doors(path: str) -> bool:
    return f"{path}/".startswith(BEHIND_DOORS)


def absolute(path: str) -> str:
    """The whole address of a path of this site, by the name that the site is known by, never by the name that a
    request came with."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
