"""站内搜索: pages, posts and fairs that hold what was asked, and other ways where none does."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms.pages import fairs
from cms.pages.vacancies import line
from cms.search_words import called
from employers.public import vacancies

PER_PAGE = 10
POSTS, FAIRS = 4, 3
# Those ahead are few; who looks for one finds it among them.
MOST_FAIRS = 50
# What people come for, while they have not said what.
EXAMPLES = ("社保补贴", "税费减免", "焊工", "叉车", "低保", "怎么注册")


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found; title and excerpt in pieces, what was asked for marked."""

    title: list[Any]
    text: list[Any]
    kind: str
    href: str


def results(request: HttpRequest) -> dict[str, Any]:
    """What ``?q=`` finds, a page of it; the number of queries does not depend on how much that is."""
    from cms import search
    from cms.models import FairsPage, VacanciesPage

    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[: search.LONGEST_QUERY]
    asked, marks, names = search.wanted(query), search.to_mark(query), called(query)
    pages = Paginator(search.found(asked, names), PER_PAGE).get_page(request.GET.get("page"))
    hits = [
        Hit(
            search.marked(row.page.title, marks),
            # What is called just so begins with what it is.
            search.excerpt(_prose(row.page.title, row.text), [] if row.page.title in names else marks),
            _kind(row.page),
            row.page.get_url(request),
        )
        for row in pages
    ]
    context = {"query": query, "asked": bool(asked), "hits": hits, "pages": pages, "examples": EXAMPLES}
    if not asked:
        return context
    base = VacanciesPage.objects.live().first()
    base_href = base.get_url(request) if base else ""
    posts = vacancies.listed(timezone.localdate(), words=query) if base else None
    meeting = FairsPage.objects.live().first()
    coming = (
        [fair for fair in fairs.next_ones(MOST_FAIRS, meeting.get_url(request)) if _says(fair, asked)]
        if meeting
        else []
    )
    shown = {hit.href for hit in hits}
    nothing = not (hits or coming or (posts and posts.total))
    return {
        **context,
        "posts": [line(one, base_href) for one in posts.rows[:POSTS]] if posts else [],
        "posts_total": posts.total if posts else 0,
        "posts_href": base_href,
        "fairs": [fair for fair in coming if fair.href not in shown][:FAIRS],
        "nothing": nothing,
        "others": search.how_many(_apart(query)) if nothing else [],
    }


def _kind(page: Page) -> str:
    """What sort of page it is, in the word of the section; empty of the first page, and where its title says so."""
    name = str(page.content_type.model_class()._meta.verbose_name).removesuffix("页")
    return "" if name in page.title or len(name) < 2 else name


def _prose(title: str, text: str) -> str:
    """The lines of a page as one text, without those that the title says already."""
    lines = [line.strip() for line in text.splitlines()]
    return "".join(
        line if line[-1] in "。！？；：，、…" else f"{line}；" for line in lines if line and line not in title
    ).removesuffix("；")


def _says(fair: fairs.Line, asked: list[str]) -> bool:
    from cms import search

    return search.says(f"{fair.title} {fair.place} {fair.kind_text} 推介会", asked)


def _apart(query: str) -> list[str]:
    """The words of a question, each to be looked for alone."""
    from cms import search

    words = query.split() if " " in query else search.meant(query)
    return [word for word in dict.fromkeys(words) if word != query][:6]
