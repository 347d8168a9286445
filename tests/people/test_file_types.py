"""What a file really is: four kinds are kept, everything that pretends to be one of them is not."""

import io
import zipfile
import zlib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.file_types import LARGEST, NotAPaper, true_content
from tests.clients.papers import JPEG, WEBP, a_chunk, a_pdf, a_png

KEPT = {"application/pdf": a_pdf(), "image/jpeg": JPEG, "image/png": a_png(), "image/webp": WEBP}


def a_zip(content: bytes = b"0" * 1_000_000) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize("media_type", KEPT)
def test_four_kinds_are_known_by_their_bytes(media_type):
    data = KEPT[media_type]

    kept = true_content(data)

    assert kept.media_type == media_type
    assert kept.data == data.rstrip(b"\n")


@pytest.mark.parametrize("media_type", KEPT)
@pytest.mark.parametrize(
    "tail",
    [a_zip(), b"<script>alert(1)</script>", a_pdf()[:-6], b"\0" * 64],
    ids=["zip", "html", "half a pdf", "zeros"],
)
def test_a_second_file_behind_the_first_is_cut_off(media_type, tail):
    whole = KEPT[media_type].rstrip(b"\n")

    assert true_content(whole + tail).data == whole


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!-- -->" + a_pdf(),
        b"\n\n" + a_pdf(),
        a_zip(),
        a_zip() + a_pdf(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"GIF89a" + b"\0" * 40,
        b"MZ" + b"\0" * 200,
        "工资 2600 元".encode(),
        b"PK\x03\x04%PDF-1.4",
    ],
    ids=["html", "svg", "html before pdf", "blank before pdf", "docx", "zip+pdf", "doc", "gif", "exe", "text", "zip"],
)
def test_everything_else_is_refused(data):
    with pytest.raises(NotAPaper, match="只收 PDF"):
        true_content(data)


def test_a_photo_of_an_iphone_is_told_what_to_do():
    with pytest.raises(NotAPaper, match="HEIC"):
        true_content(b"\0\0\0\x24ftypheic" + b"\0" * 100)


@pytest.mark.parametrize("media_type", KEPT)
def test_a_paper_that_was_cut_short_is_refused_at_every_byte(media_type):
    whole = KEPT[media_type].rstrip(b"\n")

    for length in range(len(whole)):
        with pytest.raises(NotAPaper):
            true_content(whole[:length])


def kept_or_told(data: bytes) -> bytes:
    """What of ``data`` is kept, or the refusal in words; anything else that is raised fails the test."""
    try:
        return true_content(data).data
    except NotAPaper as wrong:
        return str(wrong).encode()


@pytest.mark.parametrize("head", [b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b""])
@given(rest=st.binary(max_size=300))
def test_any_bytes_are_answered(head, rest):
    answer = kept_or_told(head + rest)

    assert (head + rest).startswith(answer) or answer.decode().endswith("。")


def test_one_changed_byte_of_a_png_is_noticed():
    whole = bytearray(a_png())
    whole[-20] ^= 1

    with pytest.raises(NotAPaper, match="已损坏"):
        true_content(bytes(whole))


@pytest.mark.parametrize("size", [(40_000, 40_000), (0, 10), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_an_absurd_size_is_refused(size):
    with pytest.raises(NotAPaper):
        true_content(a_png(*size, pixels=zlib.compress(b"")))


def test_a_bomb_is_not_unpacked():
    bomb = zlib.compress(b"\0" * 300_000_000, 9)
    began = perf_counter()

    kept = true_content(a_png(9_000, 9_000, pixels=bomb))

    assert perf_counter() - began < 1
    assert len(kept.data) < 400_000


def test_eleven_megabytes_are_too_many_and_nothing_is_too_few():
    with pytest.raises(NotAPaper, match="超过 10 MB"):
        true_content(a_png(pixels=b"\0" * (LARGEST + 2**20)))
    with pytest.raises(NotAPaper, match="空文件"):
        true_content(b"")


def test_ten_megabytes_are_walked_quickly():
    big = JPEG[:-2] + b"\xff\x00" * (LARGEST // 2 - len(JPEG)) + JPEG[-2:]
    began = perf_counter()

    assert true_content(big).data == big

    assert perf_counter() - began < 2


def test_many_small_chunks_are_walked_quickly():
    many = a_chunk(b"tEXt", b"a\0b") * 400_000
    whole = a_png()
    began = perf_counter()

    assert len(true_content(whole[:33] + many + whole[33:]).data) == len(whole) + len(many)

    assert perf_counter() - began < 5
