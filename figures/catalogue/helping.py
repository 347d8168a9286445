"""帮扶: contacts, attempts, visits, and the help given, with its value."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from clients.models import HelpEvent
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import Period

GROUP = "帮扶"
_CONTACTS = tuple(kind for kind in HelpEvent.Kind if kind.is_contact)
_REACHED = frozenset(_CONTACTS)
_AIDS = (*HelpEvent.Aid.choices, ("", "没有写内容"))


class _Help(NamedTuple):
    id: int
    client: int
    day: object
    kind: str
    about: str
    aid: str
    value: int | None
    pairing: int | None


def _of_kind(kind: str, event: _Help) -> bool:
    return event.kind == kind


def _about(about: str, event: _Help) -> bool:
    return _is_contact(event) and event.about == about


def _aid_of(aid: str, event: _Help) -> bool:
    return _is_aid(event) and event.aid == aid


def _is_attempt(event: _Help) -> bool:
    return not _is_contact(event)


def _is_contact(event: _Help) -> bool:
    return event.kind in _REACHED


def _is_aid(event: _Help) -> bool:
    return _is_contact(event) and (event.kind == HelpEvent.Kind.AID or bool(event.aid))


def _events(which: Callable[[_Help], bool], period: Period) -> Iterator[Row]:
    for row in period.helped:
        event = _Help(*row)
        if which(event):
            yield Row(event.id, period.home(event.client, row[2]))


def _valued(aid: str, event: _Help) -> bool:
    return _aid_of(aid, event) and event.value is not None


def _values(aid: str, period: Period) -> Iterator[Row]:
    for row in period.helped:
        event = _Help(*row)
        if _valued(aid, event):
            yield Row(event.id, period.home(event.client, row[2]), event.value or 0)


def _reached(period: Period) -> Iterator[Row]:
    clients = {client for _, client, _, kind, *_ in period.helped if kind in _REACHED}
    return (Row(client, period.home(client)) for client in clients if client in period.register)


_flow = partial(Figure, group=GROUP, unit="次", kind=Kind.FLOW, table=Table.HELP)


def _worth(aid: HelpEvent.Aid) -> Iterator[Figure]:
    what = "折价" if aid == HelpEvent.Aid.GOODS else "金额"
    yield _flow(
        f"help.valued.{aid.value}",
        f"{aid.label}：填了{what}",
        definition=f"本月给予帮扶中，内容是“{aid.label}”并且填了{what}的。",
        rows=partial(_events, partial(_valued, aid.value)),
        short=f"其中填了{what}",
        parts_of=(Part(f"help.aid.{aid.value}", "valued", complete=False),),
    )
    yield Figure(
        f"help.value.{aid.value}",
        f"{aid.label}{what}",
        GROUP,
        "元",
        Kind.SUM,
        f"本月给予帮扶中，内容是“{aid.label}”并且填了{what}的，加总；没有填的不算进来，也不按零算。",
        rows=partial(_values, aid.value),
        table=Table.HELP,
        rests_on=f"help.valued.{aid.value}",
    )


FIGURES = (
    _flow(
        "help.contacts",
        "联系帮扶",
        definition="本月联系上本人的帮扶记录：走访、电话、来访、就业服务、帮扶救助；没联系上的不算。算在当天的居住地。",
        rows=partial(_events, _is_contact),
        better="more",
    ),
    *(
        _flow(
            f"help.contacts.{kind.value}",
            f"联系帮扶：{kind.label}",
            definition=f"本月联系帮扶中，方式是“{kind.label}”的。",
            rows=partial(_events, partial(_of_kind, kind.value)),
            short=kind.label,
            parts_of=(Part("help.contacts", "kind"),),
        )
        for kind in _CONTACTS
    ),
    *(
        _flow(
            f"help.about.{about}",
            f"联系帮扶：{label}方面",
            definition=f"本月联系帮扶中，主题是“{label}”的。",
            rows=partial(_events, partial(_about, about)),
            short=f"{label}方面",
            parts_of=(Part("help.contacts", "about"),),
        )
        for about, label in HelpEvent.About.choices
    ),
    _flow(
        "help.attempts",
        "没联系上",
        definition="本月去联系而没有联系上本人的记录，不算在联系帮扶里。",
        rows=partial(_events, _is_attempt),
    ),
    Figure(
        "help.reached",
        "当月联系到的人",
        GROUP,
        "人",
        Kind.STOCK,
        "最后一天在册、当月至少联系上一次的服务对象；几个月合起来看时，按最后一个月算。",
        rows=_reached,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "reached", complete=False),),
        better="more",
    ),
    Figure(
        "help.share",
        "当月联系率",
        GROUP,
        "%",
        Kind.SHARE,
        "当月联系到的人除以最后一天在册的人数；当月建档的也在分母里。",
        numerator="help.reached",
        denominator="clients.open",
        better="more",
    ),
    _flow(
        "help.aid",
        "给予帮扶",
        definition="本月方式是“帮扶救助”、或者写明了帮扶内容的联系帮扶。",
        rows=partial(_events, _is_aid),
        parts_of=(Part("help.contacts", "aid", complete=False),),
        better="more",
    ),
    *(
        _flow(
            f"help.aid.{aid or 'unsaid'}",
            f"给予帮扶：{label}",
            definition=f"本月给予帮扶中，{'没有写明内容' if not aid else f'内容是“{label}”'}的。",
            rows=partial(_events, partial(_aid_of, aid)),
            short=label,
            parts_of=(Part("help.aid", "aid"),),
        )
        for aid, label in _AIDS
    ),
    *(figure for aid in (HelpEvent.Aid.MONEY, HelpEvent.Aid.GOODS) for figure in _worth(aid)),
)
