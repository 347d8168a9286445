"""Figures of the city that may stand in public."""

from wagtail import blocks


class FiguresBlock(blocks.StructBlock):
    """The latest closed month's figures, small ones hidden."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)

    class Meta:
        label = "公开数字"
        icon = "order"
        template = "cms/blocks/figures.html"
