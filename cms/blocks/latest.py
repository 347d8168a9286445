"""What is newest of a section, kept up to date by itself."""

from collections.abc import Callable
from typing import Any

from wagtail import blocks

LABELS = {"stories": "最新故事", "vacancies": "最新岗位", "events": "近期推介会", "news": "最新动态"}
PREVIEWS = {"stories": "别的企业怎么做", "vacancies": "正在招人的岗位", "events": "近期推介会", "news": "最新消息"}


class LatestBlock(blocks.StructBlock):
    """The newest few of ``section``; nothing is shown while there is none."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    text = blocks.CharBlock(label="说明", max_length=120, required=False)
    count = blocks.IntegerBlock(label="几条", min_value=1, max_value=12, default=3)
    link_text = blocks.CharBlock(label="“全部”的文字", max_length=20, required=False)

    def __init__(self, section: str, **options: Any) -> None:
        shown = {"preview_value": {"title": PREVIEWS[section], "count": 3}, **options}
        super().__init__(label=LABELS[section], template=f"cms/blocks/{section}.html", icon="history", **shown)
        self.section = section

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``items`` and ``href``, the address of all of them; none of both while its section stands nowhere."""
        context = super().get_context(value, parent_context)
        kind, newest = _sources()[self.section]
        section = kind.objects.live().first()
        if section is None:
            return {**context, "items": [], "href": ""}
        href = section.get_url(context.get("request"))
        return {**context, "items": newest(value["count"], href), "href": href}


def _sources() -> dict[str, tuple[Any, Callable[[int, str], Any]]]:
    """Where each comes from: the section's page, and what gives the newest of it."""
    from cms import models
    from cms.pages import fairs, news, stories, vacancies

    return {
        "stories": (models.StoriesPage, stories.newest),
        "vacancies": (models.VacanciesPage, vacancies.newest),
        "events": (models.FairsPage, fairs.next_ones),
        "news": (models.NewsPage, news.newest),
    }
