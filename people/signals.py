"""What the sign-in library tells us."""

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver


@receiver([password_changed, password_set, password_reset])
def password_is_her_own_now(user, **rest: object) -> None:
    """She has chosen a password herself: the temporary one is gone."""
    if user.password_is_temporary:
        user.password_is_temporary = False
        user.save(update_fields=["password_is_temporary"])
