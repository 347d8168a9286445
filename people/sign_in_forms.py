"""The sign-in library's forms in our words; and wrong codes count like wrong passwords."""

from datetime import UTC, datetime
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

HOW_TO_CHOOSE = "至少 10 个字符，不能全是数字，不要用姓名、登录名或常见密码。"
CODE = "打开手机上的验证器应用，填本平台下面的 6 位数字。"


class Plain:
    """Gives fields our label and help, and takes the placeholders away: a label stays when one types."""

    # Field, label, help.
    words: tuple[tuple[str, str, str], ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label, help_text in self.words:
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class LoginForm(Plain, account.LoginForm):
    words = (
        ("login", "登录名", "企业联系人填注册时的邮箱。"),
        ("password", "密码", ""),
    )


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    words = (("password", "密码", ""),)


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    words = (
        ("oldpassword", "现在的密码", ""),
        ("password1", "新密码", HOW_TO_CHOOSE),
        ("password2", "再输一次新密码", ""),
    )


class SetPasswordForm(Plain, account.SetPasswordForm):
    words = (
        ("password1", "新密码", HOW_TO_CHOOSE),
        ("password2", "再输一次新密码", ""),
    )


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    words = (("email", "电子邮箱", "填您账号上登记的邮箱。"),)

    def save(self, request: Any, **options: Any) -> str:
        """One mail goes out in every case: the time that it takes must not tell whether the address is known."""
        if self.users:
            return super().save(request, **options)
        email: str = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    words = (
        ("password1", "新密码", HOW_TO_CHOOSE),
        ("password2", "再输一次新密码", ""),
    )


class CountedCode(Plain):
    """A six-digit code is guessed in a million tries: failures count towards the same lock as wrong passwords."""

    words = (("code", "验证码", CODE),)

    def clean_code(self) -> str:
        request, user = context.request, self.user  # type: ignore[attr-defined]
        credentials = {"username": user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            # The lock-out page answers instead of this form.
            request.axes_locked_out = True
            raise ValidationError("试错次数太多，请稍后再试。")
        try:
            code = super().clean_code()  # type: ignore[misc]
            self._require_first_use()
        except ValidationError:
            user_login_failed.send(sender=type(self), credentials=credentials, request=request)
            raise
        return code

    def _require_first_use(self) -> None:
        """A code that was read over somebody's shoulder is worth nothing. django-allauth remembers used codes in the
        cache of one process; the row in the database is seen by all of them."""
        held = self.authenticator  # type: ignore[attr-defined]
        if held.type != Authenticator.Type.TOTP:
            return
        now = timezone.now()
        step = datetime.fromtimestamp(now.timestamp() // TOTP_PERIOD * TOTP_PERIOD, UTC)
        unused = Q(last_used_at=None) | Q(last_used_at__lt=step)
        if not Authenticator.objects.filter(unused, pk=held.pk).update(last_used_at=now):
            raise ValidationError("这个验证码刚刚用过，请等手机上换成下一个再填。")


class AuthenticateForm(CountedCode, mfa.AuthenticateForm):
    words = (("code", "验证码", CODE + "手机不在身边时，填一个备用码。"),)


class ReauthenticateCodeForm(CountedCode, mfa.ReauthenticateForm):
    pass


class ActivateForm(Plain, totp.ActivateTOTPForm):
    words = (("code", "验证码", "扫码以后，填应用上显示的 6 位数字。"),)
