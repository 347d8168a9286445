"""What is declared, of both wings, as pages and blocks name it: which policies there are, how they stand on a day.

A policy is named by its key, ``incentive:key_group_hire`` or ``assistance:minimum_living``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import models

from employers.incentive_words import standing
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.public import incentives, places
from law.terms import chinese_day
from people.models import Region
from welfare.public import page as assistance
from welfare.public.about import ABOUT
from welfare.public.which import BY_CODE, PUBLIC
from welfare.rules.standards import Book


class Kind(models.TextChoices):
    """In which catalogue it stands."""

    INCENTIVE = "incentive", "扶持政策"
    ASSISTANCE = "assistance", "救助政策"


@dataclass(frozen=True, slots=True)
class Declared:
    """One policy on one day.

    family     the heading under which editors find it
    review_by  the first day on which something of it must have been looked at again; None where nothing is dated
    """

    kind: Kind
    code: str
    name: str
    family: str
    summary: str
    ended_on: date | None
    begun: bool
    review_by: date | None
    as_of: date

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.code}"

    @property
    def ended(self) -> bool:
        """The day on which it ended is the last on which it held."""
        return self.ended_on is not None and self.ended_on < self.as_of

    @property
    def is_overdue(self) -> bool:
        return self.review_by is not None and self.review_by <= self.as_of

    @property
    def state(self) -> str:
        """执行中, 已于2025年12月31日停止执行, 还没开始."""
        if self.ended and self.ended_on:
            return f"已于{chinese_day(self.ended_on)}停止执行"
        return "执行中" if self.begun else "还没开始"


def every() -> Iterator[tuple[Kind, str, str]]:
    """Kind, code and name of each policy that may stand in public, in the order of the catalogues."""
    yield from ((Kind.INCENTIVE, one.code, one.name) for one in INCENTIVES)
    yield from ((Kind.ASSISTANCE, one.code, one.name) for one in PUBLIC)


def key_of(kind: str, code: str) -> str:
    return f"{kind}:{code}"


def parted(key: str) -> tuple[str, str]:
    """Kind and code of a key."""
    kind, _, code = key.partition(":")
    return kind, code


def is_declared(kind: str, code: str) -> bool:
    return code in (CATALOGUE if kind == Kind.INCENTIVE else BY_CODE)


def declared(kind: str, code: str, as_of: date) -> Declared | None:
    """The policy on that day; None for one that is declared no more. No query."""
    if not is_declared(kind, code):
        return None
    if kind == Kind.INCENTIVE:
        one = CATALOGUE[code]
        held = standing(one, as_of)
        version = one.versions.at(as_of) or one.versions.values[-1]
        begun = any(dated.valid_from <= as_of for dated in one.versions.values)
        return Declared(
            Kind.INCENTIVE, code, one.name, one.family.label, one.summary, held.until, begun, version.review_by, as_of
        )
    aid, about = BY_CODE[code], ABOUT[code]
    return Declared(
        Kind.ASSISTANCE, code, aid.name, Kind.ASSISTANCE.label, about.what, aid.ended,
        aid.in_force <= as_of, None, as_of,
    )  # fmt: skip


def fingerprint(kind: str, code: str, book: Book | None = None) -> str:
    """Changes when anything that is declared of it changes. Of an entitlement it costs a query without a ``book``."""
    return incentives.fingerprint(code) if kind == Kind.INCENTIVE else assistance.fingerprint(code, book)


# By which names people call them --------------------------------------------------------------------------------------

ALSO: dict[str, tuple[str, ...]] = {
    "incentive:key_group_hire": ("重点群体抵减", "重点群体税费抵减", "招用重点群体"),
    "incentive:key_group_self_employed": ("重点群体创业抵减",),
    "incentive:six_taxes_two_fees": ("六税两费",),
    "incentive:small_profit_corporate": ("小型微利企业所得税", "小微企业所得税"),
    "incentive:disabled_vat_refund": ("残疾人增值税退税", "增值税即征即退"),
    "incentive:disabled_wage_deduction": ("残疾人工资加计扣除",),
    "incentive:disability_levy": ("残疾人就业保障金", "残保金"),
    "incentive:charitable_donation": ("公益捐赠扣除",),
    "incentive:social_insurance_subsidy": ("社会保险补贴", "社保补贴"),
    "incentive:public_welfare_post_subsidy": ("公益岗补贴",),
    "incentive:job_expansion_subsidy": ("扩岗补助",),
    "incentive:startup_loan": ("创业贷款",),
}
"""What editors write beside the declared name."""
_ASIDE = re.compile(r"（[^）]*）|[“”\s]")


def plain(text: str) -> str:
    """As names are compared: without brackets' content, quotation marks and blanks."""
    return _ASIDE.sub("", text)


@cache
def names() -> dict[str, str]:
    """The key for each name, longest name first, so that 公益性岗位补贴 is not taken for 岗位补贴."""
    found: dict[str, str] = {}
    for kind, code, name in every():
        key = key_of(kind, code)
        short = (ABOUT[code].short,) if kind == Kind.ASSISTANCE else ()
        for one in (name, *short, *ALSO.get(key, ())):
            if len(plain(one)) > 1:
                found.setdefault(plain(one), key)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names())))


def named_in(text: str) -> dict[str, str]:
    """The policies that a text names: key to the name by which it does, in the order of the text."""
    found: dict[str, str] = {}
    for hit in _pattern().finditer(re.sub(r"[“”\s]", "", text)):
        found.setdefault(names()[hit[0]], hit[0])
    return found


# Where ----------------------------------------------------------------------------------------------------------------


def home_region() -> str:
    """The code of the place for which the site speaks where nobody chose another; "" for the whole country."""
    return places.home()


def name_of_region(code: str) -> str:
    """内蒙古自治区鄂尔多斯市; 全国 for none."""
    if not code:
        return "全国"
    row = Region.objects.current().filter(code=code).first()
    return row.full_name if row else f"区划代码 {code}"
