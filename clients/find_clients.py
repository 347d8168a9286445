"""Finding clients by what one knows of them. Each way in scopes what it finds and writes the look down.

own(request, words)          one's caseload or region: by a part of the name where the list is short
households(request, words)   a welfare officer's region: by a whole key only
elsewhere(request, words)    how many more there are in a worker's region; who they are takes a purpose
"""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from pypinyin import lazy_pinyin

from clients.identity import clean_id_number
from clients.models import Client
from clients.models.client import ClientQuerySet
from clients.names import initials, name_key
from people import ledger
from people.models import Action, Purpose, Role, User

# So many names can be read through for a part of one; more are found by a whole key only.
NAMES_AT_ONCE = 300
# Digits at the end of a telephone or an ID number by which people know each other.
TAIL = 4
# Somebody who types finds a new list with each letter: within this time it is one look.
ONE_LOOK = timedelta(minutes=10)
NOTED = "found_noted"


class By(IntEnum):
    """By what somebody was found; the better comes first."""

    NAME = 0
    BEGINNING = 1
    PART = 2
    NUMBER = 3
    PHONE = 4
    ID_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The clients shown, best first, with what they were found by (None: by a whole key). ``more``: not all are shown.

    ``whole``: the list is too long to be read through, so that a part of a name finds nobody in it.
    """

    clients: list[Client] = field(default_factory=list)
    by: dict[int, By] = field(default_factory=dict)
    more: bool = False
    whole: bool = False


def own(request: HttpRequest, words: str, most: int) -> Found:
    """At most ``most`` clients whom the actor may open. Two queries, and the ledger's."""
    found = _among(Client.objects.visible_to(request.user), words, most)
    if found.clients:
        _note(request, Action.VIEW, "caseload", _region(request), Purpose.CASE_WORK)
    return found


def households(request: HttpRequest, words: str, most: int) -> Found:
    """At most ``most`` clients whose household a welfare officer may open; never by a part of a name.

    One query, and the ledger's: a look-up that finds somebody, or asks for a number, is written down each time.
    """
    called = Client.objects.households(request.user).called(words)
    clients = _shown(called, most + 1)
    always = bool(clients) or _is_number(words)
    _note(request, Action.LOOK_UP, "household_list", "find", Purpose.WELFARE, always=always)
    return Found(clients[:most], more=len(clients) > most, whole=True)


def elsewhere(request: HttpRequest, words: str) -> int:
    """How many clients in a worker's region, but on somebody else's caseload, have this name, number or telephone.

    Only for what names one person: a whole name or number, not initials. 0 for every other role, whose region is in
    ``own`` already. One query, and the ledger's: a look-up that finds somebody is written down each time, and so is one
    for a number, which is nobody's by chance. A name that finds nobody may be any word: 保安.
    """
    actor = _actor(request)
    if actor.role != Role.SOCIAL_WORKER or not _names_somebody(words):
        return 0
    others: int = Client.objects.lookup(actor).exclude(caseworker=actor).called(words).count()
    _note(
        request, Action.LOOK_UP, "caseload", _region(request), Purpose.LOOK_UP, always=bool(others) or _is_number(words)
    )
    return others


def read_through(clients: ClientQuerySet, words: str) -> dict[int, By] | None:
    """By what each of ``clients`` answers to a part of her name, its sound, her number, the end of her telephone or ID
    number: open cases first, then the better answer, then by number. Who does not answer is left out.

    None where there are more than ``NAMES_AT_ONCE``. One query.
    """
    columns = ("uid", "name", "number", "status", "phone", "id_number")
    few = list(clients.order_by().only(*columns)[: NAMES_AT_ONCE + 1])
    if len(few) > NAMES_AT_ONCE:
        return None
    asked = _Asked(words)
    found = [(client, by) for client in few if (by := asked.finds(client)) is not None]
    found.sort(key=lambda pair: (not pair[0].is_open, pair[1], pair[0].number))
    return {client.pk: by for client, by in found}


class _Asked:
    """What was typed, as each thing of a client that it might be."""

    def __init__(self, words: str) -> None:
        self.key = name_key(words)
        self.letters = self.key if self.key.isascii() and self.key.isalpha() else ""
        self.number = words.strip().upper() if any(sign.isdigit() for sign in words) else ""
        tail = clean_id_number(words)
        self.tail = tail if len(tail) >= TAIL and tail.isascii() and tail[:-1].isdigit() else ""

    def finds(self, client: Client) -> By | None:
        """Cells that are not asked for stay closed: opening one is what costs here."""
        if self.tail:
            if client.phone.endswith(self.tail):
                return By.PHONE
            if client.id_number.endswith(self.tail):
                return By.ID_NUMBER
        if self.number:
            return By.NUMBER if self.number in client.number else None
        return self._by_name(client.name) if self.key else None

    def _by_name(self, name: str) -> By | None:
        plain = name_key(name)
        if plain == self.key:
            return By.NAME
        if plain.startswith(self.key):
            return By.BEGINNING
        if self.letters and (initials(name).startswith(self.letters) or _sounds_like(name, self.letters)):
            return By.BEGINNING
        return By.PART if self.key in plain else None


def _sounds_like(name: str, letters: str) -> bool:
    """Whether ``letters`` are the beginning of the pinyin: wangj, wangjianjun; and of the given name: jianjun."""
    syllables = lazy_pinyin(name)
    return len(letters) > 1 and any("".join(syllables[start:]).startswith(letters) for start in (0, 1))


def _names_somebody(words: str) -> bool:
    """Whether the words could be a whole name in Chinese, or a whole number."""
    han = [sign for sign in name_key(words) if sign >= "\u3400"]
    return _is_number(words) or (len(han) > 1 and not any(sign.isdigit() for sign in words))


def _is_number(words: str) -> bool:
    """Whether the words could be a whole number: of a case, a telephone or an identity card."""
    return sum(sign.isdigit() for sign in words) >= 6


def _among(clients: ClientQuerySet, words: str, most: int) -> Found:
    by = read_through(clients, words)
    if by is None:
        found = _shown(clients.called(words), most + 1)
        return Found(found[:most], more=len(found) > most, whole=True)
    chosen = list(by)[:most]
    rows = {client.pk: client for client in _shown(clients.filter(pk__in=chosen))} if chosen else {}
    return Found([rows[pk] for pk in chosen if pk in rows], by, more=len(by) > most)


def _shown(clients: ClientQuerySet, most: int | None = None) -> list[Client]:
    """With what a line about them says; open cases first."""
    return list(clients.select_related("residence_region__parent", "caseworker").order_by("-status", "number")[:most])


def _actor(request: HttpRequest) -> User:
    return cast("User", request.user)


def _region(request: HttpRequest) -> str:
    region = _actor(request).region
    return region.code if region else "-"


def _note(
    request: HttpRequest, action: Action, kind: str, about: str, purpose: Purpose, *, always: bool = False
) -> None:
    """Write the look down: ``always``, or else if the last like it is longer ago than ``ONE_LOOK``."""
    key, now = f"{action} {kind} {about} {_actor(request).role}", timezone.now().timestamp()
    noted = request.session.get(NOTED, {})
    if not always and now - noted.get(key, 0) < ONE_LOOK.total_seconds():
        return
    ledger.record(request.user, action, kind, about, purpose)
    if not always:
        request.session[NOTED] = {**noted, key: now}
