"""What a manager does for the staff of her region: take on, let go, and help back in. Each deed goes to the ledger.

Scope: people with a post in the manager's region or below, and posts only there. Who also works elsewhere is in sight,
but how she signs in is none of this manager's business: a new password for her would open the other region too. Out of
scope is ``User.DoesNotExist``. Nobody does these things to herself: a manager asks another manager.
"""

import secrets
from datetime import date

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.db import IntegrityError, transaction
from django.utils import timezone

from people import ledger
from people.errors import Refused
from people.models import Action, Level, Membership, Purpose, Region, Role, Sex, User
from people.scope import covers, within_scope

# Without letters and digits that are mistaken for each other when read out.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

APPOINTED = (
    Role.SOCIAL_WORKER,
    Role.WELFARE_OFFICER,
    Role.EDITOR,
    Role.REVIEWER,
    Role.AUDITOR,
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
# Whoever runs the platform runs it for everybody on it: no district's manager gives that post, or a new password to
# who holds it.
OF_A_CITY = (Role.ADMINISTRATOR,)


def givable(actor) -> tuple[Role, ...]:
    """The roles that the actor may give to somebody."""
    if actor.region.level <= Level.CITY:
        return APPOINTED
    return tuple(role for role in APPOINTED if role not in OF_A_CITY)


def staff_of(actor):
    """The people with a post, present or past, in the actor's region or below."""
    posts = within_scope(actor, Membership.objects.all())
    return User.objects.filter(pk__in=posts.values("user"))


@transaction.atomic
def enrol(
    actor, *, username: str, name: str, sex: str | None, email: str, role: Role, region: Region
) -> tuple[User, str]:
    """A new person with her first post and a temporary password, which is returned and kept nowhere.

    Raises Refused for a sign-in name that is taken or a post that is not the actor's to give.
    """
    _require_givable(actor, role, region)
    password = draw_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, name, password, sex=Sex(sex) if sex else None, email=email, password_is_temporary=True
            )
    except IntegrityError:
        raise Refused("这个登录名已经有人用了。", "请换一个，例如在后面加上数字。") from None
    Membership.objects.create(user=user, role=role, region=region)
    _record(actor, Action.CREATE, user)
    return user, password


@transaction.atomic
def appoint(actor, user_id: int, *, role: Role, region: Region) -> Membership:
    """A further post for somebody who is there already; Refused if she has it."""
    user = _somebody_else(actor, user_id)
    _require_givable(actor, role, region)
    if user.memberships.current().filter(role=role, region=region).exists():
        raise Refused(f"{user.name}已经在{region.short_name}担任{Role(role).label}。")
    held = Membership.objects.create(user=user, role=role, region=region)
    _record(actor, Action.CHANGE, user)
    return held


@transaction.atomic
def end_membership(actor, user_id: int, membership_id: int, last_day: date | None = None) -> Membership:
    """End a post with ``last_day`` (default yesterday: at once). Without another post she sees nothing any more.

    Raises Refused if it ended before, Membership.DoesNotExist if it lies outside the actor's region.
    """
    user = _somebody_else(actor, user_id)
    held = within_scope(actor, Membership.objects.select_for_update()).get(pk=membership_id, user=user)
    if held.valid_to is not None:
        raise Refused("这项任职已经结束了。")
    today = timezone.localdate()
    held.valid_to = max(last_day or date.fromordinal(today.toordinal() - 1), held.valid_from)
    held.save(update_fields=["valid_to"])
    _record(actor, Action.CHANGE, user)
    return held


@transaction.atomic
def reset_second_factor(actor, user_id: int) -> User:
    """Forget her phone and recovery codes: at the next sign-in she binds a new one."""
    user = _wholly_hers(actor, user_id)
    Authenticator.objects.filter(user=user).delete()
    _record(actor, Action.CHANGE, user)
    return user


@transaction.atomic
def unlock(actor, user_id: int) -> User:
    """Forget her failed sign-ins, so that she may try again at once."""
    user = _wholly_hers(actor, user_id)
    forget_failures(username=user.username)
    _record(actor, Action.CHANGE, user)
    return user


@transaction.atomic
def give_password(actor, user_id: int) -> tuple[User, str]:
    """A temporary password, returned and kept nowhere; her sessions end and she must choose her own."""
    user = _wholly_hers(actor, user_id)
    password = draw_password()
    user.set_password(password)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])
    forget_failures(username=user.username)
    _record(actor, Action.CHANGE, user)
    return user, password


def draw_password() -> str:
    """Twelve characters in groups of four, to be read out once: 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def is_wholly_hers(actor, user: User) -> bool:
    """Whether everything that ``user`` may do today lies in the actor's region."""
    return not user.is_superuser and all(
        covers(actor.region.code, held.region.code) for held in user.current_memberships
    )


def _wholly_hers(actor, user_id: int) -> User:
    user = _somebody_else(actor, user_id)
    if not is_wholly_hers(actor, user):
        raise Refused(f"{user.name}在您负责的区域以外也有任职。", "登录方面的事请找上级负责人处理。")
    return user


def _somebody_else(actor, user_id: int) -> User:
    user = staff_of(actor).get(pk=user_id)
    if user.pk == actor.pk:
        raise Refused("不能改自己的任职和登录方式。", "请找上级负责人；换密码、换手机请到“我的账号”。")
    return user


def _require_givable(actor, role: Role, region: Region) -> None:
    if Role(role) not in APPOINTED:
        raise Refused(f"{Role(role).label}不在这里任命。")
    if role in OF_A_CITY and region.level > Level.CITY:
        raise Refused(f"{Role(role).label}管整个平台，只由市一级的负责人任命。", "负责区域请选全市。")
    if not covers(actor.region.code, region.code):
        raise Refused(f"{region.name}不在您负责的区域里。")


def _record(actor, action: Action, user: User) -> None:
    ledger.record(actor, action, "staff", user.pk, Purpose.STAFFING)
