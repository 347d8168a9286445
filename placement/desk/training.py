"""培训: the classes of the city that one can still sign up for, with the seats that are left and the posts that firms
keep for who passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.class_stage import Stage, stage_of
from employers.models import Cohort, Course
from people.doors import desk
from people.models import Level, Role, User
from placement.class_seats import Seats, seats_of
from placement.posts import county_names
from ui.facets import Facet, active, chosen_from, shown, sift

PAGE = 20
COUNTY_DIGITS = int(Level.COUNTY)
STAGES = {Stage.OPEN: "可以报名", Stage.SHUT: "报名已截止", Stage.RUNNING: "正在上课"}
# What the learner herself has to find.
COSTS = {"free": "本人不花钱", "back": "先交后补", "own": "本人出钱", "unknown": "费用待核实"}
BEGINS = {"month": "30 天内", "quarter": "31–90 天", "later": "90 天以后", "begun": "已经开班"}
WHERE = {"outside": "对外开课", "inside": "所内开课"}
SEATS = {"free": "有名额", "full": "名额满，可候补"}
NO_CERTIFICATE = "none"
ON_THE_FIRM = (Course.Payer.GOVERNMENT, Course.Payer.FIRM, Course.Payer.CHARITY)


@dataclass(frozen=True, slots=True)
class Row:
    """One class as the facets and the list see it."""

    cohort: Cohort
    stage: Stage
    seats: Seats
    posts: int
    today: date

    @property
    def course(self) -> Course:
        return self.cohort.course

    @property
    def left(self) -> int:
        """Seats that somebody could have today: none while others wait."""
        return 0 if self.seats.waiting else max(0, self.cohort.seats - self.seats.taken)

    def certificate(self) -> tuple[str]:
        return (self.course.certificate or NO_CERTIFICATE,)

    def county(self) -> tuple[str]:
        return (self.course.base.region.code[:COUNTY_DIGITS],)

    def cost(self) -> tuple[str]:
        if self.course.payer in ON_THE_FIRM or self.course.cost == 0:
            return ("free",)
        if self.course.payer == Course.Payer.SHARED:
            return ("back",)
        return ("unknown",) if self.course.cost is None else ("own",)

    def begins(self) -> tuple[str]:
        days = (self.cohort.starts_on - self.today).days
        return ("begun" if days < 0 else "month" if days <= 30 else "quarter" if days <= 90 else "later",)


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def listing(request):
    """The classes of the city that are not over, soonest first; those that take sign-ups unless asked for others."""
    today = timezone.localdate()
    rows = rows_of(request.user, today)
    facets = facets_of(rows)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    panels = shown(sifted, chosen, facets)
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    context = {"facets": panels, "filters": active(panels), "page": page, "anything": bool(rows)}
    partial = request.htmx and not request.htmx.boosted
    return render(request, "placement/desk/_training.html" if partial else "placement/desk/training.html", context)


def rows_of(actor: User, today: date) -> list[Row]:
    """The classes that are neither over nor cancelled, soonest first. Four queries, however many there are."""
    cohorts = list(
        Cohort.objects.visible_to(actor)
        .filter(cancelled_on=None, ends_on__gte=today)
        .select_related("course__base__region__parent")
        .prefetch_related("commitments")
        .order_by("starts_on", "pk")
    )
    seats = seats_of(cohort.pk for cohort in cohorts)
    return [
        Row(cohort, stage_of(cohort, today), seats.get(cohort.pk, Seats()), cohort.posts_kept(today), today)
        for cohort in cohorts
    ]


def facets_of(rows: Sequence[Row]) -> Sequence[Facet]:
    counties = county_names({row.county()[0] for row in rows})
    certificates = {row.certificate()[0]: row.course.certificate_label or "没有证书" for row in rows}
    return (
        Facet("state", "报名", lambda row: (row.stage,), dict(STAGES), single=True, default=Stage.OPEN.value),
        Facet("certificate", "取得的证书", Row.certificate, certificates, by_count=True),
        Facet("district", "旗区", Row.county, counties),
        Facet("cost", "费用", Row.cost, COSTS),
        Facet("begins", "开班", Row.begins, BEGINS),
        Facet("where", "在哪里开", lambda row: ("inside" if row.course.inside else "outside",), WHERE),
        Facet("seats", "名额", lambda row: ("free" if row.left else "full",), SEATS),
    )
