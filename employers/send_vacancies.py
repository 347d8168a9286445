"""送来岗位: what another system sends for a firm becomes a draft or waits for review, exactly as if the firm wrote it.

The actor is the system's key. A firm is named by its credit code; which firms are registered, verified and elsewhere is
none of the sender's business, so one sentence answers for all that it may not speak for. Nothing is ever published
here. As soon as the firm takes a vacancy in hand itself, the sender changes it no more.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from employers import post_vacancy, publish
from employers.acting import named
from employers.adverts.for_firms import Told, for_firm
from employers.adverts.read import read
from employers.check_rows import fields_of
from employers.fit_to_publish import faults
from employers.models import By, Enterprise, SentVacancy, State, Vacancy
from employers.tell_firm import tell_firm
from people import ledger
from people.errors import Refused
from people.models import Action, ApiToken, Holder, Purpose, Region
from people.places import Places

NO_SUCH_FIRM = "不能送这家企业的岗位：代码要与营业执照一致，企业要在平台登记并核实，而且在令牌的范围里。"
ENDED = frozenset({State.FILLED, State.EXPIRED})
# What the sender says in its own words; the rest is read from the advertisement where it does not say it.
EXACT = (
    "title", "headcount", "wage_min", "wage_max", "wage_text", "address", "shifts", "features", "certificates",
    "education", "experience_years", "board", "lodging", "insurance", "part_time", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one row.

    outcome  "accepted" as a new one, "changed", "unchanged", or "refused" with ``errors`` (field, Chinese sentence)
    missing  what keeps it from being handed in for review: it stays a draft until that is there
    flags    what it asks unlawfully or without need, in the words for a firm
    """

    reference: str
    outcome: str
    vacancy: Vacancy | None = None
    errors: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    flags: tuple[Told, ...] = ()


class Wrong(Exception):
    """One field of a row."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name)
        self.name, self.said = name, said


@dataclass
class _Batch:
    """What one request has read already."""

    places: dict[str, Places] = field(default_factory=dict)
    fresh: dict[int, list[Vacancy]] = field(default_factory=dict)


def send(token: ApiToken, rows: Sequence[Mapping[str, Any]], *, at: datetime | None = None) -> list[Answered]:
    """Each row by itself, in order; firms are told once how many came. ``rows`` hold the fields of the API, read and
    checked, with ``reference`` and, except from a firm's own system, ``credit_code``."""
    now, batch = at or timezone.now(), _Batch()
    answered = [_one(token, row, batch, now) for row in rows]
    with transaction.atomic():
        for some in batch.fresh.values():
            _tell(token, some)
        if any(one.outcome in ("accepted", "changed") for one in answered):
            ledger.record(None, Action.IMPORT, "api_token", token.pk, Purpose.MATCHING)
    return answered


def change(token: ApiToken, uid: UUID, fields: Mapping[str, Any], *, at: datetime | None = None) -> Answered:
    """Change some of the facts of a vacancy that this sender sent. Raises Vacancy.DoesNotExist for any other, and
    Refused, also when the firm has taken it in hand or it has ended."""
    with transaction.atomic():
        sent = _sent(token, uid)
        vacancy = _change(token, sent, _facts(fields, sent.vacancy.enterprise, _Batch()), at or timezone.now())
        SentVacancy.objects.filter(pk=sent.pk).update(digest="")
        return _told(sent.reference, "changed", vacancy, fields, timezone.localdate(at))


def close(token: ApiToken, uid: UUID, *, at: datetime | None = None) -> Answered:
    """The firm seeks nobody more, says its sender. Raises as ``change``; what has ended already stays ended."""
    with transaction.atomic():
        sent = _sent(token, uid)
        vacancy = sent.vacancy
        if vacancy.state not in ENDED:
            _require_its_own(vacancy)
            if vacancy.state == State.SUBMITTED:
                publish.take_back(token, vacancy.pk, at=at)
            vacancy = publish.withdraw(token, vacancy.pk, at=at)
        return Answered(sent.reference, "changed", vacancy)


def _one(token: ApiToken, row: Mapping[str, Any], batch: _Batch, now: datetime) -> Answered:
    reference = row["reference"]
    try:
        with transaction.atomic():
            return _take(token, row, batch, now)
    except Wrong as wrong:
        errors = ((wrong.name, wrong.said),)
    except Refused as no:
        errors = (("", str(no)),)
    except IntegrityError:
        errors = (("reference", "同一个编号刚刚也送来一次，请再送一次这条。"),)
    return Answered(reference, "refused", errors=errors)


def _take(token: ApiToken, row: Mapping[str, Any], batch: _Batch, now: datetime) -> Answered:
    reference, digest, today = row["reference"], _digest(row), timezone.localdate(now)
    known = SentVacancy.objects.filter(sender=token.sender, reference=reference).first()
    if known is not None and not Vacancy.objects.kept_by(token).filter(pk=known.vacancy_id).exists():
        # The key reaches less than it did, or the firm is verified no more.
        raise Wrong("credit_code", NO_SUCH_FIRM)
    if known is not None and known.digest == digest:
        return _told(reference, "unchanged", known.vacancy, row, today)
    firm = _firm(token, row)
    # A whole row that names no place means where the firm is.
    fields = {"region": firm.region, **_facts(_with_the_rest(row, firm), firm, batch)}
    if known is not None:
        if known.vacancy.enterprise_id != firm.pk:
            raise Wrong("reference", "这个编号已经用在另一个岗位上，请换一个编号。")
        vacancy = _change(token, known, fields, now)
        SentVacancy.objects.filter(pk=known.pk).update(digest=digest)
        return _told(reference, "changed", vacancy, row, today)
    vacancy = post_vacancy.record(token, firm.pk, **fields)
    SentVacancy.objects.create(
        vacancy=vacancy, sender=token.sender, reference=reference, digest=digest, received_at=now
    )
    vacancy = _handed_in(token, vacancy, now)
    batch.fresh.setdefault(firm.pk, []).append(vacancy)
    return _told(reference, "accepted", vacancy, row, today)


def _change(token: ApiToken, sent: SentVacancy, fields: dict[str, Any], now: datetime) -> Vacancy:
    if sent.vacancy.state in ENDED:
        raise Refused("这个岗位已经结束。", "还要招的，请用新的编号重新送来。")
    _require_its_own(sent.vacancy)
    return _handed_in(token, post_vacancy.edit(token, sent.vacancy_id, at=now, **fields), now)


def _require_its_own(vacancy: Vacancy) -> None:
    if vacancy.events.filter(by=By.FIRM).exists():
        raise Refused("企业已经自己在管这个岗位。", "以企业写的为准，请不要再送这一条。")


def _handed_in(token: ApiToken, vacancy: Vacancy, now: datetime) -> Vacancy:
    """A complete draft goes to the county's staff at once."""
    if vacancy.state == State.DRAFT and not faults(vacancy, timezone.localdate(now)):
        return publish.submit(token, vacancy.pk, at=now)
    return vacancy


def _told(reference: str, outcome: str, vacancy: Vacancy, sent: Mapping[str, Any], today: date) -> Answered:
    """Of the words only those that came just now are judged: what the firm or staff wrote since is not the sender's."""
    missing = tuple(faults(vacancy, today)) if vacancy.state == State.DRAFT else ()
    flags = for_firm(sent.get("title") or "", sent.get("text") or "")
    return Answered(reference, outcome, vacancy, missing=missing, flags=flags)


def _sent(token: ApiToken, uid: UUID) -> SentVacancy:
    vacancy = Vacancy.objects.kept_by(token).select_related("enterprise__region", "region").get(uid=uid)
    sent = SentVacancy.objects.get(vacancy=vacancy)
    sent.vacancy = vacancy
    return sent


def _firm(token: ApiToken, row: Mapping[str, Any]) -> Enterprise:
    code = row.get("credit_code") or (token.credit_code if token.holder == Holder.FIRM else "")
    if not code:
        raise Wrong("credit_code", "必填：企业的统一社会信用代码")
    spoken_for = Enterprise.objects.spoken_for_by(token).select_related("region")
    firm = spoken_for.filter(credit_code=code.upper().replace(" ", "")).first()
    if firm is None:
        raise Wrong("credit_code", NO_SUCH_FIRM)
    return firm


def _with_the_rest(row: Mapping[str, Any], firm: Enterprise) -> dict[str, Any]:
    """The row with what its prose says of what it leaves open: nobody writes one fact twice."""
    wage = row.get("wage_text") or ""
    cells = {
        "岗位名称": row["title"],
        "岗位描述": row.get("text") or "",
        "工资": wage,
        "工作地点": row.get("address") or "",
        "企业名称": firm.name,
        "行业": firm.industry_name,
    }
    said = fields_of(read(cells), cells)
    given = {name: row[name] for name in (*EXACT, "place", "public") if row.get(name) is not None}
    if "wage_min" in given or "wage_max" in given:
        said["wage_min"] = said["wage_max"] = None
    return {**{name: said[name] for name in EXACT if name in said}, **given}


def _facts(given: Mapping[str, Any], firm: Enterprise, batch: _Batch) -> dict[str, Any]:
    """The fields of Vacancy, of what is given and nothing else. Raises Wrong."""
    fields = {name: given[name] for name in EXACT if name in given}
    if "place" in given:
        fields["region"] = _place(given["place"], firm, batch)
    if "public" in given:
        fields["is_public"] = given["public"]
    return fields


def _place(named_so: str, firm: Enterprise, batch: _Batch) -> Region:
    city = firm.region.code[:4]
    if city not in batch.places:
        batch.places[city] = Places(Region.objects.current().within(city).order_by("code"))
    found = batch.places[city].find(named_so)
    if found is None:
        raise Wrong("place", "看不出是企业所在市的哪个旗区、街道，请写区划代码或者“东胜区”这样的名称")
    return found


def _digest(row: Mapping[str, Any]) -> str:
    told = json.dumps({name: row[name] for name in sorted(row)}, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _tell(token: ApiToken, some: list[Vacancy]) -> None:
    who = named(token) or "外部系统"
    text = f"{who}替贵单位送来 {len(some)} 个岗位，审核后才会发布，请核对。"
    tell_firm(some[0].enterprise, text, "portal:vacancies")
