"""Builders of what goes on between places: a second county with somebody to receive, and a case on its way there."""

from datetime import date

from django.utils import timezone

from clients import transfer
from clients.models import Client, Transfer
from people.models import User
from tests.cast import KANGBASHI, a_client, a_manager, a_region, a_social_worker

HABAGEXI = "150603001"
NOTE = "母亲住院，周末要去陪护"


def liu() -> User:
    """刘洋, social worker of 哈巴格希街道 in the other county."""
    return a_social_worker("刘洋", HABAGEXI)


def baiyin() -> User:
    """白音, manager of the other county."""
    return a_manager("白音", KANGBASHI)


def a_transfer(client: Client | None = None, to: str = HABAGEXI, **told) -> Transfer:
    """Offered today by the caseworker to the street of 刘洋, unless ``told`` says otherwise."""
    liu()
    client = client or a_client(a_social_worker("李敏"))
    today = told.setdefault("as_of", timezone.localdate())
    return transfer.offer(
        told.pop("by", client.caseworker), client.pk, a_region(to), told.pop("moved_on", today), NOTE, **told
    )


def received(row: Transfer, by: User | None = None, home: str = HABAGEXI, as_of: date | None = None) -> Transfer:
    """Signed by 刘洋 for herself, unless somebody else is named."""
    return transfer.receive(by or liu(), row.pk, a_region(home), as_of=as_of)
