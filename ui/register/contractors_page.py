"""The contractors of the city: a table that finds any spelling, one at the side, a sheet to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.corporate_number import show_corporate_number
from oversight.japanese import fold
from oversight.register import ContractorState, word_of
from oversight.words import _, mark
from ui.actions import ADD, EXPORT, action_button
from ui.page import Page
from ui.register.contractor_sheet import ContractorSheet
from ui.register.exporting import save_table
from ui.register.facts_view import FactsView
from ui.rooms import AddRecord, OpenRecord, Room
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from oversight.register import ContractorDetail, ContractorRow

_TONES = {ContractorState.UNDER_CONTRACT: Tone.DONE, ContractorState.UNSUITABLE: Tone.DANGER}
COLUMNS: tuple[Column[ContractorRow], ...] = (
    Column(mark("名称"), lambda r: r.name, stretch=2),
    Column(mark("商号カナ"), lambda r: r.kana, stretch=1),
    Column(mark("法人番号"), lambda r: show_corporate_number(r.corporate_number), figures=True),
    Column(mark("種別"), lambda r: word_of(r.kind)),
    Column(mark("状態"), lambda r: word_of(r.state), tone=lambda r: _TONES.get(r.state), is_tag=True),
    Column(mark("契約"), lambda r: f"{r.contracts:,}", sort_key=lambda r: r.contracts, figures=True),
    Column(mark("所在地"), lambda r: r.address, stretch=2),
)


class ContractorsPage(Page):
    """委託先台帳."""

    key: ClassVar[Room] = Room.CONTRACTORS
    title: ClassVar[str] = mark("委託先")
    icon: ClassVar[str] = "building"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table: RowTable[ContractorRow] = RowTable(COLUMNS, name=_("委託先"), key=lambda r: r.id)
        self.search = SearchField(_("名称・カナ・法人番号で探す"))
        self.add_button_ = action_button(ADD, self.add, kind=ButtonKind.PRIMARY, word=_("委託先を登録する"))
        self.export_button = action_button(EXPORT, self.export)
        self._wanted: UUID | None = None
        self.add_filter(self.search)
        self.add_button(self.export_button)
        self.add_button(self.add_button_)
        self.set_body(self.table, with_detail=True)
        self.setFocusProxy(self.table)
        self.add_button_.setEnabled(may(self.office.actor, Deed.EDIT_REGISTER))
        self.search.searched.connect(self._narrow)
        self.table.row_chosen.connect(self._show_row)
        self.table.row_opened.connect(self._edit_row)
        self.table.counted.connect(self._say_count)

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRecord):
            self._wanted = request.id
        elif isinstance(request, AddRecord):
            self.add()

    @override
    def on_show(self) -> None:
        contractors = self.office.contractors
        self.shell.read(contractors.list_contractors, self._show, owner=self, what=_("委託先を読んでいます"))

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(Subject.CONTRACTOR, Subject.CONTRACT, Subject.IMPORT):
            self.on_show()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def help_text(self) -> str:
        return _(
            "個人情報を取り扱う委託先の台帳です。名称は字体やカナの違いを問わず探せます。"
            "Enterで開いて直し、Ctrl+Nで登録します。"
        )

    def _show(self, rows: tuple[ContractorRow, ...]) -> None:
        self.table.replace_rows(rows)
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        self.say(
            _("{of:,}件").format(of=of)
            if shown == of
            else _("{of:,}件のうち{shown:,}件").format(of=of, shown=shown)
        )

    @Slot(str)
    def _narrow(self, text: str) -> None:
        words = [fold(word) for word in text.split()]
        self.table.narrow((lambda r: all(word in r.search_text for word in words)) if words else None)

    @Slot(object)
    def _show_row(self, row: ContractorRow | None) -> None:
        if row is None:
            self.close_detail()
            return
        contractors = self.office.contractors
        self.shell.read(lambda: contractors.get_contractor(row.id), self._show_facts, owner=self)

    def _show_facts(self, detail: ContractorDetail) -> None:
        draft = detail.draft
        view = FactsView()
        view.add_facts(
            (_("法人番号"), show_corporate_number(draft.corporate_number)),
            (_("商号カナ"), draft.kana),
            (_("種別"), word_of(draft.kind)),
            (_("状態"), word_of(draft.state)),
            (_("代表者"), f"{draft.representative_title} {draft.representative_name}".strip()),
            (_("所在地"), f"{draft.postal_code} {draft.address}".strip()),
            (_("電話"), draft.phone),
            (_("担当者"), f"{draft.contact_department} {draft.contact_name}".strip()),
            (_("過去の事故・処分"), draft.past_incidents),
            (_("備考"), draft.remarks),
        )
        if may(self.office.actor, Deed.EDIT_REGISTER):
            button = Button(_("委託先を直す"), icon="pencil")
            button.clicked.connect(self._edit_chosen)
            view.add_button(button)
        self.show_detail(draft.name, view)

    @Slot()
    def _edit_chosen(self) -> None:
        row = self.table.chosen
        if row is not None:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: ContractorRow) -> None:
        if may(self.office.actor, Deed.EDIT_REGISTER):
            contractors = self.office.contractors
            self.shell.read(lambda: contractors.get_contractor(row.id), self._open_sheet, owner=self)

    @Slot()
    def add(self) -> None:
        """Enter a new contractor."""
        self._open_sheet(None)

    def _open_sheet(self, detail: ContractorDetail | None) -> None:
        sheet = ContractorSheet(self.shell, detail)
        sheet.finished.connect(self._close_sheet)
        self.shell.cover(sheet)

    @Slot(object)
    def _close_sheet(self, change: Change | None) -> None:
        self._wanted = change.row_id if change is not None else None
        self.shell.uncover()
        self.on_show()

    @Slot()
    def export(self) -> None:
        """Write what is shown to a workbook."""
        save_table(self, self.table, _("委託先"))
