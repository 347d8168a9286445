"""Blocks of words and pictures."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

FEATURES = ["bold", "ol", "ul", "link", "document-link"]
"""What running text may hold: no colours, no sizes, no embedded pages of others."""
ICONS = [
    ("handshake", "握手"),
    ("hand-coins", "补贴"),
    ("briefcase-business", "岗位"),
    ("file-check", "材料"),
    ("calculator", "计算"),
    ("phone", "电话"),
    ("users-round", "人"),
    ("shield-check", "保障"),
    ("graduation-cap", "培训"),
    ("clock", "时间"),
    ("map-pin", "地点"),
    ("building-2", "企业"),
]


class HeadingBlock(blocks.CharBlock):
    """小标题."""

    class Meta:
        label = "小标题"
        icon = "title"
        template = "cms/blocks/heading.html"
        preview_value = "怎样成为爱心企业"


class LeadBlock(blocks.TextBlock):
    """A sentence set larger than the rest."""

    class Meta:
        label = "导语"
        icon = "pilcrow"
        template = "cms/blocks/lead.html"
        preview_value = "招一个人，签一份合同，剩下的材料我们和您一起准备。"


class ParagraphBlock(blocks.RichTextBlock):
    """段落."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": FEATURES, **options})

    class Meta:
        label = "段落"
        icon = "doc-full"
        template = "cms/blocks/paragraph.html"
        preview_value = "<p>企业登记以后，由所在旗区的工作人员在两个工作日内联系。</p>"


class Titled(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", max_length=40)
    text = blocks.TextBlock(label="说明", max_length=200, required=False)


class StepsBlock(blocks.StructBlock):
    """Numbered steps."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    items = blocks.ListBlock(Titled(label="一步"), label="步骤", min_num=2, max_num=8)

    class Meta:
        label = "步骤"
        icon = "list-ol"
        template = "cms/blocks/steps.html"
        preview_value = {
            "title": "四步完成",
            "items": [{"title": "注册", "text": "填写企业名称和信用代码。"}, {"title": "发布岗位", "text": "几分钟。"}],
        }


class CardBlock(Titled):
    icon = blocks.ChoiceBlock(label="图标", choices=ICONS, required=False)
    link = blocks.PageChooserBlock(label="链接到", required=False)
    link_text = blocks.CharBlock(label="链接文字", max_length=20, required=False)


class CardsBlock(blocks.StructBlock):
    """Two to six cards beside each other."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    items = blocks.ListBlock(CardBlock(label="卡片"), label="卡片", min_num=2, max_num=6)

    class Meta:
        label = "卡片"
        icon = "grip"
        template = "cms/blocks/cards.html"
        preview_value = {
            "title": "您能得到什么",
            "items": [
                {"icon": "hand-coins", "title": "税费减免", "text": "按实际招用人数和月数计算。"},
                {"icon": "users-round", "title": "合适的人", "text": "只看技能和意愿。"},
            ],
        }


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows in words."""

    image = ImageBlock(label="图片")
    caption = blocks.CharBlock(label="图注", max_length=80, required=False)

    class Meta:
        label = "图片"
        icon = "image"
        template = "cms/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, by a role and never by name of a worker."""

    text = blocks.TextBlock(label="原话", max_length=300)
    who = blocks.CharBlock(label="谁说的", max_length=40, help_text="写身份，例如“一家热电企业的人事主管”。")

    class Meta:
        label = "引语"
        icon = "openquote"
        template = "cms/blocks/quote.html"
        preview_value = {"text": "材料清单列得清清楚楚，第一次就办成了。", "who": "一家仓储企业的人事主管"}


class NoticeBlock(blocks.StructBlock):
    """A framed remark."""

    tone = blocks.ChoiceBlock(
        label="语气", choices=[("plain", "一般"), ("good", "好消息"), ("wait", "请注意")], default="plain"
    )
    text = blocks.TextBlock(label="内容", max_length=300)

    class Meta:
        label = "提示"
        icon = "info-circle"
        template = "cms/blocks/notice.html"
        preview_value = {"tone": "wait", "text": "失业保险关系不在本地的，请先到参保地办理转移。"}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="问", max_length=80)
    answer = ParagraphBlock(label="答")


class QaBlock(blocks.StructBlock):
    """Questions with their answers, each to be unfolded."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    items = blocks.ListBlock(QuestionBlock(label="一问一答"), label="问答", min_num=1)

    class Meta:
        label = "问答"
        icon = "help"
        template = "cms/blocks/qa.html"
        preview_value = {
            "title": "关于招用",
            "items": [{"question": "需要交费吗？", "answer": "<p>不需要。平台对企业和求职者都不收费。</p>"}],
        }


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="文件")
    note = blocks.CharBlock(label="说明", max_length=80, required=False)


class FilesBlock(blocks.StructBlock):
    """Documents to download."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)
    items = blocks.ListBlock(FileBlock(label="文件"), label="文件", min_num=1)

    class Meta:
        label = "下载"
        icon = "download"
        template = "cms/blocks/files.html"


class CallBlock(blocks.StructBlock):
    """What to do next, with one button."""

    title = blocks.CharBlock(label="标题", max_length=40)
    text = blocks.TextBlock(label="说明", max_length=160, required=False)
    page = blocks.PageChooserBlock(label="链接到", required=False, help_text="空着就链接到企业注册。")
    link_text = blocks.CharBlock(label="按钮文字", max_length=20)

    class Meta:
        label = "行动按钮"
        icon = "arrow-right"
        template = "cms/blocks/call.html"
        preview_value = {
            "title": "现在登记",
            "text": "五分钟填完，两个工作日内有人联系。",
            "link_text": "注册成为爱心企业",
        }
