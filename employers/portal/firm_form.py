"""What a firm says of itself: the fields shared by registering, adding a firm and correcting what was refused."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from employers.models import Size
from employers.models.enterprise import clean_credit_code
from employers.served import counties
from lexicon.industries import INDUSTRIES
from people.file_types import LARGEST, Content, NotAPaper, true_content
from people.models import Region, User
from people.sign_in_forms import HOW_TO_CHOOSE

ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
SECTION, DIVISION = 1, 2


def industry_choices() -> list[tuple[str, object]]:
    """Divisions of GB/T 4754 under their sections: what people find on a telephone without typing."""
    of_section = groupby(
        (entry for entry in INDUSTRIES.values() if entry.level == DIVISION), key=lambda entry: entry.section
    )
    grouped = [
        (INDUSTRIES[section].name, [(entry.code, entry.name) for entry in entries]) for section, entries in of_section
    ]
    return [("", "请选择"), *grouped]


class ByCity(forms.models.ModelChoiceIterator):
    """Counties under their cities; plain where there is only one city."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield ("", "请选择")
        rows = list(self.queryset)
        cities = [(city, list(some)) for city, some in groupby(rows, key=lambda row: row.parent.name)]
        if len(cities) == 1:
            yield from (self.choice(row) for row in rows)
        else:
            yield from ((city, [self.choice(row) for row in some]) for city, some in cities)


class CountyField(forms.ModelChoiceField):
    iterator = ByCity

    def label_from_instance(self, region: Region) -> str:
        return region.name


def phone_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        **options,
    )


def clean_phone(text: str) -> str:
    """The number without spaces. Raises ValidationError with a text for the screen."""
    plain = re.sub(r"[\s（）()]", "", text)
    plain = re.sub(r"^(\+?86)?-?(?=1[3-9])", "", plain)
    if plain.startswith("1"):
        plain = plain.replace("-", "")
    if not _PHONE.fullmatch(plain):
        raise ValidationError("号码不对，请填 11 位手机号，或带区号的座机（0477-8580000）。")
    return plain


class StatedForm(forms.Form):
    """``cleaned_data`` holds the fields of ``Stated`` by name, and ``licence`` as a ``Content`` (None if left out)."""

    credit_code = forms.CharField(
        label="统一社会信用代码",
        help_text="营业执照上的 18 位代码。",
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "maxlength": 24}
        ),
    )
    name = forms.CharField(
        label="企业名称",
        help_text="与营业执照一致。",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    licence = forms.FileField(
        label="营业执照",
        help_text=f"拍一张照片，或选扫描件：JPG、PNG、WebP、PDF，最大 {LARGEST // 1024 // 1024} MB。",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    industry = forms.ChoiceField(label="行业")
    region = CountyField(Region.objects.none(), label="用工所在旗区")
    size = forms.ChoiceField(label="人数规模", choices=[("", "请选择"), *Size.choices])
    phone = phone_field(label="联系电话", help_text="核对资料时会打这个电话，最好填手机。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["industry"].choices = industry_choices()
        region: Any = self.fields["region"]
        region.queryset = counties()

    def clean_credit_code(self) -> str:
        return clean_credit_code(self.cleaned_data["credit_code"])

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_licence(self) -> Content | None:
        upload = self.cleaned_data["licence"]
        if not upload:
            return None
        try:
            return true_content(upload.read(LARGEST + 1))
        except NotAPaper as wrong:
            raise ValidationError(str(wrong)) from None


class AgainForm(StatedForm):
    """Correcting what was refused: the licence of last time holds unless another is chosen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        licence = self.fields["licence"]
        licence.required, licence.label = False, "换一张营业执照"
        licence.help_text = "不选就用上次提交的。" + str(licence.help_text)


def password_field() -> forms.CharField:
    return forms.CharField(
        label="密码",
        help_text=HOW_TO_CHOOSE,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def email_field(**options: Any) -> forms.EmailField:
    """Its text becomes the sign-in name, so it takes what a sign-in name takes."""
    return forms.EmailField(
        max_length=60,
        validators=[ASCIIUsernameValidator(message="邮箱里有不支持的字符，请换一个邮箱。")],
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        **options,
    )


class RegisterForm(StatedForm):
    """Eleven fields: the firm, its contact, and her agreement."""

    contact_name = forms.CharField(
        label="联系人姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = email_field(label="电子邮箱", help_text="用来登录和接收提醒。")
    password = password_field()
    agreed = forms.BooleanField(
        label="我受这家企业委托办理招聘，所填属实；同意平台用这些信息核对企业、联系招聘。",
        error_messages={"required": "请勾选同意，才能注册。"},
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        if password := given.get("password"):
            holder = User(
                username=given.get("email", ""), name=given.get("contact_name", ""), email=given.get("email", "")
            )
            try:
                validate_password(password, holder)
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return given

    def stated(self) -> dict[str, Any]:
        """What ``sign_up.register`` takes, without its origin."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agreed"}
