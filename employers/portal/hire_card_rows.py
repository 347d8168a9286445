"""Cards of a hire as its page and the list show them: the same for everybody, whatever she has shown."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from employers.checklist import DossierItem
from employers.hire_cards import LIMIT, Card
from employers.incentive_sums import rows, tables
from employers.incentive_words import cited_once, told, why
from employers.incentives.asked import asked
from employers.incentives.incentive import Family
from employers.models import Dossier
from law.truth import Truth

# So many missing papers are named; the rest is behind the number.
NAMED = 2


def card_rows(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """What applies first, then what may apply."""
    return sorted((_row(card) for card in cards), key=lambda row: row["told"].tone != "good")


def _row(card: Card) -> dict[str, Any]:
    result = card.result
    return {
        "incentive": card.incentive,
        "applies": result.truth is not Truth.NO,
        "told": told(result),
        "amount_is": card.incentive.amount_is.replace("（元）", "").replace("本年度到这一天", "到目前"),
        "is_money": not card.incentive.saves and card.incentive.family is not Family.LOAN,
        "begun": result.truth is Truth.YES or card.dossier is not None,
        "lacks": _names(item for item in card.items if not item.state.is_there),
        "limit": result.components.get(LIMIT) if result.truth is Truth.YES else None,
        "missing": card.items_missing,
        "asked": asked(result.missing, (card.incentive,)),
        "next": card.next_deadline,
        "dossier": card.dossier,
        "dropped": card.dossier is not None and card.dossier.state == Dossier.State.DROPPED,
        **cited_once(why(result.reasons)),
        "remarks": result.components.get("remarks", ()),
        "against": [one for one in why(result.reasons) if one["tone"] == "bad"],
        "rows": rows(card.incentive.code, result.components),
        "tables": tables(card.incentive.code, result.components),
    }


def summed(cards: Sequence[Card]) -> dict[str, Any]:
    """Of all that apply or may apply: what they bring this year as far as it is certain, and the next day; and how many
    papers are missing for those that apply or were begun (one that serves several counts once)."""
    wanted = [card for card in cards if card.result.truth is not Truth.NO and not _is_dropped(card)]
    sure = [card for card in wanted if card.result.truth is Truth.YES]
    brought = [card.brings for card in sure if card.brings is not None]
    floors = [floor for card in sure if card.brings is None and (floor := _floor(card))]
    begun = [card for card in wanted if card in sure or card.dossier is not None]
    missing = {_place(item): item for card in begun for item in card.items if not item.state.is_there}
    days = [card.next_deadline for card in begun or wanted if card.next_deadline]
    soonest = min(days, key=lambda deadline: deadline.on, default=None)
    return {
        "amount": sum((*brought, *floors), Decimal(0)),
        "at_least": bool(floors),
        "sure": len(brought) + len(floors),
        "open": len(wanted) - len(brought) - len(floors),
        "missing": len(missing),
        "lacks": _names(missing.values()),
        "begun": bool(begun),
        "next": soonest,
        "brief": re.split("[：（，；]", soonest.text)[0] if soonest else "",
    }


def _floor(card: Card) -> Decimal:
    """The least that an open amount can be. Of a deduction it is no money, and nothing is certain."""
    return Decimal(0) if card.incentive.saves else card.result.components.get("floor") or Decimal(0)


def _names(items: Iterable[DossierItem]) -> str:
    """The first few by name, as one reads them in a line."""
    names = list(dict.fromkeys(item.document.name.partition("（")[0] for item in items))
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def _is_dropped(card: Card) -> bool:
    return card.dossier is not None and card.dossier.state == Dossier.State.DROPPED


def _place(item: DossierItem) -> tuple[str, int | None, str]:
    return item.document.code, item.hire.pk if item.hire else None, item.period
