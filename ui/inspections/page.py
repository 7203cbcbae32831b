"""All inspections: which are due, under way, past their day, recorded; and the deeds on each."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.calendar import show_fiscal_year
from oversight.calendar.fiscal import fiscal_year_of
from oversight.change import Change, Subject
from oversight.checklist.rows import EditionLine
from oversight.findings import FindingState
from oversight.inspections import InspectionDetail, InspectionRow
from oversight.words import _, mark_n
from ui.actions import ADD, action_button
from ui.deed_form import DeedForm
from ui.inspections.approval_forms import approval_form
from ui.inspections.approval_part import ApprovalWish
from ui.inspections.conduct.opening import open_conduct
from ui.inspections.deeds import deed_form
from ui.inspections.move_form import move_form
from ui.inspections.pane import InspectionPane, Shown, Wish
from ui.inspections.plan_panel import PlanBasis, PlanPanel, read_basis
from ui.inspections.result_notice import result_form
from ui.inspections.rows import View, columns_for, holds_words
from ui.inspections.transcribing.opening import open_checking, open_transcribing
from ui.inspections.year_papers_panel import YearPapersPanel
from ui.page import Page
from ui.rooms import AddRecord, OpenRecord, OpenRows, PlanReinspection, Room
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

_CONCERNED = (Subject.INSPECTION, Subject.FINDING, Subject.CONTRACT, Subject.CONTRACTOR, Subject.PEOPLE)


class InspectionsPage(Page):
    """The list of inspections with its detail pane."""

    key: ClassVar[Room] = Room.INSPECTIONS
    title: ClassVar[str] = mark_n("実地検査")
    icon: ClassVar[str] = "clipboard-check"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._today = shell.clock.today()
        self._rows: tuple[InspectionRow, ...] = ()
        self._only: OpenRows | None = None
        self._wanted: UUID | None = None
        self._adding: AddRecord | PlanReinspection | None = None
        self.shown: UUID | None = None
        self.table: RowTable[InspectionRow] = RowTable(
            columns_for(self._today), name=_("実地検査の一覧"), key=lambda row: row.id
        )
        self.chips = ChipRow([ChipSpec(view, view.word) for view in View], name=_("絞り込み"), one=True)
        self.only_chip = Chip("")
        self.search = SearchField(_("番号・契約・委託先・場所・主任で絞る"))
        self.plan_button = action_button(
            ADD, self.plan, kind=ButtonKind.PRIMARY, word=_("検査を計画する"), parent=self
        )
        self.year_button = Button(_("年度の記録書を書き出す"), icon="file-type-pdf")
        self.empty = EmptyState(_("まだ実地検査がありません。"), verb=_("検査を計画する"))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.add_button(self.plan_button)
        self.add_button(self.year_button)
        for widget in (self.chips, self.only_chip, self.search):
            self.add_filter(widget)
        self.only_chip.hide()
        self.search.setMinimumWidth(280)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self.set_body(self._body, with_detail=True)
        lead_focus(self, self.table)
        self.plan_button.setVisible(may(self.office.actor, Deed.PLAN_INSPECTION))

    def _listen(self) -> None:
        self.chips.chosen_changed.connect(self._narrow)
        self.only_chip.clicked.connect(self._show_all_again)
        self.search.searched.connect(self._narrow)
        self.year_button.clicked.connect(self._offer_year)
        self.table.row_opened.connect(self.open_row)
        self.table.clicked.connect(self._open_index)
        self.table.row_chosen.connect(self._follow)
        self.table.counted.connect(self._say_count)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.plan)
        if self.split is not None:
            self.split.detail_closed.connect(self._forget_detail)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRows):
            self._only = request
        elif isinstance(request, OpenRecord):
            self._only, self._wanted = None, request.id
            self.chips.choose(View.ALL)
            self.search.clear()
        elif isinstance(request, AddRecord | PlanReinspection):
            self._adding = request

    @override
    def on_show(self) -> None:
        self._today = self.shell.clock.today()
        self.shell.read(
            self.office.inspections.list_inspections,
            self._show_rows,
            owner=self,
            what=_("検査を読んでいます"),
        )
        if self.shown is not None and isinstance(self._detail, InspectionPane):
            self._read_detail(self.shown)
        if self._adding is not None:
            request, self._adding = self._adding, None
            if isinstance(request, PlanReinspection):
                self._plan_again(request)
            else:
                self._plan_for(request.under)

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(*_CONCERNED):
            self.on_show()

    @override
    def help_text(self) -> str:
        return _(
            "実地検査の計画から記録までを並べています。行を選んで Enter を押すと、内容とできる操作が出ます。"
            "「実施する」は画面いっぱいに1項目ずつ出し、1・2・3 の鍵で 適・不適・非該当 を答えます。"
            "答えはその場で保存され、途中で閉じても同じ項目から続けられます。"
        )

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def has_unsaved(self) -> bool:
        return isinstance(self._detail, PlanPanel) and self._detail.is_changed

    @property
    def _detail(self) -> QWidget | None:
        return self.split.detail if self.split is not None else None

    @override
    def close_detail(self) -> None:
        """Close the pane and forget what it showed."""
        super().close_detail()
        self._forget_detail()

    # the list

    def _show_rows(self, rows: tuple[InspectionRow, ...]) -> None:
        self._rows = rows
        for view in View:
            count = sum(view.lets_through(row, self._today) for row in rows)
            self.chips.say_count(view, _("{word} {count:,}").format(word=view.word, count=count))
        self.table.replace_rows(rows)
        self._narrow()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.table.choose(wanted)
            self._read_detail(wanted)

    @Slot()
    @Slot(object)
    @Slot(str)
    def _narrow(self, _changed: object = None) -> None:
        """Show the rows asked for; rows asked for by another page come before the chips."""
        only, view, text = self._only, self.chips.only, self.search.text().strip()
        today = self._today
        self.only_chip.setVisible(only is not None)
        self.chips.setVisible(only is None)
        if only is not None:
            self.only_chip.setText(f"{only.said}　✕")
            self.only_chip.setAccessibleName(_("{said} だけの表示をやめる").format(said=only.said))
            self.only_chip.setChecked(True)

        def passes(row: InspectionRow) -> bool:
            in_sight = row.id in only.ids if only is not None else _lets_through(view, row)
            return in_sight and holds_words(row, text)

        def _lets_through(chosen: object, row: InspectionRow) -> bool:
            return not isinstance(chosen, View) or chosen.lets_through(row, today)

        self.table.narrow(passes)

    @Slot()
    def _show_all_again(self) -> None:
        self._only = None
        self._narrow()

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        year = show_fiscal_year(fiscal_year_of(self._today))
        self.say(_("{shown:,}件を表示（全{of:,}件）　今日は{year}").format(shown=shown, of=of, year=year))
        self._body.setCurrentWidget(self.table if shown else self.empty)
        if not of:
            self.empty.say(_("まだ実地検査がありません。"), _("契約を選んで、最初の検査を計画します。"))
        else:
            self.empty.say(_("この条件に当たる検査はありません。"), _("「すべて」を選ぶと全部が出ます。"))

    # one inspection

    @Slot(object)
    def open_row(self, row: InspectionRow) -> None:
        """Show an inspection in the pane."""
        self._read_detail(row.id)

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self.open_row(self.table.chosen)

    @Slot(object)
    def _follow(self, row: InspectionRow | None) -> None:
        """Let the pane follow the cursor while it shows an inspection."""
        if row is not None and row.id != self.shown and isinstance(self._detail, InspectionPane):
            self._read_detail(row.id)

    def _read_detail(self, inspection_id: UUID) -> None:
        office = self.office

        def work() -> Shown:
            detail = office.inspections.get_inspection(inspection_id)
            rows = office.findings.list_findings()
            standing = [row for row in rows if row.inspection_id == inspection_id]
            found = sum(row.state is not FindingState.DROPPED for row in standing)
            approvals = office.approvals.get_approvals(inspection_id)
            results = office.correction_letters.read_results(inspection_id)
            newer = next(iter(office.inspections.list_newer_editions(inspection_id)), None)
            return Shown(detail, found, approvals, results, newer)

        self.shown = inspection_id
        self.shell.read(work, self._show_inspection, owner=self)

    def _show_inspection(self, shown: Shown) -> None:
        if shown.detail.id != self.shown:
            return
        pane = InspectionPane(self.shell, shown, self._today)
        pane.wished.connect(self._do_wish)
        pane.approval_wished.connect(self._do_approval)
        pane.findings_wanted.connect(self._go_to_findings)
        pane.move_wanted.connect(self._show_move)
        self.show_detail(_("実地検査 {number}").format(number=shown.detail.number), pane)

    @Slot()
    def _forget_detail(self) -> None:
        self.shown = None

    @Slot()
    def _show_pane_again(self) -> None:
        """Go back from a form to the inspection it was about, or to the list."""
        if self.shown is not None:
            self._read_detail(self.shown)
        else:
            self.close_detail()

    @Slot()
    def _go_to_findings(self) -> None:
        inspection_id = self.shown
        number = self._detail.detail.number if isinstance(self._detail, InspectionPane) else ""
        self.shell.read(
            self.office.findings.list_findings,
            lambda rows: self.shell.open(
                Room.FINDINGS,
                OpenRows(
                    frozenset(row.id for row in rows if row.inspection_id == inspection_id),
                    _("実地検査 {number} の指摘").format(number=number),
                ),
            ),
            owner=self,
        )

    # deeds

    @Slot(object)
    def _do_wish(self, wish: Wish) -> None:
        pane = self._detail
        if not isinstance(pane, InspectionPane):
            return
        if wish in (Wish.CONDUCT, Wish.GO_ON):
            open_conduct(self.shell, pane.detail.id, owner=self)
        elif wish is Wish.CHECK_PAPER:
            open_checking(self.shell, pane.detail.id, owner=self)
        elif wish is Wish.TRANSCRIBE:
            self._transcribe(pane.detail)
        elif wish is Wish.CHANGE:
            self._change_plan(pane.detail.id)
        elif wish is Wish.RESULT:
            self._show_form(result_form(self.shell, pane.detail))
        else:
            self._show_form(deed_form(self.shell, wish, pane.detail))

    def _transcribe(self, detail: InspectionDetail) -> None:
        """Go on keying a paper in; of one not begun, ask first whose it is and of which day."""
        shell, page = self.shell, self
        if detail.transcription is not None:
            open_transcribing(shell, detail.id, owner=self)
            return
        form = deed_form(shell, Wish.TRANSCRIBE, detail)
        form.done.connect(lambda: open_transcribing(shell, detail.id, owner=page))
        self._show_form(form)

    @Slot(object)
    def _do_approval(self, wish: ApprovalWish) -> None:
        if isinstance(self._detail, InspectionPane):
            self._show_form(approval_form(self.shell, wish, self._detail.approvals.view))

    @Slot(object)
    def _show_move(self, newer: EditionLine) -> None:
        """Show what moving to a newer edition would change."""
        pane = self._detail
        if isinstance(pane, InspectionPane):
            detail, office, shell = pane.detail, self.office, self.shell
            self.shell.read(
                lambda: office.inspections.preview_move(detail.id, newer.id),
                lambda preview: self._show_form(move_form(shell, detail, preview)),
                owner=self,
            )

    def _show_form(self, form: DeedForm) -> None:
        form.done.connect(self._show_pane_again)
        form.declined.connect(self._show_pane_again)
        self.show_detail(form.heading, form)
        form.setFocus()

    @Slot()
    def _offer_year(self) -> None:
        """Offer the records of a year: of those with inspections, the newest first."""
        years = sorted({row.fiscal_year for row in self._rows} | {fiscal_year_of(self._today)}, reverse=True)
        panel = YearPapersPanel(self.shell, years)
        self.close_detail()
        self.show_detail(_("年度の記録書"), panel)
        panel.setFocus()

    # planning

    @Slot()
    def plan(self) -> None:
        """Begin a plan."""
        self._plan_for(None)

    def _plan_again(self, request: PlanReinspection) -> None:
        """Begin the plan of a re-inspection, of the same contract and place."""
        office, page = self.office, self

        def work() -> PlanBasis:
            like = office.inspections.get_inspection(request.inspection_id) if request.inspection_id else None
            return replace(read_basis(office), like=like, purpose=request.purpose)

        self.shell.read(work, lambda basis: page._show_plan(basis, request.contract_id), owner=self)

    def _plan_for(self, contract_id: UUID | None) -> None:
        office = self.office
        self.shell.read(
            lambda: read_basis(office), lambda basis: self._show_plan(basis, contract_id), owner=self
        )

    def _change_plan(self, inspection_id: UUID) -> None:
        office = self.office
        self.shell.read(
            lambda: read_basis(office, inspection_id), lambda basis: self._show_plan(basis, None), owner=self
        )

    def _show_plan(self, basis: PlanBasis, contract_id: UUID | None) -> None:
        panel = PlanPanel(self.shell, basis)
        panel.planned.connect(self._show_planned)
        panel.declined.connect(self._show_pane_again)
        if basis.detail is None:
            self.shown = None
        if contract_id is not None:
            panel.choose_contract(contract_id)
        heading = _("計画を直す") if basis.detail is not None else _("検査を計画する")
        self.show_detail(heading, panel)
        panel.setFocus()

    @Slot(object)
    def _show_planned(self, inspection_id: UUID) -> None:
        """Show the inspection just planned, whatever the chips say."""
        self._only, self._wanted = None, inspection_id
        self.chips.choose(View.ALL)
        self.close_detail()
        self.shell.notices.tell(_("計画を保存しました。"))
