"""One case: who was hired, what taxes are payable, what was used before, as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from employers.incentives.months import Month, Period
from lexicon.features import Labelled


class Status(Labelled):
    """What the labour office, the 残联 or the 乡村振兴 register notes of a person, and all that a firm has to know."""

    OUT_OF_POVERTY = "out_of_poverty", "脱贫人口（含防止返贫监测对象）"
    UNEMPLOYED_HALF_YEAR = "unemployed_half_year", "登记失业半年以上"
    HARD_TO_EMPLOY = "hard_to_employ", "就业困难人员"
    DISABLED = "disabled", "持残疾人证"
    NO_EARNER = "no_earner", "零就业家庭的登记失业人员"
    MINIMUM_LIVING = "minimum_living", "低保家庭的登记失业人员"
    GRADUATING = "graduating", "毕业年度高校毕业生"
    YOUNG_UNEMPLOYED = "young_unemployed", "16—24 岁登记失业青年"
    RECENT_GRADUATE = "recent_graduate", "离校 2 年内未就业高校毕业生"
    REGISTERED_UNEMPLOYED = "registered_unemployed", "登记失业"
    RELEASED = "released", "刑满释放人员"


class Insurance(Labelled):
    PENSION = "pension", "养老"
    MEDICAL = "medical", "医疗"
    UNEMPLOYMENT = "unemployment", "失业"
    INJURY = "injury", "工伤"
    MATERNITY = "maternity", "生育"


class Tax(Labelled):
    """In the order in which the offset is taken. The business tax ended on 2016-04-30."""

    BUSINESS = "business_tax", "营业税"
    VAT = "vat", "增值税"
    URBAN = "urban_construction", "城市维护建设税"
    EDUCATION = "education_surcharge", "教育费附加"
    LOCAL_EDUCATION = "local_education_surcharge", "地方教育附加"
    CORPORATE = "corporate_income_tax", "企业所得税"
    INDIVIDUAL = "individual_income_tax", "个人所得税"


SURCHARGES = (Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """What any payroll knows of one person, and which statuses her papers show.

    Earlier use that nobody mentions is none: ``months_used`` and ``hired_before`` are unknown only where None says so.

    statuses       True and False as the papers say; a status that is not there is unknown
    contract_from  first day of the contract; ``contract_until`` its last day, None where not known or open-ended
    open_ended     a contract without end; None: not known
    insured        the months for which the firm paid pension, work-injury and unemployment insurance; None: not known
    contributions  the firm's own share by insurance, 元/月; None: not known
    wage           元/月
    months_used    of the 36 months, by anybody for this person before the first month of ``insured``; None: not known
    retires_on     the day on which she may draw a pension; None: not known
    dispatched     sent by a labour agency; None: not known
    hired_before   the same firm had claimed for her under an earlier contract; None: not known
    first_claimed_on  the day of the first claim for her under this contract; None: not known, or none made yet
    statuses_since when a status was noted, where the day matters: the registration of an unemployed person
    """

    key: str
    statuses: Mapping[Status, bool] = field(default_factory=dict)
    statuses_since: Mapping[Status, date] = field(default_factory=dict)
    contract_from: date | None = None
    contract_until: date | None = None
    open_ended: bool | None = None
    insured: frozenset[Month] | None = None
    contributions: Mapping[Insurance, Decimal] | None = None
    wage: Decimal | None = None
    months_used: int | None = 0
    retires_on: date | None = None
    dispatched: bool | None = None
    hired_before: bool | None = False
    first_claimed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payable:
    """One tax of one return, before any incentive. ``amount`` in yuan, never negative."""

    tax: Tax
    period: Period
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question: this incentive, this firm, this day.

    region      GB/T 2260 of the county or anything above or below it; "" unknown
    parameters  numbers that replace what is on record for the place, by code; None says: known to be unknown
    facts       about the firm, by code, as the incentive's ``facts`` declare; one that is not there is unknown
    taken       what was offset or paid out before in the same year, by tax; amounts in yuan
    """

    id: str
    incentive: str
    on: date
    region: str = ""
    parameters: Mapping[str, Decimal | None] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    hires: tuple[Hire, ...] = ()
    taxes: tuple[Payable, ...] = ()
    taken: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.on.year
