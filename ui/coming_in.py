"""How filled-in forms come onto a page: chosen, dropped or handed over by the window; of whichever form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from oversight.access import Deed, may
from oversight.corrections import Look, Received
from oversight.words import _, _n
from ui.course_bar import FILES, CourseBar
from ui.intake import IntakePanel
from ui.widgets.buttons import ButtonKind, MenuButton

if TYPE_CHECKING:
    from ui.page import Page


class ComingIn(QObject):
    """The button, and the panel that stands in the place of the list while files are looked at."""

    def __init__(self, page: Page, body: QStackedWidget) -> None:
        super().__init__(page)
        self._page, self._body = page, body
        self.panel: IntakePanel | None = None
        self.button = MenuButton(_("提出を取り込む"), kind=ButtonKind.PRIMARY, icon="file-import")
        self.button.setToolTip(_("記入された様式（PDF・Excel）を選ぶ。この画面に落としても取り込めます。"))
        self.button.offer(_("ファイルを選ぶ"), self.choose_files)
        self.button.offer(_("フォルダーを選ぶ"), self.choose_folder)
        self.course_bar = CourseBar(_("ファイルを確かめています"), counted=FILES)
        page.add_button(self.button)
        is_allowed = any(may(page.office.actor, deed) for deed in (Deed.RECEIVE_REPORT, Deed.EDIT_FINDING))
        self.button.setVisible(is_allowed)  # only in its page: alone it would be a window
        page.column.insertWidget(page.column.count() - 1, self.course_bar)

    @property
    def is_open(self) -> bool:
        """Tell whether files are being looked at."""
        return self.panel is not None

    @Slot()
    def choose_files(self) -> None:
        """Ask for files."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._page, _("取り込むファイル"), "", _("報告書の様式 (*.pdf *.xlsx);;すべて (*)")
        )
        self.look_at(Path(name) for name in names)

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self._page, _("取り込むフォルダー"))
        if name:
            self.look_at([Path(name)])

    def look_at(self, paths: Iterable[Path]) -> None:
        """Look at files and at all in folders; nothing is written."""
        chosen = tuple(paths)
        if not chosen:
            return
        intake, course = self._page.office.intake, self.course_bar.start()
        self.button.setEnabled(False)
        self._page.shell.read(
            lambda: intake.look_at(chosen, course=course), self._show, self._fail, owner=self._page
        )

    def _fail(self, error: Exception) -> None:
        self.course_bar.end()
        self.button.setEnabled(True)
        self._page.shell.notices.show_error(error)

    def _show(self, looks: Sequence[Look]) -> None:
        self.course_bar.end()
        self.button.setEnabled(True)
        if not looks:
            self._page.shell.notices.tell(_("フォルダーにファイルがありません。"))
            return
        self.leave()
        panel = IntakePanel(self._page.shell, tuple(looks))
        panel.finished.connect(self._finish)
        panel.left.connect(self.leave)
        self.panel = panel
        self._body.addWidget(panel)
        self._body.setCurrentWidget(panel)
        self._page.close_detail()
        self._page.show_tools(False)
        self._page.say_title(_("提出の確かめ"))
        faults = sum(look.fault is not None for look in looks)
        told = _n("{count:,}件のファイル　取り込めないもの {faults:,}件", len(looks))
        self._page.say(told.format(count=len(looks), faults=faults))
        panel.table.setFocus()

    @Slot()
    def leave(self) -> None:
        """Show the list again."""
        if self.panel is None:
            return
        self._body.removeWidget(self.panel)
        self.panel.deleteLater()
        self.panel = None
        self._page.show_tools(True)
        self._page.say_title(_(self._page.title))
        self._page.on_show()
        self._page.setFocus()  # else it would fall to whatever Qt finds next

    @Slot(object)
    def _finish(self, outcome: Received) -> None:
        self.leave()
        count = len(outcome.taken)
        told = _n("{count:,}件の報告を取り込みました。", count).format(count=count)
        refused = "\n".join(f"{look.name}: {reason}" for look, reason in outcome.refused)
        self._page.shell.notices.tell(told, refused)
        self._page.shell.refresh.changed.emit(outcome.change)
