"""Who may do what in the case zone, as pure functions of a user, a client and codes. What may be *seen* is decided
by ``Client.objects.visible_to``; these say what may then be done."""

from clients.models.client import Client
from people.errors import Refused
from people.models import Level, Membership, Role, User
from people.scope import code_range, covers


def county_of(code: str) -> str:
    """The county code that a region's code begins with; a city's or a province's own code if it is wider."""
    return code[: Level.COUNTY]


def may_enrol(actor: User, residence_code: str) -> bool:
    """Social workers and managers, for people who live in their acting region or below."""
    if actor.role not in (Role.SOCIAL_WORKER, Role.MANAGER) or actor.region is None:
        return False
    return covers(actor.region.code, residence_code)


def may_change(actor: User, client: Client) -> bool:
    """谁录入谁维护: the caseworker, and a manager whose region holds the client's residence."""
    if actor.role == Role.SOCIAL_WORKER:
        return client.caseworker_id == actor.pk
    return _is_manager_of(actor, client)


def require_may_change(actor: User, client: Client) -> None:
    """Raises Refused where ``may_change`` says no, and for a closed case."""
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工办理。")
    if not client.is_open:
        raise Refused("已经结案，不能再记。", "需要继续服务的，请负责人重新开案。")


def may_answer_leave(actor: User, client: Client) -> bool:
    """Who decides on a written report herself: a manager of the region. A caseworker writes down what was answered."""
    return _is_manager_of(actor, client)


def may_record_household(actor: User, client: Client) -> bool:
    """As ``may_change``; and a welfare officer in whose region the client lives or is registered."""
    if actor.role == Role.WELFARE_OFFICER and actor.region is not None:
        homes = (client.residence_region, client.registered_region)
        return any(home is not None and covers(actor.region.code, home.code) for home in homes)
    return may_change(actor, client)


def may_see_restricted(actor: User, client: Client) -> bool:
    """What tells of illness or treatment: the client's own caseworker and nobody else, her superiors included."""
    return actor.role == Role.SOCIAL_WORKER and client.caseworker_id == actor.pk


def may_hand_over(actor: User, client: Client) -> bool:
    """As ``may_change``: the caseworker herself, or a manager of the region."""
    return may_change(actor, client)


def may_reopen(actor: User, client: Client) -> bool:
    """A manager of the region."""
    return _is_manager_of(actor, client)


def managers_for(code: str):
    """Active managers of the place, or of the nearest one above it that has any."""
    posts = Membership.objects.current().filter(role=Role.MANAGER, user__is_active=True)
    for level in sorted((level for level in Level if level <= len(code)), reverse=True):
        here = posts.filter(region__code=code[:level])
        if here.exists():
            return User.objects.filter(pk__in=here.values("user"))
    return User.objects.none()


def _is_manager_of(actor: User, client: Client) -> bool:
    return (
        actor.role == Role.MANAGER
        and actor.region is not None
        and covers(actor.region.code, client.residence_region.code)
    )


def caseworkers_for(code: str):
    """Active users who are social workers today in the county of region ``code``, by name."""
    low, high = code_range(county_of(code))
    posts = Membership.objects.current().filter(role=Role.SOCIAL_WORKER, region__code__gte=low, region__code__lte=high)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name", "username")
