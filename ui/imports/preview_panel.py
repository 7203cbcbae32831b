"""The dry run: which column is what, what each row would become, and the deed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from oversight.change import Change
from oversight.exchange import ACTION_WORDS, FIELDS, Action, ImportPreview, RowOutcome
from oversight.words import _, mark
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.form_panel import FormPanel
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, strong

_TONES = {Action.NEW: Tone.DONE, Action.CHANGED: Tone.ATTENTION, Action.REFUSED: Tone.DANGER}


def _changes(row: RowOutcome) -> str:
    return "、".join(f"{word}: {old}→{new}" for word, (old, new) in row.changes.items())


COLUMNS: tuple[Column[RowOutcome], ...] = (
    Column(mark("行"), lambda r: f"{r.number:,}", sort_key=lambda r: r.number, figures=True),
    Column(
        mark("結果"), lambda r: _(ACTION_WORDS[r.action]), tone=lambda r: _TONES.get(r.action), is_tag=True
    ),
    Column(mark("番号・名称"), lambda r: r.label, stretch=1),
    Column(mark("変更前→変更後"), _changes, stretch=2),
    Column(mark("理由・注意"), lambda r: r.reason, stretch=3),
)


class PreviewPanel(QWidget):
    """``taken_in`` tells that the run is done, ``corrected`` that columns were chosen anew."""

    taken_in = Signal()
    corrected = Signal(object)

    def __init__(self, shell: Shell, preview: ImportPreview) -> None:
        super().__init__()
        self._shell, self.preview = shell, preview
        self.table: RowTable[RowOutcome] = RowTable(COLUMNS, name=_("取込の確かめ"), key=lambda r: r.number)
        self.columns_form = FormPanel(widest=360)
        self.run_button = Button(self._run_word(), kind=ButtonKind.PRIMARY, icon="file-import")
        self.faults_button = Button(_("取り込めない行を表で受け取る"), icon="file-export")
        self.match_button = Button(_("この列で確かめ直す"), icon="refresh")
        self._lay_out()
        self.table.replace_rows(preview.outcomes)
        self.run_button.setEnabled(preview.count(Action.NEW) + preview.count(Action.CHANGED) > 0)
        self.faults_button.setVisible(bool(preview.refused))
        self.run_button.clicked.connect(self.take_in)
        self.faults_button.clicked.connect(self.save_faults)
        self.match_button.clicked.connect(self._match_again)

    def _run_word(self) -> str:
        count = self.preview.count(Action.NEW) + self.preview.count(Action.CHANGED)
        if self.preview.refused:
            return _("取り込めない行を除いて取り込む（{count:,}行）").format(count=count)
        return _("取り込む（{count:,}行）").format(count=count)

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(strong(f"{self.preview.table.file_name}　{self.preview.summary}"))
        for sentence in self.preview.table.notes:
            column.addWidget(note(sentence))
        middle = QHBoxLayout()
        middle.setSpacing(space(16))
        middle.addWidget(self.table, 3)
        middle.addWidget(self._matching(), 1)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.faults_button)
        foot.addStretch(1)
        foot.addWidget(self.run_button)
        column.addLayout(foot)

    def _matching(self) -> QWidget:
        headings = self.preview.table.headings
        options = [(at, heading or _("{at}列目").format(at=at + 1)) for at, heading in enumerate(headings)]
        for each in FIELDS[self.preview.kind]:
            field = ChoiceField(each.key, _(each.word), options, placeholder=_("使わない"))
            self.columns_form.add(field)
        self.columns_form.fill(self.preview.columns)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(strong(_("列の対応")))
        column.addWidget(self.columns_form, 1)
        column.addWidget(self.match_button)
        return holder

    @Slot()
    def _match_again(self) -> None:
        values = self.columns_form.values()
        self.corrected.emit({key: at for key, at in values.items() if at is not None})

    @Slot()
    def take_in(self) -> None:
        """Write what is shown; rows that cannot be taken in are left out."""
        imports, preview = self._shell.office.imports, self.preview
        self.run_button.setEnabled(False)
        self._shell.do(
            lambda: imports.run(preview, leave_out_refused=True),
            self._done,
            self._failed,
            owner=self,
            what=_("取り込んでいます"),
        )

    def _done(self, _change: Change) -> None:
        self._shell.notices.tell(_("取り込みました。"), _("取り消すには、下の一覧の「取り消す」を押します。"))
        self.taken_in.emit()

    def _failed(self, error: Exception) -> None:
        self.run_button.setEnabled(True)
        self._shell.notices.show_error(error)

    @Slot()
    def save_faults(self) -> None:
        """Write the workbook with a reason beside each row that cannot be taken in."""
        stem = Path(self.preview.table.file_name).stem
        name, _kind = QFileDialog.getSaveFileName(
            self, _("書き出す先"), f"{stem}_{_('取り込めない行')}.xlsx", "Excel (*.xlsx)"
        )
        if not name:
            return
        imports, preview = self._shell.office.imports, self.preview

        def write() -> Path:
            Path(name).write_bytes(imports.faults_book(preview))
            return Path(name)

        self._shell.read(write, self._told, owner=self, what=_("書き出しています"))

    def _told(self, path: Path) -> None:
        self._shell.notices.tell(_("書き出しました: {name}").format(name=path.name))
