"""Characters that foreign files carry and nothing of ours can take."""

import re

# Controls (XML and PostgreSQL refuse them), halves of surrogate pairs (UTF-8 refuses them), the two non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """``text`` less what cannot be stored, shown or written into a spreadsheet; tabs and line breaks stay."""
    return _UNWRITABLE.sub("", text)
