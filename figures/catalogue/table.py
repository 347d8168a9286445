"""Every figure there is, group by group, and the order of the city's monthly form."""

from figures.catalogue import clients, work
from figures.figure import Figure

FIGURES: tuple[Figure, ...] = (*clients.FIGURES, *work.FIGURES)

BY_CODE: dict[str, Figure] = {figure.code: figure for figure in FIGURES}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(figure.group for figure in FIGURES))
