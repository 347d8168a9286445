"""Blocks that speak of declared policies: what they show is looked up each time the page is read."""

from wagtail import blocks


class PolicyBlock(blocks.StructBlock):
    """One policy in short, with a link to its page."""

    policy = blocks.CharBlock(label="政策")

    class Meta:
        label = "一项政策"
        icon = "clipboard-list"
        template = "cms/blocks/policy.html"


class NumberBlock(blocks.StructBlock):
    """A number that a policy declares, with since when it holds."""

    number = blocks.CharBlock(label="政策数字")

    class Meta:
        label = "政策数字"
        icon = "calendar-check"
        template = "cms/blocks/number.html"
