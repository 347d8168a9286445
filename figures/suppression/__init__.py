"""小数隐去: which cells of a table must be hidden, so that no small number can be read or worked out. No framework."""

from figures.suppression.suppress import LEAST, Axis, hide

__all__ = ["LEAST", "Axis", "hide"]
