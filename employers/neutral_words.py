"""Words that a firm reads or writes beside its people and papers: they never say why anybody qualifies."""

from employers.telling_papers import telling
from people.errors import Refused

LONGEST = 200


def neutral(words: str, own_name: str = "") -> str:
    """The words on one line, as they are stored. Raises Refused where they tell; empty ones are for the caller."""
    plain = " ".join(words.split())
    if telling((plain,), own_name):
        raise Refused("这里写的内容超出了办理需要，没有保存。", "请只写办理情况本身，例如“缺第二页”“窗口联网核验”。")
    return plain[:LONGEST]
