"""A look through a paper before it is taken in: what it says beyond what the firm and the office have to know.

Read are the name of the file, the text of a PDF with its remarks, form fields, headings and properties, and the
remarks in a picture. A paper that tells is refused with what to hand in instead; neither the word nor the reason is
said, for the firm reads the answer.
"""

import re
import unicodedata
from collections.abc import Iterable

from employers.adverts.for_firms import tells
from employers.incentives.incentive import Document
from employers.pdf_text import Unreadable, read_pdf
from employers.picture_text import remarks
from people.errors import Refused
from people.file_types import PDF, Content

STATUS_PAPER = "《就业困难人员认定表》，或者《就业创业证》上的注记页（只写认定结果、不写类别）"
# Papers in which an office notes a status: there is a neutral one of each.
STATUS_PAPERS = frozenset(
    {"employment_card", "owner_card", "hardship_note", "recognition", "loan_class", "youth_record", "identity"}
)
# Names of institutions and trades that say nothing about a person.
_GENERIC = re.compile(
    # 身体健康，复印件一份: two words that meet.
    r"[健安小]康(?=复)|"
    # On that street, in that lane.
    r"康复[东西南北中]?(?:路|街|巷|胡同|新村|大道)|"
    r"(?<!社区)(?<!戒毒)康复(?:医院|医学|医疗|保健|养老|门诊|病[区房]|科(?!学)|中心|治疗|护理|训练|理疗|器具|器材|设备|辅具|工程|技术|专业|大学|师)|"
    r"(?:残疾人|工伤|术后|产后|运动|儿童|辅助器具)康复|康复(?:期|假)|drug\s?stores?",
    re.IGNORECASE,
)
# What the offices write for short, or a clinic: said of somebody on a paper, though in no advertisement.
_SHORT = re.compile(
    r"解戒(?![烟酒指备律骄严])|(?<![加增])强隔|刑释|两劳人员|社矫|海洛因|冰毒|阿片|丁丙诺啡|(?:药物|物质)依赖|艾滋|"
    r"(?<![a-z])HIV(?![a-z])",
    re.IGNORECASE,
)
# What every staff rule forbids in one breath: 严禁赌博、吸毒、打架斗殴. Said of somebody it is no rule.
_CONDUCT = re.compile(r"赌博|嫖娼|卖淫|斗殴|酗酒|盗窃|淫秽")
_NORM = re.compile(r"严禁|禁止|不得|不准|不许|不参与|杜绝|下列(?:情形|行为)|(?:可以|有权)(?:立即)?解除")
_SAID_OF_SOMEBODY = re.compile(r"曾|史|被(?:处|强|行|公|查|抓)")
_NAMED = re.compile(r"吸食毒品|吸毒|贩毒|涉毒|毒品|吸食")
_END = re.compile(r"[。；;！!]")
BEFORE, AFTER = 60, 40
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def look_through(content: Content, document: Document, *, file_name: str, own_name: str) -> bool:
    """Whether its text could be read. A photograph has none: somebody has to look at it.

    own_name  that of the firm: a word in it says nothing about its staff

    Raises Refused for a paper that tells, and for a PDF that is locked, broken, too long, or holds other files.
    """
    if telling((file_name,), own_name):
        raise Refused(
            "文件名写的内容超出了企业和办事窗口需要知道的范围。",
            f"请把文件改名为“{document.name}”再上传。内容里也有的，{instead_of(document)}",
        )
    if content.media_type != PDF:
        texts, was_read = remarks(content), False
    else:
        try:
            texts, was_read = read_pdf(content.data)
        except Unreadable as wrong:
            raise Refused(str(wrong)) from None
    if telling(texts, own_name):
        raise Refused("这份材料写的内容超出了企业和办事窗口需要知道的范围，没有保存。", instead_of(document))
    return was_read


def telling(texts: Iterable[str], own_name: str = "") -> bool:
    """Whether one of the texts holds a word that says why somebody qualifies."""
    return any(tells(plain) or _SHORT.search(plain) for plain in (_without_harmless(text, own_name) for text in texts))


def instead_of(document: Document) -> str:
    """What to hand in, for this paper: 请换成 …"""
    if document.code in STATUS_PAPERS:
        return f"请换成{STATUS_PAPER}。拿不准交哪一份，请问工作人员。"
    return f"请只交“{document.name}”本身（{document.issuer}），不要附其他证明或说明。拿不准的，请问工作人员。"


def _without_harmless(text: str, own_name: str) -> str:
    plain = re.sub(r"\s+", "", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    own = re.sub(r"\s+", "", unicodedata.normalize("NFKC", own_name))
    if own:
        plain = plain.replace(own, "")
    return _GENERIC.sub("", _NAMED.sub(lambda found: "" if _is_rule(found) else found[0], plain))


def _is_rule(found: re.Match[str]) -> bool:
    """Whether the word stands in a rule of conduct: beside other vices that are forbidden in the same sentence."""
    before = _END.split(found.string[max(0, found.start() - BEFORE) : found.start()])[-1]
    after = _END.split(found.string[found.end() : found.end() + AFTER])[0]
    around = before + after
    return bool(_CONDUCT.search(around) and _NORM.search(around)) and not _SAID_OF_SOMEBODY.search(around)
