"""Where the work is, as far as the advertisement says: names only; which Region that is, the importer decides.

read_place("上海", "上海-徐汇区")      province 上海, city 上海, district 徐汇区
read_place("重庆市", "九龙坡区")       city 重庆市, district 九龙坡区
read_place("安徽省", "合肥市")         city 合肥市
find_address("工作地点：天骄路12号")    天骄路12号
"""

import re
from dataclasses import dataclass

from employers.adverts.clauses import excerpt, plain

_MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
_DISTRICT_END = ("区", "县", "旗", "镇", "乡", "街道", "苏木")
_ADDRESS = re.compile(
    r"(?:工作|上班|公司|单位|厂区?|项目|门店|办公|报名|面试|联系)?(?:地点|地址|位置|"
    r"场所)\s*(?:[:：]|在|位于|是|为|(?=\s))\s*([^\n。;；!]{2,60})"
)
_AT_WORK = re.compile(r"(?:工作|上班|公司|单位|厂区?|项目|门店)(?:地点|地址|位置|场所)")
_LOOKS_LIKE_PLACE = re.compile(r"[省市区县旗镇乡村路街道巷号栋楼园厂站桥广场店城]")
_BARE_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
_CONTACT = re.compile(
    r"\s*(?:\d+[.、](?!\d)|福利|待遇|岗位|职位|任职|要求|具体|,?在职|WX|公司规模|[(（]?WX|"
    r"面试|地铁|联系|年龄|性别|学历|电话|手机|\[|乘车|公交|邮编|交通|工作时间|上班时间|"
    r"薪资|面试时间).*$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Place:
    province: str = ""
    city: str = ""
    district: str = ""
    address: str = ""


def read_place(province: object, city: object, address: object = "", text: str = "") -> Place:
    """The place of the row's cells; the address falls back to the prose. Blank parts are ""."""
    stated_province, stated_city = plain(province), plain(city)
    head, _, tail = stated_city.partition("-")
    head, tail = head.strip(), tail.strip()
    if not tail and head.endswith(_DISTRICT_END) and not head.endswith("市区"):
        head, tail = "", head
    if not head and stated_province.startswith(_MUNICIPALITIES):
        head = stated_province
    return Place(stated_province, head, tail, plain(address) or find_address(text))


def find_address(text: str) -> str:
    """The address in prose, that of the workplace before that of an interview, or ""."""
    hits = [(not _AT_WORK.match(hit.group()), hit.start(), hit[1]) for hit in _ADDRESS.finditer(plain(text))]
    for elsewhere, _, raw in sorted(hits):
        address = _first_place(_CONTACT.sub("", raw).strip(" ,，、"))
        if _LOOKS_LIKE_PLACE.search(address) or (not elsewhere and _BARE_NAME.fullmatch(address)):
            return excerpt(address)
    return ""


def _first_place(address: str) -> str:
    """The address up to the comma after which no place is named any more."""
    parts = re.split(r"([,，])", address)
    kept = parts[0]
    for comma, part in zip(parts[1::2], parts[2::2], strict=True):
        if not _LOOKS_LIKE_PLACE.search(part) or re.search(r"公司|提供|分[早白]|我们|班", part):
            break
        kept += comma + part
    return kept
