"""The contracts: the unit of the yearly inspection; a table, one at the side, a sheet to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.japanese import fold
from oversight.words import _, mark
from ui.actions import ADD, EXPORT, action_button
from ui.page import Page
from ui.register.contract_columns import COLUMNS, Show, passes
from ui.register.contract_detail import ContractPane, WholeContract, read_whole
from ui.register.contract_sheet import ContractSheet
from ui.register.exporting import save_table
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.widgets.buttons import ButtonKind
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from oversight.register import ContractListRow


class ContractsPage(Page):
    """委託契約台帳."""

    key: ClassVar[Room] = Room.CONTRACTS
    title: ClassVar[str] = mark("委託契約")
    icon: ClassVar[str] = "file-text"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table: RowTable[ContractListRow] = RowTable(COLUMNS, name=_("委託契約"), key=lambda r: r.id)
        self.search = SearchField(_("件名・委託先・カナ・番号で探す"))
        specs = (
            ChipSpec(Show.RUNNING, _("履行中")),
            ChipSpec(Show.SPECIFIC, _("特定個人情報")),
            ChipSpec(Show.NOT_INSPECTED, _("今年度未実施")),
            ChipSpec(Show.ALL, _("すべて")),
        )
        self.chips = ChipRow(specs, name=_("表示する契約"), one=True)
        self.sign_up_button = action_button(ADD, self.add, kind=ButtonKind.PRIMARY, word=_("契約を登録する"))
        self.export_button = action_button(EXPORT, self.export)
        self._words: list[str] = []
        self._asked: OpenRows | None = None
        self._wanted: UUID | None = None
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.add_filter(self.search)
        self.add_filter(self.chips)
        self.add_button(self.export_button)
        self.add_button(self.sign_up_button)
        self.sign_up_button.setEnabled(may(self.office.actor, Deed.EDIT_REGISTER))
        self.set_body(self.table, with_detail=True)
        self.setFocusProxy(self.table)

    def _listen(self) -> None:
        self.search.searched.connect(self._search)
        self.chips.chosen_changed.connect(self._choose_chip)
        self.table.row_chosen.connect(self._show_row)
        self.table.row_opened.connect(self._edit_row)
        self.table.counted.connect(self._say_count)

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRows):
            self._asked = request
            self.chips.choose(Show.ALL)
        elif isinstance(request, OpenRecord):
            self._wanted = request.id
            self.chips.choose(Show.ALL)
        elif isinstance(request, AddRecord):
            self.add()

    @override
    def on_show(self) -> None:
        contracts = self.office.contracts
        self.shell.read(contracts.list_contracts, self._show, owner=self, what=_("契約を読んでいます"))

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(Subject.CONTRACT, Subject.CONTRACTOR, Subject.INSPECTION, Subject.IMPORT):
            self.on_show()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def help_text(self) -> str:
        return _(
            "委託契約の台帳です。1つの契約が、年1回の実地検査の単位です。件名・委託先は字体やカナの違いを問わず"
            "探せます。Enterで開いて直し、Ctrl+Nで登録します。"
        )

    def _show(self, rows: tuple[ContractListRow, ...]) -> None:
        self.table.replace_rows(rows)
        self._narrow()
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None

    @Slot(str)
    def _search(self, text: str) -> None:
        self._words = [fold(word) for word in text.split()]
        self._narrow()

    @Slot(object)
    def _choose_chip(self, _chosen: object) -> None:
        if self.chips.only is not Show.ALL:
            self._asked = None
        self._narrow()

    def _narrow(self) -> None:
        shown, words, asked = self.chips.only, self._words, self._asked

        def is_wanted(row: ContractListRow) -> bool:
            if asked is not None and row.id not in asked.ids:
                return False
            return passes(row, Show(str(shown))) and all(word in row.search_text for word in words)

        self.table.narrow(is_wanted)

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        said = _("{of:,}契約のうち{shown:,}件").format(of=of, shown=shown)
        self.say(f"{said}　{self._asked.said}" if self._asked else said)

    @Slot(object)
    def _show_row(self, row: ContractListRow | None) -> None:
        if row is None:
            self.close_detail()
            return
        office = self.office
        self.shell.read(lambda: read_whole(office, row.id), self._show_whole, owner=self)

    def _show_whole(self, whole: WholeContract) -> None:
        pane = ContractPane(self.shell, whole)
        pane.sheet_wanted.connect(self._open_sheet)
        self.show_detail(whole.detail.draft.title, pane)

    @Slot(object)
    def _edit_row(self, row: ContractListRow) -> None:
        if not may(self.office.actor, Deed.EDIT_REGISTER):
            return
        contracts = self.office.contracts
        self.shell.read(
            lambda: contracts.get_contract(row.id),
            lambda detail: self._open_sheet(ContractSheet(self.shell, detail)),
            owner=self,
        )

    @Slot()
    def add(self) -> None:
        """Enter a new contract."""
        self._open_sheet(ContractSheet(self.shell))

    @Slot(object)
    def _open_sheet(self, sheet: ContractSheet) -> None:
        sheet.finished.connect(self._close_sheet)
        self.shell.cover(sheet)

    @Slot(object)
    def _close_sheet(self, change: Change | None) -> None:
        if change is not None and change.touches(Subject.CONTRACT) and change.row_id is not None:
            self._wanted = change.row_id
        self.shell.uncover()
        self.on_show()

    @Slot()
    def export(self) -> None:
        """Write what is shown to a workbook."""
        save_table(self, self.table, _("委託契約"))
