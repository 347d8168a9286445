"""议程: what happens at a fair, hour by hour."""

from wagtail import blocks


class PartBlock(blocks.StructBlock):
    """One part of the day."""

    time = blocks.CharBlock(label="时间", max_length=20, help_text="例如 9:00 或 9:00—9:30。")
    what = blocks.CharBlock(label="做什么", max_length=60)
    words = blocks.TextBlock(label="说明", max_length=200, required=False)

    class Meta:
        icon = "time"
        label = "一段"
        preview_value = {"time": "9:00—9:30", "what": "签到", "words": "凭报名时留的电话签到，领取展位号。"}
        template = "cms/blocks/agenda_part.html"


AGENDA: list[tuple[str, blocks.Block]] = [("part", PartBlock())]
