"""The files of an archive: laid ready inside the folders they belong to, and moved to their places in one go."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.backup.archive import Reader
from config.backup.files import folders
from config.backup.take import Tell

READY = ".restoring"


def in_the_way() -> list[str]:
    """Folders that hold files already."""
    return [
        name
        for name, path in folders().items()
        if any(READY not in file.relative_to(path).parts for file in path.rglob("*") if not file.is_dir())
    ]


class Staged:
    """Files that wait to be moved. Those of an interrupted restoring are thrown away."""

    def __init__(self) -> None:
        self._moved: list[Path] = []

    @classmethod
    @contextmanager
    def of(cls, reader: Reader, tell: Tell) -> Iterator["Staged"]:
        """The archive's files, checked, until the block ends; if it ends badly nothing of them is left."""
        staged = cls()
        _clear()
        try:
            for name in reader.manifest.files:
                folder, _, path = name.partition("/")
                _write(reader, name, folders()[folder] / READY / path)
                tell(folder)
            yield staged
        except BaseException:
            staged._undo()
            raise
        finally:
            _clear()

    def move(self) -> None:
        """Put every file in its place. What lies in a subfolder goes with it, in one step.

        Raises OSError where a file of somebody else's has come into it since ``in_the_way``.
        """
        for folder in folders().values():
            ready = folder / READY
            for child in sorted(ready.iterdir()) if ready.is_dir() else ():
                place = folder / child.name
                if place.is_dir():
                    _remove_folders(place)
                child.rename(place)
                self._moved.append(place)

    def _undo(self) -> None:
        for place in self._moved:
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)


def _remove_folders(place: Path) -> None:
    """A folder in which there are folders alone."""
    for inner in sorted(place.rglob("*"), reverse=True):
        inner.rmdir()
    place.rmdir()


def _write(reader: Reader, name: str, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        reader.copy(name, file)
        file.flush()
        os.fsync(file.fileno())


def _clear() -> None:
    for folder in folders().values():
        shutil.rmtree(folder / READY, ignore_errors=True)
