"""登记、修改岗位: the facts of a post; its state is changed by ``publish``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers.adverts.demands import Demand, find_demands
from employers.models import Enterprise, State, Vacancy, VacancyEvent
from people.errors import Refused
from people.models import User

FIELDS = frozenset(
    {
        "title", "occupation", "headcount", "wage_min", "wage_max", "wage_text", "region", "address", "longitude",
        "latitude", "datum", "shifts", "features", "certificates", "post_kinds", "education", "experience_years",
        "board", "lodging", "insurance", "text",
    }
)  # fmt: skip


@transaction.atomic
def record(actor: User, enterprise_id: int, **fields: Any) -> Vacancy:
    """A new draft of this firm. Its demands are read from title and text; its kinds count as confirmed by the actor.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused for values that contradict each other.
    """
    _require_known(fields)
    firm = Enterprise.objects.kept_by(actor).select_related("region").get(pk=enterprise_id)
    now = timezone.now()
    vacancy = Vacancy(enterprise=firm, recorded_by=actor, recorded_at=now, kinds_confirmed_at=now, **fields)
    return _saved(actor, vacancy, "record")


@transaction.atomic
def edit(actor: User, vacancy_id: int, **fields: Any) -> Vacancy:
    """Change the facts; the state stays. Raises Vacancy.DoesNotExist outside scope, and Refused as ``record``."""
    _require_known(fields)
    kept = Vacancy.objects.kept_by(actor).select_for_update(of=("self",)).select_related("enterprise__region", "region")
    vacancy = kept.get(pk=vacancy_id)
    for name, value in fields.items():
        setattr(vacancy, name, value)
    if "post_kinds" in fields:
        vacancy.kinds_confirmed_at = timezone.now()
    return _saved(actor, vacancy, "edit")


def demands_of(title: str, text: str, **cells: str) -> list[dict[str, str]]:
    """What the advertisement asks of the person, as ``Vacancy.demands`` keeps it."""
    return [as_stored(demand) for demand in find_demands(title, text, **cells)]


def as_stored(demand: Demand) -> dict[str, str]:
    return {
        "kind": demand.kind.value,
        "text": demand.text,
        "lawful": demand.lawful.value,
        "article": demand.article,
        "offered": demand.offered,
    }


def _saved(actor: User, vacancy: Vacancy, name: str) -> Vacancy:
    """Save it with its demands and its row in the history."""
    vacancy.demands = demands_of(vacancy.title, vacancy.text)
    try:
        vacancy.full_clean(exclude=["demands"])
    except ValidationError as wrong:
        raise Refused("".join(wrong.messages)) from None
    new = vacancy.pk is None
    # Only what this verb owns: a move that happens at the same time is not undone.
    vacancy.save() if new else vacancy.save(update_fields=[*FIELDS, "demands", "kinds_confirmed_at"])
    state = State(vacancy.state)
    VacancyEvent.objects.create(vacancy=vacancy, actor=actor, name=name, source=state, target=state)
    return vacancy


def _require_known(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - FIELDS:
        raise ValueError(f"no field of a vacancy to be recorded: {sorted(unknown)}")
