"""The finalised records of a fiscal year, printed into a folder in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from oversight.calendar import show_fiscal_year
from oversight.errors import StoppedError
from oversight.words import _, _n
from ui.course_bar import FILES, CourseBar
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose

if TYPE_CHECKING:
    from oversight.inspections.batch import PrintedYear, Told

_WARNINGS_SHOWN = 5


class YearPapersPanel(Pane):
    """Writes a year's records as PDFs with a list of their hashes; the window stays usable meanwhile."""

    def __init__(self, shell: Shell, years: Sequence[int]) -> None:
        super().__init__(_("年度の記録書"))
        self._shell = shell
        self._folder = Path()
        self.year_field = ChoiceField(
            "year", _("年度"), [(year, show_fiscal_year(year)) for year in years], is_required=True
        )
        self.year_field.set_value(years[0])
        self.write_button = Button(_("フォルダーに書き出す"), kind=ButtonKind.PRIMARY, icon="folder-open")
        self.course_bar = CourseBar(_("記録書を書き出しています"), counted=FILES)
        self.said = note("")
        self.folder_button = Button(_("フォルダーを開く"), kind=ButtonKind.QUIET, icon="folder-open")
        self._lay_out()
        self.write_button.clicked.connect(self.write)
        self.folder_button.clicked.connect(self.open_folder)
        lead_focus(self, self.year_field)

    def _lay_out(self) -> None:
        told = _(
            "その年度の確定した記録書を、検査ごとに最新の版だけ、1件1ファイルのPDFにします。"
            "ファイルとそのハッシュ値の一覧（CSV）も同じフォルダーに置きます。"
            "すでにあるファイルは上書きしません。途中で止めても、書き終えたファイルは残ります。"
        )
        widgets = (prose(told), self.year_field, self.write_button, self.course_bar, self.said)
        for widget in (*widgets, self.folder_button):
            self.column.addWidget(widget)
        self.said.hide()
        self.folder_button.hide()
        self.end()

    @Slot()
    def write(self) -> None:
        """Ask for a folder and write the records of the year into it."""
        if not self.year_field.check():
            return
        name = QFileDialog.getExistingDirectory(self, _("記録書を置くフォルダー"))
        if not name:
            return
        self._folder = Path(name)
        folder, year, course = self._folder, self.year_field.value(), self.course_bar.start()
        inspections = self._shell.office.inspections
        self._begin()

        def work(goes_on: Told) -> PrintedYear:
            def told(done: int, total: int) -> None:
                course.done, course.total = done, total
                if course.is_stopping:
                    raise StoppedError
                goes_on(done, total)

            return inspections.print_year(year, folder, told)

        self._shell.background.run_long(
            work,
            self._say_written,
            self._fail,
            told=lambda _done, _total: None,  # the bar looks at the course itself
            owner=self,
            what=_("記録書を書き出しています"),
        )

    def _begin(self) -> None:
        self.write_button.setEnabled(False)
        self.said.hide()
        self.folder_button.hide()
        self.course_bar.stop_button.setFocus()

    def _say_written(self, printed: PrintedYear) -> None:
        self._end()
        self.said.setText("\n".join(told_of(printed)))
        self.said.show()
        self.folder_button.setVisible(bool(printed.records))
        (self.folder_button if printed.records else self.write_button).setFocus()

    def _fail(self, error: Exception) -> None:
        self._end()
        self._shell.notices.show_error(error)

    def _end(self) -> None:
        self.course_bar.end()
        self.write_button.setEnabled(True)

    @Slot()
    def open_folder(self) -> None:
        """Show the folder the records were written into."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def told_of(printed: PrintedYear) -> list[str]:
    """Return what the user is told: how many, the list's name, what the papers' readers must know."""
    if not printed.total:
        return [_("この年度に確定した記録はありません。")]
    count = len(printed.records)
    told = (
        _n("途中で止めました。{total:,}件のうち{count:,}件を書き出しました。", count)
        if printed.is_stopped
        else _n("{count:,}件の記録書を書き出しました。", count)
    )
    lines = [told.format(count=count, total=printed.total)]
    if printed.list_name:
        lines.append(_("一覧: {name}").format(name=printed.list_name))
    warnings = [f"{each.file_name}: {warning}" for each in printed.records for warning in each.warnings]
    lines += warnings[:_WARNINGS_SHOWN]
    more = len(warnings) - _WARNINGS_SHOWN
    if more > 0:
        lines.append(_n("ほか{count:,}件の注意は、一覧にあります。", more).format(count=more))
    return lines
