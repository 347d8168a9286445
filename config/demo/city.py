"""What the demo city is made of: numbers nobody can have, names drawn from short lists, places on the real map.

Everything comes from one seeded generator and an as-of date, so two builds on one day are the same city.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from stdnum.cn import uscc

from clients.identity import check_character

DATA = Path(__file__).parent / "data"
SEED = 20_261_122
CITY = "1506"

# No place in China has this area code; numbers made with it belong to nobody.
AREA = "159900"
# No subscriber number in China begins with 0.
TELEPHONE = "0477-0"
FIRM_MARK = "（演示）"


@dataclass(frozen=True)
class District:
    """A county of the city and how many clients and social workers the demo puts there."""

    code: str
    clients: int
    workers: int


DISTRICTS = (
    District("150602", 420, 14),
    District("150603", 90, 3),
    District("150621", 210, 7),
    District("150622", 210, 7),
    District("150623", 40, 2),
    District("150624", 70, 3),
    District("150625", 40, 2),
    District("150626", 50, 2),
    District("150627", 70, 3),
)


@dataclass(frozen=True)
class Job:
    """One kind of post as the demo's firms advertise it; see data/jobs.toml."""

    key: str
    code: str
    titles: list[str]
    wages: list[str]
    counts: list[str]
    duties: list[str]
    asks: list[str]


@cache
def jobs() -> dict[str, Job]:
    """The kinds of post by key, in the order of the file."""
    with (DATA / "jobs.toml").open("rb") as file:
        return {row["key"]: Job(**row) for row in tomllib.load(file)["job"]}


@cache
def firm_rows() -> list[dict[str, str]]:
    """The firms of the demo, one dict a line of data/firms.csv."""
    with (DATA / "firms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def id_number(born: date, sex: str, serial: int) -> str:
    """A number that passes every check of form and belongs to nobody: its area code is unassigned.

    ``serial`` 0 to 499 tells apart people of one birthday and sex.
    """
    order = serial % 500 * 2 + (1 if sex == "male" else 0)
    first = f"{AREA}{born:%Y%m%d}{order:03d}"
    return first + check_character(first)


def credit_code(serial: int) -> str:
    """统一社会信用代码 with the unassigned area code and a right check character."""
    body = f"91{AREA}MA0Y{serial:05d}"
    return body + uscc.calc_check_digit(body)


def telephone(serial: int) -> str:
    """A land line that no exchange can connect."""
    return f"{TELEPHONE}{serial % 1_000_000:06d}"


def person_name(random: Random, sex: str) -> str:
    """A surname and a given name, drawn apart from each other."""
    names = _names()
    return random.choice(names["surnames"]) + random.choice(names["men" if sex == "male" else "women"])


@cache
def _names() -> dict[str, list[str]]:
    with (DATA / "names.toml").open("rb") as file:
        return {kind: names.split() for kind, names in tomllib.load(file).items()}


def day_between(random: Random, first: date, last: date) -> date:
    """A day from ``first`` to ``last``, both included; ``first`` if they are the wrong way round."""
    return first + timedelta(days=random.randrange(max((last - first).days, 0) + 1))


def near(random: Random, longitude: float, latitude: float, km: float) -> tuple[float, float]:
    """A point within about ``km`` of another, for a street whose own coordinates nobody published."""
    degrees = km / 111
    return (
        round(longitude + random.uniform(-degrees, degrees) / 0.77, 5),
        round(latitude + random.uniform(-degrees, degrees), 5),
    )
