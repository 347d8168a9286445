"""Builders of 结对帮扶."""

from clients.models import Cadre
from clients.pair import register_cadre
from people.models import User


def a_cadre(name: str = "乌兰", actor: User | None = None, *, unit: str = "农牧局", **fields) -> Cadre:
    """A cadre of the actor's county, registered by her."""
    return register_cadre(actor, Cadre(name=name, unit=unit, region=actor.region, **fields))
