"""POST /assessments: what the households that were sent are entitled to, as ``manage.py assess`` says it of a file.

For the city's own systems alone: the lines speak of measures. Nothing of a household is kept or written to a log.
"""

import logging
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from people.api.bearer import Bearer
from people.api.errors import ApiError
from people.api.rows import NO, Row, require_short, rows_of
from people.models import Scope
from welfare.assess_files import answer_row

MOST_CASES, MOST_ASKED = 50, 5
log = logging.getLogger(__name__)
router = Router(tags=["救助"])


class Households(Schema):
    """Each case is one line of ``manage.py assess``. ``ask``: with the next best question, for a few cases at once."""

    cases: rows_of(MOST_CASES)  # type: ignore[valid-type]
    ask: Annotated[bool, Field(strict=True)] = False


class AssessedHouseholds(Schema):
    """One result per case, in their order; a case that cannot be read has ``errors`` instead."""

    results: list[Row]


@router.post(
    "/assessments",
    auth=Bearer(Scope.ASSESSMENTS, cost=10),
    response={200: AssessedHouseholds, **NO},
    url_name="assessments",
    operation_id="assessments",
    summary="判断救助",
)
def assessments(request: HttpRequest, sent: Households) -> Any:
    """逐户判断，不保存。一次最多 50 户；要下一个问题（ask）时最多 5 户。"""
    if sent.ask and len(sent.cases) > MOST_ASKED:
        words = f"要下一个问题时一次不超过 {MOST_ASKED} 户"
        raise ApiError(422, "invalid", "有 1 处不对。", items=[("cases", words)])
    require_short("cases", sent.cases)
    seen: dict[str, int] = {}
    return {"results": [_answer(case, number, seen, sent.ask) for number, case in enumerate(sent.cases, start=1)]}


def _answer(case: Row, number: int, seen: dict[str, int], ask: bool) -> Row:
    try:
        return answer_row(case, number, seen, timezone.localdate(), ask=ask)[0]
    except Exception as fault:
        # A fault of ours must not cost the other households their answer; it is told like any error.
        log.error("assessments: %s", type(fault).__name__, exc_info=fault)
        told = {"field": "整行", "message": "程序出错，没有判断，请联系平台管理员"}
        return {"id": None, "line": number, "errors": [told]}
