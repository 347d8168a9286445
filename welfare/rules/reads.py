"""Which expressions read which facts: what need not be looked at again when a fact changes."""

from collections.abc import Iterable

from welfare.rules.fact import Fact
from welfare.rules.node import Expression


def reading_none_of(codes: frozenset[str], roots: Iterable[Expression]) -> frozenset[Expression]:
    """Of everything that the roots are made of, what reads none of these facts. Each node is visited once."""
    reads: dict[Expression, bool] = {}

    def finds_one(node: Expression) -> bool:
        if node not in reads:
            own = isinstance(node, Fact) and node.code in codes
            reads[node] = any([own, *(finds_one(part) for part in node.parts)])
        return reads[node]

    for root in roots:
        finds_one(root)
    return frozenset(node for node, does in reads.items() if not does)
