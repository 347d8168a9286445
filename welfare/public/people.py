"""Who lives together, as a family says it: a row for each, without names; at most eight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from welfare.rules.dictionary import NOT_IN_CUSTODY, PRISON
from welfare.rules.household import Answer

MOST = 8
OLDEST = 120
UNKNOWN = "unknown"

RELATIONS = {
    "spouse": ("丈夫或者妻子", "配偶"),
    "child": ("儿子或者女儿", "子女"),
    "parent": ("爸爸或者妈妈", "父母"),
    "grandchild": ("孙子、孙女、外孙、外孙女", "其他"),
    "grandparent": ("爷爷、奶奶、姥爷、姥姥", "其他"),
    "sibling": ("兄弟姐妹", "其他"),
    "other": ("别的亲人", "其他"),
}
"""What is chosen → (as shown, what the rules call it)."""

SHORT = {
    "spouse": "丈夫或妻子",
    "child": "孩子",
    "parent": "爸爸或妈妈",
    "grandchild": "孙辈",
    "grandparent": "爷爷奶奶辈",
    "sibling": "兄弟姐妹",
    "other": "亲人",
}

WHERE = {
    "home": "一起住",
    "away": "在外面上学、打工，还是一家人",
    "apart": "分开过了，各过各的",
    "prison": "在监狱服刑",
    "held": "因为别的原因，被依法限制人身自由",
    "lost": "失去联系半年以上",
    UNKNOWN: "不清楚",
}

# 被依法限制人身自由 may be one of several things, which count differently: nobody is asked which, so it stays open.
_WHERE_FACTS: Mapping[str, Mapping[str, Answer]] = MappingProxyType(
    {
        "home": {"lives_together": True, "custody_status": NOT_IN_CUSTODY},
        "away": {"lives_together": True, "custody_status": NOT_IN_CUSTODY},
        "apart": {"lives_together": False, "custody_status": NOT_IN_CUSTODY},
        "prison": {"lives_together": True, "custody_status": PRISON},
        "held": {"lives_together": True, "custody_status": None},
        "lost": {
            "lives_together": False,
            "custody_status": None,
            "lost_contact_months": Decimal(6),
            "is_declared_missing": None,
        },
        UNKNOWN: {
            "lives_together": None,
            "custody_status": None,
            "lost_contact_months": None,
            "is_declared_missing": None,
        },
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """One row. ``key`` as in the rules (m1 is who asks); ``age`` None: not told."""

    key: str
    relation: str
    age: int | None
    where: str

    @property
    def is_applicant(self) -> bool:
        return self.key == "m1"

    @property
    def is_child(self) -> bool:
        return self.age is not None and self.age < 18

    def facts(self, as_of: date) -> dict[str, Answer]:
        own = "本人" if self.is_applicant else RELATIONS[self.relation][1]
        born = None if self.age is None else born_on(self.age, as_of)
        return {"relation_to_applicant": own, "birth_date": born, **_WHERE_FACTS[self.where]}


def labels(people: tuple[Person, ...]) -> dict[str, str]:
    """您自己, 孩子（8岁）, 爸爸或妈妈（1）…: by key, each different."""
    named = {one.key: _label(one) for one in people}
    told: dict[str, int] = {}
    different = {}
    for key, name in named.items():
        told[name] = told.get(name, 0) + 1
        twice = list(named.values()).count(name) > 1
        different[key] = f"{name} 第{told[name]}个" if twice else name
    return different


def _label(one: Person) -> str:
    if one.is_applicant:
        return "您自己"
    age = "" if one.age is None else f"（{one.age}岁）"
    return f"{SHORT[one.relation]}{age}"


def born_on(age: int, as_of: date) -> date:
    """A day of birth of somebody who is that many full years old: no rule looks at more than the years."""
    try:
        return as_of.replace(year=as_of.year - age)
    except ValueError:
        return date(as_of.year - age, 2, 28)


def months_before(as_of: date, months: int) -> date:
    """A day since which that many full months have passed."""
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    day = as_of.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1
