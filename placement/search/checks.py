"""What has to be right before the site starts."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from placement.search.client import HOW_TO_INSTALL


@register()
def client_is_installed(**options: Any) -> list[CheckMessage]:
    """ELASTICSEARCH_URL needs a package that a site without it does not install."""
    if settings.ELASTICSEARCH_URL and find_spec("elasticsearch") is None:
        return [
            Error("ELASTICSEARCH_URL is set and its client is not installed.", hint=HOW_TO_INSTALL, id="placement.E001")
        ]
    return []
