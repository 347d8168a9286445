"""净收入 in words and in places of a drawing: one sentence, the pieces as rows, 渐退期 by month, what is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import groupby, pairwise
from typing import Any

from django.urls import reverse

from law.money import round_yuan, yuan
from welfare.catalogue.table import BY_CODE
from welfare.desk.lookout import Lookout, is_recordable
from welfare.desk.shown import fact_href
from welfare.earner import Curve, Earner, in_yuan
from welfare.month import Band, GraceMonth, Month, Piece
from welfare.net_income import CASH, FEN
from welfare.rules.assess import Missing

SHORT = {"minimum_living": "低保", "destitute_support": "特困供养金"}
"""What people call it, where that is not its name."""


def bare(amount: Decimal) -> str:
    """4,200, where the unit stands elsewhere."""
    return yuan(amount).removesuffix(" 元")


def short_name(code: str) -> str:
    return SHORT.get(code, BY_CODE[code].name)


# One sentence ---------------------------------------------------------------------------------------------------------


def sentence(earner: Earner, wage: Decimal, whose: str = "") -> str:
    """每月挣 3,200 元，全家到手 3,900 元，比现在多 1,180 元；低保停发，渐退期最多 6 个月。

    ``whose``: a name, where it is not the client's own wage. Only for a wage at which the month can be said.
    """
    then, now = earner.at(wage), earner.now
    assert then is not None
    parts = [f"{whose}每月挣 {yuan(wage)}", f"全家到手 {yuan(in_yuan(then.total))}"]
    if compared := compared_words(earner, wage):
        parts.append(compared)
    after = [] if now is None else changes(earner, now, then)
    if months := earner.grace(wage):
        after.append(f"渐退期最多 {len(months)} 个月")
    return "，".join(parts) + (f"；{'，'.join(after)}" if after else "") + "。"


def compared_words(earner: Earner, wage: Decimal) -> str:
    """比现在多 1,180 元; 比现在应有的少 164 元 where today's month counts what nobody has applied for."""
    more = earner.more(wage)
    if more is None:
        return ""
    today = "现在应有的" if earner.unclaimed else "现在"
    if more == 0:
        return f"和{today}一样多"
    return f"比{today}{'多' if more > 0 else '少'} {yuan(abs(more))}"


def changes(earner: Earner, now: Month, then: Month) -> list[str]:
    """What becomes of each benefit, in the order of the catalogue."""
    said = []
    for code in (one.code for one in CASH):
        before, after, name = now.benefits.get(code), then.benefits.get(code), short_name(code)
        if code in now.open or code in then.open:
            continue
        if before is not None and after is None:
            said.append(f"{name}停发" if code in earner.received else f"不再符合{name}条件")
        elif before is None and after is not None:
            said.append(f"新增{name} {yuan(in_yuan(after))}")
        elif before is not None and after is not None and in_yuan(before) != in_yuan(after):
            said.append(f"{name}从 {yuan(in_yuan(before))}{'减' if after < before else '增'}到 {yuan(in_yuan(after))}")
    return said


def enough(earner: Earner, curve: Curve, wage: Decimal) -> Decimal | None:
    """The whole-yuan wage above ``wage`` from which the family has what it has today; None where the curve ends first.

    Only where today's month can be said.
    """
    now = earner.now
    assert now is not None
    for piece in curve.pieces:
        if piece.last.wage > wage and piece.last.total >= now.total:
            start = max(piece.first.wage, wage)
            gap = now.total - piece.first.total - (start - piece.first.wage) * piece.slope
            needed = start if gap <= 0 else start + gap / piece.slope
            return needed.quantize(Decimal(1), ROUND_CEILING)
    return None


def band_words(band: Band) -> str:
    """Which wages leave the family with less, and than what."""
    return (
        f"每月挣 {bare(band.first)}–{yuan(band.last)}，全家到手比只挣 {yuan(band.instead)}还少，"
        f"最多少 {yuan(band.loss)}。"
    )


# The curve and its table ----------------------------------------------------------------------------------------------


def drawn(curve: Curve, earner: Earner, wage: Decimal | None) -> dict[str, list[dict[str, Any]]]:
    """The curve as c-curve takes it."""
    pieces: list[dict[str, Any]] = [
        {"x1": one.first.wage, "y1": one.first.total, "x2": one.last.wage, "y2": one.last.total} for one in curve.pieces
    ]
    for (before, one), (after, other) in pairwise(zip(curve.pieces, pieces, strict=True)):
        # One 分 lies between them. The amount at the round wage is the one that somebody can be paid.
        left_holds = _is_whole(before.last.wage) and not _is_whole(after.first.wage)
        one["open_end"], other["open_start"] = not left_holds, left_holds
    marks = []
    for label, at in (("现在", earner.wage_now), ("这份工作", wage)):
        month = None if at is None else earner.at(at)
        if month is not None and not (label == "现在" and at == wage):
            marks.append({"label": f"{label} {bare(month.wage)}", "x": month.wage, "y": month.total})
    return {
        "pieces": pieces,
        "marks": marks,
        "bands": [{"x1": one.first, "x2": one.last, "level": _level(curve, one)} for one in curve.worse],
    }


def _is_whole(wage: Decimal) -> bool:
    return wage == wage.to_integral_value()


def _level(curve: Curve, band: Band) -> Decimal:
    """What the family had before the band."""
    return next(piece.last.total for piece in curve.pieces if piece.last.wage == band.instead)


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of the curve as a row of the table. ``here``: whose wage lies in it: 现在, 这份工作."""

    wages: str
    first: Decimal
    last: Decimal
    benefits: list[str]
    slope: str
    worse: bool
    here: list[str]


def rows(curve: Curve, earner: Earner, wage: Decimal | None) -> list[Row]:
    """A row for each piece; one that begins with less than before is parted where the family has caught up."""
    places = (("现在", earner.wage_now), ("这份工作", wage))
    return [
        Row(
            wages=_wages(piece),
            first=round_yuan(piece.first.total),
            last=round_yuan(piece.last.total),
            benefits=_benefits(piece),
            slope=_slope(piece),
            worse=any(band.first <= piece.first.wage <= band.last for band in curve.worse),
            here=[label for label, at in places if at is not None and piece.first.wage <= at <= piece.last.wage],
        )
        for whole in curve.pieces
        for piece in _parted(whole, curve.worse, earner)
    ]


def _parted(piece: Piece, bands: Iterable[Band], earner: Earner) -> Iterator[Piece]:
    for band in bands:
        after = earner.at(band.last + FEN) if piece.first.wage <= band.last < piece.last.wage else None
        last = earner.at(band.last)
        if after is not None and last is not None:
            yield Piece(piece.first, last)
            piece = Piece(after, piece.last)
    yield piece


def _wages(piece: Piece) -> str:
    last = yuan(piece.last.wage)
    return last if piece.first.wage == piece.last.wage else f"{bare(piece.first.wage)}–{last}"


def _benefits(piece: Piece) -> list[str]:
    """低保 2,343.50 → 163.51 元, from the first wage of the piece to its last."""
    said = []
    for code, first in piece.first.benefits.items():
        last = piece.last.benefits[code]
        before = "" if first == last else f"{bare(first)} → "
        said.append(f"{short_name(code)} {before}{yuan(last)}")
    return said


def _slope(piece: Piece) -> str:
    """What a hundred yuan more of wage bring home."""
    if piece.first.wage == piece.last.wage:
        return "—"
    more = round_yuan(piece.slope * 100)
    return "到手不变" if more == 0 else f"到手{'多' if more > 0 else '少'} {yuan(abs(more))}"


# Beside it ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GraceRow:
    """Months of 渐退期 that are alike. ``amount`` None: the place has not said how much."""

    months: str
    amount: Decimal | None
    most: Decimal
    together: Decimal | None
    together_most: Decimal


def grace_rows(months: Iterable[GraceMonth], then: Month) -> list[GraceRow]:
    """Month by month; those that follow each other with the same sum in one row."""
    rows = []
    for (amount, most), alike in groupby(months, key=lambda one: (one.amount, one.most)):
        numbers = [one.month for one in alike]
        rows.append(
            GraceRow(
                f"第 {numbers[0]} 个月" if len(numbers) == 1 else f"第 {numbers[0]} 到第 {numbers[-1]} 个月，每月",
                amount,
                most,
                None if amount is None else in_yuan(then.total + amount),
                in_yuan(then.total + most),
            )
        )
    return rows


def unclaimed(earner: Earner) -> list[str]:
    """低保 363.50 元: counted in today's month, and received by nobody."""
    return [f"{short_name(code)} {yuan(in_yuan(amount))}" for code, amount in earner.unclaimed.items()]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A benefit that is not in the sums because it is open, and the questions that would settle it."""

    name: str
    asks: list[tuple[str, str]]


def left_out(seen: Lookout, month: Month | None) -> list[LeftOut]:
    open_ones = {} if month is None else month.open
    return [
        LeftOut(short_name(code), open_questions(seen, missing))
        for code, missing in open_ones.items()
        if seen.shows(code)
    ]


def open_questions(seen: Lookout, missing: Iterable[str]) -> list[tuple[str, str]]:
    """(what, where it is answered) for everything missing; the address is empty where nobody at this desk can."""
    asked = []
    order = ["", *seen.names]
    for one in sorted((Missing.of(key) for key in missing), key=lambda one: (order.index(one.member or ""), one.key)):
        if one.kind == "members":
            asked.append(("家里有谁一起生活", reverse("welfare:members", args=(seen.client.pk,))))
        elif one.kind != "fact":
            asked.append((one.text, ""))
        elif seen.shows(one.code):
            who = seen.names.get(one.member or "", "")
            href = fact_href(seen.client.pk, one.code, one.member) if is_recordable(one) else ""
            asked.append((f"{who}的{one.text}" if who else one.text, href))
    return asked
