"""What a declared policy says on a day, line by line: to be kept with a page, and compared when the rules change.

Only what the declaration and its numbers say stands here, nothing that moves with the calendar by itself: the lines of
two days differ only where a rule, a number or its review began or ended between them.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cms.declared import Declared, Kind, declared
from cms.pages.incentives import conditions
from employers.public import incentives
from law.terms import chinese_day
from welfare.public import page as assistance
from welfare.rules.standards import Book

NAME, STATE, REVIEW, OVERDUE = "名称：", "执行情况：", "复核：", "，已经过期"
"""How lines begin that somebody looks for; REVIEW is nothing that a visitor need know of an old page."""


def lines(kind: str, code: str, regions: Iterable[str], as_of: date, book: Book | None = None) -> list[str]:
    """What the policy says on a day in these places, one thing a line; a query for each place.

    ``book``: the standards, where somebody has read them already. [] for what is declared no more.
    """
    one = declared(kind, code, as_of)
    if one is None:
        return []
    found: dict[str, None] = {f"{NAME}{one.name}": None, f"{STATE}{one.state}": None, f"说明：{one.summary}": None}
    for region in dict.fromkeys(regions):
        of_place = _of_incentive(one, region) if kind == Kind.INCENTIVE else _of_entitlement(one, region, book)
        found |= dict.fromkeys(of_place)
    return list(found)


def _of_incentive(one: Declared, region: str) -> Iterator[str]:
    policy = incentives.page(one.code, region, one.as_of)
    if policy is None:
        return
    held = policy.incentive.versions.at(policy.day) or policy.versions[0]
    yield f"期限：{chinese_day(held.valid_from)}起{f'，到{chinese_day(held.valid_to)}为止' if held.valid_to else ''}"
    yield f"依据：{held.source.full}"
    for text, parts, _ in conditions(policy):
        yield f"条件：{'；'.join((text, *parts))}"
    for number in policy.numbers:
        source = f"（{number.source.full}）" if number.source else ""
        yield f"数字：{number.text} {number.words}{source}"
    for paper in policy.papers:
        yield f"材料：{paper.name}（{paper.issuer}，{paper.when}）"
    for other in policy.others:
        yield f"不能同时享受：{other.name}"
    yield f"{REVIEW}{_reviewed(policy.review_by, policy.is_overdue)}"


def _of_entitlement(one: Declared, region: str, book: Book | None) -> Iterator[str]:
    page = assistance.page(one.code, region, one.as_of, book)
    yield f"期限：{page.force}"
    for condition in page.conditions:
        yield f"条件：{'；'.join((condition.text, *condition.parts))}"
    yield f"数额：{page.how_much}"
    for number in page.sums:
        yield f"数字：{' '.join(filter(None, (number.label, number.who, number.text, number.span)))}"
    for paper in page.papers:
        yield f"材料：{paper.name}{f'（{paper.when}）' if paper.when else ''}"
    for stage in page.stages:
        yield f"步骤：{'，'.join(filter(None, (stage.what, stage.who, stage.within)))}"
    for source in page.sources:
        yield f"依据：{source.full}"
    if page.review_by:
        yield f"{REVIEW}{_reviewed(page.review_by, page.is_past_review)}"


def _reviewed(day: date, overdue: bool) -> str:
    return f"应在{chinese_day(day)}前复核{OVERDUE if overdue else ''}"
