"""What is newest of a section, kept up to date by itself."""

from typing import Any

from wagtail import blocks

LABELS = {"stories": "最新故事", "vacancies": "最新岗位", "events": "近期推介会", "news": "最新动态"}


class LatestBlock(blocks.StructBlock):
    """The newest few of ``section``; nothing is shown while there is none."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    count = blocks.IntegerBlock(label="几条", min_value=1, max_value=12, default=3)

    def __init__(self, section: str, **options: Any) -> None:
        super().__init__(label=LABELS[section], template=f"cms/blocks/{section}.html", icon="history", **options)
        self.section = section
