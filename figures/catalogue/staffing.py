"""人员: social workers, those qualified, and how many clients each has on the average."""

from collections.abc import Callable, Iterator
from functools import partial

from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import Period
from people.models import Membership, Qualification, Role, Sex

GROUP = "人员"
# 社会工作师 of the three grades: what else somebody may hold is no licence of the trade.
GRADES = (Qualification.Kind.ASSISTANT, Qualification.Kind.SOCIAL_WORKER, Qualification.Kind.SENIOR)


def _posts(period: Period) -> list[tuple[int, int, str, str | None]]:
    """One post of each social worker in each place on the last day: id, user, place, sex."""
    found: dict[tuple[int, str], tuple[int, int, str, str | None]] = {}
    rows = Membership.objects.current(period.last).filter(role=Role.SOCIAL_WORKER).order_by("-pk")
    for pk, user, place, sex in rows.values_list("pk", "user", "region__code", "user__sex"):
        found[user, place] = (pk, user, place, sex)
    return list(found.values())


def _workers(which: Callable[[int, str | None], bool], period: Period) -> Iterator[Row]:
    return (Row(pk, place) for pk, user, place, sex in _posts(period) if which(user, sex))


def _everybody(user: int, sex: str | None) -> bool:
    return True


def _women(user: int, sex: str | None) -> bool:
    return sex == Sex.FEMALE


def _qualified(period: Period) -> Iterator[Row]:
    held = Qualification.objects.filter(kind__in=GRADES, issued_on__lte=period.last).exclude(expires_on__lt=period.last)
    holders = set(held.values_list("user", flat=True))
    return _workers(lambda user, sex: user in holders, period)


_stock = partial(Figure, group=GROUP, unit="人", kind=Kind.STOCK, table=Table.MEMBERSHIP, better="more")
_WORKERS = "最后一天任职的禁毒社工，按任职的区域算；在几个地方任职的，各处各算一次"

FIGURES = (
    _stock("staff.workers", "禁毒社工", definition=f"{_WORKERS}。", rows=partial(_workers, _everybody)),
    _stock(
        "staff.women",
        "其中女社工",
        definition=f"{_WORKERS}；其中性别登记为女的。",
        rows=partial(_workers, _women),
        parts_of=(Part("staff.workers", "women", complete=False),),
    ),
    _stock(
        "staff.qualified",
        "其中持社会工作师证",
        definition=f"{_WORKERS}；其中当天持有初级、中级或高级社会工作师证并且没有过期的。",
        rows=_qualified,
        parts_of=(Part("staff.workers", "qualified", complete=False),),
    ),
    Figure(
        "staff.ratio",
        "每名社工服务人数",
        GROUP,
        "人",
        Kind.RATIO,
        "最后一天在册的服务对象除以任职的禁毒社工，都按同一个区域算。",
        numerator="clients.open",
        denominator="staff.workers",
        better="less",
    ),
)
