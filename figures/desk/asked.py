"""What a reader of figures asked for: a region of hers and a span of months, out of the address."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from figures.desk.spans import Span, span_of, spans, usual
from figures.models import FigureSet
from figures.read import months_counted, require_scope
from people.models import Region, User
from people.scope import covers


@dataclass(frozen=True)
class Asked:
    """``sets`` are those that stand for the months counted: the closed one, else the running one."""

    user: User
    region: Region
    span: Span | None
    sets: dict[date, FigureSet]
    today: date

    @property
    def query(self) -> str:
        """What an address carries on."""
        return self.at()

    def at(self, **changes: object) -> str:
        """The query with these in the place of what was asked; None leaves one out."""
        asked = {"region": self.region.code, "period": self.span.code if self.span else None, **changes}
        return urlencode({name: value for name, value in asked.items() if value not in (None, "")})

    def href(self, name: str, *args: object, **changes: object) -> str:
        return f"{reverse(name, args=args)}?{self.at(**changes)}"

    @property
    def choices(self) -> dict[str, list[Span]]:
        return spans(self.sets)

    @property
    def above(self) -> list[Region]:
        """The regions over the one asked for, down from the reader's own. One query."""
        own, code = self.user.region.code, self.region.code
        codes = [code[:length] for length in (2, 4, 6, 9) if len(own) <= length < len(code)]
        return list(Region.objects.current().filter(code__in=codes).order_by("code")) if codes else []

    @property
    def standing(self) -> list[FigureSet]:
        """The sets behind the months of the span, in order."""
        return [self.sets[month] for month in self.span.months] if self.span else []

    @property
    def is_closed(self) -> bool:
        return (
            bool(self.span) and self.span.is_whole and all(one.kind == FigureSet.Kind.CLOSED for one in self.standing)
        )

    @property
    def is_over(self) -> bool:
        return bool(self.span) and self.span.end < self.today


def asked(request: HttpRequest) -> Asked:
    """Http404 for a region that is not the reader's own or below it, and for months that were not counted."""
    user, today = request.user, timezone.localdate()
    code = request.GET.get("region") or user.region.code
    if not covers(user.region.code, code):
        raise Http404
    region = user.region if code == user.region.code else Region.objects.current().filter(code=code).first()
    if region is None:
        raise Http404
    try:
        require_scope(user, region)
    except Region.DoesNotExist:
        raise Http404 from None
    sets: dict[date, FigureSet] = {}
    for one in months_counted(user):
        if one.month not in sets or one.kind == FigureSet.Kind.CLOSED:
            sets[one.month] = one
    wanted = request.GET.get("period", "")
    span = span_of(wanted, sets) if wanted else usual(sets, today)
    if wanted and span is None:
        raise Http404
    return Asked(user, region, span, sets, today)
