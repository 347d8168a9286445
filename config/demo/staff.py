"""The demo's staff: social workers at 1 : 30, a manager per district and one for the city, an auditor, an operator."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from config.demo.city import CITY, DISTRICTS, person_name
from people.models import Membership, Region, Role, Sex, User

PASSWORD = "guihang-2026"  # noqa: S105 - printed on the console, of the demo alone


@dataclass(frozen=True)
class SignIn:
    """One person whom the demo introduces on the console."""

    username: str
    name: str
    sex: str
    role: Role
    region: str
    label: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn("limin", "李敏", Sex.FEMALE, Role.SOCIAL_WORKER, "150602001", "禁毒社工（东胜区交通街道）李敏  "),
    SignIn("zhangwei", "张伟", Sex.MALE, Role.SOCIAL_WORKER, "150621001", "禁毒社工（达拉特旗工业街道）张伟"),
    SignIn("gaofeng", "高峰", Sex.MALE, Role.MANAGER, "150602", "禁毒办负责人（东胜区）高峰      "),
    SignIn("suhe", "苏和", Sex.MALE, Role.MANAGER, CITY, "禁毒办负责人（鄂尔多斯市）苏和  "),
    SignIn("gaowa", "高娃", Sex.FEMALE, Role.WELFARE_OFFICER, "150602", "救助经办（东胜区）高娃          "),
    SignIn("bainan", "白楠", Sex.FEMALE, Role.AUDITOR, CITY, "审计员（鄂尔多斯市）白楠        "),
)
# Came later than the others: a city that was built before has her added.
WULAN = SignIn("wulan", "乌兰", Sex.FEMALE, Role.ADMINISTRATOR, CITY, "系统管理员（鄂尔多斯市）乌兰    ")


def build_administrator(as_of: date) -> None:
    """Who runs the platform and reads no case."""
    user = User.objects.create(
        username=WULAN.username, name=WULAN.name, sex=WULAN.sex, password=make_password(WULAN.password)
    )
    region = Region.objects.current().get(code=WULAN.region)
    Membership.objects.create(user=user, role=WULAN.role, region=region, valid_from=as_of - timedelta(days=400))


def build_staff(random: Random, as_of: date) -> dict[str, list[User]]:
    """Create everybody and return the social workers of each district, by county code.

    All share one password hash: hashing fifty passwords would take the time of the whole build.
    """
    hashed = make_password(PASSWORD)
    regions = {region.code: region for region in Region.objects.current().within(CITY)}
    workers: dict[str, list[User]] = {district.code: [] for district in DISTRICTS}
    people = list(SIGN_INS)
    for district in DISTRICTS:
        streets = sorted(code for code in regions if len(code) == 9 and code.startswith(district.code))
        introduced = sum(
            1 for one in SIGN_INS if one.role == Role.SOCIAL_WORKER and one.region.startswith(district.code)
        )
        for number in range(introduced, district.workers):
            sex = Sex.FEMALE if random.random() < 0.6 else Sex.MALE
            street = streets[number * len(streets) // district.workers]
            people.append(
                SignIn(f"sg{district.code}{number:02d}", person_name(random, sex), sex, Role.SOCIAL_WORKER, street, "")
            )
        if not any(one.role == Role.MANAGER and one.region == district.code for one in SIGN_INS):
            name = person_name(random, Sex.MALE)
            people.append(SignIn(f"jd{district.code}", name, Sex.MALE, Role.MANAGER, district.code, ""))

    users = User.objects.bulk_create(
        User(username=one.username, name=one.name, sex=one.sex, password=hashed) for one in people
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            role=one.role,
            region=regions[one.region],
            valid_from=as_of - timedelta(days=random.randrange(400, 1900)),
        )
        for user, one in zip(users, people, strict=True)
    )
    for user, one in zip(users, people, strict=True):
        if one.role == Role.SOCIAL_WORKER:
            workers[one.region[:6]].append(user)
    return workers
