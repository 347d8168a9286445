"""What a firm is told about the demands of its own advertisement: the verdict, the article and other wording.

    for_firm("前台", "限女性，35岁以下")
        性别   不合法        妇女权益保障法 第四十三条 …   删去性别要求 …
        年龄   缩小了范围    (no article: no statute forbids it)   删去年龄线 …

A firm never reads who else the platform serves. Where the article that staff see would say so, the rule names another
(``firm_article``). What the firm typed is not quoted where it asks for a past of any kind, nor where it holds a word
of that sort: its own sentence beside our explanation would be a hint. Both are tested over all rules.
"""

import re
from dataclasses import dataclass

from employers.adverts.clauses import plain
from employers.adverts.demand_rules import KIND_LABELS, LAWFUL_LABELS, Demand, DemandKind, Lawful
from employers.adverts.demands import find_demands

_TELLING = re.compile(
    r"戒毒|戒断|康复|禁毒|吸毒|涉毒|贩毒|缉毒|毒品|毒史|毒瘾|成瘾|社戒|强戒|维持治疗|强制隔离|美沙酮|归航|"
    r"吸过毒|吸食|复吸|沾毒|染上毒|毒驾|尿检|帮教|社区矫正|刑满|重点人员|guihang|rehab|detox|drug",
    re.IGNORECASE,
)
LABELS = KIND_LABELS | {DemandKind.RECORD: "个人经历"}


@dataclass(frozen=True, slots=True)
class Told:
    """One demand as its firm reads it. ``text`` is its own wording or "", ``article`` "" where nothing forbids it."""

    label: str
    lawful: Lawful
    verdict: str
    text: str
    article: str
    offered: str

    @property
    def is_unlawful(self) -> bool:
        return self.lawful is Lawful.UNLAWFUL


def telling_word(text: str) -> str:
    """The first word in the text that says whom the platform serves; "" where there is none."""
    found = _TELLING.search(re.sub(r"\s+", "", plain(text)))
    return found[0] if found else ""


def tells(text: str) -> bool:
    """Whether a text that a firm would read holds a word that says whom the platform serves."""
    return bool(telling_word(text))


def for_firm(title: str, text: str) -> tuple[Told, ...]:
    """What is told about each demand of title and text, the unlawful first; what the law itself asks is left out."""
    told = [as_told(demand) for demand in find_demands(title, text) if demand.lawful is not Lawful.LAWFUL]
    return tuple(dict.fromkeys(sorted(told, key=lambda item: not item.is_unlawful)))


def as_told(demand: Demand) -> Told:
    """Raises KeyError for a demand that the law itself makes: there is nothing to tell."""
    unlawful = demand.lawful is Lawful.UNLAWFUL
    return Told(
        LABELS[demand.kind],
        demand.lawful,
        LAWFUL_LABELS[demand.lawful],
        "" if demand.kind is DemandKind.RECORD or tells(demand.text) else demand.text,
        (demand.firm_article or demand.article) if unlawful else "",
        demand.firm_offered or demand.offered,
    )
