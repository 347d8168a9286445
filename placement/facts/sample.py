"""抽查: each month some facts of a district are drawn by lot; what the check finds goes back to who recorded them."""

import secrets
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from clients.door import KIND
from clients.models import Client, FactCheck, FactSample, HouseholdFact
from jobs.notify import notify
from people import ledger
from people.errors import Refused
from people.models import Action, Level, Membership, Purpose, Region, Role, User
from people.scope import code_range, covers, within_scope
from placement.facts.kinds import BY_CODE, KINDS, FactKind
from welfare.restricted import RESTRICTED_FACTS

SIZE = 20
Result = FactCheck.Result


@transaction.atomic
def draw(actor: User | None, region: Region, month: date, *, size: int = SIZE, seed: str = "") -> FactSample:
    """Draw the sample of a month (its first day) in a region; ``actor`` None: by the schedule.

    Every fact of an open case that stands today is as likely as every other; what ``RESTRICTED_FACTS`` names of a
    household is never drawn. Raises Refused where it was drawn already, or there is nothing to draw from.
    """
    if actor is not None and not _may_draw(actor, region):
        raise Refused("抽查由本区域的负责人办理。")
    seed = seed or secrets.token_hex(16)
    pools = [(kind, _of_region(kind, region)) for kind in KINDS]
    ends = list(accumulate(pool.count() for _, pool in pools))
    total = ends[-1]
    if not total:
        raise Refused("还没有可以抽查的记录。", "建档、录入以后再抽。")
    try:
        with transaction.atomic():
            made = FactSample.objects.create(
                region=region, month=month, seed=seed, drawn_from=total, drawn_at=timezone.now(), drawn_by=actor
            )
    except IntegrityError:
        raise Refused("这个月已经抽过了。", "在下面接着核对。") from None
    # A lot that everybody may draw again, no secret.
    lots = sorted(Random(seed).sample(range(total), min(size, total)))  # noqa: S311
    for lot in lots:
        place = bisect_right(ends, lot)
        kind, pool = pools[place]
        row = pool.order_by("pk")[lot - (ends[place - 1] if place else 0)]
        FactCheck.objects.create(
            sample=made, client=kind.client_of(row), table=kind.code, row=row.pk, recorder=row.recorded_by,
            words=kind.words(row), recorded_by=actor, recorded_at=timezone.now(),
        )  # fmt: skip
    ledger.record(actor, Action.CREATE, "fact_sample", made.pk, Purpose.SUPERVISION)
    return made


def _may_draw(actor: User, region: Region) -> bool:
    return actor.role == Role.MANAGER and actor.region is not None and covers(actor.region.code, region.code)


def _of_region(kind: FactKind, region: Region) -> Any:
    rows: Any = kind.model.objects.unscoped("the monthly sample of a region").filter(kind.alive)
    path, (low, high) = kind.model.TO_CLIENT, code_range(region.code)
    rows = rows.filter(
        **{
            f"{path}status": Client.Status.OPEN,
            f"{path}residence_region__code__gte": low,
            f"{path}residence_region__code__lte": high,
        }
    )
    return rows.exclude(code__in=RESTRICTED_FACTS) if kind.model is HouseholdFact else rows


def draw_everywhere(month: date) -> int:
    """The schedule's work: a sample for each county that has a manager; returns how many were drawn."""
    posts = Membership.objects.current().filter(role=Role.MANAGER, region__level=Level.COUNTY, user__is_active=True)
    drawn = 0
    for region in Region.objects.filter(pk__in=posts.values("region")):
        try:
            draw(None, region, month)
        except Refused:
            continue
        drawn += 1
    return drawn


def samples_of(user: User) -> Any:
    """The samples of the manager's region and below, with how far the checking is."""
    done = Count("checks", filter=~Q(checks__result=Result.WAITING))
    wrong = Count("checks", filter=Q(checks__result=Result.DIFFERS))
    return within_scope(user, FactSample.objects.select_related("region__parent", "drawn_by")).annotate(
        size=Count("checks"), done=done, wrong=wrong
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One fact of a sample as the checker reads it: as it was drawn, and what it says now where that is something
    else; ``now`` None: the record has gone since."""

    check: FactCheck
    label: str
    now: str | None
    href: str

    @property
    def words(self) -> str:
        return self.check.words or self.now or ""

    @property
    def changed(self) -> bool:
        return self.now is not None and self.now != self.words


def drawn(checks: list[FactCheck]) -> Iterator[Drawn]:
    """The facts behind the checks, read as they stand now. One query a table."""
    rows: dict[str, dict[int, Any]] = {}
    for table in {check.table for check in checks}:
        kind, wanted = BY_CODE[table], [check.row for check in checks if check.table == table]
        related: tuple[str, ...] = ("residence_region",) if kind.model is Client else ("client__residence_region",)
        if kind.code == "household_fact":
            related = (*related, "member")
        found = kind.model.objects.unscoped("facts of a sample that the reader may see").filter(pk__in=wanted)
        rows[table] = {row.pk: row for row in found.select_related(*related)}
    for check in checks:
        kind, row = BY_CODE[check.table], rows[check.table].get(check.row)
        yield Drawn(check, kind.label, kind.words(row) if row else None, kind.place(row) if row else "")


@transaction.atomic
def settle(actor: User, check_id: int, result: str, note: str = "") -> FactCheck:
    """What the check found. A fact that differs goes back to who recorded it, and to the caseworker.

    Raises FactCheck.DoesNotExist out of the manager's region, Refused for one that is settled or a difference without
    words.
    """
    check = _checks_of(actor).select_related("client__caseworker", "recorder").get(pk=check_id)
    if result == Result.DIFFERS and not note.strip():
        raise Refused("请写明实际是怎样的。", "录入人要照着改。")
    if result not in Result.values or result in (Result.WAITING, Result.MOVED):
        raise Refused("还没有选核对结果。")
    waiting = _checks_of(actor).filter(pk=check.pk, result=Result.WAITING)
    if not waiting.update(result=result, checked_by=actor, checked_on=timezone.localdate()):
        raise Refused("这一条已经核对过了。", "请刷新页面看最新情况。")
    check.refresh_from_db()
    check.note = note.strip()
    check.save(update_fields=["note"])
    if result == Result.DIFFERS:
        for person in {check.recorder, check.client.caseworker} - {None, actor}:
            notify(person, f"抽查发现一条“{BY_CODE[check.table].label}”与实际不符，请核对后修改。", "placement:facts")
    ledger.record(actor, Action.CHANGE, KIND, check.client_id, Purpose.SUPERVISION)
    return check


@transaction.atomic
def settle_moved(actor: User, sample_id: int) -> int:
    """Close what can no longer be checked here, because the clients have been received elsewhere; returns how many.

    Raises FactSample.DoesNotExist out of the manager's region.
    """
    sample = samples_of(actor).get(pk=sample_id)
    seen = _checks_of(actor).filter(sample=sample).values("pk")
    away = FactCheck.objects.unscoped("checks of clients who live elsewhere now").filter(
        sample=sample, result=Result.WAITING
    )
    closed = away.exclude(pk__in=seen).update(result=Result.MOVED, checked_by=actor, checked_on=timezone.localdate())
    ledger.record(actor, Action.CHANGE, "fact_sample", sample.pk, Purpose.SUPERVISION)
    return closed


@transaction.atomic
def answer(actor: User, check_id: int, words: str) -> FactCheck:
    """The keeper says that it is put right, or why it stands.

    Raises FactCheck.DoesNotExist for a client who is not on her caseload or where it is settled, Refused without words
    and where it was answered a moment ago.
    """
    check = to_answer(actor).get(pk=check_id)
    if not words.strip():
        raise Refused("请写明怎么处理的。", "例如：已改成现在的电话。")
    today = timezone.localdate()
    if not to_answer(actor).filter(pk=check.pk).update(answered_on=today):
        raise Refused("这一条刚刚已经回复过了。", "请刷新页面看最新情况。")
    check.answer, check.answered_on = words.strip(), today
    check.save(update_fields=["answer"])
    ledger.record(actor, Action.CHANGE, KIND, check.client_id, Purpose.CASE_WORK)
    return check


def to_answer(user: User) -> Any:
    """What a check found to differ and nobody has answered yet, among the reader's clients."""
    return FactCheck.objects.visible_to(user).filter(
        sample__isnull=False, result=Result.DIFFERS, answered_on=None, client__status=Client.Status.OPEN
    )


def _checks_of(actor: User) -> Any:
    checks = FactCheck.objects.visible_to(actor).filter(sample__in=samples_of(actor).values("pk"))
    return checks if actor.role == Role.MANAGER else checks.none()


def by_recorder(checks: list[FactCheck]) -> list[dict[str, Any]]:
    """The trace: for each recorder how many of her facts were drawn, true, different or not to be told."""
    found: dict[Any, dict[str, Any]] = {}
    for check in checks:
        line = found.setdefault(
            check.recorder_id, {"recorder": check.recorder, "drawn": 0, **dict.fromkeys(Result.values[1:], 0)}
        )
        line["drawn"] += 1
        if check.result:
            line[check.result] += 1
    return sorted(found.values(), key=lambda line: (-line["differs"], -line["drawn"]))
