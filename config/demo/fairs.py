"""The demo's fairs: two that were held, with who came and what was signed; two for which firms can register."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from employers import hold_fair
from employers.hold_fair import Mark
from employers.models import Enterprise, Fair
from people.models import Region, User

KEEPER = "limin"
SATURDAY = 5
HALL, LIVE = "东胜区铁西文化广场一层大厅", "抖音搜索“东胜就业”，直播间 8 号"
WORDS = "请带营业执照复印件、招聘简章和岗位明细（做什么、多少钱、几班倒、管不管住）。每家一张桌子、两把椅子，有电源。"


@dataclass(frozen=True)
class Planned:
    """One fair; ``days`` from today, moved to the Saturday after; its title may name the ``season``.

    firms  begin of the name, people, what they seek, letters signed (None: did not come)
    """

    title: str
    days: int
    place: str
    seats: int | None
    firms: tuple[tuple[str, int, str, int | None], ...]
    result: str = ""
    online: bool = False


FAIRS = (
    Planned(
        "东胜区{season}季就业推介会",
        -135,
        HALL,
        20,
        (
            ("北梁热电", 3, "锅炉工 2 人、洗煤工 4 人", 3),
            ("罕台绒纺", 2, "挡车工 10 人，管住", 4),
            ("天泽物业", 2, "水电维修、保洁", 2),
            ("驼铃物流", 2, "装卸工、叉车司机", 5),
            ("诃额伦食品", 2, "", None),
        ),
        "上午人多，下次早半小时开门。",
    ),
    Planned(
        "东胜区{season}季就业推介会",
        -48,
        HALL,
        24,
        (
            ("北梁热电", 2, "锅炉工，持证优先，没有证的先当学徒", 4),
            ("天泽物业", 3, "保洁、绿化、门岗", 3),
            ("驼铃物流", 2, "分拣员，白班和夜班分开招", 6),
            ("罕台绒纺", 2, "包装工", 2),
        ),
        "两家企业当场把“要两年经验”改成“师傅带三个月”。",
    ),
    Planned(
        "东胜区{season}季就业推介会",
        11,
        HALL,
        16,
        (
            ("北梁热电", 2, "锅炉工 3 人，管一顿饭", None),
            ("罕台绒纺", 2, "挡车工 6 人，管住", None),
            ("驼铃物流", 3, "装卸工 5 人，4,500 元/月", None),
        ),
    ),
    Planned("直播带岗：在家就能问", 25, LIVE, None, (("天泽物业", 1, "水电维修 2 人", None),), online=True),
)


def build_fairs(as_of: date) -> None:
    """Everything by the verbs of staff, at the hours at which it would have been done."""
    keeper = User.objects.get(username=KEEPER)
    county = Region.objects.current().get(code="150602")
    for planned in FAIRS:
        _fair(keeper, county, as_of, planned)


def _fair(keeper: User, county: Region, as_of: date, planned: Planned) -> None:
    starts = _at(_saturday(as_of + timedelta(days=planned.days)), time(15) if planned.online else time(9))
    # What lies ahead was planned lately, what was held three weeks before it.
    begun = min(starts - timedelta(days=21), timezone.now() - timedelta(days=4))
    fair = hold_fair.plan(
        keeper,
        region=county,
        at=begun,
        title=planned.title.format(season=_season(starts)),
        kind=Fair.Kind.ONLINE if planned.online else Fair.Kind.ONSITE,
        place=planned.place,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1 if planned.online else 3),
        register_until=starts - timedelta(hours=16),
        seats=planned.seats,
        contact="0477-0858123",
        words="" if planned.online else WORDS,
    )
    hold_fair.open_registration(keeper, fair.pk, at=begun)
    marks = _guests(keeper, fair, planned, begun + timedelta(days=1))
    if starts < timezone.now():
        hold_fair.mark(keeper, fair.pk, marks, at=fair.ends_at)
        hold_fair.hold(keeper, fair.pk, words=planned.result, at=fair.ends_at + timedelta(hours=1))


def _guests(keeper: User, fair: Fair, planned: Planned, at: datetime) -> dict[int, Mark]:
    """Each firm of the demo that there is; what was signed by whom."""
    marks = {}
    for begin, people, posts, letters in planned.firms:
        firm = Enterprise.objects.filter(name__startswith=begin).order_by("pk").first()
        if firm is None:
            continue
        guest = hold_fair.add_guest(
            keeper, fair.pk, enterprise=firm, contact_name=firm.contact_name, phone=firm.contact_phone,
            people=people, posts=posts, at=at,
        )  # fmt: skip
        marks[guest.pk] = Mark(letters is not None, letters or 0)
    return marks


def _saturday(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


def _season(at: datetime) -> str:
    return "冬春夏秋"[timezone.localtime(at).month % 12 // 3]


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
