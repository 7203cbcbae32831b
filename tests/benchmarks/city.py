"""The city vault: passphrase to usable home ÷ one Argon2id run; contract list opened, searched, filtered."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

from oversight.demo import DEMO_PASSPHRASE, DEMO_USER, make_demo
from oversight.inspections import InspectionsService
from oversight.office import Office, open_office
from oversight.register import ContractsService
from oversight.vault.keys import STANDARD, derive_key
from tests.benchmarks.figures import middle, seconds, tell

LOADED_WHILE_TYPING = (InspectionsService, ContractsService)


def main() -> None:
    """Make the city if it is not there, then measure."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/city")
    if not (folder / "truths.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = seconds(lambda: make_demo(folder, scale="city"))
        sys.stdout.write(f"city made in {made:.0f} s\n")
    argon = middle(lambda: derive_key("x" * 20, os.urandom(16), STANDARD), 5)
    home = middle(lambda: enter(folder), 5)
    tell("passphrase to usable home", home, argon, "≤ 3")
    with closing(opened(folder)) as office:
        for what, work in (
            ("contract list read", office.contracts.list_contracts),
            ("contracts searched", lambda: office.contracts.search_contracts("高崎")),
            ("inspections read", office.inspections.list_inspections),
            ("journal verified", office.journal.verify),
        ):
            sys.stdout.write(f"{what}: {middle(work, 3) * 1000:.0f} ms\n")


def opened(folder: Path) -> Office:
    """Open the city."""
    return open_office(folder, user_id=DEMO_USER, passphrase=DEMO_PASSPHRASE)


def enter(folder: Path) -> None:
    """Open the city as far as the first page's figures."""
    with closing(opened(folder)) as office:
        office.home.view()


if __name__ == "__main__":
    main()
