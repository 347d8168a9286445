"""推介会: where firms and the people who look after jobs meet."""

from http import HTTPMethod
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.blocks.agenda import AGENDA
from cms.fields import Body
from cms.models.base import SitePage
from cms.models.section import Section
from cms.pages import fairs
from cms.pages.calendar_file import calendar_file
from employers.fairs import PublicFair, fair_or_none

READ_AND_SEND: list[HTTPMethod] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]


class FairsPage(RoutablePageMixin, Section):
    """推介会. What stands here comes from the records of staff; an editor adds words, and a page to a fair."""

    subpage_types: ClassVar[list[str]] = ["cms.FairPage"]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ_AND_SEND

    class Meta:
        verbose_name = verbose_name_plural = "推介会"

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """What is to come, and what was."""
        return self.render(request, context_overrides=fairs.listing(self.get_url(request)))

    @path("<uuid:uid>/", name="fair")
    def fair(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """One fair for which nobody has written a page."""
        found = _fair_or_404(uid)
        if written := fairs.page_of(uid):
            return redirect(written)
        return show(self, request, found, self.get_url(request), f"{self.get_full_url(request)}{uid}/")

    @path("<uuid:uid>/calendar/", name="calendar")
    def calendar(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """For the calendar of a telephone."""
        found = _fair_or_404(uid)
        content = calendar_file(found, f"{self.get_full_url(request)}{uid}/", timezone.now())
        response = HttpResponse(content, content_type=fairs.CALENDAR)
        response["Content-Disposition"] = (
            f'attachment; filename="fair-{timezone.localdate(found.starts_at):%Y%m%d}.ics"'
        )
        return response

    @path("registered/", name="registered")
    def registered(self, request: HttpRequest) -> HttpResponse:
        """Where the firm had registered before: the link lies in its mail, and nothing is told here."""
        return self.render(request, template="cms/fair_registered.html")

    @path("guest/<uuid:uid>/", name="guest")
    def guest(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """The page that a guest alone has a link to: see, change, take back."""
        found = fairs.own(uid)
        if found is None:
            raise Http404
        form, wrong = fairs.own_form(found), ""
        if request.method == "POST":
            form, done, wrong = fairs.change(request, found)
            if done:
                return redirect(f"{self.get_url(request)}guest/{uid}/?saved#main")
        base = self.get_url(request)
        context = {
            "own": found,
            "fair": found.fair,
            "facts": fairs.facts(found.fair),
            "form": form,
            "base": base,
            "wrong": wrong,
            "saved": "saved" in request.GET,
            "canonical": None,
        }
        # Always 200: anything else would be logged with its address, and this address is a key.
        response = self.render(request, context_overrides=context, template="cms/fair_own.html")
        add_never_cache_headers(response)
        return response


class FairPage(RoutablePageMixin, SitePage):
    """One fair in an editor's words. When, where and how many seats are left come from the record of it."""

    fair = models.ForeignKey(
        "employers.Fair",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="哪一场推介会",
        help_text="时间、地点、名额和报名都从登记的推介会里来，不用在这里写。",
    )
    agenda = Body(AGENDA, blank=True, verbose_name="议程")

    parent_page_types: ClassVar[list[str]] = ["cms.FairsPage"]
    subpage_types: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ_AND_SEND
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels[:1],
        FieldPanel("fair"),
        *SitePage.content_panels[1:],
        FieldPanel("agenda"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "推介会页"

    def search_text(self) -> str:
        parts = self.agenda.stream_block.get_searchable_content(self.agenda)
        return "\n".join((super().search_text(), *(str(part) for part in parts)))

    @path("")
    def one(self, request: HttpRequest) -> HttpResponse:
        """The fair; without a record of it the editor's words alone."""
        found = fair_or_none(self.fair.uid, timezone.now()) if self.fair else None
        if found is None:
            return self.render(request, context_overrides={"fair": None, "form": None, "written": self})
        return show(self, request, found, self.get_parent().get_url(request), self.get_full_url(request) or "")


def show(page: Any, request: HttpRequest, fair: PublicFair, base: str, canonical: str) -> HttpResponse:
    """A fair on the page that an editor wrote for it, or on the list's own; takes a registration where one is sent.

    base  address of the list
    """
    form, status = None, 200
    if request.method == "POST":
        form, sent = fairs.register(request, fair, base)
        if sent.href:
            return redirect(sent.href)
        status = sent.status
    elif fair.takes_guests:
        form = fairs.blank_form(request)
    context = {
        **fairs.showing(fair, canonical, form),
        "base": base,
        "calendar": f"{base}{fair.uid}/calendar/",
        # The words of an editor, where one wrote a page for it.
        "written": page if isinstance(page, FairPage) else None,
    }
    response = page.render(request, context_overrides=context, template="cms/fair_page.html")
    response.status_code = status
    if form is not None:
        add_never_cache_headers(response)
    return response


def _fair_or_404(uid: UUID) -> PublicFair:
    found = fair_or_none(uid, timezone.now())
    if found is None:
        raise Http404
    return found
