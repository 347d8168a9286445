"""Expressions as Chinese text: the same words on the page of a rule and in the reason of a case."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, singledispatch

from law.money import yuan
from law.terms import chinese_day
from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.fact import DerivedFlag, DerivedNumber, Fact, Quantity
from welfare.rules.ranges import Range
from welfare.rules.standards import Mode, Standard

NEGATIVE = {"有": "没有", "已": "未", "在": "不在", "正在": "不在", "参加": "没有参加", "被": "没有被"}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
COMPARED = {"<": "低于", "<=": "不超过", ">": "高于", ">=": "不低于"}


@lru_cache(maxsize=8192)
def words(expression: ex.Expression) -> str:
    """The expression in plain Chinese, without the numbers of a case."""
    return _words(expression)


@singledispatch
def _words(expression: ex.Expression) -> str:
    raise TypeError(f"no words for {type(expression).__name__}")


@_words.register
def _(fact: Fact) -> str:
    return fact.term


@_words.register(DerivedFlag)
@_words.register(DerivedNumber)
def _(derived: DerivedFlag | DerivedNumber) -> str:
    return derived.fact.term


@_words.register(Standard)
@_words.register(Mode)
def _(standard: Standard | Mode) -> str:
    return standard.term


@_words.register
def _(constant: ex.Constant) -> str:
    return plain(constant.value)


@_words.register
def _(per_head: over.PerHead) -> str:
    return _multiple(per_head.factor, per_head.stated.term)


@_words.register(ex.Compare)
@_words.register(over.PerHeadCompared)
def _(compared: ex.Compare | over.PerHeadCompared) -> str:
    right = words(compared.right)
    if isinstance(compared.right, ex.Constant):
        right = f"{right} {unit(compared.left)}".rstrip()
    return f"{words(compared.left)}{COMPARED[compared.operator]}{_spaced(right)}"


@_words.register
def _(joined: ex.AllOf) -> str:
    return "；".join(_grouped(one) for one in joined.of)


@_words.register
def _(joined: ex.AnyOf) -> str:
    return "，或者".join(_grouped(one) for one in joined.of)


@_words.register
def _(negated: ex.Not) -> str:
    of = negated.of
    if isinstance(of, ex.Compare | over.PerHeadCompared):
        return words(replace(of, operator=OPPOSITE[of.operator]))
    text = words(of)
    if isinstance(of, ex.OneOf):
        return text.replace("为", "不为", 1)
    if isinstance(of, ex.OnOrAfter):
        return f"{text.removesuffix('及以后')}以前"
    if isinstance(of, ex.HasCome | ex.Recorded):
        return text.replace("已", "未")
    for start, negative in NEGATIVE.items():
        if text.startswith(start) and not isinstance(of, ex.AllOf | ex.AnyOf):
            return negative + text.removeprefix(start)
    return f"不属于“{text}”"


@_words.register
def _(clause: ex.Clause) -> str:
    return clause.text or words(clause.of)


@_words.register
def _(some_member: over.SomeMember) -> str:
    return f"{'每名' if some_member.every else '至少一名'}家庭成员：{words(some_member.of)}"


@_words.register
def _(named: ex.Named) -> str:
    return named.text


@_words.register
def _(recorded: ex.Recorded) -> str:
    return f"{words(recorded.of)}{'已有规定' if isinstance(recorded.of, Standard | Mode) else '已填写'}"


@_words.register
def _(one_of: ex.OneOf) -> str:
    options = one_of.options
    if isinstance(one_of.of, Mode):
        options = tuple(one_of.of.options[option] for option in options)
    return f"{words(one_of.of)}为{'、'.join(options)}"


@_words.register
def _(compared: ex.OnOrAfter) -> str:
    return f"{words(compared.of)}在{chinese_day(compared.day)}及以后"


@_words.register
def _(compared: ex.HasCome) -> str:
    return f"{words(compared.of)}已到"


@_words.register
def _(readings: ex.Readings) -> str:
    return readings.question


@_words.register
def _(rule: ex.Rule) -> str:
    return rule.text


@_words.register
def _(added: ex.Sum) -> str:
    text = words(added.terms[0])
    for term in added.terms[1:]:
        if isinstance(term, ex.Scaled) and term.factor == -1:
            text += f" − {_factor(term.of)}"
        else:
            text += f" ＋ {words(term)}"
    return text


@_words.register
def _(scaled: ex.Scaled) -> str:
    return _multiple(scaled.factor, _factor(scaled.of))


@_words.register
def _(product: ex.Product) -> str:
    return f"{_factor(product.value)} × {_factor(product.by)}"


@_words.register
def _(extreme: ex.Extreme) -> str:
    of = "、".join(words(one) for one in extreme.of)
    return f"{of}中{'最高' if extreme.greatest else '最低'}的一项"


@_words.register
def _(rounded: ex.Rounded) -> str:
    return (
        f"{_factor(rounded.of)}（{'进' if rounded.up else '四舍五入'}到{STEPS.get(rounded.step, plain(rounded.step))}）"
    )


STEPS = {Decimal(1): "元", Decimal("0.1"): "角", Decimal("0.01"): "分", Decimal(10): "十元"}


@_words.register
def _(choice: ex.When) -> str:
    text = f"{words(choice.condition)}的，{words(choice.then)}"
    if isinstance(choice.otherwise, ex.Constant) and choice.otherwise.value == 0:
        return text
    return f"{text}；否则{words(choice.otherwise)}"


@_words.register
def _(total: over.Total) -> str:
    if isinstance(total.of, ex.Constant) and total.of.value == 1:
        return f"{words(total.where)}的人数"
    return f"{words(total.where)}的人员，{words(total.of)}合计"


@_words.register
def _(shortfall: over.Shortfall) -> str:
    of = shortfall.per_head
    return f"（{words(shortfall.line)} − {words(of)}）× {words(of.heads)}"


@_words.register
def _(elapsed: ex.Elapsed) -> str:
    return "周岁" if elapsed.of.code == "birth_date" else f"{words(elapsed.of)}以来"  # type: ignore[attr-defined]


@lru_cache(maxsize=8192)
def unit(expression: ex.Expression) -> str:
    """The unit that a number is printed with, empty where it has none."""
    if isinstance(expression, Quantity | Standard):
        return expression.unit
    if isinstance(expression, DerivedNumber):
        return expression.fact.unit
    if isinstance(expression, over.PerHead):
        return expression.stated.unit
    if isinstance(expression, ex.Elapsed):
        return "岁" if expression.unit == "years" else "个月"
    if isinstance(expression, over.Total) and isinstance(expression.of, ex.Constant):
        return "人"
    if isinstance(expression, over.Shortfall):
        return unit(expression.line)
    if isinstance(expression, ex.Product) and {unit(expression.value), unit(expression.by)} == {"个月", "元/月"}:
        return "元"  # so many months of a sum a month
    units = [unit(part) for part in expression.parts if isinstance(part, ex.Number | over.PerHead)]
    # A number of times an amount of money is money.
    return next((one for one in units if one.startswith("元")), next(filter(None, units), ""))


def amount_words(expression: ex.Expression, amount: Range) -> str:
    """家庭月人均收入 594 元/月; 594 元/月至 650 元/月 or 待核实 while it is open."""
    if isinstance(expression, ex.Constant):
        return plain(expression.value)
    return f"{words(expression)} {range_words(amount, unit(expression))}"


def range_words(amount: Range, measure: str) -> str:
    if amount.value is not None:
        return _with_unit(amount.value, measure)
    if amount.lo is None and amount.hi is None:
        return "待核实"
    if amount.hi is None:
        assert amount.lo is not None
        return f"不少于 {_with_unit(amount.lo, measure)}" if amount.lo else "待核实"
    if amount.lo is None:
        return f"不超过 {_with_unit(amount.hi, measure)}"
    return f"{_with_unit(amount.lo, measure)}至 {_with_unit(amount.hi, measure)}"


def plain(value: Decimal) -> str:
    """Without needless zeros: 1.5, 24, 1,200."""
    return f"{value.normalize():,f}"


def _with_unit(value: Decimal, measure: str) -> str:
    if measure.startswith("元"):
        return yuan(value) + measure[1:]
    return f"{plain(value)} {measure}".rstrip()


def _multiple(factor: Decimal, text: str) -> str:
    return text if factor == 1 else f"{text}的 {plain(factor)} 倍"


def _factor(expression: ex.Expression) -> str:
    text = words(expression)
    return f"（{text}）" if isinstance(expression, ex.Sum | ex.When) else text


def _grouped(condition: ex.Expression) -> str:
    text = words(condition)
    return f"（{text}）" if isinstance(condition, ex.AllOf | ex.AnyOf) else text


def _spaced(text: str) -> str:
    return f" {text}" if text[:1].isdigit() else text
