"""What the employer offers beside the wage: meals, a bed, social insurance, housing fund."""

import re

from employers.adverts.clauses import clauses, denied, excerpt
from employers.adverts.found import Found

_BOARD = re.compile(
    r"包[^,，;；。\d]{0,4}[吃餐饭]|[包管](?:吃|食|三餐|伙食|饭)|食宿|吃住|"
    r"提供[^,，;；]{0,6}(?:三餐|午餐|工作餐|中餐|晚餐|伙食|用餐|吃)|"
    r"免费[^,，;；]{0,4}(?:三餐|午餐|工作餐|就餐|午饭|中餐|吃)|供餐|有(?:员工)?食堂|管饭|含餐|午餐供应"
)
_LODGING = re.compile(
    r"包[^,，;；。\d]{0,4}[住宿]|[包管](?:住|宿)|食宿|吃住|提供[^,，;；]{0,8}(?:住宿|宿舍|"
    r"公寓|住$)|免费[^,，;；]{0,4}(?:住宿|宿舍|公寓)|"
    r"有(?:员工)?宿舍|(?:^|\+)住宿(?:$|\+)|安排住宿|供住|住宿(?:条件|免费)|有住宿"
)
_ONLY_MONEY = re.compile(r"(?:食宿|餐饮|住宿|住房|吃住|租房)(?:补贴|补助|津贴)")
_SELF_PAID = re.compile(r"自理|自费|自行解决")
_NEGATION = re.compile(r"[不无][^,，;；]{0,3}$")
_SOCIAL = re.compile(
    r"[五六七八三四3-8]险|社会[^,，]{0,2}保险|社保|社会保险|养老保险|医疗保险|交金|缴金|交保险|缴纳?保险|"
    r"办理[^,，]{0,2}保险|各项保险|劳动保险|^保险$"
)
_HOUSING_FUND = re.compile(r"[一二]金|公积金|交金|缴金")
_OTHER_INSURANCE = re.compile(
    r"商业保险|补充医疗保险|意外险|社保(?:知识|专员|办理|手续|账户|业务|缴纳工作)|(?:办理|"
    r"负责|熟悉|操作|代理|协助)[^,，;；]{0,10}(?:社保|公积金|五险)"
)


def find_board(text: str) -> bool | None:
    """True if meals are given, False if the advertisement says that they are not, None when it is silent."""
    return _offer(text, _BOARD)


def find_lodging(text: str) -> bool | None:
    """The same for a bed."""
    return _offer(text, _LODGING)


def _offer(text: str, cue: re.Pattern[str]) -> bool | None:
    answer: bool | None = None
    for part in clauses(text):
        heard = _ONLY_MONEY.sub("", part)
        hit = cue.search(heard)
        if hit is None:
            continue
        if denied(heard, cue) or _NEGATION.search(heard[: hit.start()]) or _SELF_PAID.search(heard):
            answer = False
            continue
        return True
    return answer


def find_insurance(text: str) -> tuple[Found, ...]:
    """``social`` 社会保险 and ``housing_fund`` 住房公积金, where the advertisement promises them."""
    found: dict[str, str] = {}
    for part in clauses(text):
        heard = _OTHER_INSURANCE.sub("", part)
        for code, cue in (("social", _SOCIAL), ("housing_fund", _HOUSING_FUND)):
            if code not in found and cue.search(heard) and not denied(heard, cue):
                found[code] = excerpt(part)
    return tuple(Found(code, said) for code, said in found.items())
