"""Personal demands of an advertisement, as stated, with what the law says of each. Shown to staff, never a filter.

    find_demands("限女性，18-35岁，身高160以上，本地户口")
        sex           unlawful    妇女权益保障法 第四十三条 / 就业促进法 第二十七条 …
        age           narrowing   no national statute forbids it; it narrows without saying why
        height        narrowing
        registration  unlawful    就业促进法 第三十一条

What may be demanded and why not (law as in force on 2026-11-22):

    sex           男 or 女 demanded or preferred: 就业促进法 3, 26, 27; 妇女权益保障法 43(1)(5); 人社部发〔2019〕17号 二
                  (neither limited nor preferred), except work closed to women by 女职工劳动保护特别规定, annex
    marriage      marriage, children, pregnancy test: 妇女权益保障法 43(2)-(4); 就业促进法 27
    ethnicity     就业促进法 3, 28; 劳动法 12        religion  就业促进法 3; 劳动法 12
    disability    就业促进法 29; 残疾人保障法 38
    infection     carriers: 就业促进法 30; hepatitis B as a test: 就业服务与就业管理规定 19
    registration  就业促进法 31 (rural workers), 26 (equal chances)
    record        禁毒法 52 for a past of drug use; other records narrow unless a statute sets them for the post
    deposit       money or papers as security: 劳动合同法 9, 84
    age, height, appearance, health, body, politics   no national ban: narrowing, to be explained by the work
"""

import re
from collections.abc import Callable

from employers.adverts.clauses import clauses, excerpt, plain
from employers.adverts.demand_rules import KIND_LABELS, LAWFUL_LABELS, RULES, Demand, DemandKind, Lawful

__all__ = ["KIND_LABELS", "LAWFUL_LABELS", "Demand", "DemandKind", "Lawful", "find_demands"]

_U, _N = Lawful.UNLAWFUL, Lawful.NARROWING
_SEX_BOTH = re.compile(
    r"男女[^,，;；]{0,4}(?:不限|均可|皆可|都可|不拘|兼收|各|性别不限)|(?:性别|男女|"
    r"女男)[^,，;；]{0,6}(?:不限|不是问题)|不限(?:男女|性别)|男[、/和或]?女(?:均|都|皆|"
    r"不限|性别)|男女户籍不限|男女$|男、女均"
)
_SEX = re.compile(
    r"(?:^|(?<=[限招要为是需求者仅只:：、/(（\]】]))\s*(?:(?:仅?限|只招|要求|性别)[:：为]?)?\s*"
    r"(?P<sex>男|女)(?P<noun>性|士|生|孩|同志|同胞)?\s*"
    r"(?P<tail>优先|更佳|尤佳|为佳|者|限|$|[,，、;；:：)）(（/]|\d|[一二三四五六]?十|身高|"
    r"身体|身份|年龄|为主|均?需|必须|性|思想|形象|有|，|\s|大专|本科|高中|初中|中专|已婚|"
    r"未婚|工(?=[,，、]|$))"
)
_SEX_WISH = re.compile(
    r"(?:男|女)(?:性|士|生|孩|同志)?(?:者)?(?:均?可)?[^,，;；]{0,2}(?:优先|更佳|尤佳|为佳|"
    r"者佳|佳$|为主|优先考虑)|(?:仅限|只限|限|只招|只要|谢绝|不招|不要)(?:男|女)(?!装|鞋|"
    r"包|士用品|职工)|(?:男|女)(?:性|士|生)?限"
)
_SEX_NOT = re.compile(
    r"[男女](?:装|鞋|包|友|朋友|儿|童|人节|神|子|婚|方|主播风)|子女|儿女|妇女|美女|父女|"
    r"男女(?!不限)|女性(?:健康|用户|客户|朋友|消费|时尚|必须未婚)|女职工"
)

_AGE = re.compile(
    r"(?P<low>\d{2})\s*(?:周?岁)?\s*(?:-|至|到|—|~)\s*(?P<high>\d{2})\s*(?:周?岁|之?间|"
    r"以[下内]|左右|(?=[,，;；、。)）]|$))"
    r"|(?P<one>\d{2})\s*(?:周?岁)?\s*(?:周?岁|(?=以[上下内]))\s*(?P<side>以上|以下|以内|"
    r"及以上|及以下|左右|\(?含\)?以[上下])?"
    r"|(?P<cap>不(?:超过|大于|高于)|小于|低于|(?i:under))\s*(?P<capped>\d{2})\s*(?:周?岁)?"
)
_ABOUT_AGE = re.compile(r"岁|年龄|年纪|(?i:years?\s*old)")
_NOT_AGE = re.compile(
    r"儿童|孩子|小朋友|宝宝|幼儿|学员|学生|客户|用户|消费者|老人|会员|年龄段的|患者|家长|"
    r"公司|成立|薪资|工资|元|月薪"
)
_AGE_OPEN = re.compile(r"年龄不限|不限年龄|年龄(?:可)?放宽|年龄无要求")
_AGE_WORDS = re.compile(
    r"(?:法定)?退休(?:年龄)?(?:人员)?[^,，;；]{0,4}(?:勿|不|谢绝)|(?:80|85|90|95|"
    r"00)后(?:优先|为佳|者)|年轻(?:人)?优先|年龄[^,，;；]{0,3}(?:小|轻)"
)

SEX_LAW = "妇女权益保障法 第四十三条；就业促进法 第三条、第二十七条；人社部发〔2019〕17号 第二条"
SEX_OFFER = "删去性别要求，写明岗位实际做什么；国家规定女职工禁忌的劳动除外。"
AGE_LAW = "就业促进法 第二十六条（法律未列年龄，但无理由的年龄线会排除合格的人）"
AGE_OFFER = "删去年龄线，写明班次和劳动强度；只保留“年满 16 周岁”等法定下限。"
OPEN_AGE = 18
_UNLIMITED = re.compile(r"不限$|没有特殊要求|都可报名|不作要求|无要求|不做要求|不是问题")


def find_demands(title: str, text: str, sex_cell: object = "", age_cell: object = "") -> tuple[Demand, ...]:
    """Every personal demand in title, prose and the sex and age cells, one per kind and wording, in reading order.

    Preferences count: the notice of 2019 forbids 男性优先 as it forbids 限男性. Texts are cut to 60 characters.
    """
    found: list[Demand] = []
    cell = plain(sex_cell)
    if re.fullmatch(r"(?:限|仅限|只招)?(男|女)(?:性|士|生)?(?:限|优先)?", cell):
        found.append(Demand(DemandKind.SEX, f"性别：{cell}", _U, SEX_LAW, SEX_OFFER))
    if plain(age_cell) and not _AGE_OPEN.search(plain(age_cell)) and plain(age_cell) != "不限":
        found.extend(_age(f"年龄{plain(age_cell)}"))
    for part in [*clauses(plain(title)), *clauses(text)]:
        for reader in _READERS:
            found.extend(reader(part))
    if _measured_apart(text):
        found = [item for item in found if item.kind is not DemandKind.SEX or not _MEASURE.search(item.text)]
    distinct: dict[tuple[DemandKind, str], Demand] = {}
    for demand in found:
        distinct.setdefault((demand.kind, demand.text), demand)
    return tuple(distinct.values())


_MEASURE = re.compile(r"身高|体重|\d{3}\\s*(?:cm|CM|公分|厘米)|1[.米]\d|[≥>]\\s*1|[男女][^,，]{0,3}1[5-9]\d")


def _measured_apart(text: str) -> bool:
    """Whether men and women are measured separately (男 170，女 160): that limits height, not sex."""
    return all(re.search(rf"{sex}[^,，;；。\n]{{0,6}}(?:身高|1[.米]?[4-9]\d?|[≥>])", text) for sex in "男女")


def _sex(part: str) -> list[Demand]:
    if _SEX_BOTH.search(part):
        return []
    heard = _SEX_NOT.sub("", part)
    if _UNLIMITED.search(heard):
        return []
    if "男" in heard and "女" in heard and not _SEX_WISH.search(heard):
        return []  # one measure for each: 男 170 女 160 limits height, not sex
    if _SEX_WISH.search(heard) or _SEX.search(heard):
        return [Demand(DemandKind.SEX, excerpt(part), _U, SEX_LAW, SEX_OFFER)]
    return []


def _age(part: str) -> list[Demand]:
    if _AGE_OPEN.search(part) and not re.search(r"\d{2}", part):
        return []
    if _AGE_WORDS.search(part):
        return [Demand(DemandKind.AGE, excerpt(part), _N, AGE_LAW, AGE_OFFER)]
    if not _ABOUT_AGE.search(part) or _NOT_AGE.search(part):
        return []
    for hit in _AGE.finditer(part):
        low, high = _bounds(hit)
        if high is None and low is not None and low <= OPEN_AGE:
            return [Demand(DemandKind.AGE, excerpt(part), Lawful.LAWFUL, "劳动法 第十五条", "")]
        if (low or high or 0) >= 14:
            return [Demand(DemandKind.AGE, excerpt(part), _N, AGE_LAW, AGE_OFFER)]
    return []


def _bounds(hit: re.Match[str]) -> tuple[int | None, int | None]:
    if hit["low"]:
        return int(hit["low"]), int(hit["high"])
    if hit["capped"]:
        return None, int(hit["capped"])
    years = int(hit["one"])
    side = hit["side"] or ""
    if "上" in side:
        return years, None
    return (years, years) if not side or "左右" in side else (None, years)


def _others(part: str) -> list[Demand]:
    found = []
    for rule in RULES:
        heard = rule.spoiler.sub("", part) if rule.spoiler else part
        if not rule.cue.search(heard) or _UNLIMITED.search(heard):
            continue
        wished = rule.wish is not None and re.search(r"优先|为佳|更佳|尤佳|佳$", part)
        lawful = rule.wish if wished and rule.wish else rule.lawful
        told = (rule.firm_article, rule.firm_offered)
        found.append(Demand(rule.kind, excerpt(part), lawful, rule.article, rule.offered, *told))
    return found


_READERS: tuple[Callable[[str], list[Demand]], ...] = (_sex, _age, _others)
