"""邀请、接受、改角色、退出、结束: who acts for a firm. A firm with contacts always keeps one 负责人."""

from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.models import Contact, Enterprise
from employers.register_enterprise import KIND
from employers.sign_up import make_contact_user
from jobs.notify import notify
from jobs.run import ask
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

SALT = "employers.invitation"
State = Contact.State
LAST_OWNER = ("这是企业唯一的负责人。", "请先把另一位联系人设为负责人。")
OVER = ("这份邀请已经用过、撤回或过期。", "请联系邀请您的同事重新发一份。")


@transaction.atomic
def invite(owner: Contact, email: str, role: Contact.Role, origin: str) -> Contact:
    """Send a link to an address; whether it is known to the platform is not told. Inviting again sends it anew.

    Raises Refused for somebody who acts for the firm already: her colleagues see that anyway.
    """
    if Contact.objects.active().filter(enterprise=owner.enterprise, user__email__iexact=email).exists():
        raise Refused("这位同事已经是联系人。", "要改角色，请在联系人列表里改。")
    now = timezone.now()
    row, _ = Contact.objects.update_or_create(
        enterprise=owner.enterprise,
        email=email,
        state=State.INVITED,
        defaults={"role": role, "invited_by": owner.user, "invited_at": now, "origin": origin},
    )
    ask(None, "portal.invitation_letter", key=f"{row.uid}-{now:%Y%m%d%H%M%S%f}", contact=row.pk)
    return row


@transaction.atomic
def revoke(owner: Contact, contact_id: int) -> Contact:
    """Take an invitation back. Raises Contact.DoesNotExist for another firm's, Refused when it is not open any more."""
    row = Contact.objects.filter(enterprise=owner.enterprise).get(pk=contact_id)
    open_ = Contact.objects.filter(pk=row.pk, state=State.INVITED)
    if not open_.update(state=State.LEFT, until=timezone.now(), ended_by=owner.user):
        raise Refused("对方刚刚接受了邀请。", "如果不该加入，请在联系人列表里移除。")
    return row


def token_of(row: Contact) -> str:
    return signing.dumps(row.uid.hex, salt=SALT)


def opened(token: str) -> Contact | None:
    """The invitation of a link; None when it is forged, too old, revoked or used."""
    try:
        uid = UUID(hex=signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Contact.objects.invited().select_related("enterprise", "invited_by").filter(uid=uid).first()


@transaction.atomic
def take_up(user: User, contact_id: int, phone: str = "") -> Contact:
    """Accept an invitation. Raises Refused unless it is open and went to the address of ``user``."""
    row = Contact.objects.invited().select_related("invited_by").filter(pk=contact_id).first()
    if row is None:
        raise Refused(*OVER)
    if row.email.lower() not in (user.email.lower(), user.username.lower()):
        raise Refused("这份邀请发给了另一个邮箱。", "请退出后用收到邀请的邮箱登录，或请同事改邀请您现在的邮箱。")
    try:
        with transaction.atomic():
            taken = Contact.objects.filter(pk=row.pk, state=State.INVITED).update(
                user=user, state=State.ACTIVE, since=timezone.now(), phone=phone
            )
    except IntegrityError:
        raise Refused("您已经是这家企业的联系人。", "请在右上角切换到这家企业。") from None
    if not taken:
        raise Refused(*OVER)
    row.refresh_from_db()
    if row.invited_by is not None:
        notify(row.invited_by, "您邀请的同事已经加入。", "portal:contacts")
    return row


@transaction.atomic
def take_up_newly(contact_id: int, *, name: str, phone: str, password: str) -> Contact:
    """Accept an invitation without a sign-in yet: the link has shown that the address is hers. Raises Refused."""
    row = Contact.objects.invited().filter(pk=contact_id).first()
    if row is None:
        raise Refused(*OVER)
    return take_up(make_contact_user(row.email.lower(), name, password), contact_id, phone)


@transaction.atomic
def give_role(owner: Contact, contact_id: int, role: Contact.Role) -> Contact:
    """Make a colleague 负责人 or 成员. Raises Contact.DoesNotExist for another firm's, Refused for the last owner."""
    row = _active(owner.enterprise, contact_id)
    if role != Contact.Role.OWNER:
        _require_another_owner(row)
    Contact.objects.filter(pk=row.pk, state=State.ACTIVE).update(role=role)
    row.refresh_from_db()
    return row


@transaction.atomic
def remove(owner: Contact, contact_id: int) -> Contact:
    """A colleague does not act for the firm any more. Raises as ``give_role``."""
    row = _active(owner.enterprise, contact_id)
    _end(row, owner.user)
    if row.user is not None and row.user != owner.user:
        notify(row.user, "您已经不再是一家企业的联系人。如有疑问，请与该企业的负责人联系。")
    return row


@transaction.atomic
def leave(contact: Contact) -> Contact:
    """Not to act for the firm any more. Raises Refused for the last owner."""
    row = _active(contact.enterprise, contact.pk)
    _end(row, contact.user)
    return row


@transaction.atomic
def end(actor: User, contact_id: int, cause: Contact.EndCause, words: str = "") -> Contact:
    """Staff take from somebody what she may do for a firm, at once, with the invitations that she sent; she and the
    firm's owners are told, without the cause. ``words`` are for staff and must be there for 其他原因.

    Raises Contact.DoesNotExist for a firm that the actor does not keep, and Refused for the last owner as long as
    others act for the firm: ``appoint`` one of them before.
    """
    row = _kept(actor, contact_id)
    if cause == Contact.EndCause.OTHER and not words.strip():
        raise Refused("选“其他原因”时要写明。", "请写一句，以后的同事看得懂为什么。")
    if Contact.objects.active().filter(enterprise=row.enterprise).exclude(pk=row.pk).exists():
        _require_another_owner(row)
    now = timezone.now()
    row.state, row.until, row.ended_by = State.LEFT, now, actor
    row.end_cause, row.end_words = Contact.EndCause(cause), words.strip()
    row.save(update_fields=["state", "until", "ended_by", "end_cause", "end_words"])
    sent = Contact.objects.filter(enterprise=row.enterprise, state=State.INVITED, invited_by=row.user)
    sent.update(state=State.LEFT, until=now, ended_by=actor)
    ledger.record(actor, Action.CHANGE, KIND, row.enterprise_id, Purpose.MATCHING)
    if row.user is not None:
        notify(row.user, f"您已经不再是{row.enterprise.name}的联系人。如有疑问，请联系当地公共就业服务机构。")
    for owner in Contact.objects.owners().filter(enterprise=row.enterprise).select_related("user"):
        if owner.user is not None:
            notify(owner.user, "工作人员结束了一位联系人的权限，请核对本单位的联系人。", "portal:contacts")
    return row


@transaction.atomic
def appoint(actor: User, contact_id: int) -> Contact:
    """Staff make somebody who acts for a firm its 负责人, when the one before has gone. Raises Contact.DoesNotExist as
    ``end``."""
    row = _kept(actor, contact_id)
    if row.is_owner:
        return row
    Contact.objects.filter(pk=row.pk, state=State.ACTIVE).update(role=Contact.Role.OWNER)
    row.refresh_from_db(fields=["role"])
    ledger.record(actor, Action.CHANGE, KIND, row.enterprise_id, Purpose.MATCHING)
    if row.user is not None:
        notify(row.user, f"您已经是{row.enterprise.name}的负责人。", "portal:contacts")
    return row


def _kept(actor: User, contact_id: int) -> Contact:
    firms = Enterprise.objects.kept_by(actor)
    firm_id = (
        Contact.objects.active().filter(enterprise__in=firms).values_list("enterprise", flat=True).get(pk=contact_id)
    )
    return _active(Enterprise.objects.get(pk=firm_id), contact_id)


def _active(firm: Enterprise, contact_id: int) -> Contact:
    # The firm's row is the turn that writers take: two owners must not each remove the other.
    Enterprise.objects.select_for_update().get(pk=firm.pk)
    return Contact.objects.active().filter(enterprise=firm).select_related("user", "enterprise").get(pk=contact_id)


def _end(row: Contact, by: User | None) -> None:
    _require_another_owner(row)
    row.state, row.until, row.ended_by = State.LEFT, timezone.now(), by
    row.save(update_fields=["state", "until", "ended_by"])


def _require_another_owner(row: Contact) -> None:
    if row.is_owner and not Contact.objects.owners().filter(enterprise=row.enterprise).exclude(pk=row.pk).exists():
        raise Refused(*LAST_OWNER)
