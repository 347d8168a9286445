"""Data for machines inside a page: JSON-LD. A block of data is no script, so the site's policy lets it stand."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

# What could end the element or begin a comment; JSON reads the escapes as the characters themselves.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def ld_json(value: Mapping[str, Any]) -> SafeString:
    """The ``script`` element with this value."""
    told = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(told))
