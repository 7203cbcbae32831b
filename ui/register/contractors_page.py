"""The contractors of the city: a table that finds any spelling, one at the side, a sheet to enter."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.corporate_number import show_corporate_number
from oversight.japanese import fold
from oversight.register import ContractorState, word_of
from oversight.words import _, _n, mark, mark_n
from ui.actions import ADD, EXPORT, action_button, bind
from ui.exporting import save_table
from ui.page import Page
from ui.register.contractor_pane import ContractorPane, WholeContractor, read_contractor
from ui.register.contractor_sheet import ContractorSheet
from ui.register.deed_dialog import DeedDialog, reason_field
from ui.register.summary_row import summary_row
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.theme import Tone
from ui.widgets.buttons import ButtonKind
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.columns import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from oversight.register import ContractorDetail, ContractorRow

_DETAIL_PAUSE_MS = 120
_TONES = {ContractorState.UNDER_CONTRACT: Tone.DONE, ContractorState.UNSUITABLE: Tone.DANGER}
COLUMNS: tuple[Column[ContractorRow], ...] = (
    Column(mark("名称"), lambda r: r.name, sort_key=lambda r: fold(r.kana or r.name), stretch=3),
    Column(mark("商号カナ"), lambda r: r.kana, stretch=1, spare=3),
    Column(mark("法人番号"), lambda r: show_corporate_number(r.corporate_number), figures=True, spare=1),
    Column(mark("種別"), lambda r: word_of(r.kind), spare=2),
    Column(
        mark("状態"),
        lambda r: word_of(r.state),
        tone=lambda r: _TONES.get(r.state, Tone.NEUTRAL),
        is_tag=True,
    ),
    Column(mark("契約数"), lambda r: f"{r.contracts:,}", sort_key=lambda r: r.contracts, figures=True),
    Column(mark("所在地"), lambda r: r.address, stretch=2, spare=4),
)


class Show(Enum):
    """Which contractors are shown, and the chip's word."""

    ALL = mark("すべて")
    WITH_CONTRACT = mark("契約あり")
    CANDIDATES = mark("候補・確認中")

    @property
    def word(self) -> str:
        """Return the chip's word in the language in use."""
        return _(self.value)

    def passes(self, row: ContractorRow) -> bool:
        """Tell whether a row is among those shown."""
        if self is Show.WITH_CONTRACT:
            return row.contracts > 0
        return self is Show.ALL or row.state in (ContractorState.CANDIDATE, ContractorState.CHECKING)


class ContractorsPage(Page):
    """委託先台帳."""

    key: ClassVar[Room] = Room.CONTRACTORS
    title: ClassVar[str] = mark_n("委託先")
    icon: ClassVar[str] = "building"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table: RowTable[ContractorRow] = RowTable(COLUMNS, name=_n("委託先", 2), key=lambda r: r.id)
        self.search = SearchField(_("名称・カナ・法人番号で探す"))
        self.chips = ChipRow([ChipSpec(show, show.word) for show in Show], name=_("表示する委託先"), one=True)
        self.sign_up_button = action_button(
            ADD, self.add, kind=ButtonKind.PRIMARY, word=_("委託先を登録する")
        )
        self.export_button = action_button(EXPORT, self.export)
        self.empty = EmptyState("", verb=_("委託先を登録する"))
        self.sheet: ContractorSheet | None = None
        self._words: list[str] = []
        self._wanted: UUID | None = None
        self._lay_out()
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._looking = QTimer(self, singleShot=True, interval=_DETAIL_PAUSE_MS)
        self._listen()

    def _lay_out(self) -> None:
        self.add_filter(self.search)
        self.add_filter(self.chips)
        self.add_button(self.export_button)
        self.add_button(self.sign_up_button)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.set_body(self.body, with_detail=True)
        lead_focus(self, self.table)
        self.sign_up_button.setVisible(self._may_edit)
        if self.empty.button is not None:
            self.empty.button.setVisible(self._may_edit)

    def _listen(self) -> None:
        self.search.searched.connect(self._search)
        self.chips.chosen_changed.connect(self._choose_chip)
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

    @property
    def _may_edit(self) -> bool:
        return may(self.office.actor, Deed.EDIT_REGISTER)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRecord):
            self._wanted = request.id
        elif isinstance(request, AddRecord):
            self.add()

    @override
    def on_show(self) -> None:
        self._reading.start()

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(Subject.CONTRACTOR, Subject.CONTRACT, Subject.IMPORT):
            self._reading.start()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def has_unsaved(self) -> bool:
        return self.sheet is not None and self.sheet.is_changed

    @override
    def help_text(self) -> str:
        return _(
            "個人情報を取り扱う委託先の台帳です。名称は字体やカナの違いを問わず探せます（高橋で髙橋）。"
            "矢印で選ぶと右に内容が出ます。EnterかF2で開いて直し、Ctrl+Nで登録します。"
        )

    # the list

    @Slot()
    def _read(self) -> None:
        contractors = self.office.contractors
        self.shell.read(contractors.list_contractors, self._show, owner=self, what=_("委託先を読んでいます"))

    def _show(self, rows: tuple[ContractorRow, ...]) -> None:
        for show in Show:
            count = sum(show.passes(row) for row in rows)
            self.chips.say_count(show, _("{word} {count:,}").format(word=show.word, count=count))
        self.table.replace_rows(rows)
        self._narrow()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self.table.choose(wanted):
            self.search.clear()
            self._words = []
            self.chips.choose(Show.ALL)
            self.table.choose(wanted)
        if self.split is not None and self.split.detail is not None:
            self._looking.start()

    @Slot(str)
    def _search(self, text: str) -> None:
        self._words = [fold(word) for word in text.split()]
        self._narrow()

    @Slot(object)
    def _choose_chip(self, _chosen: object) -> None:
        self._narrow()

    def _narrow(self) -> None:
        show, words = self.chips.only, self._words

        def is_wanted(row: ContractorRow) -> bool:
            in_sight = not isinstance(show, Show) or show.passes(row)
            return in_sight and all(word in row.search_text for word in words)

        self.table.narrow(is_wanted)

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        self.say(_("{of:,}件のうち{shown:,}件").format(of=of, shown=shown))
        self.body.setCurrentWidget(self.table if shown else self.empty)
        self.export_button.setEnabled(shown > 0)
        if not of:
            self.empty.say(
                _("まだ委託先がありません。"), _("1件ずつ登録するか、「取込」で表計算の台帳を取り込みます。")
            )
        elif not shown:
            self.empty.say(
                _("この条件に当たる委託先はありません。"),
                _("検索の言葉を減らすか、「すべて」を選ぶと出ます。"),
            )

    # one contractor

    @Slot(object)
    def _note_row(self, row: ContractorRow | None) -> None:
        if row is None:
            self._looking.stop()
            self.close_detail()
        else:
            self._looking.start()

    @Slot()
    def _read_chosen(self) -> None:
        row, office = self.table.chosen, self.office
        if row is not None:
            self.shell.read(lambda: read_contractor(office, row.id), self._show_whole, owner=self)

    def _show_whole(self, whole: WholeContractor) -> None:
        chosen = self.table.chosen
        if chosen is None or chosen.id != whole.detail.id:
            return  # the cursor has gone on meanwhile
        summary = partial(summary_row, self.shell, whole.detail.id)
        pane = ContractorPane(whole, may_edit=self._may_edit, summary=summary)
        pane.edit_wanted.connect(self.edit)
        pane.withdraw_wanted.connect(self.withdraw)
        pane.contracts_wanted.connect(self._open_contracts)
        self.show_detail(whole.detail.draft.name, pane)

    @property
    def pane(self) -> ContractorPane | None:
        """Return the contractor at the side."""
        detail = self.split.detail if self.split is not None else None
        return detail if isinstance(detail, ContractorPane) else None

    @Slot()
    def _open_contracts(self) -> None:
        if self.pane is not None:
            whole = self.pane.whole
            ids = frozenset(row.id for row in whole.contracts)
            said = _("委託先 {name}").format(name=whole.detail.draft.name)
            self.shell.open(Room.CONTRACTS, OpenRows(ids, said))

    # deeds

    @Slot(object)
    def _edit_row(self, row: ContractorRow) -> None:
        if self._may_edit:
            contractors = self.office.contractors
            self.shell.read(lambda: contractors.get_contractor(row.id), self._open_sheet, owner=self)

    @Slot()
    def edit(self) -> None:
        """Mend the contractor under the cursor."""
        if self.table.chosen is not None:
            self._edit_row(self.table.chosen)

    @Slot()
    def add(self) -> None:
        """Enter a new contractor."""
        if self._may_edit:
            self._open_sheet(None)

    def _open_sheet(self, detail: ContractorDetail | None) -> None:
        if self.sheet is None:
            self.sheet = ContractorSheet(self.shell, detail)
            self.sheet.finished.connect(self._close_sheet)
            self.shell.cover(self.sheet)

    @Slot(object)
    def _close_sheet(self, change: Change | None) -> None:
        self.sheet = None
        if change is not None:
            self._wanted = change.row_id
        self.shell.uncover()
        self._reading.start()

    @Slot()
    def withdraw(self) -> None:
        """Withdraw a contractor entered by mistake."""
        if self.pane is None:
            return
        contractors, detail = self.office.contractors, self.pane.whole.detail

        def withdraw(values: Mapping[str, Any]) -> Change:
            return contractors.withdraw_contractor(detail.id, version=detail.version, **values)

        dialog = DeedDialog(
            self.shell,
            self,
            heading=_("委託先「{name}」を取り下げる").format(name=detail.draft.name),
            explained=_(
                "一覧から除きます。記録そのものと記録簿は残ります。契約のある委託先は取り下げられません。"
            ),
            verb=_("取り下げる"),
            fields=(reason_field(_("取り下げる理由")),),
            deed=withdraw,
            is_dangerous=True,
        )
        dialog.open_over()

    @Slot()
    def export(self) -> None:
        """Write what is shown to a workbook."""
        save_table(self.shell, self.table, _n("委託先", 2))
