"""Files of JSON lines, as people and programs leave them."""

import gzip
from decimal import Decimal

import pytest

from jobs import json_lines
from jobs.json_lines import NotAnObject, WrittenTwice, completed, last_number, line_of, lines, read_object


def test_lines_keep_their_numbers_whether_zipped_or_not(tmp_path):
    text = b'{"id": 1}\n\n{"id": 2}'
    (tmp_path / "plain").write_bytes(text)
    (tmp_path / "zipped").write_bytes(gzip.compress(text))

    for name in ("plain", "zipped"):
        assert [number for number, _ in lines(tmp_path / name)] == [1, 3]
        assert last_number(tmp_path / name) == 3


def test_a_line_without_end_is_refused_and_the_next_one_read(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 20)
    (tmp_path / "file").write_bytes(b'{"id": "' + b"x" * 100 + b'"}\n{"id": 2}\n')

    (_, long), (number, short) = lines(tmp_path / "file")

    with pytest.raises(NotAnObject, match="不能超过"):
        read_object(long)
    assert len(long) == 21
    assert (number, read_object(short)) == (2, {"id": 2})


@pytest.mark.parametrize(
    "raw", [b"[1]", b"{", b"\xff", b"5", b"[" * 100_000, b'{"a": 1}{"b": 2}', b"null", b'{"a": 1,}', b"{'a': 1}"]
)
def test_what_is_no_object_is_said_in_chinese(raw):
    with pytest.raises(NotAnObject, match=r"不是|应为"):
        read_object(raw)


def test_strict_reading_takes_the_number_that_was_written():
    row = read_object(b'{"a": 0.1, "b": 1e999999999999999999999, "c": 12, "d": ' + b"9" * 5000 + b"}", strict=True)

    assert row["a"] == Decimal("0.1")
    assert row["b"] == float("inf")
    assert (row["c"], type(row["c"])) == (12, int)
    assert isinstance(row["d"], Decimal)


def test_strict_reading_refuses_a_name_that_stands_twice():
    with pytest.raises(WrittenTwice) as error:
        read_object(b'{"members": [{"wage": 1, "wage": 2}]}', strict=True)

    assert error.value.name == "wage"


def test_half_a_character_goes_out_as_it_came_in():
    assert line_of(read_object(b'{"id": "\\ud800"}')) == b'{"id": "\\ud800"}\n'


def _half_a_file(out):
    with completed(out) as target:
        target.write(b"half")
        raise OSError("disk full")


def test_a_file_that_was_not_finished_does_not_appear(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"old")

    with pytest.raises(OSError, match="disk full"):
        _half_a_file(out)

    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]
