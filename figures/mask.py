"""What of a month must not leave the house: worked out once, when it is closed, over all places and figures together.

One mask for all tables ever printed of the month: two tables of neighbours cannot be held against each other. It
reaches down to the streets; what lies below is never printed.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from figures.catalogue.table import BY_CODE, FIGURES
from figures.count import Counted
from figures.figure import Figure, Kind, Table
from figures.period import last_day
from figures.suppression import Axis, hide
from people.models import Level, Region

# These are no people, or are known by their office: a firm, a base, a fair, who works for the public. A letter of
# intent was signed with somebody.
OPEN_TO_ALL = frozenset(
    {
        Table.ENTERPRISE,
        Table.VACANCY,
        Table.BASE,
        Table.FAIR,
        Table.FAIR_GUEST,
        Table.REGION,
        Table.MEMBERSHIP,
        Table.CADRE,
        Table.NONE,
    }
)

# {flow: the stock that it carries on, with the other flow of its pair}
CARRIES: dict[str, tuple[str, tuple[str, str]]] = {
    flow: (stock.code, pair) for stock in FIGURES for pair in stock.carried_by for flow in pair
}

_LINES = {(part.of, part.by) for one in FIGURES for part in one.parts_of}
# Flows divided along the same line as the stock that they carry on: two months tell of each part what it changed, so
# that none can be taken for another.
TOLD_APART = frozenset(
    part.of
    for one in FIGURES
    for part in one.parts_of
    if part.of in CARRIES and (CARRIES[part.of][0], part.by) in _LINES
)


def is_personal(figure: Figure) -> bool:
    """Whether it counts people or what concerns one of them."""
    return figure.kind in (Kind.STOCK, Kind.FLOW) and figure.table not in OPEN_TO_ALL


def own(code: str) -> str:
    """The name of what is known of a place but of none of those below it."""
    return f"{code}~"


def mask_of(
    counted: Mapping[str, Counted], month: date, before: Mapping[str, Iterable[str]] | None = None
) -> dict[str, list[str]]:
    """{code of a figure: places where it must not be shown}, of the figures counted. See ``own`` for the rest.

    before  the mask of the month before, if that was closed: what it hid is hidden along sooner
    """
    known = frozenset(
        Region.objects.current(last_day(month)).filter(level__lte=Level.STREET).values_list("code", flat=True)
    )
    personal = [figure.code for figure in FIGURES if is_personal(figure) and figure.code in counted]
    # A figure stands with all others that it adds up with; what stands apart is looked at apart.
    hidden: dict[str, list[str]] = {code: [] for code in personal}
    earlier = frozenset((place, code) for code, places in (before or {}).items() for place in places)
    for figures in _components(personal):
        for place, figure in _hidden(figures, counted, known, earlier):
            hidden.setdefault(figure, []).append(place)
    return {code: sorted(hidden[code]) for code in personal}


def _components(codes: list[str]) -> Iterable[list[str]]:
    """The figures by the top whole that they are part of, the two flows of a pair together."""
    groups: dict[str, list[str]] = {}
    for code in codes:
        top = code
        while BY_CODE[top].parts_of:
            top = BY_CODE[top].parts_of[0].of
        if top in CARRIES:
            top, _ = CARRIES[top][1]
        groups.setdefault(top, []).append(code)
    return groups.values()


def _hidden(
    figures: list[str], counted: Mapping[str, Counted], known: frozenset[str], before: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    values: dict[tuple[str, str], int] = {}
    for figure in figures:
        for code, amount in counted[figure].counts.items():
            for place in path(code, known):
                values[place, figure] = values.get((place, figure), 0) + amount  # type: ignore[operator]
    nodes = sorted({place for place, _ in values})
    values = {(place, figure): values.get((place, figure), 0) for place in nodes for figure in figures}
    families = _families(figures)
    rests = _add_rests(values, nodes, families)
    turn, ends = _add_turn(values, nodes, figures, families)
    axis = Axis(families, rests | turn, known=ends, apart=TOLD_APART)
    # A 0 beside it would tell a flow out of what both come to: it has to be hidden, too.
    hidden = hide(values, Axis(_below(nodes)), axis, along=bool(turn), before=before)
    return frozenset(cell for cell in hidden if cell[1] in BY_CODE)


def path(code: str, known: frozenset[str]) -> list[str]:
    """The places that a row of this region counts for, from the top; the last one is a leaf of the tree."""
    places = [code[:length] for length in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.STREET)]
    found = [place for place in dict.fromkeys(places) if place in known]
    if not found:
        return [own("")]
    return found if len(found[-1]) == Level.STREET else [*found, own(found[-1])]


def _below(nodes: list[str]) -> dict[str, list[list[str]]]:
    """The tree of the places that occur: each under the longest other that it begins with."""
    tree: dict[str, list[list[str]]] = {}
    for node in nodes:
        upper = [one for one in nodes if one != node and node.startswith(one) and not one.endswith("~")]
        if upper:
            tree.setdefault(max(upper, key=len), [[]])[0].append(node)
    return tree


def _families(figures: list[str]) -> dict[str, list[list[str]]]:
    """{whole: lists of parts}, of complete and incomplete divisions alike."""
    lines: dict[tuple[str, str], list[str]] = {}
    for code in figures:
        for part in BY_CODE[code].parts_of:
            lines.setdefault((part.of, part.by), []).append(code)
    families: dict[str, list[list[str]]] = {}
    for (whole, _), parts in lines.items():
        families.setdefault(whole, []).append(parts)
    return families


def _add_rests(
    values: dict[tuple[str, str], int], nodes: list[str], families: dict[str, list[list[str]]]
) -> frozenset[str]:
    """Where the parts are not all of the whole, what is left is a part that stands nowhere. Returns the names of these.

    Also where only the numbers show it, as with a kind that the catalogue does not know: a rest of nothing but zeros in
    a division that is complete is none, for a reader counts on it.
    """
    rests = []
    for whole, divisions in families.items():
        for number, parts in enumerate(divisions):
            rest = f"{whole}~{number}"
            left = {place: values[place, whole] - sum(values[place, part] for part in parts) for place in nodes}
            complete = all(part.complete for code in parts for part in BY_CODE[code].parts_of if part.of == whole)
            if complete and not any(left.values()):
                continue
            values.update({(place, rest): amount for place, amount in left.items()})
            parts.append(rest)
            rests.append(rest)
    return frozenset(rests)


def _add_turn(
    values: dict[tuple[str, str], int], nodes: list[str], figures: list[str], families: dict[str, list[list[str]]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Of a pair of flows: what stood before with what came is what stands now with what went. Returns the names of that
    whole and of its two ends, which a reader of both months knows; nothing of figures that carry no stock on.

    Of the ends no more is taken than their difference tells, for more does not matter.
    """
    pair = next((CARRIES[code][1] for code in figures if code in CARRIES), None)
    if pair is None or not set(pair) <= set(figures):
        return frozenset(), frozenset()
    came, went = pair
    whole, before, after = f"{came}~turn", f"{came}~before", f"{came}~after"
    for place in nodes:
        values[place, before], values[place, after] = values[place, went], values[place, came]
        values[place, whole] = values[place, came] + values[place, went]
    families[whole] = [[before, came], [after, went]]
    return frozenset({whole}), frozenset({before, after})
