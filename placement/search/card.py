"""One vacancy as lists show, filter and sort it: plain values, so that a list page asks the database for nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from employers.models.vacancy import FRESH_DAYS, State
from lexicon.features import Shift, WorkFeature


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``places`` None: the headcount is not known. ``county`` "" for a place that is not known to the county.

    ``kept`` is the region code of the firm: it decides who may see what is not published.
    """

    id: int
    title: str
    firm: str
    firm_id: int
    verified: bool
    kept: str
    region: str
    county: str
    place: str
    address: str
    occupation: str
    group: str
    wage_min: Decimal | None
    wage_max: Decimal | None
    wage_text: str
    shifts: tuple[Shift, ...]
    features: tuple[WorkFeature, ...]
    board: bool | None
    lodging: bool | None
    insurance: bool | None
    places: int | None
    state: State
    published_on: date | None
    refreshed_on: date | None

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    def fresh_until(self) -> date | None:
        return self.refreshed_on + timedelta(days=FRESH_DAYS) if self.refreshed_on else None

    def is_stale(self, as_of: date) -> bool:
        """As ``Vacancy.is_stale``."""
        until = self.fresh_until()
        return self.is_published and until is not None and until < as_of

    def is_open(self, as_of: date) -> bool:
        """As ``Vacancy.objects.open``."""
        return self.is_published and not self.is_stale(as_of) and (self.places is None or self.places > 0)

    @property
    def wage_top(self) -> Decimal:
        """For sorting: the lower end counts, because that is what everybody gets; nothing stated comes last."""
        return self.wage_min if self.wage_min is not None else (self.wage_max or Decimal(-1))

    @property
    def offers(self) -> str:
        """包吃 · 包住 · 五险, what was stated."""
        said = [(self.board, "包吃"), (self.lodging, "包住"), (self.insurance, "缴社保")]
        return " · ".join(label for stated, label in said if stated)

    @property
    def shift_words(self) -> str:
        return "、".join(shift.label for shift in self.shifts)

    @property
    def feature_words(self) -> str:
        return "、".join(feature.label for feature in self.features)
