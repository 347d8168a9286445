"""登记、更正用工: what the firm's own payroll says of somebody who works there, and for which months she was insured.

The actor is a contact of the firm, or a member of staff who keeps it and writes down what the firm told.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from employers.acting import Actor, firms_of, kept, user_of
from employers.incentives.case import Status
from employers.incentives.months import Month
from employers.models import Contact, Enterprise, Hire, InsuredSpell
from employers.telling_papers import telling
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

KIND = "hire"
CONSENT_FIRST = (
    "这个人是从平台上的岗位来的，有哪些证明要本人同意才能告诉企业。",
    "请在本人的“安置”里办；企业自己看过证明的，由企业登记。",
)
FIELDS = frozenset(
    {
        "vacancy", "name", "job_title", "started_on", "contract_from", "contract_until", "open_ended", "wage",
        "contributions", "unemployed_since", "months_used", "subsidy_months", "retires_on", "dispatched",
        "statuses", "facts",
    }
)  # fmt: skip


@transaction.atomic
def record(actor: Actor, enterprise: Enterprise, **fields: Any) -> Hire:
    """A new hire of this firm; ``fields`` are of ``FIELDS``.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused for facts that do not fit together.
    """
    _require_known(fields)
    firm = firms_of(actor).get(pk=enterprise.pk)
    hire = Hire(enterprise=firm, recorded_by=user_of(actor), recorded_at=timezone.now(), **fields)
    _require_sense(hire)
    hire.save()
    ledger.record(user_of(actor), Action.CREATE, KIND, hire.pk, Purpose.MATCHING)
    return hire


@transaction.atomic
def correct(actor: Actor, hire: Hire, **fields: Any) -> Hire:
    """Change fields of ``FIELDS``. Raises Hire.DoesNotExist outside the actor's scope, and Refused as ``record``, and
    for staff who would say what the papers of somebody show whom the firm found here: that takes her consent."""
    _require_known(fields)
    row = _locked(actor, hire)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if not changed:
        return row
    if "statuses" in changed and row.vacancy_id is not None and not isinstance(actor, Contact):
        raise Refused(*CONSENT_FIRST)
    for name in changed:
        setattr(row, name, fields[name])
    return _changed(actor, row, changed)


@transaction.atomic
def note_statuses(actor: Actor, hire: Hire, statuses: Mapping[Status, bool | None]) -> Hire:
    """What her papers show; None takes a status back to unknown, one that is not named stays as it is.

    Raises as ``correct``."""
    row = _locked(actor, hire)
    noted = {**row.statuses, **{Status(status).value: has for status, has in statuses.items()}}
    return correct(actor, row, statuses={status: has for status, has in noted.items() if has is not None})


@transaction.atomic
def leave(actor: Actor, hire: Hire, on: date) -> Hire:
    """``on`` was her last day; her insurance is taken to end with its month. Raises as ``correct``."""
    row = _locked(actor, hire)
    if on > timezone.localdate():
        raise Refused("离岗日期还没到。", "到那一天以后再登记。")
    row.left_on = on
    month = Month.of(on).first_day
    if row.insured_spells.filter(last__gt=month).exists():
        raise Refused("参保时段晚于离岗的月份。", "请先更正参保时段。")
    row.insured_spells.filter(last=None, first__gt=month).delete()
    row.insured_spells.filter(last=None).update(last=month)
    return _changed(actor, row, ["left_on"])


@transaction.atomic
def come_back(actor: Actor, hire: Hire) -> Hire:
    """The leaving was written down by mistake. Insured months stay as they are. Raises as ``correct``."""
    row = _locked(actor, hire)
    row.left_on = None
    return _changed(actor, row, ["left_on"])


# Insured months -------------------------------------------------------------------------------------------------------


@transaction.atomic
def insure(actor: Actor, hire: Hire, first: date, last: date | None = None) -> InsuredSpell:
    """The firm paid for her from the month of ``first`` to that of ``last``; None: it still does.

    Raises Hire.DoesNotExist outside the actor's scope, and Refused for months that are already written down, lie
    before she started or after she left, or have not come.
    """
    row = _locked(actor, hire)
    spell = InsuredSpell(hire=row, first=_begin(first), last=_begin(last) if last else None)
    spell.recorded_by, spell.recorded_at = user_of(actor), timezone.now()
    _require_months(row, spell)
    _save_spell(spell)
    ledger.record(user_of(actor), Action.CHANGE, KIND, row.pk, Purpose.MATCHING)
    return spell


@transaction.atomic
def end_insurance(actor: Actor, hire: Hire, last: date) -> InsuredSpell:
    """The spell that goes on ended with the month of ``last``. Raises as ``insure``, and Refused where none goes on."""
    row = _locked(actor, hire)
    spell = row.insured_spells.filter(last=None).first()
    if spell is None:
        raise Refused("没有正在参保的时段。", "请刷新页面看最新情况。")
    spell.last = _begin(last)
    _require_months(row, spell)
    _save_spell(spell)
    ledger.record(user_of(actor), Action.CHANGE, KIND, row.pk, Purpose.MATCHING)
    return spell


@transaction.atomic
def forget_spell(actor: Actor, hire: Hire, spell_id: int) -> None:
    """Take out a spell that was entered by mistake; none there is nothing to do. Raises Hire.DoesNotExist."""
    row = _locked(actor, hire)
    gone, _ = row.insured_spells.filter(pk=spell_id).delete()
    if gone:
        ledger.record(user_of(actor), Action.CHANGE, KIND, row.pk, Purpose.MATCHING)


def _require_months(hire: Hire, spell: InsuredSpell) -> None:
    today = Month.of(timezone.localdate()).first_day
    started = _begin(hire.started_on)
    if spell.first < started:
        raise Refused(f"参保从上岗的月份（{Month.of(started).words}）起算。", "请核对参保开始的月份。")
    if spell.first > today or (spell.last is not None and spell.last > today):
        raise Refused("参保的月份还没到。", "还在参保的，结束月份请空着。")
    if hire.left_on and (spell.last is None or spell.last > _begin(hire.left_on)):
        raise Refused(f"她{chinese_day(hire.left_on)}已经离岗。", "参保的结束月份请不要晚于离岗的月份。")
    if spell.last is not None and spell.last < spell.first:
        raise Refused("参保的结束月份不能早于开始月份。")
    others = hire.insured_spells.exclude(pk=spell.pk)
    if any(_overlap(spell, other) for other in others):
        raise Refused("这些月份里有已经登记过的。", "请核对参保时段，或先删掉登记错的那一段。")


def _overlap(one: InsuredSpell, other: InsuredSpell) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def _save_spell(spell: InsuredSpell) -> None:
    try:
        with transaction.atomic():
            spell.save()
    except IntegrityError:
        raise Refused("刚刚有人登记了参保。", "请刷新页面看最新情况。") from None


def _begin(day: date) -> date:
    return day.replace(day=1)


# One row --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def forget(actor: Actor, hire: Hire) -> None:
    """Delete somebody who was entered by mistake, with her months of insurance.

    Raises Hire.DoesNotExist outside the actor's scope, and Refused where papers or dossiers hang on the record, or it
    began with a start that was recorded here.
    """
    row = _locked(actor, hire)
    number = row.pk
    if row.papers.exists() or row.dossiers.exists():
        raise Refused("这个人已经准备过材料，不能删除。", "已经不在的，请登记离岗。")
    try:
        row.delete()
    except ProtectedError:
        raise Refused("这个人是从候选人登记上岗的，不能删除。", "没有来上班的，请登记离岗。") from None
    ledger.record(user_of(actor), Action.CHANGE, KIND, number, Purpose.MATCHING)


def _locked(actor: Actor, hire: Hire) -> Hire:
    return kept(Hire.objects.all(), actor).select_for_update(of=("self",)).get(pk=hire.pk)


def _changed(actor: Actor, hire: Hire, names: list[str]) -> Hire:
    hire.recorded_by, hire.recorded_at = user_of(actor), timezone.now()
    _require_sense(hire)
    hire.save(update_fields=[*names, "recorded_by", "recorded_at"])
    ledger.record(user_of(actor), Action.CHANGE, KIND, hire.pk, Purpose.MATCHING)
    return hire


def _require_known(fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - FIELDS:
        raise ValueError(f"no facts of a hire: {sorted(unknown)}")


def _require_sense(hire: Hire) -> None:
    hire.name = " ".join(hire.name.split())
    if not hire.name:
        raise Refused("请填写姓名。")
    if telling((hire.name, hire.job_title), hire.enterprise.name):
        raise Refused("“姓名”和“做什么”里写的内容超出了用工登记的需要。", "请只写姓名和岗位名称。")
    if hire.vacancy is not None and hire.vacancy.enterprise_id != hire.enterprise_id:
        raise Refused("这个岗位不是这家企业的。", "请从本企业的岗位里选。")
    try:
        hire.full_clean()
    except ValidationError as wrong:
        raise Refused("".join(dict.fromkeys(wrong.messages)), "请核对后再保存。") from None
