"""POST /vacancies and what belongs to it: what job boards and firms' own systems send, for the county to review."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, field_validator

from employers import send_vacancies
from employers.api.router import vacancies
from employers.models import SentVacancy, State, Vacancy
from employers.models.vacancy_moves import Cause
from employers.send_vacancies import Answered
from lexicon.features import Education, Shift, WorkFeature
from people.api.bearer import Bearer
from people.api.errors import ApiError, Item, faults, not_found
from people.api.paging import require_known
from people.api.rows import NO, Row, require_short
from people.models import ApiToken, Holder, Scope

MOST, MOST_LISTED = 100, 200

Text = Annotated[str, Field(max_length=200)]


def number(value: object) -> Decimal | None:
    """As the reader of the body gives it; a text with digits in it is no number."""
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return None if value is None else Decimal(value)
    raise ValueError("应为数")


MOST_YUAN = 1_000_000
Yuan = Annotated[
    Decimal,
    BeforeValidator(number),
    Field(ge=0, le=MOST_YUAN, decimal_places=2),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST_YUAN}),
]
ShiftCode = Literal[tuple(shift.value for shift in Shift)]  # type: ignore[valid-type]
FeatureCode = Literal[tuple(feature.value for feature in WorkFeature)]  # type: ignore[valid-type]
EducationCode = Literal[("", *(level.value for level in Education))]  # type: ignore[valid-type]


class Facts(Schema):
    """The facts of a vacancy. Left out or null: not said."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, strict=True)

    title: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    text: Annotated[str, Field(max_length=4000)] | None = None
    headcount: Annotated[int, Field(ge=1, le=999)] | None = None
    wage_min: Yuan | None = None
    wage_max: Yuan | None = None
    wage_text: Annotated[str, Field(max_length=120)] | None = None
    place: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    address: Text | None = None
    shifts: Annotated[list[ShiftCode], Field(max_length=20)] | None = None  # type: ignore[valid-type]
    features: Annotated[list[FeatureCode], Field(max_length=40)] | None = None  # type: ignore[valid-type]
    certificates: Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(max_length=10)] | None = (
        None
    )
    education: EducationCode | None = None  # type: ignore[valid-type]
    experience_years: Annotated[int, Field(ge=0, le=50)] | None = None
    board: bool | None = None
    lodging: bool | None = None
    insurance: bool | None = None
    part_time: bool | None = None
    public: bool | None = None

    @field_validator("shifts", "features", "certificates")
    @classmethod
    def once(cls, value: list[str] | None) -> list[str] | None:
        return None if value is None else list(dict.fromkeys(value))


class VacancyIn(Facts):
    """One vacancy. ``reference`` is the sender's own mark of it; ``credit_code`` names the firm, and may be left out by
    a firm's own system. ``place``: code or name of county or street, else where the firm is. Only a firm's own system
    may say ``public``, that the vacancy stands on the public site; of others the firm itself is asked."""

    reference: Annotated[str, Field(min_length=1, max_length=80)]
    credit_code: Annotated[str, Field(max_length=30)] | None = None
    title: Annotated[str, Field(min_length=1, max_length=60)]


# Read one by one, so that a wrong row costs the others nothing.
Sent = Annotated[Row, WithJsonSchema(VacancyIn.model_json_schema())]


class Batch(Schema):
    vacancies: Annotated[list[Sent], Field(min_length=1, max_length=MOST)]


class Flag(Schema):
    """What a vacancy asks of people that the law forbids, or that narrows the choice without need."""

    label: str
    verdict: str
    text: str
    article: str
    offered: str


class Taken(Schema):
    """What became of a row. ``state``: draft until what is ``missing`` is there, submitted while staff look at it."""

    reference: str
    outcome: Literal["accepted", "changed", "unchanged", "refused"]
    uid: UUID | None = None
    state: Literal[tuple(State.values)] | None = None  # type: ignore[valid-type]
    errors: list[Item]
    missing: list[Item]
    flags: list[Flag]


class Receipt(Schema):
    items: list[Taken]


class Own(Schema):
    """A vacancy that this sender sent. ``cause`` and ``advice``: why staff last asked to mend it, while that waits."""

    reference: str
    uid: UUID
    state: Literal[tuple(State.values)]  # type: ignore[valid-type]
    cause: str
    advice: str


class OwnPage(Schema):
    items: list[Own]
    next: str
    more: bool


class ListAsked(Schema):
    cursor: Annotated[str | None, Field(max_length=18, pattern=r"^[0-9]+$")] = None
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED)] = 100


@vacancies.post(
    "/vacancies",
    auth=Bearer(Scope.VACANCIES_WRITE, cost=10),
    response={200: Receipt, **NO},
    url_name="vacancies",
    operation_id="send_vacancies",
    summary="送来岗位",
)
def send(request: HttpRequest, sent: Batch) -> Any:
    """一次最多 100 个，逐个答复。齐全的交旗区工作人员审核，缺内容的存为草稿；同一个 reference 再送是修改。"""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    require_short("vacancies", sent.vacancies)
    read = [_read(row, token) for row in sent.vacancies]
    twice = _twice([one["reference"] for one in read if isinstance(one, dict)])
    good = [one for one in read if isinstance(one, dict) and one["reference"] not in twice]
    taken = iter(send_vacancies.send(token, good))
    items = []
    for one in read:
        if isinstance(one, Answered):
            items.append(_taken(one))
        elif one["reference"] in twice:
            error = ("reference", "这一次里同一个编号写了几条，都没有收")
            items.append(_taken(Answered(one["reference"], "refused", errors=(error,))))
        else:
            items.append(_taken(next(taken)))
    return {"items": items}


@vacancies.get(
    "/vacancies/sent",
    auth=Bearer(Scope.VACANCIES_WRITE),
    response={200: OwnPage, **NO},
    url_name="vacancies_sent",
    operation_id="sent_vacancies",
    summary="自己送来的岗位怎样了",
)
def listing(request: HttpRequest, asked: Query[ListAsked]) -> Any:
    """每个岗位现在的状态；被退回的，写着原因和怎么改。"""
    require_known(request.GET, set(ListAsked.model_fields))
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    start = int(asked.cursor or 0)
    kept = Vacancy.objects.kept_by(token).values("pk")
    rows = SentVacancy.objects.filter(sender=token.sender, vacancy__in=kept, pk__gt=start).order_by("pk")
    found = list(rows.select_related("vacancy").prefetch_related("vacancy__events")[: asked.limit + 1])
    page = found[: asked.limit]
    return {
        "items": [_own(one) for one in page],
        "next": str(page[-1].pk if page else start),
        "more": len(found) > asked.limit,
    }


@vacancies.patch(
    "/vacancies/{uuid:uid}",
    auth=Bearer(Scope.VACANCIES_WRITE, cost=2),
    response={200: Taken, **NO, 409: NO[404]},
    url_name="vacancy",
    operation_id="change_vacancy",
    summary="修改自己送来的岗位",
)
def change(request: HttpRequest, uid: UUID, sent: Facts) -> Any:
    """只写要改的。发布以后的修改，工作人员会再看一次。企业自己接手以后，以企业写的为准。"""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    given = {name: value for name, value in sent.model_dump(exclude_unset=True).items() if value is not None}
    if not given:
        raise ApiError(422, "invalid", "没有写要改什么。")
    _require_may_publish(token, given)
    try:
        return _taken(send_vacancies.change(token, uid, given))
    except (Vacancy.DoesNotExist, SentVacancy.DoesNotExist):
        raise not_found() from None
    except send_vacancies.Wrong as wrong:
        raise ApiError(422, "invalid", "有 1 处不对。", items=[(wrong.name, wrong.said)]) from None


@vacancies.delete(
    "/vacancies/{uuid:uid}",
    auth=Bearer(Scope.VACANCIES_WRITE, cost=2),
    response={200: Taken, **NO, 409: NO[404]},
    url_name="vacancy",
    operation_id="close_vacancy",
    summary="下架自己送来的岗位",
)
def close(request: HttpRequest, uid: UUID) -> Any:
    """记录留着，不再招人。"""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    try:
        return _taken(send_vacancies.close(token, uid))
    except (Vacancy.DoesNotExist, SentVacancy.DoesNotExist):
        raise not_found() from None


def _read(row: Row, token: ApiToken) -> dict[str, Any] | Answered:
    """The row as fields, or why it is refused."""
    reference = row.get("reference")
    shown = reference[:80] if isinstance(reference, str) else ""
    try:
        given = VacancyIn.model_validate(row).model_dump(exclude_none=True)
        _require_may_publish(token, given)
    except ValidationError as wrong:
        return Answered(shown, "refused", errors=tuple(faults(wrong.errors(include_url=False), skip=0)))
    except ApiError as no:
        return Answered(shown, "refused", errors=no.items)
    return given


def _require_may_publish(token: ApiToken, given: dict[str, Any]) -> None:
    if "public" in given and token.holder != Holder.FIRM:
        words = "在网站上公开要企业自己同意，外部单位不写这一项"
        raise ApiError(422, "invalid", "有 1 处不对。", items=[("public", words)])


def _twice(references: list[str]) -> set[str]:
    seen: set[str] = set()
    return {one for one in references if one in seen or seen.add(one)}  # type: ignore[func-returns-value]


def _taken(one: Answered) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "outcome": one.outcome,
        "uid": one.vacancy.uid if one.vacancy else None,
        "state": one.vacancy.state if one.vacancy else None,
        "errors": [{"field": name, "message": said} for name, said in one.errors],
        "missing": [{"field": name, "message": said} for name, said in one.missing],
        "flags": [
            {"label": flag.label, "verdict": flag.verdict, "text": flag.text, "article": flag.article,
             "offered": flag.offered}
            for flag in one.flags
        ],
    }  # fmt: skip


def _own(sent: SentVacancy) -> dict[str, Any]:
    vacancy = sent.vacancy
    turns = [event for event in vacancy.events.all() if event.name in ("return", "pause", "submit", "reopen")]
    last = turns[0] if turns and turns[0].cause and vacancy.state in (State.DRAFT, State.PAUSED) else None
    return {
        "reference": sent.reference,
        "uid": vacancy.uid,
        "state": vacancy.state,
        "cause": Cause(last.cause).label if last else "",
        "advice": last.advice if last else "",
    }
