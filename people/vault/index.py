"""The blind index: finds an encrypted value again, by exact value only."""

import hmac
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from people.vault.cells import VaultError, decode_key

_LABELS: set[str] = set()


def declare_index(label: str) -> str:
    """Announce an index beside the model that has it, e.g. ``declare_index("client.name")``; returns the label."""
    _LABELS.add(label)
    return label


@lru_cache(maxsize=4)
def _index_key(text: str) -> bytes:
    return decode_key(text)


def blind_index(label: str, value: str) -> str:
    """64 hex digits by which an encrypted value is found: equal values under one label, and only they, agree.

    Normalising (spaces, width, case) is the caller's. Raises VaultError for a label nobody declared.
    """
    if label not in _LABELS:
        raise VaultError(f"unknown index {label!r}: declare_index() it beside its model")
    message = f"{label}\0{value}".encode()
    return hmac.new(_index_key(settings.VAULT_INDEX_KEY), message, sha256).hexdigest()
