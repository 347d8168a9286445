"""What lies beside the database: the folders of encrypted papers, and the media of the public site."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from config.backup.archive import FileEntry, Writer
from config.backup.tables import Table
from people.vault import SealedFiles
from people.vault.files import HEAD_BYTES

MEDIA = "MEDIA_ROOT"
# Who points to the files of a folder: the columns that hold their uids.
OWNERS = {
    "PAPERS_DIR": (("clients_paper", "uid"),),
    "LICENCES_DIR": (("employers_registration", "licence_uid"), ("employers_verification", "licence_uid")),
    "DOSSIERS_DIR": (("employers_dossierpaper", "uid"),),
}


def folders() -> dict[str, Path]:
    """Every folder of a backup, by its setting."""
    return {MEDIA: Path(settings.MEDIA_ROOT)} | {str(files): files.folder for files in SealedFiles.every}


class Collected:
    """Puts files into an archive. Every file is written before its row is, and deleted after it: therefore go over the
    folders once before the database is read, and once more after, for what has come or was still growing meanwhile.
    """

    def __init__(self, writer: Writer) -> None:
        self.entries: dict[str, FileEntry] = {}
        # Under which keys of the vault they stand.
        self.key_ids: set[str] = set()
        self._writer = writer
        self._seen: dict[str, tuple[int, int]] = {}

    def look(self) -> Iterator[str]:
        """Go over the folders; names what was put in, file by file."""
        for folder, path in folders().items():
            for file in sorted(path.rglob("*")):
                if not file.is_symlink() and file.is_file() and file.suffix != ".part":
                    name = f"{folder}/{file.relative_to(path).as_posix()}"
                    if self._add(name, file):
                        yield name

    def _add(self, name: str, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                state = path.stat()
                if self._seen.get(name) == (state.st_size, state.st_mtime_ns):
                    return False
                if not name.startswith(MEDIA):
                    self.key_ids.add(file.peek(HEAD_BYTES)[:HEAD_BYTES].partition(b".")[0].decode("ascii", "replace"))
                self.entries[name] = self._writer.add(f"files/{name}", file, state.st_size)
        except FileNotFoundError:
            # Deleted while we looked, and its row before it.
            return False
        self._seen[name] = (state.st_size, state.st_mtime_ns)
        return True


class Owed:
    """Counts the rows of a table whose file is not among those collected."""

    def __init__(self, table: Table, collected: Collected, seen: BaseDatabaseWrapper) -> None:
        self.missing = 0
        self._entries = collected.entries
        self._places = []
        for place, column in enumerate(table.columns):
            if column.kind == "FileField":
                self._places.append((place, lambda value: f"{MEDIA}/{value}" if value else None))
            for folder, owners in OWNERS.items():
                if (table.name, column.name) in owners:
                    self._places.append((place, _stands_in(folder)))

    def look(self, row: tuple) -> None:
        for place, name_of in self._places:
            name = name_of(row[place])
            self.missing += name is not None and name not in self._entries


def _stands_in(folder: str):
    def name_of(value) -> str | None:
        # A uid as the engine answers it, or as its 32 digits.
        digits = str(value).replace("-", "")
        return f"{folder}/{digits[:2]}/{digits}" if value else None

    return name_of
