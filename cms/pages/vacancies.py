"""招聘岗位 for visitors: the list with its filters, one post, and what to read where a post is gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from cms.structured import ld_json
from employers.public import vacancies
from employers.public.vacancies import PublicVacancy


@dataclass(frozen=True, slots=True)
class Line:
    """As ``c-site-vacancy`` shows one."""

    title: str
    firm: str
    place: str
    wage: str
    headcount: int | None
    day: date
    href: str


class Fact(NamedTuple):
    """As ``c-site-facts`` shows one."""

    label: str
    value: str
    note: str = ""


def line(vacancy: PublicVacancy, base: str) -> Line:
    """``base`` is the address of the list."""
    return Line(
        vacancy.title, vacancy.firm, vacancy.district, vacancy.wage, vacancy.headcount, vacancy.confirmed_on,
        f"{base}{vacancy.uid}/",
    )  # fmt: skip


def listing(request: HttpRequest, base: str) -> dict[str, Any]:
    """The posts that the filters find, a page of them."""
    region = request.GET.get("region", "")
    region = region if region.isascii() and region.isdigit() and len(region) <= 12 else ""
    found = vacancies.listed(timezone.localdate(), region, request.GET.get("words", ""), request.GET.get("page", 1))
    everywhere = sum(county.count for county in found.counties)
    return {
        "found": found,
        "rows": [line(one, base) for one in found.rows],
        "pages": Paginator(range(found.total), vacancies.PER_PAGE).get_page(found.page),
        "counties": [("", f"全部地区（{everywhere}）")]
        + [(county.code, f"{county.name}（{county.count}）") for county in found.counties],
        "filtered": bool(found.words or region),
    }


def one(uid: UUID) -> dict[str, Any] | None:
    """One post; None where it is not shown, or no more."""
    found = vacancies.vacancy(uid, timezone.localdate())
    if found is None:
        return None
    return {"vacancy": found, "facts": list(_facts(found)), "posting": ld_json(vacancies.job_posting(found))}


def gone(uid: UUID, base: str) -> dict[str, Any]:
    """What else there is."""
    return {"similar": [line(other, base) for other in vacancies.similar(uid, timezone.localdate())]}


def newest(count: int, base: str) -> list[Line]:
    """For other pages: what was confirmed last."""
    return [line(found, base) for found in vacancies.latest(timezone.localdate(), count)]


def addresses(base: str) -> list[tuple[str, date | None]]:
    """Of every post that is shown, with the day on which it was confirmed; ``base`` as in ``line``."""
    return [(f"{base}{found.uid}/", found.confirmed_on) for found in vacancies.shown(timezone.localdate())]


def _facts(found: PublicVacancy) -> Iterator[Fact]:
    """What is known; what the firm does not say is left out."""
    need = [*found.certificates, *([f"{found.education}以上"] if _asks_schooling(found) else [])]
    if found.experience_years:
        need.append(f"{found.experience_years} 年经验")
    rows = (
        Fact("企业", found.firm),
        Fact("工作地区", "".join(stop.name for stop in found.place[1:]), "具体地点到就业服务点问"),
        Fact("招聘人数", f"{found.headcount} 人" if found.headcount else ""),
        Fact("月工资", found.wage, found.wage_text),
        Fact("班次", "、".join((*(["非全日制"] if found.part_time else []), *found.shifts))),
        Fact("待遇", "、".join(found.offers)),
        Fact("要求", "、".join(need)),
        Fact("岗位特点", "、".join(found.features)),
        Fact("职业", found.occupation),
    )
    return (fact for fact in rows if fact.value)


def _asks_schooling(found: PublicVacancy) -> bool:
    return bool(found.education) and "不" not in found.education
