"""Switching between one's own memberships."""

from people.errors import Refused
from people.middleware import ACTING_KEY
from people.models import Membership


def act_as(request, membership_id: int) -> Membership:
    """Let the signed-in user act under another of her current memberships, for this session.

    Raises Refused for one that is not hers or no longer in force.
    """
    for held in request.user.current_memberships:
        if held.pk == membership_id:
            request.session[ACTING_KEY] = held.pk
            request.user.acting = held
            return held
    raise Refused("这项任职已经结束，或者不是您的。", "请从“我的账号”里重新选择。")
