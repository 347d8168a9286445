"""The referrals of 今日: what firms said, who goes to an interview, what runs out, what waits to be sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from clients.models import Client
from law.terms import chinese_day
from people.models import User
from placement.desk.referral_rows import Row, rows
from placement.models.referral import State

# Lines of each group before the rest is only counted.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One referral, with whose it is; ``said``: what is worth knowing of it here."""

    row: Row
    client: Client
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Those that one thing is to be done with; ``view`` is the list on which all of them stand."""

    code: str
    title: str
    lines: Sequence[Line]
    count: int
    view: str

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def of_today(worker: User, clients: Sequence[Client], now: datetime) -> dict[str, object]:
    """The groups that hold anything, each referral in the first that it fits; whose consent ends stands in that group
    besides. ``clients``: her caseload.

    As many queries as ``referral_rows.rows``.
    """
    by_id = {client.pk: client for client in clients}
    left = [row for row in rows(worker, now) if row.client_id in by_id]
    groups = _consents(left, by_id)
    for code, (title, view, fits, said) in GROUPS.items():
        mine = [row for row in left if fits(row, now)]
        left = [row for row in left if not fits(row, now)]
        if mine:
            lines = [Line(row, by_id[row.client_id], said(row)) for row in mine[:SHOWN]]
            groups.append(Group(code, title, lines, len(mine), view))
    return {"referral_groups": groups, "referral_count": sum(group.count for group in groups)}


def _consents(found: Sequence[Row], clients: Mapping[int, Client]) -> list[Group]:
    """Those under which the firm sees nothing any more, or soon; none or one group."""
    ends = sorted((row.consent_ends, row.pk, row) for row in found if row.consent_ends is not None)
    lines = [Line(row, clients[row.client_id], _consent_words(row)) for _, _, row in ends[:SHOWN]]
    return [Group("consents", "同意书快到期或者已经到期", lines, len(ends), "running")] if ends else []


def _consent_words(row: Row) -> str:
    until = f"同意书到{chinese_day(row.consent_ends)}为止，推荐还在进行，" if row.consent_ends else ""
    return until + ("已经再次征求，等本人答复" if row.asked_again else "请再征求一次")


def _interview_near(row: Row, now: datetime) -> bool:
    if row.state != State.INTERVIEW or row.interview_at is None:
        return False
    today, day = timezone.localtime(now).date(), timezone.localtime(row.interview_at).date()
    return row.interview_at > now and day <= today + timedelta(days=1)


Fits = Callable[[Row, datetime], bool]
# Title, the list with all of them, which ones, what is said of each. In the order in which they matter.
GROUPS: Mapping[str, tuple[str, str, Fits, Callable[[Row], str]]] = {
    "interviews": ("今天、明天面试", "ours", _interview_near, lambda row: row.step.text),
    "news": ("企业刚答复", "running", lambda row, now: row.news, lambda row: f"{row.state.label}，{row.step.text}"),
    "chase": ("答复期快到或者已过", "ours", lambda row, now: row.step.code == "chase", lambda row: row.step.text),
    "call": (
        "企业没有网上账号，打电话推荐",
        "ours",
        lambda row, now: row.step.code == "call",
        lambda row: f"{row.title}，代号 {row.code}",
    ),
    "results": (
        "等您登记",
        "ours",
        lambda row, now: row.step.code in ("remind", "result", "start", "contract"),
        lambda row: row.step.text,
    ),
    "unsent": (
        "还没有发送",
        "running",
        lambda row, now: row.state == State.PREPARED,
        lambda row: row.step.text,
    ),
}
