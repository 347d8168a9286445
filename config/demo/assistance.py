"""The demo's assistance: invented standards for this year, who receives what, a screening, and gaps half worked on."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from clients.models import Client, Grade
from law.truth import Truth
from people.models import Region, User
from welfare.catalogue.table import BY_CODE
from welfare.gather import gather
from welfare.models import Benefit, StandardRow, TakeUpGap
from welfare.preview_change import ask_preview
from welfare.rules.columns import screen as screen_columns
from welfare.rules.frames import frames
from welfare.screen import begin, districts, key_of, screen
from welfare.standards import book

CITY_CODE = "1506"
SOURCE = "演示用标准（虚构，不是真实文件）"
# (code, value, True for towns, False for the country, None for both); none of these is a number of 鄂尔多斯's.
STANDARDS = (
    ("minimum_living_standard", "1090", True),
    ("minimum_living_standard", "860", False),
    ("disposable_income_last_year", "56000", True),
    ("disposable_income_last_year", "27000", False),
    ("assets_limit_months", "24", None),
    ("dwellings_limit", "1", None),
    ("vehicles_limit", "0", None),
    ("nonres_property_limit", "0", None),
    ("business_registration_limit", "0", None),
    ("classified_aid_share", "0.15", None),
    ("basic_pension_disregarded", "1", None),
    ("single_person_mode", "full", None),
    ("disability_living_rate", "130", None),
    ("disability_care_rate", "130", None),
    ("disability_care_scope", "severe", None),
    ("disability_living_scope", "minimum", None),
    ("resident_premium", "400", None),
    ("minimum_premium_mode", "full", None),
    ("near_premium_mode", "none", None),
    ("unattended_child_standard", "1650", None),
    ("rigid_expense_ratio", "0.6", None),
    ("housing_area_line", "15", None),
    ("rent_subsidy_price", "12", None),
    ("rent_subsidy_area_a_head", "15", None),
    ("relief_months_max", "6", None),
    ("relief_small_sum", "2000", None),
    ("repeat_relief", "refused", None),
)
RECEIVED = {"minimum_living": 0.55, "near_minimum": 0.5, "disability_allowance": 0.6, "insurance_premium_aid": 0.7}
NEXT = ("电话约本人来补材料", "上门取户口簿复印件", "到社区开居住证明", "陪同到街道窗口申请", "等残联发证后再报")
LOOKS = 300


def build_assistance(random: Random, as_of: date, clients: list[Client], tick: Callable[[], object]) -> None:
    """Standards, benefits, one screening of every district, gaps in every state; ``tick`` is called per district."""
    officer, manager = (User.objects.get(username=name) for name in ("gaowa", "suhe"))
    _build_standards(as_of, officer, manager)
    _build_benefits(random, as_of, clients)
    for region in districts():
        screen(begin(region, as_of, key_of(region, as_of)))
        tick()
    _work_on_gaps(random, as_of, officer)
    _propose_next_year(as_of, officer)


def _build_standards(as_of: date, officer: User, manager: User) -> None:
    city = Region.objects.current().get(code=CITY_CODE)
    first = date(as_of.year, 1, 1)
    decided = timezone.make_aware(datetime.combine(first, time(10)))
    StandardRow.objects.bulk_create(
        StandardRow(
            code=code,
            region=city,
            urban=urban,
            value=value,
            valid_from=first,
            review_by=date(as_of.year + 1, 1, 1),
            source_title=SOURCE,
            state=StandardRow.State.APPROVED,
            proposed_by=officer,
            decided_by=manager,
            decided_at=decided,
        )
        for code, value, urban in STANDARDS
    )


def _build_benefits(random: Random, as_of: date, clients: list[Client]) -> None:
    """Some of those entitled receive it, most on paper; the rest are the gaps."""
    rows: list[Benefit] = []
    numbers = book()
    for first in range(0, len(clients), LOOKS):
        some = clients[first : first + LOOKS]
        entitlements = [BY_CODE[code] for code in RECEIVED]
        table = screen_columns(*frames([one.household for one in gather(some, as_of)]), entitlements, numbers)
        for code, share in RECEIVED.items():
            for client, truth, low in zip(some, table[code], table[f"{code}_lo"], strict=True):
                if truth == Truth.YES.value and random.random() < share:
                    rows.append(_benefit(random, as_of, client, code, low))
    Benefit.objects.bulk_create(rows, batch_size=500)


def _benefit(random: Random, as_of: date, client: Client, code: str, low: int | None) -> Benefit:
    return Benefit(
        client=client,
        entitlement=code,
        amount=None if low is None else Decimal(low).scaleb(-2),
        since=(as_of - timedelta(days=random.randrange(40, 900))).replace(day=1),
        grade=random.choice([Grade.DOCUMENTED, Grade.CERTIFIED]),
        recorded_by=client.caseworker,
    )


def _work_on_gaps(random: Random, as_of: date, officer: User) -> None:
    """A third taken up by somebody, some overdue, the rest as the screening left them."""
    gaps: Iterable[TakeUpGap] = TakeUpGap.objects.unscoped("demo city").open().select_related("client__caseworker")
    for gap in gaps:
        gap.opened_on = as_of - timedelta(days=random.randrange(1, 70))
        if random.random() < 0.35:
            gap.why = random.choice(TakeUpGap.Why.values)
            gap.next_action = random.choice(NEXT)
            gap.due_on = as_of + timedelta(days=random.randrange(-12, 25))
            inside = gap.client.residence_region.code.startswith("150602")
            gap.assigned_to = officer if inside and random.random() < 0.5 else gap.client.caseworker
        gap.save()


def _propose_next_year(as_of: date, officer: User) -> None:
    row = StandardRow.objects.create(
        code="minimum_living_standard",
        region=Region.objects.current().get(code=CITY_CODE),
        urban=True,
        value="1150",
        valid_from=date(as_of.year + 1, 1, 1),
        review_by=date(as_of.year + 2, 1, 1),
        source_title=SOURCE,
        proposed_by=officer,
    )
    ask_preview(officer, row, as_of)
