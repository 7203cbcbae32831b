"""Taking in contractors and contracts: choose a file, look at every row, take it in, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.clock import at_japan
from oversight.exchange import ImportPreview, ImportRunRow, UndoOutcome, read_file
from oversight.words import _, _n, mark, mark_n
from ui.actions import IMPORT, action_button
from ui.course_bar import CourseBar
from ui.imports.preview_panel import PreviewPanel
from ui.page import Page
from ui.rooms import Room
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.columns import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import TextField
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable

_KINDS = {"contractors": mark("委託先の一覧"), "contracts": mark("委託契約の一覧")}
COLUMNS: tuple[Column[ImportRunRow], ...] = (
    Column(mark("日時"), lambda r: f"{at_japan(r.run_at):%Y/%m/%d %H:%M}", figures=True),
    Column(mark("何を"), lambda r: _(_KINDS[r.kind])),
    Column(mark("ファイル"), lambda r: r.file_name, stretch=2),
    Column(mark("行数"), lambda r: f"{r.rows_total:,}", sort_key=lambda r: r.rows_total, figures=True),
    Column(mark("取込者"), lambda r: r.run_by, stretch=1),
    Column(mark("状態"), lambda r: _("取消し済み") if r.is_undone else _("取込済み")),
)


class ImportsPage(Page):
    """取込."""

    key: ClassVar[Room] = Room.IMPORTS
    title: ClassVar[str] = mark_n("取込")
    icon: ClassVar[str] = "file-import"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.chips = ChipRow(
            [ChipSpec(kind, _(word)) for kind, word in _KINDS.items()], name=_("取り込むもの"), one=True
        )
        self.choose_button = action_button(
            IMPORT, self.choose, kind=ButtonKind.PRIMARY, word=_("ファイルを選ぶ")
        )
        self.table: RowTable[ImportRunRow] = RowTable(COLUMNS, name=_("これまでの取込"), key=lambda r: r.id)
        self.reason_field = TextField("reason", _("取り消す理由"))
        self.undo_button = Button(_("選んだ取込を取り消す"), icon="arrow-back-up")
        self.back_button = Button(_("一覧へ戻る"), icon="arrow-left")
        self.empty = EmptyState(
            _("まだ何も取り込んでいません。"),
            _(
                "上で委託先か委託契約を選び、表（Excel・CSV）のファイルを選ぶか、この画面に落としてください。"
                "書き込む前に、1行ずつ確かめた結果が出ます。"
            ),
        )
        self.course_bar = CourseBar(_("ファイルを確かめています"))
        self._content: tuple[str, bytes, str] | None = None
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.add_filter(self.chips)
        self.add_button(self.back_button)
        self.add_button(self.choose_button)
        self.back_button.hide()
        history = QWidget()
        column = QVBoxLayout(history)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason_field)
        column.addWidget(self.undo_button)
        self._history = QStackedWidget()
        self._history.addWidget(self.empty)
        self._history.addWidget(history)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._history)
        self.column.addWidget(self.course_bar)
        self.set_body(self.stack)
        lead_focus(self, self.choose_button)
        self.setAcceptDrops(True)
        is_allowed = may(self.office.actor, Deed.IMPORT)
        self.choose_button.setEnabled(is_allowed)
        self.undo_button.setEnabled(is_allowed)

    def _listen(self) -> None:
        self.undo_button.clicked.connect(self.undo)
        self.back_button.clicked.connect(self.show_history)

    @override
    def on_show(self) -> None:
        """Read the imports done so far."""
        self.shell.read(self.office.imports.list_runs, self._show, owner=self)

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(Subject.IMPORT):
            self.on_show()

    @override
    def help_text(self) -> str:
        return _(
            "委託先や契約の表（Excel・CSV）を取り込みます。選んだファイルは1行ずつ確かめてから書き込み、"
            "終わった取込は取り消せます。ファイルをこの画面に落としても選べます。"
        )

    def _show(self, rows: tuple[ImportRunRow, ...]) -> None:
        self.table.replace_rows(rows)
        self._history.setCurrentIndex(1 if rows else 0)
        if self._content is None:
            self.say(_("これまでの取込 {count:,}件").format(count=len(rows)))

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("取り込むファイル"), "", _("表 (*.xlsx *.xlsm *.xls *.ods *.csv *.txt)")
        )
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Read a file and show what an import would do; nothing is written."""
        kind = str(self.chips.only)
        imports = self.office.imports

        course = self.course_bar.start()

        def preview() -> tuple[bytes, ImportPreview]:
            content = read_file(path)
            return content, imports.preview(kind, content, file_name=path.name, course=course)

        what = _("ファイルを確かめています")
        self.shell.read(preview, self._keep_and_show, self._failed, owner=self, what=what)

    def _failed(self, error: Exception) -> None:
        self.course_bar.end()
        self.shell.notices.show_error(error)

    def _keep_and_show(self, answer: tuple[bytes, ImportPreview]) -> None:
        content, preview = answer
        self._content = (preview.kind, content, preview.table.file_name)
        self._show_preview(preview)

    @Slot(object, str)
    def _look_again(self, columns: Mapping[str, int] | None, sheet: str) -> None:
        if self._content is None:
            return
        kind, content, name = self._content
        imports, course = self.office.imports, self.course_bar.start()
        self.shell.read(
            lambda: imports.preview(
                kind, content, file_name=name, columns=columns, sheet=sheet, course=course
            ),
            self._show_preview,
            self._failed,
            owner=self,
            what=_("ファイルを確かめています"),
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        self.course_bar.end()
        self._drop_preview()
        panel = PreviewPanel(self.shell, preview)
        panel.taken_in.connect(self.show_history)
        panel.corrected.connect(self._look_again)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        self.back_button.show()
        self.say_title(_("取込の確かめ"))
        self.say("")
        panel.table.setFocus()

    def _drop_preview(self) -> None:
        panel = self.stack.widget(1)
        if panel is not None:
            self.stack.removeWidget(panel)
            panel.deleteLater()

    @Slot()
    def show_history(self) -> None:
        """Go back to the imports done so far."""
        self._content = None
        self._drop_preview()
        self.back_button.hide()
        self.say_title(_n(self.title, 2))
        self.on_show()

    @Slot()
    def undo(self) -> None:
        """Take the chosen import back; the reason is journalled."""
        row, reason, imports = self.table.chosen, self.reason_field.value(), self.office.imports
        if row is None:
            return
        if not reason:
            self.reason_field.show_error(_("取り消す理由を書いてください。"))
            self.reason_field.setFocus()
            return
        self.shell.read(
            lambda: imports.undo(row.id, reason=reason), self._undone, owner=self, what=_("取り消しています")
        )

    def _undone(self, outcome: UndoOutcome) -> None:
        self.reason_field.set_value("")
        told = _("{count:,}件を元に戻しました。").format(count=outcome.undone)
        left = _("、").join(outcome.left_alone)
        remedy = _("その後に変更されたため、そのままにしたもの: {names}").format(names=left) if left else ""
        self.shell.notices.tell(told, remedy)
        touched = Change.of(Subject.IMPORT, Subject.CONTRACTOR, Subject.CONTRACT)
        self.shell.refresh.changed.emit(touched)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a single local file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file dropped."""
        self.look_at(Path(event.mimeData().urls()[0].toLocalFile()))
