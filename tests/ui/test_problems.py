"""What a refused form says: names where something is missing, and no promise that it cannot keep."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from people.sign_in_forms import LoginForm
from ui import problems


class Enrolment(forms.Form):
    name = forms.CharField(label="姓名")
    place = forms.ChoiceField(label="居住地", choices=[("150602", "东胜区")])
    list = forms.FileField(label="选择文件")
    told = forms.BooleanField(label="已告知本人")
    born = forms.DateField(label="出生日期", error_messages={"required": "没有出生日期就算不出年龄。"})


def the_words(**answers):
    form = Enrolment(answers, {"list": SimpleUploadedFile("名单.xlsx", b"1")} if "list" in answers else {})
    return {name: problems.of_field(form[name]) for name in form.errors}


def summary_of(form):
    return Template(CottonCompiler().process('<c-error-summary :form="form" />')).render(Context({"form": form}))


def test_what_is_left_empty_is_named_by_what_one_does_with_it():
    said = the_words()

    assert said == {
        "name": ["请填写姓名。"],
        "place": ["请选择居住地。"],
        "list": ["请选择文件。"],
        "told": ["请勾选已告知本人。"],
        "born": ["没有出生日期就算不出年龄。"],
    }


def test_what_is_wrong_in_another_way_keeps_its_words():
    said = the_words(name="王建军", place="150602", told="on", born="昨天", list="1")

    assert list(said) == ["born"]
    assert "出生日期" not in said["born"][0]


def test_summary_says_a_name_once_and_leads_to_the_field():
    form = Enrolment({"born": "昨天", "place": "150602", "told": "on"})

    page = summary_of(form)

    assert '<a href="#id_name">请填写姓名。</a>' in page
    assert '<a href="#id_born">出生日期</a>：' in page


class Password(forms.Form):
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


class Upload(forms.Form):
    list = forms.FileField(label="Excel 文件")


class Name(forms.Form):
    name = forms.CharField(label="姓名")


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (Name, "填过的内容都还在"),
        (Password, "密码要重新输入"),
        (Upload, "文件要重新选择"),
        (Enrolment, "其余内容都还在，文件要重新选择"),
    ],
)
def test_nobody_is_promised_what_a_browser_drops(form, kept):
    assert problems.what_is_kept(form({})) == kept


@pytest.mark.django_db
def test_a_failed_sign_in_asks_for_the_password_again():
    form = LoginForm({"login": "limin"})

    page = summary_of(form)

    assert "其余内容都还在，密码要重新输入" in page
