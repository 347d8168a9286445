"""Search of the site in Chinese: the words of every page that stands in public, kept beside it, cut by ``lexicon``.

A row holds the tokens of a page with a space on each side of every one, so that " 焊工 " is found by the database
alone. ``lexicon.tokens`` gives words and every pair of characters inside them: 焊工 is found in 电焊工, whatever a
dictionary thinks. A page is found when all that is asked for stands in it; hits in its title come first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length, Replace
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page

from cms.models import SearchText, SitePage, StoryPage
from cms.search_words import other_names
from lexicon.cut import bigrams, normal, tokens
from lexicon.cut import words as cut

LONGEST_QUERY = 40
MOST_TOKENS = 24
BEFORE, AROUND = 24, 110
# What people write around what they look for.
_ASKING = frozenset(
    "的 了 吗 呢 吧 啊 和 与 或 及 在 是 有 要 想 能 会 可以 能否 怎么 怎样 如何 什么 哪些 哪里 哪个 多少"
    " 怎么办 多少钱 我 我们 你 您 我想 请问 一下 办 去 需要".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; ``hit`` where it is what was looked for."""

    text: str
    hit: bool


def meant(query: str) -> list[str]:
    """The words of a question that say what is looked for.

    Single characters that stand side by side are one word that the dictionary does not know. Words of asking (怎么,
    哪里) count only where there is nothing else; so does a single character.
    """
    said = cut(" ".join(query.split())[:LONGEST_QUERY])
    kept = list(_joined(word for word in said if word not in _ASKING)) or said
    return [word for word in kept if len(word) > 1 or word.isascii()] or kept


def wanted(query: str) -> list[str]:
    """What a page must hold, all of it: the pairs of characters inside every word that is meant, and Latin words."""
    found = [token for word in meant(query) for token in ([word] if word.isascii() else bigrams(word))]
    return list(dict.fromkeys(found))[:MOST_TOKENS]


def _joined(words: Iterable[str]) -> Iterator[str]:
    single = ""
    for word in words:
        if len(word) == 1 and not word.isascii():
            single += word
            continue
        if single:
            yield single
            single = ""
        yield word
    if single:
        yield single


def found(asked: Sequence[str], names: Sequence[str] = ()) -> QuerySet[SearchText]:
    """The rows that hold all of ``asked``, with their pages: first what is called just so, by one of ``names``, then
    the more of it in the title the earlier, then the more often it is said. Nothing is asked for: nothing is found.
    One query."""
    rows = _readable()
    if not asked:
        return rows.none()
    in_title: Any = Value(0)
    often: Any = Value(0)
    for token in asked:
        # A single character stands inside words.
        needle = f" {token} " if len(token) > 1 or token.isascii() else token
        rows = rows.filter(words__contains=needle)
        in_title += Case(When(title_words__contains=needle, then=1), default=0, output_field=IntegerField())
        often += (Length("words") - Length(Replace("words", Value(needle), Value("")))) / len(needle)
    called = Case(When(page__title__in=list(names), then=1), default=0, output_field=IntegerField())
    rows = rows.annotate(called=called, in_title=in_title, often=often)
    order = (F("called").desc(), F("in_title").desc(), F("often").desc(), "pk")
    return rows.order_by(*order).select_related("page__content_type")


def to_mark(query: str) -> list[str]:
    """What is marked in a hit: what was asked for, and what else it is called."""
    return [*wanted(query), *other_names(query)]


def how_many(words: Sequence[str]) -> list[tuple[str, int]]:
    """For each of these words alone, in how many pages it stands; those that stand nowhere are left out. One query."""
    if not words:
        return []
    counts = {
        f"n{number}": Count("pk", filter=Q(*(Q(words__contains=f" {token} ") for token in wanted(word))))
        for number, word in enumerate(words)
        if wanted(word)
    }
    told = _readable().aggregate(**counts) if counts else {}
    return [(word, told[f"n{number}"]) for number, word in enumerate(words) if told.get(f"n{number}")]


def _readable() -> QuerySet[SearchText]:
    """Of what stands in public today: a story whose consent has run out is gone before anybody takes it down."""
    silent = StoryPage.objects.exclude(pk__in=StoryPage.objects.with_consent(timezone.localdate()).values("pk"))
    return SearchText.objects.filter(page__live=True).exclude(page__in=silent.values("pk"))


def marked(text: str, asked: Sequence[str]) -> list[Part]:
    """The text in pieces, what was asked for marked."""
    inside = [False] * len(text)
    for match in _occurrences(text, asked):
        inside[match.start() : match.end()] = [True] * (match.end() - match.start())
    parts: list[Part] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or inside[at] != inside[start]:
            parts.append(Part(text[start:at], inside[start]))
            start = at
    return parts


def excerpt(text: str, asked: Sequence[str]) -> list[Part]:
    """About a line and a half of the text, from shortly before the place where most of it stands together."""
    plain = " ".join(text.split())
    starts = [match.start() for match in _occurrences(plain, asked)]
    if not starts:
        return [Part(plain[:AROUND] + ("…" if len(plain) > AROUND else ""), False)]
    best = max(starts, key=lambda at: (sum(at <= other < at + AROUND - BEFORE for other in starts), -at))
    first = _begin(plain, best)
    shown = marked(plain[first : first + AROUND], asked)
    return [
        *([Part("…", False)] if first else []),
        *shown,
        *([Part("…", False)] if first + AROUND < len(plain) else []),
    ]


def _begin(text: str, at: int) -> int:
    """Where the sentence begins, if that is near."""
    marks = [match.end() for match in re.finditer("[。！？；：]", text[max(0, at - BEFORE) : at])]
    return max(0, at - BEFORE) + marks[-1] if marks else max(0, at - BEFORE)


def _occurrences(text: str, asked: Sequence[str]) -> list[re.Match[str]]:
    """Overlapping ones too: 电焊 and 焊工 in 电焊工."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    return [match for token in asked for match in re.finditer(re.escape(token), lower)]


def keep(page: SitePage) -> None:
    """Write down what the site finds this page by; forget it where it is not public."""
    if not page.live:
        SearchText.objects.filter(page_id=page.pk).delete()
        return
    text = page.search_text()
    SearchText.objects.update_or_create(
        page_id=page.pk,
        defaults={"title_words": _spaced(page.title), "words": _spaced(f"{page.title}\n{text}"), "text": text},
    )


@transaction.atomic
def keep_all() -> int:
    """Write it down anew for every page: what is made from declarations changes without anybody saving it."""
    pages = [page for page in Page.objects.live().specific() if isinstance(page, SitePage)]
    SearchText.objects.exclude(page__in=[page.pk for page in pages]).delete()
    for page in pages:
        keep(page)
    return len(pages)


def _spaced(text: str) -> str:
    """Every token once for each time it stands there, with a space of its own on each side; and once what else the
    things in it are called."""
    return "".join(f" {token} " for part in (text, *other_names(text)) for token in tokens(part))


@receiver(post_save, dispatch_uid="site_search")
def keep_saved(instance: Any, update_fields: Any = None, raw: bool = False, **signal: Any) -> None:
    """In the transaction in which a page is published, taken down or made. A draft writes single fields alone."""
    if isinstance(instance, SitePage) and not raw and update_fields is None:
        keep(instance)


def says(text: str, asked: Sequence[str]) -> bool:
    """Whether a text that is kept elsewhere, a post or a fair, holds all of it."""
    plain = normal(text)
    return all(token in plain for token in asked)
