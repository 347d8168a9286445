"""What a determination says, in the few words for which a line of a list has room."""

from collections.abc import Iterable

from law.truth import Truth
from welfare import reasons
from welfare.models import Determination
from welfare.models.determination import OutcomeChoice
from welfare.rules.assess import Missing
from welfare.rules.fact import FACTS, Flag
from welfare.rules.ranges import Range, exactly
from welfare.rules.words import range_words


def amount_of(determination: Determination) -> str:
    """``1,068 元/月``, bounds while it is open, 由经办机构核定; empty where there is no sum to speak of."""
    entitlement = determination.declared
    if determination.outcome == OutcomeChoice.INELIGIBLE:
        return ""
    if entitlement.discretionary:
        return "由经办机构核定"
    low, high = determination.amount_low, determination.amount_high
    if entitlement.amount is None or (not low and high is None):
        return ""
    if low and high is not None and low != high:
        least = range_words(exactly(low), "元").removesuffix(" 元")
        return f"{least}–{range_words(exactly(high), entitlement.unit)}"
    # Nothing at least is no bound worth a word; nothing at all is a sum.
    return range_words(Range(low if low == high else low or None, high), entitlement.unit)


def why(determination: Determination) -> str:
    """The reason that decides, with its numbers: what failed of a no, what is open of an open answer."""
    try:
        reason = reasons.tree(determination)
    except ValueError:
        return ""
    while reason.parts and not reason.detail:
        deciding = [part for part in reason.parts if part.truth is reason.truth] or list(reason.parts)
        reason = max(deciding, key=_tells)
    if reason.truth is Truth.YES:
        return reason.detail or reason.text
    if reason.truth is Truth.NO:
        return f"不满足“{reason.text}”" + (f"：{reason.detail}" if reason.detail else "")
    asked = "、".join(dict.fromkeys(one.term for one in reason.missing))
    return f"还没定“{reason.text}”" + (f"：{reason.detail or asked}" if reason.detail or asked else "")


def _tells(reason: reasons.Reason) -> int:
    """How much a branch tells: most where money is compared, little where it has no numbers. Of equals the first."""
    return max((2 if "元" in one.detail else 1 if one.detail else 0 for one in reason.walk()), default=0)


def of_whom(code: str, text: str, who: str) -> str:
    """妻子的工资性收入; of what is so or not so: 学校认定家庭经济困难（妻子）. ``who`` is empty for the household."""
    if not who:
        return text
    return f"{text}（{who}）" if isinstance(FACTS.get(code), Flag) else f"{who}的{text}"


def missing_of(keys: Iterable[str]) -> list[str]:
    """What to ask for, each paper once, in the order given: the paper that usually proves it, else the question."""
    asked = (_paper(key) for key in keys if is_known(key))
    return list(dict.fromkeys(asked))


def deciding(determination_outcome: str, keys: list[str]) -> str:
    """The code of the one question that settles an open answer; empty where more is missing, or only a standard."""
    if determination_outcome != OutcomeChoice.UNDETERMINED or len(keys) != 1 or not is_known(keys[0]):
        return ""
    one = Missing.of(keys[0])
    return one.code if one.kind in ("fact", "members") else ""


def paper_for(code: str) -> str:
    """What settles a question, as a choice beside a list: the paper, and what it tells."""
    if code != "members" and code not in FACTS:
        return "现在不问的事项"
    one = Missing.of(code)
    return f"{one.documents[0]}（{one.text}）" if one.documents and one.documents[0] != one.text else one.text


def is_known(key: str) -> bool:
    """Whether today's dictionary still has what an older determination asked for."""
    return key == "members" or ":" in key or key.partition("@")[0] in FACTS


def _paper(key: str) -> str:
    one = Missing.of(key)
    return one.documents[0] if one.documents else one.text
