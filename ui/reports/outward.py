"""What leaves the page of monthly reports: letters and their drafts, the late list, Excel, the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from oversight.access import Deed, may
from oversight.reports import ReportKey
from oversight.words import _, _n
from ui import paper_out
from ui.actions import EXPORT, bind
from ui.chase_panel import offer_letters
from ui.paper_row import PaperRow
from ui.reports.forms_panel import FormsPanel
from ui.widgets.buttons import Button, MenuButton

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper
    from ui.page import Page


class Outward(QObject):
    """The buttons and what they do.

    ``late`` says which late reports of the sections shown there are, ``months`` for which a form is due.
    """

    def __init__(
        self,
        page: Page,
        *,
        export: Callable[[], None],
        late: Callable[[], frozenset[ReportKey]],
        months: Callable[[], Sequence[dt.date]],
    ) -> None:
        super().__init__(page)
        self._page, self._late, self._months = page, late, months
        self.forms_button = Button(_("様式を渡す"), icon="file-text")
        self.more_button = MenuButton(_("書き出す"), icon=EXPORT.icon)
        self.export_action = self.more_button.offer(_("表計算（Excel・CSV）"), export)
        self.paper_action = self.more_button.offer(_("期限超過の一覧（PDF）"), self._offer_list)
        self.diary_action = self.more_button.offer(_("提出期限と約束の日の予定表（iCal）"), self._write_diary)
        self.chase_button = Button("", icon="file-text")
        self.chase_button.hide()
        for button in (self.forms_button, self.more_button, self.chase_button):
            page.add_button(button)
        if EXPORT.shortcut is not None:
            bind(EXPORT.shortcut, self.more_button, export)
        self.forms_button.clicked.connect(self._offer_forms)
        self.chase_button.clicked.connect(self._offer_letters)

    def show_letters_due(self, count: int) -> None:
        """Offer the day's letters, with their number, to whoever may make them."""
        self.chase_button.setVisible(count > 0 and may(self._page.office.actor, Deed.CHASE_REPORT))
        self.chase_button.setText(_n("督促の文書を作る（{count}通）", count).format(count=count))
        self._page.fit_head()

    @Slot()
    def _offer_forms(self) -> None:
        """Offer the forms of a month: of those of the year shown, up to the month that runs."""
        page = self._page
        panel = FormsPanel(page.shell, self._months())
        page.close_detail()
        page.show_detail(_("様式を渡す"), panel)
        panel.setFocus()

    @Slot()
    def _offer_list(self) -> None:
        """Offer the reports that are late, of the sections shown, as a paper for a meeting."""
        keys, shell = self._late(), self._page.shell
        name = _("期限超過一覧_{day}.pdf").format(day=f"{shell.clock.today():%Y%m%d}")
        heading = _("期限超過の一覧")

        def make(office: Office) -> Paper:
            return office.chasing.print_overdue(keys)

        self._page.close_detail()
        paper = PaperRow(shell, heading, name, make)
        self._page.show_detail(heading, paper)
        paper.save_button.setFocus()

    @Slot()
    def _write_diary(self) -> None:
        """Write due days and promises as a file that calendars take in, and update by."""
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("書き出す先"), _("月次報告の期限.ics"), _("予定表 (*.ics)")
        )
        if not name:
            return
        shell, path = self._page.shell, Path(name)
        chasing = shell.office.chasing
        told = _("予定表に取り込むファイルを書き出しました: {name}").format(name=path.name)

        def work() -> None:
            paper_out.write_out(path, chasing.write_diary())

        shell.read(work, lambda _nothing: shell.notices.tell(told), owner=self)

    @Slot()
    def _offer_letters(self) -> None:
        """Show which letters would be made today; nothing is made yet."""
        offer_letters(self._page)
