"""推介会: fairs that were held, the firms that came, and the letters of intent signed there."""

from collections.abc import Iterator
from functools import partial

from employers.models import Fair, FairGuest, FairState, LetterOfIntent
from figures.figure import Figure, Kind, Row, Table
from figures.period import Period

GROUP = "就业推介会"


def _any_fair(period: Period) -> bool:
    """Whether a fair had been on record by then: before the first one nobody wrote them down."""
    if "fairs" not in period.kept:
        period.kept["fairs"] = Fair.objects.filter(starts_at__lt=period.until).exists()
    return period.kept["fairs"]


def _held(period: Period) -> Iterator[Row]:
    return (Row(*row) for row in _of_month(period).order_by().values_list("pk", "region__code"))


def _firms(period: Period) -> Iterator[Row]:
    """A firm once a fair, however many of its people registered."""
    rows = FairGuest.objects.standing().filter(came=True, fair__in=_of_month(period)).order_by("pk")
    seen: set[tuple[int, str]] = set()
    for pk, place, fair, firm in rows.values_list("pk", "fair__region__code", "fair", "firm_key"):
        if (fair, firm) not in seen:
            seen.add((fair, firm))
            yield Row(pk, place)


def _letters(period: Period) -> Iterator[Row]:
    rows = LetterOfIntent.objects.filter(guest__came=True, guest__fair__in=_of_month(period))
    return (Row(*row) for row in rows.order_by().values_list("pk", "guest__fair__region__code"))


def _of_month(period: Period):
    return Fair.objects.filter(state=FairState.HELD, starts_at__gte=period.since, starts_at__lt=period.until)


_flow = partial(Figure, group=GROUP, kind=Kind.FLOW, better="more", looked=_any_fair)
_BEFORE = "登记第一场推介会以前的月份不按零算。"

FIGURES = (
    _flow(
        "fairs.held",
        "举办推介会",
        unit="场",
        definition=f"开始时间在本月、登记为已举办的就业推介会，按举办的地方算；取消的不算。{_BEFORE}",
        rows=_held,
        table=Table.FAIR,
    ),
    _flow(
        "fairs.firms",
        "参会企业",
        unit="家",
        definition=f"本月举办的推介会上登记到场的企业；同一场里来几个人都算一家，参加几场算几次。{_BEFORE}",
        rows=_firms,
        table=Table.FAIR_GUEST,
    ),
    _flow(
        "fairs.letters",
        "达成意向",
        unit="份",
        definition=f"本月举办的推介会上签下的意向书，按举办的地方算。{_BEFORE}",
        rows=_letters,
        table=Table.LETTER,
    ),
)
