"""A generated city for measuring: seeded households as the two frames of ``welfare.rules.frames``, and back again.

Nobody in it is real, nor are the shares; they only keep every branch of the rules busy: incomes around the lines, one
recorded fact in twenty left blank, a place without standards, members in custody, pupils, the ill and the disabled.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl

from welfare.rules.fact import FACTS, Choice, Fact, Quantity
from welfare.rules.frames import OWNER, column_type
from welfare.rules.household import Answer, Household, Member

DAY = date(2023, 9, 4)
PLACES = {"150602": 0.35, "150621": 0.15, "440103": 0.2, "440402": 0.2, "520103": 0.1}
"""东胜, 达拉特旗, 广州荔湾, 珠海香洲 have a standard on that day, 贵阳云岩 has none in the book."""

SIZES = (0.18, 0.25, 0.27, 0.17, 0.09, 0.04)
KNOWN_PLACES = tuple(PLACES)[:4]
YUAN = 100
Codes = np.ndarray


class Draw:
    """Random columns of one length; ``blank`` is the share of answers that nobody wrote down."""

    def __init__(self, chance: np.random.Generator, rows: int, blank: float) -> None:
        self.chance = chance
        self.rows = rows
        self.blank = blank
        self.columns: dict[str, pl.Series] = {}

    def keep(self, code: str, values: pl.Series | np.ndarray) -> None:
        """Under the fact's code, with blanks where a blank is not an answer of its own."""
        fact = FACTS[code]
        column = pl.Series(code, values).cast(column_type(fact))
        if self.blank and fact.absent is None:
            column = pl.select(pl.when(pl.Series(self.yes(1 - self.blank))).then(column)).to_series().alias(code)
        self.columns[code] = column

    def yes(self, share: float | np.ndarray) -> np.ndarray:
        return self.chance.random(self.rows) < share

    def money(self, typical: float, where: np.ndarray | bool = True) -> np.ndarray:
        """分, most of them close to ``typical`` yuan, a few far above; whole tens of yuan, as people tell them."""
        yuan = self.chance.lognormal(np.log(typical), 0.6, self.rows)
        return np.where(where, (yuan / 10).astype(np.int64) * 10 * YUAN, 0)

    def option(self, code: str, index: np.ndarray) -> None:
        fact = FACTS[code]
        assert isinstance(fact, Choice)
        self.keep(code, pl.Series(fact.options, dtype=pl.String).gather(index.astype(np.uint32)))

    def day(self, years: np.ndarray) -> pl.Series:
        """So many years before the day looked at."""
        before = (years * 365.25).astype(np.int64)
        return pl.Series(np.datetime64(DAY, "D") - before.astype("timedelta64[D]")).cast(pl.Date)


def generated_city(count: int, seed: int = 20231122, blank: float = 0.05) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Households and their members, three to a household on the average. ``blank`` 0: everything is known, and whether
    the property is within the limits is stated, as a rule without unknowns needs it."""
    chance = np.random.default_rng(seed)
    sizes = chance.choice(np.arange(1, len(SIZES) + 1), count, p=SIZES)
    homes, people = Draw(chance, count, blank), Draw(chance, int(sizes.sum()), blank)
    owner = np.repeat(np.arange(count), sizes)
    position = np.arange(people.rows) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    _people(people, position)
    _homes(homes, sizes)
    frames = pl.DataFrame(list(homes.columns.values())), pl.DataFrame(list(people.columns.values()))
    return frames[0], frames[1].insert_column(0, pl.Series(OWNER, owner, pl.UInt32))


def _homes(homes: Draw, sizes: np.ndarray) -> None:
    places = list(PLACES) if homes.blank else list(KNOWN_PLACES)
    shares = np.array([PLACES[place] for place in places])
    own = homes.chance.choice(len(places), homes.rows, p=shares / shares.sum())
    homes.columns["as_of_date"] = pl.Series("as_of_date", [DAY]).new_from_index(0, homes.rows)
    homes.columns["region_code"] = pl.Series("region_code", places).gather(own)
    homes.keep("is_urban_household", homes.yes(0.6))
    homes.keep("financial_assets_total", homes.money(6_000))
    homes.keep("dwellings_count", homes.chance.choice(3, homes.rows, p=(0.25, 0.65, 0.1)))
    for code, share in (("has_nonres_property", 0.03), ("has_motor_vehicle", 0.1), ("has_business_registration", 0.04)):
        homes.keep(code, homes.yes(share))
    if not homes.blank:
        homes.keep("property_within_limits", homes.yes(0.85))
    standing = homes.chance.choice(5, homes.rows, p=(0.01, 0.08, 0.03, 0.01, 0.87))
    homes.option("aid_class", standing)
    homes.keep("receives_minimum_living", standing == 1)
    homes.option("incident_type", homes.chance.choice(6, homes.rows, p=(0.94, 0.01, 0.01, 0.02, 0.01, 0.01)))
    homes.keep("basic_living_severe_hardship", homes.yes(0.05))
    homes.keep("living_hardship_confirmed", homes.yes(0.1))
    homes.keep("housing_area_per_head", homes.chance.integers(500, 6_000, homes.rows))
    homes.keep("owns_dwelling", homes.yes(0.75))
    homes.keep("rent_paid_month", homes.money(900, homes.yes(0.2)))
    homes.keep("total_income_12m", homes.money(18_000) * sizes)
    for code, typical in (("living_spend_12m", 9_000), ("medical_spend_12m", 2_500), ("education_spend_12m", 1_200)):
        homes.keep(code, homes.money(typical))
    was = homes.yes(0.03)
    homes.keep("was_on_minimum_living", was)
    homes.keep("lifted_above_line_on", _only(homes.day(homes.chance.random(homes.rows)), was))
    homes.keep("previous_minimum_living_amount", homes.money(500, was))


def _people(people: Draw, position: np.ndarray) -> None:
    chance, rows = people.chance, people.rows
    # 本人 first, then mostly a spouse, then children, parents, others.
    second = chance.choice((1, 2, 3), rows, p=(0.6, 0.25, 0.15))
    later = chance.choice((2, 3, 4), rows, p=(0.65, 0.3, 0.05))
    relation = np.where(position == 0, 0, np.where(position == 1, second, later))
    years = np.select(
        [relation == 2, relation == 3],
        [chance.uniform(0, 28, rows), chance.uniform(55, 88, rows)],
        chance.uniform(22, 70, rows),
    )
    people.option("relation_to_applicant", relation)
    people.keep("birth_date", people.day(years))
    people.keep("lives_together", people.yes(0.95))
    people.keep("can_live_independently", people.yes(0.8))
    people.keep("has_support_duty", people.yes(0.3))
    # Pupils go to the level of their age: 无 before 3, then 幼儿园, 小学 … 本科.
    level = np.searchsorted((3, 6, 12, 15, 18, 19, 22.5), years, side="right")
    level = np.array((0, 1, 2, 3, 4, 6, 7, 0))[level]
    people.option("enrolled_fulltime_level", np.where(people.yes(0.9), level, 0))
    grown = (years >= 18) & (years < 65)
    custody = np.where(grown & people.yes(0.08), chance.integers(1, 8, rows), 0)
    people.option("custody_status", custody)
    began = chance.uniform(0, 4, rows)
    people.keep("custody_start", _only(people.day(began), custody > 0))
    people.keep("custody_end", _only(people.day(began - 2), (custody > 0) & people.yes(0.6)))
    in_recovery = (custody == 4) | (custody == 5)
    people.keep("is_recovery_client", in_recovery | people.yes(0.01))
    people.keep("in_community_rehab", in_recovery)
    people.keep("rehab_start", _only(people.day(began), in_recovery))
    people.keep("wage_income_month", people.money(2_400, grown & people.yes(0.5)))
    people.keep("business_income_month", people.money(900, grown & people.yes(0.08)))
    people.keep("property_income_month", people.money(300, people.yes(0.04)))
    people.keep("transfer_income_month", people.money(600, (years >= 55) & people.yes(0.7)))
    people.keep("excluded_income_month", people.money(200, people.yes(0.05)))
    people.keep("basic_pension_month", np.where((years >= 60) & people.yes(0.5), 103 * YUAN, 0))
    people.keep("rigid_deduction_month", people.money(300, people.yes(0.03)))
    people.keep("is_deceased", people.yes(0.002))
    people.keep("is_declared_missing", people.yes(0.002))
    disabled = people.yes(0.09)
    people.option("disability_category", np.where(disabled, chance.integers(1, 8, rows), 0))
    people.option("disability_grade", np.where(disabled, chance.integers(1, 5, rows), 0))
    people.keep("serious_illness_listed", people.yes(0.05))
    ill = people.yes(0.12)
    people.option("bill_kind", np.where(people.yes(0.5), 0, 1))
    for code, typical in (("medical_bill_in_scope", 9_000), ("insurance_paid", 4_000), ("major_paid", 800)):
        people.keep(code, people.money(typical, ill))
    people.keep("is_uninsured", people.yes(0.04))
    young = years < 18
    for parent in ("father_state", "mother_state"):
        people.option(parent, np.where(young & people.yes(0.06), chance.integers(1, 11, rows), 0))
    people.keep("is_boarder", young & people.yes(0.2))


def _only(days: pl.Series, where: np.ndarray) -> pl.Series:
    return pl.select(pl.when(pl.Series(where)).then(days)).to_series()


def households_of(homes: pl.DataFrame, people: pl.DataFrame, rows: Sequence[int]) -> list[Household]:
    """Rows of the frames as households to look at one by one. What is blank was not mentioned, but for facts where
    silence is an answer: there it was written down as unknown."""
    owner = people[OWNER].to_numpy()
    found = []
    for row in rows:
        begin, end = (int(at) for at in np.searchsorted(owner, (row, row + 1)))
        home = homes.row(row, named=True)
        members = people.slice(begin, end - begin).drop(OWNER).rows(named=True)
        as_of, region, urban = (home.pop(code) for code in ("as_of_date", "region_code", "is_urban_household"))
        keyed = tuple(Member(f"m{index}", _answers(facts)) for index, facts in enumerate(members, 1))
        found.append(Household(as_of, region, urban, _answers(home), keyed))
    return found


def _answers(row: dict[str, object]) -> dict[str, Answer]:
    return dict(_mentioned((FACTS[code], value) for code, value in row.items()))


def _mentioned(row: Iterable[tuple[Fact, object]]) -> Iterable[tuple[str, Answer]]:
    for fact, value in row:
        if value is not None and isinstance(fact, Quantity):
            yield fact.code, Decimal(value).scaleb(-fact.digits)  # type: ignore[arg-type]
        elif value is not None or fact.absent is not None:
            yield fact.code, value  # type: ignore[misc]
