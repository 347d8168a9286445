"""Which words may lie on a kitchen table: a paper that a neighbour reads says nothing of drugs, custody or illness."""

import re

from welfare.rules.entitlement import Entitlement

# 残疾人基本康复 and 康复费用 are of disabled people and stay.
DELICATE = re.compile(
    r"毒|强戒|(?<!基本)康复(?!费用|自付)|羁押|服刑|监狱|看守所|在押|人身自由|美沙酮|维持治疗|艾滋|HIV|感染者",
    re.IGNORECASE,
)

CONDITION = "有一项条件和家人现在的状况有关，请当面问工作人员。"
PAPER = "说明家人状况的证明材料（要哪一份，当面问工作人员）"


def is_delicate(text: str) -> bool:
    """Whether it names what nobody but the family is to read."""
    return bool(DELICATE.search(text))


def is_own(entitlement: Entitlement) -> bool:
    """Whether the rule itself is about recovery or illness: its very name goes on the client's own copy alone."""
    return entitlement.restricted or is_delicate(entitlement.name)
