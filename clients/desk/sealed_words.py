"""What somebody typed to find a person, on its way through an address.

Addresses are kept by browsers, proxies and logs, and names and ID numbers have no place there: the words come by POST
and stand in the address of the list as ciphertext that only their writer can open.
"""

from django.http import QueryDict

from people import vault
from people.models import User

LONGEST = 60
TYPED, SEALED = "q", "words"


def address_of(posted: QueryDict, user: User) -> str:
    """The filters of a sent form as a query string, what was typed sealed; "" when none is set."""
    query = QueryDict(mutable=True)
    for name in posted:
        values = [value for value in posted.getlist(name) if value]
        if values and name not in (TYPED, "csrfmiddlewaretoken"):
            query.setlist(name, values)
    if words := posted.get(TYPED, "").strip()[:LONGEST]:
        query[SEALED] = vault.encrypt(words, _place(user))
    return query.urlencode()


def with_words(query: QueryDict, user: User) -> QueryDict:
    """A copy of ``query`` with what was typed as ``q``; without, if there is nothing or somebody else sealed it."""
    opened = query.copy()
    opened.pop(TYPED, None)
    if sealed := opened.get(SEALED):
        try:
            opened[TYPED] = vault.decrypt(sealed, _place(user))
        except vault.VaultError:
            opened.pop(SEALED)
    return opened


def _place(user: User) -> str:
    return f"clients|{SEALED}|{user.pk}"
