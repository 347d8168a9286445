"""What a page says, every word of it: its texts, where it lies, and the names and descriptions of its files.

Nothing public tells whom the platform serves. A page that does is not published, and the word is named to its editor.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath
from typing import Any, NamedTuple

from django.db import models
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.images.models import Image
from wagtail.models import Page

from employers.public.words import telling_word

# Eighteen characters of an identity card; the checksum is not asked: a mistyped number tells as much.
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[\dXx](?![\dXx])")
# Kept beside the page and shown to nobody; where a consent lies is not for readers either.
_UNSEEN = frozenset({"path", "url_path", "draft_title", "consent_kept"})
_TAG = re.compile(r"<[^>]*>")
# What is drawn as nothing, or as a mark that does not part two words: somebody may have put it between two characters
# on purpose. Marks that end a phrase stay: 健康，复工 is no such word.
_BETWEEN = re.compile(
    r"[\x00-\x1f\x7f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff·•‧・_*~|^-]"
)
# A public page has no use for these at all; where firms and staff write, some stand in the law.
_MORE = re.compile(r"冰毒|海洛因|毒瘾|戒瘾|戒治|后续照管|药物依赖", re.IGNORECASE)


class Said(NamedTuple):
    """A text of a page, and where an editor finds it."""

    where: str
    text: str


def said(page: Page) -> Iterator[Said]:
    """Every text of ``page`` that a reader, a search engine or a shared link may show. Two queries for its files."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for text in _strings(getattr(page, field.name).get_prep_value()):
                yield Said(str(field.verbose_name), text)
        elif isinstance(field, models.CharField | models.TextField) and field.name not in _UNSEEN:
            text = str(getattr(page, field.name) or "")
            if text:
                yield Said(str(field.verbose_name), text)
    yield from _files(page)


def why_not_neutral(page: Page) -> list[str]:
    """Why this page may not stand in public, in sentences for its editor; empty where nothing is wrong."""
    found = {
        f"{one.where}里有不能出现在网站上的词“{word}”，请换一种说法。"
        for one in said(page)
        if (word := tells(one.text))
    }
    found |= {f"{one.where}里有一串像身份证号的数字，请删去。" for one in said(page) if _IDENTITY.search(one.text)}
    return sorted(found)


def tells(text: str) -> str:
    """The first word of ``text`` that says whom the platform serves, also one that was taken apart; "" without one."""
    together = _BETWEEN.sub("", unescape(text))
    found = _MORE.search(together)
    return telling_word(text) or telling_word(together) or (found[0] if found else "")


def _strings(value: Any) -> Iterator[str]:
    """The texts inside what a StreamField stores, with what markup says and without its tags."""
    if isinstance(value, str):
        yield value
        if "<" in value:
            # A word that is bold in the middle is one word.
            yield _TAG.sub("", value)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("id", "type"):
                yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def pictures_and_papers(page: Page) -> tuple[list[Image], list[Document]]:
    """The images and documents that ``page`` shows, in the order of their numbers. Two queries at most."""
    pictures, papers = set(), set()
    if getattr(page, "picture_id", None):
        pictures.add(str(page.picture_id))
    for body in (getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField)):
        for model, key, *_ in body.stream_block.extract_references(body):
            if issubclass(model, Image):
                pictures.add(str(key))
            elif issubclass(model, Document):
                papers.add(str(key))
    return (
        list(Image.objects.filter(pk__in=pictures).order_by("pk")) if pictures else [],
        list(Document.objects.filter(pk__in=papers).order_by("pk")) if papers else [],
    )


def _files(page: Page) -> Iterator[Said]:
    pictures, papers = pictures_and_papers(page)
    for picture in pictures:
        yield Said(
            f"图片“{picture.title}”的名称或说明",
            f"{picture.title} {picture.description} {PurePath(picture.file.name).name}",
        )
    for paper in papers:
        yield Said(f"文件“{paper.title}”的名称", f"{paper.title} {paper.filename}")
