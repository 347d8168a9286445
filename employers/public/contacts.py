"""What an advertisement says of whom to call, taken out: on the public site people ask at the service point.

without_contacts("有意请电联张经理：13947712345（微信同号）")    "有意请（联系方式请问就业服务点）"
"""

import re

HIDDEN = "（联系方式请问就业服务点）"
_GONE = "\x00"
_WIDE = str.maketrans("０１２３４５６７８９－＠．＋", "0123456789-@.+")
_HAN = r"\u4e00-\u9fff"
# Ways to reach somebody, first the longest.
_VALUE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:微信|QQ群?|VX|wechat)(?:号码?|同号)?\s*[:：]?\s*[A-Za-z0-9_-]{5,20}"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9](?:[- ]?\d){9}(?!\d)"
    r"|(?<!\d)[(（]?0\d{2,3}[)）]?[- ]?\d{7,8}(?:-\d{1,5})?(?!\d)"
    r"|(?<!\d)400[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
    r"|(?:电话|手机|热线)(?:号码?)?\s*[:：]?\s*\d{7,8}(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_TITLE = r"(?:先生|女士|小姐|经理|主任|主管|师傅|老师|总|部长|科长|厂长|队长|老板|姐|哥)"
_PERSON = re.compile(rf"联系人\s*[:：]\s*[{_HAN}]{{2,4}}(?![{_HAN}])|联系人\s*[:：]?\s*[{_HAN}]{{1,3}}{_TITLE}")
# What stands before and behind and means nothing without it.
_BEFORE = re.compile(
    rf"(?:[{_HAN}]{_TITLE}|(?:请?(?:拨打|致电|电联|加|发送?至|投递?至))"
    rf"|(?:联系|咨询|招聘|报名|固定|办公|厂部)?(?:电话|手机|热线|微信|QQ|邮箱|方式|联系)(?:号码?)?)\s*[:：是为]?\s*[(（]?{_GONE}[)）]?"
)
_BEHIND = re.compile(rf"{_GONE}\s*[(（]?(?:微信同号|同微信|微信同步)[)）]?")
_REPEATED = re.compile(rf"{_GONE}(?:[\s,，、/或;；转]*{_GONE})+")


def without_contacts(text: str) -> str:
    """The text without telephone numbers, addresses of mail and chat, and the names beside them. What cannot be told
    from other words stays: a name alone in a sentence."""
    left = _PERSON.sub(_GONE, _VALUE.sub(_GONE, text.replace(_GONE, "").translate(_WIDE)))
    before = None
    while before != left:
        before = left
        left = _REPEATED.sub(_GONE, _BEHIND.sub(_GONE, _BEFORE.sub(_GONE, left)))
    return left.replace(_GONE, HIDDEN)
