"""Where the platform is at home: the places in which somebody keeps firms."""

from django.db.models import Q, QuerySet

from employers.may import KEEPERS, city_code
from people.models import Level, Membership, Region
from people.scope import code_range


def cities() -> set[str]:
    """The codes of the cities, or of the province, in which somebody on staff keeps firms."""
    codes = Membership.objects.current().filter(role__in=KEEPERS).values_list("region__code", flat=True).distinct()
    return {city_code(code) for code in codes}


def counties() -> QuerySet[Region]:
    """The counties of these cities: only there would anybody look at a registration."""
    inside = Q(pk=None)
    for code in cities():
        low, high = code_range(code)
        inside |= Q(code__gte=low, code__lte=high)
    return Region.objects.current().filter(inside, level=Level.COUNTY).select_related("parent").order_by("code")
