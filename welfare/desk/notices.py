"""告知单: what a family takes home. One entitlement, or all of them; neutral unless it is the client's own copy."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients import door
from people.doors import desk
from welfare.catalogue.table import BY_CODE
from welfare.desk.household import WHO, frame
from welfare.desk.lookout import Lookout, look
from welfare.notice import Kind, Notice, merged, notices
from welfare.plain import is_own


@require_safe
@desk(*WHO)
def notice(request, client_id, code):
    """One entitlement. What is about recovery or illness itself says at its top that it is the client's own copy."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    if code not in seen.found:
        raise Http404
    asked = [one for one in seen.entitlements if one.code == code]
    return _sheet(request, seen, _written(seen, asked), own=is_own(asked[0]))


@require_safe
@desk(*WHO)
def all_notices(request, client_id):
    """Everything that may lie on a kitchen table; what may not has a copy of its own."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    # What cannot be had beside something that they have is no news to them.
    excluded = {other for code in seen.receiving for other in BY_CODE[code].exclusive}
    asked = [one for one in seen.entitlements if not is_own(one) and one.code not in excluded]
    written = _written(seen, asked)
    return _sheet(request, seen, written, own=False)


def _written(seen: Lookout, asked) -> list[Notice]:
    return notices(
        seen.gathered.household,
        asked,
        seen.book,
        people=seen.relations,
        receiving=seen.receiving,
        running=seen.running,
    )


def _sheet(request, seen: Lookout, written: list[Notice], own: bool):
    of_kind = {kind: [one for one in written if one.kind is kind] for kind in Kind}
    questions, papers = merged(written)
    context = {
        "only": written[0] if len(written) == 1 else None,
        "groups": [
            (kind.value, of_kind[kind]) for kind in (Kind.ENTITLED, Kind.RUNNING, Kind.RECEIVING) if of_kind[kind]
        ],
        "open": of_kind[Kind.OPEN],
        "questions": questions,
        "papers": papers,
        "not_now": of_kind[Kind.NOT_NOW],
        "own": own,
        "today": seen.today,
        **frame(request, seen.client),
    }
    return render(request, "welfare/desk/notice.html", context)
