"""The people of the calculator: so many of one sort, without names. What is asked of them is what the sums read."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from employers.incentive_words import standing
from employers.incentives import values
from employers.incentives.case import SURCHARGES, Case, Insurance, Payable, Status, Tax
from employers.incentives.case import Hire as Person
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Incentive
from employers.incentives.months import Month, Period
from employers.typed_fields import Typed, YesNo
from ui.widgets import Amount, Measured

MOST = 200
NONE_OF_THEM = "none"
TERMS = {"half": "不满一年", "1": "一年", "2": "两年", "3": "三年", "open": "无固定期限", "": "不清楚"}
CONTRACT = {"contract_from", "contract_until", "open_ended", "insured_months", "insured"}
# How surcharges are reckoned where their amounts are not typed.
RATES = {"urban_rate", "education_rate", "local_education_rate"}
INSURED = {"insured_months", "insured"}
# Asked by default of who reads contributions without saying which.
PAID = (Insurance.PENSION, Insurance.MEDICAL, Insurance.UNEMPLOYMENT)


@dataclass(frozen=True, slots=True)
class Reads:
    """What the sums ask of a case of which nothing is known, as paths into it."""

    paths: frozenset[str]

    @property
    def of_hires(self) -> frozenset[str]:
        return frozenset(path.partition("].")[2] for path in self.paths if path.startswith("hires["))

    @property
    def people(self) -> bool:
        return "hires" in self.paths or bool(self.of_hires)

    @property
    def statuses(self) -> list[Status]:
        return [status for status in Status if f"statuses.{status}" in self.of_hires]

    @property
    def contributions(self) -> list[Insurance]:
        named = [one for one in Insurance if f"contributions.{one}" in self.of_hires]
        return named or (list(PAID) if "contributions" in self.of_hires else [])

    @property
    def taxes(self) -> list[Tax]:
        return [tax for tax in Tax if f"taxes.{tax}" in self.paths]


def reads(incentive: Incentive, region: str, on: date) -> Reads:
    """Of nobody, and of somebody of whom nothing is known; one that has ended is asked as on its last day."""
    held = standing(incentive, on)
    day = held.until if held.ended and held.until else on
    nobody = Case(id="", incentive=incentive.code, on=day, region=region)
    blank = Person(key="1", months_used=None, hired_before=None)
    somebody = replace(nobody, hires=(blank,))
    # What comes after the surcharges is asked only beside a tax that is known.
    span = Period(Month(day.year, 1), Month(day.year, 12))
    vat, *others = (Payable(tax, span, Decimal(tax is Tax.VAT)) for tax in (Tax.VAT, *SURCHARGES))
    cases = (nobody, somebody, replace(somebody, taxes=(vat,)), replace(somebody, taxes=(vat, *others)))
    paths = {path for case in cases for path in evaluate(case).missing}
    if RATES & {fact.code for fact in incentive.facts}:
        paths |= {f"taxes.{tax}" for tax in SURCHARGES}
    return Reads(frozenset(paths))


def people_fields(asked: Reads, index: int, year: int) -> dict[str, forms.Field]:
    """The fields of one sort of people, by their names without the number of the sort. They begin with the most common
    answer: one person, for the whole year."""
    return dict(_usual(asked, index, year)) | dict(_more(asked))


def _usual(asked: Reads, index: int, year: int) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "many",
        forms.IntegerField(
            label="几个人",
            required=False,
            min_value=0,
            max_value=MOST,
            initial=None if index else 1,
            widget=Measured("人", {"inputmode": "numeric"}),
        ),
    )
    if asked.statuses:
        choices = [("", "不清楚"), *((one.value, one.label) for one in asked.statuses), (NONE_OF_THEM, "都没有")]
        yield "status", forms.ChoiceField(label="持有哪种证明", required=False, choices=choices)
    if asked.of_hires & CONTRACT:
        yield "from", forms.DateField(label="合同从哪天开始", required=False, initial=date(year, 1, 1))
        yield "term", forms.ChoiceField(label="合同签多久", required=False, choices=list(TERMS.items()), initial="1")
    if asked.of_hires & INSURED:
        widget = Measured("个月", {"inputmode": "numeric"})
        yield (
            "insured",
            forms.IntegerField(
                label="这一年参保几个月", required=False, min_value=0, max_value=12, initial=12, widget=widget
            ),
        )


def _more(asked: Reads) -> Iterator[tuple[str, forms.Field]]:
    for one in asked.contributions:
        yield f"paid-{one}", _monthly(f"单位每月缴{one.label}")
    if "wage" in asked.of_hires:
        yield "wage", _monthly("每月工资")
    if "months_used" in asked.of_hires:
        widget = Measured("个月", {"inputmode": "numeric"})
        yield (
            "used",
            forms.IntegerField(
                label="以前已享受几个月", required=False, min_value=0, max_value=36, initial=0, widget=widget
            ),
        )
    if "dispatched" in asked.of_hires:
        yield "dispatched", YesNo(label="是劳务派遣用工吗", initial="no")
    if "hired_before" in asked.of_hires:
        yield "before", YesNo(label="本单位以前为他们申领过吗", initial="no")
    if "retires_on" in asked.of_hires:
        yield "retires", forms.DateField(label="哪天到退休年龄", required=False)
    if "first_claimed_on" in asked.of_hires:
        yield "claimed", forms.DateField(label="第一次申领是哪天", required=False)


def _monthly(label: str) -> Typed:
    return Typed(lambda text: values.amount(text, "元/月"), label=label, widget=Amount("元/月"))


def person(key: str, given: Mapping[str, Any], asked: Reads, year: int) -> Person:
    """One of a sort; ``given`` by the names of ``people_fields``."""
    since, term = given.get("from"), given.get("term") or ""
    return Person(
        key=key,
        statuses=_statuses(given.get("status") or "", asked),
        contract_from=since,
        contract_until=last_day(since, term),
        open_ended=None if not term else term == "open",
        insured=insured(given.get("insured"), since, year),
        contributions={one: paid for one in Insurance if (paid := given.get(f"paid-{one}")) is not None} or None,
        wage=given.get("wage"),
        months_used=given.get("used", 0),
        retires_on=given.get("retires"),
        dispatched=given.get("dispatched"),
        hired_before=given.get("before", False),
        first_claimed_on=given.get("claimed"),
    )


def _statuses(chosen: str, asked: Reads) -> dict[Status, bool]:
    """Who shows one paper was not asked for the others; 都没有 says no to all."""
    if chosen == NONE_OF_THEM:
        return dict.fromkeys(asked.statuses, False)
    return {Status(chosen): True} if chosen else {}


def last_day(since: date | None, term: str) -> date | None:
    """The last day of a contract of so many whole years; of one that is too short, half a year on."""
    if since is None or term in ("", "open"):
        return None
    later = Month.of(since).plus(6 if term == "half" else 12 * int(term))
    day = min(since.day, calendar.monthrange(*later)[1])
    return date.fromordinal(date(*later, day).toordinal() - 1)


def insured(many: int | None, since: date | None, year: int) -> frozenset[Month] | None:
    """So many months of the year, from the contract's first month on, or from January."""
    if many is None:
        return None
    first = max(Month(year, 1), Month.of(since)) if since else Month(year, 1)
    return frozenset(month for n in range(many) if (month := first.plus(n)).year == year)
