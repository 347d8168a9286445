"""家庭每月约 X 元: what a job leaves the whole family with, in one line; nothing where that cannot be said."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from clients.models import Client
from law.money import yuan
from law.truth import Truth
from placement.search.card import Card
from welfare.earner import earner_of, in_yuan
from welfare.net_income import FEN, MOST


@dataclass(frozen=True, slots=True)
class Pay:
    """The line of one vacancy: at its lowest wage, taken as what is paid out.

    beside  the same today; empty while nobody knows
    tone    warns where it is less
    """

    text: str
    beside: str
    tone: str
    href: str
    total: Decimal


class FamilyPay:
    """The family of one client, gathered once for a page; each wage is computed once.

    unsettled  whether a sum that was asked for could not be said
    """

    def __init__(self, client: Client, as_of: date) -> None:
        self._client_id = client.pk
        self._earner = earner_of(client, as_of)
        self._known: dict[Decimal, Pay | None] = {}
        self.unsettled = False

    @property
    def href(self) -> str:
        return reverse("welfare:net_income", args=[self._client_id])

    def of(self, card: Card) -> Pay | None:
        """None where the vacancy names no wage, the client's wage is not counted, or something is still open."""
        if card.wage_min is None or self._earner.counted is Truth.NO:
            return None
        wage = Decimal(str(card.wage_min)).quantize(FEN)
        if not 0 <= wage <= MOST:
            return None
        if wage not in self._known:
            self._known[wage] = self._at(wage)
        self.unsettled |= self._known[wage] is None
        return self._known[wage]

    def _at(self, wage: Decimal) -> Pay | None:
        then = self._earner.at(wage)
        if then is None:
            return None
        now, more = self._earner.now, self._earner.more(wage)
        total = in_yuan(then.total)
        today, beside, less = "现在", "", more is not None and more < 0
        if now is not None:
            today = "现在应有" if self._earner.unclaimed else "现在"
            beside = f"{today} {yuan(in_yuan(now.total))}"
        return Pay(
            f"家庭每月约 {yuan(total)}{f'，少于{today}' if less else ''}",
            beside,
            "wait" if less else "",
            f"{self.href}?{urlencode({'wage': f'{wage.normalize():f}'})}",
            total,
        )
