"""The file of a backup: a plain tar, readable without us, with a sealed manifest as its last part.

    files/<FOLDER>/<path>      what lies beside the database, as it lies there; of two with one name the later counts
    tables/<table>.jsonl.gz    one row per line, a list of values in the order of the manifest's columns
    manifest.json              what must be there, with digests; an archive without it is not whole
    manifest.seal              a digest of the manifest that only who has the ledger's key can make

It appears under its name when it is whole and on the disk, never before, and only its owner may read it.
"""

import gzip
import hashlib
import io
import json
import os
import secrets
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from config.backup import keys

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.seal"
CHUNK = 1024 * 1024
# The lines of a table shrink to a tenth with little effort; more effort takes long and gains little.
_EFFORT = 3


class Damaged(Exception):
    """The archive is not what was written: cut off, changed, or none of ours."""


@dataclass(frozen=True)
class TableEntry:
    """``content``: see ``cells.Content``. ``next``: the number that the next row gets, None if nobody counts."""

    columns: list[str]
    rows: int
    content: str
    next: int | None
    sha256: str


@dataclass(frozen=True)
class FileEntry:
    bytes: int
    sha256: str


@dataclass
class Manifest:
    """``migrations``: the applied ones by app. ``missing``: rows whose file was not there when the backup was made."""

    made_at: str
    version: str
    engine: str
    migrations: dict[str, list[str]]
    keys: dict[str, Any]
    tables: dict[str, TableEntry] = field(default_factory=dict)
    files: dict[str, FileEntry] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, text: bytes) -> "Manifest":
        try:
            told = json.loads(text)
            if told.get("format") != FORMAT:
                raise Damaged(f"archives of format {told.get('format')} are not known here")
            told["tables"] = {name: TableEntry(**entry) for name, entry in told["tables"].items()}
            told["files"] = {name: FileEntry(**entry) for name, entry in told["files"].items()}
            return cls(**told)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Damaged("the manifest cannot be read") from None


class Writer:
    """Puts parts into an archive, one after the other."""

    def __init__(self, out: BinaryIO, folder: Path) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by ``seal``
        self._folder = folder

    def add(self, name: str, source: BinaryIO, size: int) -> FileEntry:
        """The next ``size`` bytes of ``source``; raises OSError if there are fewer."""
        part = tarfile.TarInfo(name)
        part.size, part.mode = size, 0o600
        read = _Hashed(source)
        self._tar.addfile(part, read)  # type: ignore[arg-type]
        return FileEntry(size, read.hexdigest())

    def add_lines(self, name: str, lines: Iterable[bytes]) -> str:
        """Lines of a table, written aside first, since a tar wants to know the size; returns the digest."""
        with tempfile.TemporaryFile(dir=self._folder) as aside:
            with gzip.GzipFile(fileobj=aside, mode="wb", compresslevel=_EFFORT, mtime=0) as zipped:
                for line in lines:
                    zipped.write(line)
                    zipped.write(b"\n")
            size = aside.tell()
            aside.seek(0)
            return self.add(name, aside, size).sha256

    def seal(self, manifest: Manifest) -> None:
        """The last parts."""
        text = manifest.to_bytes()
        for name, content in ((MANIFEST, text), (SEAL, keys.seal(text).encode())):
            self.add(name, io.BytesIO(content), len(content))
        self._tar.close()


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """An archive that appears as ``path`` when the block ends well, and leaves nothing behind when it does not.

    Raises FileExistsError if something of that name is there: no backup replaces another.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield Writer(out, path.parent)
            out.flush()
            os.fsync(out.fileno())
        # Unlike a rename it does not replace what has come there meanwhile.
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Reader:
    """An archive that was found whole. Raises Damaged, and OSError if it cannot be read.

    parts  where each part begins, and its size; the later one of two with one name
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self.parts = self._index()
            if MANIFEST not in self.parts or SEAL not in self.parts:
                raise Damaged("it has no manifest: it was cut off, or is no backup of this site")
            text = self._read(MANIFEST)
            self.manifest = Manifest.from_bytes(text)
            self._seal, self._text = self._read(SEAL).decode("ascii", "replace"), text
            self._require_parts()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *rest: object) -> None:
        self._file.close()

    def require_seal(self) -> None:
        """Raises Damaged if the manifest was changed, or sealed under another ledger key."""
        if not keys.is_seal(self._seal, self._text):
            raise Damaged("its manifest was changed, or was sealed under another GUIHANG_LEDGER_KEY")

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of a table, one at a time; raises Damaged, perhaps only at the end."""
        name = f"tables/{table}.jsonl.gz"
        read = _Hashed(_Part(self._file, *self.parts[name]))
        try:
            with gzip.GzipFile(fileobj=read) as lines:  # type: ignore[call-overload]
                for line in lines:
                    yield line.rstrip(b"\n")
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise Damaged(f"{name} cannot be unpacked") from None
        while read.read(CHUNK):
            pass
        if read.hexdigest() != self.manifest.tables[table].sha256:
            raise Damaged(f"{name} was changed")

    def copy(self, name: str, out: BinaryIO) -> None:
        """A file into ``out``; raises Damaged."""
        read = _Hashed(_Part(self._file, *self.parts[f"files/{name}"]))
        while chunk := read.read(CHUNK):
            out.write(chunk)
        if read.hexdigest() != self.manifest.files[name].sha256:
            raise Damaged(f"files/{name} was changed")

    def _index(self) -> dict[str, tuple[int, int]]:
        parts = {}
        try:
            with tarfile.open(fileobj=self._file, mode="r:") as tar:
                for part in tar:
                    parts[part.name] = (part.offset_data, part.size)
                    # Else it would keep all it has seen, at a kilobyte each.
                    tar.members.clear()
        except tarfile.TarError:
            raise Damaged("it is no tar, or was cut off") from None
        return parts

    def _read(self, name: str) -> bytes:
        return _Part(self._file, *self.parts[name]).read()

    def _require_parts(self) -> None:
        wanted = {f"tables/{name}.jsonl.gz": None for name in self.manifest.tables}
        wanted |= {f"files/{name}": entry.bytes for name, entry in self.manifest.files.items()}
        for name, size in wanted.items():
            if name not in self.parts or size not in (None, self.parts[name][1]):
                raise Damaged(f"{name} is not there as the manifest says")
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\0" in name:
                raise Damaged("a part has a name that leads elsewhere")


class _Hashed(io.RawIOBase):
    """Reads another file and keeps the digest of what was read."""

    def __init__(self, source: Any) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self._digest.update(chunk)
        return chunk

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


class _Part:
    """``size`` bytes of a file from ``start`` on; others may read elsewhere in it between two reads."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._at, self._left = file, start, size

    def read(self, size: int = -1) -> bytes:
        self._file.seek(self._at)
        chunk = self._file.read(self._left if size < 0 else min(size, self._left))
        self._at += len(chunk)
        self._left -= len(chunk)
        return chunk
