"""What somebody worked out on the public site before she registered, until she puts it away."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from employers.incentive_words import Told, told
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Incentive
from employers.models import Verification
from employers.public.calculator import Calculation, form_of, kept
from people.models import Region, User


@dataclass(frozen=True, slots=True)
class Carried:
    """For her first page: what, for which place and year, and the sum as it was there."""

    incentive: Incentive
    place: str
    year: int
    told: Told | None


def of(user: User) -> Calculation | None:
    """What she brought along last; None where there is nothing, or nothing that can still be read."""
    row = Verification.objects.with_calculation(user).first()
    return kept(row.calculation, timezone.localdate()) if row else None


def shown(user: User, today: date) -> Carried | None:
    """As ``of``, reckoned anew."""
    found = of(user)
    if found is None:
        return None
    form = form_of(found, today)
    region = Region.objects.filter(code=found["region"]).order_by("-pk").first()
    sum_of = told(evaluate(form.case())) if form.is_valid() else None
    place = region.full_name if region else ""
    return Carried(CATALOGUE[found["code"]], place, found["year"], sum_of)


def put_away(user: User) -> None:
    """Forget it."""
    Verification.objects.with_calculation(user).update(calculation=None)
