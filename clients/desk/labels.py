"""Words for codes, where a page needs a list of them."""

from lexicon.features import CERTIFICATES


def certificate_choices() -> list[tuple[str, str]]:
    """(code, label) of every listed certificate."""
    return [(item.code, item.label) for item in CERTIFICATES.values()]
