"""What the framework says of a wrong entry is said in the words of the house, from a file that is compiled."""

import gettext
import re
from pathlib import Path

import pytest
from django import forms

from config import settings

WORDS = Path(settings.BASE_DIR) / "config/locale/zh_Hans/LC_MESSAGES"


class Entry(forms.Form):
    note = forms.CharField(max_length=5)
    value = forms.DecimalField(max_value=9999, decimal_places=2)
    on = forms.DateField()
    kind = forms.ChoiceField(choices=[("call", "电话")])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"note": "暖气一直不热"}, "最多写 5 个字，现在是 6 个字。"),
        ({"value": "两百"}, "请填数字，例如 200。"),
        ({"value": "10000"}, "最大填 9999。"),
        ({"value": "0.005"}, "小数点后最多 2 位。"),
        ({"on": "昨天"}, "请填日期，例如 2026-11-23。"),
        ({"kind": "visit"}, "这个选项已经不能选了，请刷新页面重新选。"),
        ({"note": ""}, "这里还没有填。"),
    ],
)
def test_a_wrong_entry_is_answered_plainly(typed, said):
    form = Entry({"note": "正常", "value": "200", "on": "2026-11-23", "kind": "call"} | typed)

    assert list(form.errors.values()) == [[said]]


def test_the_compiled_file_is_that_of_the_text():
    written = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', (WORDS / "django.po").read_text(), re.MULTILINE)

    with (WORDS / "django.mo").open("rb") as compiled:
        spoken = set(gettext.GNUTranslations(compiled)._catalog.values())

    assert set(written) <= spoken
