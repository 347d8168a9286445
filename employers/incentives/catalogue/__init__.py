"""Every incentive, one file per family. The order is the order of the pages."""

from employers.incentives.catalogue import key_groups, self_employed
from employers.incentives.incentive import Incentive

INCENTIVES: tuple[Incentive, ...] = (key_groups.HIRE, self_employed.OWN)
CATALOGUE: dict[str, Incentive] = {incentive.code: incentive for incentive in INCENTIVES}
