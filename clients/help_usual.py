"""常用记录: the contacts that make up most of a worker's month, filled in at one touch and still hers to edit.

A new one is one line of ``USUAL``. Each has a pair of kind and subject of its own: by that pair we see which of them a
worker uses, because notes are encrypted and cannot be counted.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from clients.models import HelpEvent
from people.models import User

Kind, About = HelpEvent.Kind, HelpEvent.About
# How far back one looks for what a worker used lately.
LATELY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Usual:
    """One usual contact. ``state`` is how it went, in two or three words; ``days`` until the next one."""

    code: str
    kind: HelpEvent.Kind
    about: HelpEvent.About
    state: str
    note: str
    days: int

    @property
    def what(self) -> str:
        """``电话 · 情况正常``."""
        return self.state if self.kind == Kind.ATTEMPT else f"{self.kind.label} · {self.state}"

    @property
    def label(self) -> str:
        """``电话 · 情况正常 · 30 天后``."""
        return f"{self.what} · {self.days} 天后"

    @property
    def icon(self) -> str:
        return HelpEvent.ICONS[self.kind]

    def next_on(self, today: date) -> date:
        return today + timedelta(days=self.days)


USUAL = (
    Usual("call", Kind.CALL, About.ROUTINE, "情况正常", "电话联系，本人情况正常。", 30),
    Usual("visit", Kind.VISIT, About.ROUTINE, "情况正常", "上门走访，本人和家里情况正常。", 30),
    Usual("attempt", Kind.ATTEMPT, About.ROUTINE, "没联系上", "电话没有接通。", 3),
    Usual("office", Kind.OFFICE, About.ROUTINE, "情况正常", "本人来站里，情况正常。", 30),
    Usual("work_call", Kind.CALL, About.WORK, "在找工作", "电话问了求职进展，还在找。", 14),
    Usual("work_visit", Kind.VISIT, About.WORK, "上班正常", "到单位或住处看望，上班正常。", 30),
)
BY_CODE = {one.code: one for one in USUAL}


def of_worker(worker: User, *, now: datetime | None = None) -> list[Usual]:
    """All usual contacts, first those that she used most lately, then the latest, then as declared. One query."""
    now = now or timezone.now()
    used = {
        (kind, about): (times, latest)
        for kind, about, times, latest in HelpEvent.objects.visible_to(worker)
        .filter(worker=worker, at__gte=now - LATELY)
        .order_by()
        .values_list("kind", "about")
        .annotate(times=Count("pk"), latest=Max("at"))
    }
    never = (0, now - LATELY)
    return sorted(
        USUAL, key=lambda one: (used.get((one.kind, one.about), never), -USUAL.index(one)), reverse=True
    )  # fmt: skip
