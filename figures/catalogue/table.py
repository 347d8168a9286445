"""Every figure there is, group by group, and the lines of the city's monthly form."""

from figures.catalogue import (
    assistance,
    bases,
    clients,
    clocks,
    fairs,
    firms,
    helping,
    pairing,
    referrals,
    staffing,
    training,
    work,
)
from figures.figure import Figure

FIGURES: tuple[Figure, ...] = (
    *clients.FIGURES,
    *work.FIGURES,
    *referrals.FIGURES,
    *training.FIGURES,
    *assistance.FIGURES,
    *helping.FIGURES,
    *clocks.FIGURES,
    *firms.FIGURES,
    *bases.FIGURES,
    *pairing.FIGURES,
    *fairs.FIGURES,
    *staffing.FIGURES,
)

BY_CODE: dict[str, Figure] = {figure.code: figure for figure in FIGURES}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(figure.group for figure in FIGURES))

# What 广州市公安局 made known on 2018-11-22 for its city, in the same order: whom it concerns, aid, training, work,
# pairing, fairs, staff.
CITY_FORM: tuple[str, ...] = (
    "clients.open",
    "gap.households",
    "aid.on.minimum_living",
    "aid.new.temporary_relief",
    "aid.on.medical_aid",
    "aid.on.insurance_premium_aid",
    "aid.new.school_aid",
    "training.enrolled",
    "training.finished.passed",
    "training.certificates",
    "work.placed",
    "work.at_work",
    "work.share",
    "work.mark90.share",
    "pairing.cadres",
    "pairing.clients",
    "pairing.visits",
    "fairs.held",
    "fairs.firms",
    "fairs.letters",
    "bases.open",
    "staff.workers",
    "staff.ratio",
)
