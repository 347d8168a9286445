"""Blocks of the first page: what a firm gives and gets, and who stands behind it."""

from wagtail import blocks


class LineBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="一句话", max_length=24)
    note = blocks.CharBlock(label="补充", max_length=60, required=False)

    class Meta:
        label = "一条"


class ExchangeBlock(blocks.StructBlock):
    """What a firm gives beside what it gets."""

    give_title = blocks.CharBlock(label="左边的标题", max_length=12, default="您提供")
    give = blocks.ListBlock(LineBlock(), label="企业提供什么", min_num=1, max_num=5)
    get_title = blocks.CharBlock(label="右边的标题", max_length=12, default="您得到")
    get = blocks.ListBlock(LineBlock(), label="企业得到什么", min_num=1, max_num=5)

    class Meta:
        label = "提供与得到"
        icon = "arrow-right"
        template = "cms/blocks/exchange.html"
        preview_value = {
            "give_title": "您提供",
            "give": [{"text": "一个真实的岗位", "note": "工种、工资、地点写清楚。"}],
            "get_title": "您得到",
            "get": [{"text": "有人一起备材料", "note": "缺什么，到期前提醒。"}],
        }


class PartnerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label="单位", max_length=30)
    text = blocks.CharBlock(label="做什么", max_length=80)

    class Meta:
        label = "一家单位"


class BehindBlock(blocks.StructBlock):
    """Who stands behind the platform, and what each of them does."""

    title = blocks.CharBlock(label="标题", max_length=40, default="谁在做这件事")
    text = blocks.CharBlock(label="说明", max_length=80, required=False)
    items = blocks.ListBlock(PartnerBlock(), label="单位", min_num=1, max_num=8)

    class Meta:
        label = "谁在做"
        icon = "group"
        template = "cms/blocks/behind.html"
        preview_value = {
            "title": "谁在做这件事",
            "text": "政府部门牵头，不收费。",
            "items": [{"name": "公共就业服务机构", "text": "核实企业和岗位，推荐合适的人。"}],
        }
