"""The one door: ``open_office`` gives an ``Office`` with one attribute per service and closes everything.

An office stands on a vault (a folder with its keys and the encrypted store). Nothing else opens a store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Engine, select

from models.department import Role, Staff
from oversight.access import Actor, Deed, require
from oversight.attachments import AttachmentsService
from oversight.backup import back_up, verify_store
from oversight.checklist.adopting import adopt_builtin
from oversight.clock import Clock, MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine, embedded_store
from oversight.errors import VaultError
from oversight.journal import JournalService
from oversight.ledger.noting import NotedRow
from oversight.people import DoorPinsService, PeopleService, StaffDraft
from oversight.people.departments import add_department_row
from oversight.people.pin_rows import drop_pin
from oversight.people.service import actor_of, add_staff_row, quick_unlock_forbidden
from oversight.services import Services
from oversight.settings import OfficeSettings, SettingsService, read_settings, write_settings
from oversight.store import Store, WritingSession
from oversight.upgrading import UpgradeReport, bring_up_to_date
from oversight.vault import (
    InstanceLock,
    QuickUnlock,
    UnlockedVault,
    check_place,
    create_vault,
    read_vault,
)
from oversight.words import _

if TYPE_CHECKING:
    from oversight.papers import Paper

BACKUPS_NAME = "backups"
_BEARING = frozenset({"contract", "contract_period", "monthly_report", "report_waiver", "setting"})
"""Tables whose rows bear on what is owed each month."""
_COMPARED = frozenset({"visit", "visit_exit", "device_return", "door_point", "worker"})
"""Tables whose rows are held against reports that came in."""
_FOUNDER = Actor(None, "Oversight", "", frozenset(Role))


@dataclass(frozen=True)
class Founder:
    """The person who creates an office: inspector, manager and administrator at once."""

    name: str
    post: str
    user_id: str
    passphrase: str


class Office(Services):
    """What a signed-in person may do, service by service. Close it to wipe the keys."""

    def __init__(
        self,
        desk: Desk,
        *,
        vault: UnlockedVault | None = None,
        lock: InstanceLock | None = None,
        upgrade: UpgradeReport | None = None,
    ) -> None:
        super().__init__(desk)
        self.vault = vault
        self.upgrade = upgrade
        self._lock = lock
        self.people = PeopleService(desk, vault)
        self.door_pins = DoorPinsService(desk, self.people)
        self.settings = SettingsService(desk)
        self.journal = JournalService(desk)
        self.attachments = AttachmentsService(desk)

    @property
    def actor(self) -> Actor:
        """Return the person signed in."""
        return self.desk.actor

    @property
    def organisation(self) -> OfficeSettings:
        """Return the settings, which name the city and its section."""
        return self.settings.read()

    def back_up(self) -> Path:
        """Copy the vault, still encrypted, into its folder of backups; return the copy's folder."""
        if self.vault is None:
            raise VaultError(_("この保存先の控えは、庁内サーバーの管理者が取ります。"))
        kept = self.settings.read().backups_kept
        return back_up(self.vault, self.vault.folder / BACKUPS_NAME, clock=self.desk.clock, keep=kept)

    def check_pages(self) -> int:
        """Read every page of the encrypted store and return the number of rows; ``StoreError`` on damage."""
        store = embedded_store(self.desk.store.engine)
        if store is None:
            raise VaultError(_("この保存先の検査は、庁内サーバーの管理者が行います。"))
        return sum(verify_store(store).values())

    def print_recovery_sheet(self) -> Paper:
        """Make a new recovery code and return the sheet to print; an earlier code stops working.

        The code stands on the sheet only. The deed is journalled.
        """
        from oversight.papers import print_recovery_sheet

        require(self.desk.actor, Deed.MANAGE_PEOPLE)
        if self.vault is None or self.desk.actor.staff_id is None:
            raise VaultError(_("この保存先には回復コードがありません。"))
        with self.desk.writing(Deed.MANAGE_PEOPLE, "staff.make_recovery_code") as session:
            session.journalling.note_deed(Staff, self.desk.actor.staff_id)
            code = self.vault.make_recovery_code()
        return print_recovery_sheet(code, city=self.settings.read().city, made_on=self.desk.today())

    def take_up(self, opened: Office) -> None:
        """Go on, closed, with what the same person opened anew: services handed out before stay good."""
        self.desk.store.take_up(opened.desk.store)
        self.people.take_up(opened.vault)
        self.vault, self._lock = opened.vault, opened._lock

    def close(self) -> None:
        """Close the store, wipe the keys, let the next instance in."""
        self.desk.store.close()
        if self.vault is not None:
            self.vault.close()
        if self._lock is not None:
            self._lock.release()


def create_office(
    folder: Path,
    *,
    city: str,
    section: str,
    founder: Founder,
    clock: Clock | None = None,
) -> Office:
    """Create a vault in ``folder`` with its first person, and open it.

    Raise ``VaultError`` when the folder will not do or already holds a vault.
    """
    clock = clock or MachineClock()
    check_place(folder, new=True)
    vault = create_vault(folder, user_id=founder.user_id, passphrase=founder.passphrase, clock=clock)
    try:
        return _open(vault, clock, lambda store: _found(store, clock, vault, city, section, founder))
    except BaseException:
        # the folder was empty; half a vault would only say later that nobody is registered in it
        for path in folder.iterdir():
            path.unlink()
        raise


def open_office(folder: Path, *, user_id: str, passphrase: str, clock: Clock | None = None) -> Office:
    """Open the vault in ``folder`` with a person's passphrase.

    Raise ``WrongPassphraseError``, another ``VaultError`` or a ``StoreError``; each says what to do.
    """
    check_place(folder)
    return _open(read_vault(folder).unlock(user_id, passphrase), clock or MachineClock())


def open_office_with_recovery_code(
    folder: Path, *, code: str, user_id: str, new_passphrase: str, clock: Clock | None = None
) -> Office:
    """Open the vault with the printed recovery code and give ``user_id`` a new passphrase."""
    check_place(folder)
    vault = read_vault(folder).unlock_with_recovery_code(code)
    return _open(
        vault, clock or MachineClock(), lambda store: _recover(store, vault, user_id, new_passphrase)
    )


def open_office_quickly(
    folder: Path, *, clock: Clock | None = None, quick_unlock: QuickUnlock | None = None
) -> Office:
    """Open the vault with the key this machine's keyring remembers.

    Raise ``VaultError`` where there is none, it fits no more, or the office's settings forbid it.
    """
    check_place(folder)
    office = _open((quick_unlock or QuickUnlock()).unlock(read_vault(folder)), clock or MachineClock())
    if not office.settings.read().quick_unlock_allowed:
        office.close()
        raise quick_unlock_forbidden()
    return office


def renew_key(folder: Path, *, user_id: str, passphrase: str, clock: Clock | None = None) -> Office:
    """Give the store a new key and return the office opened with it (``oversight.rekeying``).

    Only the acting person keeps a key: colleagues are given keys again, a recovery sheet is printed again.
    Raise as ``open_office`` does, or ``NotPermittedError``; the old key then stands.
    """
    from oversight.rekeying import rotate_key

    with closing(open_office(folder, user_id=user_id, passphrase=passphrase, clock=clock)) as office:
        require(office.actor, Deed.MANAGE_PEOPLE)
    with InstanceLock(folder):
        vault = read_vault(folder).unlock(user_id, passphrase)
        try:
            renewed = rotate_key(vault, user_id=user_id, passphrase=passphrase)
        finally:
            vault.close()
    return _open(renewed, clock or MachineClock(), lambda store: _take_lost_keys(store, renewed))


def office_on_engine(engine: Engine, actor: Actor, clock: Clock) -> Office:
    """Return an office on a store that is already open and up to date: the office server, tests."""
    return Office(Desk(open_store(engine, clock), clock, actor))


def _open(vault: UnlockedVault, clock: Clock, first: Callable[[Store], None] | None = None) -> Office:
    with ExitStack() as undoing:
        undoing.callback(vault.close)
        lock = InstanceLock(vault.folder)
        undoing.callback(lock.release)
        lock.acquire()
        path = vault.store_path
        engine = embedded_engine(path, vault.key, create=vault.is_new)
        undoing.callback(engine.dispose)
        report = bring_up_to_date(engine, store_path=path, backups=vault.folder / BACKUPS_NAME, clock=clock)
        store = open_store(engine, clock)
        if report.was_upgraded:
            _derive_anew(store)
        if first is not None:
            first(store)
        desk = Desk(store, clock, _signed_in(store, vault.slot_id))
        undoing.pop_all()
        return Office(desk, vault=vault, lock=lock, upgrade=report)


def open_store(engine: Engine, clock: Clock) -> Store:
    """Return a store that keeps what follows from other rows: the only kind an office stands on."""
    return Store(engine, clock, (_keep_derived,))


def _keep_derived(session: WritingSession, noted: Sequence[NotedRow]) -> None:
    """Keep what follows from a deed; an answer in an inspection bears on nothing and loads nothing."""
    if not _BEARING.isdisjoint(row.table for row in noted):
        from oversight.reports import keep_owed

        keep_owed(session, noted)
    if not _COMPARED.isdisjoint(row.table for row in noted):
        from oversight.reports.door_noting import note_door_points

        note_door_points(session, noted)


def _derive_anew(store: Store) -> None:
    """Fill what a new version of the store derives from what an older one held."""
    from oversight.reports import reckon

    with store.writing(_FOUNDER, "store.upgrade") as session:
        reckon(session)


def _found(
    store: Store, clock: Clock, vault: UnlockedVault, city: str, section: str, founder: Founder
) -> None:
    draft = StaffDraft(
        name=founder.name,
        post=founder.post,
        roles=frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.INSPECTOR}),
    )
    with store.writing(_FOUNDER, "vault.create") as session:
        write_settings(session, {"city": city.strip(), "section": section.strip()})
        department = add_department_row(session, name=section)
        row = add_staff_row(session, replace(draft, department_id=department.id))
        row.user_id, row.slot_id = founder.user_id.strip(), vault.slot_id
        adopt_builtin(session, clock)


def _recover(store: Store, vault: UnlockedVault, user_id: str, new_passphrase: str) -> None:
    with store.writing(_FOUNDER, "staff.recover") as session:
        row = session.scalar(select(Staff).where(Staff.user_id == user_id.strip()))
        if row is None:
            raise VaultError(
                _("その利用者IDの職員がいません。"), _("復旧する職員の利用者IDを入力してください。")
            )
        vault.minimum_length = read_settings(session).minimum_passphrase_length
        row.slot_id = vault.replace_slot(row.slot_id, user_id=user_id, passphrase=new_passphrase)


def _take_lost_keys(store: Store, vault: UnlockedVault) -> None:
    """Note in the store whose slot is not in the vault any more: they can be given a key again."""
    actor = _signed_in(store, vault.slot_id)
    with store.writing(actor, "vault.renew_key") as session:
        for row in session.scalars(select(Staff).where(Staff.slot_id.is_not(None))):
            if row.slot_id in vault.person_slot_ids:
                session.journalling.note_deed(Staff, row.id)
            else:
                row.slot_id, row.user_id = None, None
                drop_pin(session, row.id)


def _signed_in(store: Store, slot_id: UUID) -> Actor:
    with store.reading() as session:
        row = session.scalar(select(Staff).where(Staff.slot_id == slot_id))
    if row is None:
        raise VaultError(
            _("この鍵に対応する職員が登録されていません。"), _("管理者に頼んで鍵を作り直してください。")
        )
    return actor_of(row)
