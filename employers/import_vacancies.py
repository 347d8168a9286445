"""批量导入岗位: an uploaded list, checked first, applied as a job in whole steps; nothing is added twice.

The actor is a member of staff or a contact. What a contact brings in becomes drafts, and on request is handed in for
review where nothing is missing; only staff publish.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from employers import publish, uploads
from employers.acting import Actor, by_of, user_of
from employers.check_rows import Checker, Outcome, Row
from employers.models import Contact, Enterprise, State, Upload, Vacancy, VacancyEvent
from employers.register_enterprise import register
from employers.whose_rows import NewFirm
from jobs.run import Job, Progress, ask, job
from people import ledger
from people.act_as import in_post
from people.errors import Refused
from people.models import Action, Purpose, User

STEP = 100
# About half a second of reading; longer lists are looked over in the background.
ROWS_AT_ONCE = 200
# A firm has not got more vacancies at once.
ROWS_OF_A_FIRM = 500
KIND = "vacancy_import"


@transaction.atomic
def upload(actor: Actor, data: bytes) -> Upload:
    """Keep a list until it is applied. Raises Refused when it cannot be read, when staff act nowhere, and for a
    contact's list of more than ``ROWS_OF_A_FIRM``."""
    as_whom = _as_whom(actor)
    Upload.objects.forget_old(timezone.now())
    table = uploads.read_file(data)
    if isinstance(actor, Contact) and len(table.rows) > ROWS_OF_A_FIRM:
        raise Refused(f"清单有 {len(table.rows)} 行，一次最多 {ROWS_OF_A_FIRM} 行。", "请分成几个文件上传。")
    listed = Upload.objects.create(**as_whom, headings=table.headings, rows=[list(row) for row in table.rows])
    if len(table.rows) <= ROWS_AT_ONCE:
        look_over(listed, actor)
    else:
        ask(user_of(actor), "employers.check", key=listed.job_key, upload=listed.pk)
    return listed


def _as_whom(actor: Actor) -> dict[str, Any]:
    if isinstance(actor, Contact):
        return {"uploaded_by": actor.user, "contact": actor}
    if actor.acting is None:
        raise Refused("您现在没有任职，不能导入。", "请联系负责人。")
    return {"uploaded_by": actor, "membership": actor.acting}


def look_over(upload: Upload, actor: Actor) -> None:
    """Keep what would become of each row today, so that turning a page of the preview reads no advertisement again."""
    upload.preview = [row.shown for row in checked(upload, actor)]
    upload.save(update_fields=["preview"])


@job("employers.check", title="核对岗位清单")
def check(job: Job, progress: Progress) -> dict:
    """Look a long list over."""
    listed = _listed(job)
    progress(0, None, f"正在核对 {len(listed.rows)} 行")
    look_over(listed, _uploader(listed))
    return {"rows": len(listed.rows), "url": page_of(listed)}


def checked(upload: Upload, actor: Actor) -> list[Row]:
    """What would become of each row today."""
    return Checker(actor).check([(line, cells) for line, cells in upload.rows])


@transaction.atomic
def start(actor: Actor, upload: Upload, *, publish_at_once: bool = False) -> Job:
    """Ask for the import; pressing the button twice asks once. ``publish_at_once``: a contact's are handed in at once.
    Raises Refused for a list that is not the actor's."""
    if not Upload.objects.of(actor).filter(pk=upload.pk).exists():
        raise Refused("这份清单是别人上传的。", "请自己重新上传。")
    Upload.objects.filter(pk=upload.pk, state=Upload.State.UPLOADED).update(
        state=Upload.State.APPLYING, publish=publish_at_once
    )
    return ask(user_of(actor), "employers.import", key=upload.job_key, upload=upload.pk)


@job("employers.import", title="批量导入岗位")
def apply(job: Job, progress: Progress) -> dict:
    """Add the good rows of one list, ``STEP`` at a time; the rest stays to be downloaded with its reasons."""
    listed = _listed(job)
    if listed.state == Upload.State.APPLIED:
        return receipt(listed)
    actor = _uploader(listed)
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
        "url": page_of(upload),
    }


def page_of(upload: Upload) -> str:
    """Where its uploader sees it."""
    return reverse(
        "employers:vacancy_import" if upload.contact_id is None else "portal:vacancy_import", args=[upload.pk]
    )


def left_over(upload: Upload) -> bytes:
    """The rows that were not taken, with their reasons, as .xlsx."""
    cells = dict(upload.rows)
    return uploads.left_over(upload.headings, [(cells[line], reason) for line, reason in upload.report])


def _listed(job: Job) -> Upload:
    return Upload.objects.select_related("uploaded_by").get(pk=job.payload["upload"])


def _uploader(listed: Upload) -> Actor:
    """Who uploaded it, as what she was then. Raises Refused if she is not any more."""
    if listed.membership_id is not None:
        return in_post(listed.uploaded_by, listed.membership_id)
    held = Contact.objects.active().select_related("user", "enterprise__region").filter(uploads=listed).first()
    if held is None or not listed.uploaded_by.is_active:
        raise Refused("上传人已不再是这家企业的联系人，没有导入。", "请由现在的联系人重新上传。")
    return held


def _set_apart(upload: Upload, rows: list[Row]) -> None:
    """Write down, before anything is added, which rows stay behind and why."""
    Upload.objects.filter(pk=upload.pk).update(
        report=[[row.line, row.reasons] for row in rows if row.outcome is Outcome.REFUSE],
        refused=sum(row.outcome is Outcome.REFUSE for row in rows),
        known=sum(row.outcome is Outcome.KNOWN for row in rows),
    )


def _add(actor: Actor, upload: Upload, step: list[Row]) -> None:
    now = timezone.now()
    firms: dict[str, Enterprise] = {}
    vacancies = []
    for row in step:
        firm = row.firm
        if isinstance(firm, NewFirm) and isinstance(actor, User):
            firms[firm.credit_code] = firms.get(firm.credit_code) or _registered(actor, firm)
            firm = firms[firm.credit_code]
        whose = {"enterprise": firm, "recorded_by": user_of(actor), "recorded_at": now}
        vacancies.append(Vacancy(import_key=row.key, **whose, **row.fields))
    # Somebody may have imported the same advertisement since the check.
    taken = set(
        Vacancy.objects.filter(import_key__in=[vacancy.import_key for vacancy in vacancies]).values_list(
            "import_key", flat=True
        )
    )
    fresh = [vacancy for vacancy in vacancies if vacancy.import_key not in taken]
    created = Vacancy.objects.bulk_create(fresh)
    VacancyEvent.objects.bulk_create(
        VacancyEvent(
            vacancy=vacancy, actor=user_of(actor), by=by_of(actor), name="record", source=State.DRAFT,
            target=State.DRAFT, at=now,
        )
        for vacancy in created
    )  # fmt: skip
    ready = {row.key for row in step if row.ready}
    for vacancy in created if upload.publish else ():
        if not isinstance(actor, Contact):
            publish.publish(actor, vacancy.pk, at=now)
        elif vacancy.import_key in ready:
            publish.submit(actor, vacancy.pk, at=now)
    if created:
        ledger.record(user_of(actor), Action.IMPORT, KIND, upload.pk, Purpose.MATCHING)
    Upload.objects.filter(pk=upload.pk).update(added=F("added") + len(created), known=F("known") + len(taken))


def _registered(actor: User, firm: NewFirm) -> Enterprise:
    """The firm as it is registered by now, by an earlier row or by this one."""
    known = Enterprise.objects.filter(credit_code=firm.credit_code).first()
    return known or register(actor, credit_code=firm.credit_code, name=firm.name, region=firm.region)
