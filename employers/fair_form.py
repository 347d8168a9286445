"""The registration of a firm for a fair, as its form asks it. It tells nothing of who else comes."""

import unicodedata
import uuid
from typing import Any

from django import forms

from employers.models import FairGuest
from employers.models.enterprise import clean_credit_code
from employers.models.fair_guest import MOST_PEOPLE
from employers.portal.firm_form import clean_phone, email_field, phone_field


def plain(text: str) -> str:
    """On one line, full-width letters and digits as others."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


class OwnForm(forms.Form):
    """What a guest may change afterwards by its own link: who comes, how many, what for."""

    contact_name = forms.CharField(
        label="联系人", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = phone_field(label="联系电话")
    email = email_field(label="电子邮箱", required=False, help_text="会收到确认邮件，里面有修改和取消报名的链接。")
    people = forms.IntegerField(
        label="来几个人",
        help_text=f"最多 {MOST_PEOPLE} 人。",
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=2,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": "至少来 1 个人。",
            "max_value": f"最多登记 {MOST_PEOPLE} 个人，更多的请先打咨询电话。",
        },
    )
    posts = forms.CharField(
        label="想招什么人",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text="例如：装卸工 5 人，4,500 元/月，包住。",
    )

    def clean_contact_name(self) -> str:
        return plain(self.cleaned_data["contact_name"])

    def clean_phone(self) -> str:
        return clean_phone(plain(self.cleaned_data["phone"]))

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_posts(self) -> str:
        return " ".join(self.cleaned_data["posts"].split())


class GuestForm(OwnForm):
    """A firm registers. ``once`` is drawn when the form is shown, so that it may be sent twice."""

    firm_name = forms.CharField(
        label="企业名称",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text="和营业执照上一样。",
    )
    credit_code = forms.CharField(
        label="统一社会信用代码",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 24, "spellcheck": "false"}),
        help_text="填了，现场签到更快。",
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("firm_name", "credit_code", "contact_name", "phone", "email", "people", "posts", "once")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("once", uuid.uuid4())
        # One that was tampered with is as good as none.
        self.fields["once"].error_messages = {"invalid": "页面打开太久了，请再点一次“报名”。"}

    def clean_firm_name(self) -> str:
        # Brackets stay as they are printed on the licence.
        return " ".join(self.cleaned_data["firm_name"].split())

    def clean_credit_code(self) -> str:
        text = plain(self.cleaned_data["credit_code"])
        return clean_credit_code(text) if text else ""


def stated(guest: FairGuest) -> dict[str, Any]:
    """What a guest had stated, for ``OwnForm``."""
    return {name: getattr(guest, name) for name in OwnForm.base_fields}
