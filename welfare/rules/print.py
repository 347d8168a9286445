"""An entitlement as a page that people read and check: whom, on which conditions, how much, by when, and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from law.article import Article
from law.terms import chinese_day
from welfare.rules import expressions as ex
from welfare.rules.entitlement import Document, Entitlement, Step
from welfare.rules.fact import FACTS, HOUSEHOLD, DerivedFlag
from welfare.rules.standards import STANDARDS, AnyStandard, Mode, Row, Standard
from welfare.rules.words import words


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of the tree, with its depth and where it is written."""

    depth: int
    text: str
    source: Article | None = None

    def __str__(self) -> str:
        source = f"（{self.source}）" if self.source else ""
        return f"{'　' * self.depth}· {self.text}{source}"


def condition_lines(condition: ex.Expression, depth: int = 0, source: Article | None = None) -> Iterator[Line]:
    """The tree of conditions from the outside in; what has words of its own is one line with its parts beneath."""
    text = ""
    if isinstance(condition, ex.Clause):
        text, source = condition.text, condition.article or source
        condition = condition.of
    if isinstance(condition, ex.Clause):
        yield from condition_lines(ex.Clause(condition.of, source, text or condition.text), depth)
    elif isinstance(condition, ex.AllOf | ex.AnyOf):
        together = "下列条件都要符合" if isinstance(condition, ex.AllOf) else "符合下列条件之一"
        yield Line(depth, f"{text}：{together}" if text else together, source)
        for part in condition.of:
            yield from condition_lines(part, depth + 1)
    elif isinstance(condition, DerivedFlag):
        yield Line(depth, text or words(condition), source or condition.article)
        yield from condition_lines(condition.by, depth + 1)
    else:
        yield Line(depth, text or words(condition), source)


def page(entitlement: Entitlement) -> str:
    """Plain text in sections; a section without content is left out."""
    until = f"，{chinese_day(entitlement.ended)}停止执行" if entitlement.ended else ""
    sections = [
        ("施行", [f"{chinese_day(entitlement.in_force)}起{until}"]),
        ("按什么核定", ["以家庭为单位" if entitlement.scope == HOUSEHOLD else "按人核定"]),
        ("条件", list(map(str, condition_lines(entitlement.condition)))),
        ("金额", list(_amount(entitlement))),
        ("所用标准", [line for standard in standards_of(entitlement) for line in _standard(standard)]),
        ("需要了解的情况和证明材料", list(_facts(entitlement))),
        ("申请材料", [f"· {_document(document)}" for document in entitlement.documents]),
        ("办理步骤", [f"{index}. {_step(step)}" for index, step in enumerate(entitlement.steps, 1)]),
        ("到哪里问", [entitlement.where_to_ask]),
        ("待核实", [f"· {text}" for text in entitlement.unverified]),
        ("依据", [f"· {article.full}" for article in entitlement.citations]),
    ]
    body = "\n\n".join(f"【{title}】\n" + "\n".join(lines) for title, lines in sections if lines)
    return f"{entitlement.name}\n\n{body}\n\n规则版本 {entitlement.version}\n"


def standards_of(entitlement: Entitlement) -> list[AnyStandard]:
    """The standards that the rule looks up, in the order declared."""
    return [standard for code, standard in STANDARDS.items() if code in entitlement.reads]


def _amount(entitlement: Entitlement) -> Iterator[str]:
    if entitlement.amount is not None:
        yield f"{words(entitlement.amount)}（{entitlement.unit}）"
    elif entitlement.discretionary:
        yield "由主管部门根据情况确定"
    for component in entitlement.components.values():
        source = f"（{component.article}）" if component.article else ""
        # What a name stands for is written once, where the name is explained.
        made_of = component.number.of if isinstance(component.number, ex.Named) else component.number
        text = words(made_of)
        yield f"· {component.name}{'' if text == component.name else f'：{text}'}{source}"


def _standard(standard: AnyStandard) -> Iterator[str]:
    if not standard.rows:
        yield f"· {standard.term}：没有登记，由当地规定，缺失时待核实"
        return
    yield f"· {standard.term}："
    for row in standard.rows:
        yield f"　　{_place(row)} {_level(standard, row)}，{_span(row)}，{row.source}"


def _place(row: Row) -> str:
    kind = "" if row.urban is None else "城镇" if row.urban else "农村"
    return f"{row.region or '全国'}{kind}"


def _level(standard: AnyStandard, row: Row) -> str:
    if isinstance(standard, Mode):
        return standard.options[str(row.value)]
    assert isinstance(standard, Standard)
    return f"{row.value} {standard.unit}".rstrip()


def _span(row: Row) -> str:
    first = f"{chinese_day(row.valid_from)}起"
    return first if row.valid_to is None else f"{first}至{chinese_day(row.valid_to)}"


def _facts(entitlement: Entitlement) -> Iterator[str]:
    for code, fact in FACTS.items():
        if code in entitlement.reads:
            papers = f"：{'、'.join(fact.documents)}" if fact.documents else ""
            yield f"· {fact.term}{papers}"


def _document(document: Document | str) -> str:
    if isinstance(document, str):
        return document
    return document.name if document.only_if is None else f"{document.name}（{words(document.only_if)}的）"


def _step(step: Step) -> str:
    within = ""
    if step.days is not None:
        within = f"，{step.since}{step.days}{'个工作日' if step.working else '日'}"
        within += "以内" if step.working else ""
    note = f"。{step.note}" if step.note else ""
    return f"{step.name}（{step.actor}）{within}{note}（{step.article}）"
