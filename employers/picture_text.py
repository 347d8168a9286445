"""The remarks in a picture: comments, and what the camera or the program wrote about it. What is drawn is not read."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from people.file_types import JPEG, PNG, WEBP, Content

MOST_BYTES = 1_000_000
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
# Chunks of a PNG that hold numbers alone; any other may hold words.
DRAWN = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST",
        b"pHYs", b"tIME", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
# In the picture itself ff00 is a byte and ffd0 to ffd7 mark restarts.
_NEXT_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
# Shorter runs come about by chance in binary data.
_RUN = re.compile(r"[\w一-鿿，。、：；（）《》“”\-./ ]{2,}")


def remarks(content: Content) -> list[str]:
    """Every text beside the picture, in each way in which it may have been written; empty where there is none."""
    read = {JPEG: _of_jpeg, PNG: _of_png, WEBP: _of_webp}.get(content.media_type)
    found = []
    for raw in read(content.data) if read else ():
        found += list(_decoded(raw[:MOST_BYTES]))
    return found


def _decoded(raw: bytes) -> Iterator[str]:
    """In characters of two bytes it may begin at an even place or an odd one."""
    for encoding, start in (*((one, 0) for one in ENCODINGS), ("utf-16-le", 1), ("utf-16-be", 1)):
        text = raw[start:].decode(encoding, "replace")
        yield "\n".join(_RUN.findall(text))


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    """Comments (FE) and the segments of programs (E0 to EF): EXIF, XMP, IPTC; also behind the picture's first part."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            yield data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            # Behind a part of the picture comes the next segment: another part, or a remark again.
            found = _NEXT_SEGMENT.search(data, at)
            at = found.start() if found else len(data)


def _of_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if name not in DRAWN:
            yield body
        if name in (b"zTXt", b"iTXt"):
            # The packed text stands behind the last of the short fields.
            for start in {body.find(b"\x78"), *(found.end() for found in re.finditer(b"\0", body[:300]))}:
                with suppress(zlib.error):
                    yield zlib.decompressobj().decompress(
                        body[start + (body[start : start + 1] == b"\0") :], MOST_BYTES
                    )
        at += 12 + length


def _of_webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] in (b"EXIF", b"XMP "):
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
