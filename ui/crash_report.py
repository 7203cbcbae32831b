"""What remains of the last crash, shown at the next start: read it, save it, or let it go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from oversight.errors import OversightError
from oversight.words import _
from ui.notices import Notice, Notices
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import prose, section


class CrashReportDialog(QDialog):
    """Shows a report."""

    def __init__(self, report: str, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("前回の終了の報告"))
        self._report, self._notices = report, notices
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(24), space(24), space(24), space(24))
        column.addWidget(section(self.windowTitle()))
        column.addWidget(
            prose(
                _("記録の内容は含まれていません。どこにも送信しません。保存して、システムの担当に渡せます。")
            )
        )
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("報告"))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.save_button = Button(_("報告を保存する"), icon="download")
        self.close_button = Button(_("閉じる"), kind=ButtonKind.PRIMARY)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.resize(space(720), space(480))
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.accept)

    @Slot()
    def save(self) -> None:
        """Save the report where the user says."""
        start = str(Path.home() / "oversight-report.txt")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("報告を保存する"), start)
        if not chosen:
            return
        try:
            Path(chosen).write_text(self._report, encoding="utf-8")
        except OSError:
            self._notices.show_error(
                OversightError(_("報告を保存できませんでした。"), _("別の場所を選んでください。"))
            )
            return
        self._notices.tell(_("報告を保存しました。"))


def offer_report(report: str, notices: Notices, parent: QWidget) -> None:
    """Say that the last start ended unexpectedly, and offer its report."""

    def open_report() -> None:
        CrashReportDialog(report, notices, parent).open()

    notices.offer(
        Notice(
            _("前回、予期しない誤りがありました。保存済みの記録は失われていません。"),
            _("報告はこのパソコンの中だけにあり、送信されません。"),
            Tone.ATTENTION,
            _("報告を見る"),
            open_report,
        )
    )
