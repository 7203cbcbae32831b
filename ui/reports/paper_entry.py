"""A report that came on paper, typed in: question by question with the keyboard, a scan attached."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.errors import RefusedError
from oversight.exchange import read_file
from oversight.report_form.answers import Answer, Answers, Cell, list_missing, read_answers
from oversight.report_form.form import FormData
from oversight.reports import Original, PaperDraft, ReportKey, show_month
from oversight.words import _, _n
from ui.dropped import paths_of
from ui.reports.answer_fields import TableField, field_of
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.date_field import DateField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import note, prose

_PAUSE_MS = 500
_WIDEST = 860


class PaperEntry(QWidget):
    """``done`` follows the deed, ``left`` the way back."""

    done = Signal()
    left = Signal()

    def __init__(self, shell: Shell, key: ReportKey, form: FormData) -> None:
        super().__init__()
        self._shell, self._key, self._form = shell, key, form
        self._scan: Original | None = None
        self.panel = FormPanel(widest=_WIDEST)
        self.received_field = DateField("received_on", _("到達日"), is_required=True)
        self.scan_button = Button(_("写し（スキャン）を付ける"), icon="paperclip")
        self.save_button = Button(_("報告として保存する"), kind=ButtonKind.PRIMARY, icon="device-floppy")
        self.back_button = Button(_("やめる"))
        self.said = note("")
        self.points = prose("")
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._add_fields()
        self._lay_out()
        self._listen()
        lead_focus(self, self.received_field)
        self.setAcceptDrops(True)
        self._say_missing()

    def _add_fields(self) -> None:
        self.panel.add(self.received_field)
        number = 0
        for section in self._form.questions.sections:
            self.panel.add_section(section.title.spoken())
            for question in section.questions:
                number += 1
                self.panel.add(field_of(number, question))
            if section.table is not None:
                self.panel.add(TableField(section.table, self._form.known_rows(section.table)))
        self.panel.fill({"received_on": self._shell.clock.today()})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        form = self._form
        told = _("{number} {title}　{contractor}　{month}").format(
            number=form.contract_number,
            title=form.contract_title,
            contractor=form.contractor,
            month=show_month(self._key.month),
        )
        column.addWidget(prose(told, "strong"))
        column.addWidget(note(_("Enterで次の欄へ進みます。該当するものがない欄には「-」と打ちます。")))
        column.addWidget(self.panel, 1)
        column.addWidget(self.points)
        column.addWidget(self.said)
        foot = Flow()
        for button in (self.save_button, self.scan_button, self.back_button):
            foot.addWidget(button)
        column.addLayout(foot)
        self.points.hide()

    def _listen(self) -> None:
        self.panel.edited.connect(self._timer.start)
        self._timer.timeout.connect(self._look)
        self.scan_button.clicked.connect(self.attach)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.left)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed or attached."""
        return self.panel.is_changed or self._scan is not None

    def answers(self) -> Answers:
        """Return the answers typed so far."""
        fields: dict[str, Cell] = {}
        found: dict[str, Answer] = {}
        for name, value in self.panel.values().items():
            if isinstance(value, Answer):
                if value != Answer():
                    found[name] = value
            elif isinstance(value, dict):
                fields |= value
        return Answers(found, read_answers(self._form.questions, fields).tables)

    @Slot()
    def _look(self) -> None:
        """Say what is still missing and what would want a look, while one types."""
        self._say_missing()
        filings, key, answers = self._shell.office.filings, self._key, self.answers()
        self._shell.read(lambda: filings.tell_points(key, answers), self._show_points, owner=self)

    def _say_missing(self) -> None:
        count = len(list_missing(self._form.questions, self.answers()))
        told = _n("未回答 {count}問", count).format(count=count) if count else _("すべてに回答があります。")
        scan = (
            _("写し: {name}").format(name=self._scan.file_name) if self._scan else _("写しはまだありません。")
        )
        self.said.setText(f"{told}　{scan}")

    def _show_points(self, points: tuple[str, ...]) -> None:
        self.points.setText("\n".join(_("注意点: {told}").format(told=told) for told in points))
        self.points.setVisible(bool(points))

    @Slot()
    def attach(self) -> None:
        """Ask for the scan of the paper."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("写し（スキャン）"), "", _("PDF・画像 (*.pdf *.jpg *.jpeg *.png)")
        )
        if name:
            self.take_scan(Path(name))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this machine as the scan."""
        if len(paths_of(event.mimeData())) == 1:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the file dropped."""
        self.take_scan(paths_of(event.mimeData())[0])

    def take_scan(self, path: Path) -> None:
        """Keep a file to be attached when the report is saved."""
        self._shell.read(lambda: Original(read_file(path), path.name), self._keep_scan, owner=self)

    def _keep_scan(self, scan: Original) -> None:
        self._scan = scan
        self._say_missing()

    @Slot()
    def save(self) -> None:
        """Keep the report as it was typed; what is missing may be missing on the paper, too."""
        if not self.panel.check():
            return
        filings = self._shell.office.filings
        received_on = self.received_field.value() or self._shell.clock.today()
        draft = PaperDraft(self._key, received_on, self.answers(), self._scan)
        self.save_button.setEnabled(False)
        self._shell.do(lambda: filings.enter(draft), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.done.emit()

    def _fail(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not (isinstance(error, RefusedError) and self.panel.show_refusal(error)):
            self._shell.notices.show_error(error)
