"""The vault: encrypted cells that open only in their own row, a blind index to find them by exact value,
and encrypted files."""

from people.vault.cells import VaultError, decrypt, encrypt, key_id_of, newest_key_id
from people.vault.field import EncryptedTextField, Sealed
from people.vault.files import SealedFiles
from people.vault.index import blind_index, declare_index

__all__ = [
    "EncryptedTextField",
    "Sealed",
    "SealedFiles",
    "VaultError",
    "blind_index",
    "declare_index",
    "decrypt",
    "encrypt",
    "key_id_of",
    "newest_key_id",
]
