"""Staff: who works here, what each may do, who holds a key to the vault."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.department import Department, Role, Staff
from oversight.access import Actor, Deed, require
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError, VaultError
from oversight.faces import face_of
from oversight.people import pin_rows
from oversight.people.departments import DepartmentRow, add_department_row, department_row
from oversight.settings import read_settings
from oversight.words import _

if TYPE_CHECKING:
    from oversight.vault import QuickUnlock, UnlockedVault


@dataclass(frozen=True)
class StaffDraft:
    """A member of staff as entered."""

    name: str
    kana: str = ""
    post: str = ""
    department_id: UUID | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class StaffRow:
    """A member of staff as lists show it; ``may_sign_in`` tells whether a key is held."""

    id: UUID
    version: int
    name: str
    kana: str
    post: str
    department_id: UUID | None
    department: str
    roles: frozenset[Role]
    user_id: str
    may_sign_in: bool
    left_on: dt.date | None


class PeopleService:
    """Departments, staff and their keys."""

    def __init__(self, desk: Desk, vault: UnlockedVault | None) -> None:
        self._desk = desk
        self._vault = vault

    def take_up(self, vault: UnlockedVault | None) -> None:
        """Go on with the vault as it was opened anew."""
        self._vault = vault

    def list_departments(self) -> tuple[DepartmentRow, ...]:
        """Return the departments that are not withdrawn, by kana."""
        query = (
            select(Department)
            .where(Department.withdrawn_on.is_(None))
            .order_by(Department.kana, Department.name)
        )
        with self._desk.reading() as session:
            return tuple(department_row(row) for row in session.scalars(query))

    def add_department(self, *, name: str, kana: str = "", bureau: str = "", phone: str = "") -> Change:
        """Add a department; its name is unique."""
        with self._desk.writing(Deed.EDIT_REGISTER, "department.add") as session:
            row = add_department_row(session, name=name, kana=kana, bureau=bureau, phone=phone)
        return Change.of(Subject.PEOPLE, row_id=row.id)

    def own_section(self) -> UUID | None:
        """Return the department of the person who asks, or None where it is not entered."""
        query = select(Staff.department_id).where(Staff.id == self._desk.actor.staff_id)
        with self._desk.reading() as session:
            return session.scalars(query).one_or_none()

    def list_staff(self) -> tuple[StaffRow, ...]:
        """Return the staff that are not withdrawn, by kana."""
        query = (
            select(Staff, Department.name)
            .outerjoin(Department, Staff.department_id == Department.id)
            .where(Staff.withdrawn_on.is_(None))
            .order_by(Staff.kana, Staff.name)
        )
        with self._desk.reading() as session:
            return tuple(_staff_row(staff, name or "") for staff, name in session.execute(query))

    def add_staff(self, draft: StaffDraft) -> Change:
        """Add a member of staff without a key."""
        with self._desk.writing(Deed.MANAGE_PEOPLE, "staff.add") as session:
            row = add_staff_row(session, draft)
        return Change.of(Subject.PEOPLE, row_id=row.id)

    def change_staff(self, staff_id: UUID, draft: StaffDraft, *, version: int | None = None) -> Change:
        """Change name, post, department and roles; the last administrator keeps the role."""
        with self._desk.writing(Deed.MANAGE_PEOPLE, "staff.change") as session:
            row = get_row(session, Staff, staff_id)
            check_version(row, version)
            _check_name(draft)
            if Role.ADMINISTRATOR not in draft.roles:
                _refuse_last_administrator(session, row)
            row.name, row.kana, row.post = draft.name.strip(), draft.kana.strip(), draft.post.strip()
            row.department_id, row.roles = draft.department_id, _stored(draft.roles)
        return Change.of(Subject.PEOPLE, row_id=staff_id)

    def give_key(self, staff_id: UUID, *, user_id: str, passphrase: str) -> Change:
        """Let a colleague sign in: a slot in the vault and the user id in the store.

        Without a vault (office server) there are no keys to give: ``VaultError``.
        """
        require(self._desk.actor, Deed.MANAGE_PEOPLE)
        vault = self._open_vault()
        with self._desk.writing(Deed.MANAGE_PEOPLE, "staff.give_key") as session:
            row = get_row(session, Staff, staff_id)
            if row.slot_id in vault.person_slot_ids:
                raise RefusedError(_("この職員はすでに鍵を持っています。"))
            slot_id = vault.add_slot(user_id=user_id, passphrase=passphrase)
            try:
                row.user_id, row.slot_id = user_id.strip(), slot_id
                session.flush()
            except BaseException:
                vault.remove_slot(slot_id)
                raise
        return Change.of(Subject.PEOPLE, row_id=staff_id)

    def take_key(self, staff_id: UUID, *, reason: str = "") -> Change:
        """Take a colleague's key away, and the PIN with it.

        Nobody takes their own, and one administrator keeps a key.
        """
        require(self._desk.actor, Deed.MANAGE_PEOPLE)
        vault = self._open_vault()
        if staff_id == self._desk.actor.staff_id:
            raise RefusedError(_("自分の鍵は外せません。"), _("ほかの管理者に頼んでください。"))
        with self._desk.writing(Deed.MANAGE_PEOPLE, "staff.take_key", reason) as session:
            row = get_row(session, Staff, staff_id)
            if row.slot_id is None:
                raise RefusedError(_("この職員は鍵を持っていません。"))
            slot_id = row.slot_id
            row.slot_id, row.user_id = None, None
            pin_rows.drop_pin(session, staff_id)
            session.flush()
            vault.remove_slot(slot_id)  # before the commit: a key that stays must not look taken
        return Change.of(Subject.PEOPLE, row_id=staff_id)

    def change_passphrase(self, *, old: str, new: str) -> Change:
        """Change the acting person's own passphrase."""
        user_id = self.own_user_id()
        self._open_vault().change_passphrase(user_id=user_id, old=old, new=new)
        return self._note_own("staff.change_passphrase")

    def remember_quick_unlock(self, quick_unlock: QuickUnlock | None = None) -> Change:
        """Let this machine's keyring open the vault as the acting person, if the office allows it."""
        with self._desk.reading() as session:
            if not read_settings(session).quick_unlock_allowed:
                raise quick_unlock_forbidden()
        _quick_unlock(quick_unlock).remember(self._open_vault(), self.own_user_id())
        return self._note_own("staff.remember_quick_unlock")

    def forget_quick_unlock(self, quick_unlock: QuickUnlock | None = None) -> Change:
        """Take the acting person's quick unlock out of this machine's keyring and out of the vault."""
        _quick_unlock(quick_unlock).forget(self._open_vault())
        return self._note_own("staff.forget_quick_unlock")

    def reauthenticate(self, *, user_id: str, passphrase: str) -> Actor:
        """Return the colleague who has just proven to be present: a witness, an approver, a signer.

        Raise ``WrongPassphraseError`` or ``TooSoonError`` as unlocking does, ``VaultError`` without a vault.
        """
        slot_id = self._open_vault().check_passphrase(user_id, passphrase)
        with self._desk.reading() as session:
            row = session.scalar(select(Staff).where(Staff.slot_id == slot_id))
        if row is None:
            raise VaultError(_("その鍵に対応する職員がいません。"), _("管理者に知らせてください。"))
        return actor_of(row)

    def own_user_id(self) -> str:
        """Return the user id of the acting person; ``VaultError`` where there is none."""
        with self._desk.reading() as session:
            row = session.get(Staff, self._desk.actor.staff_id)
            if row is None or row.user_id is None:
                raise VaultError(_("あなたの利用者IDが登録されていません。"), _("管理者に頼んでください。"))
            return row.user_id

    def _open_vault(self) -> UnlockedVault:
        if self._vault is None:
            raise VaultError(_("この保存先には鍵がありません。"), _("庁内サーバーの管理者に頼んでください。"))
        with self._desk.reading() as session:
            self._vault.minimum_length = read_settings(session).minimum_passphrase_length
        return self._vault

    def _note_own(self, deed: str) -> Change:
        """Journal a deed of the acting person about their own key, which leaves no trace in the row."""
        own_id = self._desk.actor.staff_id
        if own_id is not None:
            with self._desk.store.writing(self._desk.actor, deed) as session:
                session.journalling.note_deed(Staff, own_id)
        return Change.of(Subject.PEOPLE, row_id=own_id)


def quick_unlock_forbidden() -> VaultError:
    """Return the error for quick unlock where the office does not allow it."""
    return VaultError(
        _("簡易解錠は、この保管庫の設定で許可されていません。"), _("パスフレーズで解錠してください。")
    )


def _quick_unlock(given: QuickUnlock | None) -> QuickUnlock:
    from oversight.vault import QuickUnlock

    return given or QuickUnlock()


def add_staff_row(session: Session, draft: StaffDraft) -> Staff:
    """Add a member of staff through a writing session."""
    _check_name(draft)
    row = Staff(
        name=draft.name.strip(),
        kana=draft.kana.strip(),
        post=draft.post.strip(),
        department_id=draft.department_id,
        roles=_stored(draft.roles),
    )
    session.add(row)
    session.flush()
    return row


def actor_of(row: Staff) -> Actor:
    """Return the person who acts under a row of staff."""
    return Actor(row.id, row.name, row.post, frozenset(Role(role) for role in row.roles))


def _stored(roles: frozenset[Role]) -> list[str]:
    return [role.value for role in Role if role in roles]


def _check_name(draft: StaffDraft) -> None:
    if not draft.name.strip():
        raise RefusedError(_("氏名がありません。"), _("氏名を入力してください。"), field="name")


def _refuse_last_administrator(session: Session, row: Staff) -> None:
    others = session.scalars(select(Staff).where(Staff.id != row.id, Staff.withdrawn_on.is_(None)))
    held = Role.ADMINISTRATOR.value in row.roles
    if held and not any(Role.ADMINISTRATOR.value in other.roles for other in others):
        raise RefusedError(
            _("管理者が一人もいなくなります。"), _("先にほかの職員を管理者にしてください。"), field="roles"
        )


def _staff_row(row: Staff, department: str) -> StaffRow:
    return face_of(
        StaffRow,
        row,
        department=department,
        roles=frozenset(Role(role) for role in row.roles),
        user_id=row.user_id or "",
        may_sign_in=row.slot_id is not None,
    )
