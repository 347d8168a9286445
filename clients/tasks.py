"""The work of this app that outlives a request; registering it is the effect."""

from clients import papers  # noqa: F401
from clients.intake import apply  # noqa: F401
