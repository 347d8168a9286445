"""Numbers of policies typed by hand: found in a page's words, so that no page says another number than the rules.

Where a page speaks for a policy (its own page, the library, the papers, 救助政策) no amount, rate or term may be typed
at all. Elsewhere one may not stand in the same block, or below the same heading, as the name of a declared policy.
News and stories are of their day: what they say was true then, and the page says so (``cms.mentions``).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from cms.declared import named_in

SPEAK_FOR_POLICIES = {
    "incentivespage", "incentivepage", "assistanceindexpage", "assistancepage", "calculatorpage", "paperspage",
}  # fmt: skip
OF_EVERY_PAGE = {"title", "seo_title", "search_description"}
OF_THEIR_DAY = {"newsitempage", "storypage"}

_CHINESE = "〇零一二两三四五六七八九十百千万亿半"
_NUMBER = rf"(?:[0-9０-９][0-9０-９,，.．]*\s*[{_CHINESE}]*|[{_CHINESE}]+)"
_UNIT = (
    r"元(?![件素旦月宝])|圆|块钱|RMB|%|％|‰|‱|个百分点|倍|折"
    r"|个\s*(?:工作日|自然日|月|季度)|工作日|自然日|日历日"
    r"|(?:天|日|周|年)\s*(?:之内|以内|内)"
)
_DIGITS = r"[0-9０-９][0-9０-９,，.．]*"
_CLAIM = re.compile(
    rf"{_NUMBER}\s*[（(]?\s*(?:{_UNIT})"
    # As people say and type it: 7800块, 7.8千, 6K, 7800￥.
    rf"|{_DIGITS}\s*(?:(?<=[0-9０-９]{{2}})块(?![地儿砖板石田])|人民币|圓|[¥￥]|[千kK](?![A-Za-z人家个名户里次亩吨平瓦克米焦卡]))"
    rf"|(?:百|千|万)分之\s*{_NUMBER}"
    rf"|[¥￥]\s*{_NUMBER}"
    rf"|[0-9０-９][0-9０-９,，.．]*\s*[万亿](?![{_CHINESE}]*\s*[人家个名户里次亩吨平])"
    rf"|(?:不超过|不少于|不得超过|最长|最多|至多|至少|连续)\s*{_NUMBER}\s*[年天日周]"
    r"|(?:至|到|截至|截止|截止到)\s*[0-9０-９]{4}\s*年\s*[底末]"
    r"|(?:至|到|截至|截止|截止到)\s*[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s*(?:之前|以前|前|为止|止)"
    r"|(?:至|到|截至|截止|截止到)\s*[0-9０-９]{4}\s*年\s*[0-9０-９]{1,2}\s*月(?:\s*[0-9０-９]{1,2}\s*日|底|末)?"
    r"|[0-9０-９]{4}\s*年\s*[0-9０-９]{1,2}\s*月(?:\s*[0-9０-９]{1,2}\s*日|底|末)?\s*(?:之前|以前|前|为止|止)"
)

TYPED = "“{claim}”是手写的政策数字，政策一变就不对了。请删去，或者改用“政策数字”块。"
BESIDE = "这里写到“{name}”，又手写了“{claim}”，政策一变就不对了。请删去这个数字，或者改用“政策数字”块。"


class Judge(NamedTuple):
    """``name``: the policy that stands beside the words; "" where the page itself speaks for one."""

    name: str

    def of(self, text: str) -> ValidationError | None:
        found = claims(text)
        if not found:
            return None
        words = "”“".join(found)
        return ValidationError(
            (BESIDE if self.name else TYPED).format(claim=words, name=self.name), code="typed_number"
        )


def claims(text: str) -> list[str]:
    """Amounts, rates and terms in a text, as typed, each once."""
    return list(dict.fromkeys(hit[0].strip() for hit in _CLAIM.finditer(text)))


def refused(page: Page, values: Mapping[str, Any]) -> dict[str, ValidationError]:
    """What may not be published of ``values`` (fields of ``page`` as an editor left them): an error for each field,
    which for a body points to the block."""
    if page._meta.model_name in OF_THEIR_DAY:
        return {}
    speaks = page._meta.model_name in SPEAK_FOR_POLICIES
    whole = "" if speaks else _named(str(values.get("title") or page.title or ""))
    everywhere = Judge(whole) if whole or speaks else None
    words, streams = fields(page)
    found: dict[str, ValidationError] = {}
    for field in words:
        text = str(values.get(field) or "")
        judge = everywhere or _judge(text)
        if judge and not (speaks and field == "title") and (error := judge.of(text)):
            found[field] = error
    for field in streams:
        if values.get(field) and (error := _of_stream(values[field], everywhere)):
            found[field] = error
    return found


def fields(page: Page) -> tuple[list[str], list[str]]:
    """The names of a page's fields that hold words, and of those that hold blocks."""
    own = [field for field in page._meta.concrete_fields if field.editable]
    words = [
        field.name
        for field in own
        if isinstance(field, CharField | TextField)
        and not field.choices
        and (field.model is not Page or field.name in OF_EVERY_PAGE)
    ]
    return words, [field.name for field in own if isinstance(field, StreamField)]


def why_not(page: Page) -> list[str]:
    """The same of a page as it stands, in sentences."""
    words, streams = fields(page)
    values = {field: getattr(page, field) for field in (*words, *streams)}
    return list(dict.fromkeys(text for error in refused(page, values).values() for text in _messages(error)))


def texts(page: Page) -> Iterator[str]:
    """Every text that an editor typed into the page."""
    words, streams = fields(page)
    yield from (str(getattr(page, field)) for field in words)
    for field in streams:
        yield from (_text(child.block, child.value) for child in getattr(page, field) or ())


def _named(text: str) -> str:
    return next(iter(named_in(text).values()), "")


def _judge(text: str) -> Judge | None:
    name = _named(text)
    return Judge(name) if name else None


# Through the blocks ---------------------------------------------------------------------------------------------------


def _of_stream(body: Any, everywhere: Judge | None) -> ValidationError | None:
    errors: dict[int, ValidationError] = {}
    below: Judge | None = None
    for number, child in enumerate(body):
        if child.block_type == "heading":
            below = _judge(str(child.value))
        error = _of_block(child.block, child.value, everywhere or below)
        if error is not None:
            errors[number] = error
    return StreamBlockValidationError(block_errors=errors) if errors else None


def _of_block(block: blocks.Block, value: Any, judge: Judge | None) -> ValidationError | None:
    """``judge`` None: by what the block names itself. An entry of a list stands for itself, below the list's title."""
    if isinstance(block, blocks.StructBlock):
        own = judge or _judge(_text(block, value, lists=False))
        return _of_struct(block, value, own)
    if isinstance(block, blocks.ListBlock):
        found = {n: error for n, one in enumerate(value) if (error := _of_block(block.child_block, one, judge))}
        return ListBlockValidationError(block_errors=found) if found else None
    text = _leaf(block, value)
    one = judge or _judge(text)
    return one.of(text) if one else None


def _of_struct(block: blocks.StructBlock, value: Any, judge: Judge | None) -> ValidationError | None:
    found = {
        name: error
        for name, child in block.child_blocks.items()
        if (error := _of_block(child, value.get(name), judge)) is not None
    }
    return StructBlockValidationError(block_errors=found) if found else None


def _text(block: blocks.Block, value: Any, *, lists: bool = True) -> str:
    """The words of a block, one line each; without those of its lists where ``lists`` is False."""
    if isinstance(block, blocks.StructBlock):
        parts = (_text(child, value.get(name), lists=lists) for name, child in block.child_blocks.items())
        return "\n".join(filter(None, parts))
    if isinstance(block, blocks.ListBlock):
        return "\n".join(_text(block.child_block, one) for one in value) if lists and value else ""
    return _leaf(block, value)


def _leaf(block: blocks.Block, value: Any) -> str:
    if value is None or isinstance(block, blocks.ChoiceBlock | blocks.ChooserBlock):
        return ""
    if isinstance(block, blocks.RichTextBlock):
        return str(get_text_for_indexing(value.source))
    return value if isinstance(value, str) else ""


def _messages(error: ValidationError) -> Iterator[str]:
    nested = getattr(error, "block_errors", None)
    if nested is None:
        yield from error.messages
        return
    for one in nested.values():
        yield from _messages(one)
