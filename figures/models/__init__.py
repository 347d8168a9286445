"""The tables of the month's figures."""

from figures.models.figure_set import FigureSet, StoredFigure

__all__ = ["FigureSet", "StoredFigure"]
