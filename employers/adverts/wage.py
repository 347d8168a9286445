"""Wages as advertised, brought to 元/月 with the stated text kept.

    read_wage("4-8千/月")      4000 to 8000, month
    read_wage("10-15万/年")    8333.33 to 12500.00, year / 12
    read_wage("100元/天")      2175.00, day × 21.75
    read_wage("15元/时")       2610.00, hour × 8 × 21.75
    read_wage("6千-1.2万")     6000 to 12000
    read_wage("4-8K·13薪")     4000 to 8000, thirteen times a year (the month is not raised)
    read_wage("3000以上")      3000 and no upper end
    read_wage("面议")          no number, negotiable

Conversions: 21.75 paid days a month and 174 hours (8 × 21.75) under 关于职工全年月平均工作时间和工资折算问题的通知
(劳社部发〔2008〕3号); a year is 12 months; a week is 52/12 of a month. Piece rates are not converted: how many
pieces a person makes is not in the advertisement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from employers.adverts.clauses import clauses, excerpt, plain

PAID_DAYS_A_MONTH = Decimal("21.75")
HOURS_A_DAY = Decimal(8)
FEN = Decimal("0.01")
# Below and above these 元/月 a converted figure is a slip of the pen, not a wage.
LEAST_CREDIBLE = Decimal(300)
MOST_CREDIBLE = Decimal(300_000)


class Basis(StrEnum):
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    YEAR = "year"
    WEEK = "week"
    PIECE = "piece"


_FACTOR = {
    Basis.MONTH: Decimal(1),
    Basis.DAY: PAID_DAYS_A_MONTH,
    Basis.HOUR: PAID_DAYS_A_MONTH * HOURS_A_DAY,
    Basis.YEAR: Decimal(1) / 12,
    Basis.WEEK: Decimal(52) / 12,
}
CONVERSIONS = {
    Basis.MONTH: "按月",
    Basis.DAY: "日薪 × 21.75 天",
    Basis.HOUR: "时薪 × 8 小时 × 21.75 天",
    Basis.YEAR: "年薪 ÷ 12 个月",
    Basis.WEEK: "周薪 × 52 ÷ 12",
    Basis.PIECE: "计件，未折算",
}


@dataclass(frozen=True, slots=True)
class Wage:
    """``least`` and ``most`` in 元/月 to the fen, None where the advertisement is silent.

    ``assumed`` says in Chinese what was taken for granted (no period written …), "" if nothing was.
    ``place`` is "cell", "title" or "text": where the figure stood.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    basis: Basis | None = None
    stated: str = ""
    conversion: str = ""
    negotiable: bool = False
    base_only: bool = False
    payments_a_year: int | None = None
    assumed: str = ""
    place: str = "cell"

    @property
    def known(self) -> bool:
        return self.least is not None or self.most is not None


_NUMBER = r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,7}(?:\.\d{1,3})?)(?![\d.]*\d)"
_SCALE = r"万|千|百|[kK]|[wW](?![a-zA-Z])"
_AMOUNT = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<low_scale>{_SCALE})?\s*(?P<yuan0>元|块钱?|RMB)?\s*(?P<low_period>/月|每月)?"
    rf"(?:\s*(?:-|到|至|~)\s*(?P<high>{_NUMBER})\s*(?P<high_scale>{_SCALE})?)?"
    rf"\s*(?:左右|上下)?(?P<open>\+|以上|起|及以上)?(?P<capped>以下|以内|及以下|封顶)?"
    rf"\s*(?P<yuan>元|块钱?|RMB|圆)?(?:人民币)?(?:左右)?(?P<open2>\+|以上|起|及以上)?(?P<capped2>以下|以内|及以下)?"
    rf"\s*[(（]?(?:税前|税后|保底)?[)）]?\s*(?:/|每|一个?|\b)?\s*"
    r"(?P<period>个?月|天|日|小时|时|年(?![终底假会轻龄度])|周(?![末一到至六五内])|"
    r"星期(?![一到至六五])|件|个(?!人|月|班)|单|趟|吨|米|平方?)?\s*(?P<open3>起|以上)?"
)
_PERIODS = {
    "天": Basis.DAY, "日": Basis.DAY, "小时": Basis.HOUR, "时": Basis.HOUR, "年": Basis.YEAR, "周": Basis.WEEK,
    "星期": Basis.WEEK, "月": Basis.MONTH, "个月": Basis.MONTH,
}  # fmt: skip
_PIECES = frozenset({"件", "个", "单", "趟", "吨", "米", "平", "平方"})
_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100}
_PAYMENTS = re.compile(r"(1[2-9]|2\d)\s*薪")
_SPOKEN_PERIOD = (
    (re.compile(r"年薪|年收入|年入"), Basis.YEAR),
    (re.compile(r"日薪|日结|每天|一天|天薪|按天"), Basis.DAY),
    (re.compile(r"时薪|每小时|小时工|钟点工"), Basis.HOUR),
    (re.compile(r"周薪"), Basis.WEEK),
    (re.compile(r"月薪|每月|月入|月收入|月均|月综合|月平均|月工资|底薪|月结"), Basis.MONTH),
)
_NEGOTIABLE = re.compile(r"面议|面谈|详谈|电议|协商")


_SPOKEN = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SPOKEN_THOUSANDS = re.compile(r"([一两二三四五六七八九])([千万])([一二三四五六七八九]?)(?![百十个名人家亩])")


def _in_digits(text: str) -> str:
    """三千五 as 3500, 一万二 as 12000; other numerals are left alone."""

    def figure(hit: re.Match[str]) -> str:
        unit = 1_000 if hit[2] == "千" else 10_000
        return str(_SPOKEN[hit[1]] * unit + _SPOKEN.get(hit[3], 0) * unit // 10)

    return _SPOKEN_THOUSANDS.sub(figure, text)


def read_wage(stated: object) -> Wage:
    """The wage in a table cell. Never raises; a text without a readable figure gives a Wage that is not known."""
    text = plain(stated)
    negotiable = bool(_NEGOTIABLE.search(text))
    for found in _figures(_in_digits(_PAYMENTS.sub("", text)), spoken=text):
        payments = _PAYMENTS.search(text)
        return replace(
            found,
            stated=text,
            negotiable=negotiable,
            payments_a_year=int(payments[1]) if payments else None,
        )
    return Wage(stated=text, negotiable=negotiable)


def _figures(text: str, *, spoken: str) -> Iterator[Wage]:
    """Every credible amount in ``text``; ``spoken`` is where words like 年薪 are looked for."""
    for hit in _AMOUNT.finditer(text):
        wage = _figure(hit, spoken)
        if wage is not None:
            yield wage


def _figure(hit: re.Match[str], spoken: str) -> Wage | None:
    low_scale = (hit["low_scale"] or "").lower()
    high_scale = (hit["high_scale"] or "").lower()
    low = _decimal(hit["low"])
    high = _decimal(hit["high"]) if hit["high"] else None
    if not low_scale and high is not None and high_scale and low < 100:
        low_scale = high_scale  # 4-8千: the unit stands once, for both
    low *= _SCALES.get(low_scale, 1)
    if high is not None:
        if not high_scale and low_scale and high < 100:
            high_scale = low_scale  # 4K-8
        high *= _SCALES.get(high_scale, 1)

    basis, assumed = _basis(hit, spoken, low, scaled=bool(low_scale or high_scale))
    if basis is None:
        return None
    if basis is Basis.PIECE:
        return Wage(basis=basis, stated=hit.group().strip(), conversion=CONVERSIONS[basis])
    open_ended = bool(hit["open"] or hit["open2"] or hit["open3"])
    capped = bool(hit["capped"] or hit["capped2"])
    least: Decimal | None = low
    most: Decimal | None = high
    if high is None and capped:
        least, most = None, low
    elif high is None and not open_ended:
        most = low
    monthly = [None if part is None else _to_fen(part * _FACTOR[basis]) for part in (least, most)]
    for part in monthly:
        if part is not None and not LEAST_CREDIBLE <= part <= MOST_CREDIBLE:
            return None
    if monthly[0] is not None and monthly[1] is not None and monthly[0] > monthly[1]:
        return None
    return Wage(
        monthly[0], monthly[1], basis, hit.group().strip(" (（/"), CONVERSIONS[basis], assumed=assumed
    )  # fmt: skip


def _basis(hit: re.Match[str], spoken: str, low: Decimal, *, scaled: bool) -> tuple[Basis | None, str]:
    word = hit["period"] or ("月" if hit["low_period"] else "")
    if word in _PIECES:
        return Basis.PIECE, ""
    if word in _PERIODS:
        return _PERIODS[word], ""
    for pattern, basis in _SPOKEN_PERIOD:
        if pattern.search(spoken):
            return basis, ""
    if low >= 40_000 and low % 5_000 == 0 and scaled:
        return Basis.MONTH, "没有写是月薪还是年薪，按月薪读，请核对"
    if low >= 800:
        return Basis.MONTH, "没有写按月还是按天，按月薪读"
    return None, ""


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _to_fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, ROUND_HALF_UP)


# Prose ----------------------------------------------------------------------------------------------------------------

_TOTAL = re.compile(
    r"综合|月薪|月入|月收入|月均|工资|薪资|薪酬|薪水|收入|待遇|年薪|日薪|时薪|到手|月工资|"
    r"转正后|实发|每月可?(?:得|拿|挣)|可挣"
)
_BASE = re.compile(r"底薪|基本工资|基本薪|保底|无责|固定工资|基础工资|底资|底新")
_PROBATION = re.compile(r"试用期?|实习期?|培训期|学徒期|见习")
_AT_MOST = re.compile(r"(?:可达|直达|达到|最高|高达|可拿到?|不超过|上限)[:：]?\s*$")
_NO_PROMISE = re.compile(r"(?:低于|增加|提成最[少高低多][为是]?|超过|平均年收入|年底|每满|满)\s*$")
_BASE_AFTER = re.compile(r"^[^,，;；\d]{0,3}(?:底薪|基本工资|基本薪|无责)")
# Above this a monthly figure in prose without a period is a year's income, a turnover or a bait.
_MOST_IN_PROSE = Decimal(60_000)
_NOT_WAGE = re.compile(
    r"补贴|补助|津贴|奖金?(?!金?\+)|餐费|餐补|房补|车补|话补|全勤|工龄|押金|服装费|注册|资产|产值|占地|员工\d|"
    r"罚|报销|费用|保险费|保额|公积金基数|提成\d|佣金|贷款|慰问|红包|客户|元/餐|经费|投资|"
    r"销售额|年营业|营业额|担保|集团"
)
_OVERTIME = re.compile(r"加班|约合|相当于|绩效\W*$")
# 50 元 a day and less is meal money.
_LEAST_A_DAY = 50 * PAID_DAYS_A_MONTH
_CUE_SPAN = 16


def find_wage(title: str, text: str) -> Wage:
    """The wage that title and prose state, or a Wage that is not known.

    What a person can expect altogether is preferred to a base wage, and the time after probation to the time in it;
    a base wage alone is kept as ``least`` with ``base_only``, because commission on top of it is not promised.
    """
    for clause in clauses(title):
        for rank, wage in sorted(_in_clause(_PAYMENTS.sub("", clause), title=True), key=lambda item: item[0]):
            base = rank == _RANK_BASE
            return replace(wage, most=None if base else wage.most, place="title", base_only=base)
    ranked: list[tuple[int, int, Wage]] = []
    for order, clause in enumerate(clauses(text)):
        ranked.extend((rank, order, wage) for rank, wage in _in_clause(clause))
    if not ranked:
        return Wage(negotiable=bool(_NEGOTIABLE.search(text)), place="text")
    rank, _, best = min(ranked, key=lambda item: item[:2])
    bases = [wage.least for kind, _, wage in ranked if kind == _RANK_BASE and wage.least is not None]
    if best.least is None and bases and best.most is not None and bases[0] <= best.most:
        best = replace(best, least=bases[0])  # 底薪2500，最高可达5000: one wage said in two places
    if rank == _RANK_BASE:
        best = replace(best, most=None, base_only=True)
    return replace(best, place="text", negotiable=False)


_RANK_TOTAL, _RANK_BASE, _RANK_PROBATION = 0, 1, 2


def _in_clause(clause: str, *, title: bool = False) -> Iterator[tuple[int, Wage]]:
    for hit in _AMOUNT.finditer(clause := _in_digits(clause)):
        before = clause[max(0, hit.start() - _CUE_SPAN) : hit.start()]
        wage = _figure(hit, before)
        if wage is None or not wage.known:
            continue
        nearest = before + hit.group()
        cue = _TOTAL.search(before) or _BASE.search(before)
        money = hit["yuan"] or hit["yuan0"] or hit["low_scale"] or hit["high_scale"]
        explicit = money and (title or hit["period"] in _PERIODS)
        if not (cue or explicit) or (hit["period"] in _PERIODS and not money and "/" not in hit.group()):
            continue
        if _NO_PROMISE.search(before) or (wage.least or Decimal(0)) > _MOST_IN_PROSE:
            continue
        if wage.basis is Basis.DAY and (wage.most or wage.least or Decimal(0)) < _LEAST_A_DAY:
            continue
        if (
            _NOT_WAGE.search(before[-8:])
            or _OVERTIME.search(before)
            or _NOT_WAGE.match(clause[hit.end() : hit.end() + 4].lstrip("的元+ "))
        ):
            continue
        wage = replace(wage, stated=excerpt(clause))
        if _PROBATION.search(before) and "转正" not in before and "过后" not in before and "结束" not in before:
            yield _RANK_PROBATION, wage
        elif _last_is_base(nearest) or _BASE_AFTER.match(clause[hit.end() :]):
            yield _RANK_BASE, wage
        elif _AT_MOST.search(before) and wage.least == wage.most:
            yield _RANK_TOTAL, replace(wage, least=None)
        else:
            yield _RANK_TOTAL, wage


def _last_is_base(before: str) -> bool:
    base = [hit.start() for hit in _BASE.finditer(before)]
    total = [hit.start() for hit in _TOTAL.finditer(before) if not _BASE.match(before, max(0, hit.start() - 2))]
    return bool(base) and (not total or base[-1] >= total[-1])
