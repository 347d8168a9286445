"""One page for each declared policy: made when it is declared, and never by hand."""


def keep_declared() -> None:
    """Make the pages that are missing."""
