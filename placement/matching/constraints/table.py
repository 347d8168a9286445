"""All hard constraints, in the order in which they are counted and shown: the law first, then what cannot be moved,
then what can be talked about. One line each; a new constraint is a class and a line."""

from placement.matching.bars import BARS
from placement.matching.constraints.constraint import Constraint
from placement.matching.constraints.hours import Appointments, Shifts
from placement.matching.constraints.offer import Fresh, Headcount, Industries, WageFloor
from placement.matching.constraints.person import Limits, Papers, Schooling, WorkingAge
from placement.matching.constraints.place import Reachable
from placement.matching.constraints.statute import OccupationalBar

CONSTRAINTS: tuple[Constraint, ...] = (
    *map(OccupationalBar, BARS),
    WorkingAge(),
    Fresh(),
    Headcount(),
    Limits(),
    Papers("certificates", "证书", driving=False),
    Papers("licence", "驾驶证", driving=True),
    Schooling(),
    Shifts(),
    Appointments(),
    Reachable(),
    Industries(),
    WageFloor(),
)
BY_CODE = {constraint.code: constraint for constraint in CONSTRAINTS}
