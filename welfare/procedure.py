"""How one entitlement is gone through: its moves, and which clocks each starts and ends. Read from its steps alone."""

from collections.abc import Collection

from welfare.models.application import MOVES, State
from welfare.rules.entitlement import Entitlement, Step

# From the papers to the last payment; a later move shows the earlier ones done.
ORDER = ("accept", "start_survey", "survey", "check", "publicise", "submit", "grant", "pay", "review")
# These happen in every procedure, whatever its steps say.
ALWAYS = frozenset({"accept", "grant", "pay"})
# These stand in no procedure: they may be needed in any, at most once each.
ONCE = frozenset({"ask_papers", "start_survey", "extend", "notify"})
CASH = "元"


def path(entitlement: Entitlement) -> tuple[str, ...]:
    """The moves that this entitlement usually takes up to the first payment, in order."""
    named = {move for step in entitlement.steps for move in (step.counts_from, step.ends_with)} | ALWAYS
    if named & {"publicise", "submit"}:
        named |= {"check"}
    return tuple(move for move in ORDER[: ORDER.index("pay") + 1] if move in named)


def shows(move: str, ends_with: str) -> bool:
    """Whether ``move`` shows that what ends with ``ends_with`` is done: it or a later one; a refusal decides too."""
    reached = "grant" if move == "refuse" else move
    if reached in ORDER and ends_with in ORDER:
        return ORDER.index(reached) >= ORDER.index(ends_with)
    return reached == ends_with


def clocks_from(entitlement: Entitlement, move: str) -> list[Step]:
    """The steps whose time begins with this move; a review begins the next one."""
    return [
        step
        for step in entitlement.steps
        if step.has_clock and (step.counts_from == move or (move == "review" and step.ends_with == "review"))
    ]


def publicity(entitlement: Entitlement) -> Step | None:
    """The step in which names are put on the wall; None: this entitlement has none, and nothing may be."""
    steps = (step for step in entitlement.steps if "publicise" in (step.counts_from, step.ends_with))
    return next(steps, None)


def review(entitlement: Entitlement) -> Step | None:
    """The step that looks again while it is received; None: no text asks for one."""
    return next((step for step in entitlement.steps if step.ends_with == "review"), None)


def takes_sum(entitlement: Entitlement) -> bool:
    """Whether a decision names an amount, in ``entitlement.unit``."""
    return entitlement.amount is not None or entitlement.discretionary


def is_once(entitlement: Entitlement) -> bool:
    """Whether it is paid once: an amount without a period."""
    return takes_sum(entitlement) and "/" not in entitlement.unit


def label(entitlement: Entitlement, move: str) -> str:
    """The deed in this entitlement's words: nobody is *paid* a lawyer."""
    if move == "pay" and not takes_sum(entitlement):
        return "登记开始享受"
    return "登记发放" if move == "pay" and is_once(entitlement) else MOVES[move].label


def done(entitlement: Entitlement, move: str) -> str:
    """The line of the history."""
    return "已开始享受" if move == "pay" and not takes_sum(entitlement) else MOVES[move].done


def open_moves(entitlement: Entitlement, state: str, past: Collection[str], extendable: bool = False) -> list[str]:
    """What may be done next, in the order of MOVES.

    past        moves already made
    extendable  a term runs that may be prolonged
    """
    usual = path(entitlement)
    return [
        name
        for name, move in MOVES.items()
        if state in move.sources
        and not (name in ONCE and name in past)
        and not (name in ORDER and name != "review" and name not in usual)
        and not (name == "review" and review(entitlement) is None)
        and not (name == "extend" and not extendable)
    ]


def next_move(entitlement: Entitlement, state: str, past: Collection[str]) -> str | None:
    """The one usual next move; None when nobody waits for anything."""
    possible = open_moves(entitlement, state, past)
    if state == State.PREPARING:
        return "accept"
    if state == State.REFUSED:
        return "notify" if "notify" in possible else None
    if state == State.PAYING:
        return "review" if "review" in possible else None
    reached = max((ORDER.index(move) for move in past if move in ORDER), default=-1)
    return next((move for move in path(entitlement) if ORDER.index(move) > reached and move in possible), None)
