"""Small real papers for the tests: one of each kind that is kept."""

import base64
import zlib

from django.core.files.base import ContentFile

# Two by two pixels each, as a browser draws them.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0o"
    "MCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAACAAID"
    "ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAbEAACAQUAAAAAAAAAAAAAAAAAAwECETJCUf/EABQBAQAAAAAAAAAAAAAAAAAAAAb/"
    "xAAXEQADAQAAAAAAAAAAAAAAAAAAAQIy/9oADAMBAAIRAxEAPwCCvc2HssyvKdp6ABlOULL0z//Z"
)
WEBP = base64.b64decode(
    "UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoCAAIAAUAmJaACdAEO+xCgAAD+/L54TlcCStWbp/9pZ//2ln//aWf4qAAAAA=="
)


def a_chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def a_png(width: int = 2, height: int = 2, pixels: bytes | None = None) -> bytes:
    """A grey picture; ``pixels`` replaces what would be drawn."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    drawn = zlib.compress((b"\0" + b"\x80" * width) * height) if pixels is None else pixels
    return b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", head) + a_chunk(b"IDAT", drawn) + a_chunk(b"IEND", b"")


def a_pdf(words: str = "工资流水") -> bytes:
    """One empty page; ``words`` stand in a remark, where a search of the bytes finds them."""
    body = (
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n%" + words.encode() + b"\n"
    )
    return body + b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def an_upload(content: bytes | None = None, name: str = "王建军的工资流水.pdf") -> ContentFile:
    """As a browser sends it, with a telling name."""
    return ContentFile(a_pdf() if content is None else content, name=name)
