"""What a stranger may read of a declared text: it says nothing of drugs, and nothing of where somebody is held.

The catalogue is written for staff. A clause of a note that names what is not said here is left out; a paper or a
condition that does is replaced by a sentence that sends to a person.
"""

import re

from welfare.plain import CONDITION, PAPER, is_delicate

WORDS = re.compile(
    "戒毒|康复|禁毒|吸毒|涉毒|毒品|社戒|维持治疗|强制隔离|美沙酮|归航|guihang|rehab|detox|drug", re.IGNORECASE
)
"""What no public page says, whatever it means there: also the word for getting well again."""

INSTEAD = {
    "残疾证和康复费用票据": "残疾证和训练、治疗费用票据",
    "前12个月残疾人基本康复自付支出": "前12个月残疾人训练、治疗自己付的钱",
    "判决书、强制隔离戒毒决定书等限制人身自由的法律文书": "说明爸爸或者妈妈被依法限制人身自由的法律文书（比如判决书）",
    "转交申请（在监所、强制隔离戒毒所的）": "本人不能来的，家里人可以代他申请",
}
"""Declared texts in other words, where leaving them out would leave out what a family needs."""


def is_neutral(text: str) -> bool:
    return not WORDS.search(text) and not is_delicate(text)


def note(text: str) -> str:
    """A remark without the clauses that are not said here; empty where nothing is left."""
    if is_neutral(text):
        return text
    kept = (clause for clause in re.split(r"(?<=[，；。])", text) if is_neutral(clause))
    return "".join(kept).rstrip("，；")


def paper(name: str) -> str:
    """A paper by its name, or that there is one to ask for."""
    name = INSTEAD.get(name, name)
    return name if not WORDS.search(name) else PAPER


def plainly(text: str) -> str:
    """What was put in plain words, or that there is something to ask about. 被依法限制人身自由 may be said."""
    return text if not WORDS.search(text) else CONDITION


def title(text: str) -> str:
    """The name of a step; empty where it cannot be said."""
    text = INSTEAD.get(text, text)
    return text if not WORDS.search(text) else ""
