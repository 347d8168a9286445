"""What every expression is: a node that stands once, knows its parts, and can be walked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar
from weakref import WeakValueDictionary


class StandsOnce(type):
    """Saying a second time what was said before gives the node that stands, so that each household computes it once.

    A fifth of the catalogue is said more than once: 低保家庭, 正在服刑, 60周岁及以上.
    """

    registered: bool
    _standing: ClassVar[WeakValueDictionary[tuple[Any, ...], Any]] = WeakValueDictionary()

    def __call__(cls, *given: Any, **named: Any) -> Any:
        node = super().__call__(*given, **named)
        if cls.registered:
            return node
        said = (cls, *(_apart(getattr(node, field.name)) for field in fields(node)))
        return cls._standing.setdefault(said, node)


def _apart(value: object) -> object:
    # 1.0 and 1 are equal, but not written alike, and a version is made of what is written.
    return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True, eq=False)
class Expression(metaclass=StandsOnce):
    """A node. Two nodes are the same only if they are one object, so that comparing can build a condition."""

    closes: ClassVar[bool] = False
    """True for what looks at all members at once, so that its answer is the household's."""
    registered: ClassVar[bool] = False
    """True for what has a code of its own, a fact or a standard, of which there can be only one."""

    @cached_property
    def parts(self) -> "tuple[Expression, ...]":
        """What it is made of, in the order written."""
        return tuple(_expressions(getattr(self, field.name) for field in fields(self)))

    @cached_property
    def personal(self) -> bool:
        """True if it has an answer only for one member, not for the household."""
        return not self.closes and any(part.personal for part in self.parts)

    def __bool__(self) -> bool:
        raise TypeError("an expression is not true or false yet: join with all_of, any_of and no, not and, or and not")


def _expressions(values: Iterable[object]) -> Iterator[Expression]:
    for value in values:
        if isinstance(value, Expression):
            yield value
        elif isinstance(value, tuple):
            yield from _expressions(value)


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all that it is made of, each node once, from the outside in."""
    seen: set[int] = set()
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(reversed(node.parts))
