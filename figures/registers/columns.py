"""The columns that registers share: whose line it is."""

from collections.abc import Callable
from typing import Any

from clients.models import Client
from figures.registers.register import Column, Value

NUMBER, NAME, PLACE, CASEWORKER = "编号", "姓名", "居住地", "责任社工"


def who(whose: Callable[[Any], Client | None]) -> tuple[Column, ...]:
    """编号, 姓名: what a line begins with."""
    return (
        Column(NUMBER, lambda line: of(whose(line), lambda client: client.number)),
        Column(NAME, lambda line: of(whose(line), lambda client: client.name)),
    )


def where(whose: Callable[[Any], Client | None]) -> tuple[Column, ...]:
    """居住地, 责任社工, as they are today: what a line ends with."""
    return (
        Column(
            PLACE,
            lambda line: of(whose(line), lambda client: client.residence_region.short_name),
            minor=True,
            note="现在的居住地",
        ),
        Column(
            CASEWORKER,
            lambda line: of(whose(line), lambda client: client.caseworker.name),
            minor=True,
            note="现在的责任社工",
        ),
    )


def of(client: Client | None, read: Callable[[Client], Value]) -> Value:
    return "" if client is None else read(client)


def loaded(path: str = "client__") -> tuple[str, ...]:
    """What these columns read beside the client at ``path``, for ``select_related``."""
    return (f"{path}residence_region__parent", f"{path}caseworker")
