"""事实目录: every kind of fact that is kept of a client, who reads it, and after how long it has grown old.

A kind that no rule, no match and no figure reads stands out in the catalogue page: what is of no use need not be asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse

from clients.models import (
    BarFact,
    Client,
    ClientCertificate,
    FixedTime,
    HouseholdFact,
    HouseholdMember,
    Limit,
    RehabMeasure,
    Skill,
    Wish,
    WorkExperience,
)
from clients.models.scoped import CaseRecord
from law.terms import chinese_day
from people.models import Role, User
from placement.models import Placement
from welfare.answers import as_answered
from welfare.catalogue.table import CATALOGUE
from welfare.desk.shown import fact_href, said
from welfare.gather import member_key
from welfare.restricted import RESTRICTED_FACTS
from welfare.rules.fact import FACTS

YEAR = 365
ALL = Q()
MATCHING, BARS, CLOCKS, FIGURES, ASSISTANCE = "推荐岗位", "从业限制", "时限提醒", "月报", "救助核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One table of facts.

    code     as ``FactCheck.table`` keeps it
    words    what one row says, in one line
    place    address of the page where it is put right: of a row
    used_by  who reads it, in words; empty: nobody
    fresh    days after which it counts as old; None: it does not change by itself (a past job)
    alive    which rows are facts of today
    """

    code: str
    label: str
    model: type[CaseRecord]
    words: Callable[[Any], str]
    place: Callable[[Any], str]
    used_by: tuple[str, ...]
    fresh: int | None = YEAR
    alive: Q = ALL

    def rows(self, user: User) -> Any:
        """The facts of open cases that ``user`` may see, with what ``words`` and ``place`` read."""
        visible: Any = self.model.objects.visible_to(user).filter(self.alive)
        if self.model is HouseholdFact and user.role != Role.SOCIAL_WORKER:
            visible = visible.exclude(code__in=RESTRICTED_FACTS)
        return visible.filter(**{f"{self.model.TO_CLIENT}status": Client.Status.OPEN})

    def client_of(self, row: Any) -> Client:
        return row if isinstance(row, Client) else row.client


def _fact(kind: str) -> Callable[[Any], str]:
    return lambda row: reverse("clients:fact", args=[row.client_id, kind, row.pk])


def _answers(kind: str) -> Callable[[Any], str]:
    return lambda row: reverse("clients:answer", args=[row.client_id, kind])


def _household_words(row: HouseholdFact) -> str:
    fact = FACTS[row.code]
    return f"{fact.term}：{said(fact, as_answered(row.code, row.value))}"


def _household_place(row: HouseholdFact) -> str:
    return fact_href(row.client_id, row.code, member_key(row.member) if row.member_id else None)


KINDS = (
    FactKind(
        code="identity", label="联系方式和住址", model=Client, used_by=(MATCHING, FIGURES, ASSISTANCE),
        words=lambda row: "、".join(filter(None, [row.phone or "没有电话", row.residence_region.name, row.address])),
        place=lambda row: reverse("clients:edit", args=[row.pk]),
    ),
    FactKind(
        code="wish", label="意愿", model=Wish, used_by=(MATCHING,), fresh=YEAR // 2,
        words=lambda row: row.words or "没有写想做什么",
        place=_answers("wish"),
    ),
    FactKind(
        code="limit", label="身体条件", model=Limit, used_by=(MATCHING,),
        words=lambda row: f"{row.get_feature_display()}：{row.get_answer_display()}",
        place=_answers("limits"),
    ),
    FactKind(
        code="bar_fact", label="从业限制相关事项", model=BarFact, used_by=(BARS,),
        words=lambda row: f"{row.get_kind_display()}：{row.get_answer_display()}",
        place=_answers("bar_facts"),
    ),
    FactKind(
        code="measure", label="戒毒措施", model=RehabMeasure, used_by=(BARS, CLOCKS, FIGURES),
        alive=Q(end__isnull=True),
        words=lambda row: f"{row.get_kind_display()}，{chinese_day(row.start)}开始",
        place=_fact("measure"),
    ),
    FactKind(
        code="work", label="工作经历", model=WorkExperience, used_by=(MATCHING,), fresh=None,
        words=lambda row: row.title,
        place=_fact("work"),
    ),
    FactKind(
        code="certificate", label="证书", model=ClientCertificate, used_by=(MATCHING, CLOCKS), fresh=None,
        words=lambda row: row.label,
        place=_fact("certificate"),
    ),
    FactKind(
        code="skill", label="技能", model=Skill, used_by=(MATCHING,), fresh=None,
        words=lambda row: row.name,
        place=_fact("skill"),
    ),
    FactKind(
        code="fixed_time", label="固定时间", model=FixedTime, used_by=(MATCHING,), fresh=YEAR // 2,
        words=lambda row: f"{row.get_kind_display()}，{row.get_every_display()}",
        place=_fact("fixed_time"),
    ),
    FactKind(
        code="member", label="家庭成员", model=HouseholdMember, used_by=(ASSISTANCE,),
        words=lambda row: row.get_relation_display(),
        place=lambda row: reverse("welfare:member", args=[row.client_id, row.pk]),
    ),
    FactKind(
        code="household_fact", label="家庭情况", model=HouseholdFact, used_by=(ASSISTANCE,),
        alive=Q(superseded_at__isnull=True),
        words=_household_words,
        place=_household_place,
    ),
    FactKind(
        code="placement", label="安置", model=Placement, used_by=(FIGURES, ASSISTANCE), fresh=None,
        alive=Q(ended_on__isnull=True),
        words=lambda row: f"{row.job_title}，{chinese_day(row.started_on)}上岗",
        place=lambda row: reverse("placement:placement", args=[row.pk]),
    ),
)  # fmt: skip
BY_CODE = {kind.code: kind for kind in KINDS}


@cache
def read_by_rules() -> dict[str, tuple[str, ...]]:
    """{code of a household fact: names of the entitlements whose rule reads it}; a fact that none reads is missing."""
    found: dict[str, list[str]] = {}
    for entitlement in CATALOGUE:
        for code in entitlement.reads:
            if code in FACTS:
                found.setdefault(code, []).append(entitlement.name)
    return {code: tuple(names) for code, names in found.items()}


def unread_facts() -> list[str]:
    """Codes of the questions of the household dictionary that no rule reads, in its order."""
    read = read_by_rules()
    return [code for code in FACTS if code not in read]
