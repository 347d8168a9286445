"""Which keys an archive needs: known again by a fingerprint that tells nothing of the key."""

import hmac
import secrets
from hashlib import sha256
from typing import Any

from django.conf import settings

from people.vault.cells import decode_key, parse_keys


def fingerprints(used: set[str]) -> dict[str, Any]:
    """For the manifest: of the vault's keys those ``used`` by anything in the archive, of the others all."""
    salt = secrets.token_hex(16)
    vault = parse_keys(tuple(settings.VAULT_KEYS))
    return {
        "salt": salt,
        "vault": {key_id: _fingerprint(key, salt) for key_id, key in vault.items() if key_id in used},
        # Of no use here and named all the same: a backup of what nobody can read any more should not look well.
        "gone": sorted(used - vault.keys()),
        "GUIHANG_VAULT_INDEX_KEY": _fingerprint(decode_key(settings.VAULT_INDEX_KEY), salt),
        "GUIHANG_LEDGER_KEY": _fingerprint(decode_key(settings.LEDGER_KEY), salt),
    }


def lacking(told: dict[str, Any]) -> list[str]:
    """What of the archive's keys is not in the settings, in words for the operator; empty if all are there."""
    salt = told["salt"]
    here = {key_id: _fingerprint(key, salt) for key_id, key in parse_keys(tuple(settings.VAULT_KEYS)).items()}
    found = [
        f"GUIHANG_VAULT_KEYS holds no key {key_id!r}"
        if key_id not in here
        else f"GUIHANG_VAULT_KEYS: the key {key_id!r} is another one"
        for key_id, fingerprint in told["vault"].items()
        if here.get(key_id) != fingerprint
    ]
    for name, key in (
        ("GUIHANG_VAULT_INDEX_KEY", settings.VAULT_INDEX_KEY),
        ("GUIHANG_LEDGER_KEY", settings.LEDGER_KEY),
    ):
        if _fingerprint(decode_key(key), salt) != told[name]:
            found.append(f"{name} is another one")
    return found


def seal(text: bytes) -> str:
    """64 hex digits over ``text`` that nobody makes without the ledger's key."""
    return hmac.new(decode_key(settings.LEDGER_KEY), b"backup manifest\0" + text, sha256).hexdigest()


def is_seal(sealed: str, text: bytes) -> bool:
    return hmac.compare_digest(sealed, seal(text))


def _fingerprint(key: bytes, salt: str) -> str:
    return hmac.new(key, f"backup fingerprint\0{salt}".encode(), sha256).hexdigest()[:32]
