"""What 周丽 posted herself: a draft, one that waits for review, one sent back, one changed, one that soon goes down."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from employers import post_vacancy, publish, review
from employers.models import Cause, Contact, Vacancy, VacancyEvent
from people.models import Notice, User

# Title, headcount, wage from and to, shifts, text, and what else is said.
DRAFT = ("水泵检修钳工", 2, 4800, 6000, ["day"], "检修循环水泵和阀门，跟着班长做，备品由仓库送到现场。限男性。", {})
WAITING = (
    "输煤皮带巡检工", 3, 4500, 5300, ["three"], "沿输煤栈桥巡检，清理落煤，发现跑偏报控制室。栈桥有粉尘，发口罩。",
    {"features": ["dust", "night"], "lodging": True},
)  # fmt: skip
SENT_BACK = ("食堂帮厨", 1, 3200, 3600, ["day"], "在食堂帮忙。", {"board": True, "certificates": ["health"]})
CHANGED = (
    "锅炉补水化验员",
    1,
    5000,
    6200,
    ["three"],
    "每两小时取样，测硬度、碱度和酸碱值，填报表。",
    {"insurance": True},
)
ENDING = ("厂区绿化养护工", 2, 3300, 3800, ["day"], "浇水、修剪、除草，夏季早晚两头干。", {"features": ["outdoor"]})
Facts = tuple[str, int, int, int, list[str], str, dict[str, Any]]


def build_portal_vacancies(contact: Contact, keeper: User, now: datetime) -> None:
    """Five vacancies of the contact's firm; ``keeper`` is staff of its county."""
    _written(contact, DRAFT, now - timedelta(hours=20))
    publish.submit(contact, _written(contact, WAITING, now - timedelta(hours=6)).pk, at=now - timedelta(hours=5))
    returned, at = _written(contact, SENT_BACK, now - timedelta(hours=30)), now - timedelta(hours=29)
    publish.submit(contact, returned.pk, at=at)
    words = "请写清每天做几餐、大约多少人吃，要不要洗碗。"
    review.send_back(keeper, returned.pk, Cause.WORK, words, seen=at, at=now - timedelta(hours=4))
    changed = _published(contact, keeper, CHANGED, now - timedelta(days=12))
    post_vacancy.edit(contact, changed.pk, at=now - timedelta(hours=2), headcount=2, wage_min=Decimal(4800))
    _published(contact, keeper, ENDING, now - timedelta(days=27))
    # Told in the inbox; a demo has nobody to mail.
    Notice.objects.filter(user__contacts__enterprise=contact.enterprise, mailed_at=None).update(mailed_at=now)


def _published(contact: Contact, keeper: User, facts: Facts, at: datetime) -> Vacancy:
    vacancy = publish.submit(contact, _written(contact, facts, at - timedelta(hours=2)).pk, at=at - timedelta(hours=1))
    return review.publish(keeper, vacancy.pk, seen=at - timedelta(hours=1), post_kinds=vacancy.post_kinds, at=at)


def _written(contact: Contact, facts: Facts, at: datetime) -> Vacancy:
    """A draft as if it had been written at ``at``."""
    title, headcount, low, high, shifts, text, more = facts
    firm = contact.enterprise
    vacancy = post_vacancy.record(
        contact, firm.pk, title=title, headcount=headcount, wage_min=Decimal(low), wage_max=Decimal(high),
        shifts=shifts, text=text, region=firm.region, address=firm.address,
        is_public=True, **more,
    )  # fmt: skip
    Vacancy.objects.filter(pk=vacancy.pk).update(recorded_at=at)
    VacancyEvent.objects.filter(vacancy=vacancy).update(at=at)
    return vacancy
