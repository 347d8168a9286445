"""How the public site sets its headlines."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_PHRASE = re.compile(r"[^，。、；：！？]+[，。、；：！？]*|[，。、；：！？]+")


@register.filter
def phrases(text: str) -> SafeString:
    """``text`` with each phrase, up to its mark, in a span of its own, so that a headline breaks after a mark and not
    within four words that belong together."""
    return format_html_join("", '<span class="phrase">{}</span>', ((part,) for part in _PHRASE.findall(str(text))))
