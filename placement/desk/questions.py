"""先问清这几件事: what to ask the client first, in words, and the page that takes each answer."""

from dataclasses import dataclass

from django.urls import reverse

from clients.models import BarFact, Client
from lexicon.features import WorkFeature
from placement.best_vacancies import Missing
from placement.matching.case import Fact

MOST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the client first, why, and the one page where the answers are written down."""

    texts: tuple[str, ...]
    why: str
    href: str


_ASKED = {
    "client.wage_floor": ("每月最少要拿多少", "wish"),
    "client.shifts": ("能上哪些班次", "wish"),
    "client.districts": ("愿意去哪些地方上班", "wish"),
    "client.appointments": ("有没有固定的签到、服药、到检时间", "fixed_time"),
    "client.appointment_days": ("哪一天去到检，上午还是下午", "fixed_time"),
    "client.education": ("文化程度", "edit"),
    "client.birth_date": ("出生日期", "edit"),
    "client.position": ("住址的位置（经纬度）", "edit"),
    "client.certificates": ("持有哪些证书，有效期到什么时候", "certificate"),
    "client.licence": ("有没有驾驶证，什么车型", "certificate"),
}


def questions(client: Client, missing: list[Missing]) -> list[Question]:
    """The facts that settle most, gathered by the page that takes them, the most telling ``MOST`` pages first."""
    pages: dict[str, list[tuple[str, Missing]]] = {}
    for one in missing:
        text, place = _worded(one.fact)
        pages.setdefault(place, []).append((text, one))
    return [
        Question(tuple(text for text, _ in asked), _why([one for _, one in asked]), _address(client, place))
        for place, asked in list(pages.items())[:MOST]
    ]


def _why(asked: list[Missing]) -> str:
    if blocked := max(one.blocked for one in asked):
        return f"没问清之前，{blocked} 个岗位依法先不推荐"
    return f"关系到前面 {max(one.vacancies for one in asked)} 个岗位"


def _worded(fact: str) -> tuple[str, str]:
    if fact in _ASKED:
        return _ASKED[fact]
    group, code = fact.rsplit(".", 1)
    if group == "client.limits":
        return f"能不能做有{WorkFeature(code).label}的工作", "limits"
    if group == "client.facts":
        # What is no question of its own is read from the measures.
        return f"是否{Fact(code).label}", "bar_facts" if code in BarFact.Kind.values else "measure"
    return "其他情况", "edit"


def _address(client: Client, place: str) -> str:
    if place == "edit":
        return reverse("clients:edit", args=[client.pk])
    if place in ("fixed_time", "certificate", "measure"):
        return reverse("clients:facts", args=[client.pk, place])
    return reverse("clients:answer", args=[client.pk, place])
