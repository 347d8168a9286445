"""Keep one page for each declared policy: made, named and taken down as the declarations say."""

from typing import NamedTuple

from celery.schedules import crontab
from django.db import transaction
from wagtail.models import Page, PageLogEntry

from cms.declared import Kind, every
from cms.models.assistance import AssistanceIndexPage, AssistancePage
from cms.models.policy import DeclaredPage, IncentivePage, IncentivesPage
from jobs.models import Job
from jobs.progress import Progress
from jobs.run import job

HOLDS: dict[Kind, tuple[type[Page], type[DeclaredPage]]] = {
    Kind.INCENTIVE: (IncentivesPage, IncentivePage),
    Kind.ASSISTANCE: (AssistanceIndexPage, AssistancePage),
}


class Kept(NamedTuple):
    """How many pages were made, put up again, renamed, taken down."""

    made: int = 0
    again: int = 0
    renamed: int = 0
    down: int = 0

    def __add__(self, other: tuple[int, ...]) -> "Kept":  # type: ignore[override]  # sums, not concatenation
        return Kept(*(one + more for one, more in zip(self, other, strict=True)))


@transaction.atomic
def keep_declared() -> Kept:
    """Safe to run again. What is declared no more is taken down and stays with its words, should it come back.

    A policy that has ended keeps its page, which says so; only the declaration's end takes it down.
    """
    done = Kept()
    for kind in Kind:
        index_class, page_class = HOLDS[kind]
        index = index_class.objects.first()
        if index is not None:
            done += _keep(index, page_class, {code: name for one, code, name in every() if one == kind})
    return done


def _keep(index: Page, page_class: type[DeclaredPage], names: dict[str, str]) -> Kept:
    there = {page.code: page for page in page_class.objects.child_of(index)}
    made = again = renamed = down = 0
    for code, name in names.items():
        page = there.get(code)
        if page is None:
            page = index.add_child(instance=page_class(code=code, slug=slug(code), title=name))
            made += 1
        elif not page.live and _fell_with_its_declaration(page):
            page.title = page.draft_title = name
            page.save_revision(clean=False).publish()
            again += 1
        elif page.live and page.title != name:
            page.title = page.draft_title = name
            page.save()
            renamed += 1
    for code, page in there.items():
        if code not in names and page.live:
            page.unpublish()
            down += 1
    return Kept(made, again, renamed, down)


def _fell_with_its_declaration(page: Page) -> bool:
    """Whether nobody took it down by hand: what an editor took down stays down."""
    last = PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").order_by("timestamp").last()
    return last is not None and last.user_id is None


def slug(code: str) -> str:
    """key-group-hire: the same for ever, so that an address that was passed on still leads there."""
    return code.replace("_", "-")


@job("cms.keep_declared", title="更新政策页面", every=crontab(hour=2, minute=10))
def nightly(row: Job, progress: Progress) -> dict[str, int]:
    """Once a night: pages as the declarations say, then whoever edits is told what to read again."""
    from cms.mentions import note_all, tell_editors

    kept = keep_declared()
    return {**kept._asdict(), "mentions": note_all(), "told": tell_editors()}
