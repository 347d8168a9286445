"""The demo's people of firms: one who is at home in the portal, her colleague, and some who wait or were sent back."""

import uuid
import zlib
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from config.demo.city import FIRM_MARK, credit_code, telephone
from config.demo.portal_vacancies import build_portal_vacancies
from config.demo.staff import PASSWORD, SignIn
from employers.models import Contact, Enterprise, Reason, Size, Verification
from employers.models.licence import LICENCE_FILES
from people.file_types import PNG
from people.models import Notice, Region, Role, Sex, User

HER_FIRM = "北梁热电"
ZHOULI = SignIn("zhouli", "周丽", Sex.FEMALE, Role.EMPLOYER, "", "企业联系人（北梁热电）周丽      ")
KEEPER = "limin"
# Sign-in name, name, firm, industry, county, size, hours since it was handed in.
WAITING = (
    ("hexiulan", "贺秀兰", "恒晟物业服务有限公司", "70", "150602", Size.MIDDLE, 5),
    ("wuhaijun", "武海军", "草原红食品有限责任公司", "14", "150602", Size.SMALL, 29),
)
REFUSED = ("menghe", "孟和", "通达汽车维修有限公司", "81", "150602", Size.TINY, 50)
FIRST_SERIAL = 90_001


def build_portal() -> None:
    """周丽 with her firm, a colleague, somebody who asks to join; two firms that wait to be verified, one refused."""
    hashed = make_password(PASSWORD)
    now = timezone.now()
    firm = _her_firm()
    zhouli = _user(hashed, ZHOULI.username, ZHOULI.name)
    mate = _user(hashed, "baiyun", "白云")
    since = now - timedelta(days=120)
    for user, role in ((zhouli, Contact.Role.OWNER), (mate, Contact.Role.MEMBER)):
        Contact.objects.create(
            user=user, enterprise=firm, role=role, state=Contact.State.ACTIVE, phone=telephone(user.pk), since=since
        )
    for serial, (username, name, title, industry, county, size, hours) in enumerate(WAITING, FIRST_SERIAL):
        _verification(
            _user(hashed, username, name),
            now - timedelta(hours=hours),
            {"credit_code": credit_code(serial), "name": title + FIRM_MARK, "industry": industry, "size": size},
            county,
        )
    _refused(hashed, now)
    _verification(
        _user(hashed, "liuyang", "刘洋"),
        now - timedelta(hours=3),
        {"credit_code": firm.credit_code, "name": firm.name, "industry": firm.industry, "size": Size.LARGE},
        "150602",
    )
    held = Contact.objects.active().get(user=zhouli)
    build_portal_vacancies(held, User.objects.get(username=KEEPER), now)
    Notice.objects.create(
        user=zhouli,
        text="有人申请成为贵单位的联系人，请确认是不是本单位的人。",
        url_name="portal:contacts",
        at=now - timedelta(hours=3),
        mailed_at=now - timedelta(hours=3),
    )


def _her_firm() -> Enterprise:
    """A verified firm of the city by its name, else the first one that is verified."""
    verified = Enterprise.objects.verified().order_by("pk")
    firm = verified.filter(name__startswith=HER_FIRM).first() or verified[0]
    firm.size = Size.LARGE
    firm.save(update_fields=["size"])
    return firm


def _user(hashed: str, username: str, name: str) -> User:
    return User.objects.create(username=username, name=name, email=f"{username}@firm.example", password=hashed)


def _verification(user: User, at: Any, stated: dict[str, Any], county: str, **more: Any) -> Verification:
    uid = uuid.uuid4()
    LICENCE_FILES.write(uid, a_scan())
    region = Region.objects.current().get(code=county)
    return Verification.objects.create(
        user=user, at=at, region=region, phone=telephone(user.pk), licence_uid=uid, licence_type=PNG, **stated, **more
    )


def _refused(hashed: str, now: Any) -> None:
    username, name, title, industry, county, size, hours = REFUSED
    user = _user(hashed, username, name)
    decided = now - timedelta(hours=hours // 2)
    _verification(
        user,
        now - timedelta(hours=hours),
        {"credit_code": credit_code(FIRST_SERIAL + 10), "name": title + FIRM_MARK, "industry": industry, "size": size},
        county,
        state=Verification.State.REFUSED,
        reason=Reason.UNREADABLE,
        words="照片右下角被手挡住，看不到登记机关的章。",
        decided_at=decided,
        decided_by=User.objects.get(username=KEEPER),
    )
    Notice.objects.create(
        user=user,
        text=f"{title}{FIRM_MARK}的资料没有通过核对，请看原因并改正。",
        url_name="portal:home",
        at=decided,
        mailed_at=decided,
    )


def a_scan(width: int = 480, height: int = 340) -> bytes:
    """A picture that looks like a scan from afar: a frame and grey lines where words would be."""
    paper, frame, words = 0xF4, 0x8C, 0xB4
    rows = []
    for y in range(height):
        row = bytearray([paper]) * width
        if 12 <= y < height - 12:
            row[12:16] = row[width - 16 : width - 12] = bytes([frame]) * 4
        if 12 <= y < 16 or height - 16 <= y < height - 12:
            row[12 : width - 12] = bytes([frame]) * (width - 24)
        elif 44 <= y < 60:
            row[160:320] = bytes([frame]) * 160
        elif y > 90 and y < height - 50 and y % 26 < 8:
            row[48 : 48 + 240 + y % 5 * 24] = bytes([words]) * (240 + y % 5 * 24)
        rows.append(b"\0" + bytes(row))
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in chunks
    )
