"""The demo's own secrets: drawn once on this machine, kept beside its database, never in the repository."""

import base64
import os
import secrets
from pathlib import Path


def load_or_draw(path: Path) -> None:
    """Put the demo's secrets into the environment; draw and store them (mode 600) on the first run.

    A secret that the environment already holds wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = _draw()
        # Mode 600 from the first byte on.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in drawn.items())
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


def lend_for_one_run() -> None:
    """Secrets for a command that keeps nothing: drawn for this process and forgotten with it."""
    for name, value in _draw().items():
        os.environ.setdefault(name, value)


def _draw() -> dict[str, str]:
    return {
        "GUIHANG_SECRET_KEY": secrets.token_urlsafe(48),
        "GUIHANG_VAULT_KEYS": f"demo1:{_key()}",
        "GUIHANG_VAULT_INDEX_KEY": _key(),
        "GUIHANG_LEDGER_KEY": _key(),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
