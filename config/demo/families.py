"""The demo's families: who lives with whom, what they earn and own, how well each answer is proved, and the gaps.

A third is hardly known, a third has one or two blanks, a third is complete, as it is in a city that has just begun.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from dateutil.relativedelta import relativedelta

from clients.models import Client, Grade, HouseholdFact, HouseholdMember
from config.demo.city import person_name
from people.models import Sex
from welfare.answers import as_stored
from welfare.rules.household import Answer

Relation = HouseholdMember.Relation
WAGES = (0, 0, 0, 1200, 1600, 1980, 2270, 2400, 2800, 3200, 3800, 4500)
SOURCES = {
    Grade.CLAIMED: ("", "电话询问"),
    Grade.SEEN: ("入户走访", "邻居证实"),
    Grade.DOCUMENTED: ("户口簿复印件", "工资流水", "残疾证", "租房合同", "学籍证明"),
    Grade.CERTIFIED: ("居民家庭经济状况核对报告",),
}
# Who was visited has better evidence throughout.
VISITS = ((Grade.CLAIMED,), (Grade.CLAIMED, Grade.SEEN), (Grade.SEEN, Grade.DOCUMENTED, Grade.CERTIFIED))
Fact = tuple[str, Answer]


class Family:
    """One family while it is written down. ``known``: the share of questions that somebody has asked."""

    def __init__(self, random: Random, as_of: date, client: Client) -> None:
        self.random, self.as_of, self.client = random, as_of, client
        self.known = random.choices([0.25, 0.96, 1.0], [30, 30, 40])[0]
        # Who was visited has better evidence throughout.
        self.grades = random.choices(
            [(Grade.CLAIMED,), (Grade.CLAIMED, Grade.SEEN), (Grade.SEEN, Grade.DOCUMENTED, Grade.CERTIFIED)],
            [30, 40, 30],
        )[0]
        self.is_poor = random.random() < 0.42
        # One visit answers most questions; what changed since is asked anew.
        self.visited = max(client.opened_on, as_of - timedelta(days=random.randrange(10, 400)))

    def rows(self) -> Iterator[HouseholdMember | HouseholdFact]:
        """The relatives first, each before what is said of them."""
        relatives = list(self._relatives())
        yield from relatives
        for member in relatives:
            yield from self._said(self._of_member(member), member)
        yield from self._said(self._of_client())
        if self.known > 0.5 or relatives:
            yield from self._said([("members_complete", True)], surely=self.known > 0.5)
        yield from self._said(self._of_household())

    def _relatives(self) -> Iterator[HouseholdMember]:
        random, client = self.random, self.client
        if random.random() < 0.45:
            sex = Sex.MALE if client.sex == Sex.FEMALE else Sex.FEMALE
            yield self._relative(
                Relation.SPOUSE, sex, client.birth_date + timedelta(days=random.randrange(-1500, 1500))
            )
        for _ in range(random.choices([0, 1, 2], [45, 40, 15])[0]):
            born = self.as_of - timedelta(days=random.randrange(2, 21) * 365 + random.randrange(365))
            sex = random.choice([Sex.MALE, Sex.FEMALE])
            yield self._relative(Relation.CHILD, sex, born, surname=client.name[0])
        if random.random() < 0.35:
            born = client.birth_date - timedelta(days=random.randrange(7500, 11000))
            yield self._relative(Relation.MOTHER, Sex.FEMALE, born)

    def _relative(self, relation: str, sex: str, born: date, surname: str = "") -> HouseholdMember:
        name = person_name(self.random, sex)
        return HouseholdMember(
            client=self.client,
            relation=relation,
            sex=sex,
            birth_date=born,
            name=surname + name[1:] if surname else name,
        )

    def _of_member(self, member: HouseholdMember) -> Iterator[Fact]:
        years = relativedelta(self.as_of, member.birth_date).years
        yield "lives_together", member.relation != Relation.MOTHER or self.random.random() < 0.6
        yield "enrolled_fulltime_level", _level(self.random, years)
        if member.relation == Relation.CHILD and years >= 18:
            yield "can_live_independently", self.random.random() < 0.6
        if years >= 16:
            yield "custody_status", "无"
            yield from self._earned(years)
        else:
            yield from self._earned(0)
        yield from self._health(years)

    def _of_client(self) -> Iterator[Fact]:
        years = relativedelta(self.as_of, self.client.birth_date).years
        yield "custody_status", "无"
        yield "enrolled_fulltime_level", "无"
        yield from self._earned(years)
        yield from self._health(years)
        yield "labor_capacity", self.random.choices(["有", "部分", "无"], [80, 14, 6])[0]
        yield "is_uninsured", self.random.random() < 0.12
        yield "has_employee_insurance", self.random.random() < 0.15
        yield "is_unemployed_registered", self.random.random() < 0.35

    def _earned(self, years: int) -> Iterator[Fact]:
        wage = self.random.choice(WAGES[:7] if self.is_poor else WAGES[3:]) if 18 <= years < 60 else 0
        pension = self.random.choice([0, 0, 240, 1850]) if years >= 60 else 0
        yield "wage_income_month", Decimal(wage)
        yield "business_income_month", Decimal(self.random.choice([0] * 9 + [900]))
        yield "property_income_month", Decimal(0)
        yield "transfer_income_month", Decimal(pension)

    def _health(self, years: int) -> Iterator[Fact]:
        grade = self.random.choices(["无", "一级", "二级", "三级", "四级"], [88, 2, 4, 3, 3])[0]
        yield "disability_grade", grade
        yield "disability_category", "无" if grade == "无" else self.random.choice(["肢体", "视力", "精神", "听力"])
        if grade in ("一级", "二级"):
            yield "needs_long_term_care", self.random.random() < 0.7
        yield "serious_illness_listed", self.random.random() < 0.05

    def _of_household(self) -> Iterator[Fact]:
        random = self.random
        town = random.random() < 0.72
        owns = random.random() < 0.55
        yield "is_urban_household", town
        # Now and then money was put aside, or a car bought, that keeps a poor family out.
        yield "financial_assets_total", Decimal(random.choice([0, 0, 0, 1500, 6000, 60000]))
        yield "dwellings_count", Decimal(1 if owns else 0)
        yield "has_nonres_property", random.random() < 0.03
        yield "has_motor_vehicle", random.random() < (0.06 if self.is_poor else 0.3)
        yield "has_business_registration", random.random() < 0.05
        yield "owns_dwelling", owns
        yield "housing_area_per_head", Decimal(random.choice([9, 12, 14, 18, 26, 34]))
        if not owns:
            yield "rent_paid_month", Decimal(random.choice([400, 600, 850]))
        yield "receives_minimum_living", False
        yield "aid_class", "无"
        trouble = random.choices(["无", "突发重大疾病", "交通事故", "必需支出突然增加"], [90, 4, 2, 4])[0]
        yield "incident_type", trouble
        if trouble != "无":
            yield "incident_date", self.as_of - timedelta(days=random.randrange(5, 60))

    def _said(
        self, facts: Iterator[Fact] | list[Fact], member: HouseholdMember | None = None, surely: bool = False
    ) -> Iterator[HouseholdFact]:
        for code, answer in facts:
            if surely or self.random.random() < self.known:
                grade = self.random.choice(self.grades)
                lately = self.as_of - timedelta(days=self.random.randrange(1, 60))
                known_on = lately if lately > self.visited and self.random.random() < 0.12 else self.visited
                yield HouseholdFact(
                    client=self.client,
                    member=member,
                    code=code,
                    value=as_stored(answer),
                    grade=grade,
                    source=self.random.choice(SOURCES[grade]),
                    known_on=known_on,
                    # A comparison of the bank's is good for half a year, other papers stay.
                    expires_on=known_on + timedelta(days=182) if grade == Grade.CERTIFIED else None,
                )


def _level(random: Random, years: int) -> str:
    if years < 3 or years >= 22:
        return "无"
    if years >= 18:
        return random.choice(["无", "大专", "本科"])
    return "幼儿园" if years < 6 else "小学" if years < 12 else "初中" if years < 15 else "高中"
