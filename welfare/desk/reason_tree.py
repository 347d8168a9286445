"""Reasons as c-why shows them: each person by name, each open condition with what would settle it."""

import re
from collections.abc import Mapping
from typing import Any

from law.truth import Truth
from welfare.reasons import Reason

TONES = {Truth.YES: "good", Truth.NO: "bad", Truth.UNKNOWN: "wait"}
LONG = 30

Node = dict[str, Any]


def nodes(reason: Reason, people: Mapping[str, str]) -> list[Node]:
    """The conditions of one entitlement; those of an entitlement of persons under each person's name.

    people   what each member of the household is called, by key
    """
    return [_node(part, people) for part in reason.parts or (reason,)]


def _node(reason: Reason, people: Mapping[str, str]) -> Node:
    name = people.get(reason.member, "")
    text = _joint(reason) or reason.text
    return {
        # Under somebody's name that all of it must hold goes without saying.
        "text": (name if _joint(reason) else f"{name}：{text}") if name else text,
        "tone": TONES[reason.truth],
        "word": reason.outcome.label,
        "detail": "；".join(filter(None, (reason.detail, _open(reason, people)))),
        "source": str(reason.article) if reason.article else "",
        "parts": [_node(part, people) for part in reason.parts],
    }


def _open(reason: Reason, people: Mapping[str, str]) -> str:
    """还缺：妻子的工资性收入（收入证明）."""
    asked = []
    for one in reason.missing:
        who = people.get(one.member, "")
        paper = f"（{one.documents[0]}）" if one.documents else ""
        asked.append(f"{who}{'的' if who else ''}{one.term}{paper}")
    return f"还缺：{'、'.join(dict.fromkeys(asked))}" if asked else ""


def _joint(reason: Reason) -> str:
    """How a condition joins the parts that stand below it, where its words only repeat them at length."""
    if not reason.parts or reason.article or reason.detail or len(reason.text) < LONG:
        return ""
    outside = reason.text
    while (shorter := re.sub(r"（[^（）]*）", "", outside)) != outside:
        outside = shorter
    if "，或者" in outside:
        return "符合下列条件之一"
    return "下列条件都要符合" if "；" in outside else ""
