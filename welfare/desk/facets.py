"""What the lists of assistance can be narrowed by: place, worker, outcome, evidence and the one paper that decides."""

from collections.abc import Callable, Iterable
from typing import Any

from clients.models import Grade
from people.models import Level, Region, Role, User
from people.scope import covers
from ui.facets import UNKNOWN, Facet
from welfare import said
from welfare.models.determination import OutcomeChoice
from welfare.standings import APPLYING, NOT_YET, RECEIVING, Standing

ELSEWHERE = "elsewhere"
# Beside the papers by name: whoever lacks just one, whichever it is.
ANY = "any"
_LEVELS = sorted(Level)


def facets_of_list(user: User, rows: Iterable[Standing]) -> tuple[Facet, ...]:
    """The facets of 资格名单 over these rows. Two queries: names of places and of workers."""
    rows = list(rows)
    return (
        OUTCOME,
        RECEIVING_OR_NOT,
        places(user, (row.place for row in rows), lambda row: row.place),
        DECIDING,
        GRADE,
        *workers(user, (row.caseworker for row in rows), lambda row: row.caseworker),
        CHANGED,
    )


def places(user: User, codes: Iterable[str], of: Callable[[Any], str]) -> Facet:
    """The places one level below the acting region; streets for a social worker, whose clients live anywhere."""
    upper = "" if user.role == Role.SOCIAL_WORKER or user.region is None else user.region.code
    level = _level_below(upper) if upper else Level.STREET
    names = names_of_places({code[:level] for code in codes if len(code) >= level})

    def values(row: Any) -> tuple[str]:
        code = of(row)
        if not covers(upper, code):
            return (ELSEWHERE,)
        return (code[:level],) if len(code) >= level else (UNKNOWN,)

    words = {ELSEWHERE: "户籍在本地，住在外地", UNKNOWN: "没有写到这一级"}
    return Facet("street", "居住地", values, label=lambda code: words.get(code) or names.get(code, code), most=8)


def _level_below(code: str) -> int:
    return next((level for level in _LEVELS if level > len(code)), Level.COMMUNITY)


def names_of_places(codes: Iterable[str]) -> dict[str, str]:
    """By code. One query."""
    return dict(Region.objects.current().filter(code__in=sorted(codes)).values_list("code", "name"))


def workers(user: User, ids: Iterable[int], of: Callable[[Any], int]) -> tuple[Facet, ...]:
    """Whose client it is; no choice for a social worker, whose clients they all are."""
    if user.role == Role.SOCIAL_WORKER:
        return ()
    return (people("worker", "责任社工", ids, lambda row: (str(of(row)),)),)


def people(name: str, legend: str, ids: Iterable[int | None], values: Callable[[Any], Iterable[str]]) -> Facet:
    """A facet of users by id. One query."""
    found = User.objects.filter(pk__in={pk for pk in ids if pk}).order_by("name", "username")
    labels = {str(pk): called for pk, called in found.values_list("pk", "name")}
    return Facet(name, legend, values, labels, label=lambda pk: labels.get(pk, "—"))


OUTCOME = Facet("outcome", "结果", lambda row: (row.outcome,), dict(OutcomeChoice.choices))
RECEIVING_OR_NOT = Facet(
    "receiving",
    "是否享受",
    lambda row: (row.receiving,),
    {NOT_YET: "未享受", APPLYING: "办理中", RECEIVING: "正在享受"},
)
DECIDING = Facet(
    "paper",
    "差一份材料",
    lambda row: (ANY, row.deciding) if row.deciding else (),
    {ANY: "不论哪一份"},
    label=said.paper_for,
    most=5,
    by_count=True,
)
GRADE = Facet(
    "grade", "佐证等级（最弱的一项）", lambda row: (row.grade or UNKNOWN,), {**dict(Grade.choices), UNKNOWN: "没有佐证"}
)
CHANGED = Facet("changed", "上次筛查以来", lambda row: ("1",) if row.changed else (), {"1": "结果有变化"})
