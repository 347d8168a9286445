"""The blocks of every body, in the order of the editor's menu; each opens with an example in its preview."""

from wagtail import blocks

from cms.blocks.bargain import BehindBlock, ExchangeBlock
from cms.blocks.latest import LatestBlock
from cms.blocks.policies import NumberBlock, PolicyBlock
from cms.blocks.public_figures import FiguresBlock
from cms.blocks.words import (
    CallBlock,
    CardsBlock,
    FilesBlock,
    HeadingBlock,
    LeadBlock,
    NoticeBlock,
    ParagraphBlock,
    PictureBlock,
    QaBlock,
    QuoteBlock,
    StepsBlock,
)

WORDS, DATA = "文字与图片", "自动更新"

BODY: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock(group=WORDS)),
    ("paragraph", ParagraphBlock(group=WORDS)),
    ("lead", LeadBlock(group=WORDS)),
    ("steps", StepsBlock(group=WORDS)),
    ("cards", CardsBlock(group=WORDS)),
    ("exchange", ExchangeBlock(group=WORDS)),
    ("behind", BehindBlock(group=WORDS)),
    ("picture", PictureBlock(group=WORDS)),
    ("quote", QuoteBlock(group=WORDS)),
    ("notice", NoticeBlock(group=WORDS)),
    ("qa", QaBlock(group=WORDS)),
    ("files", FilesBlock(group=WORDS)),
    ("call", CallBlock(group=WORDS)),
    ("policy", PolicyBlock(group=DATA)),
    ("number", NumberBlock(group=DATA)),
    ("figures", FiguresBlock(group=DATA)),
    ("stories", LatestBlock("stories", group=DATA)),
    ("vacancies", LatestBlock("vacancies", group=DATA)),
    ("events", LatestBlock("events", group=DATA)),
    ("news", LatestBlock("news", group=DATA)),
]
