"""Encrypted files beside the database: what is too large for a cell.

A stored file reads ``<key id>.`` and then nonce and ciphertext. Like a cell it is bound to its place, here the folder
and its own name: under another name it does not open. It is there whole or not at all.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from people.errors import Refused
from people.vault.cells import decrypt_bytes, encrypt_bytes, newest_key_id

# Longer than any key id and its dot.
HEAD_BYTES = 32
_UNFINISHED = ".part"
# No room on the disk, none left for this user, or beyond the largest file that may be.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class SealedFiles:
    """The folder that the setting of this name points to. Declare it beside the model whose rows the files belong to.

    Files are named by the uid of their row and never change.
    """

    every: list["SealedFiles"] = []  # noqa: RUF012
    """All that were declared, for the change of keys."""

    def __init__(self, setting: str) -> None:
        self._setting = setting
        SealedFiles.every.append(self)

    def __str__(self) -> str:
        return self._setting

    @property
    def folder(self) -> Path:
        return Path(getattr(settings, self._setting))

    def write(self, uid: UUID, content: bytes) -> None:
        """Store ``content`` encrypted, on the disk when this returns. Replaces what stood under the same uid.

        Raises Refused, and leaves nothing behind, where there is no room.
        """
        try:
            self._write(self._path(uid), uid, content)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise Refused("服务器的存储空间满了，文件没有保存。", "请告诉系统管理员腾出空间，再上传一次。") from error

    def _write(self, path: Path, uid: UUID, content: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
        try:
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(encrypt_bytes(content, self._place(uid)))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def read(self, uid: UUID) -> bytes:
        """The content. Raises FileNotFoundError, or VaultError when it was changed, moved, or its key is gone."""
        return decrypt_bytes(self._path(uid).read_bytes(), self._place(uid))

    def delete(self, uid: UUID) -> None:
        """Delete the file; what is not there is deleted already."""
        self._path(uid).unlink(missing_ok=True)

    def uids(self) -> Iterator[UUID]:
        """Every file, by the uid of its row, in no order."""
        for path in self.folder.glob("??/*"):
            with suppress(ValueError):
                yield UUID(path.name)

    def sweep(self, kept: set[UUID], before: float) -> int:
        """Delete what belongs to none of the rows ``kept`` and what was left unfinished, if last written before this
        time (seconds since 1970); returns how many files went."""
        gone = 0
        for path in self.folder.glob("??/*"):
            try:
                known = path.suffix != _UNFINISHED and UUID(path.name) in kept
                if not known and path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
            except (ValueError, FileNotFoundError):
                # Not one of ours, or somebody else was quicker.
                continue
        return gone

    def is_outdated(self, uid: UUID) -> bool:
        """Whether the file stands under another key than the newest."""
        with suppress(FileNotFoundError), self._path(uid).open("rb") as file:
            return not file.read(HEAD_BYTES).startswith(f"{newest_key_id()}.".encode())
        return False

    def rotate(self, uid: UUID) -> bool:
        """Store the file under the newest key; False when it has gone meanwhile. Raises VaultError as ``read``."""
        try:
            self.write(uid, self.read(uid))
        except FileNotFoundError:
            return False
        return True

    def _path(self, uid: UUID) -> Path:
        return self.folder / uid.hex[:2] / uid.hex

    def _place(self, uid: UUID) -> str:
        return f"{self._setting}|{uid}"
