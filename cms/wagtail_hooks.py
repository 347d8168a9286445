"""Where Wagtail looks for what a site registers: importing these is registering."""

from cms.editor import buttons, dashboard, menu, notices
from cms.editor.reports import policies

__all__ = ["buttons", "dashboard", "menu", "notices", "policies"]
