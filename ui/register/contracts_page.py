"""The contracts: the unit of the yearly inspection; a table, one at the side, a sheet to enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.japanese import fold
from oversight.words import _, _n, mark_n
from ui.actions import ADD, EXPORT, action_button, bind
from ui.exporting import save_table
from ui.page import Page
from ui.register.contract_columns import COLUMNS, FLAGS_AT, Show
from ui.register.contract_deeds import ContractDeeds
from ui.register.contract_detail import ContractPane
from ui.register.flag_painter import FlagPainter
from ui.register.whole_contract import WholeContract, read_whole
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.widgets.buttons import ButtonKind
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.register import ContractListRow

_CONCERNED = (
    Subject.CONTRACT, Subject.CONTRACTOR, Subject.SUBCONTRACT, Subject.WORKER, Subject.INSPECTION,
    Subject.FINDING, Subject.IMPORT, Subject.PEOPLE,
)  # fmt: skip
_DETAIL_PAUSE_MS = 120
"""Walking the table with an arrow held down reads no contract on the way."""


@dataclass(frozen=True)
class Listed:
    """All contracts, and the section of the person signed in."""

    rows: tuple[ContractListRow, ...]
    own_section: UUID | None


def read_list(office: Office) -> Listed:
    """Read the list; runs off the window's thread."""
    return Listed(office.contracts.list_contracts(), office.people.own_section())


class ContractsPage(Page):
    """委託契約台帳."""

    key: ClassVar[Room] = Room.CONTRACTS
    title: ClassVar[str] = mark_n("委託契約")
    icon: ClassVar[str] = "file-text"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table: RowTable[ContractListRow] = RowTable(COLUMNS, name=_n("委託契約", 2), key=lambda r: r.id)
        self.table.setItemDelegateForColumn(FLAGS_AT, FlagPainter(self.table))
        self.search = SearchField(_("件名・委託先・カナ・番号で探す"))
        self.chips = ChipRow([ChipSpec(show, show.word) for show in Show], name=_("表示する契約"), one=True)
        self.only_chip = Chip("")
        self.sign_up_button = action_button(ADD, self.add, kind=ButtonKind.PRIMARY, word=_("契約を登録する"))
        self.export_button = action_button(EXPORT, self.export)
        self.empty = EmptyState("", verb=_("契約を登録する"))
        self.deeds = ContractDeeds(self, self._saved)
        self.open_parts: set[str] = set()
        self._words: list[str] = []
        self._own_section: UUID | None = None
        self._only: OpenRows | None = None
        self._wanted: UUID | None = None
        self._lay_out()
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._looking = QTimer(self, singleShot=True, interval=_DETAIL_PAUSE_MS)
        self._listen()

    def _lay_out(self) -> None:
        self.only_chip.hide()
        for widget in (self.search, self.chips, self.only_chip):
            self.add_filter(widget)
        self.add_button(self.export_button)
        self.add_button(self.sign_up_button)
        may_edit = may(self.office.actor, Deed.EDIT_REGISTER)
        self.sign_up_button.setVisible(may_edit)
        if self.empty.button is not None:
            self.empty.button.setVisible(may_edit)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.set_body(self.body, with_detail=True)
        lead_focus(self, self.table)

    def _listen(self) -> None:
        self.search.searched.connect(self._search)
        self.chips.chosen_changed.connect(self._choose_chip)
        self.only_chip.clicked.connect(self._show_all_again)
        self.table.row_chosen.connect(self._note_row)
        self.table.row_opened.connect(self._edit_row)
        self.table.counted.connect(self._say_count)
        self._reading.timeout.connect(self._read)
        self._looking.timeout.connect(self._read_chosen)
        bind(Shortcut.EDIT, self, self.edit)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.add)
        if self.split is not None:
            self.split.detail_closed.connect(self.table.setFocus)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRows):
            self._only = request
            self._narrow()
        elif isinstance(request, OpenRecord):
            self._want(request.id)
        elif isinstance(request, AddRecord):
            self.add()

    @override
    def on_show(self) -> None:
        self._reading.start()

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(*_CONCERNED):
            self._reading.start()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def has_unsaved(self) -> bool:
        return self.deeds.has_unsaved

    @override
    def help_text(self) -> str:
        return _(
            "委託契約の台帳です。1つの契約が、年1回の実地検査の単位です。件名・委託先は字体やカナの違いを問わず"
            "探せます（高橋で髙橋、サッポロでｻｯﾎﾟﾛ）。矢印で選ぶと右に内容が出ます。EnterかF2で開いて直し、"
            "Ctrl+Nで登録します。狭い画面では、種別・本人の数などの列を省き、右の内容に出します。"
        )

    # the list

    @Slot()
    def _read(self) -> None:
        """Read the rows once, however many asked for it."""
        office = self.office
        self.shell.read(lambda: read_list(office), self._show, owner=self, what=_("契約を読んでいます"))

    def _show(self, listed: Listed) -> None:
        self._own_section = listed.own_section
        for chip in self.chips.chips:
            show = chip.value
            assert isinstance(show, Show)  # noqa: S101 - for the type checker
            count = sum(show.passes(row, self._own_section) for row in listed.rows)
            chip.setText(_("{word} {count:,}").format(word=show.word, count=count))
            if show is Show.OWN_SECTION:
                chip.setVisible(self._own_section is not None)
        self.table.replace_rows(listed.rows)
        self._narrow()
        self._go_to_wanted()
        if self.split is not None and self.split.detail is not None:
            self._looking.start()

    def _go_to_wanted(self) -> None:
        """Put the cursor on the row asked for; what hides it is taken off."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self.table.choose(wanted):
            return
        self._only = None
        self.search.clear()
        self._words = []
        self.chips.choose(Show.ALL)
        self.table.choose(wanted)

    def _want(self, contract_id: UUID) -> None:
        self._wanted = contract_id
        self._reading.start()

    @Slot(str)
    def _search(self, text: str) -> None:
        self._words = [fold(word) for word in text.split()]
        self._narrow()

    @Slot(object)
    def _choose_chip(self, _chosen: object) -> None:
        self._narrow()

    @Slot()
    def _show_all_again(self) -> None:
        self._only = None
        self._narrow()

    def _narrow(self) -> None:
        """Show the rows asked for; rows another page asks for come before the chips."""
        show, words, only, own = self.chips.only, self._words, self._only, self._own_section
        self.chips.setVisible(only is None)
        self.only_chip.setVisible(only is not None)
        if only is not None:
            self.only_chip.setText(f"{only.said}　✕")
            self.only_chip.setAccessibleName(_("{said} だけの表示をやめる").format(said=only.said))
            self.only_chip.setChecked(True)

        def is_wanted(row: ContractListRow) -> bool:
            in_sight = row.id in only.ids if only is not None else _passes(show, row)
            return in_sight and all(word in row.search_text for word in words)

        def _passes(chosen: object, row: ContractListRow) -> bool:
            return not isinstance(chosen, Show) or chosen.passes(row, own)

        self.table.narrow(is_wanted)

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        self.say(_("{of:,}契約のうち{shown:,}件").format(of=of, shown=shown))
        self.body.setCurrentWidget(self.table if shown else self.empty)
        self.export_button.setEnabled(shown > 0)
        if not of:
            self.empty.say(
                _("まだ契約がありません。"), _("1件ずつ登録するか、「取込」で表計算の台帳を取り込みます。")
            )
        elif not shown:
            self.empty.say(
                _("この条件に当たる契約はありません。"),
                _("検索の言葉を減らすか、「すべて」を選ぶと出ます。"),
            )

    # one contract

    @Slot(object)
    def _note_row(self, row: ContractListRow | None) -> None:
        if row is None:
            self._looking.stop()
            self.close_detail()
        else:
            self._looking.start()

    @Slot()
    def _read_chosen(self) -> None:
        row, office = self.table.chosen, self.office
        if row is not None:
            self.shell.read(lambda: read_whole(office, row), self._show_whole, owner=self)

    def _show_whole(self, whole: WholeContract) -> None:
        chosen = self.table.chosen
        if chosen is None or chosen.id != whole.row.id:
            return  # the cursor has gone on meanwhile
        pane = ContractPane(self.shell, whole, self.open_parts)
        pane.wished.connect(self.deeds.do_wish)
        pane.part_opened.connect(self._keep_part)
        pane.inspection_wanted.connect(self._open_inspection)
        pane.contractor_wanted.connect(self._open_contractor)
        self.show_detail(whole.detail.draft.title, pane)

    @property
    def pane(self) -> ContractPane | None:
        """Return the contract at the side."""
        detail = self.split.detail if self.split is not None else None
        return detail if isinstance(detail, ContractPane) else None

    @Slot(str, bool)
    def _keep_part(self, name: str, is_open: bool) -> None:
        """Keep the parts of the next contract as open as these."""
        (self.open_parts.add if is_open else self.open_parts.discard)(name)

    @Slot(object)
    def _open_inspection(self, inspection_id: UUID) -> None:
        self.shell.open(Room.INSPECTIONS, OpenRecord(inspection_id))

    @Slot(object)
    def _open_contractor(self, contractor_id: UUID) -> None:
        self.shell.open(Room.CONTRACTORS, OpenRecord(contractor_id))

    # deeds

    @Slot(object)
    def _edit_row(self, row: ContractListRow) -> None:
        self.deeds.edit(row.id)

    @Slot()
    def edit(self) -> None:
        """Mend the contract under the cursor."""
        if self.table.chosen is not None:
            self.deeds.edit(self.table.chosen.id)

    @Slot()
    def add(self) -> None:
        """Enter a new contract."""
        self.deeds.add()

    def _saved(self, contract_id: UUID | None) -> None:
        """Read again after a sheet; ``contract_id`` is the contract to show."""
        if contract_id is not None:
            self._wanted = contract_id
        self._reading.start()

    @Slot()
    def export(self) -> None:
        """Write what is shown to a workbook."""
        save_table(self.shell, self.table, _n("委託契約", 2))
