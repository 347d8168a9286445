"""社工名册: who is posted where as a social worker, with what qualification, for how many clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from clients.models import Client
from figures.registers.executing import ORDOS_CODE
from figures.registers.register import Column, Fills, Kind, Reading, Register, Source
from law.article import Article
from law.case_clocks.sources import ORDOS
from people.models import Membership, Qualification, Role, Sex
from people.scope import code_range, within_scope


@dataclass(frozen=True, slots=True)
class Worker:
    """One post on that day. ``clients`` are those on file that day whom she answers for now."""

    post: Membership
    held: tuple[Qualification, ...]
    clients: int
    women: int

    @property
    def expires_on(self) -> date | None:
        """The first day on which something that she holds runs out."""
        return min((one.expires_on for one in self.held if one.expires_on), default=None)


def _rows(reading: Reading):
    posts = within_scope(
        reading.user,
        Membership.objects.current(reading.days.last).filter(role=Role.SOCIAL_WORKER, user__is_active=True),
    )
    if reading.is_narrowed:
        low, high = code_range(reading.region.code)
        posts = posts.filter(region__code__gte=low, region__code__lte=high)
    return (
        posts.select_related("user", "region__parent")
        .prefetch_related("user__qualifications")
        .order_by("region__code", "user__name", "pk")
    )


def _lines(reading: Reading, rows: Sequence[Membership]) -> list[Worker]:
    """One query: how many each answers for."""
    day = reading.days.last
    on_file = Client.objects.visible_to(reading.user).exclude(closed_how=Client.ClosedHow.MISTAKE)
    counted = (
        on_file.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)
        .order_by()
        .values_list("caseworker")
        .annotate(n=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)))
    )
    loads = {pk: (n, women) for pk, n, women in counted}
    found = []
    for post in rows:
        held = tuple(one for one in post.user.qualifications.all() if one.holds_on(day))
        found.append(Worker(post, held, *loads.get(post.user_id, (0, 0))))
    return found


def _numbers(line: Worker) -> str:
    return "；".join(one.number for one in line.held if one.number)


def _nobodys(line: Worker) -> None:
    return None


WORKERS = Register(
    code="workers",
    label="社工名册",
    group="人员",
    about="这一天在岗的禁毒社工，每个岗位一行，持什么资格，负责多少人。",
    fills=Fills("在“工作人员”里登记社工和任职，资格由本人或负责人登记。", "去工作人员", "people:staff"),
    rows=_rows,
    lines=_lines,
    whose=_nobodys,
    as_of=True,
    roles=(Role.MANAGER,),
    unit="个岗位",
    sources=(Source(Article(*ORDOS), ORDOS_CODE),),
    columns=(
        Column("姓名", lambda line: line.post.user.name),
        Column("性别", lambda line: line.post.user.get_sex_display() or ""),
        Column("任职地", lambda line: line.post.region.short_name),
        Column("任职开始", lambda line: line.post.valid_from, Kind.DAY, minor=True),
        Column("资格", lambda line: "；".join(map(str, line.held)), wide=True, note="这一天有效的"),
        Column("证书编号", _numbers, private=True, minor=True),
        Column("最早到期", lambda line: line.expires_on, Kind.DAY, note="这些资格里最先到期的那天"),
        Column("负责人数", lambda line: line.clients, Kind.NUMBER, note="这一天在册、现在由她负责的"),
        Column("其中女性", lambda line: line.women, Kind.NUMBER),
    ),
)
