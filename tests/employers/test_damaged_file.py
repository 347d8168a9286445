"""A damaged list of vacancies is refused; it does not take the site along."""

from pathlib import Path

import pytest

from employers import uploads
from people.errors import Refused

OLD_FILE = Path(__file__).parents[1] / "clients" / "data" / "caseload-97-2003.xls"


def test_one_wrong_byte_that_kills_the_reader_is_only_a_refusal():
    sound = OLD_FILE.read_bytes()

    with pytest.raises(Refused, match="可能已损坏"):
        uploads.read_file(sound[:1730] + b"\x7f" + sound[1731:])


def test_a_sound_old_file_of_something_else_has_no_headings():
    with pytest.raises(Refused, match="没有找到"):
        uploads.read_file(OLD_FILE.read_bytes())
