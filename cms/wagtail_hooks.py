"""Where Wagtail looks for what a site registers: importing these is registering."""

from cms.editor import buttons, dashboard, menu, notices

__all__ = ["buttons", "dashboard", "menu", "notices"]
