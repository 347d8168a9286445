"""提出、审核、退回、撤回一个标准: one person proposes, another decides, and the book changes with the decision."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.utils import timezone

from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Role, User
from people.scope import covers
from welfare.models import StandardRow
from welfare.rules.standards import STANDARDS, Mode, Standard

KIND = "standard"
KEEPERS = (Role.WELFARE_OFFICER, Role.MANAGER)
# 城市居民最低生活保障 began in the nineties; plans are made for ten years at most.
EARLIEST, YEARS_AHEAD = 1990, 10
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person fills in. ``value`` as written; ``review_by`` None: a year after the first day."""

    code: str
    value: str
    valid_from: date
    source_title: str
    urban: bool | None = None
    within: bool = True
    valid_to: date | None = None
    review_by: date | None = None
    source_number: str = ""
    source_article: str = ""


def may_keep(actor: User, region_code: str) -> bool:
    """Officers and managers, for their own region, for what lies within it and for what lies above it.

    A county keeps the number that its city has published; nobody keeps another county's.
    """
    if actor.role not in KEEPERS or actor.region is None:
        return False
    return covers(actor.region.code, region_code) or covers(region_code, actor.region.code)


def may_decide(actor: User, region_code: str) -> bool:
    """Whoever keeps the whole place: what a city set counts for all its counties, so no county puts it into force."""
    return actor.role in KEEPERS and actor.region is not None and covers(actor.region.code, region_code)


@transaction.atomic
def propose(actor: User, region, proposal: Proposal) -> StandardRow:
    """A row that waits for another person; it does not count yet.

    Raises Refused when the actor may not, the number does not fit the standard, or the same waits already.
    """
    if not may_keep(actor, region.code):
        raise Refused("这个地区的标准不归您维护。", "请选择本地区，或者上级发布、适用于本地区的标准。")
    _require_possible(proposal)
    row = StandardRow(
        code=proposal.code,
        region=region,
        urban=proposal.urban,
        within=proposal.within,
        value=plain_value(proposal.code, proposal.value),
        valid_from=proposal.valid_from,
        valid_to=proposal.valid_to,
        review_by=proposal.review_by or _a_year_after(proposal.valid_from),
        source_title=proposal.source_title.strip(),
        source_number=proposal.source_number.strip(),
        source_article=proposal.source_article.strip(),
        proposed_by=actor,
    )
    if not row.source_title:
        raise Refused("没有写依据。", "请填写发布这个标准的文件名称，例如《鄂尔多斯市人民政府关于调整……的通知》。")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("同一个标准已有人提出，正在等待审核。", "请先审核、退回或者撤回那一条。") from None
    ledger.record(actor, Action.CREATE, KIND, row.pk, Purpose.WELFARE)
    return row


def _require_possible(proposal: Proposal) -> None:
    """Days that a notice can have: one that stands on no calendar page would stop every assessment."""
    latest = timezone.localdate().year + YEARS_AHEAD
    if not EARLIEST <= proposal.valid_from.year <= latest:
        raise Refused("执行日期的年份不对。", f"请填 {EARLIEST} 年到 {latest} 年之间的日期。")
    if proposal.valid_to is None:
        return
    if proposal.valid_to < proposal.valid_from:
        raise Refused("停止日期早于执行日期。", "请核对这两个日期。")
    if proposal.valid_to.year > latest:
        raise Refused("停止日期太远。", "文件没有写停止日期的，空着。")


def approve(actor: User, row_id: int, note: str = "") -> StandardRow:
    """From now on the number counts. Raises Refused for who proposed it, and for who does not keep the whole place."""
    return _decide(actor, row_id, StandardRow.State.APPROVED, note)


def refuse(actor: User, row_id: int, note: str) -> StandardRow:
    """Back to who proposed it, with the reason. Raises Refused as ``approve``, and without a reason."""
    if not note.strip():
        raise Refused("没有写退回的原因。", "请写明哪里不对，提出人才知道怎么改。")
    return _decide(actor, row_id, StandardRow.State.REFUSED, note)


@transaction.atomic
def withdraw(actor: User, row_id: int) -> StandardRow:
    """Taken back by who proposed it, before anybody decided."""
    row = _waiting(row_id)
    if row.proposed_by_id != actor.pk:
        raise Refused("只有提出人可以撤回。", "认为不对的，请退回并写明原因。")
    row.state = StandardRow.State.WITHDRAWN
    row.save(update_fields=["state"])
    ledger.record(actor, Action.CHANGE, KIND, row.pk, Purpose.WELFARE)
    return row


@transaction.atomic
def _decide(actor: User, row_id: int, state: StandardRow.State, note: str) -> StandardRow:
    row = _waiting(row_id)
    if row.proposed_by_id == actor.pk:
        raise Refused("自己提出的标准不能自己审核。", "请另一位同事打开这一页审核。")
    if not may_decide(actor, row.region.code):
        raise Refused("这个地区的标准不归您审核。", f"请由{row.region.name}一级的救助经办或者负责人审核。")
    if len(note.strip()) > LONGEST_NOTE:
        raise Refused(f"审核意见有 {len(note.strip())} 个字，最多 {LONGEST_NOTE} 个。", "请写短一些再提交。")
    row.state, row.decided_by, row.decided_at, row.decision_note = state, actor, timezone.now(), note.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    ledger.record(actor, Action.CHANGE, KIND, row.pk, Purpose.WELFARE)
    return row


def _waiting(row_id: int) -> StandardRow:
    """Raises StandardRow.DoesNotExist, and Refused when somebody else was quicker."""
    row = StandardRow.objects.select_for_update(of=("self",)).select_related("region").get(pk=row_id)
    if row.state != StandardRow.State.PROPOSED:
        raise Refused(f"这一条{row.get_state_display()}。", "刚刚有人处理过，请刷新页面看最新情况。")
    return row


def plain_value(code: str, written: str) -> str:
    """The number as it is stored: ``1,020.50 `` → ``1020.50``; for a choice the code of its option.

    Raises Refused for a standard nobody knows and for a number it cannot have.
    """
    standard = STANDARDS.get(code)
    if standard is None:
        raise Refused("没有这个标准。", "请从列表里选。")
    if isinstance(standard, Mode):
        if written not in standard.options:
            raise Refused("没有这个选项。", f"请选择：{'、'.join(standard.options.values())}。")
        return written
    assert isinstance(standard, Standard)
    try:
        number = Decimal(written.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Refused(
            f"“{written}”不是数字。", f"请只填数字，单位是{standard.unit or '1（例如三成填 0.3）'}。"
        ) from None
    if not number.is_finite() or number < 0 or number >= Decimal(10) ** 9:
        raise Refused(f"“{written}”不像是{standard.term}。", "请核对文件上的数字。")
    if number != round(number, 4):
        raise Refused(f"“{written}”的小数位太多。", "最多保留四位小数。")
    if standard.high is not None and number > standard.high:
        raise Refused(f"{standard.term}不能大于 {standard.high}。", "是百分数的，30% 请填 0.3。")
    return format(number, "f")


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)
