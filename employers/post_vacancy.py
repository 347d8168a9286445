"""登记、修改、复制岗位: the facts of a post; its state is changed by ``publish``.

The actor is a member of staff, a contact of the firm, or another system (``employers.send_vacancies``). What the last
two write is looked at by staff: a draft when it is submitted, everything else as soon as it is saved
(``review_since``).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers.acting import Poster, by_of, firms_of, named, user_of
from employers.adverts.demands import Demand, Lawful, find_demands
from employers.adverts.for_firms import as_told
from employers.adverts.occupation import post_kinds
from employers.fit_to_publish import require_fit
from employers.models import By, Contact, State, Vacancy, VacancyEvent
from people.errors import Refused

FIELDS = frozenset(
    {
        "title", "occupation", "headcount", "wage_min", "wage_max", "wage_text", "region", "address", "longitude",
        "latitude", "datum", "shifts", "features", "certificates", "post_kinds", "education", "experience_years",
        "board", "lodging", "insurance", "part_time", "text", "is_public", "public_agreed_by",
    }
)  # fmt: skip
# Which statutory kinds a post is of is for staff to say; where exactly it lies is found by them. That it is public
# the firm says itself, and staff on the word of somebody of the firm.
FIRM_FIELDS = FIELDS - {"post_kinds", "longitude", "latitude", "datum", "public_agreed_by"}


@transaction.atomic
def record(actor: Poster, enterprise_id: int, **fields: Any) -> Vacancy:
    """A new draft of this firm. Its demands are read from title and text; its kinds count as confirmed by staff who
    record it, and are guessed for a contact.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused for values that contradict each other, and
    where staff would make it public on nobody's word.
    """
    _require_known(actor, fields)
    firm = firms_of(actor).select_related("region").get(pk=enterprise_id)
    now = timezone.now()
    by_staff = by_of(actor) == By.STAFF
    vacancy = Vacancy(
        enterprise=firm, recorded_by=user_of(actor), recorded_at=now, kinds_confirmed_at=now if by_staff else None,
        **fields,
    )  # fmt: skip
    if by_staff:
        _require_word(vacancy)
    else:
        vacancy.post_kinds = [kind.value for kind in _guessed(vacancy)]
    return _added(actor, vacancy)


@transaction.atomic
def copy(actor: Poster, vacancy_id: int) -> Vacancy:
    """A new draft with the facts of an earlier vacancy; nobody is hired on it yet. Raises Vacancy.DoesNotExist outside
    the actor's scope."""
    vacancy = Vacancy.objects.kept_by(actor).select_related("enterprise").get(pk=vacancy_id)
    names = FIELDS if by_of(actor) == By.STAFF else FIRM_FIELDS
    if by_of(actor) == By.STAFF and not vacancy.public_agreed_by:
        # Whether the firm wants this one on the site as well is for it to say.
        names = names - {"is_public"}
    return record(actor, vacancy.enterprise_id, **{name: getattr(vacancy, name) for name in names})


@transaction.atomic
def edit(actor: Poster, vacancy_id: int, *, at: datetime | None = None, **fields: Any) -> Vacancy:
    """Change the facts; the state stays. Raises Vacancy.DoesNotExist outside scope, and Refused as ``record``.

    Who is not of the staff is refused, too, where a vacancy that is more than a draft would be incomplete or below the
    minimum wage, and where one that has been published would make a new demand that is unlawful. What is changed in
    such a one waits to be looked at.
    """
    _require_known(actor, fields)
    now = at or timezone.now()
    kept = Vacancy.objects.kept_by(actor).select_for_update(of=("self",)).select_related("enterprise__region", "region")
    vacancy = kept.get(pk=vacancy_id)
    before = vacancy.demands
    changed = [name for name, value in fields.items() if getattr(vacancy, name) != value]
    for name, value in fields.items():
        setattr(vacancy, name, value)
    if by_of(actor) != By.STAFF:
        if not changed:
            return vacancy
        _change_by_firm(vacancy, before, now)
    else:
        if "is_public" in changed:
            _require_word(vacancy)
        if "post_kinds" in fields:
            vacancy.kinds_confirmed_at = now
    return _changed(actor, vacancy, changed, now)


@transaction.atomic
def say_public(actor: Contact, is_public: bool, *, at: datetime | None = None) -> int:
    """The firm says at once of all its posts about which nobody asked it whether they stand on the public site: those
    that staff entered and those of a list. Returns how many; what has ended is left as it is."""
    rows = Vacancy.objects.kept_by(actor).unasked().select_for_update(of=("self",))
    now, many = at or timezone.now(), 0
    for vacancy in rows:
        Vacancy.objects.filter(pk=vacancy.pk).update(is_public=is_public)
        _written(actor, vacancy, "edit", now, f"在网站上{'公开' if is_public else '不公开'}")
        many += 1
    return many


def _change_by_firm(vacancy: Vacancy, before: list[dict[str, str]], now: datetime) -> None:
    """What the platform makes of a contact's change, or Refused."""
    if new := [kind.value for kind in _guessed(vacancy) if kind.value not in vacancy.post_kinds]:
        vacancy.post_kinds = [*vacancy.post_kinds, *new]
        vacancy.kinds_confirmed_at = None
    if vacancy.state == State.DRAFT:
        return
    require_fit(vacancy, timezone.localdate(now))
    if vacancy.published_at is not None:
        known = {(demand["kind"], demand["text"]) for demand in before}
        told = [
            as_told(demand)
            for demand in find_demands(vacancy.title, vacancy.text)
            if demand.lawful is Lawful.UNLAWFUL and (demand.kind, demand.text) not in known
        ]
        if told:
            labels = "、".join(dict.fromkeys(item.label for item in told))
            raise Refused(
                f"新写的要求里有不合法的：{labels}。",
                "请照提示改写后再保存；确有法律依据的，请复制一个新岗位写明依据，提交审核。",
            )
    vacancy.review_since = now


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


def _require_word(vacancy: Vacancy) -> None:
    """A firm is named on a public page only where it agreed: staff write down who said so."""
    if vacancy.is_public and not vacancy.public_agreed_by.strip():
        raise Refused("在网站上公开要企业同意。", "请写明企业里谁同意的，例如“人事周丽，电话里同意”。")


def _guessed(vacancy: Vacancy) -> Iterable[Any]:
    firm = vacancy.enterprise
    return post_kinds(vacancy.title, firm.name, firm.industry_name, vacancy.text)


def _added(actor: Poster, vacancy: Vacancy) -> Vacancy:
    _check(vacancy)
    vacancy.save()
    return _written(actor, vacancy, "record", vacancy.recorded_at)


def _changed(actor: Poster, vacancy: Vacancy, names: list[str], now: datetime) -> Vacancy:
    """Write the facts over, unless the state has moved on meanwhile; the history says what was changed."""
    _check(vacancy)
    written = [*FIELDS, "demands", "kinds_confirmed_at", "review_since"]
    values = {name: getattr(vacancy, name) for name in written}
    if not Vacancy.objects.filter(pk=vacancy.pk, state=vacancy.state).update(**values):
        raise Refused("刚刚有人更新了这个岗位。", "请刷新后再看。")
    labels = [str(Vacancy._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    return _written(actor, vacancy, "edit", now, "、".join(labels)[:200])


def _check(vacancy: Vacancy) -> None:
    vacancy.demands = demands_of(vacancy.title, vacancy.text)
    try:
        vacancy.full_clean(exclude=["demands"])
    except ValidationError as wrong:
        raise Refused("".join(wrong.messages)) from None


def _written(actor: Poster, vacancy: Vacancy, name: str, at: datetime, reason: str = "") -> Vacancy:
    state = State(vacancy.state)
    VacancyEvent.objects.create(
        vacancy=vacancy, actor=user_of(actor), by=by_of(actor), name=name, source=state, target=state, at=at,
        reason="：".join(filter(None, (named(actor), reason)))[:200],
    )  # fmt: skip
    return vacancy


def _require_known(actor: Poster, fields: dict[str, Any]) -> None:
    allowed = FIELDS if by_of(actor) == By.STAFF else FIRM_FIELDS
    if unknown := set(fields) - allowed:
        raise ValueError(f"no field of a vacancy to be recorded: {sorted(unknown)}")
