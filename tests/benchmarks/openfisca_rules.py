"""低保 and 低保边缘 as OpenFisca-Core says them, to be timed beside ours on the same households.

The same text: who is counted, Σ income less deductions over the counted, per head against the line, property within the
limits, the difference as amount. Money is whole 分 in int32, because its floats have 24 bits and would miss the line;
nothing is divided. OpenFisca knows no unknown: every answer must be there. Not said here, because no household of the
generated city asks for it: 单人户, 分档, 最低补差. Imports OpenFisca, so import it only where that is installed.
"""

from datetime import date

import numpy as np
import polars as pl
from openfisca_core import periods
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from tests.benchmarks.generated_city import DAY
from welfare.rules.composition import UP_TO_BACHELOR
from welfare.rules.frames import OWNER

MONTH = f"{DAY:%Y-%m}"
PERSON = Entity("person", "persons", "", "")
HOUSEHOLD = GroupEntity("household", "households", "", "", [{"key": "member", "plural": "members"}])
OPTIONS = {
    "relation_to_applicant": ("本人", "配偶", "子女", "父母", "其他"),
    "custody_status": ("监狱服刑", "强制隔离戒毒"),
    "enrolled_fulltime_level": UP_TO_BACHELOR,
    "aid_class": ("特困", "低保"),
}
"""Texts come as the place in this tuple, -1 for every other."""
NO_DAY = np.datetime64("9999-12-31")

MONEY = (
    "wage_income_month business_income_month property_income_month transfer_income_month excluded_income_month"
    " basic_pension_month rigid_deduction_month"
).split()
FLAGS = "lives_together can_live_independently has_support_duty is_deceased is_declared_missing".split()
DAYS = "birth_date custody_start custody_end".split()


def _variable(name: str, value_type: type, entity: Entity, formula: object = None, default: object = None) -> type:
    parts = {"value_type": value_type, "entity": entity, "definition_period": periods.MONTH}
    if default is not None:
        parts["default_value"] = default
    return type(name, (Variable,), parts | ({"formula": formula} if formula else {}))


def _is_counted(person, period):
    relation, day = person("relation_to_applicant", period), np.datetime64(DAY)
    custody = person("custody_status", period)
    begun = person("custody_start", period)
    held = (custody >= 0) & ~(person("custody_end", period) <= day) & ((begun == NO_DAY) | (begun <= day))
    child = (person("birth_date", period) > np.datetime64(DAY.replace(year=DAY.year - 18))) | (
        ~person("can_live_independently", period)
        | (person("enrolled_fulltime_level", period) >= 0)
        | person("has_support_duty", period)
    )
    near = (
        (relation == 1)
        | (relation == 3)
        | ((relation == 2) & child)
        | ((relation == 4) & person("has_support_duty", period))
    )
    belongs = (relation == 0) | (person("lives_together", period) & near)
    return belongs & ~held & ~person("is_deceased", period) & ~person("is_declared_missing", period)


def _member_income(person, period):
    income = sum(person(code, period) for code in MONEY[:4]) - sum(person(code, period) for code in MONEY[4:])
    return income * person("is_counted", period)


def _heads(household, period):
    return household.sum(household.members("is_counted", period))


def _income(household, period):
    return np.maximum(0, household.sum(household.members("member_income", period)))


def _minimum_living(household, period):
    heads = household("heads", period)
    below = household("income", period) < household("line", period) * heads
    return (heads >= 1) & below & household("property_within_limits", period)


def _minimum_living_amount(household, period):
    gap = household("line", period) * household("heads", period) - household("income", period)
    return np.where(household("minimum_living", period), np.maximum(0, gap), 0)


def _near_minimum(household, period):
    income, heads = household("income", period), household("heads", period)
    within = (income >= household("line", period) * heads) & (income < household("near_line", period) * heads)
    return (household("aid_class", period) < 0) & (heads >= 1) & within & household("property_within_limits", period)


class System(TaxBenefitSystem):
    """Two entities, the inputs, and seven formulas."""

    def __init__(self) -> None:
        super().__init__([PERSON, HOUSEHOLD])
        inputs = [_variable(code, int, PERSON) for code in (*MONEY, *list(OPTIONS)[:3])]
        inputs += [_variable(code, bool, PERSON) for code in FLAGS]
        inputs += [_variable(code, date, PERSON, default=date(9999, 12, 31)) for code in DAYS]
        inputs += [_variable(code, int, HOUSEHOLD) for code in ("line", "near_line", "aid_class")]
        inputs += [_variable("property_within_limits", bool, HOUSEHOLD)]
        self.add_variables(
            *inputs,
            _variable("is_counted", bool, PERSON, _is_counted),
            _variable("member_income", int, PERSON, _member_income),
            _variable("heads", int, HOUSEHOLD, _heads),
            _variable("income", int, HOUSEHOLD, _income),
            _variable("minimum_living", bool, HOUSEHOLD, _minimum_living),
            _variable("minimum_living_amount", int, HOUSEHOLD, _minimum_living_amount),
            _variable("near_minimum", bool, HOUSEHOLD, _near_minimum),
        )


def simulation(homes: pl.DataFrame, people: pl.DataFrame, lines: pl.DataFrame) -> Simulation:
    """Everything set and nothing computed. ``lines`` has the two lines of each household in 分."""
    system, builder = System(), SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", range(people.height))
    households = builder.declare_entity("household", range(homes.height))
    owner = people[OWNER].to_numpy()
    builder.join_with_persons(households, owner, np.full(people.height, "member"))
    ready = builder.build(system)
    for frame, codes in (
        (people, (*MONEY, *FLAGS, *DAYS, *list(OPTIONS)[:3])),
        (homes, ("property_within_limits", "aid_class")),
        (lines, ("line", "near_line")),
    ):
        for code in codes:
            ready.set_input(code, MONTH, _array(frame[code]))
    return ready


def _array(column: pl.Series) -> np.ndarray:
    if column.name in OPTIONS:
        options = OPTIONS[column.name]
        known = column.replace_strict(list(options), list(range(len(options))), default=-1, return_dtype=pl.Int32)
        return known.to_numpy()
    if column.dtype == pl.Date:
        return column.fill_null(date(9999, 12, 31)).to_numpy().astype("datetime64[D]")
    return column.to_numpy() if column.dtype == pl.Boolean else column.cast(pl.Int32).to_numpy()


def answers(ready: Simulation) -> dict[str, np.ndarray]:
    """Who has 低保, how much in 分, and who stands just above."""
    return {code: ready.calculate(code, MONTH) for code in ("minimum_living", "minimum_living_amount", "near_minimum")}
