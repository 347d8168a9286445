"""到期提醒、到期下架: what nobody has confirmed for 30 days goes, and its firm is told in time.

    last confirmed   10月23日
    reminders from   11月17日 (five days before the last day) and 11月21日 (one day before)
    last day         11月22日
    taken down       in the first hours of 11月23日

Both are worked out from the confirmation and the day alone, so that a run that was missed is made up for by the next:
what has become due meanwhile is told or taken down then, and once.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from employers import publish
from employers.models import Contact, Enterprise, ExpiryReminder, Vacancy
from employers.models.vacancy import FRESH_DAYS, VacancyQuerySet, fresh_since
from employers.tell_firm import tell_firm
from law.terms import chinese_day
from people.errors import Refused

# Days before the last day, the most pressing first.
LEADS = (1, 5)
Tell = Callable[[int, int], None]


def ending(rows: VacancyQuerySet, today: date, within: int = max(LEADS)) -> VacancyQuerySet:
    """Those of ``rows`` that stand as published and whose last day is one of the next ``within`` days, or today."""
    late = fresh_since(today + timedelta(days=within + 1))
    return rows.published().filter(refreshed_at__gte=fresh_since(today), refreshed_at__lt=late)


def remind(now: datetime | None = None, progress: Tell = lambda done, total: None) -> int:
    """Tell every firm which of its vacancies go soon; one notice per contact, however many they are. Returns how many
    vacancies were told of. Where nobody acts for the firm nobody is told, and staff see it in their list."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    contacts = Contact.objects.active().filter(enterprise=OuterRef("enterprise"))
    rows = ending(Vacancy.objects.filter(Exists(contacts)), today)
    firms = _by_firm(rows)
    told = 0
    for done, (firm, vacancies) in enumerate(firms, start=1):
        with transaction.atomic():
            told += _remind(firm, vacancies, today, moment)
            progress(done, len(firms))
    return told


def _remind(firm: Enterprise, vacancies: list[Vacancy], today: date, moment: datetime) -> int:
    known = set(ExpiryReminder.objects.filter(vacancy__in=vacancies).values_list("vacancy", "refreshed_at", "days"))
    due = []
    for vacancy in vacancies:
        lead, confirmed = _lead(vacancy, today), vacancy.refreshed_at
        if confirmed is not None and (vacancy.pk, confirmed, lead) not in known:
            due.append(ExpiryReminder(vacancy=vacancy, refreshed_at=confirmed, days=lead, at=moment))
    if not due:
        return 0
    ExpiryReminder.objects.bulk_create(due)
    first = due[0].vacancy
    until = chinese_day(first.fresh_until or today)
    if len(due) == 1:
        what = f"岗位“{first.title}”到{until}满 {FRESH_DAYS} 天没有确认，之后自动下架。"
    else:
        what = f"有 {len(due)} 个岗位快满 {FRESH_DAYS} 天没有确认，最早的在{until}之后自动下架。"
    tell_firm(firm, f"{what}还招的话，请确认。", "portal:vacancies")
    return len(due)


def _lead(vacancy: Vacancy, today: date) -> int:
    left = vacancy.days_left(today) or 0
    return next(lead for lead in LEADS if left <= lead)


def take_down(now: datetime | None = None, progress: Tell = lambda done, total: None) -> int:
    """Take down what nobody has confirmed in time, and tell its firm; returns how many. Whoever confirms one at the
    same moment keeps it."""
    moment = now or timezone.now()
    firms = _by_firm(Vacancy.objects.stale(timezone.localdate(moment)))
    gone = 0
    for done, (firm, vacancies) in enumerate(firms, start=1):
        with transaction.atomic():
            titles = [vacancy.title for vacancy in vacancies if _expired(vacancy, moment)]
            if titles:
                which = f"岗位“{titles[0]}”" if len(titles) == 1 else f"有 {len(titles)} 个岗位"
                text = f"{which}满 {FRESH_DAYS} 天没有确认，已经下架。还招的话，可以重新发布。"
                tell_firm(firm, text, "portal:vacancies")
            gone += len(titles)
            progress(done, len(firms))
    return gone


def _expired(vacancy: Vacancy, moment: datetime) -> bool:
    try:
        publish.expire(vacancy.pk, at=moment)
    except Refused:
        # Confirmed, paused or closed since we looked.
        return False
    return True


def _by_firm(rows: VacancyQuerySet) -> list[tuple[Enterprise, list[Vacancy]]]:
    ordered = rows.select_related("enterprise").order_by("enterprise", "refreshed_at", "pk")
    return [(firm, list(some)) for firm, some in groupby(ordered, key=lambda vacancy: vacancy.enterprise)]
