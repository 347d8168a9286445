"""All the words in a PDF, within bounds: a document that would take too long is not read at all."""

import io
import logging
import re
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import IndirectObject, NameObject, StreamObject

MOST_PAGES = 60
MOST_SECONDS = 20.0
MOST_CHARACTERS = 2_000_000
MOST_OBJECTS = 100_000
# Bytes of drawing on one page: a full page of text has some ten thousand.
MOST_CONTENT = 3_000_000
MOST_PIXELS = 500_000
MOST_FORMS = 500
# Below it a page counts as a picture: a stamp or a page number is not its text.
FEW_CHARACTERS = 10
# Of characters that people write; below it a font has no table of what its signs mean.
LEGIBLE_SHARE = 0.8
_LEGIBLE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffefA-Za-z0-9!-/:-@\[-`{-~¥·—…“”‘’、，。]")
_TAG = re.compile(r"<[^>]*>")
BESIDE_A_PAGE = ("/Annots", "/PieceInfo", "/Metadata", "/AA")
# Back to the pages, or to what is drawn on them, lead only these.
LEADS_AWAY = frozenset(("/Pg", "/Parent", "/AP", "/Resources", "/ParentTree"))
DRAWN = frozenset(("/Page", "/Pages", "/Font", "/XObject"))
_QUIET = logging.getLogger("pypdf")
# What is packed into a small file may unpack to gigabytes; this much is enough for a font, and for drawing it.
LIMITS = Configuration(
    zlib_maximum_output_length=20_000_000,
    lzw_maximum_output_length=20_000_000,
    run_length_maximum_output_length=20_000_000,
    stream_parsing_work_maximum_count=500_000,
    xform_maximum_invocations_per_extraction=2 * MOST_FORMS,
)


ENCRYPTED = "这份 PDF 加了打开密码，读不了内容。请去掉密码，或者打印后重新扫描再上传。"
BROKEN = "这份 PDF 已损坏或者不完整，请重新导出、扫描后再上传。"
TOO_LONG = f"这份 PDF 太长或者太复杂（最多 {MOST_PAGES} 页），请只留需要的页再上传。"
ATTACHED = "这份 PDF 里面还夹带着别的文件，请打印成新的 PDF 或者重新扫描后再上传。"


class Unreadable(ValueError):
    """The document cannot be looked through; the text is Chinese, for the screen."""


def read_pdf(data: bytes) -> tuple[list[str], bool]:
    """Every text in it: of pages, remarks, form fields, headings and properties; and whether the pages can be read.

    False where a page is a picture, or written in signs whose meaning the file does not tell. Raises Unreadable for a
    document that is locked, broken, longer than ``MOST_PAGES``, slower than ``MOST_SECONDS`` or that holds other files.
    """
    with _bounded():
        reader = _opened(data)
        pages = list(reader.pages)
        _require_nothing_attached(reader, pages)
        texts: list[str] = []
        legible, until = True, time.monotonic() + MOST_SECONDS
        for page in pages:
            text = _text_of(page, until)
            legible &= _is_legible(text) and not _has_large_picture(page)
            texts.append(text)
            if sum(map(len, texts)) > MOST_CHARACTERS:
                raise Unreadable(TOO_LONG)
        texts += _around(reader, pages, until)
    return texts, legible and bool(pages)


def count_pages(data: bytes) -> int:
    """Of a document that was taken in. Raises Unreadable as ``read_pdf``."""
    with _bounded():
        return len(_opened(data).pages)


@contextmanager
def _bounded() -> Iterator[None]:
    """pypdf speaks of every oddity and raises what it likes on a damaged file; here it is one answer."""
    level = _QUIET.level
    _QUIET.setLevel(logging.CRITICAL)
    try:
        with apply_configuration(LIMITS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Unreadable:
        raise
    except LimitReachedError:
        raise Unreadable(TOO_LONG) from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError,
            ArithmeticError, AssertionError, NotImplementedError, EOFError, OSError, MemoryError):  # fmt: skip
        raise Unreadable(BROKEN) from None
    finally:
        _QUIET.setLevel(level)


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    # Many certificates are locked against changes alone, and open without a word.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(ENCRYPTED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    return reader


def _text_of(page: Any, until: float) -> str:
    """Forms in forms can go on for ever: they are counted, and the clock is looked at with every operator. What is
    raised within a form pypdf passes over, so that it is asked once more at the end."""
    forms = 0

    def watch(operator: Any = None, *_: Any) -> None:
        nonlocal forms
        forms += operator == b"Do"
        if forms > MOST_FORMS or time.monotonic() > until:
            raise Unreadable(TOO_LONG)

    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MOST_CONTENT:
        raise Unreadable(TOO_LONG)
    found: str = page.extract_text(visitor_operand_before=watch) or ""
    watch()
    return found


def _has_large_picture(page: Any) -> bool:
    """A seal or a logo is small; what is larger may be a scan with words of its own."""
    resources = _plain(page.get("/Resources")) or {}
    for one in (_plain(resources.get("/XObject")) or {}).values():
        drawn = _plain(one)
        if drawn.get("/Subtype") == "/Image":
            width, height = (int(_plain(drawn.get(side, 0))) for side in ("/Width", "/Height"))
            if width * height > MOST_PIXELS:
                return True
    return False


def _require_nothing_attached(reader: PdfReader, pages: Iterable[Any]) -> None:
    root = reader.root_object
    names = _plain(root.get("/Names")) or {}
    attached = "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root
    if attached or any(_plain(note.get("/Subtype")) == "/FileAttachment" for page in pages for note in _notes(page)):
        raise Unreadable(ATTACHED)


def _notes(page: Any) -> Iterator[Any]:
    for note in _plain(page.get("/Annots")) or ():
        found = _plain(note)
        if hasattr(found, "get"):
            yield found


def _around(reader: PdfReader, pages: Iterable[Any], until: float) -> Iterator[str]:
    """What no page shows as its text: properties, headings, forms, notes, layers, descriptions of pictures, scripts."""
    for value in (reader.metadata or {}).values():
        yield from _words(value)
    root = reader.root_object
    beside = [root.get(key) for key in root if key not in ("/Pages", "/OutputIntents")]
    beside += [page.get(key) for page in pages for key in BESIDE_A_PAGE]
    yield from _every_word(beside, until)


def _every_word(start: list[Any], until: float) -> Iterator[str]:
    """Every text below these objects, each object once."""
    seen: set[tuple[int, int]] = set()
    left = list(start)
    for _ in range(MOST_OBJECTS):
        if not left:
            return
        if time.monotonic() > until:
            break
        one = left.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, str | bytes):
            yield from _words(one)
        elif isinstance(one, list):
            left += [value for value in one if _may_hold_words(value)]
        elif isinstance(one, dict) and one.get("/Type") not in DRAWN:
            left += [value for key, value in one.items() if key not in LEADS_AWAY and _may_hold_words(value)]
            if isinstance(one, StreamObject):
                yield from _words_of_stream(one)
    raise Unreadable(TOO_LONG)


def _may_hold_words(value: Any) -> bool:
    return isinstance(value, str | bytes | list | dict | IndirectObject) and not isinstance(value, NameObject)


def _words_of_stream(stream: StreamObject) -> Iterator[str]:
    """Of a packet about the document, the data of a form or a script."""
    data = stream.get_data()
    raw = data if isinstance(data, bytes) else data.encode()
    for encoding in ("utf-8", "utf-16"):
        with suppress(UnicodeDecodeError):
            yield _TAG.sub("\n", raw.decode(encoding))


def _words(value: Any) -> Iterator[str]:
    found = _plain(value)
    if isinstance(found, str):
        yield found
    elif isinstance(found, bytes):
        for encoding in ("utf-8", "gb18030", "utf-16"):
            with suppress(UnicodeDecodeError):
                yield found.decode(encoding)


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _is_legible(text: str) -> bool:
    signs = "".join(text.split())
    return len(signs) >= FEW_CHARACTERS and len(_LEGIBLE.findall(signs)) >= LEGIBLE_SHARE * len(signs)
