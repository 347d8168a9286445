"""Acting under one of one's own memberships: for a session, or for work that goes on without one."""

from people.errors import Refused
from people.middleware import ACTING_KEY
from people.models import Membership, User


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


def in_post(user: User, membership_id: int) -> User:
    """``user``, acting in the post in which she uploaded a list that is imported later.

    Raises Refused if she no longer holds it.
    """
    held = next((post for post in user.current_memberships if post.pk == membership_id), None)
    if held is None or not user.is_active:
        raise Refused("上传人已不在原来的岗位上，没有导入。", "请由现任人员重新上传。")
    user.acting = held
    return user
