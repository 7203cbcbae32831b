"""What leaves the page of the year's plan: the plan, the notices, Excel, the calendar file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from oversight.access import Deed, may
from oversight.calendar import show_fiscal_year
from oversight.coverage import DayEntry
from oversight.words import _
from ui import paper_out
from ui.actions import EXPORT, bind
from ui.coverage.notices_panel import NoticesPanel
from ui.paper_row import PaperRow
from ui.widgets.buttons import MenuButton

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper
    from ui.page import Page


class Outward(QObject):
    """The menu and what it does; ``year`` says which fiscal year is shown."""

    def __init__(self, page: Page, *, export: Callable[[], None], year: Callable[[], int]) -> None:
        super().__init__(page)
        self._page, self._year = page, year
        self.more_button = MenuButton(_("書き出す"), icon=EXPORT.icon)
        self.plan_action = self.more_button.offer(_("年間計画（PDF）"), self._offer_plan)
        if may(page.office.actor, Deed.PLAN_INSPECTION):
            self.notices_action = self.more_button.offer(
                _("年間計画と通知をまとめて（PDF）"), self._offer_notices
            )
        self.export_action = self.more_button.offer(_("表計算（Excel・CSV）"), export)
        self.diary_action = self.more_button.offer(_("検査の予定表（iCal）"), self._write_diary)
        page.add_button(self.more_button)
        if EXPORT.shortcut is not None:
            bind(EXPORT.shortcut, self.more_button, export)

    @Slot()
    def _offer_plan(self) -> None:
        """Offer the plan of the year shown as a paper."""
        page, year = self._page, self._year()
        heading = _("検査年間計画_{year}").format(year=show_fiscal_year(year))

        def make(office: Office) -> Paper:
            return office.year_plan.print_plan(year)

        page.close_detail()
        paper = PaperRow(page.shell, heading, f"{heading}.pdf", make)
        page.show_detail(_("年間計画"), paper)
        paper.save_button.setFocus()

    @Slot()
    def _offer_notices(self) -> None:
        """Show how many notices have not gone out, and ask for their numbers."""
        page, year = self._page, self._year()
        plan = page.office.year_plan

        def show(entries: Sequence[DayEntry]) -> None:
            panel = NoticesPanel(page.shell, entries, year)
            panel.done.connect(page.close_detail)
            page.close_detail()
            page.show_detail(_("年間計画と通知"), panel)
            panel.setFocus()

        page.shell.read(lambda: plan.list_unnotified(year), show, owner=self)

    @Slot()
    def _write_diary(self) -> None:
        """Write the year's inspections as a file that calendars take in, and update by."""
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("書き出す先"), _("実地検査の予定.ics"), _("予定表 (*.ics)")
        )
        if not name:
            return
        shell, path, year = self._page.shell, Path(name), self._year()
        plan = shell.office.year_plan
        told = _("予定表に取り込むファイルを書き出しました: {name}").format(name=path.name)

        def work() -> None:
            paper_out.write_out(path, plan.write_diary(year))

        shell.read(work, lambda _nothing: shell.notices.tell(told), owner=self)
