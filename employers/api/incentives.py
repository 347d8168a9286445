"""POST /incentives: what incentives bring in the cases that were sent, as ``manage.py incentives`` says it of a file.

Nothing of a case is kept or written to a log.
"""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from employers.incentive_files import answer_row
from people.api.bearer import Bearer
from people.api.rows import NO, Row, require_short, rows_of
from people.models import Scope

MOST_CASES = 100
router = Router(tags=["扶持政策"])


class IncentiveCases(Schema):
    """Each case is one line of ``manage.py incentives``: see docs/incentives.md."""

    cases: rows_of(MOST_CASES)  # type: ignore[valid-type]


class IncentiveResults(Schema):
    """One result per case, in their order; a case that cannot be read has ``errors`` instead."""

    results: list[Row]


@router.post(
    "/incentives",
    auth=Bearer(Scope.INCENTIVES, cost=5),
    response={200: IncentiveResults, **NO},
    url_name="incentives",
    operation_id="incentives",
    summary="测算扶持政策",
)
def incentives(request: HttpRequest, sent: IncentiveCases) -> Any:
    """逐条测算，不保存。每条写什么、答复里有什么，见 docs/incentives.md。一次最多 100 条。"""
    require_short("cases", sent.cases)
    seen: dict[int, int] = {}
    return {"results": [answer_row(case, number, seen)[0] for number, case in enumerate(sent.cases, start=1)]}
