"""Bringing an uploaded list in: as a job, in steps, each step whole. Nothing is added twice, also after a crash."""

import json
from dataclasses import dataclass

from celery.schedules import crontab
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from clients.enrol import enrol_many
from clients.intake import workbook
from clients.intake.cells import text_of
from clients.intake.columns import heading_line, missing, recognise
from clients.intake.preview import check, open_indexes
from clients.intake.reading import Row, Surroundings
from clients.models import Intake
from jobs.run import Job, Progress, ask, job
from people import ledger
from people.act_as import in_post
from people.errors import Refused
from people.models import Action, Purpose, User

STEP = 100
KIND = "intake"


@dataclass(frozen=True)
class Table:
    """An upload as it is worked with: the sheet, where its headings are, which column means what."""

    sheet: workbook.Sheet
    heading: int
    mapping: dict[int, str]

    @property
    def headings(self) -> list[str]:
        return [text_of(cell) for cell in self.sheet.rows[self.heading]]


@transaction.atomic
def upload(actor: User, data: bytes) -> Intake:
    """Keep a workbook, encrypted, until it is applied or a week has passed.

    Raises Refused when it cannot be read or has no headings, or the actor acts nowhere.
    """
    if actor.acting is None:
        raise Refused("您现在没有任职，不能导入。", "请联系负责人。")
    Intake.objects.forget_old(timezone.now())
    sheet = workbook.read(data)
    heading = heading_line(sheet.rows)
    if heading is None:
        raise Refused("前 10 行里没有找到“姓名”“身份证号”这样的表头。", "请对照模板加上表头。")
    intake = Intake.objects.create(
        uploaded_by=actor,
        membership=actor.acting,
        sheet=sheet.to_json(),
        mapping=recognise([text_of(cell) for cell in sheet.rows[heading]]),
        rows=sum(1 for row in sheet.rows[heading + 1 :] if any(text_of(cell) for cell in row)),
    )
    ledger.record(actor, Action.IMPORT, KIND, intake.pk, Purpose.CASE_WORK)
    return intake


def table_of(intake: Intake) -> Table:
    """The upload's table. Raises Refused once it has been forgotten."""
    if not intake.sheet:
        raise Refused("上传的文件已经清除。", "请重新上传。")
    sheet = workbook.Sheet.from_json(intake.sheet)
    heading = heading_line(sheet.rows)
    return Table(sheet, heading or 0, {int(number): field for number, field in intake.mapping.items()})


def checked(intake: Intake, actor: User) -> list[Row]:
    """Every row with what would become of it, today."""
    table = table_of(intake)
    return check(table.sheet, table.heading + 1, table.mapping, Surroundings(actor, timezone.localdate()))


@transaction.atomic
def start(actor: User, intake: Intake) -> Job:
    """Ask for the import; pressing the button twice asks once. Raises Refused while a required column is missing."""
    table = table_of(intake)
    if lacking := missing(table.mapping):
        raise Refused(f"还缺{'、'.join(column.title for column in lacking)}列。", "请在“列对应”里选好再导入。")
    Intake.objects.filter(pk=intake.pk, state=Intake.State.UPLOADED).update(state=Intake.State.APPLYING)
    return ask(actor, "intake.apply", key=str(intake.uid), intake=intake.pk)


@job("intake.apply", title="批量导入服务对象")
def apply(job: Job, progress: Progress) -> dict:
    """Add the good rows of one upload, ``STEP`` at a time, and keep the rest with its reasons."""
    intake = Intake.objects.select_related("uploaded_by", "membership__region").get(pk=job.payload["intake"])
    if intake.state == Intake.State.APPLIED:
        return receipt(intake)
    actor = in_post(intake.uploaded_by, intake.membership_id)
    rows = checked(intake, actor)
    if not intake.left_over:
        _set_apart(intake, rows)
    apart = {line for line, _ in json.loads(intake.left_over or "[]")}
    # The same list on every attempt: what an earlier one has added is known by now, but was not set apart.
    good = [row for row in rows if row.case and row.line not in apart]
    for first in range(job.progress_done, len(good), STEP):
        step = good[first : first + STEP]
        with transaction.atomic():
            _add(actor, intake, step)
            progress(first + len(step), len(good), f"正在导入，共 {len(good)} 人")
    _finish(intake)
    return receipt(intake)


def _set_apart(intake: Intake, rows: list[Row]) -> None:
    """Write down, before anybody is added, which rows stay behind and why."""
    rest = [(row.line, row.reasons) for row in rows if not row.is_good]
    intake.left_over = json.dumps(rest, ensure_ascii=False)
    intake.known = sum(row.known for row in rows)
    intake.refused = len(rest) - intake.known
    intake.save(update_fields=["left_over", "known", "refused"])


def _add(actor: User, intake: Intake, step: list[Row]) -> None:
    # Somebody may have enrolled one of them since the check.
    taken = open_indexes(row.case.id_number_index for row in step if row.case)
    cases = [row.case for row in step if row.case and row.case.id_number_index not in taken]
    late = [row for row in step if row.case and row.case.id_number_index in taken]
    if late:
        rest = json.loads(intake.left_over or "[]") + [(row.line, "已在册，不重复导入。") for row in late]
        intake.left_over = json.dumps(sorted(rest), ensure_ascii=False)
        intake.save(update_fields=["left_over"])
    enrol_many(actor, cases, Action.IMPORT)
    Intake.objects.filter(pk=intake.pk).update(added=F("added") + len(cases), known=F("known") + len(late))


@transaction.atomic
def _finish(intake: Intake) -> None:
    """Forget everybody who was added; the rows that stay behind can be downloaded until the week is over."""
    table = table_of(intake)
    reasons = dict(json.loads(intake.left_over or "[]"))
    rest = [[line, reasons[line], table.sheet.rows[line - 1]] for line in sorted(reasons)]
    intake.left_over = json.dumps({"headings": table.headings, "rows": rest}, ensure_ascii=False)
    intake.sheet = None
    intake.state = Intake.State.APPLIED
    intake.save(update_fields=["left_over", "sheet", "state"])


def receipt(intake: Intake) -> dict:
    """What the job leaves: figures and an address."""
    intake.refresh_from_db()
    return {
        "added": intake.added,
        "known": intake.known,
        "refused": intake.refused,
        "url": reverse("clients:intake_one", args=[intake.pk]),
    }


@job("intake.forget", title="清除过期的导入文件", every=crontab(hour="3", minute="20"))
def forget(job: Job, progress: Progress) -> dict:
    """Empty uploads whose week is over."""
    return {"forgotten": Intake.objects.forget_old(timezone.now())}
