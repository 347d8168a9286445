"""Every register there is, in the order in which people meet them."""

from figures.registers.assistance import AID
from figures.registers.executing import LEAVES, PLANNED, REPORTS
from figures.registers.helping import HELP, PAIRINGS, PLANS
from figures.registers.moving import MOVES
from figures.registers.register import Register
from figures.registers.roster import ROSTER
from figures.registers.workers import WORKERS
from figures.registers.working import PLACEMENTS, SERVICES
from people.models import User

REGISTERS: tuple[Register, ...] = (
    ROSTER,
    MOVES,
    WORKERS,
    REPORTS,
    LEAVES,
    PLANNED,
    HELP,
    PLANS,
    PAIRINGS,
    PLACEMENTS,
    SERVICES,
    AID,
)
BY_CODE = {register.code: register for register in REGISTERS}


def of(user: User) -> list[Register]:
    """Those that ``user`` may read in her acting role."""
    return [register for register in REGISTERS if user.role in register.roles]
