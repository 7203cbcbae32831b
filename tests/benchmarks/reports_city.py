"""Monthly reports on the city: the year's list, its board, the ladder, the first page ÷ the contract list."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from oversight.calendar import fiscal_year_of
from oversight.clock import MachineClock
from oversight.demo import DEMO_PASSPHRASE, DEMO_USER, make_demo
from oversight.office import open_office
from oversight.reports import board_of
from tests.benchmarks.figures import seconds, tell

ROUNDS = 7


def usual(work: Callable[[], object]) -> float:
    """Return the median time of some rounds, the first left out."""
    return median([seconds(work) for _round in range(ROUNDS)][1:])


def main() -> None:
    """Make the city and time what the pages read."""
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        city.mkdir()
        make_demo(city, scale="city")
        office = open_office(city, user_id=DEMO_USER, passphrase=DEMO_PASSPHRASE, clock=MachineClock())
        year = fiscal_year_of(MachineClock().today())
        contracts = usual(office.contracts.list_contracts)
        lines = office.reports.list_year(year)
        tell("the year's list", usual(lambda: office.reports.list_year(year)), contracts, "none")
        tell("the board of it", usual(lambda: board_of(lines, year)), contracts, "none")
        tell("what is on the ladder", usual(office.chasing.list_chased), contracts, "none")
        tell("the first page", usual(office.home.view), contracts, "none")
        office.close()


if __name__ == "__main__":
    main()
