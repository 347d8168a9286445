"""What the contract tests know of the house: its floors, and how to walk its files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the ground up; what shares a number stands side by side and may not lean on each other.
FLOORS = {
    "ui": 0,
    "law": 0,
    "lexicon": 0,
    "people": 1,
    "jobs": 2,
    "clients": 3,
    "employers": 3,
    "welfare": 4,
    "placement": 5,
    "figures": 6,
    "cms": 7,
    "config": 8,
}


def may_use(user: str, used: str) -> bool:
    """True if the package ``user`` may lean on the package ``used``: itself, or a lower floor."""
    return user == used or FLOORS[used] < FLOORS[user]


def files(*suffixes: str, packages=tuple(FLOORS), tests: bool = False):
    """The project's own files with these suffixes as (package, path); migrations are left out."""
    for package in (*packages, *(("tests",) if tests else ())):
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in suffixes and "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield package, path
