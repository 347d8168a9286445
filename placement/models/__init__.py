"""Tables of the room where the two wings meet; import the leaf."""

from placement.models.override import BarOverride
from placement.models.shortlist import Shortlist

__all__ = ["BarOverride", "Shortlist"]
