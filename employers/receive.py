"""接收候选人: how many a firm wants to be sent, and whether it wants any for the time being. The firm decides itself;
what it has sets in at once and is taken back by a press."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from employers.models import Contact, Enterprise
from employers.register_enterprise import KIND
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

LONGEST_PAUSE_DAYS = 180
MOST_PER_WEEK = 200


def limit(contact: Contact, weekly_cap: int | None) -> Enterprise:
    """At most so many candidates from Monday to Sunday; None: as many as fit. Raises Refused for none or too many."""
    if weekly_cap is not None and not 1 <= weekly_cap <= MOST_PER_WEEK:
        raise Refused(f"每周最多接收的人数填 1 到 {MOST_PER_WEEK}。", "暂时不想接收，请用“暂停接收”。")
    return _set(contact, weekly_cap=weekly_cap)


def pause(contact: Contact, until: date, *, today: date | None = None) -> Enterprise:
    """No new candidates up to and on ``until``. Those who are with the firm already stay. Raises Refused for a day
    that has gone, or is too far away."""
    now = today or timezone.localdate()
    if until < now:
        raise Refused("这一天已经过去。", "请选今天或以后的日期。")
    if (until - now).days > LONGEST_PAUSE_DAYS:
        raise Refused(f"最多暂停 {LONGEST_PAUSE_DAYS} 天。", "长期不招人，请把岗位下架。")
    return _set(contact, referrals_paused_until=until)


def resume(contact: Contact) -> Enterprise:
    """Candidates may come again, from now on."""
    return _set(contact, referrals_paused_until=None)


@transaction.atomic
def _set(contact: Contact, **fields: object) -> Enterprise:
    # Asked anew: she may have left the firm since her page was opened.
    held = Contact.objects.active().filter(pk=contact.pk).first()
    if held is None:
        raise Refused("您已经不再是这家企业的联系人。", "如有疑问，请与该企业的负责人联系。")
    Enterprise.objects.filter(pk=held.enterprise_id).update(**fields)
    ledger.record(held.user, Action.CHANGE, KIND, held.enterprise_id, Purpose.MATCHING)
    return Enterprise.objects.get(pk=held.enterprise_id)
