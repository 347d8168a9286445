"""Why somebody seems stuck, and the one next step that would move it. Asked for a page of people, not for a city."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clients.models import Client, Consent, HelpEvent
from clients.models.consent import ConsentPurpose
from people.models import User
from placement import pool as pools
from placement.matching.match import judge
from placement.matching.pool import SeekerColumns
from placement.models import Referral
from placement.models.referral import UNANSWERED, State
from placement.seekers import seeker_of, with_facts
from placement.stalled import Stalled


class Why(StrEnum):
    """In the order in which they are asked: the first that holds is said."""

    UNREACHED = "unreached"
    NO_WISH = "no_wish"
    NO_CONSENT = "no_consent"
    NOT_SENT = "not_sent"
    WITH_FIRM = "with_firm"
    NO_RESULT = "no_result"
    LAPSED = "lapsed"
    NOT_TAKEN = "not_taken"
    KEPT = "kept"
    NO_MATCH = "no_match"
    NOT_REFERRED = "not_referred"


@dataclass(frozen=True, slots=True)
class Reason:
    """``referral``: the one that it is about, where there is one."""

    why: Why
    text: str
    referral: Referral | None = None


def reasons(user: User, rows: Sequence[Stalled], as_of: date) -> dict[int, Reason]:
    """By client. A number of queries that does not depend on how many there are; their vacancies are judged at once."""
    if not rows:
        return {}
    clients = _with_facts(user, [row.client.pk for row in rows])
    latest = _latest_referrals(user, clients)
    consents = _firms_agreed_to(user, clients, as_of)
    attempts = _attempts_since(user, {row.client.pk: row.last.on for row in rows})
    found: dict[int, Reason] = {}
    for pk, client in clients.items():
        told = _of_records(client, latest.get(pk), consents, attempts[pk])
        if told:
            found[pk] = told
    rest = [client for pk, client in clients.items() if pk not in found]
    for client, count in zip(rest, _matching(user, rest, as_of), strict=True):
        found[client.pk] = _of_matches(count)
    return found


def _with_facts(user: User, pks: Collection[int]) -> dict[int, Client]:
    clients = with_facts(Client.objects.visible_to(user).filter(pk__in=pks)).prefetch_related("shortlist")
    return {client.pk: client for client in clients}


def _latest_referrals(user: User, clients: Collection[int]) -> dict[int, Referral]:
    rows = Referral.objects.visible_to(user).filter(client__in=clients).select_related("vacancy__enterprise")
    return {referral.client_id: referral for referral in rows.order_by("recorded_at", "pk")}


def _firms_agreed_to(user: User, clients: Collection[int], as_of: date) -> frozenset[tuple[int, str]]:
    standing = Consent.objects.visible_to(user).standing(as_of).filter(purpose=ConsentPurpose.REFERRAL)
    return frozenset(standing.filter(client__in=clients).values_list("client", "credit_code"))


def _attempts_since(user: User, since: Mapping[int, date]) -> Counter[int]:
    """How often somebody tried to reach her after the last movement."""
    tried = HelpEvent.objects.visible_to(user).filter(client__in=since, kind=HelpEvent.Kind.ATTEMPT)
    rows = tried.filter(at__date__gte=min(since.values())).values_list("client", "at__date")
    return Counter(client for client, on in rows if on >= since[client])


def _of_records(
    client: Client, referral: Referral | None, consents: frozenset[tuple[int, str]], attempts: int
) -> Reason | None:
    """What the records tell without a look at the vacancies."""
    if attempts:
        return Reason(Why.UNREACHED, f"联系了 {attempts} 次没联系上")
    wish = getattr(client, "wish", None)
    if wish is None or not (wish.occupations or wish.text):
        return Reason(Why.NO_WISH, "还没有记录想做什么工作")
    if referral is not None:
        return _of_referral(referral, consents)
    kept = len(client.shortlist.all())
    return Reason(Why.KEPT, f"收藏了 {kept} 个岗位，还没有推荐") if kept else None


def _of_referral(referral: Referral, consents: frozenset[tuple[int, str]]) -> Reason:
    firm, state = referral.vacancy.enterprise, State(referral.state)
    if state == State.PREPARED:
        if (referral.client_id, firm.credit_code) not in consents:
            return Reason(Why.NO_CONSENT, f"推荐到{firm.name}，本人还没有同意", referral)
        return Reason(Why.NOT_SENT, f"推荐到{firm.name}，本人同意了，还没有发送", referral)
    if state in UNANSWERED:
        return Reason(Why.WITH_FIRM, f"{firm.name}还没有答复", referral)
    if state in (State.INTERVIEW, State.OFFER):
        return Reason(Why.NO_RESULT, f"{firm.name}：{state.label}之后没有下文", referral)
    if state == State.LAPSED:
        return Reason(Why.LAPSED, f"{firm.name}到期没有答复", referral)
    return Reason(Why.NOT_TAKEN, f"上次推荐：{state.label}（{firm.name}）", referral)


def _matching(user: User, clients: Sequence[Client], as_of: date) -> Iterable[int]:
    """How many vacancies of the user's city each of them could take today."""
    posts = pools.of_actor(user).posts
    if not clients or not len(posts):
        return [0] * len(clients)
    seekers = SeekerColumns([seeker_of(client, as_of) for client in clients], posts, as_of)
    return [int(count) for count in judge(seekers, posts).allowed.sum(axis=1)]


def _of_matches(count: int) -> Reason:
    if not count:
        return Reason(Why.NO_MATCH, "没有条件符合的在招岗位")
    return Reason(Why.NOT_REFERRED, f"有 {count} 个岗位条件符合，还没有推荐过")
