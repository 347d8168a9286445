"""What a file really is: by its bytes from the first to the last, never by its name or by what the browser says.

Nothing is decoded or unpacked, so that nothing can be blown up: the four kinds are walked along their own structure.
What hangs on after the end of a picture or a document (a second file, a phone's moving picture) is cut off.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 100_000_000

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
SUFFIX = {PDF: "pdf", JPEG: "jpg", PNG: "png", WEBP: "webp"}

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_HEIC = re.compile(rb"\x00\x00\x00.ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL)
# In the picture itself ff00 is a byte and ffd0 to ffd7 mark restarts; anything else begins the next segment.
_NEXT_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class NotAPaper(ValueError):
    """The file cannot be kept; the text is Chinese, for the screen."""


class Content(NamedTuple):
    media_type: str
    data: bytes


def true_content(data: bytes) -> Content:
    """The type of ``data`` and what of it belongs to that type.

    Raises NotAPaper for everything but a whole PDF, JPEG, PNG or WebP of at most ``LARGEST`` bytes, and for a picture
    of more than ``MOST_PIXELS``.
    """
    if not data:
        raise NotAPaper("这是一个空文件，请重新选择。")
    if len(data) > LARGEST:
        raise NotAPaper(f"文件超过 {LARGEST // 1024 // 1024} MB，请压缩或者拍小一点再上传。")
    for media_type, head, measure in (
        (PDF, b"%PDF-", _end_of_pdf),
        (JPEG, b"\xff\xd8\xff", _end_of_jpeg),
        (PNG, _PNG_HEAD, _end_of_png),
        (WEBP, b"RIFF", _end_of_webp),
    ):
        if data.startswith(head):
            try:
                return Content(media_type, data[: measure(data)])
            except (IndexError, _Broken):
                raise NotAPaper("文件不完整或者已损坏，请重新扫描、拍照后上传。") from None
    if _HEIC.match(data):
        raise NotAPaper("这是苹果手机的 HEIC 照片，请改存为 JPG 再上传。")
    raise NotAPaper("只收 PDF 文件和 JPG、PNG、WebP 照片。Word、压缩包等请先转成 PDF。")


class _Broken(Exception):
    pass


def _require(holds: bool) -> None:
    if not holds:
        raise _Broken


def _require_size(width: int, height: int) -> None:
    _require(width > 0 and height > 0)
    if width * height > MOST_PIXELS:
        raise NotAPaper("照片的尺寸太大，请缩小后上传。")


def _number(data: bytes, at: int, size: int, order: str = "big") -> int:
    _require(at + size <= len(data))
    return int.from_bytes(data[at : at + size], order)  # type: ignore[arg-type]


def _end_of_pdf(data: bytes) -> int:
    """After the last %%EOF. Its table of contents must be there, and no second file behind."""
    _require(re.match(rb"%PDF-[12]\.\d", data) is not None)
    end = data.rfind(b"%%EOF")
    _require(end > 0 and b"startxref" in data[max(0, end - 2048) : end])
    return end + len(b"%%EOF")


def _end_of_jpeg(data: bytes) -> int:
    """After the end marker; every segment is as long as it says."""
    at, sized = 2, False
    while True:
        _require(data[at] == 0xFF)
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == 0xD9:
            _require(sized)
            return at
        _require(marker >= 0xC0 and not 0xD0 <= marker <= 0xD8)
        length = _number(data, at, 2)
        _require(length >= 2 and at + length <= len(data))
        if marker in _SIZES:
            _require_size(_number(data, at + 5, 2), _number(data, at + 3, 2))
            sized = True
        at += length
        if marker == 0xDA:
            found = _NEXT_SEGMENT.search(data, at)
            _require(found is not None)
            at = found.start() if found else at


def _end_of_png(data: bytes) -> int:
    """After IEND; every chunk carries its check sum, the first says how large the picture is."""
    names: list[bytes] = []
    for name, start, after in _chunks_of_png(data):
        if not names:
            _require(name == b"IHDR")
            _require_size(_number(data, start, 4), _number(data, start + 4, 4))
        names.append(name)
        if name == b"IEND":
            _require(b"IDAT" in names)
            return after
    raise _Broken


def _chunks_of_png(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, begin of the content and end of each chunk."""
    at = len(_PNG_HEAD)
    while at < len(data):
        length = _number(data, at, 4)
        start, end = at + 8, at + 8 + length
        _require(_number(data, end, 4) == zlib.crc32(memoryview(data)[at + 4 : end]))
        yield data[at + 4 : start], start, end + 4
        at = end + 4


def _end_of_webp(data: bytes) -> int:
    """After as many bytes as the head says; the first chunk says how large the picture is."""
    _require(data[8:12] == b"WEBP")
    end = 8 + _number(data, 4, 4, "little")
    end += end % 2
    _require(20 < end <= len(data))
    kind, body = data[12:16], 20
    _require(body + _number(data, 16, 4, "little") <= end)
    if kind == b"VP8X":
        _require_size(_number(data, body + 4, 3, "little") + 1, _number(data, body + 7, 3, "little") + 1)
    elif kind == b"VP8L":
        _require(data[body] == 0x2F)
        bits = _number(data, body + 1, 4, "little")
        _require_size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    else:
        _require(kind == b"VP8 " and data[body + 3 : body + 6] == b"\x9d\x01\x2a")
        _require_size(_number(data, body + 6, 2, "little") & 0x3FFF, _number(data, body + 8, 2, "little") & 0x3FFF)
    return end
