"""Deeds at the vault's door, run off the window's thread; each loads the office when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oversight.clock import Clock
    from oversight.office import Office


@dataclass(frozen=True)
class Entry:
    """An office just opened, and what is asked for when it is locked and opened again."""

    office: Office
    folder: Path
    user_id: str
    is_new: bool = False


@dataclass(frozen=True)
class NewOffice:
    """What is asked for when a vault is made."""

    folder: Path
    city: str
    section: str
    name: str
    post: str
    user_id: str
    passphrase: str


def load_office() -> None:
    """Import the office while the passphrase is typed (docs/window.md#start)."""
    import oversight.office  # noqa: F401 - for its side effect: the modules are there when needed


def enter(folder: Path, user_id: str, passphrase: str, clock: Clock) -> Entry:
    """Open the vault with a passphrase."""
    from oversight.office import open_office

    office = open_office(folder, user_id=user_id, passphrase=passphrase, clock=clock)
    return Entry(office, folder, user_id)


def enter_quickly(folder: Path, clock: Clock) -> Entry:
    """Open the vault with the key that the machine's keyring remembers."""
    from oversight.office import open_office_quickly

    office = open_office_quickly(folder, clock=clock)
    return Entry(office, folder, office.people.own_user_id())


def enter_with_code(folder: Path, code: str, user_id: str, new_passphrase: str, clock: Clock) -> Entry:
    """Open the vault with the printed recovery code and set a new passphrase."""
    from oversight.office import open_office_with_recovery_code

    office = open_office_with_recovery_code(
        folder, code=code, user_id=user_id, new_passphrase=new_passphrase, clock=clock
    )
    return Entry(office, folder, user_id)


def create(new: NewOffice, clock: Clock) -> Entry:
    """Make a vault with its first person and open it."""
    from oversight.office import Founder, create_office

    founder = Founder(name=new.name, post=new.post, user_id=new.user_id, passphrase=new.passphrase)
    office = create_office(new.folder, city=new.city, section=new.section, founder=founder, clock=clock)
    return Entry(office, new.folder, new.user_id, is_new=True)


def put_back_header(folder: Path) -> None:
    """Put the key file before in the place of a damaged one."""
    from oversight.vault import put_back_previous_header

    put_back_previous_header(folder)


def can_enter_quickly(folder: Path) -> bool:
    """Tell whether this machine remembers a key for the vault; any trouble means it does not."""
    from oversight.errors import OversightError
    from oversight.vault import QuickUnlock, read_vault

    try:
        return QuickUnlock().is_remembered(read_vault(folder))
    except OversightError:
        return False
