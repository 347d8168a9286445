"""What a post asks on paper: education, years of experience, certificates.

read_education("初中及以下")                 none: nobody is kept out
find_education("大专毕业，干得好可放宽")  college
find_experience("两年以上叉车驾驶经验")        2
find_papers("电工", "持低压电工证，有叉车证优先")   electrician_low demanded, forklift welcome
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from employers.adverts.clauses import clauses, excerpt, plain, preferred
from employers.adverts.found import Found
from lexicon.features import Education, recognise, satisfied

_LEVELS: tuple[tuple[Education, re.Pattern[str]], ...] = tuple(
    (level, re.compile(cue))
    for level, cue in (
        (Education.MASTER, r"硕士|研究生|博士|(?i:master)"),
        (Education.BACHELOR, r"本科|大学(?=学历|文化|毕业|及以上|以上)|学士|(?i:bachelor)"),
        (Education.COLLEGE, r"大专|专科|高职|(?i:college)"),
        (Education.SENIOR, r"高中|中专|中技|职高|技校|中职|中等(?:以上)?(?:学历|文化)"),
        (Education.JUNIOR, r"初中"),
        (Education.PRIMARY, r"小学"),
        (Education.NONE, r"不限|无要求|不作要求"),
    )
)
_ABOUT_SCHOOLING = re.compile(
    r"学历|文化|毕业|以上|文凭|同等|程度|(?i:degree)|^(?:要求)?[:：]?(?:小学|初中|高中|中专|大专|专科|本科|硕士)$"
)
_NOT_SCHOOLING = re.compile(
    r"在读|在职(?:研究生|硕士)|(?:小学|初中|高中)(?:生|部|阶段|教|科|课|[语数英])|"
    r"专科(?:医|门诊)|课程|教育(?:项目|产品|金)|进修|升学|"
    r"提升|报考|大学生活|幼儿园[^,，]*|子女[^,，]*|毕业生(?:优先|均可|亦可)"
)
_ANY_SCHOOLING = re.compile(r"学历不限|不限学历|无学历要求|没有学历要求|学历?均?不限")
_BELOW = re.compile(r"以下(?:学历)?")


def read_education(cell: object) -> Education | None:
    """The least education of a table cell (初中及以下 asks for none), None when it is blank or unreadable."""
    text = plain(cell)
    if "以下" in text:
        return Education.NONE
    return next((level for level, cue in reversed(_LEVELS) if cue.search(text)), None)


def find_education(text: str) -> Found | None:
    """The least education that the prose demands: the lowest level of the first clause that sets one."""
    for part in clauses(text):
        if _ANY_SCHOOLING.search(part):
            return Found(Education.NONE.value, excerpt(part))
        # 大专以上学历、有经验优先: the wish is about the experience.
        stated = "、".join(item for item in part.split("、") if not preferred(item))
        if not _ABOUT_SCHOOLING.search(stated):
            continue
        heard = _NOT_SCHOOLING.sub("", stated)
        levels = [level for level, cue in _LEVELS[:-1] if cue.search(heard)]
        if levels and not _BELOW.search(heard):
            return Found(min(levels, key=lambda level: level.rank).value, excerpt(part))
    return None


_NUMBERS = {"半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "十": 10}
_YEARS = r"(\d{1,2}|[半一二两三四五六七八十])\s*(?:[-至到~、]\s*(?:\d{1,2}|[一二两三四五六七八十]))?\s*年"
_EXPERIENCE = (
    re.compile(rf"{_YEARS}(?:以上|及以上|左右|或以上)?[^,，;；。\d]{{0,16}}?(?:经验|经历|工作|从业|驾龄|资历|能力)"),
    re.compile(rf"(?:经验|经历|驾龄|工龄|工作|从事[^,，;；。\d]{{0,10}})[^,，;；。\d]{{0,6}}?{_YEARS}(?:以上|及以上)?"),
)
_NO_EXPERIENCE = re.compile(
    r"无需(?:任何|工作|相关)?经验|不需(?:要)?(?:工作)?经验|经验不限|不限经验|有无(?:工作)?经验|"
    r"无(?:工作)?经验(?:者)?(?:均?可|亦可|也可|提供|公司|可|培训)|零经验|零基础"
)
_NOT_EXPERIENCE = re.compile(
    r"[成创]立|公司有|历史|品牌|毕业\d|合同|工龄(?:奖|工资|补)|入职|晋升|满\d|每年|\d年后|优秀者"
)


def read_experience(cell: object) -> float | None:
    """Least years of a table cell (3-4年 is 3, 无需经验 and 1年以内 are 0), None when blank or unreadable."""
    text = plain(cell)
    if re.search(r"无需|不限|应届|在校|以内|以下", text):
        return 0
    hit = re.match(r"(\d{1,2})\s*(?:-\s*\d{1,2})?\s*年", text)
    return int(hit[1]) if hit else None


def find_experience(text: str) -> Found | None:
    """Least years in prose as text (``Found("3", …)``), "0" where none are asked for, None when nothing is said."""
    opened = None
    for part in clauses(text):
        hit = next((found for cue in _EXPERIENCE if (found := cue.search(part))), None)
        if hit and not preferred(part) and not _NOT_EXPERIENCE.search(part):
            years = float(hit[1]) if hit[1].isdigit() else _NUMBERS[hit[1]]
            return Found(f"{years:g}", excerpt(part))
        if opened is None and _NO_EXPERIENCE.search(part):
            opened = Found("0", excerpt(part))
    return opened


@dataclass(frozen=True, slots=True)
class Papers:
    """Certificate codes of lexicon.features: demanded, and merely welcome."""

    required: tuple[Found, ...]
    welcome: tuple[Found, ...]


_NAMES_PAPER = re.compile(r"证|照|资格|执照|持|驾|[四六46]级|CET|cet|^[A-Ca-c][1-3]$")
_NOT_ASKED = re.compile(r"办理|申请|代办|补办|年审|颁发|考取|培训(?:后|合格)|协助|提供(?!.{0,6}优先)|护照")
_NO_PAPER = re.compile(
    r"(?:无需|无须|不用|不需要?|没有|不要求?|不限)[^,，;；]{0,8}[证照]|(?<![\u4e00-\u9fff])无(?![损线人菌])[^,，;；]{0,6}[证照]"
)
_BARE_CLASS = re.compile(r"^[A-Ca-c][1-3]$")
_EITHER = re.compile(r"[/或]")


def find_papers(title: str, text: str) -> Papers:
    """Certificates named as a condition and as a wish; a denied one (无需健康证) is neither."""
    required: dict[str, str] = {}
    welcome: dict[str, str] = {}
    about_driving = "驾" in text or "司机" in title
    for part in [*clauses(plain(title)), *clauses(text)]:
        if not _NAMES_PAPER.search(part) or _NOT_ASKED.search(part) or _NO_PAPER.search(part):
            continue
        bare = f"{part}驾照" if about_driving and _BARE_CLASS.match(part) else part
        known = recognise(_levels_spelt(bare))
        for code in _least(known, part) if known else _unlisted(part):
            (welcome if preferred(part) else required).setdefault(code, excerpt(part))
    for asked in (required, welcome):
        if any(code.startswith("driving_") for code in required):
            asked.pop("driving", None)
    wished = {code: said for code, said in welcome.items() if code not in required}
    return Papers(_found(required), _found(wished))


_UNLISTED = re.compile(
    r"(?:持有|持|具有|有|具备|取得|获得)(?P<name>[\u4e00-\u9fff]{2,10}?(?:资格证|"
    r"执业证|从业证|上岗证|操作证|许可证|等级证))"
)


def _unlisted(part: str) -> list[str]:
    """Certificates that the vocabulary does not list, by their own name: they survive and satisfy only themselves."""
    return [re.sub(r"^(?:相关的?|本)", "", hit["name"]) for hit in _UNLISTED.finditer(part)]


def _levels_spelt(part: str) -> str:
    part = re.sub(r"(?i)CET\s*-\s*(?=[46])", "CET", part)
    return re.sub(r"(?<=英语)\s*[-]?\s*4级", "四级", re.sub(r"(?<=英语)\s*[-]?\s*6级", "六级", part))


def _least(codes: list[str], part: str) -> list[str]:
    """Of alternatives (C1/C2, 高压或低压) the one that asks least: whoever holds more satisfies it too."""
    if len(codes) < 2 or not _EITHER.search(part):
        return codes
    if {"electrician_low", "electrician_high"} <= set(codes):
        return ["electrician"]
    return [code for code in codes if not any(other != code and satisfied(other, {code}) for other in codes)]


def _found(said: Mapping[str, str]) -> tuple[Found, ...]:
    return tuple(Found(code, text) for code, text in said.items())
