"""What is wrong with a form, in words: what was left empty is named, and nobody is promised what a browser drops."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget

# A label that is a request already is only made polite.
REQUESTS = ("选择", "填写", "上传", "再输")


def of_field(field: BoundField) -> list[str]:
    """The field's errors. One that was left empty and has no words of its own for it is named: 请填写姓名。"""
    return [
        left_empty(field) if _is_left_empty(error) else str(message)
        for error in field.errors.as_data()
        for message in error.messages
    ]


def is_named(field: BoundField) -> bool:
    """Whether all that is wrong is that the field was left empty, so that its name is in the words already."""
    return all(_is_left_empty(error) for error in field.errors.as_data())


def left_empty(field: BoundField) -> str:
    """``请填写姓名。``, ``请选择居住地。``, ``请选择文件。``"""
    label = str(field.label)
    return f"请{'' if label.startswith(REQUESTS) else _verb(field.field.widget)}{label}。"


def what_is_kept(form: forms.BaseForm) -> str:
    """Passwords and files do not come back with a form that was refused; everything else does. Nobody is told to choose
    anew what need not be chosen and was not."""
    widgets = [field.field.widget for field in form.visible_fields()]
    secret = [_is_secret(widget) for widget in widgets]
    files = [_is_file(field.field, form) for field in form.visible_fields()]
    again = ["密码要重新输入"] * any(secret) + ["文件要重新选择"] * any(files)
    if not again:
        return "填过的内容都还在"
    return "，".join([*["其余内容都还在"] * (sum(secret) + sum(files) < len(widgets)), *again])


def _is_left_empty(error: ValidationError) -> bool:
    return error.code == "required" and str(error.message) == str(forms.Field.default_error_messages["required"])


def _verb(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "勾选"
    return "选择" if isinstance(widget, ChoiceWidget | forms.FileInput) else "填写"


def _is_file(field: forms.Field, form: forms.BaseForm) -> bool:
    return isinstance(field.widget, forms.FileInput) and (field.required or bool(form.files))


def _is_secret(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.PasswordInput) and not widget.render_value
