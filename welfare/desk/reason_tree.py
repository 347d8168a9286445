"""A finding as the tree that staff unfold: what carries the answer first, the rest left out, each person by name.

A finding holds hundreds of conditions, most of which bear on nothing. Shown are all conditions of the rule itself, and
below them only those that made a part what it is.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from law.truth import Truth

WORDS = {Truth.YES: ("good", "符合"), Truth.NO: ("bad", "不符合"), Truth.UNKNOWN: ("wait", "待核实")}
DEEPEST = 6
TRIVIAL = ("已填写", "未填写", "已有规定")
JOINTS = "（）；，或者"


class Reasoned(Protocol):
    """A finding, or a reason that was stored."""

    @property
    def truth(self) -> Truth: ...
    @property
    def text(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def article(self) -> Any: ...
    @property
    def parts(self) -> Sequence[Any]: ...


Node = dict[str, Any]


def tree(found: Reasoned, people: Sequence[str]) -> list[Node]:
    """The conditions of one entitlement as c-why shows them.

    people   what each member of the household is called, in its order: where a rule looks at each of them, the parts
             stand in that order
    """
    root = _squeezed(found)
    parts = root.parts or [root]
    names = _names(root, people) if root.parts else [""]
    return [_node(part, people, 1, name) for part, name in zip(parts, names, strict=True)]


def _node(found: Reasoned, people: Sequence[str], depth: int, name: str = "") -> Node:
    found = _squeezed(found)
    tone, word = WORDS[found.truth]
    parts = _worth_showing(found, depth) if depth < DEEPEST else []
    names = dict(zip(map(id, found.parts), _names(found, people), strict=True))
    joint = _joint(found)
    if joint and len(parts) == 1 and not found.article:
        return _node(parts[0], people, depth, name or names[id(parts[0])])
    text = joint if joint and parts else found.text
    return {
        # Under somebody's name that all or one must hold goes without saying.
        "text": (name if joint and parts else f"{name}：{text}") if name else text,
        "tone": tone,
        "word": word,
        "detail": found.detail,
        "source": str(found.article) if found.article else "",
        "parts": [_node(part, people, depth + 1, names[id(part)]) for part in parts],
    }


def _squeezed(found: Reasoned) -> Reasoned:
    """Without a level that says nothing of its own: one part of the same truth, and no words beside it."""
    while len(found.parts) == 1 and found.parts[0].truth is found.truth and found.parts[0].text == found.text:
        found = found.parts[0]
    return found


def _names(found: Reasoned, people: Sequence[str]) -> Sequence[str]:
    """Whom each part is about, where there is one per person."""
    each = len(found.parts) == len(people) > 1 and len({part.text for part in found.parts}) == 1
    return people if each else [""] * len(found.parts)


def _worth_showing(found: Reasoned, depth: int) -> list[Any]:
    parts = [part for part in found.parts if not part.text.endswith(TRIVIAL)]
    if len({part.text for part in parts}) == 1 and len(parts) > 1:
        return parts
    if depth >= 3 and found.truth is Truth.YES:
        return []
    carrying = [part for part in parts if part.truth is found.truth]
    return carrying or parts


def _joint(found: Reasoned) -> str:
    """How a condition joins its parts, for one that says nothing else; empty for one with words of its own."""
    rest = found.text
    for part in found.parts:
        rest = rest.replace(part.text, "", 1)
    if len(found.parts) < 2 or rest.strip(JOINTS):
        return ""
    return "符合下列条件之一" if "或者" in rest else "下列条件都要符合"
