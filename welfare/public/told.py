"""What a family told the self-check, as the rules read it. From the form alone: nothing is kept, nothing looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from welfare.public import fields
from welfare.public.options import GATE, GRADES, INCIDENTS, LEVELS, MATTERS, NO, NOBODY, PARENT_STATES, STANDINGS, YES
from welfare.public.people import MOST, RELATIONS, UNKNOWN, WHERE, Person, labels, months_before
from welfare.public.questions import AGE, BY_KEY, QUESTIONS, Field, Question, may_be_child, people_asked
from welfare.rules.fact import FACTS, PERSON
from welfare.rules.household import Answer, Household, Member

ASKED = "asked"
"""The field that names the questions on the form, by key: what was asked and left blank is 不清楚, not unasked."""

Value = str | Decimal | None
RELATION = Field("relation", "是您的什么人", (*((key, words) for key, (words, _) in RELATIONS.items()),), must=True)
LIVES = Field("where", "现在", tuple(WHERE.items()), must=True)
ZERO = Decimal(0)


@dataclass
class Told:
    """
    asked      keys of the questions that the form answered, in the order of QUESTIONS
    errors     sentence by name of the field; a question with one is not answered
    household  with every question that was not answered written down as unknown
    """

    answers: Mapping[str, str]
    region: str
    as_of: date
    asked: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    urban: bool | None = None
    facts: dict[str, Answer] = field(default_factory=dict)
    of: dict[str, dict[str, Answer]] = field(default_factory=dict)

    @property
    def household(self) -> Household:
        members = tuple(Member(one.key, one.facts(self.as_of) | self.of[one.key]) for one in self.people)
        return Household(self.as_of, self.region, self.urban, self.facts, members)

    @property
    def answered(self) -> tuple[Question, ...]:
        """Questions answered without an error."""
        return tuple(BY_KEY[key] for key in self.asked if not self._is_wrong(BY_KEY[key]))

    @property
    def labels(self) -> dict[str, str]:
        return labels(self.people)

    def value(self, name: str) -> str:
        return self.answers.get(name, "")

    def read(self, one: Field, name: str) -> Value:
        """The value of a field, None for 不清楚; what is wrong is written down and counts as 不清楚."""
        try:
            return (fields.choice if one.options else fields.amount)(one, self.value(name))
        except fields.Wrong as wrong:
            self.errors[name] = str(wrong)
            return None

    def _is_wrong(self, question: Question) -> bool:
        if question.key == "people":
            return any(name == "people" or name.split("-")[-1] in ("relation", "age", "where") for name in self.errors)
        return any(name in self.errors for name in names(question, self.people))


def gate_of(question: Question) -> str:
    return f"{question.key}-gate"


def names(question: Question, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Every field of the question, in the order shown."""
    gate = (gate_of(question),) if question.gate else ()
    each = (f"{one.key}-{row.name}" for one in people_asked(question, people) for row in question.each)
    return (*gate, *(row.name for row in question.fields), *each)


def tell(answers: Mapping[str, str], region: str, as_of: date) -> Told:
    """Reads a form. Whatever is in it, something comes back: errors are for people to mend."""
    given = answers.get(ASKED, "").split()
    told = Told(answers, region, as_of, tuple(question.key for question in QUESTIONS if question.key in given))
    if "urban" in told.asked:
        chosen = told.read(BY_KEY["urban"].fields[0], "urban")
        told.urban = None if chosen is None else chosen == "town"
    told.people = _people(told) if "people" in told.asked else ()
    told.of = {one.key: {} for one in told.people}
    # A family may apply in whichever way is open to it: 单人户 only ever helps.
    told.facts["applies_as_single_person"] = True
    _not_yet_asked(told)
    for question in map(BY_KEY.__getitem__, told.asked):
        if question.gate:
            _check_gate(told, question)
        if question.key in _READ:
            _READ[question.key](told, question)
    return told


def _not_yet_asked(told: Told) -> None:
    """Unknown until somebody says so. What the rules read off the household where nobody speaks of it stays unsaid."""
    for question in QUESTIONS:
        if question.key in ("urban", "people", "parents"):
            continue
        for code in question.settles:
            if FACTS[code].of != PERSON:
                told.facts[code] = None
        for one in people_asked(question, told.people):
            told.of[one.key].update({code: None for code in question.settles if _is_mentioned(code)})
    for one in told.people[:1]:
        told.of[one.key].update({"legal_matter": None, "is_migrant_worker": None})
    for one in told.people:
        told.of[one.key].update({"is_destitute_person": None, "is_poor_through_illness": None})
        if may_be_child(one):
            told.of[one.key]["child_status"] = None


def _is_mentioned(code: str) -> bool:
    # The basic pension is asked of the old who have one, the bill itself of nobody.
    return FACTS[code].of == PERSON and code not in (
        "basic_pension_month",
        "medical_bill_in_scope",
        "insurance_paid",
        "major_paid",
    )


def _people(told: Told) -> tuple[Person, ...]:
    found = [Person("m1", "", _age(told, "m1"), "home")]
    if found[0].age is None:
        told.errors.setdefault("m1-age", "请填您自己几岁。")
    for index in range(2, MOST + 1):
        key = f"m{index}"
        if not any(told.value(f"{key}-{part}").strip() for part in ("relation", "age")):
            continue
        relation = told.read(RELATION, f"{key}-relation")
        where = told.read(LIVES, f"{key}-where")
        unknown = told.value(f"{key}-where") == UNKNOWN or where is None
        found.append(Person(key, str(relation or "other"), _age(told, key), UNKNOWN if unknown else str(where)))
    return tuple(found)


def _age(told: Told, key: str) -> int | None:
    age = told.read(AGE, f"{key}-age")
    return int(age) if isinstance(age, Decimal) else None


# What each question says to the rules


def _is(value: Value) -> bool | None:
    return None if value is None else value == YES


def _of_each(told: Told, question: Question, read: Callable[[Person], Mapping[str, Answer]]) -> None:
    for one in people_asked(question, told.people):
        told.of[one.key].update(read(one))


def _flag(code: str, *, of_household: bool = False) -> Callable[[Told, Question], None]:
    """A question of one field that is a yes or a no."""

    def read(told: Told, question: Question) -> None:
        if of_household:
            told.facts[code] = _is(told.read(question.fields[0], question.fields[0].name))
            return
        row = question.each[0]
        _of_each(told, question, lambda one: {code: _is(told.read(row, f"{one.key}-{row.name}"))})

    return read


def _standing(told: Told, question: Question) -> None:
    chosen = told.read(question.fields[0], "standing")
    known = None if chosen in (None, "was") else str(chosen)
    told.facts["aid_class"] = STANDINGS[known][1] if known else None
    told.facts["receives_minimum_living"] = None if known is None else known == "minimum"
    told.facts["was_on_minimum_living"] = None if chosen is None else chosen == "was"
    for one in told.people:
        lives_here = one.facts(told.as_of)["lives_together"] or one.is_applicant
        if known and lives_here:
            told.of[one.key]["is_minimum_living_recipient"] = known == "minimum"
        if known and known != "destitute":
            told.of[one.key]["is_destitute_person"] = False
    _recognised(told, _is(told.read(question.fields[1], "child")))


def _recognised(told: Told, some: bool | None) -> None:
    """Of several children nobody said which, so that it stays open of each. The rules treat the two names alike."""
    children = [one for one in told.people if may_be_child(one)]
    for one in children:
        if some is False:
            told.of[one.key]["child_status"] = "无"
        elif some and len(children) == 1:
            told.of[one.key]["child_status"] = "事实无人抚养儿童"


def _income(told: Told, question: Question) -> None:
    work, other = question.each

    def read(one: Person) -> Mapping[str, Answer]:
        earned, received = told.read(work, f"{one.key}-work"), told.read(other, f"{one.key}-other")
        facts: dict[str, Answer] = {
            "wage_income_month": earned,
            "business_income_month": ZERO,
            "property_income_month": ZERO,
            "transfer_income_month": received,
        }
        # A pension may hold a part that does not count: open until somebody says how much.
        may_have = received != ZERO and BY_KEY["pension"].of(one)
        return facts | ({"basic_pension_month": None} if may_have else {})

    _of_each(told, question, read)


def _pension(told: Told, question: Question) -> None:
    row = question.each[0]

    def read(one: Person) -> Mapping[str, Answer]:
        if "basic_pension_month" not in told.of[one.key]:
            return {}
        return {"basic_pension_month": told.read(row, f"{one.key}-pension")}

    _of_each(told, question, read)


def _lifted(told: Told, question: Question) -> None:
    chosen = told.read(question.fields[0], "lifted")
    told.facts["lifted_above_line_on"] = None if chosen is None else months_before(told.as_of, int(str(chosen)))


def _assets(told: Told, question: Question) -> None:
    by_name = {row.name: told.read(row, row.name) for row in question.fields}
    dwellings = by_name["dwellings"]
    told.facts |= {
        "financial_assets_total": by_name["savings"],
        "dwellings_count": dwellings,
        "owns_dwelling": None if dwellings is None else dwellings != ZERO,
        "has_nonres_property": _is(by_name["shops"]),
        "has_motor_vehicle": _is(by_name["car"]),
        "has_business_registration": _is(by_name["business"]),
    }


def _check_gate(told: Told, question: Question) -> None:
    """There is somebody where somebody was said to be."""
    name = gate_of(question)
    chosen = told.read(Field(name, "", GATE, must=True), name)
    given = (told.value(f"{one.key}-{question.each[0].name}") for one in people_asked(question, told.people))
    if chosen == YES and not any(one not in ("", NO) for one in given):
        told.errors[name] = "选了“有”，请在下面选是谁。"


def gated(told: Told, question: Question, one: Person, row: Field) -> Value:
    """What was chosen of a person under a gate: NO where nobody has it or others were chosen, None for 不清楚."""
    gate = told.value(gate_of(question))
    if gate == NOBODY:
        return NO
    if gate != YES:
        return None
    given = told.value(f"{one.key}-{row.name}")
    return told.read(row, f"{one.key}-{row.name}") if given else NO


def _disability(told: Told, question: Question) -> None:
    grade, kind = question.each

    def read(one: Person) -> Mapping[str, Answer]:
        chosen = gated(told, question, one, grade)
        if chosen == NO:
            return {"disability_grade": "无", "disability_category": "无"}
        category = told.read(kind, f"{one.key}-kind") if told.value(gate_of(question)) == YES else None
        return {
            "disability_grade": None if chosen is None else GRADES[str(chosen)][1],
            "disability_category": None if category is None else str(category),
        }

    _of_each(told, question, read)


def _illness(told: Told, question: Question) -> None:
    def read(one: Person) -> Mapping[str, Answer]:
        is_ill = _is(gated(told, question, one, question.each[0]))
        # Whether an ill person is 因病致贫 somebody must recognise; of the healthy nobody does.
        return {"serious_illness_listed": is_ill} | ({"is_poor_through_illness": False} if is_ill is False else {})

    _of_each(told, question, read)


def _school(told: Told, question: Question) -> None:
    def read(one: Person) -> Mapping[str, Answer]:
        chosen = gated(told, question, one, question.each[0])
        level = None if chosen is None else LEVELS[str(chosen)][1]
        poor, name = question.each[1], f"{one.key}-school_poor"
        is_poor = False if chosen == NO else _is(told.read(poor, name))
        return {"enrolled_fulltime_level": level, "school_confirmed_poor": is_poor}

    _of_each(told, question, read)


def _parents(told: Told, question: Question) -> None:
    def read(one: Person) -> Mapping[str, Answer]:
        facts: dict[str, Answer] = {}
        for parent in ("father", "mother"):
            row = next(row for row in question.each if row.name == parent)
            chosen = told.read(row, f"{one.key}-{parent}")
            _, state, months = PARENT_STATES[str(chosen) if chosen else UNKNOWN]
            facts[f"{parent}_state"] = state
            if months is not None:
                facts[f"{parent}_state_months"] = Decimal(months)
        return facts

    _of_each(told, question, read)


def _hardship(told: Told, question: Question) -> None:
    incident, severe = question.fields
    chosen = told.read(incident, "incident")
    told.facts["incident_type"] = INCIDENTS[str(chosen)][1] if chosen else None
    told.facts["basic_living_severe_hardship"] = _is(told.read(severe, "severe"))


def _bills(told: Told, question: Question) -> None:
    row = question.each[0]
    _of_each(told, question, lambda one: {"medical_self_paid": _number(told.read(row, f"{one.key}-bill"))})


def _spend(told: Told, question: Question) -> None:
    codes = ("total_income_12m", "living_spend_12m", "medical_spend_12m", "education_spend_12m")
    told.facts |= {code: _number(told.read(row, row.name)) for code, row in zip(codes, question.fields, strict=True)}


def _law(told: Told, question: Question) -> None:
    chosen = told.read(question.fields[0], "matter")
    applicant = told.of.get("m1")
    if applicant is not None and chosen is not None:
        applicant["legal_matter"] = MATTERS[str(chosen)][1]
        if chosen not in ("wages", "injury"):
            applicant["is_migrant_worker"] = False


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


_READ: dict[str, Callable[[Told, Question], None]] = {
    "grown": _flag("can_live_independently"),
    "support": _flag("has_support_duty"),
    "standing": _standing,
    "income": _income,
    "pension": _pension,
    "lifted": _lifted,
    "assets": _assets,
    "disability": _disability,
    "illness": _illness,
    "school": _school,
    "parents": _parents,
    "hardship": _hardship,
    "bills": _bills,
    "danger": _flag("dwelling_is_dangerous", of_household=True),
    "spend": _spend,
    "supporter": _flag("has_other_able_supporter", of_household=True),
    "law": _law,
}
