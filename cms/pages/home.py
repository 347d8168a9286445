"""主页: what one hire brings, worked out from the declaration for the place in which the platform is at home."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from cms.models import CalculatorPage
from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.key_groups import HIRE
from employers.incentives.evaluate import evaluate
from employers.incentives.months import Month, months_between
from employers.public import places
from law.terms import chinese_day
from ui.templatetags.ui import money


@dataclass(frozen=True, slots=True)
class Offer:
    """An example as a slip of paper shows it. ``ended``: the policy is not in force, and ``note`` alone is told."""

    title: str
    rows: tuple[tuple[str, str], ...]
    total_label: str
    total: str
    note: str
    href: str
    ended: bool = False
    unit: str = "元"


def offer(today: date | None = None) -> Offer | None:
    """None while there is no calculator on the site. Three queries."""
    calculator = CalculatorPage.objects.live().first()
    if calculator is None:
        return None
    return made_of(today or timezone.localdate(), places.home(), f"{calculator.url}{HIRE.code}/")


def made_of(today: date, region: str, href: str) -> Offer:
    """For somebody registered as unemployed for half a year, hired in January and insured ever since."""
    title = "招用 1 名登记失业半年以上的人员"
    version = HIRE.versions.at(today)
    if version is None or version.valid_to is None:
        until = HIRE.versions.values[-1].valid_to
        told = f"这项政策执行到{chinese_day(until)}，" if until else ""
        note = f"{told}有了新的文件，这里会换成新的算法。别的政策仍然可以算。"
        return Offer(title, (), "", "", note, href, ended=True)

    result = evaluate(_case(today, region))
    person = result.components["hires"][0]
    months = Month.parse(person["window_from"]).months_until(Month.parse(person["window_to"])) + 1
    low, high = result.components["limit_floor"], result.components["limit_ceiling"]
    local = "" if low == high else "当地的定额还在核实，先按国家规定的上下限算。"
    return Offer(
        title=title,
        rows=(
            ("您要做的", "签 1 年以上合同，缴社保"),
            ("每年定额", f"{_between(low, high)} 元"),
            ("最长", f"{months} 个月"),
        ),
        total_label=f"{months} 个月一共可以少缴税费",
        total=_between(low * months / 12, high * months / 12),
        note=f"以企业实际应缴的税费为限。{local}依据{version.source}，执行到{chinese_day(version.valid_to)}。",
        href=href,
    )


def _case(today: date, region: str) -> Case:
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    hire = Hire(
        key="1",
        statuses={Status.UNEMPLOYED_HALF_YEAR: True},
        contract_from=first,
        contract_until=date(today.year + 3, 12, 31),
        insured=months_between(first, last),
    )
    return Case(id="", incentive=HIRE.code, on=last, region=region, hires=(hire,))


def _between(low: Decimal, high: Decimal) -> str:
    return money(low) if low == high else f"{money(low)}—{money(high)}"
