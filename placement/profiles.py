"""What a firm may read of somebody without a name: only what at least ``K`` open clients of the region share.

Words come from the vocabulary alone, never from what somebody typed. Everybody whom the platform assists counts alike.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from clients.models import Client, ClientCertificate, Skill, WorkExperience
from clients.models.wish import Wish
from employers.adverts.for_firms import tells
from employers.models import Vacancy
from lexicon.features import CERTIFICATES, Shift, satisfied
from lexicon.occupations import occupation, tree_distance
from people.models import Region
from people.models.region import Level
from people.scope import code_range

K = 5
"""How many must share everything that is shown, the client herself included."""

WHY = "how many share what a firm is shown"
NIGHT = "with_night"
YOUNGER, OLDER = "0-39", "40-"
BANDS = ("0-19", "20-29", "30-39", "40-49", "50-59", "60-")
MOST = {"occupations": 3, "certificates": 4, "age": 1, "shifts": 3}
_NIGHT_SHIFTS = (Shift.TWO, Shift.THREE, Shift.NIGHT)

Holders = Mapping[str, set[int]]


class Field(NamedTuple):
    """One kind of thing that may be told.

    chains   the client's own values, the most useful first, each followed by ever coarser ones
    implied  what else is said by saying a value
    holders  who else has each value of the chains; who is not known to have it is in none. Asked only if needed.
    """

    name: str
    chains: list[tuple[str, ...]]
    implied: Callable[[str], frozenset[str]]
    holders: Callable[[], Holders]


def profile_of(client: Client, vacancy: Vacancy, as_of: date) -> dict[str, Any]:
    """The profile as a referral keeps it; {} where fewer than ``K`` live in the whole city: then the code is all.

    The values are codes of the vocabulary, and every one of them is true of the same ``K`` or more open clients of
    the ``region``: the client's county, or her city where the county has too few. At most thirteen queries, however
    many live there.
    """
    for code in _regions(client):
        everybody = set(_open_within(code).values_list("pk", flat=True))
        if len(everybody) >= K:
            place = Region.objects.current(as_of).filter(code=code).values_list("name", flat=True).first()
            fields = _fields(client, vacancy, code, as_of)
            return {"region": code, "district": place or "", **choose(everybody, fields)}
    return {}


def choose(everybody: set[int], fields: Iterable[Field]) -> dict[str, list[str]]:
    """What may be told: of each field in turn a value, else the next coarser one, else nothing; then of each another.

    Whatever comes back, at least ``K`` of ``everybody`` hold all of it, provided that there are so many.
    """
    asked = [field for field in fields if field.chains]
    holders = {field.name: field.holders() for field in asked}
    left = {field.name: iter(field.chains) for field in asked}
    told: dict[str, list[str]] = {field.name: [] for field in asked}
    sharing = everybody
    for turn in range(max(MOST.values())):
        for field in asked:
            # Who shares grows ever fewer: what could not be told in one turn cannot be told in a later one.
            for chain in left[field.name] if turn < MOST[field.name] else ():
                found = _tellable(field, chain, told[field.name], holders[field.name], sharing)
                if found:
                    value, sharing = found
                    told[field.name] = [said for said in told[field.name] if said not in field.implied(value)] + [value]
                    break
    return {name: values for name, values in told.items() if values}


def _tellable(
    field: Field, chain: tuple[str, ...], said: list[str], holders: Holders, sharing: set[int]
) -> tuple[str, set[int]] | None:
    """The finest value of the chain that enough of those who share would share too, and they; None where it adds
    nothing to what is said already, or there are too few."""
    for value in chain:
        if any(value == one or value in field.implied(one) for one in said):
            return None
        both = sharing & holders.get(value, set())
        if len(both) >= K:
            return value, both
    return None


# Who is there ---------------------------------------------------------------------------------------------------------


def _regions(client: Client) -> list[str]:
    """The county in which she lives, and the city."""
    home = client.residence_region.code
    return [home[:level] for level in (Level.COUNTY, Level.CITY) if len(home) >= level]


def _open_within(code: str, of: Any = Client, to_client: str = "") -> Any:
    """Rows of open clients who live in the region of this code or below."""
    low, high = code_range(code)
    return of.objects.unscoped(WHY).filter(
        **{
            f"{to_client}status": Client.Status.OPEN,
            f"{to_client}residence_region__code__gte": low,
            f"{to_client}residence_region__code__lte": high,
        }
    )


def _grouped(rows: Iterable[tuple[int, str]], values_of: Callable[[str], Iterable[str]]) -> Holders:
    """Who holds each value, from rows of a client's id and what stands in her record."""
    found: dict[str, set[int]] = {}
    known: dict[str, Iterable[str]] = {}
    for pk, text in rows:
        if text not in known:
            known[text] = tuple(values_of(text))
        for value in known[text]:
            found.setdefault(value, set()).add(pk)
    return found


# The fields, in the order in which they are of use --------------------------------------------------------------------


def _fields(client: Client, vacancy: Vacancy, code: str, as_of: date) -> list[Field]:
    return [
        _occupations(client, vacancy, code),
        _certificates(client, vacancy, code, as_of),
        _age(client, code, as_of),
        _shifts(client, vacancy, code),
    ]


def groups_of(code: str) -> frozenset[str]:
    """The small and the medium group of an occupation; none for what the classification does not know."""
    parts = code.split("-")
    if occupation(code) is None or len(parts) != 4:
        return frozenset()
    above = {f"{parts[0]}-{parts[1]}-{parts[2]}-00", f"{parts[0]}-{parts[1]}-00-00"}
    return frozenset(group for group in above - {code, f"{parts[0]}-00-00-00"} if is_neutral(group))


def is_neutral(code: str) -> bool:
    """Whether it is an occupation whose name a firm may read: that of a trade of healing would say too much."""
    entry = occupation(code)
    return entry is not None and not tells(entry.name)


def _occupations(client: Client, vacancy: Vacancy, code: str) -> Field:
    """What she has worked as or can do; the nearest to the vacancy first. Major groups would say nothing."""
    rows = [*client.skills.values_list("occupation"), *client.work_experiences.values_list("occupation")]
    own = {held for (held,) in rows if held and not held.endswith("-00-00-00") and is_neutral(held)}
    near = sorted(own, key=lambda held: (tree_distance(held, vacancy.occupation) if vacancy.occupation else 0, held))
    chains = [(held, *sorted(groups_of(held), reverse=True)) for held in near]

    def holders() -> Holders:
        mine = reduce(or_, (Q(occupation__startswith=prefix) for prefix in {held[:4] + "-" for held in own}))
        rows = [
            row
            for table in (Skill, WorkExperience)
            for row in _open_within(code, table, "client__").filter(mine).values_list("client_id", "occupation")
        ]
        return _grouped(rows, lambda held: {held, *groups_of(held)})

    return Field("occupations", chains, groups_of, holders)


def covered_by(code: str) -> frozenset[str]:
    """The listed certificates that this one replaces, directly or not."""
    return frozenset(other for other in CERTIFICATES if other != code and satisfied(other, [code]))


def _certificates(client: Client, vacancy: Vacancy, code: str, as_of: date) -> Field:
    """Listed certificates that are valid; those that the vacancy asks for first."""
    valid = Q(expires_on=None) | Q(expires_on__gte=as_of)
    own = {held for held in client.certificates.filter(valid).values_list("code", flat=True) if held in CERTIFICATES}

    def asked(held: str) -> bool:
        return any(satisfied(wanted, [held]) for wanted in vacancy.certificates)

    # The fewer it covers, the nearer it is to the word that leaves everything open.
    chains = [
        (held, *sorted(covered_by(held), key=lambda other: (-len(covered_by(other)), other)))
        for held in sorted(own, key=lambda held: (not asked(held), held))
    ]

    def holders() -> Holders:
        values = {value for chain in chains for value in chain}
        enough = [held for held in CERTIFICATES if held in values or not values.isdisjoint(covered_by(held))]
        rows = _open_within(code, ClientCertificate, "client__").filter(valid, code__in=enough)
        return _grouped(rows.values_list("client_id", "code"), lambda held: values & {held, *covered_by(held)})

    return Field("certificates", chains, covered_by, holders)


def ages_in(band: str) -> tuple[int, int | None]:
    """The youngest age of a band and the first beyond it; None: no end."""
    first, _, last = band.partition("-")
    return int(first), int(last) + 1 if last else None


def _half(band: str) -> str:
    return YOUNGER if ages_in(band)[0] < ages_in(OLDER)[0] else OLDER


def _age(client: Client, code: str, as_of: date) -> Field:
    """Ten years, else the half."""
    age = client.age(as_of)
    own = [band for band in BANDS if age is not None and ages_in(band)[0] <= age < (ages_in(band)[1] or age + 1)]

    def holders() -> Holders:
        return {band: set(_open_within(code).filter(_aged(band, as_of)).values_list("pk", flat=True)) for band in both}

    both = [value for band in own for value in (band, _half(band))]
    return Field("age", [tuple(both)] if both else [], lambda band: frozenset({_half(band)} - {band}), holders)


def _aged(band: str, as_of: date) -> Q:
    first, beyond = ages_in(band)
    born = Q(birth_date__lte=as_of - relativedelta(years=first))
    return born if beyond is None else born & Q(birth_date__gt=as_of - relativedelta(years=beyond))


def _with_night(shift: str) -> frozenset[str]:
    return frozenset({NIGHT} if shift in _NIGHT_SHIFTS else ())


def _shifts(client: Client, vacancy: Vacancy, code: str) -> Field:
    """The shifts that she has named, those of the vacancy first; who has named none may mean all or not have been
    asked. Fixed appointments stay out of it."""
    said = Wish.objects.unscoped(WHY).filter(client=client).values_list("shifts", flat=True).first() or ()
    own = sorted((shift for shift in Shift if shift in said), key=lambda shift: shift not in vacancy.shifts)
    chains = [(shift.value, *_with_night(shift)) for shift in own]

    def holders() -> Holders:
        values = {value for chain in chains for value in chain}
        wanted = [shift for shift in Shift if shift in values or _with_night(shift) & values]
        written = _open_within(code, Wish, "client__").annotate(written=Cast("shifts", TextField()))
        mine = reduce(or_, (Q(written__contains=f'"{shift}"') for shift in wanted))

        def held(text: str) -> set[str]:
            return {value for shift in wanted if f'"{shift}"' in text for value in (shift.value, *_with_night(shift))}

        return _grouped(written.filter(mine).values_list("client_id", "written"), held)

    return Field("shifts", chains, _with_night, holders)


# As the firm reads it -------------------------------------------------------------------------------------------------


class ProfileLine(NamedTuple):
    label: str
    words: tuple[str, ...]


def profile_lines(profile: Mapping[str, Any]) -> tuple[ProfileLine, ...]:
    """A kept profile in the words of the vocabulary; what the vocabulary does not know is not said."""
    trades = filter(is_neutral, profile.get("occupations", ()))
    told = {
        "做过、会做的工作": [entry.name for entry in map(occupation, trades) if entry],
        "证书": [CERTIFICATES[code].label for code in profile.get("certificates", ()) if code in CERTIFICATES],
        "年龄段": [age_words(band) for band in profile.get("age", ()) if band in (*BANDS, YOUNGER, OLDER)],
        "能上的班": [shift_words(code) for code in profile.get("shifts", ()) if code in (NIGHT, *Shift)],
        "住在": [profile["district"]] if profile.get("district") else [],
    }
    return tuple(ProfileLine(label, tuple(words)) for label, words in told.items() if words)


def age_words(band: str) -> str:
    """``30—39 岁``, ``不满 40 岁``, ``60 岁及以上``."""
    first, beyond = ages_in(band)
    if beyond is None:
        return f"{first} 岁及以上"
    return f"{first}—{beyond - 1} 岁" if first else f"不满 {beyond} 岁"


def shift_words(code: str) -> str:
    return "可以上夜班" if code == NIGHT else Shift(code).label
