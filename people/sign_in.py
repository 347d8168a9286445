"""How django-allauth behaves here: no sign-up, plain Chinese, secrets in the vault, guesses counted."""

from typing import NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from people import vault

# allauth encrypts without saying for whom: the cell is bound to its column only.
MFA_PLACE = "mfa_authenticator|data"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by managers."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已停用，请联系本级负责人。",
        "enter_current_password": "当前密码不对。",
        "incorrect_code": "验证码不对，请看手机上最新的 6 位数字。",
        "incorrect_password": "密码不对。",
        "username_password_mismatch": "登录名或密码不对。",
        "invalid_login": "登录名或密码不对。",
        "too_many_login_attempts": "试错次数太多，请稍后再试。",
        "unknown_email": "没有账号登记过这个邮箱，请联系本级负责人。",
        "invalid_password_reset": "这个链接已经用过或过期，请重新申请。",
    }

    def is_open_for_signup(self, request) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不对，请看手机上最新的 6 位数字。",
        "cannot_delete_authenticator": "不能停用两步验证。",
        "cannot_generate_recovery_codes": "请先设置两步验证，再生成备用码。",
    }

    def encrypt(self, text: str) -> str:
        return vault.encrypt(text, MFA_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.decrypt(encrypted_text, MFA_PLACE)


class SecondFactor(NamedTuple):
    """How far a person's second factor is set up."""

    is_set: bool
    codes_left: int


def second_factor_of(user) -> SecondFactor:
    """One query; how many recovery codes are left unused."""
    held = {row.type: row for row in Authenticator.objects.filter(user=user)}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return SecondFactor(Authenticator.Type.TOTP in held, left)
