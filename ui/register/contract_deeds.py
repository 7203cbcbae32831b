"""What may be done with a contract from its page: the sheets and dialogs, and what follows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.words import _
from ui.page import Page
from ui.register.contract_detail import ContractPane, Wish
from ui.register.contract_sheet import ContractSheet
from ui.register.deed_dialog import DeedDialog, reason_field
from ui.register.floor_plans_sheet import FloorPlansSheet
from ui.register.lines_sheet import LinesSheet
from ui.register.roster_sheet import RosterSheet
from ui.register.sheet import Sheet
from ui.register.subjects_sheet import SubjectsSheet
from ui.register.tiers_sheet import TiersSheet
from ui.rooms import AddRecord, Room
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.register import ContractDetail

AnySheet = Sheet | LinesSheet[Any]


class ContractDeeds(QObject):
    """Opens a sheet over the window and tells ``saved`` which contract to show when it is left."""

    def __init__(self, page: Page, saved: Callable[[UUID | None], None]) -> None:
        super().__init__(page)
        self._page, self._tell = page, saved
        self.sheet: AnySheet | None = None

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a sheet holds something typed and not saved."""
        return self.sheet is not None and self.sheet.is_changed

    def add(self) -> None:
        """Enter a new contract."""
        if self._may_edit:
            self._open(ContractSheet(self._page.shell))

    def edit(self, contract_id: UUID) -> None:
        """Mend a contract."""
        if not self._may_edit:
            return
        page = self._page
        page.shell.read(lambda: page.office.contracts.get_contract(contract_id), self._open_edit, owner=self)

    @property
    def _may_edit(self) -> bool:
        return self.sheet is None and may(self._page.office.actor, Deed.EDIT_REGISTER)

    def _open_edit(self, detail: ContractDetail) -> None:
        if self.sheet is None:
            self._open(ContractSheet(self._page.shell, detail))

    @Slot(object)
    def do_wish(self, wish: Wish) -> None:
        """Do what was asked of the contract at the side."""
        pane = self.sender()
        if not isinstance(pane, ContractPane):
            return
        shell, detail = self._page.shell, pane.whole.detail
        if wish is Wish.EDIT:
            self.edit(detail.id)
        elif wish is Wish.PLAN:
            shell.open(Room.INSPECTIONS, AddRecord(detail.id))
        elif wish is Wish.WITHDRAW:
            self._withdraw(detail)
        elif self.sheet is None:
            self._open(_SHEETS[wish](shell, detail))

    def _open(self, sheet: AnySheet) -> None:
        self.sheet = sheet
        sheet.finished.connect(self._close)
        self._page.shell.cover(sheet)

    @Slot(object)
    def _close(self, change: Change | None) -> None:
        self.sheet = None
        self._page.shell.uncover()
        is_one = change is not None and change.touches(Subject.CONTRACT)
        self._tell(change.row_id if change is not None and is_one else None)

    def _withdraw(self, detail: ContractDetail) -> None:
        contracts = self._page.office.contracts

        def withdraw(values: Mapping[str, Any]) -> Change:
            return contracts.withdraw_contract(detail.id, version=detail.version, **values)

        dialog = DeedDialog(
            self._page.shell,
            self._page,
            heading=_("契約「{title}」を取り下げる").format(title=detail.draft.title),
            explained=_(
                "一覧から除きます。記録そのものと記録簿は残ります。終わった契約は、状態を終結にします。"
            ),
            verb=_("取り下げる"),
            fields=(reason_field(_("取り下げる理由")),),
            deed=withdraw,
            is_dangerous=True,
        )
        dialog.open_over()


def _amendment(shell: Shell, detail: ContractDetail) -> AnySheet:
    return ContractSheet(shell, detail, is_amendment=True)


_SHEETS: dict[Wish, Callable[[Shell, ContractDetail], AnySheet]] = {
    Wish.AMEND: _amendment,
    Wish.SUBJECTS: SubjectsSheet,
    Wish.TIERS: TiersSheet,
    Wish.FLOOR_PLANS: FloorPlansSheet,
    Wish.ROSTER: RosterSheet,
}
