"""How the background work does: what waits and for how long, what was given up, who works, what comes round when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from config.operations.words import span
from jobs.kinds import Kind, kind_of, recurring
from jobs.models import Job, Recurrence, State, WorkerSeen
from jobs.schedule import is_due, next_turn

OPEN, ENDED = (State.WAITING, State.RUNNING), (State.DONE, State.FAILED, State.GIVEN_UP)
DAY = timedelta(days=1)
# A job that has been ready for longer should have been taken by somebody.
LONG_WAIT = timedelta(minutes=10)
# Somebody looks at the schedule twice a minute: a turn that nobody asked for by now was missed.
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Queue:
    """waiting  jobs not begun, those that wait for a later hour included; ``ready`` of them may be taken now
    oldest      how long the one that is ready longest has been so; None if none is
    """

    waiting: int
    ready: int
    running: int
    given_up: int
    done: int
    oldest: timedelta | None

    @property
    def is_stuck(self) -> bool:
        return self.oldest is not None and self.oldest > LONG_WAIT

    @property
    def oldest_words(self) -> str:
        return span(self.oldest) if self.oldest is not None else ""


def line(now: datetime) -> Queue:
    """The queue at this moment; ``given_up`` and ``done`` are those of the last 24 hours."""
    ready = Job.objects.ready(now)
    states = Counted(Job.objects.filter(state__in=OPEN))
    ended = Counted(Job.objects.filter(state__in=(State.GIVEN_UP, State.DONE), finished_at__gt=now - DAY))
    # Of one whose worker died silently, the end of its lease is since when it may be taken.
    since = ready.aggregate(
        due=Min("not_before", filter=Q(state=State.WAITING)), lease=Min("lease_until", filter=Q(state=State.RUNNING))
    )
    moments = [moment for moment in since.values() if moment is not None]
    return Queue(
        waiting=states[State.WAITING],
        ready=ready.count(),
        running=states[State.RUNNING],
        given_up=ended[State.GIVEN_UP],
        done=ended[State.DONE],
        oldest=now - min(moments) if moments else None,
    )


class Counted(dict[str, int]):
    """How many of these jobs are in each state; 0 where none is."""

    def __init__(self, jobs: QuerySet[Job]) -> None:
        super().__init__(jobs.order_by().values_list("state").annotate(count=Count("pk")))

    def __missing__(self, state: str) -> int:
        return 0


def by_kind(now: datetime) -> dict[tuple[str, str], int]:
    """Kind and state → how many: those that wait or run, and those that ended in the last 24 hours."""
    # Two questions, each along an index: asked as one, it reads every job there ever was.
    parts = (Job.objects.filter(state__in=OPEN), Job.objects.filter(state__in=ENDED, finished_at__gt=now - DAY))
    return {
        (kind, state): count
        for part in parts
        for kind, state, count in part.order_by().values_list("kind", "state").annotate(count=Count("pk"))
    }


def title_of(kind: str) -> str:
    """What people call this kind of work."""
    known = kind_of(kind)
    return known.title if known else kind


@dataclass(frozen=True)
class Worker:
    """One worker process. ``doing`` holds titles of what it has in hand."""

    name: str
    kind: str
    seen_at: datetime
    is_alive: bool
    doing: list[str]


def workers(now: datetime) -> list[Worker]:
    """Those that have been heard of lately, the living first."""
    running = list(Job.objects.filter(state=State.RUNNING).values_list("worker", "kind").order_by("pk"))
    seen = [
        Worker(
            one.name,
            one.get_kind_display(),
            one.seen_at,
            one.is_alive(now),
            [title_of(kind) for worker, kind in running if worker.startswith(f"{one.name}/")],
        )
        for one in WorkerSeen.objects.all()
    ]
    return sorted(seen, key=lambda one: (not one.is_alive, one.name))


@dataclass(frozen=True)
class Turn:
    """One recurring kind of work. ``last`` is the job of its last turn, None if there was none yet."""

    title: str
    last: Job | None
    next_at: datetime
    is_missed: bool

    @property
    def tone(self) -> str:
        """Of its last turn."""
        if self.last is None or self.last.is_open:
            return "wait"
        return "good" if self.last.state == State.DONE else "bad"


def schedule(now: datetime) -> list[Turn]:
    """Every recurring kind, the missed ones first, then by when its turn comes."""
    settled = dict(Recurrence.objects.values_list("kind", "settled_at"))
    last = _last_of([kind.name for kind in recurring()])
    turns = [
        Turn(kind.title, last.get(kind.name), comes, _is_missed(kind, settled, now))
        for kind in recurring()
        if (comes := next_turn(kind, now)) is not None
    ]
    return sorted(turns, key=lambda turn: (not turn.is_missed, turn.next_at))


def missed(now: datetime) -> int:
    """How many recurring kinds should have been asked for and were not."""
    settled = dict(Recurrence.objects.values_list("kind", "settled_at"))
    return sum(_is_missed(kind, settled, now) for kind in recurring())


def _is_missed(kind: Kind, settled: Mapping[str, datetime], now: datetime) -> bool:
    since = settled.get(kind.name)
    return since is not None and since < now - LATE and is_due(kind, since, now - LATE)


def _last_of(kinds: list[str]) -> dict[str, Job]:
    newest = Job.objects.filter(kind__in=kinds).order_by().values("kind").annotate(pk=Max("pk")).values("pk")
    return {row.kind: row for row in Job.objects.filter(pk__in=newest)}
