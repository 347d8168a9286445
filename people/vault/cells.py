"""Keys and single cells: AES-256-GCM.

A stored cell reads ``<key id>.<base64 of nonce + ciphertext>``. It is bound to its table, column and row: copied into
another row it does not decrypt. Keys come from ``settings.VAULT_KEYS``, newest first; the newest encrypts, all decrypt.
"""

import base64
import binascii
import os
import re
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,15}")
KEY_ID_BYTES = 16


class VaultError(Exception):
    """A key is missing or malformed, or a cell does not belong where it stands. Never carries the content."""


def decode_key(text: str) -> bytes:
    """The 32 bytes of a base64 key; VaultError if it is anything else."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise VaultError("the key is not base64") from None
    if len(key) != KEY_BYTES:
        raise VaultError(f"the key has {len(key)} bytes, must have {KEY_BYTES}")
    return key


def parse_keys(entries: tuple[str, ...]) -> dict[str, bytes]:
    """``id:base64`` entries as an ordered mapping, newest first; VaultError names the first wrong one by position."""
    keys: dict[str, bytes] = {}
    for place, entry in enumerate(entries, start=1):
        key_id, colon, text = entry.partition(":")
        if not colon or not KEY_ID.fullmatch(key_id):
            raise VaultError(f"key {place}: an entry reads id:base64, the id in a-z, 0-9, - and _")
        try:
            key = decode_key(text)
        except VaultError as error:
            raise VaultError(f"key {place} ({key_id}): {error}") from None
        if key_id in keys or key in keys.values():
            raise VaultError(f"key {place} ({key_id}) occurs twice")
        keys[key_id] = key
    if not keys:
        raise VaultError("there is no key")
    return keys


@lru_cache(maxsize=8)
def _ciphers(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    return {key_id: AESGCM(key) for key_id, key in parse_keys(entries).items()}


def newest_key_id() -> str:
    """The id of the key that encrypts."""
    return next(iter(_ciphers(tuple(settings.VAULT_KEYS))))


def key_id_of(cell: str) -> str:
    """Under which key a stored cell stands."""
    return cell.partition(".")[0]


def encrypt(text: str, place: str) -> str:
    """``text`` as a stored cell, bound to ``place``, e.g. ``"clients_client|name|<uid>"``."""
    key_id = newest_key_id()
    nonce = os.urandom(NONCE_BYTES)
    sealed = _ciphers(tuple(settings.VAULT_KEYS))[key_id].encrypt(nonce, text.encode(), place.encode())
    return f"{key_id}.{base64.b64encode(nonce + sealed).decode()}"


def decrypt(cell: str, place: str) -> str:
    """The text of a stored cell.

    Raises VaultError when its key is not in the settings, or when the cell was changed or moved from another place.
    """
    key_id, dot, body = cell.partition(".")
    cipher = _ciphers(tuple(settings.VAULT_KEYS)).get(key_id)
    if not dot or cipher is None:
        raise VaultError(f"no key {key_id!r} in the settings" if dot else "this is no encrypted cell")
    try:
        raw = base64.b64decode(body, validate=True)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError):
        raise VaultError("the cell was changed, or does not belong to this row") from None


def encrypt_bytes(content: bytes, place: str) -> bytes:
    """As ``encrypt`` for what is no text: ``<key id>.``, then nonce and ciphertext as they are."""
    key_id = newest_key_id()
    nonce = os.urandom(NONCE_BYTES)
    sealed = _ciphers(tuple(settings.VAULT_KEYS))[key_id].encrypt(nonce, content, place.encode())
    return b"".join((key_id.encode(), b".", nonce, sealed))


def decrypt_bytes(stored: bytes, place: str) -> bytes:
    """What ``encrypt_bytes`` was given. Raises VaultError as ``decrypt``."""
    head = stored[: KEY_ID_BYTES + 1].partition(b".")[0]
    key_id = head.decode("ascii", "replace")
    if not KEY_ID.fullmatch(key_id) or len(head) == len(stored):
        raise VaultError("this is no encrypted file")
    cipher = _ciphers(tuple(settings.VAULT_KEYS)).get(key_id)
    if cipher is None:
        raise VaultError(f"no key {key_id!r} in the settings")
    body = memoryview(stored)[len(head) + 1 :]
    try:
        return cipher.decrypt(bytes(body[:NONCE_BYTES]), body[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise VaultError("the file was changed, or does not belong to this row") from None
