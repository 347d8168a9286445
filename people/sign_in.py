"""How django-allauth behaves here: no sign-up, plain Chinese, secrets in the vault, guesses counted."""

import time
from typing import NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

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

    def is_reauthentication_required(self, *, app: str, **rest) -> bool:
        """Not for who has just signed in: a new member of staff binds her phone right after her first password."""
        records = get_authentication_records(self.request, self.request.user)
        just_now = any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)
        return not just_now and super().is_reauthentication_required(app=app, **rest)

    def get_password_change_redirect_url(self, request) -> str:
        """Staff see their account again; whoever holds no post goes where her day begins."""
        return reverse("people:me" if request.user.current_memberships else settings.LOGIN_REDIRECT_URL)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不对，请看手机上最新的 6 位数字。",
        "cannot_delete_authenticator": "不能停用两步验证。",
        "cannot_generate_recovery_codes": "请先设置两步验证，再生成备用码。",
    }

    def get_totp_label(self, user) -> str:
        return user.get_username()

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


def locked_out(request, response, credentials) -> HttpResponse:
    """The page after too many wrong passwords or codes: how long it lasts, and who can end it earlier."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "people/locked_out.html", {"minutes": minutes}, status=settings.AXES_HTTP_RESPONSE_CODE)
