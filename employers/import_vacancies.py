"""批量导入岗位: an uploaded list, checked first, applied as a job in whole steps; nothing is added twice."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from employers import publish, uploads
from employers.check_rows import Checker, NewFirm, Outcome, Row
from employers.models import Enterprise, State, Upload, Vacancy, VacancyEvent
from employers.register_enterprise import register
from jobs.run import Job, Progress, ask, job
from people import ledger
from people.act_as import in_post
from people.errors import Refused
from people.models import Action, Purpose, User

STEP = 100
# About half a second of reading; longer lists are looked over in the background.
ROWS_AT_ONCE = 200
KIND = "vacancy_import"


@transaction.atomic
def upload(actor: User, data: bytes) -> Upload:
    """Keep a list until it is applied. Raises Refused when it cannot be read or the actor acts nowhere."""
    if actor.acting is None:
        raise Refused("您现在没有任职，不能导入。", "请联系负责人。")
    Upload.objects.forget_old(timezone.now())
    table = uploads.read_file(data)
    listed = Upload.objects.create(
        uploaded_by=actor, membership=actor.acting, headings=table.headings, rows=[list(row) for row in table.rows]
    )
    if len(table.rows) <= ROWS_AT_ONCE:
        look_over(listed, actor)
    else:
        ask(actor, "employers.check", key=listed.job_key, upload=listed.pk)
    return listed


def look_over(upload: Upload, actor: User) -> None:
    """Keep what would become of each row today, so that turning a page of the preview reads no advertisement again."""
    upload.preview = [row.shown for row in checked(upload, actor)]
    upload.save(update_fields=["preview"])


@job("employers.check", title="核对岗位清单")
def check(job: Job, progress: Progress) -> dict:
    """Look a long list over."""
    listed = Upload.objects.select_related("uploaded_by", "membership__region").get(pk=job.payload["upload"])
    progress(0, None, f"正在核对 {len(listed.rows)} 行")
    look_over(listed, in_post(listed.uploaded_by, listed.membership_id))
    return {"rows": len(listed.rows), "url": reverse("employers:vacancy_import", args=[listed.pk])}


def checked(upload: Upload, actor: User) -> list[Row]:
    """What would become of each row today."""
    return Checker(actor).check([(line, cells) for line, cells in upload.rows])


@transaction.atomic
def start(actor: User, upload: Upload, *, publish_at_once: bool = False) -> Job:
    """Ask for the import; pressing the button twice asks once. Raises Refused for a list that is not the actor's."""
    if upload.uploaded_by_id != actor.pk:
        raise Refused("这份清单是别人上传的。", "请自己重新上传。")
    Upload.objects.filter(pk=upload.pk, state=Upload.State.UPLOADED).update(
        state=Upload.State.APPLYING, publish=publish_at_once
    )
    return ask(actor, "employers.import", key=upload.job_key, upload=upload.pk)


@job("employers.import", title="批量导入岗位")
def apply(job: Job, progress: Progress) -> dict:
    """Add the good rows of one list, ``STEP`` at a time; the rest stays to be downloaded with its reasons."""
    listed = Upload.objects.select_related("uploaded_by", "membership__region").get(pk=job.payload["upload"])
    if listed.state == Upload.State.APPLIED:
        return receipt(listed)
    actor = in_post(listed.uploaded_by, listed.membership_id)
    rows = checked(listed, actor)
    if not job.progress_done:
        _set_apart(listed, rows)
    # On a second attempt what the first one added is known by its key, so the list to go is shorter.
    good = [row for row in rows if row.outcome is Outcome.ADD]
    done = job.progress_done
    total = done + len(good)
    for first in range(0, len(good), STEP):
        step = good[first : first + STEP]
        with transaction.atomic():
            _add(actor, listed, step)
            done += len(step)
            progress(done, total, f"正在导入，共 {total} 个岗位")
    Upload.objects.filter(pk=listed.pk).update(state=Upload.State.APPLIED)
    return receipt(listed)


def receipt(upload: Upload) -> dict:
    """What the job leaves: figures and an address."""
    upload.refresh_from_db()
    return {
        "added": upload.added,
        "known": upload.known,
        "refused": upload.refused,
        "url": reverse("employers:vacancy_import", args=[upload.pk]),
    }


def left_over(upload: Upload) -> bytes:
    """The rows that were not taken, with their reasons, as .xlsx."""
    cells = dict(upload.rows)
    return uploads.left_over(upload.headings, [(cells[line], reason) for line, reason in upload.report])


def _set_apart(upload: Upload, rows: list[Row]) -> None:
    """Write down, before anything is added, which rows stay behind and why."""
    Upload.objects.filter(pk=upload.pk).update(
        report=[[row.line, row.reasons] for row in rows if row.outcome is Outcome.REFUSE],
        refused=sum(row.outcome is Outcome.REFUSE for row in rows),
        known=sum(row.outcome is Outcome.KNOWN for row in rows),
    )


def _add(actor: User, upload: Upload, step: list[Row]) -> None:
    now = timezone.now()
    firms: dict[str, Enterprise] = {}
    vacancies = []
    for row in step:
        firm = row.firm
        if isinstance(firm, NewFirm):
            firm = firms.get(firm.credit_code) or _registered(actor, firm)
            firms[firm.credit_code] = firm
        vacancies.append(Vacancy(enterprise=firm, import_key=row.key, recorded_by=actor, recorded_at=now, **row.fields))
    # Somebody may have imported the same advertisement since the check.
    taken = set(
        Vacancy.objects.filter(import_key__in=[vacancy.import_key for vacancy in vacancies]).values_list(
            "import_key", flat=True
        )
    )
    fresh = [vacancy for vacancy in vacancies if vacancy.import_key not in taken]
    created = Vacancy.objects.bulk_create(fresh)
    VacancyEvent.objects.bulk_create(
        VacancyEvent(vacancy=vacancy, actor=actor, name="record", source=State.DRAFT, target=State.DRAFT, at=now)
        for vacancy in created
    )
    if upload.publish:
        for vacancy in created:
            publish.publish(actor, vacancy.pk, at=now)
    if created:
        ledger.record(actor, Action.IMPORT, KIND, upload.pk, Purpose.MATCHING)
    Upload.objects.filter(pk=upload.pk).update(added=F("added") + len(created), known=F("known") + len(taken))


def _registered(actor: User, firm: NewFirm) -> Enterprise:
    """The firm as it is registered by now, by an earlier row or by this one."""
    known = Enterprise.objects.filter(credit_code=firm.credit_code).first()
    return known or register(actor, credit_code=firm.credit_code, name=firm.name, region=firm.region)
