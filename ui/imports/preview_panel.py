"""The dry run: which column is what, what each row would become, and the deed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.change import Change
from oversight.exchange import ACTION_WORDS, FIELDS, Action, ImportPreview, RowOutcome
from oversight.words import _, _n, mark
from ui.course_bar import CourseBar
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.form_panel import FormPanel
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, prose, strong

_WIDE, _TABLE_HEIGHT, _FORM_HEIGHT = 760, 200, 200
"""Pixels at 100 %: from which width the columns stand beside the rows, and how low each may get."""
_TONES = {Action.NEW: Tone.DONE, Action.CHANGED: Tone.ATTENTION, Action.REFUSED: Tone.DANGER}


def _changes(row: RowOutcome) -> str:
    return _("、").join(f"{word}: {old}→{new}" for word, (old, new) in row.changes.items())


COLUMNS: tuple[Column[RowOutcome], ...] = (
    Column(mark("行"), lambda r: f"{r.number:,}", sort_key=lambda r: r.number, figures=True),
    Column(
        mark("結果"), lambda r: _(ACTION_WORDS[r.action]), tone=lambda r: _TONES.get(r.action), is_tag=True
    ),
    Column(mark("番号・名称"), lambda r: r.label, stretch=1),
    Column(mark("変更前→変更後"), _changes, stretch=2, spare=1),
    Column(mark("理由・注意"), lambda r: r.reason, stretch=3),
)


class PreviewPanel(QScrollArea):
    """``taken_in`` tells that the run is done, ``corrected`` that columns or the sheet were chosen anew.

    ``corrected`` carries the columns (None: to be found anew) and the sheet.
    """

    taken_in = Signal()
    corrected = Signal(object, str)

    def __init__(self, shell: Shell, preview: ImportPreview) -> None:
        super().__init__()
        self._shell, self.preview = shell, preview
        self.table: RowTable[RowOutcome] = RowTable(COLUMNS, name=_("取込の確かめ"), key=lambda r: r.number)
        self.columns_form = FormPanel(widest=360)
        self.run_button = Button(self._run_word(), kind=ButtonKind.PRIMARY, icon="file-import")
        self.faults_button = Button(_("取り込めない行を表で受け取る"), icon="file-export")
        self.match_button = Button(_("この列で確かめ直す"), icon="refresh")
        self.course_bar = CourseBar(_("取り込んでいます"))
        self.chosen_text = note("")
        self._middle, self._foot = QHBoxLayout(), QHBoxLayout()
        sheets = [(name, name) for name in preview.table.sheets]
        self.sheet_field = ChoiceField("sheet", _("シート"), sheets)
        self._lay_out()
        self.table.row_chosen.connect(self._say_chosen)
        self.table.replace_rows(preview.outcomes)
        self.run_button.setEnabled(preview.count(Action.NEW) + preview.count(Action.CHANGED) > 0)
        self.faults_button.setVisible(bool(preview.refused))
        self.run_button.clicked.connect(self.take_in)
        self.faults_button.clicked.connect(self.save_faults)
        self.match_button.clicked.connect(self._match_again)

    def _run_word(self) -> str:
        count = self.preview.count(Action.NEW) + self.preview.count(Action.CHANGED)
        if self.preview.refused:
            left = len(self.preview.refused)
            return _n("取り込む（{count:,}行、{left:,}行は除く）", count).format(count=count, left=left)
        return _n("取り込む（{count:,}行）", count).format(count=count)

    def _lay_out_middle(self) -> None:
        """Set the rows beside the columns; they scroll: their full height must not make all of it scroll."""
        self.table.setMinimumHeight(current_theme().width(_TABLE_HEIGHT))
        for each in (self.table, self.columns_form):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._middle.setSpacing(current_theme().space(16))
        self._middle.addWidget(self.table, 3)
        self._middle.addWidget(self._matching(), 1)

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"] + 2
        column.setContentsMargins(room, room, room, room)
        column.addWidget(prose(f"{self.preview.table.file_name}　{self.preview.summary}", "strong"))
        for sentence in self._notes():
            column.addWidget(note(sentence))
        self._lay_out_middle()
        column.addLayout(self._middle, 1)
        column.addWidget(self.chosen_text)
        column.addWidget(self.course_bar)
        self._foot.addWidget(self.faults_button)
        self._foot.addStretch(1)
        self._foot.addWidget(self.run_button)
        column.addLayout(self._foot)
        self.setWidget(holder)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns beside the rows, or beneath them where both would be cut."""
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().width(_WIDE)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for layout in (self._middle, self._foot):
            layout.setDirection(sideways if is_wide else down)

    @Slot(object)
    def _say_chosen(self, row: RowOutcome | None) -> None:
        """Say in full what the table may have to cut."""
        told = "" if row is None else "　".join(filter(None, (row.label, _changes(row), row.reason)))
        self.chosen_text.setText(told)

    def _notes(self) -> Iterator[str]:
        if self.preview.near:
            count = len(self.preview.near)
            yield _n(
                "似た見出しから選んだ列が{count}つあります。「列の対応」で確かめてください。", count
            ).format(count=count)
        yield from self.preview.table.notes

    def _matching(self) -> QWidget:
        headings = self.preview.table.headings
        options = [(at, heading or _("{at}列目").format(at=at + 1)) for at, heading in enumerate(headings)]
        for each in FIELDS[self.preview.kind]:
            is_near = each.key in self.preview.near
            field = ChoiceField(
                each.key,
                _(each.word),
                options,
                placeholder=_("使わない"),
                is_required=each.is_required,
                hint=_("似た見出しから選びました。確かめてください。") if is_near else "",
            )
            self.columns_form.add(field)
        self.columns_form.fill(self.preview.columns)
        self.columns_form.setMinimumHeight(current_theme().width(_FORM_HEIGHT))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        if len(self.preview.table.sheets) > 1:
            self.sheet_field.set_value(self.preview.table.sheet)
            self.sheet_field.edited.connect(self._read_sheet)
            column.addWidget(self.sheet_field)
        column.addWidget(strong(_("列の対応")))
        column.addWidget(self.columns_form, 1)
        column.addWidget(self.match_button)
        return holder

    @Slot()
    def _match_again(self) -> None:
        values = self.columns_form.values()
        columns = {key: at for key, at in values.items() if at is not None}
        self.corrected.emit(columns, self.preview.table.sheet)

    @Slot()
    def _read_sheet(self) -> None:
        sheet = self.sheet_field.value()
        if sheet and sheet != self.preview.table.sheet:
            self.corrected.emit(None, sheet)

    @Slot()
    def take_in(self) -> None:
        """Write what is shown; rows that cannot be taken in are left out."""
        imports, preview = self._shell.office.imports, self.preview
        self.run_button.setEnabled(False)
        course = self.course_bar.start()
        self._shell.do(
            lambda: imports.run(preview, leave_out_refused=True, course=course),
            self._done,
            self._failed,
            owner=self,
            what=_("取り込んでいます"),
        )

    def _done(self, _change: Change) -> None:
        self.course_bar.end()
        self._shell.notices.tell(
            _("取り込みました。"),
            _("取り消すには、一覧で選び、理由を書いて「選んだ取込を取り消す」を押します。"),
        )
        self.taken_in.emit()

    def _failed(self, error: Exception) -> None:
        self.course_bar.end()
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
