"""What a foreign file may carry, and what is left of it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lexicon.writable import writable


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("低压\x07电工", "低压电工"),
        ("\x00", ""),
        ("\ud83d焊工", "焊工"),
        ("一行\n二行\t三", "一行\n二行\t三"),
        ("😀𠮷", "😀𠮷"),
    ],
)
def test_only_what_nothing_can_take_is_dropped(text, left):
    assert writable(text) == left


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_what_is_left_can_be_stored_and_written(text):
    left = writable(text)

    left.encode("utf-8")
    book = Workbook()
    book.active.cell(1, 1).value = "文" + left
    book.save(io.BytesIO())
    assert writable(left) == left
