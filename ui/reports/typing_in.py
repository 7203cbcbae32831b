"""The page of monthly reports while a report that came on paper is typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from oversight.report_form.form import FormData
from oversight.reports import ReportKey
from oversight.words import _
from ui.reports.paper_entry import PaperEntry

if TYPE_CHECKING:
    from ui.page import Page


class TypingIn(QObject):
    """Puts the entry in the place of the list, and the list back."""

    def __init__(self, page: Page, body: QStackedWidget) -> None:
        super().__init__(page)
        self._page, self._body = page, body
        self.entry: PaperEntry | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether a report is being typed in."""
        return self.entry is not None

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self.entry is not None and self.entry.is_changed

    def begin(self, key: ReportKey) -> None:
        """Read what the city knows of the month, and show the fields."""
        filings = self._page.office.filings
        self._page.shell.read(
            lambda: filings.get_form(key), lambda form: self._show(key, form), owner=self._page
        )

    def _show(self, key: ReportKey, form: FormData) -> None:
        self.leave()
        entry = PaperEntry(self._page.shell, key, form)
        entry.done.connect(self._finish)
        entry.left.connect(self.leave)
        self.entry = entry
        self._page.close_detail()
        self._page.show_tools(False)
        self._body.addWidget(entry)
        self._body.setCurrentWidget(entry)
        self._page.say_title(_("紙の報告を入力する"))
        self._page.say("")
        entry.setFocus()

    @Slot()
    def leave(self) -> None:
        """Show the list again."""
        if self.entry is None:
            return
        self._body.removeWidget(self.entry)
        self.entry.deleteLater()
        self.entry = None
        self._page.show_tools(True)
        self._page.on_show()
        self._page.setFocus()  # else it would fall to whatever Qt finds next

    @Slot()
    def _finish(self) -> None:
        self._page.shell.notices.tell(_("報告を保存しました。"))
        self.leave()
