"""Every incentive, one file per family. The order is the order of the pages."""

from employers.incentives.catalogue import key_groups
from employers.incentives.incentive import Incentive

INCENTIVES: tuple[Incentive, ...] = (key_groups.HIRE,)
CATALOGUE: dict[str, Incentive] = {incentive.code: incentive for incentive in INCENTIVES}
