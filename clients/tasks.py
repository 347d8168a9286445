"""The work of this app that outlives a request; registering it is the effect."""

from clients.intake import apply  # noqa: F401
