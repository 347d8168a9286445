"""人员配备: how many full-time workers a street owes its clients. A city's own rule, and known for one city alone.

鄂府发〔2014〕75号 asks for one full-time worker per thirty people, at least one in each street, and for women to be
cared for by women. Elsewhere nothing is known, and no neighbour's number is used; thirty to one still serves as the
line that every caseload is drawn against.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

from law.article import Article
from law.dated import Dated, Timeline


@dataclass(frozen=True, slots=True)
class Staffing:
    """``per_worker`` clients at most for one full-time worker, and ``at_least`` so many in each street."""

    per_worker: int
    at_least: int

    def needed(self, clients: int) -> int:
        """Full-time workers for so many clients in one street; a street without clients needs none."""
        return max(self.at_least, ceil(clients / self.per_worker)) if clients else 0


CLIENTS_PER_WORKER = 30
"""The line of every caseload, in charts and lists, also where no rule is known."""
CITIES: dict[str, Timeline[Staffing]] = {
    "1506": Timeline(
        "专职工作人员配备",
        Dated(
            Staffing(per_worker=CLIENTS_PER_WORKER, at_least=1),
            valid_from=date(2014, 11, 5),
            source=Article("鄂尔多斯市人民政府鄂府发〔2014〕75号文件"),
            review_by=date(2027, 11, 5),
        ),
    ),
}


def rule_of(region_code: str, on: date) -> Dated[Staffing] | None:
    """What the city of this region asks for on a day, with its source; None where none is known."""
    timeline = next((found for city, found in CITIES.items() if region_code.startswith(city)), None)
    return timeline.at(on) if timeline else None
