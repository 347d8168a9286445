"""核准不受从业限制: by a manager of the region, with the law it rests on, for one post or for all of the kind."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients.door import KIND
from clients.models import Client
from employers.models import Vacancy
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Role, User
from people.scope import covers
from placement.matching.bars import BARS
from placement.models import BarOverride

BAR_NAMES = {bar.code: bar.name for bar in BARS}
# A citation shorter than this names no law: 《…》第…条 alone is longer.
SHORTEST_CITATION = 6


def may_override(actor: User, client: Client) -> bool:
    """A manager whose region holds the client's residence."""
    return (
        actor.role == Role.MANAGER
        and actor.region is not None
        and covers(actor.region.code, client.residence_region.code)
    )


@transaction.atomic
def override_bar(
    actor: User,
    client: Client,
    bar: str,
    citation: str,
    *,
    vacancy: Vacancy | None = None,
    until: date | None = None,
    as_of: date | None = None,
) -> BarOverride:
    """Record that ``bar`` does not apply to ``client`` from ``as_of`` (today), for ``vacancy`` or for every post.

    Raises Refused for anybody but a manager of the region, an unknown bar, a citation that names no law, an end in
    the past, and a closed case.
    """
    today = as_of or timezone.localdate()
    if not may_override(actor, client):
        raise Refused("只有辖区的禁毒办负责人可以核准。", "请把情况和依据报给负责人。")
    if not client.is_open:
        raise Refused("已经结案，不再核准。", "需要继续服务的，请先重新开案。")
    if bar not in BAR_NAMES:
        raise Refused("没有这项从业限制。", "请从推荐岗位里的“为什么不行”进入。")
    if len(citation.strip()) < SHORTEST_CITATION:
        raise Refused("没有写清依据。", "请写明法规名称和条款，或者批准文书的文号。")
    if until is not None and until < today:
        raise Refused("有效期已经过去。", "请核对日期，长期有效的留空。")
    made = BarOverride.objects.create(
        client=client,
        bar=bar,
        vacancy=vacancy,
        citation=citation.strip(),
        decided_by=actor,
        decided_on=today,
        until=until,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.MATCHING)
    return made
