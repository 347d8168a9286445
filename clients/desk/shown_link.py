"""A personal link on the worker's screen: a square code to be photographed, and the address to be copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import qrcode
from django.http import HttpRequest
from qrcode.constants import ERROR_CORRECT_M

from clients import personal_links
from clients.models import PersonalLink

# White edge that readers of square codes need, in modules.
EDGE = 4


@dataclass(frozen=True, slots=True)
class ShownLink:
    """``side`` modules wide and high, the edge included; ``path`` draws the dark ones as an SVG path."""

    url: str
    path: str
    side: int
    expires_at: datetime
    purpose: str
    locked: bool


def shown_link(request: HttpRequest, link: PersonalLink) -> ShownLink:
    """What ``clients/desk/_personal_link.html`` shows. The code holds the address and nothing else."""
    url = request.build_absolute_uri(personal_links.address(link))
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    code.make(fit=True)
    rows = code.get_matrix()
    return ShownLink(url, "".join(_drawn(rows)), len(rows) + 2 * EDGE, link.expires_at, link.purpose, link.is_locked)


def _drawn(rows: list[list[bool]]) -> Iterator[str]:
    """One box per run of dark modules."""
    for y, row in enumerate(rows, EDGE):
        x = EDGE
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{x},{y}h{length}v1h-{length}z"
            x += length
