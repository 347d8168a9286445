"""October 2026 in three streets, written row by row; beside each row stands which figures it has to appear in.

The tally is kept by who writes the rows, never by the code that counts them. Beside what counts stand rows that do not:
of another month, ended on the last day, a case opened by mistake.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from clients.models import Client, HelpEvent, RehabMeasure
from people.models import Sex
from placement.models import FollowUp, Placement
from tests.cast import JIAOTONG, a_region, a_social_worker

OCTOBER, LAST = date(2026, 10, 1), date(2026, 10, 31)
GONGYUAN, HABAGEXI = "150602002", "150603001"
SHANGHAI = ZoneInfo("Asia/Shanghai")
LONG_AGO, NEXT_MONTH = date(2026, 1, 12), date(2026, 11, 5)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


class Town:
    """What was written, and ``tally``: {code: {region: how many}} of what it has to come to."""

    def __init__(self) -> None:
        self.tally: dict[str, Counter[str]] = defaultdict(Counter)
        self.worker = a_social_worker("李敏", JIAOTONG)
        for code in (GONGYUAN, HABAGEXI):
            a_region(code)
        self._numbers = count(1)

    def note(self, place: str, *codes: str, times: int = 1) -> None:
        for code in codes:
            self.tally[code][place] += times

    # People -----------------------------------------------------------------------------------------------------------

    def person(
        self,
        place: str = JIAOTONG,
        *,
        sex: str = Sex.MALE,
        category: str = "rehabilitation",
        measure: str = "",
        opened: date = LONG_AGO,
        closed: date | None = None,
        how: str = "",
        heard: bool = True,
    ) -> Client:
        """Somebody on the register; ``heard`` False: nobody has spoken with her since the month began."""
        client = Client.objects.create(
            number=f"DS{next(self._numbers):05d}", name="王建军", residence_region=a_region(place), sex=sex,
            category=category, caseworker=self.worker, opened_on=opened, closed_on=closed, closed_how=how,
            status="closed" if closed else "open",
        )  # fmt: skip
        if measure:
            RehabMeasure.objects.create(client=client, kind=measure, start=opened)
        if how == Client.ClosedHow.MISTAKE:
            return client
        if opened <= LAST and (closed is None or closed > LAST):
            self.note(
                place, "clients.open", f"clients.sex.{sex or 'unknown'}", f"clients.category.{category}",
                f"clients.measure.{measure or 'none'}",
            )  # fmt: skip
            if heard:
                # One call; what else is asked of contacts is in ``help``.
                self.contact(client, place, "call", "routine")
                self.note(place, "help.reached")
            elif opened < OCTOBER:
                self.note(place, "overdue.silent")
        if OCTOBER <= opened <= LAST:
            self.note(place, "clients.new")
        if closed and OCTOBER <= closed <= LAST:
            self.note(place, "clients.closed", f"clients.closed.{how}")
        return client

    def contact(self, client: Client, place: str, kind: str, about: str, when: datetime | None = None, **fields):
        """Help that reached her; of this month unless said otherwise."""
        event = HelpEvent.objects.create(
            client=client, worker=self.worker, kind=kind, about=about, at=when or at(10, 15), note="情况正常", **fields
        )
        if when is None:
            self.note(place, "help.contacts", f"help.contacts.{kind}", f"help.about.{about}")
            aid = fields.get("aid", "")
            if kind == "aid" or aid:
                self.note(place, "help.aid", f"help.aid.{aid or 'unsaid'}")
            if aid in ("money", "goods") and fields.get("value") is not None:
                self.note(place, f"help.valued.{aid}")
                self.note(place, f"help.value.{aid}", times=int(fields["value"] * 100))
        return event

    # Work -------------------------------------------------------------------------------------------------------------

    def job(
        self, place: str, started: date, *, kind: str = "dispersed", ended: date | None = None, client=None, **fields
    ) -> Placement:
        """A job of somebody of her own, who is heard of otherwise."""
        client = client or self.person(place)
        placement = Placement.objects.create(
            client=client, kind=kind, job_title="装卸工", started_on=started, ended_on=ended,
            end_reason="quit" if ended else "", **fields,
        )  # fmt: skip
        if started <= LAST and (ended is None or ended > LAST):
            self.note(place, "work.at_work", f"work.at_work.{kind}")
        if OCTOBER <= started <= LAST and started >= client.opened_on:
            self.note(place, "work.placed", f"work.placed.{kind}")
        if ended and OCTOBER <= ended <= LAST:
            self.note(place, "work.left")
        return placement

    def asked(self, placement: Placement, day: int, settled: date | None, outcome: str = "working") -> FollowUp:
        return FollowUp.objects.create(
            placement=placement, day=day, due_on=placement.started_on + timedelta(days=day), settled_on=settled,
            outcome=outcome if settled else "",
        )  # fmt: skip
