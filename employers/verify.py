"""提交、核实、退回: whether somebody acts for the firm that she names. Decided by staff, or by an owner of the firm."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.adverts.for_firms import tells
from employers.models import Contact, Enterprise, Reason, Verification
from employers.register_enterprise import KIND
from jobs.notify import notify
from jobs.run import Job, Progress, ask, job
from people import ledger
from people.errors import Refused
from people.models import Action, Notice, Purpose, User

State = Verification.State
SOMEBODY_ASKS = "有人申请成为贵单位的联系人，请确认是不是本单位的人。"
QUICKER = ("刚刚有人处理了这份申请。", "请刷新页面看结果。")


@transaction.atomic
def submit(actor: User, *, previous: Verification | None = None, **stated: Any) -> Verification:
    """Say that one acts for a firm; ``stated`` are the fields of ``Stated``.

    Whether the firm is known is not told: who decides is worked out by a job. Raises Refused when the actor waits for
    an answer about the same code, or acts for that firm already.
    """
    code = stated["credit_code"]
    if Contact.objects.active().filter(user=actor, enterprise__credit_code=code).exists():
        raise Refused("您已经是这家企业的联系人。", "请在右上角切换到这家企业。")
    try:
        with transaction.atomic():
            row = Verification.objects.create(user=actor, previous=previous, **stated)
    except IntegrityError:
        raise Refused("这家企业的资料您已经提交过，正在核对。", "请等核对结果，会在“消息”里告诉您。") from None
    ask(None, "portal.tell_owners", key=str(row.pk), verification=row.pk)
    return row


@transaction.atomic
def submit_again(actor: User, verification_id: int, **stated: Any) -> Verification:
    """Correct what was refused and hand it in anew; the licence of last time holds unless ``stated`` brings another.

    Raises Verification.DoesNotExist for somebody else's, Refused as ``submit``, or if it was not refused or has been
    corrected before.
    """
    last = Verification.objects.filter(user=actor).get(pk=verification_id)
    if last.state != State.REFUSED or Verification.objects.filter(previous=last).exists():
        raise Refused("这份资料已经重新提交过，或者还在核对。", "请回到首页看最新状态。")
    return submit(actor, previous=last, **(last.stated() | stated))


@transaction.atomic
def verify(actor: User, verification_id: int) -> Verification:
    """Staff have seen the licence and reached the contact: the firm counts as verified, and she is an owner of it.

    A firm that is not on record yet is entered. Raises Verification.DoesNotExist when it is not the actor's to decide,
    and Refused when somebody was quicker.
    """
    row = Verification.objects.for_staff(actor).select_related("region", "user").get(pk=verification_id)
    firm = _firm(actor, row)
    if not firm.is_verified:
        firm.verified_at, firm.verified_by = timezone.now(), actor
        firm.save(update_fields=["verified_at", "verified_by"])
    _accept(actor, row, firm, Contact.Role.OWNER)
    ledger.record(actor, Action.CHANGE, KIND, firm.pk, Purpose.MATCHING)
    for other in Verification.objects.for_owner_of(firm):
        # Whoever else waits for this firm is the new owner's to decide.
        ask(None, "portal.tell_owners", key=f"{other.pk}-{row.pk}", verification=other.pk)
    return row


@transaction.atomic
def refuse(actor: User, verification_id: int, reason: Reason, words: str = "") -> Verification:
    """Staff send it back with a reason; ``words`` are for the contact and must be there for 其他原因.

    Raises as ``verify``, and Refused for words that a firm must not read.
    """
    row = Verification.objects.for_staff(actor).select_related("user").get(pk=verification_id)
    if reason == Reason.OTHER and not words.strip():
        raise Refused("选“其他原因”时要写明。", "请写一句对方看得懂、能照着改的话。")
    if tells(words):
        raise Refused("这段话对方看得到，里面有不能让企业看到的词。", "请只写资料哪里要改。")
    _refuse(actor, row, Reason(reason), words.strip())
    return row


@transaction.atomic
def accept(actor: User, owner: Contact, verification_id: int) -> Verification:
    """An owner of the firm agrees that somebody acts for it too, as a member.

    Raises Verification.DoesNotExist for another firm's, and Refused when somebody was quicker.
    """
    row = Verification.objects.for_owner_of(owner.enterprise).select_related("user").get(pk=verification_id)
    _accept(actor, row, owner.enterprise, Contact.Role.MEMBER)
    return row


@transaction.atomic
def decline(actor: User, owner: Contact, verification_id: int) -> Verification:
    """An owner of the firm does not know her. Raises as ``accept``."""
    row = Verification.objects.for_owner_of(owner.enterprise).select_related("user").get(pk=verification_id)
    _refuse(actor, row, Reason.CONTACT, "")
    return row


def _firm(actor: User, row: Verification) -> Enterprise:
    """The firm of that code; entered from what was stated if it is new. What is on record is not overwritten."""
    firm, made = Enterprise.objects.select_for_update().get_or_create(
        credit_code=row.credit_code,
        defaults={
            "name": row.name,
            "industry": row.industry,
            "size": row.size,
            "region": row.region,
            "contact_name": row.user.name,
            "contact_phone": row.phone,
            "recorded_by": actor,
        },
    )
    if made:
        ledger.record(actor, Action.CREATE, KIND, firm.pk, Purpose.MATCHING)
    return firm


def _accept(actor: User, row: Verification, firm: Enterprise, role: Contact.Role) -> None:
    _decide(actor, row, State.VERIFIED, enterprise=firm)
    now = timezone.now()
    Contact.objects.get_or_create(
        user=row.user,
        enterprise=firm,
        state=Contact.State.ACTIVE,
        defaults={"role": role, "phone": row.phone, "since": now},
    )
    notify(row.user, f"{row.name}的资料已核对通过，可以使用了。", "portal:home")


def _refuse(actor: User, row: Verification, reason: Reason, words: str) -> None:
    _decide(actor, row, State.REFUSED, reason=reason, words=words)
    notify(row.user, f"{row.name}的资料没有通过核对，请看原因并改正。", "portal:home")


def _decide(actor: User, row: Verification, state: State, **fields: Any) -> None:
    """Of two who decide at once, one wins."""
    fields |= {"state": state, "decided_at": timezone.now(), "decided_by": actor}
    if not Verification.objects.open().filter(pk=row.pk).update(**fields):
        raise Refused(*QUICKER)
    row.refresh_from_db()


@job("portal.tell_owners", title="通知企业负责人")
def tell_owners(row: Job, progress: Progress) -> dict[str, int]:
    """Tell the owners of a firm that somebody says she acts for it; nobody, if it has none: then staff decide."""
    asked = Verification.objects.open().filter(pk=row.payload["verification"]).first()
    if asked is None:
        return {"told": 0}
    owners = Contact.objects.owners().filter(enterprise__credit_code=asked.credit_code).select_related("user")
    told = 0
    for owner in owners:
        # One line is enough until she has looked.
        if owner.user is not None and not Notice.objects.of(owner.user).unread().filter(text=SOMEBODY_ASKS).exists():
            notify(owner.user, SOMEBODY_ASKS, "portal:contacts")
            told += 1
    return {"told": told}
