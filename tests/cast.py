"""The people of the tests, and builders that read like a story. Each takes only what matters to it.

Naming somebody twice means the same person: ``a_social_worker("李敏")`` is 李敏 wherever it stands.
"""

import dataclasses
import zlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pypinyin import lazy_pinyin
from stdnum.cn import uscc

from clients.enrol import NewCase, enrol_many
from clients.identity import check_character
from clients.models import Client, HouseholdFact, HouseholdMember
from employers.models import Contact, Enterprise, State, Vacancy
from people.models import Membership, Region, Role, Sex, User
from welfare.record_answer import record_answer
from welfare.rules.household import Answer

# 2026-11-23 is a Monday; nine in the morning in 鄂尔多斯.
MONDAY = date(2026, 11, 23)
MONDAY_9 = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)

DONGSHENG = "150602"
KANGBASHI = "150603"
JIAOTONG = "150602001"
GONGYUAN = "150602002"

PLACES = {
    "15": ("内蒙古自治区", None, None),
    "1506": ("鄂尔多斯市", 109.781327, 39.608266),
    DONGSHENG: ("东胜区", 109.963333, 39.822593),
    KANGBASHI: ("康巴什区", 109.790076, 39.607472),
    "150627": ("伊金霍洛旗", 109.74774, 39.564659),
    JIAOTONG: ("交通街道", None, None),
    GONGYUAN: ("公园街道", None, None),
    "150602005": ("富兴街道", None, None),
    "150603001": ("哈巴格希街道", None, None),
    "150627100": ("阿勒腾席热镇", None, None),
}

# Where people work unless a test says otherwise: 张伟 sits in another street than 李敏.
POSTS = {"李敏": JIAOTONG, "张伟": GONGYUAN}


# People and places ----------------------------------------------------------------------------------------------------


def a_region(code: str = JIAOTONG, name: str | None = None) -> Region:
    """The region of this code with everything above it."""
    for found in Region.objects.filter(code=code, valid_to=None):
        return found
    upper = next((code[:length] for length in (9, 6, 4, 2) if length < len(code)), None)
    parent = a_region(upper) if upper else None
    known, longitude, latitude = PLACES.get(code, (f"{code}区域", None, None))
    own = name or known
    return Region.objects.create(
        code=code,
        name=own,
        full_name=f"{parent.full_name if parent else ''}{own}",
        level=len(code),
        parent=parent,
        longitude=longitude,
        latitude=latitude,
    )


def a_user(name: str, **fields) -> User:
    """Somebody with a sign-in and no post; ``password`` gives her one that works."""
    username = "".join(lazy_pinyin(name))
    return User.objects.filter(username=username).first() or User.objects.create_user(username, name, **fields)


def a_member(name: str, role: Role, region: str, **fields) -> User:
    """A member of staff with this post; an existing person gets it in addition."""
    user = a_user(name, **fields)
    Membership.objects.get_or_create(
        user=user, role=role, region=a_region(region), defaults={"valid_from": date(2022, 1, 4)}
    )
    # A fresh object: what she may do was cached on the old one.
    return User.objects.get(pk=user.pk)


def a_social_worker(name: str = "李敏", region: str | None = None, **fields) -> User:
    return a_member(name, Role.SOCIAL_WORKER, region or POSTS.get(name, JIAOTONG), **{"sex": Sex.FEMALE, **fields})


def a_manager(name: str = "苏日娜", region: str = DONGSHENG, **fields) -> User:
    return a_member(name, Role.MANAGER, region, **fields)


def an_auditor(name: str = "高远", region: str = "1506", **fields) -> User:
    return a_member(name, Role.AUDITOR, region, **fields)


def a_welfare_officer(name: str = "乌云", region: str = DONGSHENG, **fields) -> User:
    return a_member(name, Role.WELFARE_OFFICER, region, **fields)


# The case zone --------------------------------------------------------------------------------------------------------


def an_id_number(whose: str = "王建军", born: date = date(1988, 3, 5), sex: Sex = Sex.MALE) -> str:
    """A number that passes every check; the same for the same person, born on the same day."""
    serial = zlib.crc32(whose.encode()) % 500 * 2 + (sex == Sex.MALE)
    first = f"{DONGSHENG}{born:%Y%m%d}{serial:03d}"
    return first + check_character(first)


def a_client(
    worker: User,
    name: str = "王建军",
    *,
    region: str | None = None,
    born: date = date(1988, 3, 5),
    sex: Sex = Sex.MALE,
    phone: str = "13847712345",
    measure: tuple[str, date] | None = ("community_treatment", date(2025, 6, 2)),
    **fields,
) -> Client:
    """Somebody on the caseload of ``worker``; lives where she works. ``fields`` are those of ``NewCase`` (skills,
    certificates, wish_occupations, wage_floor …) or, set afterwards, of ``Client``."""
    known = {field.name for field in dataclasses.fields(NewCase)}
    case = NewCase(
        name=name,
        id_number=fields.pop("id_number", an_id_number(name, born, sex)),
        sex=sex,
        birth_date=born,
        phone=phone,
        residence_region=a_region(region or worker.region.code),
        caseworker=worker,
        measure=measure,
        opened_on=fields.pop("opened_on", date(2025, 6, 3)),
        **{key: fields.pop(key) for key in [*fields] if key in known},
    )
    client = enrol_many(worker, [case])[0]
    for key, value in fields.items():
        setattr(client, key, value)
    if fields:
        client.save()
    return client


def a_household_member(client: Client, relation: str = "child", name: str = "王小雨", **fields) -> HouseholdMember:
    """A relative of this client, written down by the caseworker."""
    return HouseholdMember.objects.create(
        client=client, relation=relation, name=name, recorded_by=client.caseworker, **fields
    )


def a_household_fact(
    client: Client, code: str, answer: Answer | int | str, member: HouseholdMember | None = None, **evidence
) -> HouseholdFact:
    """What the caseworker wrote down: of the household, of the client herself, or of this member."""
    return record_answer(client.caseworker, client, code, answer, member=member, **evidence)


# The employer zone ----------------------------------------------------------------------------------------------------


def a_credit_code(whose: str = "蒙泰热电") -> str:
    """A 统一社会信用代码 that passes the check; the same for the same firm."""
    first = f"91{DONGSHENG}{zlib.crc32(whose.encode()) % 10**9:09d}"
    return first + uscc.calc_check_digit(first)


def an_enterprise(name: str = "蒙泰热电", region: str = DONGSHENG, **fields) -> Enterprise:
    """The firm of this name, made on first mention; verified only if ``fields`` say so."""
    known = Enterprise.objects.filter(name=name).first()
    return known or Enterprise.objects.create(
        name=name, credit_code=fields.pop("credit_code", a_credit_code(name)), region=a_region(region), **fields
    )


def a_contact(
    name: str = "周丽", firm: str | Enterprise = "蒙泰热电", role: Contact.Role = Contact.Role.OWNER, **fields
) -> Contact:
    """Somebody who acts for the firm in the portal; ``fields`` are those of her sign-in."""
    enterprise = firm if isinstance(firm, Enterprise) else an_enterprise(firm)
    user = a_user(name, **{"email": f"{''.join(lazy_pinyin(name))}@firm.example", **fields})
    known = Contact.objects.active().filter(user=user, enterprise=enterprise).first()
    return known or Contact.objects.create(
        user=user, enterprise=enterprise, role=role, state=Contact.State.ACTIVE, phone="13947712345", since=MONDAY_9
    )


def a_vacancy(
    title: str = "维修电工（低压）",
    firm: str | Enterprise = "蒙泰热电",
    *,
    state: State = State.PUBLISHED,
    refreshed_at: datetime = MONDAY_9,
    region: str = DONGSHENG,
    **fields,
) -> Vacancy:
    """A vacancy of the firm, published and confirmed on Monday at nine unless said otherwise."""
    published = state not in (State.DRAFT, State.SUBMITTED)
    if state == State.SUBMITTED:
        fields.setdefault("review_since", refreshed_at)
    return Vacancy.objects.create(
        title=title,
        enterprise=firm if isinstance(firm, Enterprise) else an_enterprise(firm),
        region=a_region(region),
        state=state,
        published_at=refreshed_at if published else None,
        refreshed_at=refreshed_at if published else None,
        **fields,
    )
