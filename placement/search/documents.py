"""What of a vacancy can be found by words, and what a query demands of it.

Both sides are cut by ``lexicon.cut``, so that 焊工 finds 电焊工 and 保洁 finds 写字楼保洁 on every engine alike.
"""

import re
from itertools import pairwise

from lexicon.cut import normal, tokens, words
from lexicon.occupations import occupation

# A run of Han characters ends here: its last character begins no pair, so it is kept as a token of its own.
_LAST = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3007](?![\u3400-\u4dbf\u4e00-\u9fff\u3007])")
# No engine takes words without end: PostgreSQL refuses one of 2 kB and with it every search, Elasticsearch parts those
# above 255 characters. Of a longer one than this the beginning counts, here and in a query.
LONGEST_WORD = 64
# Characters people type around what they look for; alone they are looked for like any other.
_FILLERS = frozenset("的了和与在要想找招做有")


def title_words(vacancy) -> list[str]:
    """Tokens of what names the vacancy: title and occupation."""
    known = occupation(vacancy.occupation) if vacancy.occupation else None
    return findable(f"{vacancy.title} {known.name if known else ''}")


def body_words(vacancy) -> list[str]:
    """Tokens of the rest: firm, place and the text as advertised."""
    return findable(f"{vacancy.enterprise.name} {vacancy.region.full_name} {vacancy.address} {vacancy.text}")


def findable(text: str) -> list[str]:
    """The tokens of ``text``, and the last character of each run, so that 厨 finds 帮厨 as well as 厨师."""
    return [token[:LONGEST_WORD] for token in tokens(text)] + list(dict.fromkeys(_LAST.findall(normal(text))))


def demands(query: str) -> list[list[str]]:
    """What a vacancy must hold to be found: every group, and of a group every token.

    A word of the query stands for its own overlapping pairs, which each index holds whatever its dictionary made of
    the text: 夜班保洁 asks for 夜班 and for 保洁, 电焊工 for 电焊 and for 焊工. A single character asks for a token
    that begins with it. Fillers are left out unless the query holds nothing else.
    """
    asked = list(dict.fromkeys(word[:LONGEST_WORD] for word in words(query)))
    groups: list[list[str]] = []
    for word in [word for word in asked if word not in _FILLERS] or asked:
        pairs = [word] if word.isascii() or len(word) < 3 else ["".join(pair) for pair in pairwise(word)]
        if pairs not in groups:
            groups.append(pairs)
    return groups


def is_beginning(token: str) -> bool:
    """Whether a token of ``demands`` stands for all tokens that begin with it: a single Han character."""
    return len(token) == 1 and not token.isascii()
