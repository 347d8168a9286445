"""Where somebody goes back to after a small deed: the page that she came from, which the address or the form names."""

from django.utils.http import url_has_allowed_host_and_scheme


def way_back(asked: str, otherwise: str) -> str:
    """``asked`` if it is an address of this site, from its root; else ``otherwise``.

    From its root: ``redirect`` takes any other word for the name of a view, and breaks where there is none.
    """
    inside = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if inside else otherwise
