"""The public site and its editors."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Importing these connects them: search, mentions of policies, uploads, checks of stories, what is kept
        as it was approved."""
        from cms import kept_as_read, mentions, search, uploads  # noqa: F401
        from cms.editor import story_checks  # noqa: F401
