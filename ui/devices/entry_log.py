"""The entry log of an area, month by month: the table, one visit or the month beside it, its papers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.calendar import next_month
from oversight.devices import AreaRow, MonthLog, VisitRow
from oversight.reports import show_month
from oversight.words import _, _n
from ui.actions import EXPORT, action_button
from ui.devices.keying_page import open_keying
from ui.devices.log_rows import COLUMNS, LogView
from ui.devices.month_part import MonthPart
from ui.devices.sheet_part import SheetPart
from ui.devices.visit_pane import VisitPane
from ui.exporting import save_table
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.detail_split import DetailSplit
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.text import section

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

_MONTH_BESIDE = 1200
"""The month is told beside the table unasked where the page is so wide, in pixels at 100 %."""
_LONGEST_CHIP = 24
_VIEWS = (LogView.ALL, LogView.EXCEPTION, LogView.UNRETURNED, LogView.PERMIT, LogView.LATE)


def open_entry_log(shell: Shell, area: AreaRow, month: dt.date | None = None) -> None:
    """Open the entry log of an area on the whole window; at a month asked for, over what covers it."""
    log = EntryLog(shell, area, month or shell.clock.today().replace(day=1))
    if month is not None:
        log.leave_button.setText(_("元の画面へ戻る"))
    shell.cover(log, over=month is not None)


class EntryLog(QWidget):
    """Covers the window with one month of one area."""

    def __init__(self, shell: Shell, area: AreaRow, month: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.area, self.month = shell, area, month
        self.log: MonthLog | None = None
        self._only: frozenset[UUID] | None = None
        self._tells_month = True
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("入退室記録"))
        self.table: RowTable[VisitRow] = RowTable(COLUMNS, name=_("入退室記録"), key=lambda row: row.id)
        self.empty = EmptyState("")
        self.body = QStackedWidget()
        self.split = DetailSplit(self.body)
        self.heading = section("")
        self.chips = ChipRow([ChipSpec(view, view.word) for view in _VIEWS], name=_("絞り込み"), one=True)
        self.only_chip = Chip("")
        self._make_buttons()
        self._lay_out()
        self._listen()
        lead_focus(self, self.previous_button)
        lead_focus(self.body, self.table)
        self.read()

    def _make_buttons(self) -> None:
        self.previous_button = Button(_("前の月"), kind=ButtonKind.QUIET, icon="chevron-left")
        self.next_button = Button(_("次の月"), kind=ButtonKind.QUIET, icon="chevron-right")
        self.month_button = Button(_("月のまとめ"), icon="clipboard-list")
        self.export_button = action_button(EXPORT, self.export)
        self.paper_button = Button(_("PDF（保管用）"), icon="file-type-pdf")
        self.sheet_button = Button(_("白紙の記録票"), icon="printer")
        self.key_button = Button(_("紙から転記する"), icon="pencil")
        self.leave_button = Button(_("一覧へ戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self.key_button.setVisible(may(self._shell.office.actor, Deed.RECORD_VISIT))

    def _lay_out(self) -> None:
        space = current_theme().space
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.leave_button)
        self._tools, self._filters = QWidget(), QWidget()
        tools, filters = Flow(self._tools), Flow(self._filters)
        for button in (
            *(self.previous_button, self.next_button, self.month_button, self.export_button),
            *(self.paper_button, self.sheet_button, self.key_button),
        ):
            tools.addWidget(button)
        filters.addWidget(self.chips)
        filters.addWidget(self.only_chip)
        self.only_chip.hide()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        column.addWidget(self._tools)
        column.addWidget(self._filters)
        column.addWidget(self.split, 1)

    def _listen(self) -> None:
        self.previous_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.month_button.clicked.connect(self.tell_month)
        self.paper_button.clicked.connect(self.offer_paper)
        self.sheet_button.clicked.connect(self.offer_sheets)
        self.key_button.clicked.connect(self.key_in)
        self.leave_button.clicked.connect(self.leave)
        self.chips.chosen_changed.connect(self._narrow)
        self.only_chip.clicked.connect(self._show_all_again)
        self.table.row_opened.connect(self.open_visit)
        self.table.clicked.connect(self._open_index)
        self.table.row_chosen.connect(self._follow)
        self.table.counted.connect(self._say_count)
        self.split.detail_closed.connect(self._forget_detail)
        self.split.took_all.connect(self._give_way)

    # the month

    def read(self) -> None:
        """Read the month."""
        visits, area_id, month = self._shell.office.visits, self.area.id, self.month
        self._shell.read(
            lambda: visits.read_month(area_id, month),
            self._show,
            owner=self,
            what=_("入退室記録を読んでいます"),
        )

    def _show(self, log: MonthLog) -> None:
        if log.month != self.month:
            return
        self.log, self._only = log, None
        count = _n("{count:,}件の入室", len(log.visits)).format(count=len(log.visits))
        title = _("入退室記録　{area}　{month}　{count}")
        self.heading.setText(title.format(area=self.area.told, month=show_month(self.month), count=count))
        for view in _VIEWS:
            passing = sum(view.lets_through(visit) for visit in log.visits)
            self.chips.say_count(view, _("{word} {count:,}").format(word=view.word, count=passing))
        self.table.replace_rows(log.visits)
        self._narrow()
        self.export_button.setEnabled(bool(log.visits))
        self.next_button.setEnabled(next_month(self.month) <= self._shell.clock.today())
        is_wide = self.width() >= current_theme().width(_MONTH_BESIDE)
        if isinstance(self.split.detail, MonthPart | VisitPane) or (self._tells_month and is_wide):
            self.tell_month()

    @Slot()
    def _go_back(self) -> None:
        self.month = (self.month - dt.timedelta(days=1)).replace(day=1)
        self.read()

    @Slot()
    def _go_on(self) -> None:
        self.month = next_month(self.month)
        self.read()

    # what is shown of it

    @Slot()
    @Slot(object)
    def _narrow(self, _changed: object = None) -> None:
        only, view = self._only, self.chips.only
        self.only_chip.setVisible(only is not None)
        self.chips.setVisible(only is None)

        def passes(visit: VisitRow) -> bool:
            if only is not None:
                return visit.id in only
            return not isinstance(view, LogView) or view.lets_through(visit)

        self.table.narrow(passes)

    @Slot(object, str)
    def _show_only(self, ids: frozenset[UUID], said: str) -> None:
        self._only = ids
        shown = said if len(said) <= _LONGEST_CHIP else f"{said[:_LONGEST_CHIP]}…"
        self.only_chip.setText(f"{shown}　✕")
        self.only_chip.setAccessibleName(_("{said} だけの表示をやめる").format(said=said))
        self.only_chip.setChecked(True)
        self._narrow()
        if self.body.isVisible():
            return
        self.split.close_detail()
        self.table.setFocus()

    @Slot()
    def _show_all_again(self) -> None:
        self._only = None
        self._narrow()
        self.chips.chips[0].setFocus()

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        if of:
            self.empty.say(_("この条件に当たる入室はありません。"), _("「すべて」を選ぶと全部が出ます。"))
        else:
            self.empty.say(
                _("この月の入室の記録はありません。"), _("入室は、区域の「入口を開く」で記録します。")
            )
        self.body.setCurrentWidget(self.table if shown else self.empty)

    # beside the table

    @Slot()
    def tell_month(self) -> None:
        """Tell of the month what one looks back on."""
        if self.log is None:
            return
        self._tells_month = True
        part = MonthPart(self.log)
        part.rows_wanted.connect(self._show_only)
        part.visit_wanted.connect(self._open_wanted)
        self.split.show_detail(_("月のまとめ"), part)

    @Slot(object)
    def open_visit(self, visit: VisitRow) -> None:
        """Show all that belongs to a visit."""
        if self.log is not None:
            pane = VisitPane(visit, self.log.visits, self.log.classes)
            self.split.show_detail(_("第{number}号の入室").format(number=visit.number), pane)

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self.open_visit(self.table.chosen)

    @Slot(object)
    def _open_wanted(self, visit_id: UUID) -> None:
        self._only = None
        self.chips.choose(LogView.ALL)
        self._narrow()
        self.table.choose(visit_id)
        self._open_index(QModelIndex())

    @Slot(object)
    def _follow(self, visit: VisitRow | None) -> None:
        """Let the pane follow the cursor while it shows a visit."""
        shown = self.split.detail
        if visit is not None and isinstance(shown, VisitPane) and shown.visit.id != visit.id:
            self.open_visit(visit)

    @Slot()
    def _forget_detail(self) -> None:
        self._tells_month = False

    @Slot(bool)
    def _give_way(self, is_alone: bool) -> None:
        """Leave the height to the detail where the table gives way to it."""
        for part in (self._tools, self._filters):
            part.setHidden(is_alone)

    # papers

    @Slot()
    def export(self) -> None:
        """Write the visits shown to a workbook."""
        save_table(self._shell, self.table, self._title)

    @property
    def _title(self) -> str:
        title = _("入退室記録　{area}　{month}")
        return title.format(area=self.area.told, month=f"{self.month:%Y-%m}")

    @Slot()
    def offer_paper(self) -> None:
        """Offer the whole month as a paper for filing."""
        area_id, month = self.area.id, self.month

        def make(office: Office) -> Paper:
            return office.visits.print_month(area_id, month)

        paper = PaperRow(self._shell, self._title, f"{self._title}.pdf", make)
        self._offer(_("PDF（保管用）"), _at_top(paper))
        paper.save_button.setFocus()

    @Slot()
    def offer_sheets(self) -> None:
        """Offer blank sheets for the door."""
        part = SheetPart(self._shell, self.area.id)
        self._offer(_("白紙の記録票"), part)
        part.count.setFocus()

    def _offer(self, heading: str, content: QWidget) -> None:
        """Show a paper in the pane, closed before: what is in it takes the focus at once only then."""
        self.split.close_detail()
        self.split.show_detail(heading, content)

    @Slot()
    def key_in(self) -> None:
        """Key a paper sheet in; the log comes back afterwards."""
        open_keying(self._shell, self.area.id, self.read, owner=self)

    @Slot()
    def leave(self) -> None:
        """Go back to where one came from."""
        self._shell.uncover()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _at_top(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
