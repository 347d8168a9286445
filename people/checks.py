"""Start-up checks of the secrets. Messages are for operators and never show a secret."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from people.vault.cells import VaultError, decode_key, parse_keys


@register(Tags.security)
def secrets_are_well_formed(**options: Any) -> list[CheckMessage]:
    """GUIHANG_VAULT_KEYS, GUIHANG_VAULT_INDEX_KEY and GUIHANG_LEDGER_KEY: 32 bytes each, all different."""
    found: list[CheckMessage] = []
    seen: list[bytes] = []
    try:
        seen += parse_keys(tuple(settings.VAULT_KEYS)).values()
    except VaultError as error:
        found.append(Error(f"GUIHANG_VAULT_KEYS: {error}.", id="people.E001"))
    for number, name in ((2, "VAULT_INDEX_KEY"), (3, "LEDGER_KEY")):
        try:
            key = decode_key(getattr(settings, name))
        except VaultError as error:
            found.append(Error(f"GUIHANG_{name}: {error}.", id=f"people.E00{number}"))
            continue
        if key in seen:
            found.append(Error(f"GUIHANG_{name} is used for something else too.", id="people.E004"))
        seen.append(key)
    return found
