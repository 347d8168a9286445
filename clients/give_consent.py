"""征求同意、答复、撤回: what a client lets one firm know, and what it was then shown.

Every firm is asked about by itself, and every purpose (个人信息保护法第二十三条、第二十九条). Whether a firm may be
told something is decided by ``standing_for`` at the moment of telling, never by what was true at sending.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from clients import consent_words, door, papers, personal_links
from clients.may import may_change
from clients.models import Client, Consent, ConsentField, ConsentPurpose, Disclosure, PersonalLink
from clients.models.consent import FIELDS_FOR, LEAST
from jobs.notify import notify
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

KIND = "consent"
PAPER_KIND = "同意书"
# How long a consent is asked for unless the worker says otherwise, and at most.
USUAL, LONGEST = timedelta(days=180), timedelta(days=365)

consent_given = Signal()
"""Sent in the transaction of a yes, with ``consent`` and ``replaced``, the consents that it stands instead of."""

consent_withdrawn = Signal()
"""Sent in the transaction of a withdrawal, with ``consent``: from now on the firm may be told nothing under it."""


def standing_for(
    client: Client, credit_code: str, purpose: str = ConsentPurpose.REFERRAL, *, on: date | None = None
) -> Consent | None:
    """The consent under which this firm may be told something on ``on`` (default today), or None."""
    mine = client.consents.with_firm(credit_code).filter(purpose=purpose)
    return mine.standing(on or timezone.localdate()).first()


# Asking --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(
    actor: User,
    client: Client,
    credit_code: str,
    enterprise_name: str,
    purpose: str,
    fields: Iterable[str],
    until: date,
    *,
    contact: str = "",
    at: datetime | None = None,
) -> tuple[Consent, PersonalLink]:
    """Ask for one firm, and the link under which the client answers on her phone. A question that still waits for
    an answer is put anew in its place; a consent that stands goes on until the new one is given.

    contact  how the firm is reached (周丽，0477-8581234)

    Raises Refused when the actor may not, the case is closed, the day is past or more than a year ahead, a field is
    not for this purpose, or there is nothing to check the client's answer by.
    """
    now = at or timezone.now()
    consent = _question(actor, client, credit_code, enterprise_name, purpose, fields, until, contact, now)
    _save(consent)
    link = personal_links.make(actor, client, PersonalLink.Purpose.CONSENT, consent, at=now)
    _write_down(actor, Action.CREATE, consent)
    return consent, link


@transaction.atomic
def renew_link(actor: User, consent: Consent, *, at: datetime | None = None) -> PersonalLink:
    """Another link for a question that still waits; the one before it no longer opens. Raises Refused as ``ask``."""
    _require_may(actor, consent.client)
    if consent.state != Consent.State.ASKED:
        raise Refused("这份同意书已经有了结果。", "请刷新页面看最新情况。")
    link = personal_links.make(actor, consent.client, PersonalLink.Purpose.CONSENT, consent, at=at)
    _write_down(actor, Action.CHANGE, consent)
    return link


@transaction.atomic
def recall(actor: User, consent: Consent, *, at: datetime | None = None) -> Consent:
    """Take a question back before it is answered. Raises Refused when the actor may not, or there is an answer."""
    _require_change(actor, consent.client)
    _move(consent, Consent.State.ASKED, state=Consent.State.RECALLED)
    personal_links.revoke(consent.links, at or timezone.now())
    _write_down(actor, Action.CHANGE, consent)
    return consent


@transaction.atomic
def make_own_link(actor: User, client: Client, *, at: datetime | None = None) -> PersonalLink:
    """A link to the client's own page: her consents, and who saw what. Also for a closed case: what is on file stays
    hers to know. Raises Refused when the actor may not, or there is nothing to check the client by."""
    _require_change(actor, client)
    link = personal_links.make(actor, client, PersonalLink.Purpose.OWN, at=at)
    ledger.record(actor, Action.CREATE, "personal_link", link.pk, Purpose.CASE_WORK)
    return link


# Answering -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_on_paper(
    actor: User,
    client: Client,
    credit_code: str,
    enterprise_name: str,
    purpose: str,
    fields: Iterable[str],
    until: date,
    upload: File,
    *,
    contact: str = "",
    at: datetime | None = None,
) -> Consent:
    """A consent that was signed on paper, with the scan; it stands at once. ``fields`` are those that she ticked.

    Nobody but the client's own caseworker sees the scan. Raises Refused as ``ask``, and when the file is nothing we
    keep.
    """
    now = at or timezone.now()
    consent = _question(actor, client, credit_code, enterprise_name, purpose, fields, until, contact, now)
    return _take_signed(actor, consent, upload, now)


@transaction.atomic
def sign(actor: User, consent: Consent, fields: Iterable[str], upload: File, *, at: datetime | None = None) -> Consent:
    """The sheet with the words of a question that waits comes back signed; ``fields`` are those that she ticked.

    Raises Refused as ``record_on_paper``, and when there is an answer already, or a field was not asked for.
    """
    now = at or timezone.now()
    _require_may(actor, consent.client)
    waiting = consent.client.consents.asked().filter(pk=consent.pk, until__gte=timezone.localdate(now))
    held = waiting.select_for_update(no_key=True).first()
    if held is None:
        raise Refused("这份同意书刚刚有了变化。", "请刷新页面看最新情况。")
    ticked = {*fields}
    if not LEAST[held.purpose] <= ticked <= {*held.fields}:
        raise Refused("勾选的内容和同意书上的不一样。", "请对照纸上的重新选。")
    held.fields = _in_order(ticked)
    return _take_signed(actor, held, upload, now)


@transaction.atomic
def answer(link: PersonalLink, yes: bool, fields: Iterable[str] = (), *, at: datetime | None = None) -> Consent:
    """The client's own answer through an opened link, which is used up by it.

    fields  what she ticked of what was asked for; without LEAST a yes means nothing, so a yes always holds these

    Raises Refused when the link is over, used or taken back meanwhile, or a field was not asked for.
    """
    now = at or timezone.now()
    used = _links_of(link).working(now).filter(purpose=PersonalLink.Purpose.CONSENT).update(used_at=now)
    asked = Consent.objects.unscoped("the client answers").filter(pk=link.consent_id)
    consent = asked.select_for_update(no_key=True).first()
    if not used or consent is None or consent.state != Consent.State.ASKED:
        raise Refused("这个链接已经用过，或者过期了。", "要改主意，请跟您的工作人员说。")
    if consent.until < timezone.localdate(now):
        raise Refused("问您的这件事已经过期了。", "不用再答复。有需要，工作人员会再问您。")
    if yes:
        chosen = {*fields} | LEAST[consent.purpose]
        if not chosen <= {*consent.fields}:
            raise Refused("选的内容和问的不一样。", "请重新打开链接再选。")
        consent.fields = _in_order(chosen)
        _stand(consent, Consent.Way.PHONE, now)
    else:
        consent.state, consent.way, consent.answered_at = Consent.State.REFUSED, Consent.Way.PHONE, now
        consent.save(update_fields=["state", "way", "answered_at"])
    _write_down(None, Action.CHANGE, consent)
    notify(consent.client.caseworker, "一份同意书有了答复，请查看。", "clients:consents", [consent.client_id])
    return consent


@transaction.atomic
def withdraw(actor: User | None, consent: Consent, way: Consent.Way, *, at: datetime | None = None) -> Consent:
    """The client takes her consent back: it ends in this moment, for this firm and purpose and no other.

    actor  None: the client herself, on her phone; else who writes down her word

    Raises Refused when the actor may not, or the consent does not stand.
    """
    now = at or timezone.now()
    if actor is not None:
        _require_change(actor, consent.client)
    _move(
        consent,
        Consent.State.GIVEN,
        state=Consent.State.WITHDRAWN,
        withdrawn_way=way,
        # Never before the answer, whatever the clocks of two machines say.
        withdrawn_at=max(now, consent.answered_at or now),
    )
    personal_links.revoke(consent.links, now)
    consent_withdrawn.send(Consent, consent=consent)
    # Last: whoever writes into the ledger holds its turn until the end.
    _write_down(actor, Action.CHANGE, consent)
    if actor is None:
        notify(consent.client.caseworker, "一份同意书被本人撤回，已经生效。", "clients:consents", [consent.client_id])
    return consent


# Telling -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_disclosure(
    consent: Consent, viewer: User, fields: Iterable[str], at: datetime | None = None, *, orally: bool = False
) -> Disclosure:
    """Write down that ``viewer`` of the firm was shown these fields; or, ``orally``, that ``viewer`` of staff told them
    to the firm on the telephone. Call it before showing or telling them.

    Raises Refused when the consent does not hold for one of them at this moment, whatever ``consent`` was read as.
    """
    now = at or timezone.now()
    today, shown = timezone.localdate(now), _in_order(fields)
    standing = Consent.objects.unscoped("what may be shown now").standing(today).filter(pk=consent.pk).first()
    if standing is None or not shown or not {*shown} <= {*standing.fields}:
        raise Refused("本人没有同意，或者已经收回。", "请和平台的工作人员联系。")
    key = {"consent": standing, "viewer": viewer, "fields": " ".join(shown), "on": today, "orally": orally}
    seen = Disclosure.objects.unscoped("count a look")
    if not seen.filter(**key).update(times=F("times") + 1):
        try:
            with transaction.atomic():
                Disclosure.objects.create(client_id=standing.client_id, first_at=now, **key)
        except IntegrityError:
            # The same person on two screens at once.
            seen.filter(**key).update(times=F("times") + 1)
    ledger.record(viewer, Action.DISCLOSE, KIND, standing.pk, _LEDGER_PURPOSE)
    return seen.get(**key)


def record_listing(consents: Iterable[Consent], viewer: User, at: datetime | None = None) -> int:
    """Write down that ``viewer`` was shown these profiles in a list, once a day for each; returns how many were new.

    consents  as they were just read to make the list: whether they hold is not asked again
    """
    now = at or timezone.now()
    listed = {consent.pk: consent for consent in consents}
    key = {"viewer": viewer, "fields": ConsentField.PROFILE.value, "on": timezone.localdate(now)}
    seen = Disclosure.objects.unscoped("listed today").filter(consent__in=listed, **key) if listed else ()
    new = [consent for pk, consent in listed.items() if pk not in {row.consent_id for row in seen}]
    if new:
        with transaction.atomic():
            rows = [Disclosure(client_id=one.client_id, consent=one, first_at=now, **key) for one in new]
            # The same person on two screens at once.
            Disclosure.objects.bulk_create(rows, ignore_conflicts=True)
            ledger.record_each(viewer, Action.DISCLOSE, KIND, [one.pk for one in new], _LEDGER_PURPOSE)
    return len(new)


# Shared --------------------------------------------------------------------------------------------------------------

_LEDGER_PURPOSE = Purpose.REFERRAL


def _question(
    actor: User, client: Client, credit_code: str, name: str, purpose: str, fields: Iterable[str], until: date,
    contact: str, now: datetime,
) -> Consent:  # fmt: skip
    """What is asked, checked and unsaved: in the row of a question that still waits, else in a new one."""
    _require_may(actor, client)
    asked, today = {*fields}, timezone.localdate(now)
    if not LEAST[purpose] <= asked or not asked <= {*FIELDS_FOR[purpose]}:
        raise Refused("要告诉企业的内容和用途对不上。", "请重新选择。")
    if not today <= until <= today + LONGEST:
        raise Refused("同意书的有效期应在今天和一年之内。", "请重新选日期。")
    waits = client.consents.asked().with_firm(credit_code).filter(purpose=purpose)
    waiting = waits.select_for_update(no_key=True).first()
    consent: Consent = waiting or Consent(client=client, credit_code=credit_code, purpose=purpose)
    consent.enterprise_name, consent.fields, consent.until = name, _in_order(asked), until
    consent.words = consent_words.write(
        name, credit_code, ConsentPurpose(purpose), map(ConsentField, consent.fields), until, contact
    )
    consent.asked_at = consent.recorded_at = now
    consent.recorded_by = actor
    return consent


def _take_signed(actor: User, consent: Consent, upload: File, now: datetime) -> Consent:
    # Restricted: which firm she is proposed to is not the business of whoever works on assistance.
    consent.paper = papers.keep(actor, consent.client, upload, PAPER_KIND, restricted=True)
    _stand(consent, Consent.Way.PAPER, now)
    personal_links.revoke(consent.links, now)
    _write_down(actor, Action.CHANGE, consent)
    return consent


def _stand(consent: Consent, way: Consent.Way, now: datetime) -> None:
    """The consent stands from now on, instead of the one before it."""
    same = Consent.objects.unscoped("one stands per firm").select_for_update(no_key=True).filter(
        client_id=consent.client_id, credit_code=consent.credit_code, purpose=consent.purpose, state=Consent.State.GIVEN
    )  # fmt: skip
    replaced = list(same)
    same.update(state=Consent.State.REPLACED)
    consent.state, consent.way, consent.answered_at = Consent.State.GIVEN, way, now
    _save(consent)
    consent_given.send(Consent, consent=consent, replaced=replaced)


def _save(consent: Consent) -> None:
    try:
        with transaction.atomic():
            consent.save()
    except IntegrityError:
        raise Refused("刚刚有人办了同一家企业的同意书。", "请刷新页面看最新情况。") from None


def _move(consent: Consent, source: Consent.State, **changes: object) -> None:
    """Change what is still as it was; raises Refused when somebody was faster."""
    row = Consent.objects.unscoped("conditional update of an opened consent").filter(pk=consent.pk, state=source)
    if not row.update(**changes):
        raise Refused("这份同意书刚刚有了变化。", "请刷新页面看最新情况。")
    for name, value in changes.items():
        setattr(consent, name, value)


def _in_order(fields: Iterable[str]) -> list[str]:
    """The codes as the vocabulary orders them; unknown ones at the end, for the validator to find."""
    given = {*fields}
    return [field.value for field in ConsentField if field in given] + sorted(given - {*ConsentField})


def _links_of(link: PersonalLink):
    return PersonalLink.objects.unscoped("use of an opened link").filter(pk=link.pk)


def _require_may(actor: User, client: Client) -> None:
    _require_change(actor, client)
    if not client.is_open:
        raise Refused("已经结案，不能再征求同意。", "需要继续服务的，请负责人重新开案。")


def _require_change(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您办理。", "请联系责任社工或者负责人。")


def _write_down(actor: User | None, action: Action, consent: Consent) -> None:
    ledger.record(actor, action, KIND, consent.pk, _LEDGER_PURPOSE)
    if actor is not None:
        ledger.record(actor, Action.CHANGE, door.KIND, consent.client_id, _LEDGER_PURPOSE)
