"""The demo's applications: taken from its gaps and moved by the site's own steps, so that every list has work in it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from people.models import User
from welfare import apply, procedure
from welfare.models import Application, Determination, TakeUpGap
from welfare.restricted import RESTRICTED_ENTITLEMENTS
from welfare.rules.entitlement import Entitlement

OFFICER, HER_DISTRICT = "gaowa", "150602"
# Days that each step usually takes after the one before; a publicity lasts its seven.
PACE = {
    "ask_papers": (0, 2),
    "accept": (1, 4),
    "start_survey": (1, 3),
    "survey": (2, 7),
    "check": (1, 4),
    "publicise": (0, 2),
    "submit": (8, 9),
    "grant": (2, 9),
    "refuse": (3, 9),
    "notify": (1, 2),
    "pay": (8, 26),
    "review": (170, 185),
    "end": (30, 60),
    "withdraw": (2, 6),
}
NOTES = {
    "ask_papers": ("户口簿；家庭收入、财产状况声明和核对授权书", "身份证；近三个月工资流水"),
    "survey": ("两人入户，居住和收入情况与声明一致", "入户时本人在家，邻居证实无固定工作", ""),
    "refuse": ("信息核对显示家庭人均月收入高于当地标准", "家庭名下车辆超过当地规定"),
    "notify": ("当面送达，本人签收",),
    "end": ("家庭收入超过标准，渐退期已满", "本人主动报告已就业"),
    "withdraw": ("本人书面撤回", "已改为申请临时救助"),
}
SUMS = (800, 1000, 1200, 1500, 2000, 2600)


@dataclass(frozen=True, slots=True)
class Fate:
    """How far it comes, and how long nothing has happened since. ``upto`` "": the usual way from there is left out.

    upto   last move of the usual way
    then   moves after that
    rest   days since the last move, from and to
    """

    upto: str
    then: tuple[str, ...] = ()
    rest: tuple[int, int] = (0, 2)


# Each as often as it stands here, over and over.
FATES = (
    Fate(""),
    Fate("", ("ask_papers",), (1, 6)),
    Fate("accept"),
    Fate("accept", rest=(2, 3)),
    Fate("accept", rest=(9, 20)),
    Fate("start_survey", rest=(1, 6)),
    Fate("start_survey", rest=(44, 60)),
    Fate("survey", rest=(0, 5)),
    Fate("check", rest=(0, 4)),
    Fate("check", rest=(28, 40)),
    Fate("publicise", rest=(1, 6)),
    Fate("publicise", rest=(9, 12)),
    Fate("submit", rest=(0, 4)),
    Fate("submit", rest=(10, 13)),
    Fate("submit", rest=(22, 30)),
    Fate("grant", rest=(1, 12)),
    Fate("pay", rest=(3, 90)),
    Fate("pay", rest=(160, 190)),
    Fate("pay", ("review",), (1, 40)),
    Fate("pay", ("end",), (1, 30)),
    Fate("survey", ("refuse",), (1, 6)),
    Fate("survey", ("refuse", "notify"), (2, 50)),
    Fate("accept", ("withdraw",), (1, 40)),
)


# Where no text sets a term there is less to tell.
SHORT = (
    Fate(""),
    Fate("accept", rest=(1, 12)),
    Fate("check", rest=(0, 6)),
    Fate("grant", rest=(1, 12)),
    Fate("pay", rest=(3, 60)),
    Fate("accept", ("refuse", "notify"), (2, 30)),
)


def build_applications(random: Random, as_of: date, count: int = 60, tick: Callable[[], object] | None = None) -> int:
    """About ``count`` applications in every state, some overdue and some due soon, most with the demo's officer.

    Needs gaps and answers of a screening. Returns how many there are; ``tick`` is called for each.
    """
    officer = User.objects.get(username=OFFICER)
    open_gaps = (
        TakeUpGap.objects.unscoped("demo city")
        .open()
        .exclude(entitlement__in=RESTRICTED_ENTITLEMENTS)
        .filter(client__status="open")
        .select_related("client__residence_region", "client__registered_region", "client__caseworker")
        .order_by("pk")
    )
    hers = [gap for gap in open_gaps if gap.client.residence_region.code.startswith(HER_DISTRICT)]
    others = [gap for gap in open_gaps if not gap.client.residence_region.code.startswith(HER_DISTRICT)]
    chosen = _half_timed(random, hers, count * 3 // 4) + _half_timed(random, others, count - count * 3 // 4)
    fates = {timed: cycle(fates) for timed, fates in ((True, FATES), (False, SHORT))}
    for gap in chosen:
        actor = officer if gap in hers and random.random() < 0.85 else gap.client.caseworker
        _live(random, as_of, actor, gap, next(fates[_is_timed(gap)]))
        if tick:
            tick()
    return len(chosen)


def _is_timed(gap: TakeUpGap) -> bool:
    return any(step.has_clock for step in gap.declared.steps)


def _half_timed(random: Random, gaps: list[TakeUpGap], count: int) -> list[TakeUpGap]:
    """Two thirds with statutory terms, in random order, the rest as many different entitlements as there are."""
    mixed = random.sample(gaps, len(gaps))
    timed = [gap for gap in mixed if _is_timed(gap)][: count * 2 // 3]
    seen: Counter[str] = Counter()
    ranked = []
    for gap in (gap for gap in mixed if not _is_timed(gap)):
        ranked.append((seen[gap.entitlement], gap.pk, gap))
        seen[gap.entitlement] += 1
    rest = [gap for *_, gap in sorted(ranked, key=lambda one: one[:2])]
    return timed + rest[: count - len(timed)]


def _live(random: Random, as_of: date, actor: User, gap: TakeUpGap, fate: Fate) -> None:
    """Start it long enough ago and take its steps on their days."""
    entitlement = gap.declared
    moves = _moves(entitlement, fate)
    paces = [random.randint(*PACE[name]) for name in moves]
    day = as_of - timedelta(days=sum(paces) + random.randint(*fate.rest))
    application = apply.start(actor, gap.client, gap.entitlement, on=day)
    for name, pace in zip(moves, paces, strict=True):
        day += timedelta(days=pace)
        takes = name in apply.SUM_ASKED and procedure.takes_sum(entitlement)
        amount = _amount(random, application) if takes and application.amount is None else None
        apply.move(actor, application, name, day, random.choice(NOTES.get(name, ("",))), amount)


def _moves(entitlement: Entitlement, fate: Fate) -> list[str]:
    """The usual moves of this entitlement up to where the fate takes it, and what comes then where it can."""
    order = procedure.ORDER
    last = order.index(fate.upto) if fate.upto else -1
    usual = [name for name in procedure.path(entitlement) if order.index(name) <= last]
    received = "pay" in usual
    then = [
        name
        for name in fate.then
        if not (received and procedure.is_once(entitlement))
        and not (name == "review" and procedure.review(entitlement) is None)
    ]
    return usual + then


def _amount(random: Random, application: Application) -> Decimal:
    """What the screening computed, else a sum as an office decides one."""
    answer = (
        Determination.objects.unscoped("demo city")
        .current()
        .filter(client=application.client, entitlement=application.entitlement, amount_low__gt=0)
        .first()
    )
    return answer.amount_low if answer else Decimal(random.choice(SUMS))
