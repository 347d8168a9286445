"""Every incentive, one file per family. The order is the order of the pages."""

from employers.incentives.incentive import Incentive

INCENTIVES: tuple[Incentive, ...] = ()
CATALOGUE: dict[str, Incentive] = {incentive.code: incentive for incentive in INCENTIVES}
