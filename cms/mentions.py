"""Which pages speak of which declared policies, and which of them are to be read again because a policy changed.

A mention is written when a page is published: of the policy whose own page it is, of those in its blocks, and of those
that its words name. With it stays what the policy said then, line by line, for the site's own place and those that the
page's numbers are of. Where it says something else today, because somebody changed the declaration or because a day
has passed on which a rule ended, began or was to be looked at again, the page is to be read again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms import claims, declared_numbers
from cms.declared import Declared, declared, fingerprint, home_region, is_declared, key_of, named_in, parted
from cms.declared_links import address_of
from cms.models.base import SitePage
from cms.models.policy import DeclaredPage, PolicyMention
from cms.policy_lines import NAME, OVERDUE, REVIEW, STATE, lines
from jobs.notify import notify
from law.terms import chinese_day
from people.models import Membership, Role, User
from welfare import standards

GONE = "平台不再收录这项政策"
WITHIN = "规定的算法、期限或说明有改动，名称、条件和数字没有变"


# What a page speaks of ------------------------------------------------------------------------------------------------


def spoken_of(page: Page) -> dict[str, str]:
    """The policies that a page speaks of, key to the name that it uses."""
    found: dict[str, str] = {}
    if isinstance(page, DeclaredPage):
        found[key_of(page.KIND, page.code)] = page.title
    for key in _in_blocks(page):
        kind, code = parted(key)
        one = declared(kind, code, timezone.localdate())
        if one is not None:
            found.setdefault(key, one.name)
    for text in claims.texts(page):
        for key, name in named_in(text).items():
            found.setdefault(key, name)
    return found


def _in_blocks(page: Page) -> Iterator[str]:
    for child in getattr(page, "body", None) or ():
        if child.block_type == "policy" and child.value.get("policy"):
            yield child.value["policy"]
    for key, _ in numbers_of(page):
        yield key_of(*declared_numbers.policy_of(key))


def numbers_of(page: Page) -> list[tuple[str, str]]:
    """Key and place of each number that the page shows by a block."""
    return [
        (child.value["number"], child.value.get("region") or "")
        for child in getattr(page, "body", None) or ()
        if child.block_type == "number" and child.value.get("number")
    ]


# Writing it down ------------------------------------------------------------------------------------------------------


@transaction.atomic
def note(page: Page, *, seen_by: User | None, anew: bool, at: datetime | None = None) -> None:
    """Write down what the page speaks of. ``anew``: somebody has just published it, so that what it says is taken for
    right today; else mentions that are there keep what they were."""
    moment = at or timezone.now()
    spoken = spoken_of(page)
    there = {key_of(one.kind, one.code): one for one in PolicyMention.objects.filter(page_id=page.pk)}
    for key, mention in there.items():
        if key not in spoken:
            mention.delete()
    for key in spoken:
        if key in there and not anew:
            continue
        kind, code = parted(key)
        row = there.get(key) or PolicyMention(page_id=page.pk, kind=kind, code=code)
        row.changed_on = None
        _look(row, page, seen_by, moment)


def _look(mention: PolicyMention, page: Page, seen_by: User | None, moment: datetime) -> None:
    today = timezone.localdate(moment)
    known = is_declared(mention.kind, mention.code)
    mention.fingerprint = fingerprint(mention.kind, mention.code) if known else ""
    mention.told = lines(mention.kind, mention.code, _regions(mention, page), today)
    mention.seen_at, mention.seen_by, mention.notified = moment, seen_by, ""
    mention.save()


def _regions(mention: PolicyMention, page: Page) -> list[str]:
    """The site's own place, and those of the page's numbers of this policy."""
    mine = (mention.kind, mention.code)
    return [home_region(), *(region for key, region in numbers_of(page) if declared_numbers.policy_of(key) == mine)]


@receiver(page_published)
def on_published(sender: type[Page], instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Whoever wrote the revision has looked at what it says."""
    note(instance.specific, seen_by=revision.user if revision else None, anew=revision is not None)


def note_all() -> int:
    """Write down what is missing for pages that stand in public without having been published by anybody; how many
    mentions there are."""
    for page in Page.objects.live().specific().iterator(chunk_size=100):
        if isinstance(page, SitePage):
            note(page, seen_by=None, anew=False)
    return PolicyMention.objects.count()


@transaction.atomic
def mark_seen(mention: PolicyMention, user: User, at: datetime | None = None) -> None:
    """看过，不用改: what the page says of this policy holds as the policy is today."""
    moment = at or timezone.now()
    page = mention.page.specific
    if page._meta.model_name in claims.OF_THEIR_DAY and _differs(mention, page, timezone.localdate(moment)):
        mention.changed_on = mention.changed_on or timezone.localdate(moment)
    _look(mention, page, user, moment)


# Reading it again -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reread:
    """A page whose policy says something else than when somebody last looked.

    gone     lines that it said then; ``come`` those that it says now; ``why`` in a sentence
    numbers  numbers on the page that hold no more
    """

    mention: PolicyMention
    page: Page
    policy: str
    why: tuple[str, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]
    numbers: tuple[str, ...]

    @cached_property
    def mark(self) -> str:
        """Of this state of things: the same as long as nothing else changes."""
        told = "\n".join((*self.why, *self.gone, *self.come, *self.numbers))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def to_reread(as_of: date | None = None) -> list[Reread]:
    """Live pages to be read again, by title. For a site of hundreds of pages: some queries for each mention's policy
    and place, none where page and place are the same."""
    today = as_of or timezone.localdate()
    mentions = list(PolicyMention.objects.filter(page__live=True).select_related("seen_by"))
    ids = {mention.page_id for mention in mentions}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    ask = _Asked(today)
    found = (_reread(mention, pages[mention.page_id], ask) for mention in mentions)
    return sorted((one for one in found if one is not None), key=lambda one: (one.page.title, one.policy))


class _Asked:
    """What policies say today, each looked up once."""

    def __init__(self, today: date) -> None:
        self.today, self.home, self.book = today, home_region(), standards.book()
        self._lines: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
        self._marks: dict[tuple[str, str], str] = {}

    def lines(self, mention: PolicyMention, page: Page) -> list[str]:
        mine = (mention.kind, mention.code)
        of_numbers = [region for key, region in numbers_of(page) if declared_numbers.policy_of(key) == mine]
        regions = (self.home, *of_numbers)
        key = (*mine, regions)
        if key not in self._lines:
            self._lines[key] = lines(*mine, regions, self.today, self.book)
        return self._lines[key]

    def mark(self, mention: PolicyMention) -> str:
        mine = (mention.kind, mention.code)
        if mine not in self._marks:
            self._marks[mine] = fingerprint(*mine, self.book) if is_declared(*mine) else ""
        return self._marks[mine]


def _reread(mention: PolicyMention, page: Page, ask: _Asked) -> Reread | None:
    now, then = ask.lines(mention, page), list(mention.told)
    gone = tuple(line for line in then if line not in now)
    come = tuple(line for line in now if line not in then)
    changed = ask.mark(mention) != mention.fingerprint
    if not (gone or come or changed):
        return None
    one = declared(mention.kind, mention.code, ask.today)
    return Reread(
        mention=mention,
        page=page,
        policy=one.name if one else _name_in(then),
        why=tuple(_why(one, gone, come, then)),
        gone=gone,
        come=come,
        numbers=tuple(_past_numbers(mention, page, ask.today)),
    )


def _why(one: Declared | None, gone: tuple[str, ...], come: tuple[str, ...], then: list[str]) -> Iterator[str]:
    if one is None:
        yield GONE
        return
    if one.ended and f"{STATE}{one.state}" in come:
        yield f"这项政策{one.state}"
    if any(line.startswith(REVIEW) and line.endswith(OVERDUE) for line in come):
        yield "规定过了复核日期，还没有核对"
    if not gone and not come:
        yield WITHIN
    elif any(not line.startswith((REVIEW, STATE)) for line in (*gone, *come)):
        yield "规定有变"


def _name_in(told: list[str]) -> str:
    return next((line.removeprefix(NAME) for line in told if line.startswith(NAME)), "")


def _past_numbers(mention: PolicyMention, page: Page, today: date) -> Iterator[str]:
    """Numbers of this policy that stand on the page by a block and hold no more."""
    for key, region in numbers_of(page):
        if declared_numbers.policy_of(key) == (mention.kind, mention.code):
            for one in declared_numbers.told(key, region, today):
                if one.ended:
                    until = f"，到{chinese_day(one.until)}" if one.until else ""
                    yield f"{one.label} {one.words}{until}"


def _differs(mention: PolicyMention, page: Page, today: date) -> bool:
    """Whether the policy says something else to a visitor than it did."""
    now = lines(mention.kind, mention.code, _regions(mention, page), today)
    return set(_for_visitors(now)) != set(_for_visitors(mention.told))


def _for_visitors(told: Iterable[str]) -> Iterator[str]:
    return (line for line in told if not line.startswith(REVIEW))


@transaction.atomic
def tell_editors(as_of: date | None = None) -> int:
    """Tell everybody who acts as editor, once for each change, that pages are to be read again; how many pages."""
    fresh = [one for one in to_reread(as_of) if one.mark != one.mention.notified]
    if not fresh:
        return 0
    pages = {one.page.pk for one in fresh}
    editors = User.objects.filter(
        pk__in=Membership.objects.current(as_of).filter(role=Role.EDITOR).values("user"), is_active=True
    )
    for user in editors:
        notify(user, f"政策有变，{len(pages)} 个页面待复核。", "editor_reread")
    for one in fresh:
        PolicyMention.objects.filter(pk=one.mention.pk).update(notified=one.mark)
    return len(pages)


# What a visitor is told -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """That what a page says of a policy is to be read with care. ``text`` a sentence; ``href`` the page in force."""

    name: str
    text: str
    href: str
    link: str = "看现在的规定"


def notices(page: Page, request: Any = None) -> tuple[bool, list[Notice]]:
    """Whether the page's own numbers are of its day, and what to say of policies that ended or changed since. One
    query where the page mentions nothing."""
    if isinstance(page, DeclaredPage):
        return False, []
    mentions = list(PolicyMention.objects.filter(page_id=page.pk))
    today, dated = timezone.localdate(), page._meta.model_name in claims.OF_THEIR_DAY
    has_numbers = dated and bool(mentions) and any(claims.claims(text) for text in claims.texts(page))
    return has_numbers, [found for one in mentions if (found := _notice(one, page, today, request, dated))]


def _notice(mention: PolicyMention, page: Page, today: date, request: Any, dated: bool) -> Notice | None:
    one = declared(mention.kind, mention.code, today)
    href = address_of(mention.kind, mention.code, request)
    if one is None:
        return Notice(_name_in(mention.told), f"本页提到的“{_name_in(mention.told)}”，平台已经不再收录。", "")
    if one.ended:
        return Notice(one.name, f"本页提到的“{one.name}”{one.state}。", href, "看原来的规定")
    if dated and (mention.changed_on or _differs(mention, page, today)):
        return Notice(one.name, f"本页发布以后，“{one.name}”的规定有变化，请以现在的规定为准。", href)
    return None
