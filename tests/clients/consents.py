"""Questions and links in the state in which a story needs them, made by the verbs themselves."""

from datetime import date, datetime

from clients import give_consent, personal_links
from clients.models import Client, Consent, ConsentField, ConsentPurpose, PersonalLink
from tests.cast import MONDAY_9, a_credit_code

PROFILE, NAME, PHONE = ConsentField.PROFILE, ConsentField.NAME, ConsentField.PHONE
UNTIL = date(2027, 5, 20)


def asked(
    client: Client,
    firm: str = "蒙泰热电",
    *,
    fields=(PROFILE, NAME, PHONE),
    purpose: str = ConsentPurpose.REFERRAL,
    until: date = UNTIL,
    at: datetime = MONDAY_9,
) -> tuple[Consent, PersonalLink]:
    """Her caseworker asks for this firm; the question and the link to answer it."""
    return give_consent.ask(client.caseworker, client, a_credit_code(firm), firm, purpose, fields, until, at=at)


def given(client: Client, firm: str = "蒙泰热电", *, fields=(NAME, PHONE), at: datetime = MONDAY_9, **asks) -> Consent:
    """She said yes on her phone, and ticked ``fields``."""
    _, link = asked(client, firm, at=at, **asks)
    return give_consent.answer(link, True, fields, at=at)


def token(link: PersonalLink) -> str:
    return personal_links.address(link).split("/")[-2]


def last_four(client: Client) -> str:
    return client.id_number[-4:]
