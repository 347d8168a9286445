"""推介会: what the city's form asks for and nothing here records yet. It reads 未登记, never 0."""

from functools import partial

from figures.figure import Figure, Kind

GROUP = "就业推介会"

_unrecorded = partial(Figure, group=GROUP, kind=Kind.FLOW)

FIGURES = (
    _unrecorded(
        "fairs.held", "举办推介会", unit="场", definition="本月举办的就业推介会。平台还没有登记推介会，不按零算。"
    ),
    _unrecorded(
        "fairs.firms", "参会企业", unit="家", definition="本月推介会的参会企业。平台还没有登记推介会，不按零算。"
    ),
    _unrecorded(
        "fairs.letters", "达成意向", unit="份", definition="本月推介会签下的意向书。平台还没有登记推介会，不按零算。"
    ),
)
